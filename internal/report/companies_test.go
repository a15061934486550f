package report_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/report"
	"bokslut/internal/source"
	"bokslut/internal/testenv"
)

// TestReportsOfReferenceCompanies holds the reports against the known balances of
// the companies of the reference folder, to the öre.
func TestReportsOfReferenceCompanies(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testenv.Shared(t), "companies", "*", "oracle.json"))
	must(t, err)
	h := newHouse(t)
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			must(t, err)
			var oracle struct {
				ClosingYear int `json:"closing_year_id"`
				Years       []struct {
					ID           int
					From, To     civil.Date
					TrialBalance map[string]struct{ IB, UB, Res money.Amount } `json:"trial_balance"`
				}
			}
			must(t, json.Unmarshal(raw, &oracle))
			book := folderBook(t, filepath.Dir(file))
			for _, year := range oracle.Years {
				if year.ID != oracle.ClosingYear {
					continue
				}
				for book.Years[0].Period.From.After(year.From) {
					book.Years = book.Years[1:]
				}
				e := h.engaged(book)
				checkLedger(t, h, e, book.Years[0])
				balance, err := h.Balance(t.Context(), h.by, e)
				must(t, err)
				result, err := h.Result(t.Context(), h.by, e)
				must(t, err)
				var assets, profit money.Amount
				for account, b := range year.TrialBalance {
					if account[0] == '1' {
						assets += b.UB
					}
					if ledger.IsResult(account) && !report.CarriesResult(account) {
						profit -= b.Res
					}
				}
				ctx := context.Background()
				if got := totalOf(report.BalanceReport(ctx, h.head(e), balance, report.After), 0); got != assets {
					t.Errorf("balansrapport has assets of %s, want %s", got, assets)
				}
				if got := totalOf(report.ResultReport(ctx, h.head(e), result, report.Before), 0); got != profit {
					t.Errorf("resultatrapport has a result of %s, want %s", got, profit)
				}
			}
		})
	}
}

// totalOf is the amount of the nth final sum, in the column of the year: the
// last one that is no change and not last year's.
func totalOf(d report.Document, n int) money.Amount {
	table := d.Sections[0].Tables[0]
	column := 0
	for i, c := range table.Columns {
		if c.Name == "Slutligt" || c.Name == "Bokfört" {
			column = i
		}
	}
	for row := range table.Rows {
		if row.Kind != report.Total {
			continue
		}
		if n == 0 {
			return row.Cell(column).Amount
		}
		n--
	}
	return 0
}

// folderBook is the books of the SIE files of a company's folder.
func folderBook(t *testing.T, dir string) *ledger.Book {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "sie", "*.se"))
	must(t, err)
	var parts []source.Part
	for _, file := range files {
		body, err := os.ReadFile(file)
		must(t, err)
		parts = append(parts, source.Part{Name: filepath.Base(file), Kind: source.KindSIE, At: at, Body: body})
	}
	for kind, file := range map[string]string{source.KindCompany: "companyinformation.json", source.KindYears: "financialyears.json"} {
		body, err := os.ReadFile(filepath.Join(dir, file))
		must(t, err)
		parts = append(parts, source.Part{Name: file, Kind: kind, At: at, Body: body})
	}
	book, _, err := source.Book(parts)
	must(t, err)
	return book
}
