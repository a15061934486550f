package subledger

import "bokslut/internal/money"

// advances finds what payments of documents that were not read did to the
// accounts: money that came before an invoice dated after Through. Such a
// document is no item, so the account differs by the payment.
func (p *pairing) advances() []advance {
	known := map[string]bool{}
	for _, d := range p.r.Documents {
		known[d.Number] = true
	}
	var found []advance
	for _, pay := range p.r.Payments {
		if p.r.Through.IsZero() || !pay.Booked || known[pay.Document] || pay.Date.After(p.r.Through) {
			continue
		}
		if e, row := p.advanceEntry(pay); e != nil {
			pay.Voucher = e.Voucher
			p.taken[rowKey{e.name(), row}] = true
			found = append(found, advance{Payment: pay, account: e.rows[row].Account, amount: e.rows[row].Amount})
		}
	}
	return found
}

// advanceEntry is the voucher that the payment names, else one of its day that
// names the document, else one of the amount in a series of payments. The
// amount of a currency is not known: the rate is the document's.
func (p *pairing) advanceEntry(pay Payment) (*entry, int) {
	if e := p.r.books.byName[pay.Voucher.name()]; e != nil {
		return p.free(e, pay, func(money.Amount) bool { return true })
	}
	amount := pay.settles()
	equal := func(a money.Amount) bool { return a == amount }
	if pay.Currency != "SEK" {
		equal = func(money.Amount) bool { return true }
	}
	for _, names := range []bool{true, false} {
		for _, account := range p.r.books.accounts() {
			for _, e := range p.r.books.between(account, pay.Date, pay.Date) {
				if p.linked[e.name()] || names != mentions(e.Text, pay.Document) || !names && len(p.series) > 0 && !p.series[e.Series] {
					continue
				}
				if e, row := p.free(e, pay, equal); e != nil {
					return e, row
				}
			}
		}
	}
	return nil, 0
}

// free is a row of the payment's sign that nothing has claimed.
func (p *pairing) free(e *entry, pay Payment, suits func(money.Amount) bool) (*entry, int) {
	for i, row := range e.rows {
		if !row.Struck && !p.taken[rowKey{e.name(), i}] && (row.Amount < 0) == (pay.SEK < 0) && suits(row.Amount) {
			return e, i
		}
	}
	return nil, 0
}
