package workpaper

import (
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// An Item is one document that was open on the closing date, or the tax
// agency's part of one.
type Item struct {
	Document   string       `json:"document"`
	Party      string       `json:"party"`
	Account    string       `json:"account"`
	Date       civil.Date   `json:"date"`
	Due        civil.Date   `json:"due,omitzero"`
	Credits    string       `json:"credits,omitempty"`   // the document that a credit note credits
	CreditsDue civil.Date   `json:"creditsDue,omitzero"` // when that one falls due: a credit ages with it
	Total      money.Amount `json:"total"`               // SEK
	Paid       money.Amount `json:"paid"`                // up to the closing date, SEK
	Open       money.Amount `json:"open"`                // on the closing date, SEK

	Currency      string       `json:"currency,omitempty"` // empty for SEK
	OpenCurrency  int64        `json:"openCurrency,omitempty"`
	PaidAfter     money.Amount `json:"paidAfter"`
	PaidAfterDate civil.Date   `json:"paidAfterDate,omitzero"`
	AtReading     money.Amount `json:"atReading"` // open when the sub-ledger was read, SEK
	Remarks       []string     `json:"remarks,omitempty"`
	Voucher       string       `json:"voucher,omitempty"` // series, blank, number
	VoucherDate   civil.Date   `json:"voucherDate,omitzero"`
	NotBooked     bool         `json:"notBooked,omitempty"` // the cash method has not put it on the account
	Posting       []Share      `json:"posting,omitempty"`   // what books it then, its own account first; nil when not known
	Claim         bool         `json:"claim,omitempty"`     // the tax agency's part
}

// A Share is a row of what books a document.
type Share struct {
	Account string       `json:"account"`
	Amount  money.Amount `json:"amount"`
}

// Key names the item within its bilaga, also in a later import.
func (i Item) Key() string {
	if i.Claim {
		return "claim " + i.Document
	}
	return i.Document
}

// An Explanation is a known part of the difference between the sub-ledger and
// the account.
type Explanation struct {
	Kind     string       `json:"kind"`
	Account  string       `json:"account"`
	Amount   money.Amount `json:"amount"` // account less sub-ledger
	Voucher  string       `json:"voucher,omitempty"`
	Date     civil.Date   `json:"date,omitzero"`
	Document string       `json:"document,omitempty"`
	Payment  string       `json:"payment,omitempty"`
	Text     string       `json:"text,omitempty"`
	Against  []string     `json:"against,omitempty"` // the other accounts of a manual voucher
}

// A Mark is what a person noted at an item.
type Mark struct {
	Doubtful bool      `json:"doubtful,omitempty"`
	Note     string    `json:"note,omitempty"`
	By       string    `json:"by"` // user id
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
}
