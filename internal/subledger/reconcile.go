package subledger

import (
	"cmp"
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// A Reconciliation (avstämning) sets what the register says about an account
// beside the account itself on a date. Signs are the ledger's:
// Difference = Account's balance − SubLedger = Σ Explanations + Unexplained.
type Reconciliation struct {
	Account      string
	SubLedger    money.Amount
	Ledger       money.Amount
	Difference   money.Amount
	Explanations []Explanation
	Unexplained  money.Amount
}

// Cause says why an account and its register differ.
type Cause string

const (
	// ManualVoucher: a voucher on the account that no document or payment names.
	ManualVoucher Cause = "manual_voucher"
	// AlteredVoucher: a document's or payment's voucher has other amounts.
	AlteredVoucher Cause = "altered_voucher"
	// InvoiceBookedLater: dated on or before the date, booked after it.
	InvoiceBookedLater Cause = "invoice_booked_later"
	PaymentBookedLater Cause = "payment_booked_later"
	// DatedLater: booked on or before the date, dated after it.
	DatedLater Cause = "dated_later"
	// OpeningNotInRegister: the account had a balance before the register began.
	OpeningNotInRegister Cause = "opening_not_in_register"
	// EarlierYears: they differed already before the first year in the books.
	EarlierYears Cause = "earlier_years"
	// OpeningNotCarried: a year does not begin where the one before it ended.
	OpeningNotCarried Cause = "opening_balance_not_carried"
	// CashMethodNotBooked: open items that the cash method has not put on the account.
	CashMethodNotBooked Cause = "cash_method_not_booked"
	// SetOffDifference: two documents were set off at different SEK or accounts.
	SetOffDifference Cause = "set_off_difference"
	// UnknownSettlement: a balance fell without a payment or credit note.
	UnknownSettlement Cause = "unknown_settlement"
)

// An Explanation is one reason, with what the account has more than the register
// because of it. Voucher is the zero one when none is meant; its Date is zero
// when it lies in a year that the books do not hold.
type Explanation struct {
	Cause    Cause
	Amount   money.Amount
	Voucher  Voucher
	Document string
	Payment  string
}

// Reconcile proves the ledger against the accounts in the books: each account
// that a document stands on, the usual one of the side, and that of the tax
// agency's claims. It gives nothing when the books do not hold the date.
//
// The books reach back as far as their years continue each other; what the two
// differed by before that is one explanation.
func (l Ledger) Reconcile(book *ledger.Book) []Reconciliation {
	if linked := l.register.WithBook(book); l.register.books != linked.books {
		l = linked.AsOf(l.Date)
	}
	years := l.register.books.years(l.Date)
	if len(years) == 0 {
		return nil
	}
	var all []Reconciliation
	for _, account := range l.accounts() {
		p := proof{books: l.register.books, years: years, account: account, date: l.Date, register: l.register}
		if account == claimsAccount {
			all = append(all, p.prove(l.claimSum(), l.register.claimEffects(), 0))
			continue
		}
		sum := l.sum(func(i Item) bool { return i.Account == account })
		all = append(all, p.prove(sum, l.effects(account), l.notOnAccount(account)))
	}
	return all
}

func (l Ledger) claimSum() money.Amount {
	var sum money.Amount
	for _, c := range l.Claims {
		sum += c.Amount
	}
	return sum
}

// accounts are those to be proved, sorted.
func (l Ledger) accounts() []string {
	accounts := []string{l.Side.usual()}
	for _, a := range l.all {
		accounts = append(accounts, a.Account)
	}
	if len(l.register.Claims) > 0 {
		accounts = append(accounts, claimsAccount)
	}
	slices.Sort(accounts)
	return slices.Compact(accounts)
}

// notOnAccount sums the items of an account that were not booked on the date.
func (l Ledger) notOnAccount(account string) money.Amount {
	var sum money.Amount
	for _, i := range l.Items {
		if i.Account == account && i.unbookedOn(l.Date) {
			sum += i.SEK
		}
	}
	return sum
}

// unbookedOn tells whether the document had not been put on any account: the
// cash method books no voucher before the closing date, if then.
func (d Document) unbookedOn(date civil.Date) bool {
	return len(d.Vouchers) == 0 && (d.Carried.IsZero() || d.Carried.Date.After(date))
}

// OnAccount tells whether the item stood on its account on the date. With the
// cash method it does so only when it was carried there at a closing date.
func (i Item) OnAccount(date civil.Date) bool {
	if i.unbookedOn(date) {
		return false
	}
	return i.Carried.IsZero() || !i.Carried.Date.After(date)
}

// proof explains one account.
type proof struct {
	register Register
	books    *books
	years    []ledger.Year // the one that holds date first, then backwards
	account  string
	date     civil.Date
	out      Reconciliation
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
		if p.counts(e.date) {
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
		p.explain(Explanation{Cause: ManualVoucher, Amount: v.on(p.account), Voucher: v.Voucher})
		return
	}
	rest := v.on(p.account)
	for _, e := range effects {
		rest -= e.amount
		if p.counts(e.date) {
			continue
		}
		cause := DatedLater
		if !e.date.After(p.base()) {
			cause = later(e)
		}
		p.explain(Explanation{Cause: cause, Amount: e.amount, Voucher: v.Voucher, Document: e.document, Payment: e.payment})
	}
	x := Explanation{Cause: AlteredVoucher, Amount: rest, Voucher: v.Voucher, Document: effects[0].document, Payment: effects[0].payment}
	if len(effects) > 1 {
		x.Document, x.Payment = "", ""
	}
	p.explain(x)
}

// emptied explains a voucher that has nothing on the account although the
// register says so: its rows there were struck, or stand on another account.
func (p *proof) emptied(effects []effect) {
	v := p.books.byName[effects[0].voucher.name()]
	if slices.Contains(p.books.touched[p.account], v) {
		return
	}
	for _, e := range effects {
		if p.counts(e.date) {
			p.explain(Explanation{Cause: AlteredVoucher, Amount: -e.amount, Voucher: v.Voucher, Document: e.document, Payment: e.payment})
		}
	}
}

// virtual explains settlements that have no voucher of their own.
func (p *proof) virtual(effects []effect) {
	var setOffs money.Amount
	for _, e := range effects {
		switch {
		case !e.virtual() || !p.counts(e.date):
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
