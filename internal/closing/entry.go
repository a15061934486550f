// Package closing holds closing entries (bokslutsverifikationer).
package closing

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// An Entry (bokslutsverifikation) is a voucher that the closing adds to the
// books. Its rows sum to zero öre, its date lies in the financial year, or in the
// next one when Next says so, and its accounts are in the chart; Check proves it
// before an entry is saved. What is not whole yet stands in Draft.
type Entry struct {
	No        string     `json:"no"` // B1, B2 …: given once, never used again
	Date      civil.Date `json:"date"`
	Text      string     `json:"text"`
	Rows      []Row      `json:"rows"`
	Workpaper string     `json:"workpaper,omitempty"` // the bilaga that it belongs to
	System    string     `json:"system,omitempty"`    // what it follows when the program made it
	Excluded  bool       `json:"excluded,omitempty"`  // ej aktuell för överföring
	Reverse   bool       `json:"reverse,omitempty"`   // it is taken back on the first day of the next year
	Next      Next       `json:"next,omitempty"`      // why it belongs to the next year
	Of        string     `json:"of,omitempty"`        // the entry that a Reversal takes back
	Deleted   bool       `json:"deleted,omitempty"`
	Saved     time.Time  `json:"saved,omitzero"`  // when it was last saved whole
	Draft     *Draft     `json:"draft,omitempty"` // what was typed and not saved as whole yet
}

// Whole tells whether the entry counts: one that was only ever a draft has no
// rows.
func (e Entry) Whole() bool { return len(e.Rows) > 0 }

// A Row is one line. Amount is öre, debit positive, never zero.
type Row struct {
	Account    string       `json:"account"`
	Amount     money.Amount `json:"amount"`
	Text       string       `json:"text,omitempty"`
	CostCentre string       `json:"costCentre,omitempty"` // kostnadsställe
	Project    string       `json:"project,omitempty"`
}

// Books is what an entry may refer to.
type Books struct {
	Year    civil.Period
	Account func(number string) bool          // is in the chart
	Object  func(dimension, code string) bool // is declared; nil when the books have no objects
}

// Reasons why an entry cannot be saved.
var (
	ErrNoText     = errors.New("the text is missing")
	ErrTextLong   = errors.New("the text is too long")
	ErrNoDate     = errors.New("the date is missing")
	ErrDate       = errors.New("the date is outside the financial year")
	ErrFewRows    = errors.New("fewer than two rows")
	ErrManyRows   = errors.New("too many rows")
	ErrAccount    = errors.New("the account is not in the chart")
	ErrCostCentre = errors.New("the cost centre is not in the books")
	ErrProject    = errors.New("the project is not in the books")
	ErrZero       = errors.New("the amount is zero")
	ErrUnbalanced = errors.New("debit and credit differ")
	ErrTooLarge   = errors.New("the amount is too large")
)

// Limits that Fortnox sets for a voucher: 200 characters for the voucher's
// text, of which the program's marker takes 14, and 100 for a row's.
const (
	MaxText    = 186
	MaxRowText = 100
	MaxRows    = 500
)

// maxAmount keeps every sum of MaxRows rows inside 64 bits.
const maxAmount = money.Amount(1e15)

// A Problem is one reason why an entry cannot be saved. Row counts from 0; it
// is −1 when the whole entry is meant. Diff is debit less credit.
type Problem struct {
	Row   int
	Field string // date, text, account, amount, costcentre, project or rows
	Err   error
	Value string
	Diff  money.Amount
}

func (p Problem) Error() string {
	if p.Row < 0 {
		return fmt.Sprintf("%s: %v", p.Field, p.Err)
	}
	return fmt.Sprintf("row %d: %s: %v", p.Row+1, p.Field, p.Err)
}

// Problems is everything that is wrong with an entry at once.
type Problems []Problem

func (p Problems) Error() string {
	texts := make([]string, len(p))
	for i, one := range p {
		texts[i] = one.Error()
	}
	return strings.Join(texts, "; ")
}

// Check finds everything that is wrong with an entry for the books.
func (e Entry) Check(b Books) Problems {
	year := b.Year
	if e.Next != ThisYear {
		year = NextYear(b.Year)
	}
	problems := e.checkHead(year)
	for i, row := range e.Rows {
		add := func(field string, err error, value string) {
			problems = append(problems, Problem{Row: i, Field: field, Err: err, Value: value})
		}
		if !b.Account(row.Account) {
			add("account", ErrAccount, row.Account)
		}
		switch {
		case row.Amount == 0:
			add("amount", ErrZero, "")
		case row.Amount.Abs() > maxAmount || row.Amount.Abs() < 0:
			add("amount", ErrTooLarge, "")
		}
		if utf8.RuneCountInString(row.Text) > MaxRowText {
			add("text", ErrTextLong, row.Text)
		}
		if !b.has(ledger.CostCentre, row.CostCentre) {
			add("costcentre", ErrCostCentre, row.CostCentre)
		}
		if !b.has(ledger.Project, row.Project) {
			add("project", ErrProject, row.Project)
		}
	}
	if diff := e.Diff(); diff != 0 {
		problems = append(problems, Problem{Row: -1, Field: "rows", Err: ErrUnbalanced, Diff: diff})
	}
	return problems
}

func (b Books) has(dimension, code string) bool {
	return code == "" || b.Object != nil && b.Object(dimension, code)
}

func (e Entry) checkHead(year civil.Period) Problems {
	var problems Problems
	add := func(field string, err error) { problems = append(problems, Problem{Row: -1, Field: field, Err: err}) }
	switch {
	case e.Date.IsZero():
		add("date", ErrNoDate)
	case !year.Contains(e.Date):
		problems = append(problems, Problem{Row: -1, Field: "date", Err: ErrDate, Value: e.Date.String()})
	}
	switch text := strings.TrimSpace(e.Text); {
	case text == "":
		add("text", ErrNoText)
	case utf8.RuneCountInString(text) > MaxText:
		add("text", ErrTextLong)
	}
	switch {
	case len(e.Rows) < 2:
		add("rows", ErrFewRows)
	case len(e.Rows) > MaxRows:
		add("rows", ErrManyRows)
	}
	return problems
}

// Diff is debit less credit. An entry with an amount outside what Check allows
// may give any figure.
func (e Entry) Diff() money.Amount {
	var diff money.Amount
	for _, row := range e.Rows {
		diff += row.Amount
	}
	return diff
}

// Debit is the sum of the debit rows.
func (e Entry) Debit() money.Amount {
	var sum money.Amount
	for _, row := range e.Rows {
		if row.Amount > 0 {
			sum += row.Amount
		}
	}
	return sum
}

// ResultEffect is what the entry does to the result: income positive.
func (e Entry) ResultEffect(isResult func(account string) bool) money.Amount {
	var effect money.Amount
	for _, row := range e.Rows {
		if isResult(row.Account) {
			effect -= row.Amount
		}
	}
	return effect
}
