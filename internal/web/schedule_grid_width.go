package web

import (
	"slices"

	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

func columnClass(c schedule.Column) string {
	switch c.Type {
	case schedule.Amount, schedule.Decimal, schedule.Percent, schedule.Count:
		return "num"
	}
	return ""
}

// columnWidth is the class of the cells of a column: each as wide as what it
// holds. The text takes what is left.
func columnWidth(c schedule.Column) string {
	switch c.Type {
	case schedule.Amount:
		return "w-amount"
	case schedule.Decimal:
		return "w-dec"
	case schedule.Account:
		return "w-acc"
	case schedule.Percent, schedule.Count, schedule.Flag:
		return "w-few"
	case schedule.Date:
		return "w-date"
	case schedule.Choice:
		if c.Computed {
			return "w-dec"
		}
		return "w-sel"
	}
	switch c.ID {
	case schedule.TextColumn:
		return "w-text"
	case "number":
		return "w-no"
	}
	return "w-word"
}

// under are the columns that stand under the one before them, so that the widest
// kinds fit a sheet of 1 440 pixels. A row of such a kind is two lines high.
var under = map[workpaper.Kind][]string{
	workpaper.Assets:         {"text", "in_use", "residual", "impaired_before", "reversed", "proceeds", "expense_account", "depreciation", "book_value"},
	workpaper.Loans:          {"text", "borrowed", "statement", "every", "final", "paid_to", "short_account", "long"},
	workpaper.HolidayPay:     {"text", "rule", "earned", "percent", "rate", "holiday"},
	workpaper.Prepaid:        {"text", "to", "since"},
	workpaper.Accrued:        {"text", "to", "since"},
	workpaper.WorkInProgress: {"text", "debt"},
}

func standsUnder(kind workpaper.Kind, column string) bool {
	return slices.Contains(under[kind], column)
}

// piles are the columns by the cells that they share.
func (g gridView) piles() [][]gridColumn {
	return piled(g.Columns, func(c gridColumn) bool { return c.Under })
}

// summed are the columns of a pile through the last one that has a sum.
func (g gridView) summed(pile []gridColumn) []gridColumn {
	for len(pile) > 0 && g.sum(pile[len(pile)-1]) == "" {
		pile = pile[:len(pile)-1]
	}
	return pile
}

// blanks is how many empty rows the grid ends with.
func (g gridView) blanks() int {
	if len(g.piles()) < len(g.Columns) {
		return blankPiles
	}
	return blankRows
}

// piles are the cells of a row as they stand in the table.
func (l gridLine) piles() [][]gridCell {
	return piled(l.Cells, func(c gridCell) bool { return c.Column.Under })
}

func piled[T any](all []T, under func(T) bool) [][]T {
	var piles [][]T
	for i, one := range all {
		if i > 0 && under(one) {
			piles[len(piles)-1] = append(piles[len(piles)-1], one)
			continue
		}
		piles = append(piles, []T{one})
	}
	return piles
}

// narrowFirst are the classes of width, the narrow before the wide.
var narrowFirst = []string{"w-few", "w-acc", "w-no", "w-dec", "w-date", "w-amount", "w-word", "w-sel", "w-text", "w-text lead"}

// columnsClass is the class of a cell with these columns: as wide as the widest.
func columnsClass(pile []gridColumn) string {
	if len(pile) == 1 {
		return pile[0].Width
	}
	widest := pile[0].Width
	for _, c := range pile {
		if slices.Index(narrowFirst, c.Width) > slices.Index(narrowFirst, widest) {
			widest = c.Width
		}
	}
	return "pile " + widest
}

// cellsClass is columnsClass of the columns of cells.
func cellsClass(pile []gridCell) string {
	var columns []gridColumn
	for _, c := range pile {
		columns = append(columns, *c.Column)
	}
	return columnsClass(columns)
}
