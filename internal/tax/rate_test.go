package tax_test

import (
	"math"
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/tax"
)

func TestRate(t *testing.T) {
	for rate, want := range map[tax.Rate]string{
		2060: "20,6\u00a0%", 2426: "24,26\u00a0%", 50: "0,5\u00a0%", 5: "0,05\u00a0%", 0: "0\u00a0%", 10000: "100\u00a0%", -9: "\u22120,09\u00a0%",
	} {
		if got := rate.String(); got != want {
			t.Errorf("Rate(%d) = %q, want %q", rate, got, want)
		}
	}
	for _, tt := range []struct {
		rate       tax.Rate
		of, amount money.Amount
	}{
		{2060, 100, 20}, {2060, -100, -20}, {-2060, 100, -20}, {-2060, -100, 20}, {10000, math.MaxInt64, math.MaxInt64}, {2500, 3, 0},
		{20000, 4e18, 8e18}, // above 64 bits on the way
	} {
		if got := tt.rate.Of(tt.of); got != tt.amount {
			t.Errorf("%v of %d = %d, want %d", tt.rate, int64(tt.of), int64(got), int64(tt.amount))
		}
	}
}

func TestRounding(t *testing.T) {
	for _, tt := range []struct {
		name      string
		got, want money.Amount
	}{
		{"kronor_down", tax.Kronor(199), 100},
		{"kronor_of_a_deficit_toward_zero", tax.Kronor(-199), -100},
		{"kronor_stay", tax.Kronor(200), 200},
		{"ten_kronor_down", tax.BeskattningsbarInkomst(1999), 1000},
		{"ten_kronor_stay", tax.BeskattningsbarInkomst(2000), 2000},
		{"below_ten", tax.BeskattningsbarInkomst(999), 0},
		{"zero", tax.BeskattningsbarInkomst(0), 0},
		{"a_deficit_is_no_income", tax.BeskattningsbarInkomst(-5000), 0},
		{"tax_drops_ore", tax.Inkomstskatt(374_830*kr, 2060), 77_214 * kr},
		{"no_tax_on_a_deficit", tax.Inkomstskatt(-100_000*kr, 2060), 0},
		{"uplift_up_from_half", tax.Uppraknat(12_50, 400), 100},
		{"uplift_down_below_half", tax.Uppraknat(12_25, 400), 0},
		{"uplift_of_a_debit_balance", tax.Uppraknat(-12_50, 400), -100},
		{"standard_income_drops_ore", tax.Schablonintakt(157_500*kr, 196, 10000, 12), 3_087 * kr},
		{"standard_income_of_18_months", tax.Schablonintakt(100_000*kr, 255, 10000, 18), 3_825 * kr},
		{"standard_income_of_a_month", tax.Schablonintakt(100_000*kr, 255, 10000, 1), 212 * kr},
		{"exactly_a_krona_in_parts_of_a_year", tax.Schablonintakt(1_200_00, 100, 10000, 1), 100},
		{"pension_tax", tax.SarskildLoneskatt(126_000*kr, 2426), 30_567 * kr},
		{"pension_tax_on_whole_kronor", tax.SarskildLoneskatt(100_99, 2426), 24 * kr},
		{"no_pension_tax_on_a_negative_base", tax.SarskildLoneskatt(-126_000*kr, 2426), 0},
		{"capital_insurance", tax.KapitalforsakringUnderlag(200_000*kr, 262), 7_240 * kr},
		{"capital_insurance_at_the_floor", tax.KapitalforsakringUnderlag(200_000*kr, -9), 2_500 * kr},
		{"capital_insurance_just_above_the_floor", tax.KapitalforsakringUnderlag(200_000*kr, 26), 2_520 * kr},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %v, want %v", tt.got, tt.want)
			}
		})
	}
}
