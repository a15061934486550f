package schedule

import (
	"iter"
	"maps"
	"slices"
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A sheet is a bilaga while it is computed.
type sheet struct {
	Input
	form   Form
	result Result
	said   map[string]bool // accounts that rows or the kind itself speak of
	closed []string        // accounts whose gap is proposed
}

// kind completes a form with what fills its sheet.
func kind(f Form, fill func(*sheet)) Form {
	f.compute = func(in Input) Result {
		s := &sheet{Input: in, form: f, said: map[string]bool{}, result: Result{
			Lines: make([]Line, len(in.Paper.Rows)), Amounts: map[string]money.Amount{},
			Sums: map[string]money.Amount{}, Facts: map[string]string{},
		}}
		s.begin()
		fill(s)
		s.end()
		return s.result
	}
	return f
}

// begin notes what is wrong with the cells and the facts. A bilaga that has
// anything written says something of each of its accounts, zero at least.
func (s *sheet) begin() {
	begun := slices.ContainsFunc(s.form.Facts, func(c Column) bool { return !c.Computed && s.Paper.Facts[c.ID] != "" })
	for r := range s.rows() {
		begun = true
		for _, c := range s.form.Rows {
			r.validate(c)
		}
	}
	for _, c := range s.form.Facts {
		text := s.Paper.Facts[c.ID]
		switch err := Check(c, text); {
		case c.Computed:
		case err != nil:
			s.note(Wrong, "cell", c.ID, text)
		case c.Required && text == "" && begun:
			s.note(Warning, "missing", c.ID)
		}
	}
	if begun && !s.form.Kind.Memo() {
		for _, account := range s.Paper.Accounts {
			s.result.Amounts[account] = 0
		}
	}
}

// end sums the columns and notes the accounts that the bilaga is not linked to.
// A bilaga with something wrong in it, or a row on no account, proposes nothing.
func (s *sheet) end() {
	if s.unsure() {
		s.result.Proposals = nil
	}
	for i, row := range s.Paper.Rows {
		r := gridRow{s, row, &s.result.Lines[i]}
		for _, c := range s.form.Rows {
			switch {
			case !c.Sum:
			case c.Computed:
				s.result.Sums[c.ID] = plus(s.result.Sums[c.ID], r.computed(c.ID))
			default:
				s.result.Sums[c.ID] = plus(s.result.Sums[c.ID], r.amount(c.ID))
			}
		}
	}
	for _, account := range slices.Sorted(maps.Keys(s.result.Amounts)) {
		if !slices.Contains(s.Paper.Accounts, account) && s.result.Amounts[account] != 0 {
			s.note(Info, "not_linked", "", account)
		}
	}
}

func (s *sheet) unsure() bool {
	unsure := func(n Note) bool { return n.Severity == Wrong || n.Code == "missing" && n.Column == AccountColumn }
	return slices.ContainsFunc(s.result.Notes, unsure) ||
		slices.ContainsFunc(s.result.Lines, func(l Line) bool { return slices.ContainsFunc(l.Notes, unsure) })
}

// rows gives the rows that have anything in them.
func (s *sheet) rows() iter.Seq[gridRow] {
	return func(yield func(gridRow) bool) {
		for i, row := range s.Paper.Rows {
			r := gridRow{s, row, &s.result.Lines[i]}
			if !r.blank() && !yield(r) {
				return
			}
		}
	}
}

func (s *sheet) note(severity Severity, code, column string, args ...string) {
	s.result.Notes = append(s.result.Notes, Note{code, severity, column, args})
}

// explain adds to what the bilaga says of an account. A row without an account
// explains nothing; its cell is noted as missing.
func (s *sheet) explain(account string, a money.Amount) {
	if account != "" {
		s.said[account] = true
		s.result.Amounts[account] = plus(s.result.Amounts[account], a)
	}
}

// set computes a fact of the bilaga.
func (s *sheet) set(fact string, a money.Amount) {
	s.result.Facts[fact] = strconv.FormatInt(int64(a), 10)
}

func (s *sheet) amount(fact string) money.Amount { return amountIn(s.Paper.Facts[fact]) }
func (s *sheet) date(fact string) civil.Date     { return dateIn(s.Paper.Facts[fact]) }

// text is a fact, or what is usual where nothing valid was given.
func (s *sheet) text(fact string) string {
	at := slices.IndexFunc(s.form.Facts, func(c Column) bool { return c.ID == fact })
	if at < 0 {
		return ""
	}
	if text := s.Paper.Facts[fact]; text != "" && Check(s.form.Facts[at], text) == nil {
		return text
	}
	return s.form.Facts[at].usual()
}

// usual is what holds in an empty cell: the first choice where nothing else is.
func (c Column) usual() string {
	if c.Usual == "" && c.Type == Choice && len(c.Choices) > 0 && !c.Required {
		return c.Choices[0]
	}
	return c.Usual
}

// k2 tells whether the client follows K2 (BFNAR 2016:10).
func (s *sheet) k2() bool { return s.Framework == "k2" }

func amountIn(cell string) money.Amount {
	a, _ := oreOf(cell)
	return a
}

func dateIn(cell string) civil.Date {
	d, _ := dateOf(cell)
	return d
}

// onlyAccount is the account of a row where none is written: the only one of
// the bilaga that rows are for. Rows are not for accounts that the kind fills
// besides, such as accumulated depreciation.
func (s *sheet) onlyAccount() string {
	only := ""
	for _, account := range s.Paper.Accounts {
		if s.form.besides != nil && s.form.besides(account) {
			continue
		}
		if only != "" {
			return ""
		}
		only = account
	}
	return only
}
