package tax

import (
	"fmt"

	"bokslut/internal/money"
)

// A Goal is what a plan should end with, öre: whole kronor of result, tax or
// room for dividend. The öre of a result follow from the books.
type Goal struct {
	Kind   GoalKind     `json:"kind"`
	Amount money.Amount `json:"amount"`
}

// GoalKind is what is wished for.
type GoalKind string

// The wishes. Dividend is free equity after the year's result.
const (
	GoalResult   GoalKind = "result"
	GoalTax      GoalKind = "tax"
	GoalDividend GoalKind = "dividend"
)

// A GoalError says why an allocation cannot give what is wished for. Lowest and
// Highest are what can be reached with the reversals of the plan. Reason is
//
//   - too_high or too_low: outside what allocations give;
//   - between: the income tax moves in steps, since the income is dropped to ten
//     kronor; Lowest and Highest are the nearest taxes on either side;
//   - unknown_kind.
type GoalError struct {
	Goal            Goal
	Reason          string
	Lowest, Highest money.Amount
}

func (e *GoalError) Error() string {
	return fmt.Sprintf("%s of %s cannot be reached: %s, from %s to %s", e.Goal.Kind, e.Goal.Amount.Plain(), e.Reason, e.Lowest.Plain(), e.Highest.Plain())
}

// solve is the lowest allocation that gives the goal to the krona.
//
// One krona more of allocation lowers the result by one krona, and every tenth
// time raises it by the tax on ten: so between two results that can be reached
// every whole krona can. The tax never rises with the allocation.
func (b *Basis) solve(r Result, g Goal) (money.Amount, error) {
	at := func(allocation money.Amount) money.Amount {
		r.allocate(allocation)
		if g.Kind == GoalTax {
			return r.Computed
		}
		if g.Kind == GoalDividend {
			return Kronor(b.freeEquity() + r.Net)
		}
		return Kronor(r.Net)
	}
	if g.Kind != GoalResult && g.Kind != GoalTax && g.Kind != GoalDividend {
		return 0, &GoalError{Goal: g, Reason: "unknown_kind"}
	}
	want := Kronor(g.Amount)
	found := firstAtMost(r.MaxAllocation, want, at)
	if at(found) == want {
		return found, nil
	}
	return 0, b.unreachable(r, g, found, at)
}

// ripple is how far a result may lie from the straight line, in kronor: the tax
// on ten kronor, dropped to whole ones.
const ripple = 1000

// firstAtMost is the lowest allocation in whole kronor for which value is at
// most want; the highest one when there is none. value falls with the
// allocation but for steps upward within ripple.
func firstAtMost(highest, want money.Amount, value func(money.Amount) money.Amount) money.Amount {
	low, high := money.Amount(0), highest/100
	for low < high {
		if middle := (low + high) / 2; value(middle*100) > want {
			low = middle + 1
		} else {
			high = middle
		}
	}
	for k := max(0, low-ripple/100*4); k <= min(highest/100, low+ripple/100*4); k++ {
		if value(k*100) <= want {
			return k * 100
		}
	}
	return highest
}

func (b *Basis) unreachable(r Result, g Goal, near money.Amount, at func(money.Amount) money.Amount) error {
	e := &GoalError{Goal: g, Lowest: at(r.MaxAllocation), Highest: at(0)}
	switch want := Kronor(g.Amount); {
	case want > e.Highest:
		e.Reason = "too_high"
	case want < e.Lowest:
		e.Reason = "too_low"
	default:
		e.Reason = "between"
		e.Lowest, e.Highest = at(near), at(max(0, near-100))
	}
	return e
}
