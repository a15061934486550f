package schedule

import (
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// formerRows are the accruals of last year with what of them is found again.
type formerRows struct {
	all    []formerRow
	byText map[string][]int
	taken  []bool
}

type formerRow struct {
	row    workpaper.Row
	contra string
	part   money.Amount // as the bilaga shows it, positive
}

// former computes last year's bilaga of the same kind at the end of that year.
func (s *sheet) former() *formerRows {
	f := &formerRows{byText: map[string][]int{}}
	if s.LastYear == nil || s.LastYear.Kind != s.Paper.Kind {
		return f
	}
	last := *s
	last.Paper = *s.LastYear
	last.Year.To = s.Year.From.AddDays(-1)
	last.result = Result{Lines: make([]Line, len(last.Paper.Rows))}
	usual := s.form.Rows[1].Choices[0]
	for r := range last.rows() {
		part := last.accrualPart(r, usual, last.Year.To, last.text("by"))
		row := r.Row
		row.Account = r.account()
		key := textKey(row.Account, row.Text)
		f.byText[key] = append(f.byText[key], len(f.all))
		f.all = append(f.all, formerRow{row, last.contraOf(r, usual), part})
	}
	f.taken = make([]bool, len(f.all))
	return f
}

// find takes last year's row with the same account and text. An invoice that
// recurs has another number each year, so the number only decides between
// several.
func (f *formerRows) find(r gridRow) (formerRow, bool) {
	best := -1
	for _, i := range f.byText[textKey(r.account(), r.Text)] {
		if f.taken[i] {
			continue
		}
		if best < 0 {
			best = i
		}
		if f.all[i].row.Cells["number"] == r.cell("number") {
			best = i
			break
		}
	}
	if best < 0 {
		return formerRow{}, false
	}
	f.taken[best] = true
	return f.all[best], true
}

func textKey(account, text string) string { return account + " " + strings.ToLower(text) }

// left are the rows that were not found again, with their positive parts.
func (f *formerRows) left() []Former {
	var left []Former
	for i, former := range f.all {
		if !f.taken[i] {
			left = append(left, Former{former.row.Account, former.row.Text, former.part})
		}
	}
	return left
}

func (s *sheet) compareFormer(r gridRow, former *formerRows) {
	since := "new"
	if last, ok := former.find(r); ok {
		since = "kept"
		r.set("last_year", last.part)
	}
	if s.LastYear != nil {
		r.setText("since", since)
	}
}

func (s *sheet) checkAccrual(r gridRow, usual string) {
	total, from, to, date := r.amount("total"), r.date("from"), r.date("to"), r.date(DateColumn)
	paid := r.or("entry", usual) == prepaidCost || r.or("entry", usual) == deferredIncome
	switch {
	case from.IsZero() != to.IsZero():
		r.note(Warning, "half_period", "from")
	case to.Before(from):
		r.note(Wrong, "period", "to")
	case !from.IsZero() && r.computed("part") == 0 && total != 0:
		r.note(Warning, "nothing_left", "part")
	case from.DaysUntil(to) > 3660:
		r.note(Warning, "long_period", "to")
	}
	if paid && date.After(s.Year.To) {
		r.note(Warning, "after_year_end", DateColumn)
	}
	if r.or("entry", usual) == accruedCost && !from.IsZero() && from.After(s.Year.To) {
		r.note(Warning, "next_year", "from")
	}
	s.checkLimit(r, total)
	if s.text("by") == byMonths && !from.IsZero() && !wholeMonths(from, to) {
		r.note(Info, "by_days", "from")
	}
}

// pays tells whether an account holds costs of employees, which K2 always
// accrues. Source: BFNAR 2016:10 punkt 2.4; BAS 2026, account groups 70–76.
func pays(account string) bool {
	return len(account) == 4 && account >= "7000" && account < "7700"
}
