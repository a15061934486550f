package schedule

import (
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// FormsFor lists the forms that are made for an account, the most special
// first, and after them the plain one.
func FormsFor(account string) []Form {
	length := func(f Form) int {
		longest := 0
		for _, beginning := range f.Accounts {
			if strings.HasPrefix(account, beginning) {
				longest = max(longest, len(beginning))
			}
		}
		return longest
	}
	found := slices.DeleteFunc(Forms(), func(f Form) bool { return length(f) == 0 })
	slices.SortStableFunc(found, func(a, b Form) int { return length(b) - length(a) })
	return append(found, specification)
}

// Start gives the rows that a bilaga of the kind begins with, without ID: what
// last year's leaves to this one (Roll), or where that is nothing, a row for each
// account or month that the kind must have. Before is last year.
func Start(in Input, before civil.Period) []workpaper.Row {
	if in.LastYear != nil && in.LastYear.Kind == in.Paper.Kind {
		if left := Roll(*in.LastYear, before, in.Year); len(left) > 0 {
			return left
		}
	}
	var rows []workpaper.Row
	row := func(account string, day civil.Date, cells map[string]string) {
		rows = append(rows, workpaper.Row{Account: account, Date: day, Cells: cells})
	}
	switch in.Paper.Kind {
	case workpaper.PayrollTaxes:
		row("", in.Year.To, nil)
	case workpaper.PayDeclared:
		for month := in.Year.From; !month.After(in.Year.To); month = monthOfDay(month.AddMonths(1)) {
			row("", monthOfDay(month).AddMonths(1).AddDays(-1), nil)
		}
	}
	for _, account := range in.Paper.Accounts {
		opening := side(account) * in.Balances[account].Opening
		switch in.Paper.Kind {
		case workpaper.Bank:
			row(account, in.Year.To, map[string]string{"entry": statement})
		case workpaper.Equity, workpaper.Inventory:
			row(account, civil.Date{}, nil)
		case workpaper.Related, workpaper.Loans:
			if opening != 0 {
				row(account, civil.Date{}, map[string]string{"opening": ore(opening)})
			}
		}
	}
	return rows
}

func ore(a money.Amount) string { return strconv.FormatInt(int64(a), 10) }
