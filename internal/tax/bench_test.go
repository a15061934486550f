package tax_test

import (
	"strconv"
	"testing"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// largest has a chart of 5 000 accounts, ten times that of a large company.
func largest() tax.Facts {
	f := planned()
	for n := 1000; len(f.Accounts) < 5_000; n++ {
		if n < 2000 || n > 2999 && n < 8800 {
			f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: strconv.Itoa(n) + "1", Result: n >= 3000, Moved: money.Amount(n)})
		}
	}
	return f
}

// BenchmarkComputation is one plan from the facts on.
func BenchmarkComputation(b *testing.B) {
	f := largest()
	for b.Loop() {
		compute(b, f, ownPlan)
	}
}

// BenchmarkPlanningPage is what a key press on the planning page costs: all
// facts made ready, five alternatives, one of them solved backwards, entries
// and forms of the chosen one.
func BenchmarkPlanningPage(b *testing.B) {
	f := largest()
	for b.Loop() {
		basis, err := tax.Prepare(f)
		if err != nil {
			b.Fatal(err)
		}
		list := basis.Alternatives(ownPlan, tax.Goal{Kind: tax.GoalTax, Amount: 80_000 * kr})
		if list[3].Err != nil {
			b.Fatal(list[3].Err)
		}
		if _, _, err := list[3].Result.Entries(tax.Orders{}); err != nil {
			b.Fatal(err)
		}
		if _, _, err := list[3].Result.INK2(); err != nil {
			b.Fatal(err)
		}
	}
}
