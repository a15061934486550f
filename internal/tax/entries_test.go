package tax_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// rows writes entries as text: kind, then account and kronor.
func rows(entries []tax.Entry) []string {
	var list []string
	for _, e := range entries {
		line := string(e.Kind)
		if e.Undo {
			line += " undo"
		}
		for _, row := range e.Rows {
			line += " " + row.Account + ":" + strings.TrimSuffix(row.Amount.Plain(), ",00")
		}
		list = append(list, line)
	}
	return list
}

func entriesOf(t *testing.T, r tax.Result, o tax.Orders) []string {
	t.Helper()
	entries, _, err := r.Entries(o)
	if err != nil {
		t.Fatal(err)
	}
	return rows(entries)
}

// planned has a chart with all accounts of a plan, funds of 2019 and 2024, and
// equipment.
func planned() tax.Facts {
	f := equipped(130_000)
	for _, number := range []string{"2125", "2512", "2099", "8811", "8819", "8910", "8999", "1660", "8820", "2860", "8830", "8920", "8930", "7533", "2514", "2513", "5191"} {
		f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: number, Result: ledger.IsResult(number)})
	}
	f = withFund(withFund(f, "2129", "2019-01-01 2019-12-31", 10_000), "2124", "2024-01-01 2024-12-31", 20_000)
	return f
}

// book adds to what the ledger has booked in the year.
func book(f *tax.Facts, amounts map[string]money.Amount) {
	for number, amount := range amounts {
		for i := range f.Accounts {
			if f.Accounts[i].Number == number {
				f.Accounts[i].Moved += amount * kr
				delete(amounts, number)
			}
		}
		if _, left := amounts[number]; left {
			f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: number, Result: ledger.IsResult(number), Moved: amount * kr})
		}
	}
}

var ownPlan = tax.Choice{Kind: tax.KindOwn, Avsattning: 50_000 * kr, Aterforing: map[string]money.Amount{"2124/2024-12-31": 5_000 * kr}}

// planResult: 480 000 − 20 000 + 15 000 − 50 000 = 425 000 before tax; standard
// income 588 and uplift 400 give 425 980 and a tax of 87 751.
const planTax, planNet = "87751", "337249"

func TestEntriesOfAPlan(t *testing.T) {
	f := planned()
	f.Koncernbidrag = tax.Koncernbidrag{Mottaget: ptr(7_000 * kr), Lamnat: ptr(7_000 * kr)}
	f.TidigareSkatt = ptr(0)
	entries, findings, err := compute(t, f, ownPlan).Entries(tax.Orders{})
	if err != nil || len(findings) != 0 {
		t.Fatal(err, findings)
	}
	want := []string{
		"overavskrivning 2153:-20000 8853:20000",
		"koncernbidrag 1660:7000 2860:-7000 8820:-7000 8830:7000",
		"aterforing 2124:5000 2129:10000 8819:-15000",
		"avsattning 2125:-50000 8811:50000",
		"skatt 2512:-" + planTax + " 8910:" + planTax,
		"resultat 2099:-" + planNet + " 8999:" + planNet,
	}
	if diff := cmp.Diff(want, rows(entries)); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	texts := []string{"Förändring av överavskrivningar 2025", "Koncernbidrag 2025", "Återföring av periodiseringsfond 2025", "Avsättning till periodiseringsfond 2025", "Skatt på årets resultat 2025", "Årets resultat 2025"}
	for i, e := range entries {
		if e.Text != texts[i] {
			t.Errorf("text %q, want %q", e.Text, texts[i])
		}
	}
}

func TestPriorTax(t *testing.T) {
	for _, tt := range []struct {
		name   string
		cost   money.Amount
		booked map[string]money.Amount
		want   []string
		net    money.Amount
	}{
		{"more_to_pay", 3_000, nil, []string{"tidigare_skatt 2512:-3000 8920:3000"}, 76_400},
		{"money_back", -3_000, nil, []string{"tidigare_skatt 2512:3000 8930:-3000"}, 82_400},
		{"booked_already", 3_000, map[string]money.Amount{"8920": 3_000, "2512": -3_000}, nil, 76_400},
		{"partly_booked", 3_000, map[string]money.Amount{"8920": 1_000, "2512": -1_000}, []string{"tidigare_skatt 2512:-2000 8920:2000"}, 76_400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000})
			book(&f, tt.booked)
			f.TidigareSkatt = ptr(tt.cost * kr)
			r := compute(t, f, tax.Choice{Kind: tax.KindNone})
			got := entriesOf(t, r, tax.Orders{})
			if diff := cmp.Diff(tt.want, got[:len(got)-2], cmpEmpty); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
			if r.Net != tt.net*kr || r.Surplus != 100_000*kr || r.OtherTaxes != tt.cost*kr || r.FormTax() != (20_600+tt.cost)*kr {
				t.Errorf("net %v, surplus %v, other taxes %v", r.Net, r.Surplus, r.OtherTaxes)
			}
		})
	}
}

var cmpEmpty = cmp.Transformer("empty", func(s []string) string { return strings.Join(s, "\n") })

// TestEarlierBookings builds on, or takes back, what the ledger has booked.
func TestEarlierBookings(t *testing.T) {
	booked := map[string]money.Amount{
		"8910": 10_000, "2512": -10_000, "8811": 30_000, "2125": -30_000, "8819": -10_000, "2129": 10_000, "8999": 99, "2099": -99, "8853": -1_000, "2153": 1_000,
	}
	for _, tt := range []struct {
		name string
		how  map[tax.EntryKind]tax.How
		want []string
	}{
		{"build_upon", nil, []string{
			"overavskrivning 2153:-21000 8853:21000", "aterforing 2124:5000 8819:-5000", "avsattning 2125:-20000 8811:20000",
			"skatt 2512:-77751 8910:77751", "resultat 2099:-337150 8999:337150",
		}},
		{"reverse", map[tax.EntryKind]tax.How{
			tax.EntryOver: tax.Reverse, tax.EntryReversal: tax.Reverse, tax.EntryFund: tax.Reverse, tax.EntryTax: tax.Reverse, tax.EntryResult: tax.Reverse,
		}, []string{
			"overavskrivning undo 2153:-1000 8853:1000", "overavskrivning 2153:-20000 8853:20000",
			"aterforing undo 2129:-10000 8819:10000", "aterforing 2124:5000 2129:10000 8819:-15000",
			"avsattning undo 2125:30000 8811:-30000", "avsattning 2125:-50000 8811:50000",
			"skatt undo 2512:10000 8910:-10000", "skatt 2512:-87751 8910:87751",
			"resultat undo 2099:99 8999:-99", "resultat 2099:-337249 8999:337249",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := planned()
			book(&f, clone(booked))
			r := compute(t, f, ownPlan)
			if diff := cmp.Diff(tt.want, entriesOf(t, r, tax.Orders{How: tt.how})); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
			if r.Net.Plain() != planNet+",00" || r.Tax.Plain() != planTax+",00" {
				t.Errorf("net %v, tax %v: earlier bookings change the plan", r.Net, r.Tax)
			}
			if has(r.Findings, tax.FoundFundBooked) {
				t.Error("bookings that balance are said not to")
			}
			var kinds []string
			_, findings, err := r.Entries(tax.Orders{How: tt.how})
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range findings {
				if found.Code == tax.FoundBooked {
					kinds = append(kinds, found.Args[0]+" "+found.Args[1])
				}
			}
			if got := strings.Join(kinds, ", "); got != "overavskrivning 1\u00a0000, aterforing 10\u00a0000, avsattning \u221230\u00a0000, skatt \u221210\u00a0000, resultat \u221299" {
				t.Errorf("found %s", got)
			}
		})
	}
}

func clone(m map[string]money.Amount) map[string]money.Amount {
	copied := map[string]money.Amount{}
	for k, v := range m {
		copied[k] = v
	}
	return copied
}

// TestNetBooking is a reversal and an allocation that balance only together.
func TestNetBooking(t *testing.T) {
	f := planned()
	book(&f, map[string]money.Amount{"2129": 10_000, "2125": -60_000, "8811": 50_000})
	want := []string{"overavskrivning 2153:-20000 8853:20000", "aterforing 2124:5000 2125:10000 8819:-15000"}
	if diff := cmp.Diff(want, entriesOf(t, compute(t, f, ownPlan), tax.Orders{})[:2]); diff != "" {
		t.Errorf("built upon (-want +got):\n%s", diff)
	}
	how := map[tax.EntryKind]tax.How{tax.EntryReversal: tax.Reverse, tax.EntryFund: tax.Reverse}
	want = []string{
		"overavskrivning 2153:-20000 8853:20000", "aterforing undo 2125:60000 2129:-10000 8811:-50000",
		"aterforing 2124:5000 2129:10000 8819:-15000", "avsattning 2125:-50000 8811:50000",
	}
	if diff := cmp.Diff(want, entriesOf(t, compute(t, f, ownPlan), tax.Orders{How: how})[:4]); diff != "" {
		t.Errorf("reversed (-want +got):\n%s", diff)
	}
}

func TestFundAccountThatIsBooked(t *testing.T) {
	f := planned()
	book(&f, map[string]money.Amount{"2126": -20_000, "8811": 20_000})
	r := compute(t, f, ownPlan)
	if got := entriesOf(t, r, tax.Orders{})[2]; got != "avsattning 2126:-30000 8811:30000" {
		t.Errorf("%s, want the account that the year was booked on", got)
	}
	if last := r.Utgaende().Fonder; last[len(last)-1].Account != "2126" {
		t.Errorf("next year's fund stands on %s", last[len(last)-1].Account)
	}
	twice := withFund(planned(), "2125", "2024-09-01 2024-12-31", 1_000)
	twice.Year = period("2025-01-01 2025-12-31")
	if got := entriesOf(t, compute(t, twice, ownPlan), tax.Orders{}); !strings.HasPrefix(got[2], "avsattning 2135:-") {
		t.Errorf("%s, want the second series: 2125 has another year's fund", got[2])
	}
}

func TestBookingsThatCannotBeBuiltUpon(t *testing.T) {
	for _, tt := range []struct {
		kind   tax.EntryKind
		booked map[string]money.Amount
		found  bool
		args   []string // change of fund accounts, what 881x says
	}{
		{tax.EntryFund, map[string]money.Amount{"8811": 1_000, "2091": -1_000}, true, []string{"0", "1\u00a0000"}},
		{tax.EntryReversal, map[string]money.Amount{"2124": 1_000, "2091": -1_000}, true, []string{"\u22121\u00a0000", "0"}},
		{tax.EntryOver, map[string]money.Amount{"8853": 1_000, "2091": -1_000}, false, nil},
	} {
		f := planned()
		book(&f, tt.booked)
		r := compute(t, f, ownPlan)
		_, _, err := r.Entries(tax.Orders{})
		var ue *tax.UnbalancedError
		if !errors.As(err, &ue) || ue.Kind != tt.kind || ue.Diff.Abs() != 1_000*kr || !strings.Contains(err.Error(), string(tt.kind)) {
			t.Errorf("%s: error %v, want an UnbalancedError of 1 000", tt.kind, err)
		}
		if has(r.Findings, tax.FoundFundBooked) != tt.found {
			t.Errorf("%s: findings %v", tt.kind, r.Findings)
		}
		said := tax.Finding{Code: tax.FoundFundBooked, Severity: tax.Error, Args: tt.args}
		if tt.found && !slices.ContainsFunc(r.Findings, func(f tax.Finding) bool { return cmp.Equal(f, said) }) {
			t.Errorf("%s: findings %v, want %v", tt.kind, r.Findings, said)
		}
		if _, _, err := r.INK2(); !errors.As(err, &ue) {
			t.Errorf("%s: INK2 error %v, want an UnbalancedError", tt.kind, err)
		}
	}
}

func TestAccountsThatTheChartLacks(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "8910": 0, "8999": 0, "2099": 0})
	_, findings, err := compute(t, f, tax.Choice{Kind: tax.KindMax}).Entries(tax.Orders{})
	want := []tax.Finding{
		{Code: tax.FoundAccountMissing, Severity: tax.Error, Args: []string{"2125"}},
		{Code: tax.FoundAccountMissing, Severity: tax.Error, Args: []string{"8811"}},
		{Code: tax.FoundAccountMissing, Severity: tax.Error, Args: []string{"2512"}},
	}
	if diff := cmp.Diff(want, findings); err != nil || diff != "" {
		t.Errorf("findings %v (-want +got):\n%s", err, diff)
	}
}

func TestAccountsOfOveravskrivning(t *testing.T) {
	for _, tt := range []struct {
		name     string
		balances map[string]money.Amount
		want     string
	}{
		{"as_the_balance", map[string]money.Amount{"2150": -10, "2153": 0}, "2150:-"},
		{"as_the_larger_balance", map[string]money.Amount{"2150": -10, "2153": -20}, "2153:-"},
		{"as_the_larger_balance_", map[string]money.Amount{"2150": -20, "2153": -10}, "2150:-"},
		{"in_debit", map[string]money.Amount{"2150": 30, "2153": -20}, "2150:-"},
		{"intangibles_do_not_decide", map[string]money.Amount{"2150": 0, "2151": -50, "2153": -10}, "2153:-"},
		{"others_do_not_decide", map[string]money.Amount{"2150": -20, "2153": -10, "2154": -50}, "2150:-"},
		{"only_2153_in_the_chart", map[string]money.Amount{"2153": 0}, "2153:-"},
		{"only_2150_in_the_chart", map[string]money.Amount{"2150": 0}, "2150:-"},
		{"both_in_the_chart", map[string]money.Amount{"2150": 0, "2153": 0}, "2153:-"},
		{"none_in_the_chart", nil, "2153:-"},
		{"a_subdivision_is_another_account", map[string]money.Amount{"21531": 0, "2150": 0}, "2150:-"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := facts("2025-01-01 2025-12-31", tt.balances)
			f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 100_000 * kr, Bokfort: 90_000 * kr}
			if got := entriesOf(t, compute(t, f, tax.Choice{Kind: tax.KindMax}), tax.Orders{})[0]; !strings.Contains(got, tt.want) || !strings.Contains(got, "88"+tt.want[2:4]+":") {
				t.Errorf("%s, want on %s", got, tt.want)
			}
		})
	}
}

func TestOneSideOfGroupContribution(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "8820": -5_000, "8830": 3_000})
	f.Koncernbidrag.Lamnat = ptr(10_000 * kr)
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if got := entriesOf(t, r, tax.Orders{})[0]; got != "koncernbidrag 2860:-7000 8830:7000" || r.BeforeAllocation != 95_000*kr {
		t.Errorf("%s, result %v", got, r.BeforeAllocation)
	}
	f.Koncernbidrag = tax.Koncernbidrag{Mottaget: ptr(6_000 * kr)}
	r = compute(t, f, tax.Choice{Kind: tax.KindNone})
	if got := entriesOf(t, r, tax.Orders{})[0]; got != "koncernbidrag 1660:1000 8820:-1000" || r.BeforeAllocation != 103_000*kr {
		t.Errorf("%s, result %v", got, r.BeforeAllocation)
	}
}
