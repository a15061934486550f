package tax

import "bokslut/internal/money"

// An Overavskrivning is how the balance of överavskrivningar on equipment is
// reached. Elsewhere is what the other one of 2150 and 2153 began the year
// with, öre, positive; the plan leaves it there.
type Overavskrivning struct {
	Inventarier          Inventarier
	Avskrivningsunderlag Avskrivningsunderlag
	OverState
	Account   string // that the plan books on
	Other     string
	Elsewhere money.Amount
}

// Overavskrivning is false when no equipment is given: the balance then stays as
// booked, and nothing is computed.
func (r Result) Overavskrivning() (o Overavskrivning, ok bool) {
	b := r.basis
	if !b.over.known {
		return o, false
	}
	o = Overavskrivning{Inventarier: *b.facts.Inventarier, Avskrivningsunderlag: b.over.units, OverState: r.Over}
	if o.Account, _ = b.overAccounts(); o.Account == "2150" {
		o.Other = "2153"
	} else {
		o.Other = "2150"
	}
	o.Elsewhere = -b.books.opening(base(o.Other), base(o.Other))
	return o, true
}

// FundAccount is where the plan books the year's own fund.
func (r Result) FundAccount() string { return r.basis.newFund() }
