// Package schedule computes what a bilaga of each kind says of its accounts.
package schedule

import "bokslut/internal/workpaper"

// A Form is the shape of a kind of bilaga: what its rows and the bilaga as a
// whole have to say, and how that becomes amounts.
type Form struct {
	Kind     workpaper.Kind
	Rows     []Column
	Facts    []Column           // of the bilaga as a whole
	Accounts []string           // account numbers, or their beginnings, that the kind is made for
	Evidence workpaper.Evidence // what such a balance usually agrees with

	// besides tells which accounts the kind fills beside those of its rows; nil
	// for none.
	besides func(account string) bool

	// compute turns what was typed into a Result. It is pure, gives one Line per
	// row, and never fails: what cannot be computed is a Note.
	compute func(Input) Result
}

// A Column is one thing to type, or to read when it is Computed. Its ID is the
// same in every language; pages put words to it.
type Column struct {
	ID       string
	Type     Type
	Choices  []string // of a Choice; where it is neither Required nor Usual, the first holds until one is made
	Usual    string   // what holds while the cell is empty, canonical
	Required bool
	Computed bool
	Sum      bool // a sum of it says something
}

// Type is what a cell holds, and how it is kept in workpaper.Row.Cells.
type Type string

// The types with their canonical texts.
const (
	Text    Type = "text"
	Account Type = "account" // a number of the chart
	Date    Type = "date"    // 2025-12-31
	Amount  Type = "amount"  // öre: 123456
	Decimal Type = "decimal" // 11.4325, with at most eight decimals
	Percent Type = "percent" // 4.75 for 4,75 %
	Count   Type = "count"   // a whole number, not negative
	Choice  Type = "choice"  // one of Choices
	Flag    Type = "flag"    // 1 or empty
)

// The columns that are fields of workpaper.Row instead of cells. What was typed
// and does not fit a field stands among the cells, and so does an amount of zero,
// which tells it from an empty one.
const (
	AccountColumn = "account"
	TextColumn    = "text"
	DateColumn    = "date"
	AmountColumn  = "amount"
)
