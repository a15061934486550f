// Package workpaper explains the balance of an account row by row (bilaga).
package workpaper

import (
	"slices"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Workpaper (bilaga) explains the closing balance of one or several
// accounts. Amounts are öre with the ledger's sign: a customer who owes us is
// positive, a supplier we owe is negative.
type Workpaper struct {
	No       string   `json:"no"` // account group, dot, running number: 15.1
	Kind     Kind     `json:"kind"`
	Name     string   `json:"name"`
	Accounts []string `json:"accounts"`
	Against  Against  `json:"against"`
	From     string   `json:"from,omitempty"` // number of the bilaga of last year's engagement that it takes over

	// Items are the open invoices of an automatic workpaper, remade by every
	// import; what people wrote is never touched by it.
	Items        []Item        `json:"items,omitempty"`
	Explanations []Explanation `json:"explanations,omitempty"`
	Claims       []Item        `json:"claims,omitempty"`   // the tax agency's parts of invoices (rot, rut), on 1513
	Unbooked     []Item        `json:"unbooked,omitempty"` // dated on or before the closing date, not booked when read; in no sum
	ReadAt       time.Time     `json:"readAt,omitzero"`    // when the sub-ledger was read
	Missing      string        `json:"missing,omitempty"`  // code of why the sub-ledger could not be read
	Lacking      []string      `json:"lacking,omitempty"`  // lists that the source withheld, by its names

	// Moved is what the latest import changed since the one before it, which was
	// read at MovedSince. It stays until the next.
	Moved      []Move    `json:"moved,omitempty"`
	MovedSince time.Time `json:"movedSince,omitzero"`

	// Marks are what people noted at items, by Item.Key; an import keeps them.
	Marks map[string]Mark `json:"marks,omitempty"`

	// Facts are what was typed about the bilaga as a whole, by the columns of its
	// kind. Computed is what a kind that computes says per account; it then stands
	// in place of the amounts of Rows.
	Facts    map[string]string       `json:"facts,omitempty"`
	Computed map[string]money.Amount `json:"computed,omitempty"`

	// Steps are the lines of a computation that the program made (FollowsPlan).
	Steps []Step `json:"steps,omitempty"`

	Rows     []Row     `json:"rows,omitempty"`
	Comments []Comment `json:"comments,omitempty"`
	Signed
	Deleted bool `json:"deleted,omitempty"`
}

// Kind is how a workpaper gets its rows.
type Kind string

// Receivables and Payables are filled by imports, Own by people. Funds, Excess
// and Tax follow the plan of the year's result.
const (
	Receivables Kind = "receivables"
	Payables    Kind = "payables"
	Own         Kind = "own"
	Funds       Kind = "funds"               // periodiseringsfonder
	Excess      Kind = "excess-depreciation" // överavskrivningar
	Tax         Kind = "tax"
)

// PlanKinds are the kinds that follow the plan, in order of account.
var PlanKinds = []Kind{Funds, Excess, Tax}

// SubLedger tells whether imports fill the workpaper.
func (k Kind) SubLedger() bool { return k == Receivables || k == Payables }

// FollowsPlan tells whether the plan of the year's result fills the workpaper.
func (k Kind) FollowsPlan() bool { return slices.Contains(PlanKinds, k) }

// Automatic tells whether the program fills the workpaper, and people cannot.
func (k Kind) Automatic() bool { return k.SubLedger() || k.FollowsPlan() }

// Against is the evidence that the balance agrees with (avstämt mot).
type Against struct {
	What Evidence   `json:"what,omitempty"`
	Date civil.Date `json:"date,omitzero"`
	Note string     `json:"note,omitempty"`

	Document     string `json:"document,omitempty"` // id of the attached document that shows it
	DocumentName string `json:"documentName,omitempty"`
}

// Evidence is a kind of evidence.
type Evidence string

// Evidences lists the kinds in the order that people choose among them:
// kontoutdrag, saldobesked, skattekonto, reskontra, avtal, protokoll,
// inventering, egen beräkning.
var Evidences = []Evidence{"kontoutdrag", "saldobesked", "skattekonto", "reskontra", "avtal", "protokoll", "inventering", "egen-berakning"}

// SubLedger is the evidence of the automatic workpapers.
const SubLedger Evidence = "reskontra"

const ownCalculation Evidence = "egen-berakning"

// A Row is written by a person. Cells are what its kind asks for besides, by
// column.
type Row struct {
	ID      string            `json:"id"`
	Account string            `json:"account"`
	Text    string            `json:"text"`
	Date    civil.Date        `json:"date,omitzero"`
	Amount  money.Amount      `json:"amount"`
	Cells   map[string]string `json:"cells,omitempty"`
	By      string            `json:"by,omitempty"` // user id of who wrote it last
	At      time.Time         `json:"at,omitzero"`
}

// A Step is one line of a computation: pages make the sentence of Code and Args.
// With an Account it explains that account's balance, öre, debit positive;
// without, it is on the way there and has the sign of the computation. Law is
// the source of the rule, Strength how well it is known.
type Step struct {
	Code     string       `json:"code"`
	Row      string       `json:"row,omitempty"` // of a tax form
	Args     []string     `json:"args,omitempty"`
	Account  string       `json:"account,omitempty"`
	Amount   money.Amount `json:"amount"`
	Law      string       `json:"law,omitempty"`
	Strength string       `json:"strength,omitempty"`
}
