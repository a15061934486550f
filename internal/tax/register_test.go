package tax_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// What the register says in öre of kronor, for a calendar year after a short one.
func TestFromRegister(t *testing.T) {
	year, short := period("2025-01-01 2025-12-31"), period("2024-07-01 2024-12-31")
	bought := func(day string, cost, in, out money.Amount) tax.Tillgang {
		return tax.Tillgang{Kopt: civil.MustParse(day), Anskaffning: cost * kr, Ingaende: in * kr, Utgaende: out * kr}
	}
	sold := func(a tax.Tillgang, proceeds money.Amount) tax.Tillgang {
		a.Sald, a.Ersattning, a.Utgaende = true, proceeds*kr, 0
		return a
	}
	assets := []tax.Tillgang{
		bought("2024-09-01", 100_000, 90_000, 70_000),
		bought("2024-06-30", 50_000, 40_000, 30_000),
		bought("2025-01-01", 20_000, 0, 18_000),
		bought("2025-12-31", 10_000, 0, 10_000),
		bought("2026-01-01", 7_000, 0, 7_000), // next year
		sold(bought("2023-01-01", 30_000, 15_000, 0), 12_000),
		sold(bought("2025-02-01", 5_000, 0, 0), 6_000),
		bought("1990-01-01", 1_000, 0, 0),
		{Anskaffning: 9_000 * kr},
	}
	want := tax.Inventarier{
		Metod: tax.Rakenskapsenlig, Ingaende: 125_000 * kr, Anskaffningar: 30_000 * kr, Ersattning: 12_000 * kr, Bokfort: 128_000 * kr,
		Kvar: []tax.Argang{
			{Year: year, Belopp: 30_000 * kr}, {Year: short, Belopp: 100_000 * kr},
			{Year: period("2023-07-01 2024-06-30"), Belopp: 50_000 * kr}, {Year: period("2015-07-01 2016-06-30"), Belopp: 1_000 * kr},
		},
	}
	got := tax.FromRegister(assets, 20_000*kr, year, []civil.Period{short})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("equipment (-want +got):\n%s", diff)
	}
	if got := tax.FromRegister(assets, 200_000*kr, year, nil); got.Ingaende != 0 {
		t.Errorf("tax value %v with more on 2150 than the books hold, want 0", got.Ingaende)
	}
	u, err := want.Underlag(year)
	if err != nil || u.Base != 143_000*kr || u.Lowest != 100_100*kr {
		t.Errorf("base %v, lowest %v, %v, want 143 000 and 100 100", u.Base, u.Lowest, err)
	}
}

// The tax value that a year ends with is what the next one begins with.
func TestEquipmentRollsOn(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "2150": -10_000})
	if got := compute(t, f, tax.Choice{Kind: tax.KindMax}).InventarierNext(); got != nil {
		t.Errorf("without equipment %+v rolls on", got)
	}
	kvar := []tax.Argang{{Year: f.Year, Belopp: 80_000 * kr}}
	f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 60_000 * kr, Anskaffningar: 40_000 * kr, Bokfort: 90_000 * kr, Kvar: kvar}
	want := &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 64_000 * kr, Kvar: kvar}
	if diff := cmp.Diff(want, compute(t, f, tax.Choice{Kind: tax.KindMax}).InventarierNext()); diff != "" {
		t.Errorf("räkenskapsenlig, 20 %% rule (-want +got):\n%s", diff)
	}
	want.Ingaende = 80_000 * kr
	if diff := cmp.Diff(want, compute(t, f, tax.Choice{Kind: tax.KindNone}).InventarierNext()); diff != "" {
		t.Errorf("without more överavskrivningar (-want +got):\n%s", diff)
	}
	f.Inventarier.Metod = tax.Restvarde
	want.Metod, want.Ingaende = tax.Restvarde, 75_000*kr
	if diff := cmp.Diff(want, compute(t, f, tax.Choice{Kind: tax.KindNone}).InventarierNext()); diff != "" {
		t.Errorf("restvärde (-want +got):\n%s", diff)
	}
	f.Inventarier = &tax.Inventarier{Metod: tax.Restvarde, Ersattning: 1_000 * kr}
	if got := compute(t, f, tax.Choice{Kind: tax.KindNone}).InventarierNext(); got.Ingaende != 0 {
		t.Errorf("tax value %v when more was received than it was worth, want 0", got.Ingaende)
	}
}
