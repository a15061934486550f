package tax_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// Saved alternatives stand after the five, in their order.
func TestSavedAlternatives(t *testing.T) {
	b, err := tax.Prepare(facts(year2025, map[string]money.Amount{"3001": -100_000}))
	if err != nil {
		t.Fatal(err)
	}
	saved := []tax.Choice{{Kind: tax.KindOwn, Avsattning: 7 * kr}, {Kind: tax.KindMax}}
	var got []money.Amount
	for _, a := range b.Alternatives(tax.Choice{Avsattning: 3 * kr}, tax.Goal{Kind: tax.GoalTax, Amount: 20_600 * kr}, saved...) {
		got = append(got, a.Result.Allocation)
	}
	if diff := cmp.Diff([]money.Amount{0, 25_000 * kr, 0, 3 * kr, 0, 7 * kr, 25_000 * kr}, got); diff != "" {
		t.Errorf("allocations (-want +got):\n%s", diff)
	}
	if _, err := b.Compute(tax.Choice{Kind: tax.KindNone, Aterforing: map[string]money.Amount{"x": math.MinInt64}}); !isA[*tax.ReversalError](err) {
		t.Errorf("reversal of no fund: error %v", err)
	}
}

// What is reversed is bounded as all amounts are.
func TestReversalThatIsTooLarge(t *testing.T) {
	b, err := tax.Prepare(withFund(facts(year2025, nil), "2124", "2024-01-01 2024-12-31", 1))
	if err != nil {
		t.Fatal(err)
	}
	if j := b.Justeringar()[0]; j.ID != "4.6a" || j.Row != "4.6a" {
		t.Errorf("standard income is decided on as %s on row %s, want 4.6a", j.ID, j.Row)
	}
	c := tax.Choice{Kind: tax.KindOwn, Aterforing: map[string]money.Amount{"2124/2024-12-31": tax.MaxAmount + 1}}
	if _, err := b.Compute(c); !tooLarge(err) {
		t.Errorf("error %v, want too large", err)
	}
}

// Funds stand by account, whether they are typed or read from the ledger.
func TestProposedFundsByAccount(t *testing.T) {
	f := withFund(facts(year2025, map[string]money.Amount{"2121": -5}), "2124", "2024-01-01 2024-12-31", 1)
	var got []string
	for _, fund := range tax.ProposeFunds(f) {
		got = append(got, fund.Account)
	}
	if diff := cmp.Diff([]string{"2121", "2124"}, got); diff != "" {
		t.Errorf("funds (-want +got):\n%s", diff)
	}
}

// An account without a balance proposes nothing, and the balances of a booked
// plan have no months.
func TestNothingFromNothing(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"6072": 0, "3001": -100})
	f.Accounts[0].Months, f.Accounts[1].Months = []money.Amount{1}, []money.Amount{1}
	b, err := tax.Prepare(f)
	if err != nil || len(b.Justeringar()) != 0 {
		t.Errorf("adjustments %+v, %v, want none", b.Justeringar(), err)
	}
	after, err := compute(t, f, tax.Choice{Kind: tax.KindNone}).After()
	for _, a := range after {
		if err != nil || len(a.Months) != 0 {
			t.Errorf("%s has months %v, %v", a.Number, a.Months, err)
		}
	}
}

// A step of property tax says its rate and rule, and one with an own amount
// neither.
func TestPropertySteps(t *testing.T) {
	f := facts(year2025, nil)
	f.Fastigheter = []tax.Fastighet{{Rad: "1.12", Taxeringsvarde: 1_000 * kr}, {Rad: "1.13", Taxeringsvarde: 1_000 * kr, Avgift: ptr(3 * kr)}}
	steps := compute(t, f, tax.Choice{Kind: tax.KindNone}).PaySteps
	if diff := cmp.Diff([]string{"1.12", "1\u00a0000", "1\u00a0%"}, steps[0].Args); diff != "" || !strings.Contains(steps[0].Rule.Law, "1984:1052") {
		t.Errorf("rule %q, args (-want +got):\n%s", steps[0].Rule.Law, diff)
	}
	if steps[1].Args[2] != "" || steps[1].Rule.Law != "" {
		t.Errorf("own amount: %+v", steps[1])
	}
}

// The uppräkning of a fund is known as well as the factor of its year is.
func TestUpliftKnowsItsSource(t *testing.T) {
	for account, want := range map[string]tax.Rule{"2128": {Law: "SFS 2018:1206", Strength: tax.Confirmed}, "2129": {Law: "SFS 2018:1206", Strength: tax.OneSource}} {
		year := map[string]string{"2128": "2018-01-01 2018-12-31", "2129": "2019-01-01 2019-12-31"}[account]
		r := compute(t, withFund(facts(year2025, nil), account, year, 1_000), tax.Choice{Kind: tax.KindRelease})
		for _, s := range r.TaxSteps {
			if s.Code == tax.StepUplift && s.Rule != want {
				t.Errorf("%s: %+v, want %+v", year, s.Rule, want)
			}
		}
	}
}

// An entry that takes back says so in its text.
func TestTextOfAReversal(t *testing.T) {
	f := planned()
	book(&f, map[string]money.Amount{"8910": 10_000, "2512": -10_000})
	entries, _, err := compute(t, f, ownPlan).Entries(tax.Orders{How: map[tax.EntryKind]tax.How{tax.EntryTax: tax.Reverse}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		want := "Skatt på årets resultat 2025"
		if e.Undo {
			want = "Vändning: " + want
		}
		if e.Kind == tax.EntryTax && e.Text != want {
			t.Errorf("text %q, want %q", e.Text, want)
		}
		if ledger.IsResult(e.Rows[0].Account) {
			t.Errorf("%s: rows %v, want the balance sheet first", e.Kind, e.Rows)
		}
	}
}

// A group contribution that is told twice is told with account and row.
func TestGroupContributionTwiceIsNamed(t *testing.T) {
	for row, account := range map[string]string{"4.4a": "8830", "4.6c": "8820"} {
		f := facts(year2025, map[string]money.Amount{account: 5})
		f.Additions = []tax.Addition{{ID: "k", Row: row, Amount: 5 * kr}}
		b, err := tax.Prepare(f)
		want := tax.Finding{Code: tax.FoundBothGroup, Severity: tax.Warning, Args: []string{account, row}}
		if err != nil || len(b.Findings()) != 1 || !cmp.Equal(b.Findings()[0], want) {
			t.Errorf("findings %+v, %v, want %+v", b.Findings(), err, want)
		}
	}
}

// Each row of avkastningsskatt has its own account of cost.
func TestAccountsOfYieldTax(t *testing.T) {
	f := facts(year2025, nil)
	for _, row := range []string{"1.6a", "1.6b", "1.7a", "1.7b"} {
		f.Avkastning = append(f.Avkastning, tax.Avkastning{Rad: row, Underlag: 100 * kr})
	}
	if got := entriesOf(t, compute(t, f, tax.Choice{Kind: tax.KindNone}), tax.Orders{})[0]; got != "avkastningsskatt 2515:-90 7551:15 7552:15 7553:30 7554:30" {
		t.Errorf("entry %s", got)
	}
}

// 8810 has a row, whichever side it stands on.
func TestTheSharedAccountOfFundsIsCoupled(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -100_000})
	book(&f, map[string]money.Amount{"8810": 10_000, "2125": -10_000})
	if _, findings, err := compute(t, f, tax.Choice{Kind: tax.KindOwn, Avsattning: 10_000 * kr}).INK2(); err != nil || len(findings) != 0 {
		t.Errorf("findings %v, %v, want none", findings, err)
	}
}
