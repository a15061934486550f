// Package subledger rebuilds customer and supplier ledgers (kundreskontra,
// leverantörsreskontra) as they stood on a date, from documents and payments
// that are known only as they stand when they are read.
//
// Every amount has the ledger's sign, debit positive: what a customer owes is
// positive and what we owe a supplier is negative. A credit note has the
// opposite sign of an invoice. An amount in a currency counts hundredths of it.
package subledger

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Side says whose debts a register holds.
type Side int

const (
	Receivable Side = iota + 1 // customers owe us
	Payable                    // we owe suppliers
)

// A Register is one side's documents and payments as the source held them on
// the day they were read. Documents that are unbooked or cancelled are in it,
// so that they can be told about; they are never items.
type Register struct {
	Side      Side
	Read      civil.Date // the day that balances are of
	Through   civil.Date // documents dated later were not read; zero when all were
	Documents []Document
	Payments  []Payment
	Claims    []Claim
	Missing   []string // lists that the source did not give, by its own names

	books    *books // see WithBook
	setOffs  map[setOffKey]Voucher
	advances []advance
}

// An advance is a payment of a document that is dated after Through, so was not
// read, with what its voucher does to an account.
type advance struct {
	Payment
	account string
	amount  money.Amount
}

// setOffKey names a set-off by the document and the one at its other end.
type setOffKey struct{ document, other string }

// read is the day of reading, or a later one that a document or payment shows
// when the source's clock runs ahead of ours.
func (r Register) read() civil.Date {
	read := r.Read
	later := func(d civil.Date) {
		if read.Before(d) {
			read = d
		}
	}
	for _, d := range r.Documents {
		later(d.Date)
		later(d.FinalPaid)
	}
	for _, p := range r.Payments {
		later(p.Date)
	}
	return read
}

// A Document is an invoice or a credit note.
//
// Total is what the counterparty is to pay or be paid: a tax reduction is not
// in it (it is a Claim). Booked and Cancelled are as of reading.
type Document struct {
	Number    string // the source's key, unique in the register
	Reference string // the supplier's own number, or the OCR
	Party     string // number of the customer or supplier
	Name      string
	Date      civil.Date
	Due       civil.Date
	FinalPaid civil.Date // the day nothing was left; zero when something is, or hidden
	Currency  string
	Rate      Rate
	Total     money.Amount // in Currency
	VAT       money.Amount // in Currency, of a supplier's invoice; zero where the source does not tell
	Balance   Balance
	Booked    bool
	Cancelled bool
	Credit    bool
	Credits   string    // number of the invoice that a credit note credits
	Account   string    // 1510, 2440; empty until known, see WithBook
	Assumed   bool      // Account was not read from a voucher
	Vouchers  []Voucher // none for a document that the cash method has not booked
	Carried   Voucher   // put on the account at a closing date (årsomföring), see WithBook
	Hidden    Hidden
	Split     []Share // what it books on other accounts, the first income or cost; nil when the source does not tell
}

// Balance is what was unpaid when the register was read.
type Balance struct {
	Amount money.Amount
	SEK    bool // Amount is in SEK although the document is not
}

// Hidden says which fields the source withheld (API_NORIGHT).
type Hidden uint8

const (
	HiddenTotal Hidden = 1 << iota
	HiddenBalance
	HiddenFinalPaid
	HiddenDate
	HiddenBooked
)

// Has tells whether all of f are hidden.
func (h Hidden) Has(f Hidden) bool { return h&f == f }

// A Voucher names a voucher in the books: the financial year's period, its
// series and number. Date and Text are known when the books hold it. The zero
// Voucher is none.
type Voucher struct {
	Year   civil.Period
	Series string
	Number string
	Date   civil.Date
	Text   string
}

// IsZero tells whether there is no voucher.
func (v Voucher) IsZero() bool { return v.Number == "" }

// A Payment settles a part of a document. It counts when Booked.
//
// Amount is what it takes off the document, in the document's currency and
// without write-offs: opposite in sign to an invoice, equal to it for a refund.
// SEK is the money that moved. When Unknown is true Amount is an estimate; the
// balance of the document then says more.
type Payment struct {
	Number    string
	Document  string
	Date      civil.Date
	Currency  string
	Amount    money.Amount
	SEK       money.Amount
	Unknown   bool // the source did not tell Amount or write-offs
	Booked    bool
	WriteOffs []WriteOff
	Voucher   Voucher
}

// A WriteOff is what a payment settles without money: rounding, a bank fee, a
// bad debt. Amount has the payment's sign and the document's currency.
type WriteOff struct {
	Account string
	Amount  money.Amount
}

// settles is what the payment takes off the document, write-offs included.
func (p Payment) settles() money.Amount {
	sum := p.Amount
	for _, w := range p.WriteOffs {
		sum += w.Amount
	}
	return sum
}

// A Claim is the tax agency's part of an invoice (ROT, RUT, green technology)
// in SEK. It is booked with the invoice, on 1513, and leaves when the agency
// pays Approved with the voucher Paid. What it refuses stays until a person
// moves it.
type Claim struct {
	Document string
	Amount   money.Amount
	Approved money.Amount
	Paid     Voucher
}
