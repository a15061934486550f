package tax_test

import (
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// Typed facts that cannot be right are refused by the name of their field and
// why: the page tells both.
func TestFactsThatCannotBe(t *testing.T) {
	year := period(year2025)
	fund := tax.Periodiseringsfond{Account: "2124", Year: period("2024-01-01 2024-12-31"), Amount: kr}
	negative := fund
	negative.Amount = -1
	equipment := func(i tax.Inventarier) func(*tax.Facts) { return func(f *tax.Facts) { f.Inventarier = &i } }
	property := func(p tax.Fastighet) func(*tax.Facts) {
		return func(f *tax.Facts) { f.Fastigheter = []tax.Fastighet{p} }
	}
	yield := func(a tax.Avkastning) func(*tax.Facts) {
		return func(f *tax.Facts) { f.Avkastning = []tax.Avkastning{a} }
	}
	carried := func(k tax.Kvarstaende) func(*tax.Facts) {
		return func(f *tax.Facts) { f.Ingaende.Rantenetto = []tax.Kvarstaende{k} }
	}
	decided := func(list ...tax.Decision) func(*tax.Facts) { return func(f *tax.Facts) { f.Decisions = list } }
	added := func(row string, amount money.Amount) func(*tax.Facts) {
		return func(f *tax.Facts) { f.Additions = []tax.Addition{{Row: row, Amount: amount}} }
	}
	for _, tt := range []struct {
		want   string
		change func(*tax.Facts)
	}{
		{"fonder: negative", func(f *tax.Facts) { f.Ingaende.Fonder = []tax.Periodiseringsfond{negative} }},
		{"fonder: twice", func(f *tax.Facts) { f.Ingaende.Fonder = []tax.Periodiseringsfond{fund, fund} }},
		{"rantenetto: negative", carried(tax.Kvarstaende{Year: year, Amount: -1})},
		{"rantenetto: no_year", carried(tax.Kvarstaende{Amount: 1})},
		{"underskott: negative", func(f *tax.Facts) { f.Ingaende.Underskott.Belopp = -1 }},
		{"underskott: range", func(f *tax.Facts) { f.Ingaende.Underskott.Sparrat = 1 }},
		{"koncernbidrag: negative", func(f *tax.Facts) { f.Koncernbidrag.Lamnat = ptr(-1) }},
		{"inventarier: unknown_kind", equipment(tax.Inventarier{Metod: "x"})},
		{"inventarier: negative", equipment(tax.Inventarier{Metod: tax.Restvarde, Ingaende: -1})},
		{"inventarier: no_year", equipment(tax.Inventarier{Metod: tax.Restvarde, Kvar: []tax.Argang{{Belopp: 1}}})},
		{"rantor: negative", func(f *tax.Facts) { f.Rantor.Kostnader = ptr(-1) }},
		{"rantor: unknown_kind", func(f *tax.Facts) { f.Rantor.Regel = "x" }},
		{"fastigheter: unknown_row", property(tax.Fastighet{Rad: "1.7"})},
		{"fastigheter: negative", property(tax.Fastighet{Rad: "1.8", Taxeringsvarde: -1})},
		{"fastigheter: no_rate", property(tax.Fastighet{Rad: "1.10"})},
		{"avkastning: negative", yield(tax.Avkastning{Rad: "1.7b", Underlag: -1})},
		{"avkastning: negative", yield(tax.Avkastning{Rad: "1.7b", Kapital: -1})},
		{"avkastning: capital", yield(tax.Avkastning{Rad: "1.7b", Underlag: 1, Kapital: 1})},
		{"avkastning: capital", yield(tax.Avkastning{Rad: "1.6b", Kapital: 1})},
		{"avkastning: unknown_row", yield(tax.Avkastning{Rad: "1.7", Kapital: 1})},
		{"fondandelar: negative", func(f *tax.Facts) { f.Fondandelar = -1 }},
		{"utdelning: negative", func(f *tax.Facts) { f.Utdelning = -1 }},
		{"aktiekapital: negative", func(f *tax.Facts) { f.Aktiekapital = ptr(-1) }},
		{"upplysningar: negative", func(f *tax.Facts) { f.Upplysningar.Byggnader = -1 }},
		{"upplysningar: negative", func(f *tax.Facts) { f.Upplysningar.Markanlaggningar = -1 }},
		{"upplysningar: negative", func(f *tax.Facts) { f.Upplysningar.Aktieagarlan = ptr(-1) }},
		{"upplysningar: negative", func(f *tax.Facts) { f.Upplysningar.Pensionskostnader = ptr(-1) }},
		{"decisions: unknown_kind", decided(tax.Decision{ID: "a", Status: "x"})},
		{"decisions: twice", decided(tax.Decision{ID: "a", Status: tax.Confirm}, tax.Decision{ID: "a", Status: tax.Rejected})},
		{"additions: unknown_row", added("4.3", 1)},
		{"additions: unknown_row", added("4.14a", -1)},
		{"additions: negative", added("4.7a", 1)},
	} {
		f := facts(year2025, nil)
		tt.change(&f)
		if _, err := tax.Prepare(f); err == nil || err.Error() != tt.want {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

// So are choices and owners.
func TestChoicesAndOwnersThatCannotBe(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -100})
	f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig}
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]tax.Choice{
		"kind: unknown_kind": {Kind: "x"}, "over: unknown_kind": {Kind: tax.KindOwn, Over: "x"}, "overvarde: range": {Kind: tax.KindOwn, Over: tax.OverOwn, Overvarde: 1},
		"skatt: not_whole": {Kind: tax.KindNone, Skatt: ptr(1)},
	} {
		if _, err := b.Compute(c); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if alternatives := b.Alternatives(tax.Choice{Skatt: ptr(1)}, tax.Goal{}); alternatives[3].Err == nil || alternatives[3].Result.Booked != 0 {
		t.Errorf("an alternative that cannot be: %v with result %v, want an empty one", alternatives[3].Err, alternatives[3].Result.Booked)
	}
	for want, owners := range map[string][]tax.Delagare{
		"delagare: range": {{Account: "2099", Andel: 10_000}}, "delagare: twice": {{Account: "2019", Andel: 5_000}, {Account: "2019", Andel: 5_000}}, "delagare: shares": nil,
	} {
		if _, err := tax.OwnerResult(tax.Company{Form: tax.HB}, period(year2025), nil, owners, nil); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// Rows with one field keep its code when the amount goes the other way, where the
// form allows it, and refuse it where it does not.
func TestRowsWithOneField(t *testing.T) {
	for _, tt := range []struct {
		row, code string
		way       money.Amount // that raises the surplus
		both      bool
	}{
		{"4.3b", "7652", 1, true}, {"4.3c", "7653", 1, true}, {"4.4a", "7751", -1, true}, {"4.4b", "7764", -1, true}, {"4.5a", "7752", -1, true},
		{"4.5b", "7753", -1, true}, {"4.5c", "7754", -1, true}, {"4.6a", "7654", 1, false}, {"4.6b", "7668", 1, true}, {"4.6c", "7655", 1, true},
		{"4.6d", "7673", 1, true}, {"4.6e", "7665", 1, true}, {"4.7a", "7755", -1, false}, {"4.7b", "7656", 1, false}, {"4.7c", "7756", -1, false},
		{"4.7d", "7657", 1, false}, {"4.7e", "7658", 1, false}, {"4.7f", "7757", -1, false}, {"4.8a", "7758", -1, false}, {"4.8b", "7659", 1, false},
		{"4.8c", "7660", 1, false}, {"4.8d", "7759", -1, false}, {"4.11", "7761", -1, false}, {"4.12", "7662", 1, true},
	} {
		for _, amount := range []money.Amount{5, -5} {
			f := facts(year2025, map[string]money.Amount{"3001": -100_000})
			f.Additions = []tax.Addition{{ID: "a", Row: tt.row, Amount: tt.way * amount * kr}}
			if _, err := tax.Prepare(f); amount < 0 && !tt.both {
				if err == nil || err.Error() != "additions: negative" {
					t.Errorf("%s: error %v", tt.row, err)
				}
				continue
			}
			if got := fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone}))["INK2S "+tt.code]; got != amount {
				t.Errorf("%s: field %s is %v, want %v", tt.row, tt.code, got, amount)
			}
		}
	}
}
