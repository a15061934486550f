package subledger

import (
	"slices"

	"bokslut/internal/civil"
)

// carry finds the vouchers of årsomföring: at the end of a year, one for each
// document that was open and had no voucher. Source: Fortnox books the unpaid
// invoices of the cash method that way.
//
// What was open is not certain when a set-off cannot be dated; then the number,
// and the series that the others are in, must do.
func (p *pairing) carry(documents map[string]*account) {
	years := slices.Clone(p.r.books.book.Years)
	slices.Reverse(years)
	habit := false
	for _, year := range years {
		end, series := year.Period.To, map[string]bool{}
		p.carryYear(documents, end, func(a *account, item Item) *entry {
			e := p.take(a, end, end, item.SEK, func(e *entry) bool { return mentions(e.Text, a.Number) })
			if e != nil {
				series[e.Series] = true
			}
			return e
		})
		p.carryYear(documents, end, func(a *account, _ Item) *entry { return p.carrier(a, end, series) })
		habit = habit || len(series) > 0
	}
	p.brought(documents, habit)
}

// carryYear looks for the carrier of each document that may have been open.
func (p *pairing) carryYear(documents map[string]*account, end civil.Date, find func(*account, Item) *entry) {
	for i := range p.r.Documents {
		d := &p.r.Documents[i]
		a := documents[d.Number]
		if a == nil || len(d.Vouchers) > 0 || !d.Carried.IsZero() || d.Date.After(end) {
			continue
		}
		item, uncertain := a.asOf(end)
		if item.SEK == 0 && !uncertain {
			continue // nothing to carry
		}
		if e := find(a, item); e != nil {
			d.Carried, a.Carried = e.Voucher, e.Voucher
		}
	}
}

// carrier finds a voucher of the day and the series by the number alone.
func (p *pairing) carrier(a *account, end civil.Date, series map[string]bool) *entry {
	for _, account := range p.places(a) {
		for _, e := range p.r.books.between(account, end, end) {
			if series[e.Series] && !p.linked[e.name()] && mentions(e.Text, a.Number) && p.takeRow(e, account, e.on(account)) {
				p.place(a, account)
				return e
			}
		}
	}
	return nil
}

// offset finds the vouchers of set-offs between a carried document and one that
// never came to the account; between two that both stand there is none.
func (p *pairing) offset() {
	for _, a := range p.all {
		if a.Carried.IsZero() {
			continue
		}
		for _, s := range a.settlements {
			if s.Kind != BySetOff || !s.Date.After(a.Carried.Date) {
				continue
			}
			e := p.take(a, s.Earliest, s.Date, -s.SEK, func(e *entry) bool { return mentions(e.Text, a.Number) })
			if e != nil {
				p.r.setOffs[setOffKey{a.Number, s.Number}] = e.Voucher
			}
		}
	}
}
