package tax_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

func TestDeficit(t *testing.T) {
	year := period("2025-01-01 2025-12-31")
	change := func(older, price, contributions money.Amount) *tax.Agarforandring {
		return &tax.Agarforandring{Aldre: older, Utgift: price, Kapitaltillskott: contributions}
	}
	for _, tt := range []struct {
		name              string
		u                 tax.Underskott
		surplus, received money.Amount
		want              tax.DeficitUse
	}{
		{"all_is_used", tax.Underskott{Belopp: 10_050}, 50_000, 0, tax.DeficitUse{Gross: 10_000, Deducted: 10_000}},
		{"also_beyond_the_surplus", tax.Underskott{Belopp: 90_000}, 50_000, 0, tax.DeficitUse{Gross: 90_000, Deducted: 90_000}},
		{"change_of_control_200_percent", tax.Underskott{Belopp: 90_000, Agarforandring: change(80_000, 40_000, 10_000)}, 0, 0,
			tax.DeficitUse{Gross: 90_000, Cap: 60_000, Lost: 20_000, Deducted: 70_000}},
		{"price_is_enough", tax.Underskott{Belopp: 90_000, Agarforandring: change(80_000, 40_000, 0)}, 0, 0,
			tax.DeficitUse{Gross: 90_000, Cap: 80_000, Deducted: 90_000}},
		{"contributions_beyond_the_price", tax.Underskott{Belopp: 90_000, Agarforandring: change(80_000, 10_000, 20_000)}, 0, 0,
			tax.DeficitUse{Gross: 90_000, Lost: 80_000, Deducted: 10_000}},
		{"barred_against_group_contributions", tax.Underskott{Belopp: 90_000, Sparrat: 60_000}, 100_000, 70_000,
			tax.DeficitUse{Gross: 90_000, Usable: 30_000, Barred: 30_000, Deducted: 60_000}},
		{"barred_without_own_surplus", tax.Underskott{Belopp: 60_000, Sparrat: 60_000}, 40_000, 70_000,
			tax.DeficitUse{Gross: 60_000, Barred: 60_000}},
		{"barred_and_wholly_usable", tax.Underskott{Belopp: 60_000, Sparrat: 60_000}, 100_000, 0,
			tax.DeficitUse{Gross: 60_000, Usable: 60_000, Deducted: 60_000}},
		{"bar_is_over", tax.Underskott{Belopp: 60_000, Sparrat: 60_000, SparratTill: civil.MustParse("2024-12-31")}, 0, 70_000,
			tax.DeficitUse{Gross: 60_000, Deducted: 60_000}},
		{"bar_on_its_last_day", tax.Underskott{Belopp: 60_000, Sparrat: 60_000, SparratTill: civil.MustParse("2025-01-01")}, 0, 70_000,
			tax.DeficitUse{Gross: 60_000, Barred: 60_000}},
		{"what_is_lost_is_not_barred", tax.Underskott{Belopp: 60_000, Sparrat: 60_000, Agarforandring: change(60_000, 10_000, 0)}, 0, 0,
			tax.DeficitUse{Gross: 60_000, Cap: 20_000, Lost: 40_000, Barred: 20_000}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.u.Use(year, tt.surplus, tt.received, 20000)); diff != "" {
				t.Errorf("use (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDeficitInTheYear follows a deficit through the form and into next year.
func TestDeficitInTheYear(t *testing.T) {
	amount := func(kronor money.Amount) *money.Amount { kronor *= kr; return &kronor }
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -20_000})
	f.Koncernbidrag.Mottaget = amount(70_000)
	f.Ingaende.Underskott = tax.Underskott{
		Belopp: 100_000 * kr, Sparrat: 60_000 * kr, SparratTill: civil.MustParse("2027-12-31"),
		Agarforandring: &tax.Agarforandring{Aldre: 50_000 * kr, Utgift: 20_000 * kr},
	}
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	want := map[string]money.Amount{
		"INK2 7104": 40_000, "INK2 7114": 40_000, "INK2S 7650": 81_760, "INK2S 7651": 8_240, "INK2S 7763": 100_000,
		"INK2S 7671": 10_000, "INK2S 7672": 40_000, "INK2S 7670": 40_000, "INK2S 8028": 40_000,
		"INK2R 7410": 20_000, "INK2R 7419": 70_000, "INK2R 7528": 8_240, "INK2R 7450": 81_760,
		"INK2R 7252": 70_000, "INK2R 7302": 81_760, "INK2R 7368": 8_240,
	}
	if diff := cmp.Diff(want, fields(t, r)); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if !has(r.Findings, tax.FoundBarredRow) {
		t.Error("nothing says that a barred deficit goes to INK2 1.2")
	}
	left := tax.Underskott{Belopp: 40_000 * kr, Sparrat: 40_000 * kr, SparratTill: civil.MustParse("2027-12-31")}
	if diff := cmp.Diff(left, r.Utgaende().Underskott); diff != "" {
		t.Errorf("next year's deficit (-want +got):\n%s", diff)
	}
}

func TestLossYear(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"5010": 20_000, "6992": 1_000})
	f.Ingaende.Underskott.Belopp = 5_000 * kr
	r := compute(t, f, tax.Choice{Kind: tax.KindMax})
	if r.Surplus != -25_000*kr || r.Tax != 0 || r.Allocation != 0 || r.Net != -21_000*kr {
		t.Errorf("surplus %v, tax %v, allocation %v, net %v", r.Surplus, r.Tax, r.Allocation, r.Net)
	}
	if !has(r.Findings, tax.FoundLoss) || !has(r.Findings, tax.FoundNoBase) || has(r.Findings, tax.FoundBarredRow) {
		t.Errorf("findings %v", r.Findings)
	}
	if diff := cmp.Diff(tax.Underskott{Belopp: 25_000 * kr}, r.Utgaende().Underskott); diff != "" {
		t.Errorf("next year's deficit (-want +got):\n%s", diff)
	}
	if got := fields(t, r); got["INK2S 7770"] != 25_000 || got["INK2 7114"] != 25_000 || got["INK2S 7750"] != 21_000 || got["INK2S 7763"] != 5_000 {
		t.Errorf("fields %v", got)
	}
	zero := compute(t, facts("2025-01-01 2025-12-31", nil), tax.Choice{Kind: tax.KindNone})
	if has(zero.Findings, tax.FoundLoss) || !has(zero.Findings, tax.FoundNoBase) {
		t.Errorf("findings without any result: %v", zero.Findings)
	}
}

func TestDeficitThatCannotBe(t *testing.T) {
	for name, u := range map[string]tax.Underskott{
		"negative": {Belopp: -1}, "barred_negative": {Sparrat: -1}, "barred_above": {Belopp: 1, Sparrat: 2},
		"older_above": {Belopp: 1, Agarforandring: &tax.Agarforandring{Aldre: 2}}, "price": {Agarforandring: &tax.Agarforandring{Utgift: -1}},
	} {
		f := facts("2025-01-01 2025-12-31", nil)
		f.Ingaende.Underskott = u
		_, err := tax.Prepare(f)
		var fe *tax.FieldError
		if !errors.As(err, &fe) || fe.Field != "underskott" {
			t.Errorf("%s: error %v, want a FieldError", name, err)
		}
	}
	f := facts("2025-01-01 2025-12-31", nil)
	f.Ingaende.Underskott = tax.Underskott{Belopp: 2, Sparrat: 2, Agarforandring: &tax.Agarforandring{Aldre: 2}}
	if _, err := tax.Prepare(f); err != nil {
		t.Errorf("parts as large as the whole: %v", err)
	}
}
