package ledger

import (
	"cmp"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Changes is what makes one Book of another, older one. It depends on what the
// books hold and not on the order in which they hold it: neither the order of
// vouchers nor that of rows within a voucher is a change.
type Changes struct {
	Company *CompanyChange // nil when it is the same
	Years   []YearChanges  // every year of either book, the latest first
}

// CompanyChange is another name or organisation number.
type CompanyChange struct{ Old, New Company }

// YearChanges is what differs in one year. A year that only one book has stands
// whole in Gone or Came, and its lists are empty.
type YearChanges struct {
	Period     civil.Period
	Gone, Came *Year
	Vouchers   []VoucherChange // in order of series and number
	Balances   []BalanceChange // in order of account
	Accounts   []AccountChange // of the chart, in order of number
	Objects    []ObjectChange  // of those declared, in order of dimension and code
}

// BalanceChange is an account whose year differs, in öre, debit positive. The
// account that one side lacks is zero there.
type BalanceChange struct {
	Account  string
	Old, New Balance
}

// Effect is what the change does to the closing balance.
func (c BalanceChange) Effect() money.Amount { return c.New.Closing() - c.Old.Closing() }

// Opening is what the change does to the opening balance (IB).
func (c BalanceChange) Opening() money.Amount { return c.New.Opening - c.Old.Opening }

// AccountChange is an account of the chart that is new (Old nil), gone (New
// nil) or has another name.
type AccountChange struct{ Old, New *Account }

// ObjectChange is an object that is new (Old nil), gone (New nil) or has another
// name.
type ObjectChange struct{ Old, New *NamedObject }

// Empty tells whether the books are equal.
func (c Changes) Empty() bool {
	if c.Company != nil {
		return false
	}
	for _, y := range c.Years {
		if !y.Empty() {
			return false
		}
	}
	return true
}

// Empty tells whether both books have the year and agree on it.
func (y YearChanges) Empty() bool {
	return y.Gone == nil && y.Came == nil && len(y.Vouchers)+len(y.Balances)+len(y.Accounts)+len(y.Objects) == 0
}

// Counts is how many vouchers of a kind differ.
type Counts struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Deleted int `json:"deleted"`
	Struck  int `json:"struck"` // rows struck out of vouchers that both books have
}

// Vouchers is how many vouchers differ.
func (c Counts) Vouchers() int { return c.New + c.Changed + c.Deleted }

// Counts counts the vouchers of the year that differ; those of a year that one
// book lacks are all new or all deleted.
func (y YearChanges) Counts() Counts {
	var c Counts
	if y.Came != nil {
		c.New = len(y.Came.Vouchers)
	}
	if y.Gone != nil {
		c.Deleted = len(y.Gone.Vouchers)
	}
	for _, v := range y.Vouchers {
		switch v.Kind() {
		case NewVoucher:
			c.New++
		case DeletedVoucher:
			c.Deleted++
		default:
			c.Changed++
			c.Struck += v.Struck()
		}
	}
	return c
}

// Compare finds what differs between two books. The cost is one walk over the
// vouchers of both.
func Compare(before, after *Book) Changes {
	var c Changes
	if before.Company != after.Company {
		c.Company = &CompanyChange{before.Company, after.Company}
	}
	for i := range before.Years {
		old := &before.Years[i]
		if now := after.year(old.Period); now != nil {
			c.Years = append(c.Years, compareYears(old, now))
			continue
		}
		c.Years = append(c.Years, YearChanges{Period: old.Period, Gone: old})
	}
	for i := range after.Years {
		if now := &after.Years[i]; before.year(now.Period) == nil {
			c.Years = append(c.Years, YearChanges{Period: now.Period, Came: now})
		}
	}
	slices.SortStableFunc(c.Years, func(a, b YearChanges) int { return latestFirst(a.Period, b.Period) })
	return c
}

// latestFirst is the order of a Book's years.
func latestFirst(a, b civil.Period) int {
	return cmp.Or(b.From.Compare(a.From), b.To.Compare(a.To))
}

func (b *Book) year(p civil.Period) *Year {
	for i := range b.Years {
		if b.Years[i].Period == p {
			return &b.Years[i]
		}
	}
	return nil
}

func compareYears(before, after *Year) YearChanges {
	y := YearChanges{Period: before.Period, Vouchers: compareVouchers(before.Vouchers, after.Vouchers)}
	pairs(before.Balances, after.Balances, func(b Balance) string { return b.Account }, func(old, now *Balance) {
		c := BalanceChange{}
		if old != nil {
			c.Account, c.Old = old.Account, *old
		}
		if now != nil {
			c.Account, c.New = now.Account, *now
		}
		if old == nil || now == nil || *old != *now {
			y.Balances = append(y.Balances, c)
		}
	})
	pairs(before.Accounts, after.Accounts, func(a Account) string { return a.Number }, func(old, now *Account) {
		if old == nil || now == nil || *old != *now {
			y.Accounts = append(y.Accounts, AccountChange{old, now})
		}
	})
	pairs(before.Objects, after.Objects, NamedObject.key, func(old, now *NamedObject) {
		if old == nil || now == nil || *old != *now {
			y.Objects = append(y.Objects, ObjectChange{old, now})
		}
	})
	return y
}

// key sorts as dimension and code do.
func (o NamedObject) key() string { return o.Dimension + "\x00" + o.Code }

// pairs walks over two lists that are sorted by key, and gives what bears the
// same key on both sides together; nil stands for what one side lacks.
func pairs[T any](before, after []T, key func(T) string, f func(old, now *T)) {
	for len(before)+len(after) > 0 {
		switch {
		case len(after) == 0 || len(before) > 0 && strings.Compare(key(before[0]), key(after[0])) < 0:
			f(&before[0], nil)
			before = before[1:]
		case len(before) == 0 || key(before[0]) != key(after[0]):
			f(nil, &after[0])
			after = after[1:]
		default:
			f(&before[0], &after[0])
			before, after = before[1:], after[1:]
		}
	}
}
