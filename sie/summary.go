package sie

import (
	"io"
	"iter"
	"maps"
	"slices"
)

// A Summary is what a file holds in all: its records counted and its figures
// added up. Sums are over booked rows, in öre, debit positive.
type Summary struct {
	Size          int64 // bytes
	Debit, Credit Amount
	Empty         int            // vouchers without booked rows
	Outside       int            // vouchers dated outside year 0
	NumUnbalanced int            // vouchers whose booked rows do not sum to zero
	Unbalanced    []Unbalanced   // the first 1000 of them
	Undeclared    []string       // accounts of booked rows that have no #KONTO, in order
	Unknown       map[string]int // records by label that is not in the standard
	// Differences are the findings of Check with the codes CodeClosingDiffers,
	// CodeResultDiffers, CodeOpeningDiffers and CodePeriodsDiffer.
	Differences []Finding

	file *File
	rows map[string]Amount
}

// An Unbalanced is a voucher whose booked rows do not sum to zero.
type Unbalanced struct {
	Series, Number string
	Sum            Amount
	Line           int
}

// Summarize reads r as a stream and adds it up, on all processors. It needs
// memory for the records outside of vouchers, for odd parts and for the largest
// voucher, and little more. The errors are those of Read and of r; the limits are
// those of Scanner, but a voucher may be as large as Limits.Size.
func Summarize(r io.Reader, opt ...Option) (*Summary, error) {
	return summarize(NewScanner(r, opt...))
}

func summarize(s *Scanner) (*Summary, error) {
	if err := s.begin(); err != nil {
		return nil, err
	}
	s.p.stream, s.p.figures = false, true
	s.blocks.whole = s.opt.limits.Size
	a := &adder{source: s, main: newTally(s.p)}
	if err := a.run(); err != nil {
		return nil, err
	}
	return a.summary()
}

// File is the file without its vouchers. Counts and balances are those of the
// whole file; of findings it has those that say that a record cannot be read.
func (s *Summary) File() *File { return s.file }

// Rows yields the accounts that have booked rows, in order, with their sums.
func (s *Summary) Rows() iter.Seq2[string, Amount] {
	return func(yield func(string, Amount) bool) {
		for _, account := range slices.Sorted(maps.Keys(s.rows)) {
			if !yield(account, s.rows[account]) {
				return
			}
		}
	}
}

// summary works out what only the whole file shows.
func (a *adder) summary() (*Summary, error) {
	t := a.main
	f, err := t.p.finish()
	if err != nil {
		return nil, err
	}
	s := &Summary{
		Size: *a.source.blocks.size, Debit: t.debit, Credit: t.credit, Empty: t.empty, Unknown: t.unknown,
		NumUnbalanced: t.unbalancedCount, file: f, rows: t.rows,
	}
	slices.SortStableFunc(t.unbalanced, func(x, y tagged) int { return x.block - y.block })
	for _, u := range t.unbalanced[:min(len(t.unbalanced), maxUnbalanced)] {
		u.Line += a.firstLine(u.block)
		s.Unbalanced = append(s.Unbalanced, u.Unbalanced)
	}
	for account := range t.rows {
		if _, ok := f.Account(account); !ok {
			s.Undeclared = append(s.Undeclared, account)
		}
	}
	slices.Sort(s.Undeclared)
	c := newChecker(f)
	c.found.limit = 100_000
	c.byName = t.rows
	year, hasYear := f.header.Year(0)
	for day, n := range t.days {
		c.last = max(c.last, day)
		if day != 0 && hasYear && (day < year.Start || day > year.End) {
			s.Outside += n
		}
	}
	c.accountBalances()
	c.periods()
	for _, d := range c.found.list() {
		switch d.Code {
		case CodeClosingDiffers, CodeResultDiffers, CodeOpeningDiffers, CodePeriodsDiffer:
			s.Differences = append(s.Differences, d)
		}
	}
	return s, nil
}
