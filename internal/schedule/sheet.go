package schedule

import (
	"iter"
	"maps"
	"slices"
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
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
	begun := false
	for r := range s.rows() {
		begun = true
		for _, c := range s.form.Rows {
			r.validate(c)
		}
	}
	for _, c := range s.form.Facts {
		text := s.Paper.Facts[c.ID]
		begun = begun || text != "" && !c.Computed
		if err := check(c, text); err != nil && !c.Computed {
			s.note(Wrong, "cell", c.ID, text)
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
func (s *sheet) text(fact, usual string) string {
	at := slices.IndexFunc(s.form.Facts, func(c Column) bool { return c.ID == fact })
	if text := s.Paper.Facts[fact]; text != "" && at >= 0 && check(s.form.Facts[at], text) == nil {
		return text
	}
	return usual
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

// A gridRow is one row with what is computed of it.
type gridRow struct {
	sheet *sheet
	workpaper.Row
	line *Line
}

// blank tells whether nothing was written in the row.
func (r gridRow) blank() bool {
	if r.Account != "" || r.Text != "" || !r.Date.IsZero() || r.Amount != 0 {
		return false
	}
	for _, text := range r.Cells {
		if text != "" {
			return false
		}
	}
	return true
}

func (r gridRow) validate(c Column) {
	if c.Computed {
		return
	}
	text := r.raw(c.ID)
	if err := check(c, text); err != nil {
		r.note(Wrong, "cell", c.ID, text)
		return
	}
	if text == "" && c.Required {
		r.note(Warning, "missing", c.ID)
	}
}

// cell is what raw is, but nothing where it does not fit the column.
func (r gridRow) cell(column string) string {
	text := r.raw(column)
	at := slices.IndexFunc(r.sheet.form.Rows, func(c Column) bool { return c.ID == column })
	if at < 0 || check(r.sheet.form.Rows[at], text) != nil {
		return ""
	}
	return text
}

// raw is the canonical text of a column, also of those that are fields.
func (r gridRow) raw(column string) string {
	switch column {
	case AccountColumn:
		if r.Account == "" {
			return r.sheet.onlyAccount()
		}
		return r.Account
	case TextColumn:
		return r.Text
	case DateColumn:
		return r.Date.String()
	case AmountColumn:
		if r.Amount == 0 {
			return r.Cells[AmountColumn]
		}
		return strconv.FormatInt(int64(r.Amount), 10)
	}
	return r.Cells[column]
}

func (r gridRow) account() string                   { return r.cell(AccountColumn) }
func (r gridRow) has(column string) bool            { return r.cell(column) != "" }
func (r gridRow) amount(column string) money.Amount { return amountIn(r.cell(column)) }
func (r gridRow) date(column string) civil.Date     { return dateIn(r.cell(column)) }
func (r gridRow) flag(column string) bool           { return r.cell(column) == "1" }

func (r gridRow) decimal(column string) decimal {
	d, err := parseDecimal(r.cell(column))
	if err != nil {
		return 0
	}
	return d
}

func (r gridRow) count(column string) int {
	n, err := strconv.Atoi(r.cell(column))
	if err != nil || n < 0 || n > maxCount {
		return 0
	}
	return n
}

// or is a cell, or what is usual where it is empty.
func (r gridRow) or(column, usual string) string {
	if text := r.cell(column); text != "" {
		return text
	}
	return usual
}

func (r gridRow) set(column string, a money.Amount) {
	r.setText(column, strconv.FormatInt(int64(a), 10))
}

func (r gridRow) setText(column, canonical string) {
	if r.line.Cells == nil {
		r.line.Cells = map[string]string{}
	}
	r.line.Cells[column] = canonical
}

func (r gridRow) computed(column string) money.Amount { return amountIn(r.line.Cells[column]) }

func (r gridRow) note(severity Severity, code, column string, args ...string) {
	r.line.Notes = append(r.line.Notes, Note{code, severity, column, args})
}
