package tax_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// What a plan says that the accounts of taxes show: profit 100 000, tax 20 600.
func TestSkatteskulder(t *testing.T) {
	profit := map[string]money.Amount{"3001": -100_000}
	for name, tt := range map[string]struct {
		change func(*tax.Facts)
		want   []string
	}{
		"tax_alone": {func(*tax.Facts) {}, []string{"2512 skatt -20600 surplus taxable_income income_tax"}},
		"loss":      {func(f *tax.Facts) { book(f, map[string]money.Amount{"5010": 200_000}) }, nil},
		"loss_with_old_tax": {func(f *tax.Facts) {
			book(f, map[string]money.Amount{"5010": 200_000})
			f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: "2512", Opening: -5_000 * kr, Moved: 5_000 * kr})
		}, []string{"2512 skatt 0 surplus taxable_income income_tax"}},
		"earlier_years":       {func(f *tax.Facts) { f.TidigareSkatt = ptr(3_000 * kr) }, []string{"2512 skatt -20600 surplus taxable_income income_tax", "2512 tidigare_skatt -3000 "}},
		"no_tax_of_earlier":   {func(f *tax.Facts) { f.TidigareSkatt = ptr(0) }, []string{"2512 skatt -20600 surplus taxable_income income_tax"}},
		"pension":             {func(f *tax.Facts) { f.Pension = &tax.Pension{Underlag: ptr(10_000 * kr)} }, []string{"2512 skatt -20099 surplus taxable_income income_tax", "2514 sarskild_loneskatt -2426 pension_tax"}},
		"preliminary":         {func(f *tax.Facts) { f.Preliminar.Debiterad = 12_000 * kr }, []string{"2512 skatt -20600 surplus taxable_income income_tax", "2518  11000 preliminary"}},
		"of_other_years":      {func(f *tax.Facts) { f.Preliminar = tax.Preliminarskatt{Debiterad: 12_000 * kr, AndraAr: 500 * kr} }, []string{"2512 skatt -20600 surplus taxable_income income_tax", "2518  11500 preliminary"}},
		"preliminary_guessed": {func(f *tax.Facts) { f.Preliminar = tax.Preliminarskatt{Debiterad: 12_000 * kr, Antagen: true} }, []string{"2512 skatt -20600 surplus taxable_income income_tax"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := facts("2025-01-01 2025-12-31", profit)
			tt.change(&f)
			var got []string
			for _, d := range compute(t, f, tax.Choice{Kind: tax.KindNone}).Skatteskulder() {
				var codes []string
				for _, s := range d.Steps {
					codes = append(codes, s.Code)
				}
				got = append(got, d.Account+" "+string(d.Kind)+" "+strings.TrimSuffix(d.Amount.Plain(), ",00")+" "+strings.Join(codes, " "))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("debts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPreliminaryAtClosing(t *testing.T) {
	for _, tt := range []struct {
		year    string
		debited money.Amount
		want    money.Amount
		ok      bool
	}{
		{"2025-01-01 2025-12-31", 12_000 * kr, 11_000 * kr, true},
		{"2025-01-01 2025-12-31", 0, 0, true},
		{"2025-01-01 2025-12-31", 12_001 * kr, 0, false},
		{"2025-01-01 2025-12-31", 12_000*kr + 6_00, 0, false},
		{"2025-11-01 2025-12-31", 2_000 * kr, 1_000 * kr, true},
		{"2025-12-01 2025-12-31", 1_000 * kr, 0, false},
		{"2024-07-01 2025-12-31", 18_000 * kr, 17_000 * kr, true},
	} {
		got, ok := tax.Preliminarskatt{Debiterad: tt.debited}.AtClosing(period(tt.year))
		if got != tt.want || ok != tt.ok {
			t.Errorf("%s debited %v: %v %v, want %v %v", tt.year, tt.debited, got, ok, tt.want, tt.ok)
		}
	}
}

func TestOveravskrivningOfAPlan(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "2150": -10_000, "2153": -1_000})
	if _, ok := compute(t, f, tax.Choice{Kind: tax.KindMax}).Overavskrivning(); ok {
		t.Error("without equipment something is computed")
	}
	f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100_000 * kr, Bokfort: 90_000 * kr}
	o, ok := compute(t, f, tax.Choice{Kind: tax.KindMax}).Overavskrivning()
	if !ok || o.Account != "2150" || o.Other != "2153" || o.Elsewhere != 1_000*kr || o.Opening != 11_000*kr || o.Closing != 20_000*kr || o.Avskrivningsunderlag.Lowest != 70_000*kr {
		t.Errorf("got %+v, %v, want 2150 from 11 000 to 20 000, of which 1 000 on 2153", o, ok)
	}
	f = facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "2150": -1_000, "2153": -10_000})
	f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig}
	if o, _ := compute(t, f, tax.Choice{Kind: tax.KindMax}).Overavskrivning(); o.Account != "2153" || o.Other != "2150" || o.Elsewhere != 1_000*kr {
		t.Errorf("got %+v, want 2153, with 1 000 on 2150", o)
	}
}

func TestAccountOfTheFund(t *testing.T) {
	if got := compute(t, facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000}), tax.Choice{Kind: tax.KindMax}).FundAccount(); got != "2125" {
		t.Errorf("the fund is on %s, want 2125", got)
	}
}

// A result that was sent is not booked again, and a change of shares moves it.
func TestOwnersAfterExport(t *testing.T) {
	year := period("2025-01-01 2025-12-31")
	half := []tax.Delagare{{Account: "2019", Andel: 5000}, {Account: "2029", Andel: 5000}}
	sent := tax.Entry{Kind: tax.EntryResult, Rows: []tax.Row{{Account: "2019", Amount: -700 * kr}, {Account: "8999", Amount: 700 * kr}}}
	for name, tt := range map[string]struct {
		booked map[string]money.Amount
		sent   []tax.Sent
		want   []string
		other  money.Amount
	}{
		"not_in_the_books": {nil, []tax.Sent{{Entry: sent}}, []string{"resultat 2019:350 2029:-350"}, 0},
		"in_the_books":     {map[string]money.Amount{"8999": 700, "2019": -700}, []tax.Sent{{Entry: sent, InBooks: true}}, []string{"resultat 2019:350 2029:-350"}, 0},
		"another_kind":     {nil, []tax.Sent{{Entry: tax.Entry{Kind: tax.EntryTax, Rows: sent.Rows}}}, []string{"resultat 2019:-350 2029:-350 8999:700"}, 0},
		"not_ours":         {map[string]money.Amount{"8999": 600, "2019": -600}, nil, []string{"resultat 2019:-50 2029:-50 8999:100"}, 600 * kr},
	} {
		t.Run(name, func(t *testing.T) {
			f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -700, "2019": 0, "2029": 0, "8999": 0})
			book(&f, tt.booked)
			got, err := tax.OwnerResult(tax.Company{Form: tax.HB}, year, f.Accounts, half, tt.sent)
			if diff := cmp.Diff(tt.want, rows(got.Entries)); diff != "" || err != nil {
				t.Errorf("%v, entries (-want +got):\n%s", err, diff)
			}
			if got.Booked != tt.other || (len(got.Findings) > 0) != (tt.other != 0) {
				t.Errorf("booked by others %v, findings %v, want %v", got.Booked, got.Findings, tt.other)
			}
		})
	}
}

func TestOwnerAccountThatIsMissing(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -700, "8999": 0})
	got, err := tax.OwnerResult(tax.Company{Form: tax.EF}, f.Year, f.Accounts, tax.UsualOwners(tax.EF), nil)
	want := []tax.Finding{{Code: tax.FoundAccountMissing, Severity: tax.Error, Args: []string{"2019"}}}
	if diff := cmp.Diff(want, got.Findings); diff != "" || err != nil {
		t.Errorf("%v, findings (-want +got):\n%s", err, diff)
	}
	if owners := tax.UsualOwners(tax.HB); owners != nil {
		t.Errorf("a handelsbolag has the owners %v without being told", owners)
	}
}

// The funds of a basis are those that the year begins with, reversed by no plan.
func TestFundsOfABasis(t *testing.T) {
	f := withFund(facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000}), "2123", "2023-01-01 2023-12-31", 20_000)
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Compute(tax.Choice{Kind: tax.KindRelease}); err != nil {
		t.Fatal(err)
	}
	if funds := b.Funds(); len(funds) != 1 || funds[0].Account != "2123" || funds[0].Reversed() != 0 {
		t.Errorf("funds %+v, want 2123 that nothing reverses", funds)
	}
}
