package schedule

import (
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// An Invoice is a supplier's invoice as the sub-ledger has it. Total and VAT
// are öre; a credit is negative.
type Invoice struct {
	Number     string       `json:"number"`
	Supplier   string       `json:"supplier,omitempty"`
	Date       civil.Date   `json:"date"`
	Registered civil.Date   `json:"registered,omitzero"` // zero when the source does not say
	Total      money.Amount `json:"total"`
	VAT        money.Amount `json:"vat,omitempty"`
	Account    string       `json:"account,omitempty"` // of the cost, empty when not known
}

// After lists the invoices that were dated or registered after the year and
// within the days that follow it, the earliest first: each may be a cost of the
// closed year. Days are at most a year.
func After(invoices []Invoice, year civil.Period, days int) []Invoice {
	window := civil.Period{From: year.To.AddDays(1), To: year.To.AddDays(min(max(days, 0), 366))}
	var late []Invoice
	for _, i := range invoices {
		if window.Contains(i.Date) || window.Contains(i.Registered) && !i.Date.After(window.To) {
			late = append(late, i)
		}
	}
	slices.SortStableFunc(late, func(a, b Invoice) int {
		if c := a.Date.Compare(b.Date); c != 0 {
			return c
		}
		return strings.Compare(a.Number, b.Number)
	})
	return late
}

// CostOfYear makes the row of an accrued cost from an invoice, without its VAT,
// on a 29xx account. The row has no ID.
func CostOfYear(i Invoice, account string) workpaper.Row {
	cells := map[string]string{
		"entry": accruedCost, "number": i.Number, "contra": i.Account,
		"total": strconv.FormatInt(int64(i.Total-i.VAT), 10),
	}
	for column, text := range cells {
		if text == "" {
			delete(cells, column)
		}
	}
	return workpaper.Row{Account: account, Text: i.Supplier, Date: i.Date, Cells: cells}
}
