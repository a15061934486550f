package tax_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

func TestScope(t *testing.T) {
	for _, tt := range []struct {
		company tax.Company
		want    tax.Scope
		refused string
	}{
		{tax.Company{Form: tax.AB, Framework: "k2"}, tax.Scope{IncomeTax: true}, ""},
		{tax.Company{Form: tax.AB, Framework: "k3"}, tax.Scope{IncomeTax: true, NotMade: []string{"deferred_tax"}}, ""},
		{tax.Company{Form: tax.EK, Framework: "k2"}, tax.Scope{IncomeTax: true}, ""},
		{tax.Company{Form: tax.EK, Framework: "k2", Privatbostadsbolag: true}, tax.Scope{}, "privatbostadsforetag"},
		{tax.Company{Form: tax.EF, Framework: "k1"}, tax.Scope{NotMade: []string{"NE"}}, ""},
		{tax.Company{Form: tax.HB, Framework: "k2"}, tax.Scope{NotMade: []string{"INK4", "INK4R", "INK4S", "INK4DU"}}, ""},
		{tax.Company{Form: "if"}, tax.Scope{}, "unknown_form"},
	} {
		got, err := tt.company.Scope()
		var re *tax.RefusedError
		if errors.As(err, &re); cmp.Diff(tt.want, got) != "" || (re == nil) != (tt.refused == "") || re != nil && (re.Reason != tt.refused || !strings.Contains(err.Error(), tt.refused)) {
			t.Errorf("%+v: %+v, %v, want %+v, %q", tt.company, got, err, tt.want, tt.refused)
		}
	}
}

func TestPrepareRefuses(t *testing.T) {
	year := "2025-01-01 2025-12-31"
	for name, tt := range map[string]struct {
		change func(*tax.Facts)
		is     func(error) bool
	}{
		"sole_trader":   {func(f *tax.Facts) { f.Company.Form = tax.EF }, isA[*tax.RefusedError]},
		"unknown_form":  {func(f *tax.Facts) { f.Company.Form = "x" }, isA[*tax.RefusedError]},
		"later_year":    {func(f *tax.Facts) { f.Year = period("2027-01-01 2027-12-31") }, isA[*tax.YearError]},
		"earlier_year":  {func(f *tax.Facts) { f.Year = period("2017-01-01 2017-12-31") }, isA[*tax.YearError]},
		"nineteen":      {func(f *tax.Facts) { f.Year = period("2025-01-01 2026-07-31") }, func(err error) bool { return err != nil }},
		"no_year":       {func(f *tax.Facts) { f.Year.From.Year = 0; f.Year.From.Month = 0; f.Year.From.Day = 0 }, func(err error) bool { return err != nil }},
		"too_large":     {func(f *tax.Facts) { f.Accounts = []ledger.AccountTotal{{Number: "1930", Opening: tax.MaxAmount + 1}} }, tooLarge},
		"least":         {func(f *tax.Facts) { f.Accounts = []ledger.AccountTotal{{Number: "1930", Moved: math.MinInt64}} }, tooLarge},
		"sum_too_large": {func(f *tax.Facts) { f.Utdelning, f.Fondandelar = -1, tax.MaxAmount }, tooLarge},
		"large_fund": {func(f *tax.Facts) {
			f.Ingaende.Fonder = []tax.Periodiseringsfond{{Account: "2124", Year: f.Year, Amount: tax.MaxAmount + 1}}
		}, tooLarge},
		"large_net": {func(f *tax.Facts) {
			f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: f.Year, Amount: tax.MaxAmount + 1}}
		}, tooLarge},
		"large_deficit": {func(f *tax.Facts) {
			f.Ingaende.Underskott.Agarforandring = &tax.Agarforandring{Utgift: tax.MaxAmount + 1}
		}, tooLarge},
		"large_asset": {func(f *tax.Facts) {
			f.Inventarier = &tax.Inventarier{Metod: tax.Restvarde, Kvar: []tax.Argang{{Year: f.Year, Belopp: tax.MaxAmount + 1}}}
		}, tooLarge},
		"large_rate":    {func(f *tax.Facts) { f.Rantor.Kostnader = ptr(tax.MaxAmount + 1) }, tooLarge},
		"large_pension": {func(f *tax.Facts) { f.Pension = &tax.Pension{Underlag: ptr(tax.MaxAmount + 1)} }, tooLarge},
		"large_house":   {func(f *tax.Facts) { f.Fastigheter = []tax.Fastighet{{Rad: "1.8", Avgift: ptr(tax.MaxAmount + 1)}} }, tooLarge},
		"large_yield":   {func(f *tax.Facts) { f.Avkastning = []tax.Avkastning{{Rad: "1.6a", Underlag: tax.MaxAmount + 1}} }, tooLarge},
		"large_word":    {func(f *tax.Facts) { f.Decisions = []tax.Decision{{Status: tax.Changed, Amount: tax.MaxAmount + 1}} }, tooLarge},
		"large_added":   {func(f *tax.Facts) { f.Additions = []tax.Addition{{Row: "4.3c", Amount: tax.MaxAmount + 1}} }, tooLarge},
		"large_paid":    {func(f *tax.Facts) { f.Preliminar.AndraAr = tax.MaxAmount + 1 }, tooLarge},
		"large_debited": {func(f *tax.Facts) { f.Preliminar.Debiterad = tax.MaxAmount + 1 }, tooLarge},
		"large_loan":    {func(f *tax.Facts) { f.Upplysningar.Aktieagarlan = ptr(tax.MaxAmount + 1) }, tooLarge},
		"large_land":    {func(f *tax.Facts) { f.Upplysningar.Markanlaggningar = tax.MaxAmount + 1 }, tooLarge},
		"large_house4":  {func(f *tax.Facts) { f.Upplysningar.Byggnader = tax.MaxAmount + 1 }, tooLarge},
		"large_rest":    {func(f *tax.Facts) { f.Upplysningar.RestvardeAterfort = tax.MaxAmount + 1 }, tooLarge},
	} {
		f := facts(year, nil)
		tt.change(&f)
		if _, err := tax.Prepare(f); !tt.is(err) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	f := facts(year, nil)
	f.Accounts = []ledger.AccountTotal{{Number: "1930", Moved: tax.MaxAmount}}
	if _, err := tax.Prepare(f); err != nil {
		t.Errorf("as much as a form holds: %v", err)
	}
}

func isA[E error](err error) bool { var e E; return errors.As(err, &e) }

func tooLarge(err error) bool { return errors.Is(err, tax.ErrTooLarge) }

func TestChartThatIsNotBAS(t *testing.T) {
	for _, tt := range []struct {
		account ledger.AccountTotal
		odd     bool
	}{
		{ledger.AccountTotal{Number: "1930", Opening: 1}, false}, {ledger.AccountTotal{Number: "19301", Opening: 1}, false},
		{ledger.AccountTotal{Number: "193", Opening: 1}, true}, {ledger.AccountTotal{Number: "A930", Opening: 1}, true},
		{ledger.AccountTotal{Number: "193:", Opening: 1}, true}, {ledger.AccountTotal{Number: "0930", Opening: 1}, true},
		{ledger.AccountTotal{Number: "1000", Opening: 1}, false}, {ledger.AccountTotal{Number: "0999", Opening: 1}, true},
		{ledger.AccountTotal{Number: "8999", Moved: 1, Result: true}, false}, {ledger.AccountTotal{Number: "9000", Moved: 1}, true},
		{ledger.AccountTotal{Number: "1930", Moved: 1, Result: true}, true}, {ledger.AccountTotal{Number: "3001", Moved: 1}, true},
		{ledger.AccountTotal{Number: "193"}, false}, {ledger.AccountTotal{Number: "193", Opening: 1, Moved: -1}, true},
	} {
		f := facts("2025-01-01 2025-12-31", nil)
		f.Accounts = []ledger.AccountTotal{tt.account}
		if b, err := tax.Prepare(f); err != nil || has(b.Findings(), tax.FoundNotBAS) != tt.odd {
			t.Errorf("%+v: odd %v (%v), want %v", tt.account, !tt.odd, err, tt.odd)
		}
	}
	f := facts("2025-01-01 2025-12-31", nil)
	for _, n := range strings.Fields("a b c d e f g h i j k l") {
		f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: n, Opening: 1})
	}
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	want := []tax.Finding{{Code: tax.FoundNotBAS, Severity: tax.Error, Args: []string{"12", "a, b, c, d, e, f, g, h, i, j"}}}
	if diff := cmp.Diff(want, b.Findings()); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestK3SaysThatDeferredTaxIsNotMade(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "8940": 3_000, "8980": 500})
	f.Company.Framework = "k3"
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if !has(r.Findings, tax.FoundDeferred) || r.OtherTaxes != 3_500*kr || r.Net != 75_900*kr || r.Surplus != 100_000*kr {
		t.Errorf("other taxes %v, net %v, surplus %v, findings %v", r.OtherTaxes, r.Net, r.Surplus, r.Findings)
	}
	if got := r.Steps[len(r.Steps)-2]; got.Code != tax.StepOtherTaxes || got.Amount != -3_500*kr || len(got.Accounts) != 2 {
		t.Errorf("step %+v", got)
	}
	f.Company.Framework = "k2"
	if has(compute(t, f, tax.Choice{Kind: tax.KindNone}).Findings, tax.FoundDeferred) {
		t.Error("K2 books no deferred tax")
	}
}

func TestOwners(t *testing.T) {
	year := period("2025-01-01 2025-12-31")
	accounts := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -1_000, "5010": 300, "2010": -50}).Accounts
	for _, tt := range []struct {
		name   string
		form   tax.Form
		owners []tax.Delagare
		booked map[string]money.Amount
		want   []string
	}{
		{"sole_trader", tax.EF, []tax.Delagare{{Account: "2019", Andel: 10000}}, nil, []string{"resultat 2019:-700 8999:700"}},
		{"partners", tax.HB, []tax.Delagare{{Account: "2019", Andel: 3333}, {Account: "2029", Andel: 6667}}, nil, []string{"resultat 2019:-233,31 2029:-466,69 8999:700"}},
		{"first_takes_the_ore", tax.HB, []tax.Delagare{{Account: "2019", Andel: 3333}, {Account: "2029", Andel: 3333}, {Account: "2039", Andel: 3334}}, map[string]money.Amount{"8999": 699}, []string{"resultat 2019:-0,34 2029:-0,33 2039:-0,33 8999:1"}},
		{"all_booked", tax.EF, []tax.Delagare{{Account: "2019", Andel: 10000}}, map[string]money.Amount{"8999": 700, "2019": -700}, nil},
		{"loss", tax.EF, []tax.Delagare{{Account: "2019", Andel: 10000}}, map[string]money.Amount{"5020": 900}, []string{"resultat 2019:200 8999:-200"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := tax.Facts{Accounts: append([]ledger.AccountTotal(nil), accounts...)}
			book(&f, clone(tt.booked))
			got, err := tax.OwnerResult(tax.Company{Form: tt.form}, year, f.Accounts, tt.owners, nil)
			if want := (700 - tt.booked["5020"]) * kr; err != nil || got.Net != want {
				t.Errorf("net %v, %v, want %v", got.Net, err, want)
			}
			var sum money.Amount
			for _, part := range got.Parts {
				sum += part
			}
			if len(got.Parts) != len(tt.owners) || sum != got.Net {
				t.Errorf("parts %v, want one per owner that sum to %v", got.Parts, got.Net)
			}
			if diff := cmp.Diff(tt.want, rows(got.Entries)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOwnersThatCannotBe(t *testing.T) {
	year := period("2025-01-01 2025-12-31")
	one := []tax.Delagare{{Account: "2019", Andel: 10000}}
	for _, tt := range []struct {
		name   string
		form   tax.Form
		owners []tax.Delagare
		reason string
	}{
		{"edge_accounts", tax.HB, []tax.Delagare{{Account: "2010", Andel: 5000}, {Account: "2079", Andel: 5000}}, ""},
		{"nothing_for_one", tax.HB, []tax.Delagare{{Account: "2019", Andel: 10000}, {Account: "2029"}}, ""},
		{"none", tax.HB, nil, "shares"}, {"less", tax.HB, []tax.Delagare{{Account: "2019", Andel: 9999}}, "shares"},
		{"two_of_one", tax.EF, []tax.Delagare{{Account: "2019", Andel: 5000}, {Account: "2029", Andel: 5000}}, "shares"},
		{"account", tax.HB, []tax.Delagare{{Account: "2099", Andel: 10000}}, "range"}, {"account_below", tax.HB, []tax.Delagare{{Account: "2009", Andel: 10000}}, "range"},
		{"account_above", tax.HB, []tax.Delagare{{Account: "2080", Andel: 10000}}, "range"},
		{"negative", tax.HB, []tax.Delagare{{Account: "2019", Andel: -1}, {Account: "2029", Andel: 10001}}, "range"},
		{"twice", tax.HB, []tax.Delagare{{Account: "2019", Andel: 5000}, {Account: "2019", Andel: 5000}}, "twice"},
	} {
		_, err := tax.OwnerResult(tax.Company{Form: tt.form}, year, nil, tt.owners, nil)
		var fe *tax.FieldError
		if errors.As(err, &fe); (fe == nil) != (tt.reason == "") || fe != nil && fe.Reason != tt.reason {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.reason)
		}
	}
	_, err := tax.OwnerResult(tax.Company{Form: tax.AB}, year, nil, one, nil)
	if re := (*tax.RefusedError)(nil); !errors.As(err, &re) || re.Reason != "a_company" {
		t.Errorf("aktiebolag: error %v, want it refused as a company", err)
	}
	if _, err := tax.OwnerResult(tax.Company{Form: "x"}, year, nil, one, nil); !isA[*tax.RefusedError](err) {
		t.Errorf("unknown form: error %v", err)
	}
	if _, err := tax.OwnerResult(tax.Company{Form: tax.EF}, year, []ledger.AccountTotal{{Moved: tax.MaxAmount + 1}}, one, nil); !tooLarge(err) {
		t.Errorf("too large: error %v", err)
	}
}

func TestCapital(t *testing.T) {
	base := map[string]money.Amount{"3001": -100_000, "2081": -50_000, "2086": -10_000, "2091": -30_000, "1930": 400_000, "2150": -20_000, "2151": -3_000, "2190": -7_000}
	f := withFund(facts("2025-01-01 2025-12-31", base), "2124", "2024-01-01 2024-12-31", 40_000)
	r := compute(t, f, tax.Choice{Kind: tax.KindMax})
	reserves := r.Allocation + 70_000*kr
	equity := 90_000*kr + r.Net
	want := tax.Kapital{
		Eget: equity, Fritt: 30_000*kr + r.Net, Aktiekapital: 50_000 * kr, Reserver: reserves,
		Justerat: equity + reserves - tax.Rate(2060).Of(reserves), Tillgangar: 400_000 * kr,
	}
	want.Soliditet = tax.Rate(want.Justerat * 10000 / want.Tillgangar)
	if diff := cmp.Diff(want, r.Kapital); diff != "" {
		t.Errorf("capital (-want +got):\n%s", diff)
	}
	release := compute(t, f, tax.Choice{Kind: tax.KindRelease}).Kapital
	if release.Reserver != 30_000*kr {
		t.Errorf("reserves %v when the fund is released, want 30 000", release.Reserver)
	}
	book(&f, map[string]money.Amount{"2518": 50_000})
	if got := compute(t, f, tax.Choice{Kind: tax.KindNone}).Kapital.Tillgangar; got != 400_000*kr+50_000*kr-compute(t, f, tax.Choice{Kind: tax.KindNone}).Tax {
		t.Errorf("assets %v, want tax paid beyond the debt among them", got)
	}
	f.Koncernbidrag.Mottaget = ptr(5_000 * kr)
	if got := compute(t, f, tax.Choice{Kind: tax.KindNone}); got.Kapital.Tillgangar != 400_000*kr+5_000*kr+50_000*kr-got.Tax {
		t.Errorf("assets %v, want the claim of a group contribution among them", got.Kapital.Tillgangar)
	}
}

func TestHalfCapitalAndDividend(t *testing.T) {
	for _, tt := range []struct {
		name      string
		retained  money.Amount // debit: a loss
		form      tax.Form
		capital   *money.Amount
		dividend  money.Amount
		half      bool
		above     money.Amount
		soliditet tax.Rate
	}{
		{"at_half", 25_000, tax.AB, nil, 0, false, 0, 0}, {"below_half", 25_001, tax.AB, nil, 0, true, 0, 0},
		{"cooperative", 45_000, tax.EK, nil, 0, false, 0, 0}, {"registered_is_more", 25_000, tax.AB, ptr(60_000_00), 0, true, 0, 0},
		{"dividend_without_free_equity", 10_000, tax.AB, nil, 500, false, 500, 0},
		{"dividend_within", -10_000, tax.AB, nil, 10_000, false, 0, 0}, {"dividend_above", -10_000, tax.AB, nil, 10_001, false, 1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2081": -50_000, "2091": tt.retained})
			f.Company.Form, f.Aktiekapital, f.Utdelning = tt.form, tt.capital, tt.dividend*kr
			r := compute(t, f, tax.Choice{Kind: tax.KindNone})
			k := r.Kapital
			if k.HalvtKapital != tt.half || k.UtdelningOver != tt.above*kr || k.Soliditet != 0 {
				t.Errorf("capital %+v", k)
			}
			if has(r.Findings, tax.FoundHalfCapital) != tt.half || has(r.Findings, tax.FoundDividend) != (tt.above > 0) {
				t.Errorf("findings %v", r.Findings)
			}
		})
	}
}

func TestResultLeftOn2099(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100, "2099": -5_000})
	b, err := tax.Prepare(f)
	want := []tax.Finding{{Code: tax.FoundResultLeft, Severity: tax.Warning, Args: []string{"\u22125\u00a0000"}}}
	if err != nil || cmp.Diff(want, b.Findings()) != "" {
		t.Errorf("findings %v, %v", b.Findings(), err)
	}
	book(&f, map[string]money.Amount{"2099": 4_900, "8999": 100})
	if b, err = tax.Prepare(f); err != nil || has(b.Findings(), tax.FoundResultLeft) {
		t.Errorf("moved, and the year's result booked: findings %v, %v", b.Findings(), err)
	}
}

// TestUtgaende rolls the facts of one year on to the next.
func TestUtgaende(t *testing.T) {
	f := withFund(withFund(facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000}), "2129", "2019-01-01 2019-12-31", 1_000), "2124", "2024-01-01 2024-12-31", 2_000)
	f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: period("2024-01-01 2024-12-31"), Amount: 9_000_000 * kr}}
	f.Rantor.Regel = tax.RuleSimple
	r := compute(t, f, tax.Choice{Kind: tax.KindOwn, Avsattning: 7_000 * kr, Aterforing: map[string]money.Amount{"2124/2024-12-31": 500 * kr}})
	want := tax.Ingaende{
		Fonder: []tax.Periodiseringsfond{
			{Account: "2124", Year: period("2024-01-01 2024-12-31"), Amount: 1_500 * kr, Confirmed: true},
			{Account: "2125", Year: period("2025-01-01 2025-12-31"), Amount: 7_000 * kr, Confirmed: true},
		},
		Rantenetto: f.Ingaende.Rantenetto,
	}
	if diff := cmp.Diff(want, r.Utgaende()); diff != "" {
		t.Errorf("next year's facts (-want +got):\n%s", diff)
	}
	none := facts("2025-01-01 2025-12-31", nil)
	none.Ingaende.Underskott = tax.Underskott{Belopp: 5_00, Sparrat: 5_00}
	got := compute(t, none, tax.Choice{Kind: tax.KindNone}).Utgaende()
	if diff := cmp.Diff(tax.Ingaende{Underskott: tax.Underskott{Belopp: 5_00, Sparrat: 5_00}}, got); diff != "" {
		t.Errorf("a barred deficit waits (-want +got):\n%s", diff)
	}
}
