package subledger

import "bokslut/internal/money"

// ToCarry lists the items of the cash method that are not on their account yet,
// so that årsomföring on the date should put them there. An account where that
// is done already, by a voucher of the date over the whole sum or in another
// way that makes account and register agree, has none. all is what Reconcile
// gave for the same books.
func (l Ledger) ToCarry(all []Reconciliation) []Item {
	var items []Item
	for _, r := range all {
		sum := l.notOnAccount(r.Account)
		if sum == 0 || r.Difference == 0 || l.carriedInOne(r, sum) {
			continue
		}
		for _, i := range l.Items {
			if i.Account == r.Account && i.unbookedOn(l.Date) {
				items = append(items, i)
			}
		}
	}
	return items
}

func (l Ledger) carriedInOne(r Reconciliation, sum money.Amount) bool {
	for _, e := range r.Explanations {
		if e.Cause == ManualVoucher && e.Amount == sum && e.Voucher.Date == l.Date {
			return true
		}
	}
	return false
}
