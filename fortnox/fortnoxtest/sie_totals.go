package fortnoxtest

import (
	"cmp"
	"slices"
	"strings"
)

// sieTotals are the sums of one year.
type sieTotals struct {
	year    *year
	account map[int]*sieAccount
	months  map[monthKey]Ore
	split   map[objectKey]Ore
}

type sieAccount struct {
	opening, movement Ore
}

type monthKey struct {
	month   string // YYYYMM
	account int
}

type objectKey struct {
	monthKey
	dimension int
	object    text
}

func newSIETotals(y *year, to string, visible func(*Voucher) bool) *sieTotals {
	t := &sieTotals{y, map[int]*sieAccount{}, map[monthKey]Ore{}, map[objectKey]Ore{}}
	for _, a := range y.accounts {
		if a.opening != 0 {
			t.account[a.number] = &sieAccount{opening: a.opening}
		}
	}
	y.each(func(v *Voucher) {
		if (to != "" && v.TransactionDate > to) || !visible(v) {
			return
		}
		month := v.TransactionDate[:4] + v.TransactionDate[5:7]
		for _, r := range v.VoucherRows {
			if !r.Removed {
				t.row(month, r)
			}
		}
	})
	return t
}

func (t *sieTotals) row(month string, r Row) {
	a := t.account[r.Account]
	if a == nil {
		a = &sieAccount{}
		t.account[r.Account] = a
	}
	a.movement += r.amount()
	key := monthKey{month, r.Account}
	t.months[key] += r.amount()
	if r.CostCenter != "" {
		t.split[objectKey{key, 1, r.CostCenter}] += r.amount()
	}
	if r.Project != "" {
		t.split[objectKey{key, 6, r.Project}] += r.amount()
	}
}

func (t *sieTotals) uses(number int) bool {
	return t.account[number] != nil
}

func (t *sieTotals) balances(w *sieWriter, index int) {
	for _, n := range sortedKeys(t.account, cmp.Compare) {
		if a := t.account[n]; n < 3000 {
			w.balance("#IB", index, n, a.opening)
			w.balance("#UB", index, n, a.opening+a.movement)
		}
	}
}

func (t *sieTotals) sums(w *sieWriter, index int) {
	for _, k := range sortedKeys(t.months, compareMonths) {
		w.month(index, k, 0, "", t.months[k])
	}
}

func (t *sieTotals) results(w *sieWriter, index int) {
	for _, n := range sortedKeys(t.account, cmp.Compare) {
		if a := t.account[n]; n >= 3000 {
			w.balance("#RES", index, n, a.opening+a.movement)
		}
	}
}

func (t *sieTotals) objects(w *sieWriter, index int) {
	keys := sortedKeys(t.split, func(a, b objectKey) int {
		if c := compareMonths(a.monthKey, b.monthKey); c != 0 {
			return c
		}
		if a.dimension != b.dimension {
			return a.dimension - b.dimension
		}
		return strings.Compare(string(a.object), string(b.object))
	})
	for _, k := range keys {
		w.month(index, k.monthKey, k.dimension, k.object, t.split[k])
	}
}

func compareMonths(a, b monthKey) int {
	if c := strings.Compare(a.month, b.month); c != 0 {
		return c
	}
	return a.account - b.account
}

func sortedKeys[K comparable, V any](m map[K]V, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compare)
	return keys
}
