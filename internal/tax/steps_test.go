package tax_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// lines writes steps as a person would read them down a page.
func lines(steps []tax.Step) string {
	var b strings.Builder
	for _, s := range steps {
		var behind []string
		for _, a := range s.Accounts {
			behind = append(behind, a.Account+" "+strings.TrimSuffix(a.Amount.Plain(), ",00"))
		}
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s\n", s.Code, s.Row, strings.TrimSuffix(s.Amount.Plain(), ",00"), strings.Join(s.Args, "; "), strings.Join(behind, ", "))
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

// TestStepsOfAWholePlan is the working of one plan with a line of every kind.
func TestStepsOfAWholePlan(t *testing.T) {
	f := planned()
	book(&f, map[string]money.Amount{"6072": 1_000, "8314": -70, "8820": -2_000, "8830": 500, "8890": 30, "8920": 40, "2518": 66_000, "7410": 10_000})
	f.Pension = &tax.Pension{}
	f.Preliminar.Debiterad = 72_000 * kr
	f.Ingaende.Underskott = tax.Underskott{Belopp: 9_000 * kr, Sparrat: 1_000 * kr, Agarforandring: &tax.Agarforandring{Aldre: 4_000 * kr, Utgift: 1_500 * kr}}
	f.Fondandelar = 10_000 * kr
	r := compute(t, f, ownPlan)
	want := `booked_result||469070||
special_taxes||-2426||
after_financial||466644||
group_received||2000||8820 2000
group_given||-500||8830 -500
over_change||-20000|40 000; 60 000|
fund_compulsory||10000|2129; 2019-01-01 – 2019-12-31; 6|2129 10000
fund_voluntary||5000|2124; 2024-01-01 – 2024-12-31|2124 20000
other_appropriations||-30||
before_allocation||463114||
allocation||-50000|114 268|
before_tax||413114||
tax_of_the_year||-83856|407 070; 20,6 %|
other_taxes||-40||8920 -40
result_of_the_year||329218||
`
	if diff := cmp.Diff(want, lines(r.Steps)); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	want = `result_of_the_year|4.1|329218||
tax_added_back|4.3a|83896||
adjustment|4.3c|1000|4.3c/6072|6072 1000
adjustment|4.5c|-70|4.5c/8314|8314 -70
schablonintakt|4.6a|588|30 000; 1,96 %; 12|2129 10000, 2124 20000
fund_units|4.6b|40|10 000; 0,4 %|
uplift|4.6d|400|2129; 10 000; 4 %|2129 10000
deficit|4.14a|-9000||
deficit_lost|4.14b|1000|4 000; 3 000|
surplus|4.15|407072||
allocation_base||457072||
allocation_max||114268|457 072; 25 %|
taxable_income||407070|407 072|
income_tax||83856|407 070; 20,6 %|
`
	if diff := cmp.Diff(want, lines(r.TaxSteps)); diff != "" {
		t.Errorf("tax (-want +got):\n%s", diff)
	}
	want = `pension_tax|1.4|2426|10 000; 24,26 %|7410 10000
preliminary||-72000|72 000; 66 000; 6 000|2518 66000
to_pay||14282||
extra_first||0|30 000; 2026-02-12|
extra_rest||14282|2026-05-03|
`
	if diff := cmp.Diff(want, lines(r.PaySteps)); diff != "" {
		t.Errorf("to pay (-want +got):\n%s", diff)
	}
}

// stepsOn are the lines of one row of INK2S.
func stepsOn(r tax.Result, rows ...string) string {
	var list []tax.Step
	for _, s := range r.TaxSteps {
		for _, row := range rows {
			if s.Row == row {
				list = append(list, s)
			}
		}
	}
	return lines(list)
}

// TestStepsOfDeficitsAndInterest shows a line only for what there is.
func TestStepsOfDeficitsAndInterest(t *testing.T) {
	deficit := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -20_000})
	deficit.Ingaende.Underskott = tax.Underskott{Belopp: 9_000 * kr}
	barred := deficit
	barred.Ingaende.Underskott.Sparrat = 7_000 * kr
	barred.Koncernbidrag.Mottaget = ptr(18_000 * kr)
	barred.Koncernbidrag.Lamnat = ptr(16_000 * kr)
	within := indebted(2_000_000)
	simple := indebted(6_000_000)
	ebitda := indebted(4_000_000)
	ebitda.Rantor.Regel = tax.RuleEBITDA
	old := indebted(2_000_000)
	old.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: period("2024-01-01 2024-12-31"), Amount: 70_000 * kr}}
	for _, tt := range []struct {
		name  string
		facts tax.Facts
		want  string
	}{
		{"deficit", deficit, "deficit|4.14a|-9000||\n"},
		{"barred_deficit", barred, "deficit|4.14a|-9000||\ndeficit_barred|4.14c|3000|7 000; 4 000|\n"},
		{"within", within, ""},
		{"simple", simple, "interest_limited|4.3c|1000000|6 000 000; 5 000 000; simple|\n"},
		{"ebitda", ebitda, "interest_limited|4.3c|1000000|4 000 000; 3 000 000; ebitda|\n"},
		{"earlier_years", old, "interest_carried|4.4b|-70000||\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := stepsOn(compute(t, tt.facts, tax.Choice{Kind: tax.KindNone}), "4.3c", "4.4b", "4.14a", "4.14b", "4.14c"); got != tt.want {
				t.Errorf("steps %q, want %q", got, tt.want)
			}
		})
	}
}
