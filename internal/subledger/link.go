package subledger

import (
	"slices"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// WithBook is the register with what only the books tell: the account that each
// document stands on, the day and text of its vouchers, which voucher a payment
// was booked with where the source does not say, and, for documents of the cash
// method, the voucher that put them on the account at a closing date.
func (r Register) WithBook(book *ledger.Book) Register {
	if r.books != nil && r.books.book == book {
		return r
	}
	r.books = newBooks(r, book)
	r.Documents = slices.Clone(r.Documents)
	r.Payments = slices.Clone(r.Payments)
	r.Claims = slices.Clone(r.Claims)
	r.findAccounts()
	for i := range r.Payments {
		r.Payments[i].Voucher = r.books.known(r.Payments[i].Voucher)
	}
	for i := range r.Claims {
		r.Claims[i].Paid = r.books.known(r.Claims[i].Paid)
	}
	r.setOffs = map[setOffKey]Voucher{}
	p := newPairing(r)
	p.run()
	r.advances = p.advances()
	return r
}

// findAccounts reads each document's account from its voucher. A document
// without a voucher in the books stands where its party's others do, or most.
func (r Register) findAccounts() {
	claims := r.claimsByDocument()
	ofParty := map[string]string{}
	count := map[string]int{}
	for i := range r.Documents {
		d := &r.Documents[i]
		d.Vouchers = slices.Clone(d.Vouchers)
		for j, v := range d.Vouchers {
			d.Vouchers[j] = r.books.known(v)
			if e := r.books.byName[v.name()]; e != nil && d.Account == "" {
				d.Account = accountIn(e, d.Rate.SEK(d.Total), claims[d.Number].Amount)
			}
		}
		if d.Account != "" {
			ofParty[d.Party+"\x00"+d.Currency] = d.Account
			count[d.Account]++
		}
	}
	most := r.Side.usual()
	for account, n := range count {
		if n > count[most] || n == count[most] && account < most {
			most = account
		}
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		if d.Account != "" {
			continue
		}
		if d.Account = ofParty[d.Party+"\x00"+d.Currency]; d.Account == "" {
			d.Account = most
			d.Assumed = len(count) > 1
		}
	}
}

// accountIn is the account of e on which a document of sek stands: where a row,
// even a struck one, has just that amount, else where most is.
func accountIn(e *entry, sek, claim money.Amount) string {
	for _, struck := range []bool{false, true} {
		for _, row := range e.rows {
			if row.Struck == struck && row.Amount == sek {
				return row.Account
			}
		}
	}
	account, most := "", money.Amount(-1)
	for _, row := range e.rows {
		if sum := e.on(row.Account); sum.Abs() > most && (claim == 0 || sum != claim) {
			account, most = row.Account, sum.Abs()
		}
	}
	return account
}

func (r Register) claimsByDocument() map[string]Claim {
	all := map[string]Claim{}
	for _, c := range r.Claims {
		all[c.Document] = c
	}
	return all
}
