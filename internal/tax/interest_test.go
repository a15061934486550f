package tax_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// indebted has an EBITDA of 10 million for tax and the given interest, in
// kronor: room for 3 million under the EBITDA rule.
func indebted(interest money.Amount) tax.Facts {
	return facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -10_000_000, "8410": interest})
}

func TestInterestRules(t *testing.T) {
	for _, tt := range []struct {
		name     string
		interest money.Amount
		change   func(*tax.Facts)
		rule     string
		not      money.Amount // not deductible
		form     bool         // N9 is needed
	}{
		{"within_both", 2_000_000, nil, tax.RuleSimple, 0, false},
		{"at_the_group_sum", 5_000_000, nil, tax.RuleSimple, 0, false},
		{"above_the_group_sum", 5_000_001, nil, tax.RuleSimple, 1, true},
		{"ebitda_gives_more", 6_000_000, func(f *tax.Facts) { f.Accounts[0].Moved *= 3 }, tax.RuleEBITDA, 0, true},
		{"others_used_the_sum", 2_000_000, func(f *tax.Facts) { f.Rantor.ForenklingAndra = 5_000_000 * kr }, tax.RuleEBITDA, 0, true},
		{"others_used_more_than_the_sum", 4_000_000, func(f *tax.Facts) { f.Rantor.ForenklingAndra = 6_000_000 * kr }, tax.RuleEBITDA, 1_000_000, true},
		{"the_same_under_both_is_carried", 4_000_000, func(f *tax.Facts) { f.Rantor.ForenklingAndra = 2_000_000 * kr }, tax.RuleEBITDA, 1_000_000, true},
		{"chosen_ebitda", 4_000_000, func(f *tax.Facts) { f.Rantor.Regel = tax.RuleEBITDA }, tax.RuleEBITDA, 1_000_000, true},
		{"chosen_simple", 6_000_000, func(f *tax.Facts) { f.Accounts[0].Moved *= 3; f.Rantor.Regel = tax.RuleSimple }, tax.RuleSimple, 1_000_000, true},
		{"group_needs_the_form", 2_000_000, func(f *tax.Facts) { f.Rantor.Intressegemenskap = true }, tax.RuleSimple, 0, true},
		{"typed_costs", 2_000_000, func(f *tax.Facts) { f.Rantor.Kostnader = ptr(7_000_000 * kr) }, tax.RuleSimple, 2_000_000, true},
		{"typed_income", 6_000_000, func(f *tax.Facts) { f.Rantor.Intakter = ptr(1_000_000 * kr) }, tax.RuleSimple, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := indebted(tt.interest)
			sortAccounts(&f)
			if tt.change != nil {
				tt.change(&f)
			}
			r := compute(t, f, tax.Choice{Kind: tax.KindNone})
			if r.Ranta.Rule != tt.rule || r.Ranta.NotDeductible != tt.not*kr {
				t.Errorf("rule %s, not deductible %v, want %s, %v", r.Ranta.Rule, r.Ranta.NotDeductible, tt.rule, tt.not*kr)
			}
			if got := -f.Accounts[0].Moved - tt.interest*kr + tt.not*kr; r.Surplus != got {
				t.Errorf("surplus %v, want %v", r.Surplus, got)
			}
			if has(r.Findings, tax.FoundInterestGroup) != tt.form {
				t.Errorf("form N9 needed: %v, want %v", !tt.form, tt.form)
			}
			left := len(r.Utgaende().Rantenetto) > 0
			if want := tt.rule == tax.RuleEBITDA && tt.not > 0; left != want {
				t.Errorf("something is carried forward: %v, want %v", left, want)
			}
		})
	}
}

func ptr(a money.Amount) *money.Amount { return &a }

func sortAccounts(f *tax.Facts) {
	if f.Accounts[0].Number != "3001" {
		f.Accounts[0], f.Accounts[1] = f.Accounts[1], f.Accounts[0]
	}
}

func TestInterestAccounts(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{
		"8251": -1, "8254": -2, "8261": -4, "8311": -8, "8314": -16, "8319": -32, "8361": -64,
		"8400": 1_000, "8415": 2_000, "8423": 4_000, "8424": 8_000, "8461": 16_000, "8431": 32_000, "8480": 64_000,
	})
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if want := money.Amount(27_000-1-4-8-32-64) * kr; r.Ranta.Net != want {
		t.Errorf("net interest %v, want %v", r.Ranta.Net, want)
	}
	income := compute(t, facts("2025-01-01 2025-12-31", map[string]money.Amount{"8311": -8, "8410": 8}), tax.Choice{Kind: tax.KindNone})
	if income.Ranta != nil {
		t.Errorf("interest is judged although income covers it: %+v", income.Ranta)
	}
}

func TestEBITDABase(t *testing.T) {
	for _, tt := range []struct {
		name string
		base tax.InterestBase
		want money.Amount
	}{
		{"all_parts", tax.InterestBase{Net: 1, Result: 10, Depreciation: 100, Reversed: 1_000, Other: 10_000}, 9_111},
		{"deficit_of_a_surplus_stays", tax.InterestBase{Result: 10, Deficit: 5}, 10},
		{"deficit_that_made_the_result_negative", tax.InterestBase{Result: -10, Deficit: 5}, -5},
		{"no_more_than_the_negative_result", tax.InterestBase{Result: -10, Deficit: 50}, 0},
	} {
		if got := tt.base.Underlag(); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, int64(got), int64(tt.want))
		}
	}
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -1_000_000, "7832": 50_000, "8410": 400_000})
	f = withFund(f, "2124", "2024-01-01 2024-12-31", 100_000)
	f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 400_000 * kr, Bokfort: 350_000 * kr}
	f.Rantor.Ovrigt = -7 * kr
	c := tax.Choice{Kind: tax.KindOwn, Aterforing: map[string]money.Amount{"2124/2024-12-31": 100_000 * kr}}
	r := compute(t, f, c)
	want := tax.InterestBase{Net: 400_000 * kr, Result: r.Base, Depreciation: (50_000 + 70_000) * kr, Reversed: 100_000 * kr, Other: -7 * kr}
	if diff := cmp.Diff(want, r.Ranta.InterestBase); diff != "" {
		t.Errorf("base (-want +got):\n%s", diff)
	}
	f.Rantor.Avskrivningar = ptr(1 * kr)
	if got := compute(t, f, c).Ranta.Depreciation; got != 1*kr {
		t.Errorf("typed depreciation %v, want 1", got)
	}
}

func TestCarriedInterest(t *testing.T) {
	f := indebted(2_000_000)
	f.Ingaende.Rantenetto = []tax.Kvarstaende{
		{Year: period("2023-01-01 2023-12-31"), Amount: 800_000 * kr},
		{Year: period("2019-01-01 2019-12-31"), Amount: 300_000 * kr},
		{Year: period("2018-01-01 2018-12-31"), Amount: 7_000 * kr}, // too old
		{Year: period("2025-01-01 2025-12-31"), Amount: 9_000 * kr}, // not an earlier year
	}
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if r.Ranta.Rule != tax.RuleEBITDA || r.Ranta.CarriedUsed != 1_000_000*kr || r.Surplus != 7_000_000*kr || !has(r.Findings, tax.FoundInterestGroup) {
		t.Errorf("rule %s, used %v, surplus %v, want ebitda, 1 000 000, 7 000 000", r.Ranta.Rule, r.Ranta.CarriedUsed, r.Surplus)
	}
	left := []tax.Kvarstaende{{Year: period("2023-01-01 2023-12-31"), Amount: 100_000 * kr}}
	if diff := cmp.Diff(left, r.Utgaende().Rantenetto); diff != "" {
		t.Errorf("left for next year (-want +got):\n%s", diff)
	}
	f.Rantor.Regel = tax.RuleSimple
	r = compute(t, f, tax.Choice{Kind: tax.KindNone})
	if r.Ranta.CarriedUsed != 0 || len(r.Utgaende().Rantenetto) != 2 {
		t.Errorf("used %v, left %v under the simple rule, want nothing used", r.Ranta.CarriedUsed, r.Utgaende().Rantenetto)
	}
}

// TestCarriedInterestAlone has no net interest of its own year.
func TestCarriedInterestAlone(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -1_000_000, "8311": -100_000})
	f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: period("2024-01-01 2024-12-31"), Amount: 900_000 * kr}}
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if r.Ranta.Underlag != 1_000_000*kr || r.Ranta.CarriedUsed != 300_000*kr || r.Surplus != 800_000*kr {
		t.Errorf("base %v, used %v, surplus %v", r.Ranta.Underlag, r.Ranta.CarriedUsed, r.Surplus)
	}
	if got := fields(t, r)["INK2S 7764"]; got != 300_000 {
		t.Errorf("4.4b = %v, want 300 000", got)
	}
}

func TestInterestWithADeficit(t *testing.T) {
	f := indebted(6_000_000)
	f.Ingaende.Underskott.Belopp = 20_000_000 * kr
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if r.Ranta.Result != -16_000_000*kr || r.Ranta.Deficit != 20_000_000*kr || r.Ranta.Underlag != 6_000_000*kr {
		t.Errorf("result %v, deficit %v, base %v, want −16, 20 and 6 million", r.Ranta.Result, r.Ranta.Deficit, r.Ranta.Underlag)
	}
	if r.Surplus != -15_000_000*kr { // 4 million, 1 million added back, less the deficit
		t.Errorf("surplus %v, want −15 million", r.Surplus)
	}
}

func TestInterestThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*tax.Facts){
		"cost":         func(f *tax.Facts) { f.Rantor.Kostnader = ptr(-1) },
		"income":       func(f *tax.Facts) { f.Rantor.Intakter = ptr(-1) },
		"depreciation": func(f *tax.Facts) { f.Rantor.Avskrivningar = ptr(-1) },
		"others":       func(f *tax.Facts) { f.Rantor.ForenklingAndra = -1 },
		"rule":         func(f *tax.Facts) { f.Rantor.Regel = "best" },
		"carried":      func(f *tax.Facts) { f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: f.Year, Amount: -1}} },
		"carried_year": func(f *tax.Facts) { f.Ingaende.Rantenetto = []tax.Kvarstaende{{Amount: 1}} },
		"fund": func(f *tax.Facts) {
			f.Ingaende.Fonder = []tax.Periodiseringsfond{{Account: "2124", Year: f.Year, Amount: -1}}
		},
		"group":        func(f *tax.Facts) { f.Koncernbidrag.Lamnat = ptr(-1) },
		"group_income": func(f *tax.Facts) { f.Koncernbidrag.Mottaget = ptr(-1) },
		"fund_twice": func(f *tax.Facts) {
			f.Ingaende.Fonder = []tax.Periodiseringsfond{{Account: "2124", Year: f.Year}, {Account: "2124", Year: f.Year}}
		},
	} {
		f := facts("2025-01-01 2025-12-31", nil)
		change(&f)
		_, err := tax.Prepare(f)
		var fe *tax.FieldError
		if !errors.As(err, &fe) {
			t.Errorf("%s: error %v, want a FieldError", name, err)
		}
	}
	old := facts("2018-05-01 2019-04-30", map[string]money.Amount{"8410": 1})
	b, err := tax.Prepare(old)
	if err != nil {
		t.Fatal(err)
	}
	var ye *tax.YearError
	if _, err := b.Compute(tax.Choice{Kind: tax.KindNone}); !errors.As(err, &ye) || ye.Key != tax.RanteavdragEBITDA {
		t.Errorf("interest of a year before the rules: error %v, want a YearError", err)
	}
}
