package tax_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

func TestLowestValues(t *testing.T) {
	argang := func(year string, cost money.Amount) tax.Argang { return tax.Argang{Year: period(year), Belopp: cost} }
	for _, tt := range []struct {
		name, year string
		in         tax.Inventarier
		want       tax.Avskrivningsunderlag
	}{
		{"short_year", "2025-07-01 2025-12-31", tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100_000, Bokfort: 95_055},
			tax.Avskrivningsunderlag{Base: 100_000, Rules: []tax.Lagsta{{Key: tax.Huvudregeln, Value: 85_000}, {Key: tax.Restvardesregeln, Value: 87_500}},
				Lowest: 85_000, Best: tax.Huvudregeln, MaxOver: 10_000, Deduct: 15_000}},
		{"long_year", "2025-01-01 2026-06-30", tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100_000, Bokfort: 55_000},
			tax.Avskrivningsunderlag{Base: 100_000, Rules: []tax.Lagsta{{Key: tax.Huvudregeln, Value: 55_000}, {Key: tax.Restvardesregeln, Value: 62_500}},
				Lowest: 55_000, Best: tax.Huvudregeln, Deduct: 45_000}},
		{"twenty_percent_is_lower", "2025-01-01 2025-12-31", tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100_000, Bokfort: 60_000,
			Kvar: []tax.Argang{argang("2021-01-01 2021-12-31", 100_000), argang("2022-01-01 2022-12-31", 100_000), argang("2020-01-01 2020-12-31", 5)}},
			tax.Avskrivningsunderlag{Base: 100_000, Rules: []tax.Lagsta{{Key: tax.Huvudregeln, Value: 70_000}, {Key: tax.Kompletteringsregeln, Value: 20_000}, {Key: tax.Restvardesregeln, Value: 75_000}},
				Lowest: 20_000, Best: tax.Kompletteringsregeln, MaxOver: 40_000, Deduct: 80_000}},
		{"months_of_a_short_year_of_purchase", "2025-01-01 2025-12-31", tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100_000,
			Kvar: []tax.Argang{argang("2024-07-01 2024-12-31", 100_000)}},
			tax.Avskrivningsunderlag{Base: 100_000, Rules: []tax.Lagsta{{Key: tax.Huvudregeln, Value: 70_000}, {Key: tax.Kompletteringsregeln, Value: 70_000}, {Key: tax.Restvardesregeln, Value: 75_000}},
				Lowest: 70_000, Best: tax.Huvudregeln, Deduct: 30_000}},
		{"residual_method", "2025-01-01 2025-12-31", tax.Inventarier{Metod: tax.Restvarde, Ingaende: 100_000, Bokfort: 90_000,
			Kvar: []tax.Argang{argang("2021-01-01 2021-12-31", 100_000)}},
			tax.Avskrivningsunderlag{Base: 100_000, Rules: []tax.Lagsta{{Key: tax.Huvudregeln, Value: 70_000}, {Key: tax.Kompletteringsregeln, Value: 0}, {Key: tax.Restvardesregeln, Value: 75_000}},
				Lowest: 75_000, Best: tax.Restvardesregeln, Deduct: 25_000}},
		{"sold_for_more_than_the_base", "2025-01-01 2025-12-31", tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100, Ersattning: 300, Bokfort: 5_050},
			tax.Avskrivningsunderlag{Base: -200, Rules: []tax.Lagsta{{Key: tax.Huvudregeln}, {Key: tax.Restvardesregeln}}, Best: tax.Huvudregeln, MaxOver: 5_000, Deduct: -200}},
		{"bought_after_the_year", "2025-01-01 2025-12-31", tax.Inventarier{Metod: tax.Rakenskapsenlig, Kvar: []tax.Argang{argang("2026-02-01 2026-12-31", 100)}},
			tax.Avskrivningsunderlag{Rules: []tax.Lagsta{{Key: tax.Huvudregeln}, {Key: tax.Kompletteringsregeln, Value: 100}, {Key: tax.Restvardesregeln}}, Best: tax.Huvudregeln}},
		{"lowest_value_keeps_the_ore_of_the_thirty_percent", "2025-01-01 2025-12-31", tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 1},
			tax.Avskrivningsunderlag{Base: 1, Rules: []tax.Lagsta{{Key: tax.Huvudregeln, Value: 1}, {Key: tax.Restvardesregeln, Value: 1}}, Lowest: 1, Best: tax.Huvudregeln}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.in.Underlag(period(tt.year))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("underlag (-want +got):\n%s", diff)
			}
		})
	}
	var ye *tax.YearError
	if _, err := (tax.Inventarier{}).Underlag(period("2027-01-01 2027-12-31")); !errors.As(err, &ye) {
		t.Errorf("year after the table: error %v, want a YearError", err)
	}
}

// equipped has 2153 with an opening balance of 40 000 and a lowest tax value
// that the book value says more of.
func equipped(book money.Amount) tax.Facts {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -500_000, "2153": -40_000, "8853": 0, "7832": 20_000})
	f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100_000 * kr, Bokfort: book * kr}
	return f
}

func TestOveravskrivning(t *testing.T) {
	for _, tt := range []struct {
		name                        string
		book                        money.Amount // lowest tax value is 70 000
		choice                      tax.Choice
		closing, compulsory, change money.Amount
	}{
		{"best", 130_000, tax.Choice{Kind: tax.KindMax}, 60_000, 0, -20_000},
		{"none", 130_000, tax.Choice{Kind: tax.KindNone}, 40_000, 0, 0},
		{"release", 130_000, tax.Choice{Kind: tax.KindRelease}, 40_000, 0, 0},
		{"own_default_is_best", 130_000, tax.Choice{Kind: tax.KindOwn}, 60_000, 0, -20_000},
		{"own_compulsory", 130_000, tax.Choice{Kind: tax.KindOwn, Over: tax.OverCompulsory}, 40_000, 0, 0},
		{"own_balance", 130_000, tax.Choice{Kind: tax.KindOwn, Over: tax.OverOwn, Overvarde: 10_000 * kr}, 10_000, 0, 30_000},
		{"own_balance_of_zero", 130_000, tax.Choice{Kind: tax.KindOwn, Over: tax.OverOwn}, 0, 0, 40_000},
		{"own_at_the_limit", 130_000, tax.Choice{Kind: tax.KindOwn, Over: tax.OverOwn, Overvarde: 60_000 * kr}, 60_000, 0, -20_000},
		{"must_in_none", 80_000, tax.Choice{Kind: tax.KindNone}, 10_000, 30_000, 30_000},
		{"must_in_max", 80_000, tax.Choice{Kind: tax.KindMax}, 10_000, 30_000, 30_000},
		{"must_in_release", 80_000, tax.Choice{Kind: tax.KindRelease}, 10_000, 30_000, 30_000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := compute(t, equipped(tt.book), tt.choice)
			o := r.Over
			if o.Opening != 40_000*kr || o.Closing != tt.closing*kr || o.Compulsory != tt.compulsory*kr || o.Change != tt.change*kr {
				t.Errorf("over %+v, want closing %v, compulsory %v, change %v", o, tt.closing, tt.compulsory, tt.change)
			}
			if r.BeforeAllocation != (480_000+tt.change)*kr {
				t.Errorf("result before allocation %v", r.BeforeAllocation)
			}
		})
	}
	b, err := tax.Prepare(equipped(130_000))
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []money.Amount{60_000*kr + 1, -1} {
		var fe *tax.FieldError
		if _, err := b.Compute(tax.Choice{Kind: tax.KindOwn, Over: tax.OverOwn, Overvarde: wanted}); !errors.As(err, &fe) || fe.Reason != "range" {
			t.Errorf("own balance %v: error %v, want a FieldError", wanted, err)
		}
	}
	if u, ok := b.Avskrivningsunderlag(); !ok || u.Lowest != 70_000*kr {
		t.Errorf("underlag %+v, %v", u, ok)
	}
}

func TestOveravskrivningAsBooked(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "8850": 7_000, "8851": 500, "2150": -30_000})
	r := compute(t, f, tax.Choice{Kind: tax.KindMax})
	if r.Over.Change != -7_500*kr || r.Over.Closing != 30_000*kr {
		t.Errorf("over %+v, want what is booked", r.Over)
	}
	f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100_000 * kr, Bokfort: 120_000 * kr}
	if r = compute(t, f, tax.Choice{Kind: tax.KindMax}); r.Over.Change != -20_500*kr {
		t.Errorf("change %v, want −20 000 on equipment and −500 as booked", r.Over.Change)
	}
}

func TestResidualMethod(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "7832": 10_000, "7831": 500, "7821": 3_000, "2150": -8_000})
	f.Inventarier = &tax.Inventarier{Metod: tax.Restvarde, Ingaende: 100_000 * kr, Bokfort: 90_000 * kr}
	f.Rantor.Kostnader = ptr(1 * kr)
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if got := fields(t, r)["INK2S 7765"]; got != 14_500 {
		t.Errorf("4.9 = −%v, want −14 500: 25 %% of 100 000 less 10 500 booked", got)
	}
	if !has(r.Findings, tax.FoundResidualOver) {
		t.Error("nothing says that 2150 has a balance under the residual method")
	}
	if want := (10_500 + 3_000 + 14_500 - 8_000) * kr; r.Ranta.Depreciation != want {
		t.Errorf("depreciation for tax %v, want %v", r.Ranta.Depreciation, want)
	}
	f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: "7833", Result: true, Moved: 40_000 * kr})
	if got := fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone}))["INK2S 7666"]; got != 25_500 {
		t.Errorf("4.9 = %v, want 25 500: more is booked than may be deducted", got)
	}
}

func TestPlanAboveTax(t *testing.T) {
	if b, err := tax.Prepare(equipped(69_999)); err != nil || !has(b.Findings(), tax.FoundPlanAboveTax) {
		t.Errorf("book value below the lowest tax value is not found: %v", err)
	}
	if b, err := tax.Prepare(equipped(70_000)); err != nil || has(b.Findings(), tax.FoundPlanAboveTax) {
		t.Errorf("book value at the lowest tax value is said to be below: %v", err)
	}
}

func TestEquipmentThatCannotBe(t *testing.T) {
	for name, i := range map[string]tax.Inventarier{
		"method": {}, "negative": {Metod: tax.Restvarde, Ersattning: -1},
		"year": {Metod: tax.Restvarde, Kvar: []tax.Argang{{Belopp: 1}}}, "cost": {Metod: tax.Restvarde, Kvar: []tax.Argang{{Year: period("2025-01-01 2025-12-31"), Belopp: -1}}},
	} {
		f := facts("2025-01-01 2025-12-31", nil)
		f.Inventarier = &i
		var fe *tax.FieldError
		if _, err := tax.Prepare(f); !errors.As(err, &fe) || fe.Field != "inventarier" {
			t.Errorf("%s: error %v, want a FieldError", name, err)
		}
	}
}
