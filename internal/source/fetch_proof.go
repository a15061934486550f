package source

import (
	"slices"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/subledger"
)

// proved tells whether lists that were read in part are what Fortnox has. Their
// number was compared when they were read. Here every payment that is new,
// other or gone must have brought its invoice along, or Fortnox does not name
// paid invoices among the changed; and the customer ledger must explain its
// accounts to the öre, by nothing that an old list would explain as well. Where
// it never does, the lists are read whole each time.
func (f *fetcher) proved(l lists, closing civil.Date) bool {
	if !l.invoices.cut && !l.payments.cut {
		return true
	}
	return invoicesFollow(l) && f.accountsExplained(closing)
}

// invoicesFollow: a payment changes the balance of its invoice.
func invoicesFollow(l lists) bool {
	if !l.invoices.cut {
		return true
	}
	follows := func(p fortnox.InvoicePayment) bool {
		number := p.InvoiceNumber.Text
		_, known := l.invoices.before[number]
		return !known || l.invoices.moved[number]
	}
	now := map[string]bool{}
	for _, p := range l.payments.items {
		now[p.Key()] = true
		if !same(l.payments.before, p.Key(), p) && !follows(p) {
			return false
		}
	}
	for key, p := range l.payments.before {
		if !now[key] && !follows(p) {
			return false
		}
	}
	return true
}

// maybeOld tells whether a reason for a difference may be that a document is
// not known as it is now.
func maybeOld(e subledger.Explanation) bool {
	switch e.Cause {
	case subledger.AlteredVoucher, subledger.SetOffDifference, subledger.UnknownSettlement:
		return true
	}
	return false
}

// accountsExplained compares the customer ledger with its accounts.
func (f *fetcher) accountsExplained(closing civil.Date) bool {
	book, _, err := Book(f.parts)
	if err != nil {
		return false
	}
	receivables, _, err := Registers(f.parts)
	if err != nil {
		return false
	}
	for _, r := range receivables.WithBook(book).AsOf(closing).Reconcile(book) {
		if r.Unexplained != 0 || slices.ContainsFunc(r.Explanations, maybeOld) {
			return false
		}
	}
	return true
}
