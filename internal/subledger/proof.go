package subledger

import (
	"cmp"
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// proof explains one account.
type proof struct {
	books   *books
	years   []ledger.Year // the one that holds date first, then backwards
	account string
	date    civil.Date
	out     Reconciliation
}

func (p *proof) base() civil.Date { return p.years[len(p.years)-1].Period.From.AddDays(-1) }

func (p *proof) prove(subLedger money.Amount, effects []effect, unbooked money.Amount) Reconciliation {
	p.out = Reconciliation{Account: p.account, SubLedger: subLedger, Ledger: p.balance()}
	p.out.Difference = p.out.Ledger - p.out.SubLedger
	p.openings(effects)
	p.vouchers(effects)
	p.virtual(effects)
	p.explain(Explanation{Cause: CashMethodNotBooked, Amount: -unbooked})
	slices.SortStableFunc(p.out.Explanations, byVoucher)
	p.out.Unexplained = p.out.Difference
	for _, e := range p.out.Explanations {
		p.out.Unexplained -= e.Amount
	}
	return p.out
}

// byVoucher orders explanations as the vouchers were booked.
func byVoucher(a, b Explanation) int {
	return cmp.Or(
		a.Voucher.Date.Compare(b.Voucher.Date),
		cmp.Compare(a.Voucher.Series, b.Voucher.Series),
		cmp.Compare(len(a.Voucher.Number), len(b.Voucher.Number)),
		cmp.Compare(a.Voucher.Number, b.Voucher.Number),
		cmp.Compare(a.Document, b.Document),
		cmp.Compare(a.Payment, b.Payment),
	)
}

func (p *proof) explain(e Explanation) {
	if e.Amount != 0 {
		p.out.Explanations = append(p.out.Explanations, e)
	}
}

// balance is the account's at the end of the date.
func (p *proof) balance() money.Amount {
	year := p.years[0]
	sum := year.Balance(p.account).Opening
	for _, e := range p.books.between(p.account, year.Period.From, p.date) {
		sum += e.on(p.account)
	}
	return sum
}

// openings explains where the first year began, and years that did not begin
// where the one before ended.
func (p *proof) openings(effects []effect) {
	first := p.years[len(p.years)-1]
	cause, before := OpeningNotInRegister, money.Amount(0)
	for _, e := range effects {
		if !e.date.After(p.base()) {
			cause = EarlierYears
			before += e.amount
		}
	}
	p.explain(Explanation{Cause: cause, Amount: first.Balance(p.account).Opening - before})
	for i := range len(p.years) - 1 {
		gap := p.years[i].Balance(p.account).Opening - p.years[i+1].Balance(p.account).Closing()
		p.explain(Explanation{Cause: OpeningNotCarried, Amount: gap, Voucher: Voucher{Year: p.years[i].Period}})
	}
}

// vouchers compares each voucher with what the register says it should be.
func (p *proof) vouchers(effects []effect) {
	named := map[name][]effect{}
	for _, e := range effects {
		if e.virtual() {
			continue
		}
		if p.booked(e.voucher) {
			named[e.voucher.name()] = append(named[e.voucher.name()], e)
			continue
		}
		if p.says(e) {
			p.explain(Explanation{
				Cause: later(e), Amount: -e.amount, Voucher: e.voucher, Document: e.document, Payment: e.payment,
			})
		}
	}
	for _, v := range p.books.between(p.account, p.base().AddDays(1), p.date) {
		p.voucher(v, named[v.name()])
	}
	for _, effects := range named {
		p.emptied(effects)
	}
}

// voucher explains what a voucher does beyond what the register says.
func (p *proof) voucher(v *entry, effects []effect) {
	if len(effects) == 0 {
		p.explain(Explanation{Cause: ManualVoucher, Amount: v.on(p.account), Voucher: v.Voucher, Against: v.against(p.account)})
		return
	}
	rest, foreign := v.on(p.account), false
	for _, e := range effects {
		rest -= e.amount
		foreign = foreign || e.foreign
		if p.says(e) {
			continue
		}
		cause := DatedLater
		if !e.date.After(p.base()) {
			cause = later(e)
		}
		p.explain(Explanation{Cause: cause, Amount: e.amount, Voucher: v.Voucher, Document: e.document, Payment: e.payment})
	}
	x := Explanation{Cause: AlteredVoucher, Amount: rest, Voucher: v.Voucher, Document: effects[0].document, Payment: effects[0].payment}
	if foreign && !v.altered(p.account) {
		x.Cause = ExchangeRate
	}
	if len(effects) > 1 {
		x.Document, x.Payment = "", ""
	}
	p.explain(x)
}

// emptied explains a voucher that has nothing on the account although the
// register says so: its rows there were struck, or stand on another account.
func (p *proof) emptied(effects []effect) {
	v := p.books.byName[effects[0].voucher.name()]
	if slices.ContainsFunc(v.rows, func(r ledger.Row) bool { return r.Account == p.account }) {
		return
	}
	for _, e := range effects {
		if p.says(e) {
			p.explain(Explanation{Cause: AlteredVoucher, Amount: -e.amount, Voucher: v.Voucher, Document: e.document, Payment: e.payment})
		}
	}
}

// virtual explains settlements that have no voucher of their own.
func (p *proof) virtual(effects []effect) {
	var setOffs money.Amount
	for _, e := range effects {
		switch {
		case !e.virtual() || !p.says(e):
		case e.by == BySetOff:
			setOffs += e.amount
		case e.by == ByUnknown:
			p.explain(Explanation{Cause: UnknownSettlement, Amount: -e.amount, Document: e.document})
		}
	}
	p.explain(Explanation{Cause: SetOffDifference, Amount: -setOffs})
}

// counts tells whether a day lies between the base and the date.
func (p *proof) counts(d civil.Date) bool { return d.After(p.base()) && !d.After(p.date) }

// says tells whether the register on the date has the effect, since the base.
func (p *proof) says(e effect) bool { return p.counts(e.date) && !e.since.After(p.date) }

// booked tells whether the books hold the voucher on or before the date.
func (p *proof) booked(v Voucher) bool {
	e := p.books.byName[v.name()]
	return e != nil && p.counts(e.Date)
}

func later(e effect) Cause {
	if e.by == ByPayment {
		return PaymentBookedLater
	}
	return InvoiceBookedLater
}
