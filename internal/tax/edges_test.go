package tax_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// TestBookedOnASisterAccount builds on what stands on another account of the
// same kind, and takes it back from where it stands.
func TestBookedOnASisterAccount(t *testing.T) {
	booked := map[string]money.Amount{"8911": 10_000, "2512": -10_000, "7532": 2_000, "2514": -2_000, "8851": 300, "2151": -300, "8854": 40, "2154": -40, "8850": -500, "2150": 500}
	f := planned()
	f.Pension = &tax.Pension{Underlag: ptr(100_000 * kr)}
	book(&f, clone(booked))
	r := compute(t, f, tax.Choice{Kind: tax.KindOwn})
	got := entriesOf(t, r, tax.Orders{})
	want := []string{"sarskild_loneskatt 2514:-22260 7533:22260", "overavskrivning 2153:-20500 8853:20500"}
	if diff := cmp.Diff(want, got[:2]); diff != "" {
		t.Errorf("built upon (-want +got):\n%s", diff)
	}
	if tax := strings.TrimSuffix((r.Tax - 10_000*kr).Plain(), ",00"); got[3] != "skatt 2512:-"+tax+" 8910:"+tax {
		t.Errorf("built upon: %s", got[3])
	}
	how := map[tax.EntryKind]tax.How{tax.EntryPension: tax.Reverse, tax.EntryOver: tax.Reverse, tax.EntryTax: tax.Reverse}
	got = entriesOf(t, r, tax.Orders{How: how})
	want = []string{
		"sarskild_loneskatt undo 2514:2000 7532:-2000", "sarskild_loneskatt 2514:-24260 7533:24260",
		"overavskrivning undo 2150:-500 8850:500", "overavskrivning 2153:-20000 8853:20000",
	}
	if diff := cmp.Diff(want, got[:4]); diff != "" {
		t.Errorf("taken back (-want +got):\n%s", diff)
	}
}

func TestOnTheEdge(t *testing.T) {
	year := "2025-01-01 2025-12-31"
	t.Run("own_tax_of_zero", func(t *testing.T) {
		r := compute(t, facts(year, map[string]money.Amount{"3001": -100}), tax.Choice{Kind: tax.KindOwn, Skatt: ptr(0)})
		if r.Tax != 0 || r.Computed == 0 {
			t.Errorf("tax %v, computed %v", r.Tax, r.Computed)
		}
	})
	t.Run("nothing_is_4.1_and_4.15", func(t *testing.T) {
		steps := compute(t, facts(year, nil), tax.Choice{Kind: tax.KindNone}).TaxSteps
		if steps[0].Row != "4.1" || steps[2].Row != "4.15" {
			t.Errorf("rows %s, %s", steps[0].Row, steps[2].Row)
		}
		loss := compute(t, facts(year, map[string]money.Amount{"5010": 1}), tax.Choice{Kind: tax.KindNone}).TaxSteps
		if loss[0].Row != "4.2" || loss[2].Row != "4.16" || loss[0].Amount != -kr {
			t.Errorf("rows of a loss %s, %s", loss[0].Row, loss[2].Row)
		}
	})
	t.Run("amounts_of_zero_are_facts", func(t *testing.T) {
		f := facts(year, nil)
		f.Ingaende.Fonder = []tax.Periodiseringsfond{{Account: "2124", Year: period("2024-01-01 2024-12-31")}}
		f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: period("2024-01-01 2024-12-31")}}
		f.Koncernbidrag = tax.Koncernbidrag{Mottaget: ptr(0), Lamnat: ptr(0)}
		f.Rantor = tax.Rantor{Kostnader: ptr(0), Intakter: ptr(0), Avskrivningar: ptr(0)}
		f.Fastigheter = []tax.Fastighet{{Rad: "1.15", Avgift: ptr(0)}}
		f.Avkastning = []tax.Avkastning{{Rad: "1.6a"}}
		f.Inventarier = &tax.Inventarier{Metod: tax.Restvarde, Kvar: []tax.Argang{{Year: period("2024-01-01 2024-12-31")}}}
		if b, err := tax.Prepare(f); err != nil || has(b.Findings(), tax.FoundFundNegative) {
			t.Error(err)
		}
	})
	t.Run("half_a_year_is_no_year", func(t *testing.T) {
		for _, half := range []civil.Period{{From: civil.Of(2024, 1, 1)}, {To: civil.Of(2024, 12, 31)}} {
			f := facts(year, nil)
			f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: half, Amount: 1}}
			if _, err := tax.Prepare(f); !isA[*tax.FieldError](err) {
				t.Errorf("%v: error %v", half, err)
			}
		}
	})
	t.Run("bar_goes_with_the_deficit", func(t *testing.T) {
		f := facts(year, map[string]money.Amount{"3001": -100})
		f.Ingaende.Underskott = tax.Underskott{Belopp: 50 * kr, Sparrat: 50 * kr, SparratTill: civil.Of(2027, 12, 31)}
		if got := compute(t, f, tax.Choice{Kind: tax.KindNone}).Utgaende().Underskott; got != (tax.Underskott{}) {
			t.Errorf("next year's deficit %+v, want none", got)
		}
	})
	t.Run("what_half_the_capital_is", func(t *testing.T) {
		f := facts(year, map[string]money.Amount{"2081": -50_000, "2091": 30_000})
		f.Utdelning = 7 * kr
		want := []tax.Finding{
			{Code: tax.FoundNoBase, Severity: tax.Info, Args: []string{"0"}},
			{Code: tax.FoundHalfCapital, Severity: tax.Warning, Args: []string{"20\u00a0000", "25\u00a0000"}},
			{Code: tax.FoundDividend, Severity: tax.Warning, Args: []string{"7", "\u221230\u00a0000"}},
		}
		if diff := cmp.Diff(want, compute(t, f, tax.Choice{Kind: tax.KindNone}).Findings); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	})
	t.Run("what_a_loss_is", func(t *testing.T) {
		want := []tax.Finding{{Code: tax.FoundLoss, Severity: tax.Info, Args: []string{"9"}}, {Code: tax.FoundNoBase, Severity: tax.Info, Args: []string{"\u22129"}},
			{Code: tax.FoundHalfCapital, Severity: tax.Warning, Args: []string{"\u22129", "0"}}}
		if diff := cmp.Diff(want, compute(t, facts(year, map[string]money.Amount{"5010": 9}), tax.Choice{Kind: tax.KindNone}).Findings); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	})
}

func TestTaxDebtsBySide(t *testing.T) {
	for account, row := range map[string]string{"2509": "2.49", "2510": "2.21", "2519": "2.21", "2520": "2.49", "1629": "2.22", "1631": "2.21"} {
		amount := money.Amount(1_000)
		list, _, err := compute(t, facts("2025-01-01 2025-12-31", map[string]money.Amount{account: amount}), tax.Choice{Kind: tax.KindNone}).INK2()
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range list {
			for _, a := range f.Accounts {
				if a.Account == account {
					got += f.Row
				}
			}
		}
		if got != row {
			t.Errorf("%s in debit stands on row %q, want %s", account, got, row)
		}
	}
}

func TestTheResultHasItsAccounts(t *testing.T) {
	for _, sign := range []money.Amount{1, -1} {
		f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -1_000 * sign, "8990": 300 * sign})
		list, _, err := compute(t, f, tax.Choice{Kind: tax.KindNone}).INK2()
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, field := range list {
			if field.Row == "3.26" || field.Row == "3.27" {
				found = len(field.Accounts) == 2 && field.Accounts[0].Account == "8990" && field.Accounts[1].Account == "8999" &&
					field.Accounts[0].Amount == 300*kr && field.Amount == field.Accounts[0].Amount+field.Accounts[1].Amount
			}
		}
		if !found {
			t.Errorf("the year's result lacks 8990 and 8999: %+v", list)
		}
	}
}

// TestGoodsBeyondPurchases leaves changes of stock where they are published.
func TestGoodsBeyondPurchases(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"4899": 1, "4910": 2, "4000": 4, "4900": 8})
	values := fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone}))
	if values["INK2R 7512"] != 4 || values["INK2R 7511"] != 1+2 || values["INK2R 7510"] != 8 {
		t.Errorf("fields %v", values)
	}
	for account, code := range map[string]string{"4099": "7512", "4100": "7511", "4199": "7511", "4200": "7512", "4299": "7512", "4300": "7511"} {
		if got := fields(t, compute(t, facts("2025-01-01 2025-12-31", map[string]money.Amount{account: 5}), tax.Choice{Kind: tax.KindNone})); got["INK2R "+code] != 5 {
			t.Errorf("%s: %v, want field %s", account, got, code)
		}
	}
}

// TestOddAccounts sums what is no BAS number nowhere.
func TestOddAccounts(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", nil)
	f.Accounts = []ledger.AccountTotal{{Number: "1999", Moved: 2}, {Number: "abc", Moved: 4}, {Number: "20", Moved: 8}, {Number: "9999", Moved: 16}, {Number: "1000", Moved: 32}, {Number: "0999", Moved: 64}, {Number: "100 ", Moved: 128}}
	if got := compute(t, f, tax.Choice{Kind: tax.KindNone}).Kapital.Tillgangar; got != 34 {
		t.Errorf("assets %d, want 34", int64(got))
	}
}

// behindOf lists what stands behind a field of the declaration.
func behindOf(t *testing.T, r tax.Result, code string) string {
	t.Helper()
	list, _, err := r.INK2()
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range list {
		if f.Code == code {
			for _, a := range f.Accounts {
				found = append(found, a.Account+" "+strings.TrimSuffix(a.Amount.Plain(), ",00"))
			}
		}
	}
	return strings.Join(found, ", ")
}

func TestWhatStandsBehindFields(t *testing.T) {
	year := "2025-01-01 2025-12-31"
	pension := facts(year, map[string]money.Amount{"7410": 1_000, "7490": -300})
	pension.Pension = &tax.Pension{}
	negative := facts(year, map[string]money.Amount{"7410": -1_000})
	negative.Pension = &tax.Pension{}
	residual := facts(year, map[string]money.Amount{"7830": 100, "7839": 20})
	residual.Inventarier = &tax.Inventarier{Metod: tax.Restvarde}
	for _, tt := range []struct {
		name, code string
		facts      tax.Facts
		want       string
	}{
		{"pension_tax", "7132", pension, "7410 1000, 7490 -300"},
		{"negative_pension_tax", "7133", negative, "7410 1000"},
		{"depreciation", "7666", residual, "7830 100, 7839 20"},
		{"taxes", "7651", facts(year, map[string]money.Amount{"8900": 10, "8989": 20, "8899": 5, "8990": 7}), "8900 10, 8989 20"},
		{"tax_of_3.25", "7528", facts(year, map[string]money.Amount{"8900": 10, "8989": 20, "8899": 5, "8990": 7}), "8900 10, 8989 20"},
		{"loans", "8026", facts(year, map[string]money.Amount{"2893": -10}), "2893 10"},
		{"income_that_is_free", "7754", facts(year, map[string]money.Amount{"8314": -10}), "8314 10"},
		{"change_of_stock_as_cost", "7510", facts(year, map[string]money.Amount{"4900": 10, "4930": -3}), "4900 10, 4930 -3"},
		{"change_of_stock_as_income", "7411", facts(year, map[string]money.Amount{"4900": -10, "4930": 3}), "4900 10, 4930 -3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := behindOf(t, compute(t, tt.facts, tax.Choice{Kind: tax.KindNone}), tt.code); got != tt.want {
				t.Errorf("behind %s: %s, want %s", tt.code, got, tt.want)
			}
		})
	}
}

func TestBoxes(t *testing.T) {
	yes, no := true, false
	for _, tt := range []struct {
		helped, audited *bool
		want            string
	}{{nil, nil, ""}, {&yes, &no, "8040 8045"}, {&no, &yes, "8041 8044"}} {
		f := facts("2025-01-01 2025-12-31", nil)
		f.Upplysningar.Bitradd, f.Upplysningar.Revision = tt.helped, tt.audited
		list, _, err := compute(t, f, tax.Choice{Kind: tax.KindNone}).INK2()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, field := range list {
			if field.Text == "X" {
				got = append(got, field.Code)
				if strings.HasSuffix(field.Label, ": ja") != (field.Code == "8040" || field.Code == "8044") {
					t.Errorf("box %s is named %s", field.Code, field.Label)
				}
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("boxes %v, want %s", got, tt.want)
		}
	}
}

// TestGroupContributionBesideOthers has adjustments that say nothing of it.
func TestGroupContributionBesideOthers(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"8830": 100, "8820": -100, "6072": 5})
	f.Additions = []tax.Addition{{ID: "0", Row: "4.4a"}, {ID: "1", Row: "4.6c"}}
	if b, err := tax.Prepare(f); err != nil || has(b.Findings(), tax.FoundBothGroup) {
		t.Errorf("group contributions are said to stand twice: %v", err)
	}
}

func TestAnOreOfDividend(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2091": -10})
	f.Utdelning = 10*kr + 1
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}); !has(r.Findings, tax.FoundDividend) || r.Kapital.UtdelningOver != 1 {
		t.Errorf("an öre too much is not found: %+v", r.Kapital)
	}
}

func TestClaimsAmongAssets(t *testing.T) {
	none := tax.Choice{Kind: tax.KindNone}
	if got := compute(t, facts("2025-01-01 2025-12-31", map[string]money.Amount{"2518": 5_000, "8920": 100, "8909": 100}), none).Kapital.Tillgangar; got != 5_000*kr {
		t.Errorf("assets %v, want the tax paid in advance and no more", got)
	}
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"8820": -100, "8829": -20, "8819": 0, "8830": 7})
	f.Koncernbidrag.Mottaget = ptr(1_000 * kr)
	if got := compute(t, f, none).Kapital.Tillgangar; got != 880*kr {
		t.Errorf("assets %v, want the claim that is not booked yet", got)
	}
}

func TestAccountsOfSteps(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"8829": -9, "8839": 5, "8840": 3, "8989": 4, "8990": 1, "8919": 2})
	got := lines(compute(t, f, tax.Choice{Kind: tax.KindNone}).Steps)
	for _, want := range []string{"group_received||9||8829 9\n", "group_given||-5||8839 -5\n", "other_taxes||-4||8989 -4\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("steps lack %q:\n%s", want, got)
		}
	}
}

func TestNoFormWithoutInterest(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", nil)
	f.Rantor.Intressegemenskap = true
	f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: period("2024-01-01 2024-12-31"), Amount: 1_000 * kr}}
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}); r.Ranta == nil || has(r.Findings, tax.FoundInterestGroup) {
		t.Errorf("N9 is asked for without interest: %+v", r.Ranta)
	}
}

func TestNothingToReverse(t *testing.T) {
	_, findings, err := compute(t, planned(), ownPlan).Entries(tax.Orders{How: map[tax.EntryKind]tax.How{tax.EntryTax: tax.Reverse, tax.EntryResult: tax.Reverse}})
	if err != nil || len(findings) != 0 {
		t.Errorf("findings %v, %v, want none: nothing is booked before", findings, err)
	}
}

// TestReversalOn8810BesideAllocation has both in the ledger already.
func TestReversalOn8810BesideAllocation(t *testing.T) {
	f := withFund(facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000}), "2129", "2019-01-01 2019-12-31", 1_000)
	book(&f, map[string]money.Amount{"2129": 1_000, "8810": -1_000, "2125": -5_000, "8811": 5_000})
	got := entriesOf(t, compute(t, f, tax.Choice{Kind: tax.KindOwn, Avsattning: 5_000 * kr}), tax.Orders{})
	if len(got) != 2 || !strings.HasPrefix(got[0], "skatt") {
		t.Errorf("entries %v, want tax and result only: the funds are booked", got)
	}
}
