package ledger

import (
	"slices"
	"strconv"
	"strings"
)

// ChangeKind is what happened to a voucher.
type ChangeKind string

// The kinds.
const (
	NewVoucher     ChangeKind = "new"
	ChangedVoucher ChangeKind = "changed"
	DeletedVoucher ChangeKind = "deleted"
)

// VoucherChange is a voucher that differs: as it was and as it is. Old is nil
// for a new one, New for a deleted one.
type VoucherChange struct{ Old, New *Voucher }

// Kind is what happened to it.
func (c VoucherChange) Kind() ChangeKind {
	switch {
	case c.Old == nil:
		return NewVoucher
	case c.New == nil:
		return DeletedVoucher
	}
	return ChangedVoucher
}

// Voucher is the voucher as it is, or as it was before it was deleted.
func (c VoucherChange) Voucher() *Voucher {
	if c.New == nil {
		return c.Old
	}
	return c.New
}

// RowChange is a row that only one side has: it came, or it is gone.
type RowChange struct {
	Row
	Came bool
}

// Rows lists the rows that came and those that are gone, in order of account.
// Rows that both sides have are left out; all of a new or deleted voucher are
// there.
func (c VoucherChange) Rows() []RowChange {
	var before, after []Row
	if c.Old != nil {
		before = sortedRows(c.Old.Rows)
	}
	if c.New != nil {
		after = sortedRows(c.New.Rows)
	}
	var changes []RowChange
	for len(before)+len(after) > 0 {
		order := -1
		switch {
		case len(before) == 0:
			order = 1
		case len(after) > 0:
			order = compareRows(before[0], after[0])
		}
		if order < 0 {
			changes = append(changes, RowChange{before[0], false})
		} else if order > 0 {
			changes = append(changes, RowChange{after[0], true})
		}
		if order <= 0 {
			before = before[1:]
		}
		if order >= 0 {
			after = after[1:]
		}
	}
	slices.SortStableFunc(changes, func(a, b RowChange) int { return strings.Compare(a.Account, b.Account) })
	return changes
}

// Struck is how many rows were struck out of a voucher that both sides have.
func (c VoucherChange) Struck() int {
	if c.Old == nil || c.New == nil {
		return 0
	}
	return max(0, struck(c.New)-struck(c.Old))
}

func struck(v *Voucher) int {
	n := 0
	for _, row := range v.Rows {
		if row.Struck {
			n++
		}
	}
	return n
}

// voucherKey is what makes two vouchers the same one: series and number, or for
// one without a number what it books and when.
type voucherKey struct{ series, number, content string }

func keyOf(v *Voucher) voucherKey {
	if v.Number != "" {
		return voucherKey{series: v.Series, number: v.Number}
	}
	var content strings.Builder
	content.WriteString(v.Date.String())
	for _, row := range sortedRows(v.Rows) {
		content.WriteByte(' ')
		content.WriteString(row.Account)
		content.WriteByte(' ')
		content.WriteString(strconv.FormatInt(int64(row.Amount), 10))
		content.WriteString(strconv.FormatBool(row.Struck))
	}
	return voucherKey{series: v.Series, content: content.String()}
}

// bearers are the vouchers of each side that bear one key. More than one on a
// side is rare, and is then in more.
type bearers struct {
	old, now *Voucher
	more     *[2][]*Voucher
}

func compareVouchers(before, after []Voucher) []VoucherChange {
	old, now := unlike(before, after)
	all := make(map[voucherKey]bearers, max(len(old), len(now)))
	for _, v := range old {
		key := keyOf(v)
		b := all[key]
		b.put(0, &b.old, v)
		all[key] = b
	}
	for _, v := range now {
		key := keyOf(v)
		b := all[key]
		b.put(1, &b.now, v)
		all[key] = b
	}
	var changes []VoucherChange
	for _, b := range all {
		if b.more != nil {
			changes = append(changes, b.pair()...)
		} else if b.old == nil || b.now == nil || !sameVoucher(b.old, b.now) {
			changes = append(changes, VoucherChange{b.old, b.now})
		}
	}
	slices.SortFunc(changes, compareChanges)
	return changes
}

// unlike leaves out vouchers that are equal on both sides as far as that shows
// when the lists are in the same order, which they mostly are.
func unlike(before, after []Voucher) (old, now []*Voucher) {
	for len(before) > 0 && len(after) > 0 {
		a, b := &before[0], &after[0]
		order := comparePlaces(a, b)
		if order == 0 && sameVoucher(a, b) {
			before, after = before[1:], after[1:]
			continue
		}
		if order <= 0 {
			old, before = append(old, a), before[1:]
		}
		if order >= 0 {
			now, after = append(now, b), after[1:]
		}
	}
	for i := range before {
		old = append(old, &before[i])
	}
	for i := range after {
		now = append(now, &after[i])
	}
	return old, now
}

func compareChanges(a, b VoucherChange) int {
	if order := comparePlaces(a.Voucher(), b.Voucher()); order != 0 {
		return order
	}
	if order := compareWhole(a.Voucher(), b.Voucher()); order != 0 {
		return order
	}
	return compareOld(a, b)
}

// compareOld tells changes to equal vouchers apart by what they were.
func compareOld(a, b VoucherChange) int {
	if a.Old == nil || b.Old == nil || a.New == nil || b.New == nil {
		return strings.Compare(string(a.Kind()), string(b.Kind()))
	}
	return compareWhole(a.Old, b.Old)
}

func (b *bearers) put(side int, place **Voucher, v *Voucher) {
	if *place == nil {
		*place = v
		return
	}
	if b.more == nil {
		b.more = new([2][]*Voucher)
	}
	b.more[side] = append(b.more[side], v)
}

// pair finds out which of several vouchers with the same key is which: equal
// ones belong together, the others in order of what they say.
func (b *bearers) pair() []VoucherChange {
	sides := *b.more
	for side, first := range []*Voucher{b.old, b.now} {
		if first != nil {
			sides[side] = append(sides[side], first)
		}
		slices.SortFunc(sides[side], compareWhole)
	}
	before, after := withoutEqual(sides[0], sides[1])
	var changes []VoucherChange
	for i := range max(len(before), len(after)) {
		var c VoucherChange
		if i < len(before) {
			c.Old = before[i]
		}
		if i < len(after) {
			c.New = after[i]
		}
		changes = append(changes, c)
	}
	return changes
}

// withoutEqual takes away from two sorted lists what both have.
func withoutEqual(before, after []*Voucher) (old, now []*Voucher) {
	for len(before) > 0 && len(after) > 0 {
		switch order := compareWhole(before[0], after[0]); {
		case order < 0:
			old, before = append(old, before[0]), before[1:]
		case order > 0:
			now, after = append(now, after[0]), after[1:]
		default:
			before, after = before[1:], after[1:]
		}
	}
	return append(old, before...), append(now, after...)
}
