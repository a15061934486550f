package subledger

import (
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
	// ExchangeRate: a voucher in another currency turned it into SEK at another
	// rate, or rounded it otherwise, than the document.
	ExchangeRate Cause = "exchange_rate"
	// InvoiceBookedLater: dated on or before the date, booked after it.
	InvoiceBookedLater Cause = "invoice_booked_later"
	PaymentBookedLater Cause = "payment_booked_later"
	// DatedLater: booked on or before the date, dated after it. With a Payment: it
	// was paid on or before the date, and the document is dated after it.
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
	Against  []string // the other accounts of a manual voucher
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
		p := proof{books: l.register.books, years: years, account: account, date: l.Date}
		if account == ClaimsAccount {
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
		accounts = append(accounts, ClaimsAccount)
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
