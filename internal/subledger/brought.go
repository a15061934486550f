package subledger

import (
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// brought finds documents that were carried before the books begin, in a year
// that was not read: they were open then and have no voucher. It takes them for
// carried when the program's user has the habit, seen at the end of a later
// year, or when the accounts began nearer to what was open than to nothing.
func (p *pairing) brought(documents map[string]*account, habit bool) {
	all := p.r.books.book.Years
	if len(all) == 0 {
		return
	}
	read := p.r.books.years(all[0].Period.To)
	if len(read) == 0 {
		return
	}
	first := read[len(read)-1]
	base := first.Period.From.AddDays(-1)
	var open []*account
	var sum, began money.Amount
	for _, d := range p.r.Documents {
		a := documents[d.Number]
		if a == nil || len(d.Vouchers) > 0 || !d.Carried.IsZero() || d.Date.After(base) {
			continue
		}
		if item, uncertain := a.asOf(base); item.SEK != 0 || uncertain {
			open = append(open, a)
			sum += item.SEK
		}
	}
	var places []string // accounts that began with something
	for _, b := range first.Balances {
		if b.Opening != 0 && p.r.Side.ours(b.Account) && b.Account != ClaimsAccount {
			began += b.Opening
			places = append(places, b.Account)
		}
	}
	if !habit && (began == 0 || (began-sum).Abs() >= began.Abs()) {
		return
	}
	for _, a := range open {
		p.bring(a, base, first.Balance, places)
	}
}

// bring takes a document for carried before the books begin, on the account
// that alone began with something, or with just its amount.
func (p *pairing) bring(a *account, base civil.Date, balance func(string) ledger.Balance, places []string) {
	item, _ := a.asOf(base)
	for _, account := range places {
		if len(places) == 1 || balance(account).Opening == item.SEK {
			p.place(a, account)
			break
		}
	}
	a.Carried = Voucher{Year: civil.Period{To: base}, Number: broughtNumber, Date: base}
	p.r.Documents[p.at[a.Number]].Carried = a.Carried
}

// broughtNumber stands for a voucher in a year that the books do not hold.
const broughtNumber = "IB"
