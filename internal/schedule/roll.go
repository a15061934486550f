package schedule

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/workpaper"
)

// rolls says per kind which columns of a row stand in the next year's bilaga,
// and what becomes of the row besides. A kind that is not here begins empty.
var rolls = map[workpaper.Kind]struct {
	stays string
	next  func(last gridRow, year civil.Period, row *workpaper.Row) bool // false leaves the row behind
}{
	workpaper.Own:            {stays: "account text"},
	workpaper.Bank:           {"account entry text", rollStatement},
	workpaper.Doubtful:       {"number text date open vat share", func(last gridRow, _ civil.Period, _ *workpaper.Row) bool { return !last.flag("confirmed") }},
	workpaper.Inventory:      {stays: "account text"},
	workpaper.WorkInProgress: {stays: "number text price estimate"},
	workpaper.Prepaid:        {stays: "account entry text contra"},
	workpaper.Accrued:        {stays: "account entry text contra"},
	workpaper.Assets: {"account number text date in_use cost life residual opening_written impaired_before disposed proceeds accumulated_account expense_account",
		rollAsset},
	workpaper.Securities:    {stays: "account number text entry units cost lasting"},
	workpaper.Loans:         {"account number text instalment every next final rate days short_account", rollLoan},
	workpaper.HolidayPay:    {stays: "number text group rule monthly day_percent percent class rate"},
	workpaper.Related:       {"account text relation agreement", rollRelated},
	workpaper.GroupBalances: {stays: "account text"},
	workpaper.Equity:        {stays: "account text"},
	workpaper.Pledges:       {stays: "entry text beneficiary amount debt"},
}

// Roll gives the rows that last year's bilaga leaves to this year's, without ID:
// an asset with what is written off, a loan with what is left of it, a text with
// its accounts. Amounts that must be found out anew are left out.
func Roll(last workpaper.Workpaper, lastYear, year civil.Period) []workpaper.Row {
	form, ok := FormOf(last.Kind)
	roll, known := rolls[last.Kind]
	if !ok || !known {
		return nil
	}
	result := form.compute(Input{Paper: last, Year: lastYear})
	s := &sheet{Input: Input{Paper: last, Year: lastYear}, form: form, result: result}
	stays := strings.Fields(roll.stays)
	var rows []workpaper.Row
	for r := range s.rows() {
		row := workpaper.Row{Cells: map[string]string{}}
		for _, c := range form.Rows {
			if slices.Contains(stays, c.ID) {
				r.stay(&row, c.ID)
			}
		}
		if roll.next == nil || roll.next(r, year, &row) {
			rows = append(rows, row)
		}
	}
	return rows
}

func (r gridRow) stay(row *workpaper.Row, column string) {
	switch column {
	case AccountColumn:
		row.Account = r.account()
	case TextColumn:
		row.Text = r.Text
	case DateColumn:
		row.Date = r.Date
	case AmountColumn:
		row.Amount = r.Amount
	default:
		if text := r.cell(column); text != "" {
			row.Cells[column] = text
		}
	}
}

func rollStatement(last gridRow, year civil.Period, row *workpaper.Row) bool {
	row.Date = year.To
	return last.cell("entry") != inTransit
}

// rollAsset leaves behind what was disposed of. A written opening follows the
// plan of last year; without one, and without write-downs, the plan says it itself.
func rollAsset(last gridRow, year civil.Period, row *workpaper.Row) bool {
	impaired := last.impairment()
	if _, there := row.Cells["opening_written"]; there || impaired.before+impaired.year > 0 {
		row.Cells["opening_written"] = ore(last.computed("accumulated"))
	}
	delete(row.Cells, "impaired_before")
	if impaired.left() > 0 {
		row.Cells["impaired_before"] = ore(impaired.left())
	}
	disposed := last.date("disposed")
	return disposed.IsZero() || !disposed.Before(year.From)
}

func rollLoan(last gridRow, year civil.Period, row *workpaper.Row) bool {
	closing := last.computed("closing")
	row.Cells["opening"] = ore(closing)
	next, every := last.date("next"), last.count("every")
	for n := 1; !next.IsZero() && !next.After(year.To) && every > 0 && n <= 240; n++ {
		next = last.date("next").AddMonths(n * every)
	}
	if next.After(year.To) && next.Year <= lastYear {
		row.Cells["next"] = next.String()
	} else {
		delete(row.Cells, "next")
	}
	return closing != 0
}

func rollRelated(last gridRow, _ civil.Period, row *workpaper.Row) bool {
	row.Cells["opening"] = ore(last.computed("closing"))
	return last.computed("closing") != 0
}

// RollFacts gives what is said of last year's bilaga as a whole and holds this
// year too: accounts and choices of method. Amounts, dates and texts belong to
// their year.
func RollFacts(last workpaper.Workpaper) map[string]string {
	form, _ := FormOf(last.Kind)
	facts := map[string]string{}
	for _, c := range form.Facts {
		text := last.Facts[c.ID]
		if text != "" && !c.Computed && (c.Type == Account || c.Type == Choice) && Check(c, text) == nil {
			facts[c.ID] = text
		}
	}
	return facts
}
