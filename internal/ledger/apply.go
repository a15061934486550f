package ledger

import (
	"slices"
	"strings"
)

// Apply makes the newer book of the older one that Compare was given: equal in
// all that it holds, with the vouchers of a year in order of series and number.
// It proves that Changes leaves nothing out.
func (c Changes) Apply(before *Book) *Book {
	after := &Book{Company: before.Company}
	if c.Company != nil {
		after.Company = c.Company.New
	}
	for _, y := range c.Years {
		switch {
		case y.Came != nil:
			after.Years = append(after.Years, *y.Came)
		case y.Gone == nil:
			after.Years = append(after.Years, y.apply(before.year(y.Period)))
		}
	}
	return after
}

func (y YearChanges) apply(before *Year) Year {
	after := Year{Period: before.Period, Vouchers: y.vouchers(before.Vouchers)}
	balances := map[string]Balance{}
	for _, b := range before.Balances {
		balances[b.Account] = b
	}
	for _, c := range y.Balances {
		balances[c.Account] = c.New
		if c.New.Account == "" {
			delete(balances, c.Account)
		}
	}
	after.Balances = byKey(balances)
	accounts := map[string]Account{}
	for _, a := range before.Accounts {
		accounts[a.Number] = a
	}
	for _, c := range y.Accounts {
		if c.Old != nil {
			delete(accounts, c.Old.Number)
		}
		if c.New != nil {
			accounts[c.New.Number] = *c.New
		}
	}
	after.Accounts = byKey(accounts)
	objects := map[string]NamedObject{}
	for _, o := range before.Objects {
		objects[o.key()] = o
	}
	for _, c := range y.Objects {
		if c.Old != nil {
			delete(objects, c.Old.key())
		}
		if c.New != nil {
			objects[c.New.key()] = *c.New
		}
	}
	after.Objects = byKey(objects)
	return after
}

func byKey[T any](all map[string]T) []T {
	keys := make([]string, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, strings.Compare)
	var list []T
	for _, key := range keys {
		list = append(list, all[key])
	}
	return list
}

func (y YearChanges) vouchers(before []Voucher) []Voucher {
	gone := map[voucherKey][]*Voucher{}
	var after []Voucher
	for _, c := range y.Vouchers {
		if c.Old != nil {
			key := keyOf(c.Old)
			gone[key] = append(gone[key], c.Old)
		}
		if c.New != nil {
			after = append(after, *c.New)
		}
	}
	for i := range before {
		key := keyOf(&before[i])
		at := slices.IndexFunc(gone[key], func(v *Voucher) bool { return sameVoucher(v, &before[i]) })
		if at < 0 {
			after = append(after, before[i])
			continue
		}
		gone[key] = slices.Delete(gone[key], at, at+1)
	}
	slices.SortStableFunc(after, func(a, b Voucher) int { return compareWhole(&a, &b) })
	return after
}
