package schedule

import (
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// Input is everything that a bilaga is computed from. Amounts are öre, debit
// positive.
type Input struct {
	Paper     workpaper.Workpaper
	Year      civil.Period
	Framework string             // office.Framework of the client: what K2 allows depends on it
	Balances  map[string]Balance // of every account in the chart, by number
	LastYear  *workpaper.Workpaper

	// Elsewhere is what other bilagor explain per account. An account that none
	// explains is not in it.
	Elsewhere map[string]money.Amount
	Movements []Movement // the booked rows on the accounts of the kind; moms needs 2610–2659 and 1650
}

// A Movement is one booked row in the year. Amount is öre, debit positive.
type Movement struct {
	Account    string
	Voucher    string // series, blank, number
	Date       civil.Date
	Registered civil.Date // zero when the books do not say
	Amount     money.Amount
	Text       string
}

// A Balance is what the books say of an account.
type Balance struct {
	Name                   string
	Opening, Booked, Final money.Amount
}

// A Result is what a bilaga says. Lines has one per row of the bilaga, in its
// order; Amounts is what it explains per account, öre, debit positive.
type Result struct {
	Lines     []Line
	Amounts   map[string]money.Amount
	Sums      map[string]money.Amount // per column that has Sum
	Facts     map[string]string       // computed facts, canonical
	Former    []Former                // what last year's bilaga had and this one has not
	Notes     []Note
	Proposals []Proposal
}

// A Former is a row of last year's bilaga. Amount is what it said of its
// account at the end of that year, öre, debit positive.
type Former struct {
	Account string
	Text    string
	Amount  money.Amount
}

// A Line is what one row gives: its computed cells, canonical as Type says.
type Line struct {
	Cells map[string]string
	Notes []Note
}

// A Note is something that a person should know; the page makes the sentence of
// Code and Args. Column is empty when the whole row or bilaga is meant.
type Note struct {
	Code     string
	Severity Severity
	Column   string
	Args     []string
}

// Severity is how much a note weighs.
type Severity string

// A Wrong cell counts as empty. A Warning is to be looked at.
const (
	Wrong   Severity = "wrong"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// A Proposal is a closing entry that would bring the accounts to what the
// bilaga says. The page makes the text of Code and Args.
type Proposal struct {
	Code string
	Args []string
	Rows []closing.Row // they sum to zero; an empty account is for the person to choose

	Reverse bool // to be reversed on the first day of the next year
}

// Compute gives what the bilaga says. A kind without a form gives its rows as
// they are.
func Compute(in Input) Result {
	form, ok := FormOf(in.Paper.Kind)
	if !ok {
		return asTyped(in)
	}
	return form.compute(in)
}

// asTyped takes every row for what it says.
func asTyped(in Input) Result {
	r := Result{Lines: make([]Line, len(in.Paper.Rows)), Amounts: map[string]money.Amount{}, Sums: map[string]money.Amount{}}
	for _, row := range in.Paper.Rows {
		r.Amounts[row.Account] += row.Amount
		r.Sums[AmountColumn] += row.Amount
	}
	return r
}
