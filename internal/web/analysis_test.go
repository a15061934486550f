package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

func TestAmountFilter(t *testing.T) {
	between := func(from, to int64) engagement.AmountFilter {
		f := engagement.AmountFilter{On: true}
		f.From, f.To = money.Amount(from), money.Amount(to)
		return f
	}
	for typed, want := range map[string]engagement.AmountFilter{
		"":                {},
		"1 250":           between(1250_00, 1250_99),
		"-1250":           between(1250_00, 1250_99),
		"1 250,50":        between(1250_50, 1250_50),
		"1000–2000":       between(1000_00, 2000_99),
		"1 000 - 2 000":   between(1000_00, 2000_99),
		"2000,00-1000,00": between(1000_00, 2000_00),
	} {
		if got, err := amountFilter(typed); err != nil || got != want {
			t.Errorf("amountFilter(%q) = %+v, %v, want %+v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"x", "-", "–", "1–x", "–5", "99999999999999999999"} {
		if got, err := amountFilter(typed); err == nil {
			t.Errorf("amountFilter(%q) = %+v, want an error", typed, got)
		}
	}
}

func TestNumbersIn(t *testing.T) {
	chart := []ledger.AccountTotal{{Number: "1510", Moved: 1}, {Number: "1515"}, {Number: "1519", Opening: 1}, {Number: "1930"}, {Number: "2440", Moved: 1}}
	for typed, want := range map[string][]string{
		"1510-1519":             {"1510", "1519"},
		"1930, 1510":            {"1510", "1930"},
		"1510–1519, 1519, 2440": {"1510", "1519", "2440"},
		"9999":                  nil,
		", -":                   nil,
		"2440-1510":             nil,
		"":                      nil,
	} {
		if diff := cmp.Diff(want, numbersIn(typed, chart)); diff != "" {
			t.Errorf("numbersIn(%q) -want +got:\n%s", typed, diff)
		}
	}
	for typed, want := range map[string]bool{"1510": false, "Bank-konto": false, "1510, 1930": true, "15-19": true, "kund": false} {
		if got := several(typed); got != want {
			t.Errorf("several(%q) = %v", typed, got)
		}
	}
}
