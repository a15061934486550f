package closing

import (
	"errors"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
)

var year = civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}

var books = Books{
	Year:    year,
	Account: func(account string) bool { return account == "1710" || account == "5010" },
	Object:  func(dimension, code string) bool { return dimension == ledger.CostCentre && code == "BUTIK" },
}

func balanced() Entry {
	return Entry{No: "B1", Date: year.To, Text: "Förutbetald hyra", Rows: []Row{
		{Account: "1710", Amount: 1200050}, {Account: "5010", Amount: -1200050},
	}}
}

func TestCheck(t *testing.T) {
	if problems := balanced().Check(books); len(problems) > 0 {
		t.Fatalf("Check(balanced entry) = %v", problems)
	}
	for _, tt := range []struct {
		name  string
		spoil func(*Entry)
		want  error
		row   int
	}{
		{"one_ore_off", func(e *Entry) { e.Rows[0].Amount++ }, ErrUnbalanced, -1},
		{"day_before_the_year", func(e *Entry) { e.Date = civil.MustParse("2024-12-31") }, ErrDate, -1},
		{"day_after_the_year", func(e *Entry) { e.Date = civil.MustParse("2026-01-01") }, ErrDate, -1},
		{"no_date", func(e *Entry) { e.Date = civil.Date{} }, ErrNoDate, -1},
		{"no_text", func(e *Entry) { e.Text = "  " }, ErrNoText, -1},
		{"long_text", func(e *Entry) { e.Text = strings.Repeat("å", MaxText+1) }, ErrTextLong, -1},
		{"account_not_in_chart", func(e *Entry) { e.Rows[1].Account = "5011" }, ErrAccount, 1},
		{"zero_row", func(e *Entry) { e.Rows = append(e.Rows, Row{Account: "1710"}) }, ErrZero, 2},
		{"cost_centre_not_declared", func(e *Entry) { e.Rows[0].CostCentre = "LAGER" }, ErrCostCentre, 0},
		{"project_not_declared", func(e *Entry) { e.Rows[1].Project = "BUTIK" }, ErrProject, 1},
		{"one_row", func(e *Entry) { e.Rows = e.Rows[:1] }, ErrFewRows, -1},
		{"too_large", func(e *Entry) { e.Rows[0].Amount, e.Rows[1].Amount = 2e15, -2e15 }, ErrTooLarge, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := balanced()
			tt.spoil(&e)
			for _, p := range e.Check(books) {
				if errors.Is(p.Err, tt.want) && p.Row == tt.row {
					return
				}
			}
			t.Errorf("Check = %v, want %v on row %d", e.Check(books), tt.want, tt.row)
		})
	}
}

func TestDeclaredCostCentrePasses(t *testing.T) {
	e := balanced()
	e.Rows[1].CostCentre = "BUTIK"
	if problems := e.Check(books); len(problems) > 0 {
		t.Errorf("Check = %v, want none", problems)
	}
}

func TestLongestTextPasses(t *testing.T) {
	e := balanced()
	e.Text = strings.Repeat("å", MaxText)
	if problems := e.Check(books); len(problems) > 0 {
		t.Errorf("Check = %v, want none", problems)
	}
}

func TestResultEffect(t *testing.T) {
	if got := balanced().ResultEffect(ledger.IsResult); got != 1200050 {
		t.Errorf("a prepaid rent raises the result by %v, want 12 000,50", got)
	}
	if got := balanced().Debit(); got != 1200050 {
		t.Errorf("Debit = %v", got)
	}
}
