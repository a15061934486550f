package subledger

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// An effect is what the register says that a document or settlement does to an
// account on a day, and the voucher that should say the same.
type effect struct {
	date     civil.Date
	since    civil.Date   // the document's day: before it the register says nothing
	amount   money.Amount // debit positive
	by       Kind         // empty for the document itself
	document string
	payment  string
	voucher  Voucher
	foreign  bool // the document is in another currency than SEK
}

// virtual tells whether no voucher says the same: it changes the register only.
func (e effect) virtual() bool {
	return e.by == ByUnknown || e.by == BySetOff && e.voucher.IsZero()
}

func (d Document) foreign() bool { return d.Currency != "SEK" }

// effects lists what the register says about one account.
func (l Ledger) effects(account string) []effect {
	var all []effect
	for _, a := range l.all {
		if a.Account != account {
			continue
		}
		start := a.Date
		switch {
		case len(a.Vouchers) > 0:
			all = append(all, effect{date: a.Date, since: a.Date, amount: a.Rate.SEK(a.Total), document: a.Number, voucher: a.Vouchers[0], foreign: a.foreign()})
			for _, v := range a.Vouchers[1:] {
				all = append(all, effect{date: a.Date, since: a.Date, document: a.Number, voucher: v})
			}
		case !a.Carried.IsZero():
			start = a.Carried.Date.AddDays(1)
			item, _ := a.asOf(a.Carried.Date)
			all = append(all, effect{date: a.Carried.Date, since: a.Date, amount: item.SEK, document: a.Number, voucher: a.Carried})
		default:
			continue
		}
		for _, s := range a.settlements {
			if a.Carried.IsZero() || !s.Date.Before(start) {
				all = append(all, effect{
					date: s.Date, since: a.Date, amount: -s.SEK, by: s.Kind,
					document: a.Number, payment: s.Number, voucher: s.Voucher, foreign: a.foreign(),
				})
			}
		}
	}
	return append(all, l.register.advanceEffects(account)...)
}

func (r Register) advanceEffects(account string) []effect {
	var all []effect
	for _, adv := range r.advances {
		if adv.account == account {
			all = append(all, effect{
				date: adv.Date, since: r.Through.AddDays(1), amount: adv.amount, by: ByPayment,
				document: adv.Document, payment: adv.Number, voucher: adv.Voucher,
			})
		}
	}
	return all
}
