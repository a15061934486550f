package tax_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

func TestSpecialTaxes(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{
		"3001": -1_000_000, "7410": 100_000, "7490": 26_000, "7405": 7_000, "7533": 5_000, "5191": 1_000, "7551": 500, "2518": 300_000,
	})
	f.Pension = &tax.Pension{}
	f.Fastigheter = []tax.Fastighet{
		{Rad: "1.12", Taxeringsvarde: 1_000_000 * kr}, {Rad: "1.13", Taxeringsvarde: 200_000 * kr}, {Rad: "1.8", Taxeringsvarde: 400_000 * kr},
		{Rad: "1.9", Taxeringsvarde: 100_000 * kr}, {Rad: "1.10", Taxeringsvarde: 300_000 * kr, Avgift: ptr(3_000 * kr)},
		{Rad: "1.8", Taxeringsvarde: 9_000_000 * kr, Avgift: ptr(9_525 * kr)},
	}
	f.Avkastning = []tax.Avkastning{{Rad: "1.6a", Underlag: 10_000 * kr}, {Rad: "1.7b", Underlag: 7_240 * kr}}
	f.Preliminar.Debiterad = 200_000 * kr
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	p := r.Betalning
	property := money.Amount(10_000+1_000+3_000+300+3_000+9_525) * kr
	if p.Pension != 30_567*kr || p.Property != property || p.Yield != (1_500+2_172)*kr {
		t.Errorf("pension %v, property %v, yield %v, want 30 567, %v, 3 672", p.Pension, p.Property, p.Yield, property)
	}
	result := money.Amount(1_000_000-100_000-26_000-7_000) * kr
	if want := result - 30_567*kr - property - 3_672*kr; r.AfterFinance != want || r.Booked != result-6_500*kr {
		t.Errorf("result %v after %v, want %v", r.AfterFinance, r.Booked, want)
	}
	if p.ToPay != p.Tax+p.Pension+p.Property+p.Yield-200_000*kr || p.Booked != 300_000*kr || p.Remaining != -100_000*kr {
		t.Errorf("to pay %+v", p)
	}
	if !has(r.Findings, tax.FoundPreliminary) {
		t.Error("more on 2518 than is debited is not found")
	}
	entries, _, err := r.Entries(tax.Orders{})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]tax.Row{
		{{Account: "2514", Amount: -25_567 * kr}, {Account: "7533", Amount: 25_567 * kr}},
		{{Account: "2513", Amount: -(property - 1_000*kr)}, {Account: "5191", Amount: property - 1_000*kr}},
		{{Account: "2515", Amount: -3_172 * kr}, {Account: "7551", Amount: 1_000 * kr}, {Account: "7554", Amount: 2_172 * kr}},
	}
	for i, rows := range want {
		if diff := cmp.Diff(rows, entries[i].Rows); diff != "" {
			t.Errorf("%s (-want +got):\n%s", entries[i].Kind, diff)
		}
	}
	values := fields(t, r)
	for code, amount := range map[string]money.Amount{
		"INK2 7132": 126_000, "INK2 95": 1_000_000, "INK2 96": 200_000, "INK2 80": 9_400_000, "INK2 93": 100_000, "INK2 84": 300_000,
		"INK2 7153": 10_000, "INK2 7156": 7_240, "INK2S 8022": 126_000,
	} {
		if values[code] != amount {
			t.Errorf("field %s = %v, want %v", code, values[code], amount)
		}
	}
	steps := map[string]int{}
	for _, s := range r.PaySteps {
		steps[s.Code]++
	}
	if steps[tax.StepPayroll] != 1 || steps[tax.StepProperty] != 6 || steps[tax.StepYield] != 2 || steps[tax.StepToPay] != 1 {
		t.Errorf("steps %v", steps)
	}
}

func TestSpecialTaxesAsBooked(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "7533": 5_000, "5191": 1_000, "7554": 500, "7410": 20_000})
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if p := r.Betalning; r.AfterFinance != r.Booked || p.Pension != 5_000*kr || p.Property != 1_000*kr || p.Yield != 500*kr {
		t.Errorf("result %v after %v, payment %+v, want what is booked", r.AfterFinance, r.Booked, r.Betalning)
	}
	if got := entriesOf(t, r, tax.Orders{}); len(got) != 2 {
		t.Errorf("entries %v, want those of tax and result only", got)
	}
	for _, s := range r.Steps {
		if s.Code == tax.StepSpecialTaxes {
			t.Error("a step of special taxes although nothing changes")
		}
	}
	if got := fields(t, r)["INK2 7132"]; got != 0 {
		t.Errorf("base of särskild löneskatt %v without a computation", got)
	}
}

func TestNegativePensionBase(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"7412": -20_000})
	f.Pension = &tax.Pension{}
	if values := fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone})); values["INK2 7133"] != 20_000 || values["INK2 7132"] != 0 {
		t.Errorf("fields %v, want 1.5", values)
	}
	f.Pension.Underlag = ptr(1_000_99)
	if values := fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone})); values["INK2 7132"] != 1_000 {
		t.Errorf("fields %v, want the typed base at 1.4", values)
	}
}

func TestSpecialTaxesThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*tax.Facts){
		"unknown_row":  func(f *tax.Facts) { f.Fastigheter = []tax.Fastighet{{Rad: "1.7", Avgift: ptr(1)}} },
		"no_rate":      func(f *tax.Facts) { f.Fastigheter = []tax.Fastighet{{Rad: "1.15"}} },
		"negative":     func(f *tax.Facts) { f.Fastigheter = []tax.Fastighet{{Rad: "1.12", Taxeringsvarde: -1}} },
		"negative ":    func(f *tax.Facts) { f.Fastigheter = []tax.Fastighet{{Rad: "1.12", Avgift: ptr(-1)}} },
		"unknown_row ": func(f *tax.Facts) { f.Avkastning = []tax.Avkastning{{Rad: "1.6"}} },
		"negative  ":   func(f *tax.Facts) { f.Avkastning = []tax.Avkastning{{Rad: "1.6a", Underlag: -1}} },
	} {
		f := facts("2025-01-01 2025-12-31", nil)
		change(&f)
		var fe *tax.FieldError
		if _, err := tax.Prepare(f); !errors.As(err, &fe) || fe.Reason != trim(name) {
			t.Errorf("error %v, want a FieldError that says %s", err, name)
		}
	}
	// Figures by the last day of a tax year that ends after the table.
	for name, change := range map[string]func(*tax.Facts){
		"pension":    func(f *tax.Facts) { f.Pension = &tax.Pension{} },
		"property":   func(f *tax.Facts) { f.Fastigheter = []tax.Fastighet{{Rad: "1.12"}} },
		"yield":      func(f *tax.Facts) { f.Avkastning = []tax.Avkastning{{Rad: "1.6a"}} },
		"fund_units": func(f *tax.Facts) { f.Fondandelar = 1 },
		"funds":      func(f *tax.Facts) { *f = withFund(*f, "2125", "2025-05-01 2026-04-30", 1) },
	} {
		f := facts("2026-05-01 2027-04-30", nil)
		if _, err := tax.Prepare(f); err != nil {
			t.Fatalf("year without anything that needs later figures: %v", err)
		}
		change(&f)
		var ye *tax.YearError
		if _, err := tax.Prepare(f); !errors.As(err, &ye) {
			t.Errorf("%s: error %v, want a YearError", name, err)
		}
	}
}

func trim(s string) string {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

func TestPropertyTaxOfAnotherLength(t *testing.T) {
	f := facts("2025-07-01 2025-12-31", nil)
	f.Fastigheter = []tax.Fastighet{{Rad: "1.12", Taxeringsvarde: 100_000 * kr}}
	if b, err := tax.Prepare(f); err != nil || !has(b.Findings(), tax.FoundPropertyLength) || !has(b.Findings(), tax.FoundOddLength) {
		t.Errorf("a short year with property is not found: %v", err)
	}
	if b, err := tax.Prepare(facts("2025-07-01 2025-12-31", nil)); err != nil || has(b.Findings(), tax.FoundPropertyLength) {
		t.Errorf("a short year without property: %v", err)
	}
	f.Year = period("2025-01-01 2025-12-31")
	if b, err := tax.Prepare(f); err != nil || has(b.Findings(), tax.FoundPropertyLength) || has(b.Findings(), tax.FoundOddLength) {
		t.Errorf("a year of twelve months is found odd: %v", err)
	}
}

func TestExtraPayment(t *testing.T) {
	for _, tt := range []struct {
		name, year    string
		debited       money.Amount // tax is 206 000
		first, rest   money.Amount
		by, restBy    string
		toPay, booked money.Amount
	}{
		{"above_the_limit", "2025-01-01 2025-12-31", 100_000, 76_000, 30_000, "2026-02-12", "2026-05-03", 106_000, 0},
		{"at_the_limit", "2025-01-01 2025-12-31", 176_000, 0, 30_000, "2026-02-12", "2026-05-03", 30_000, 0},
		{"below_the_limit", "2025-01-01 2025-12-31", 200_000, 0, 6_000, "2026-02-12", "2026-05-03", 6_000, 0},
		{"nothing", "2025-01-01 2025-12-31", 206_000, 0, 0, "2026-02-12", "2026-05-03", 0, 0},
		{"money_back", "2025-01-01 2025-12-31", 300_000, 0, 0, "2026-02-12", "2026-05-03", -94_000, 0},
		{"broken_year", "2024-05-01 2025-04-30", 0, 176_000, 30_000, "2025-06-12", "2025-09-03", 206_000, 0},
		{"year_that_ends_on_a_31st", "2024-09-01 2025-08-31", 0, 176_000, 30_000, "2025-10-12", "2026-01-03", 206_000, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.year, map[string]money.Amount{"3001": -1_000_000})
			f.Preliminar.Debiterad = tt.debited * kr
			p := compute(t, f, tax.Choice{Kind: tax.KindNone}).Betalning
			if p.ToPay != tt.toPay*kr {
				t.Errorf("to pay %v, want %v", p.ToPay, tt.toPay*kr)
			}
			first := tax.ExtraInbetalning{Amount: tt.first * kr, By: civil.MustParse(tt.by)}
			rest := tax.ExtraInbetalning{Amount: tt.rest * kr, By: civil.MustParse(tt.restBy)}
			if p.First != first || p.Rest != rest {
				t.Errorf("extra %v and %v, want %v and %v", p.First, p.Rest, first, rest)
			}
		})
	}
}

func TestPreliminaryTax(t *testing.T) {
	for _, tt := range []struct {
		name            string
		debited, others money.Amount
		on2518          money.Amount
		odd             bool
	}{
		{"eleven_of_twelve", 72_000, 0, 66_000, false}, {"all", 66_000, 0, 66_000, false}, {"too_much", 65_999, 0, 66_000, true},
		{"another_year", 60_000, 6_000, 66_000, false}, {"more_of_others_than_there_is", 60_000, 67_000, 66_000, true},
		{"others_are_all", 60_000, 66_000, 66_000, false}, {"negative", -1, 66_000, 66_000, true}, {"not_typed_yet", 0, 0, 66_000, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2518": tt.on2518})
			f.Preliminar = tax.Preliminarskatt{Debiterad: tt.debited * kr, AndraAr: tt.others * kr}
			r := compute(t, f, tax.Choice{Kind: tax.KindNone})
			if has(r.Findings, tax.FoundPreliminary) != tt.odd {
				t.Errorf("odd %v, want %v", !tt.odd, tt.odd)
			}
			if p := r.Betalning; p.Booked != (tt.on2518-tt.others)*kr || p.Remaining != tt.debited*kr-p.Booked {
				t.Errorf("booked %v, remaining %v", p.Booked, p.Remaining)
			}
		})
	}
}

// TestPreliminaryTaxStandsOn2518 leaves its neighbours out.
func TestPreliminaryTaxStandsOn2518(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2517": -500, "2518": 100, "2519": -500})
	f.Preliminar.Debiterad = 100 * kr
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}); has(r.Findings, tax.FoundPreliminary) || r.Betalning.Booked != 100*kr {
		t.Errorf("booked %v, findings %v", r.Betalning.Booked, r.Findings)
	} else if got := lines(r.PaySteps); !strings.Contains(got, "preliminary||-100|100; 100; 0|2518 100\n") {
		t.Errorf("steps:\n%s", got)
	}
}

func TestProposedPreliminaryTax(t *testing.T) {
	for _, tt := range []struct {
		year   string
		booked money.Amount
		want   money.Amount
		ok     bool
	}{
		{"2025-01-01 2025-12-31", 99_000_00, 108_000_00, true}, {"2025-01-01 2026-06-30", 17_000_00, 18_000_00, true},
		{"2025-12-01 2025-12-31", 1_000_00, 0, false}, {"2025-11-01 2025-12-31", 1_000_00, 2_000_00, true},
		{"2025-01-01 2025-12-31", 0, 0, false}, {"2025-01-01 2025-12-31", -11_00, 0, false}, {"2025-01-01 2025-12-31", 100_00, 0, false},
		{"2025-01-01 2025-12-31", 11_50 * 11, 0, false},
	} {
		got, ok := tax.ProposePreliminar(period(tt.year), tt.booked)
		if got.Debiterad != tt.want || ok != tt.ok {
			t.Errorf("%s with %v on 2518: %v, %v, want %v, %v", tt.year, tt.booked, got.Debiterad, ok, tt.want, tt.ok)
		}
	}
}
