package tax_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// anyFacts are books of any size with funds of earlier years, for any year from
// 2019 to 2026 and any length from 1 to 18 months.
func anyFacts(t *rapid.T) tax.Facts {
	begin := civil.Of(rapid.IntRange(2019, 2026).Draw(t, "begins"), 1, 1).AddMonths(rapid.IntRange(0, 11).Draw(t, "month"))
	year := civil.Period{From: begin, To: begin.AddMonths(rapid.IntRange(1, 18).Draw(t, "months")).AddDays(-1)}
	if year.To.Year > 2026 {
		year = civil.Period{From: civil.Of(2026, 1, 1), To: civil.Of(2026, 12, 31)}
	}
	f := tax.Facts{Company: tax.Company{Form: tax.AB, Framework: "k2"}, Year: year}
	amount := func(name string, highest int64) money.Amount {
		return money.Amount(rapid.Int64Range(-highest, highest).Draw(t, name))
	}
	for _, number := range []string{"3001", "5010", "6072", "8314", "8410", "8070", "2091", "1930"} {
		a := ledger.AccountTotal{Number: number, Result: ledger.IsResult(number)}
		if a.Moved = amount(number, 1e10); !a.Result {
			a.Opening = amount(number+" IB", 1e10)
		}
		f.Accounts = append(f.Accounts, a)
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "funds") {
		from := year.From.AddMonths(-12 * (i + 1))
		fund := tax.Periodiseringsfond{
			Account: "212" + string(rune('0'+from.AddMonths(12).AddDays(-1).Year%10)), Confirmed: true, Amount: money.Amount(rapid.Int64Range(1, 1e8).Draw(t, "fund")) * kr,
			Year: civil.Period{From: from, To: from.AddMonths(12).AddDays(-1)},
		}
		f.Ingaende.Fonder = append(f.Ingaende.Fonder, fund)
		f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: fund.Account, Opening: -fund.Amount})
	}
	f.Ingaende.Underskott.Belopp = money.Amount(rapid.Int64Range(0, 1e9).Draw(t, "deficit"))
	return f
}

func anyChoice(t *rapid.T) tax.Choice {
	return tax.Choice{Kind: rapid.SampledFrom([]tax.Kind{tax.KindNone, tax.KindMax, tax.KindRelease}).Draw(t, "kind")}
}

func TestIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		b, err := tax.Prepare(f)
		if err != nil {
			t.Fatal(err)
		}
		r, err := b.Compute(anyChoice(t))
		if err != nil {
			t.Fatal(err)
		}
		before := r.AfterFinance + r.Received - r.Given + r.Over.Change + r.Other
		for _, s := range r.Funds {
			before += s.Reversed()
		}
		if r.BeforeAllocation != before || r.BeforeTax != before-r.Allocation || r.Net != r.BeforeTax-r.Tax-r.OtherTaxes {
			t.Fatalf("the result is not what comes before it less appropriations and tax: %+v", r)
		}
		rows := r.FormResult() + r.FormTax()
		for _, row := range r.Rows {
			rows += row.Amount
		}
		if rows != r.Surplus || r.Surplus != r.Base-r.Allocation {
			t.Fatalf("rows of INK2S sum to %v, want the surplus %v", rows, r.Surplus)
		}
		if r.Allocation < 0 || r.Allocation*4 > max(0, r.Base) || r.Allocation%kr != 0 || r.MaxAllocation > 0 && (r.MaxAllocation+kr)*4 <= r.Base {
			t.Fatalf("allocation %v, highest %v of %v", r.Allocation, r.MaxAllocation, r.Base)
		}
		if r.Tax < 0 || r.Tax%kr != 0 || r.Taxable%(10*kr) != 0 || r.Surplus > 0 && (r.Taxable > r.Surplus || r.Surplus-r.Taxable >= 10*kr) {
			t.Fatalf("tax %v on %v of %v", r.Tax, r.Taxable, r.Surplus)
		}
		balanced(t, r)
	})
}

// balanced books the plan and computes again: the same plan, and nothing left
// to book.
func balanced(t *rapid.T, r tax.Result) {
	entries, _, err := r.Entries(tax.Orders{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		var sum money.Amount
		for _, row := range e.Rows {
			if sum += row.Amount; row.Amount == 0 {
				t.Fatalf("%s has a row of zero", e.Kind)
			}
		}
		if sum != 0 {
			t.Fatalf("%s does not balance: %v", e.Kind, sum)
		}
	}
	after, err := r.After()
	if err != nil {
		t.Fatal(err)
	}
	var result money.Amount
	for _, a := range after {
		if a.Result {
			result += a.Closing()
		}
	}
	if result != 0 {
		t.Fatalf("result accounts sum to %v when all is booked, want 0", result)
	}
}

func TestRecomputationIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		c := anyChoice(t)
		first, err := plan2(f, c)
		if err != nil {
			t.Fatal(err)
		}
		f.Accounts, err = first.After()
		if err != nil {
			t.Fatal(err)
		}
		again, err := plan2(f, c)
		if err != nil {
			t.Fatal(err)
		}
		if again.Net != first.Net || again.Tax != first.Tax || again.Allocation != first.Allocation || again.Surplus != first.Surplus {
			t.Fatalf("booked, the plan gives %v, %v, %v, was %v, %v, %v", again.Net, again.Tax, again.Allocation, first.Net, first.Tax, first.Allocation)
		}
		if again.Kapital != first.Kapital {
			t.Fatalf("booked, the plan leaves %+v, was %+v", again.Kapital, first.Kapital)
		}
		if entries, _, err := again.Entries(tax.Orders{}); err != nil || len(entries) != 0 {
			t.Fatalf("entries %v, %v after all was booked", entries, err)
		}
	})
}

func plan2(f tax.Facts, c tax.Choice) (tax.Result, error) {
	b, err := tax.Prepare(f)
	if err != nil {
		return tax.Result{}, err
	}
	return b.Compute(c)
}

// TestBackwardsThenForwards takes what an allocation gives for a wish: the
// wish gives it back to the krona, with no more than that allocation.
func TestBackwardsThenForwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		b, err := tax.Prepare(f)
		if err != nil {
			t.Fatal(err)
		}
		most, err := b.Compute(tax.Choice{Kind: tax.KindMax})
		if err != nil {
			t.Fatal(err)
		}
		own := money.Amount(rapid.Int64Range(0, int64(most.MaxAllocation/kr)).Draw(t, "allocation")) * kr
		r, err := b.Compute(tax.Choice{Kind: tax.KindOwn, Avsattning: own})
		if err != nil {
			t.Fatal(err)
		}
		for _, goal := range []tax.Goal{{Kind: tax.GoalResult, Amount: r.Net}, {Kind: tax.GoalTax, Amount: r.Tax}, {Kind: tax.GoalDividend, Amount: r.Kapital.Fritt}} {
			got, err := b.Compute(tax.Choice{Kind: tax.KindGoal, Goal: goal})
			if err != nil {
				t.Fatalf("%s %v: %v", goal.Kind, goal.Amount, err)
			}
			value := map[tax.GoalKind]money.Amount{tax.GoalResult: got.Net, tax.GoalTax: got.Tax, tax.GoalDividend: got.Kapital.Fritt}[goal.Kind]
			if tax.Kronor(value) != tax.Kronor(goal.Amount) || got.Allocation > own {
				t.Fatalf("%s %v gives %v with %v, which %v gave too", goal.Kind, goal.Amount, value, got.Allocation, own)
			}
		}
	})
}

// TestEveryKronaBetween asks for every whole krona that a small company can
// reach.
func TestEveryKronaBetween(t *testing.T) {
	b, err := tax.Prepare(facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -997, "6072": 18}))
	if err != nil {
		t.Fatal(err)
	}
	highest, err := b.Compute(tax.Choice{Kind: tax.KindNone})
	if err != nil {
		t.Fatal(err)
	}
	lowest, err := b.Compute(tax.Choice{Kind: tax.KindMax})
	if err != nil {
		t.Fatal(err)
	}
	for want := lowest.Net; want <= highest.Net; want += kr {
		r, err := b.Compute(tax.Choice{Kind: tax.KindGoal, Goal: tax.Goal{Kind: tax.GoalResult, Amount: want}})
		if err != nil || r.Net != want {
			t.Errorf("result %v: got %v, %v", want, r.Net, err)
		}
		for p := money.Amount(0); p < r.Allocation; p += kr {
			if less, err := b.Compute(tax.Choice{Kind: tax.KindOwn, Avsattning: p}); err != nil || less.Net == want {
				t.Errorf("result %v: %v is enough, got %v (%v)", want, p, r.Allocation, err)
			}
		}
	}
}

func TestGoalsThatCannotBeReached(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000, "2091": -50_000})
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		kind            tax.GoalKind
		want            money.Amount
		reason          string
		lowest, highest money.Amount
	}{
		{tax.GoalResult, 79_402, "", 0, 0}, {tax.GoalResult, 79_403, "too_high", 59_550, 79_402},
		{tax.GoalResult, 59_550, "", 0, 0}, {tax.GoalResult, 59_549, "too_low", 59_550, 79_402},
		{tax.GoalTax, 20_600, "", 0, 0}, {tax.GoalTax, 20_601, "too_high", 15_450, 20_600},
		{tax.GoalTax, 15_450, "", 0, 0}, {tax.GoalTax, 15_449, "too_low", 15_450, 20_600},
		{tax.GoalTax, 20_599, "between", 20_597, 20_600}, {tax.GoalTax, 20_598, "between", 20_597, 20_600}, {tax.GoalTax, 20_597, "", 0, 0},
		{tax.GoalTax, 18_001, "between", 18_000, 18_002},
		{tax.GoalDividend, 129_402, "", 0, 0}, {tax.GoalDividend, 129_403, "too_high", 109_550, 129_402},
		{"profit", 1, "unknown_kind", 0, 0},
	} {
		r, err := b.Compute(tax.Choice{Kind: tax.KindGoal, Goal: tax.Goal{Kind: tt.kind, Amount: tt.want * kr}})
		var ge *tax.GoalError
		switch errors.As(err, &ge); {
		case tt.reason == "":
			if err != nil {
				t.Errorf("%s %v: %v", tt.kind, tt.want, err)
			}
		case ge == nil || ge.Reason != tt.reason || ge.Lowest != tt.lowest*kr || ge.Highest != tt.highest*kr || !strings.Contains(err.Error(), tt.reason):
			t.Errorf("%s %v: result %v, error %v, want %s between %v and %v", tt.kind, tt.want, r.Net, err, tt.reason, tt.lowest, tt.highest)
		}
	}
}

func TestGoalWithReversals(t *testing.T) {
	f := withFund(facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000}), "2124", "2024-01-01 2024-12-31", 50_000)
	c := tax.Choice{Kind: tax.KindGoal, Goal: tax.Goal{Kind: tax.GoalResult, Amount: 110_000 * kr}, Aterforing: map[string]money.Amount{"2124/2024-12-31": 50_000 * kr}}
	if r := compute(t, f, c); r.Net != 110_000*kr || r.Funds[0].Voluntary != 50_000*kr {
		t.Errorf("net %v, reversed %v", r.Net, r.Funds[0].Voluntary)
	}
}

func TestAllocationBounds(t *testing.T) {
	b, err := tax.Prepare(facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_003}))
	if err != nil {
		t.Fatal(err)
	}
	for amount, ok := range map[money.Amount]bool{0: true, 25_000 * kr: true, 25_001 * kr: false, -kr: false, 50: false} {
		_, err := b.Compute(tax.Choice{Kind: tax.KindOwn, Avsattning: amount})
		var ae *tax.AllocationError
		if errors.As(err, &ae) == ok || ae != nil && (ae.Max != 25_000*kr || !strings.Contains(err.Error(), "25000,00")) {
			t.Errorf("allocation %v: error %v, want ok %v", amount, err, ok)
		}
	}
}

func TestChoicesThatCannotBe(t *testing.T) {
	b, err := tax.Prepare(facts("2025-01-01 2025-12-31", nil))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]tax.Choice{
		"kind": {}, "over": {Kind: tax.KindOwn, Over: "most"}, "skatt": {Kind: tax.KindOwn, Skatt: ptr(-100)}, "skatt ": {Kind: tax.KindOwn, Skatt: ptr(50)},
	} {
		var fe *tax.FieldError
		if _, err := b.Compute(c); !errors.As(err, &fe) || fe.Field != trim(name) {
			t.Errorf("%s: error %v, want a FieldError", name, err)
		}
	}
	if _, err := b.Compute(tax.Choice{Kind: tax.KindOwn, Avsattning: tax.MaxAmount + 1}); !errors.Is(err, tax.ErrTooLarge) {
		t.Errorf("amount beyond a form: error %v", err)
	}
}

func TestAlternatives(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -600_000, "2091": -300_000, "2081": -50_000})
	f = withFund(withFund(f, "2129", "2019-01-01 2019-12-31", 80_000), "2124", "2024-01-01 2024-12-31", 160_000)
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	list := b.Alternatives(tax.Choice{Avsattning: 100_000 * kr}, tax.Goal{Kind: tax.GoalResult, Amount: 450_000 * kr})
	schablon := money.Amount(240_000*196/10_000) * kr
	base := (600_000+80_000+3_200)*kr + schablon
	type line struct {
		Kind                      tax.Kind
		Before, Allocation        money.Amount
		Surplus, Left, Now, Later money.Amount
	}
	var got []line
	for _, a := range list {
		if a.Err != nil || a.Later.Err != nil {
			t.Fatal(a.Err, a.Later.Err)
		}
		got = append(got, line{a.Kind, a.Result.BeforeAllocation, a.Result.Allocation, a.Result.Surplus, a.Result.FundsLeft(), a.Now, a.Later.Schablon})
		if a.Result.Funds[0].Compulsory != 80_000*kr {
			t.Errorf("%s: the oldest fund is not reversed", a.Kind)
		}
		if a.Later.Tax != tax.Kronor(tax.Rate(2060).Of(a.Later.Schablon)) {
			t.Errorf("%s: tax next year %v", a.Kind, a.Later.Tax)
		}
	}
	none := tax.Inkomstskatt(tax.BeskattningsbarInkomst(base), 2060)
	saved := func(surplus money.Amount) money.Amount {
		return none - tax.Inkomstskatt(tax.BeskattningsbarInkomst(surplus), 2060)
	}
	goal := list[2].Result.Allocation
	later := func(left money.Amount) money.Amount { return tax.Kronor(tax.Rate(255).Of(left)) }
	want := []line{
		{tax.KindNone, 680_000 * kr, 0, base, 160_000 * kr, 0, later(160_000 * kr)},
		{tax.KindMax, 680_000 * kr, 171_976 * kr, base - 171_976*kr, 331_976 * kr, saved(base - 171_976*kr), later(331_976 * kr)},
		{tax.KindGoal, 680_000 * kr, goal, base - goal, 160_000*kr + goal, saved(base - goal), later(160_000*kr + goal)},
		{tax.KindOwn, 680_000 * kr, 100_000 * kr, base - 100_000*kr, 260_000 * kr, saved(base - 100_000*kr), later(260_000 * kr)},
		{tax.KindRelease, 840_000 * kr, 0, base + 160_000*kr, 0, saved(base + 160_000*kr), 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("alternatives (-want +got):\n%s", diff)
	}
	if list[2].Result.Net != 450_000*kr {
		t.Errorf("wished result %v, got %v", 450_000*kr, list[2].Result.Net)
	}
}

func TestAlternativeThatCannotBe(t *testing.T) {
	b, err := tax.Prepare(facts("2026-01-01 2026-12-31", map[string]money.Amount{"3001": -600_000}))
	if err != nil {
		t.Fatal(err)
	}
	list := b.Alternatives(tax.Choice{Avsattning: 500_000 * kr}, tax.Goal{Kind: tax.GoalTax, Amount: 1})
	var ge *tax.GoalError
	var ae *tax.AllocationError
	if !errors.As(list[2].Err, &ge) || !errors.As(list[3].Err, &ae) || list[3].Result.Steps != nil || list[4].Err != nil {
		t.Errorf("errors %v, %v, %v", list[2].Err, list[3].Err, list[4].Err)
	}
	var ye *tax.YearError
	if !errors.As(list[1].Later.Err, &ye) || ye.Key != tax.Bolagsskatt || list[0].Later.Err != nil {
		t.Errorf("next year's rate: %v, %v, want unknown only where funds are left", list[1].Later.Err, list[0].Later.Err)
	}
	half, err := tax.Prepare(facts("2025-07-01 2026-06-30", map[string]money.Amount{"3001": -600_000}))
	if err != nil {
		t.Fatal(err)
	}
	if list := half.Alternatives(tax.Choice{}, tax.Goal{}); !errors.As(list[1].Later.Err, &ye) || ye.Key != tax.Schablonranta {
		t.Errorf("rate of a year that ends in 2027: %v", list[1].Later.Err)
	}
}

func TestOwnTax(t *testing.T) {
	b, err := tax.Prepare(facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000}))
	if err != nil {
		t.Fatal(err)
	}
	own := tax.Choice{Kind: tax.KindOwn, Skatt: ptr(15_000 * kr)}
	if got := b.Skattesats(); got.Rate() != 2060 || got.Source == "" {
		t.Errorf("rate %+v", got)
	}
	r, err := b.Compute(own)
	if err != nil || r.Tax != 15_000*kr || r.Computed != 20_600*kr || r.Net != 85_000*kr || r.Betalning.Tax != 20_600*kr {
		t.Errorf("own tax %v, computed %v, net %v, to pay %v, %v", r.Tax, r.Computed, r.Net, r.Betalning.Tax, err)
	}
	if a := b.Alternatives(own, tax.Goal{})[3]; a.Now != 0 {
		t.Errorf("saved %v by booking another tax than is due, want nothing", a.Now)
	}
	own.Kind, own.Goal = tax.KindGoal, tax.Goal{Kind: tax.GoalTax, Amount: 15_450 * kr}
	if r, err = b.Compute(own); err != nil || r.Allocation != 24_991*kr {
		t.Errorf("wished tax goes by the computed one: allocation %v, %v", r.Allocation, err)
	}
}
