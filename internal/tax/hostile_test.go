package tax_test

import (
	"io"
	"testing"

	"pgregory.net/rapid"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// TestNothingPanics types whatever comes to mind: all of it is either refused
// or computed, and entries that come of it balance.
func TestNothingPanics(t *testing.T) {
	amounts := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1e9, 1e9), rapid.Just(int64(0)))
	sane := false // in half of the cases, so that most of them are computed
	amount := func(t *rapid.T) money.Amount {
		if sane {
			return money.Amount(rapid.Int64Range(0, 1e9).Draw(t, "amount"))
		}
		return money.Amount(amounts.Draw(t, "amount"))
	}
	maybe := func(t *rapid.T) *money.Amount {
		if rapid.Bool().Draw(t, "typed") {
			return ptr(amount(t))
		}
		return nil
	}
	number := rapid.OneOf(rapid.StringMatching(`[0-9]{0,6}`), rapid.StringMatching(`(2[01]|88|89|84)[0-9]{2}`), rapid.String())
	date := func(t *rapid.T) civil.Date {
		return civil.Of(rapid.IntRange(2010, 2028).Draw(t, "year"), 1, 1).AddMonths(rapid.IntRange(0, 30).Draw(t, "months")).AddDays(-rapid.IntRange(0, 1).Draw(t, "day"))
	}
	span := func(t *rapid.T) civil.Period {
		if sane {
			from := civil.Of(rapid.IntRange(2015, 2024).Draw(t, "year"), 1, 1)
			return civil.Period{From: from, To: from.AddMonths(12).AddDays(-1)}
		}
		if rapid.IntRange(0, 9).Draw(t, "none") == 0 {
			return civil.Period{}
		}
		return civil.Period{From: date(t), To: date(t)}
	}
	rapid.Check(t, func(t *rapid.T) {
		sane = rapid.Bool().Draw(t, "sane")
		f := tax.Facts{
			Company: tax.Company{Form: rapid.SampledFrom([]tax.Form{tax.AB, tax.EK, tax.HB}).Draw(t, "form"), Framework: "k3"},
			Year:    period("2025-01-01 2025-12-31"), Ends: rapid.Bool().Draw(t, "ends"), Fondandelar: amount(t), Utdelning: amount(t),
			Koncernbidrag: tax.Koncernbidrag{Mottaget: maybe(t), Lamnat: maybe(t)}, TidigareSkatt: maybe(t), Aktiekapital: maybe(t),
			Rantor:     tax.Rantor{Kostnader: maybe(t), Intakter: maybe(t), Avskrivningar: maybe(t), Ovrigt: amount(t)},
			Pension:    &tax.Pension{Underlag: maybe(t)},
			Preliminar: tax.Preliminarskatt{Debiterad: amount(t), AndraAr: amount(t)},
		}
		if rapid.Bool().Draw(t, "any year") {
			f.Year = span(t)
		}
		for range rapid.IntRange(0, 8).Draw(t, "accounts") {
			n := number.Draw(t, "number")
			f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: n, Result: ledger.IsResult(n), Opening: amount(t), Moved: amount(t)})
			f.Years = append(f.Years, span(t))
			f.Ingaende.Fonder = append(f.Ingaende.Fonder, tax.Periodiseringsfond{Account: n, Year: span(t), Amount: amount(t)})
			f.Ingaende.Rantenetto = append(f.Ingaende.Rantenetto, tax.Kvarstaende{Year: span(t), Amount: amount(t)})
			f.Additions = append(f.Additions, tax.Addition{Row: rapid.SampledFrom([]string{"4.3c", "4.9", "4.13", "4.6e", "x"}).Draw(t, "row"), Amount: amount(t)})
		}
		f.Ingaende.Underskott = tax.Underskott{Belopp: amount(t) * 2, Sparrat: amount(t), Agarforandring: &tax.Agarforandring{Aldre: amount(t), Utgift: amount(t)}}
		f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: amount(t), Ersattning: amount(t), Bokfort: amount(t), Kvar: []tax.Argang{{Year: span(t), Belopp: amount(t)}}}
		b, err := tax.Prepare(f)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error says nothing")
			}
			return
		}
		own := tax.Choice{Avsattning: amount(t), Over: tax.OverOwn, Overvarde: amount(t), Skatt: maybe(t), Aterforing: map[string]money.Amount{number.Draw(t, "fund"): amount(t)}}
		for _, a := range b.Alternatives(own, tax.Goal{Kind: tax.GoalDividend, Amount: amount(t)}) {
			if a.Err != nil {
				continue
			}
			entries, _, err := a.Result.Entries(tax.Orders{})
			if err != nil {
				continue
			}
			for _, e := range entries {
				var sum money.Amount
				for _, row := range e.Rows {
					sum += row.Amount
				}
				if sum != 0 {
					t.Fatalf("%s does not balance", e.Kind)
				}
			}
			fields, _, err := a.Result.INK2()
			if err != nil {
				t.Fatal(err)
			}
			if err := tax.WriteCSV(io.Discard, fields); err != nil {
				t.Fatal(err)
			}
		}
	})
}
