package schedule

import (
	"slices"
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

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
	if err := Check(c, text); err != nil {
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
	if at < 0 || Check(r.sheet.form.Rows[at], text) != nil {
		return ""
	}
	return text
}

// raw is the canonical text of a column, also of those that are fields.
func (r gridRow) raw(column string) string {
	if text := r.Cells[column]; text != "" {
		return text
	}
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
			return ""
		}
		return strconv.FormatInt(int64(r.Amount), 10)
	}
	return ""
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

// computed is what was set, which may be larger than what can be typed.
func (r gridRow) computed(column string) money.Amount {
	n, _ := strconv.ParseInt(r.line.Cells[column], 10, 64)
	return money.Amount(n)
}

func (r gridRow) note(severity Severity, code, column string, args ...string) {
	r.line.Notes = append(r.line.Notes, Note{code, severity, column, args})
}
