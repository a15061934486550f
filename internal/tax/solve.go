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
// time the tax on ten kronor raises it: so every whole krona between the lowest
// and the highest result can be reached, near where a straight line says. The
// tax never rises with the allocation, but skips kronor.
func (b *Basis) solve(r Result, g Goal) (money.Amount, error) {
	value := func(kronor money.Amount) money.Amount {
		r.allocate(kronor * 100)
		switch g.Kind {
		case GoalTax:
			return r.Computed
		case GoalDividend:
			return Kronor(b.freeEquity() + r.Net)
		}
		return Kronor(r.Net)
	}
	if g.Kind != GoalResult && g.Kind != GoalTax && g.Kind != GoalDividend {
		return 0, &GoalError{Goal: g, Reason: "unknown_kind"}
	}
	want, highest := Kronor(g.Amount), r.MaxAllocation/100
	low, high := money.Amount(0), highest
	for low < high {
		if middle := (low + high) / 2; value(middle) > want {
			low = middle + 1
		} else {
			high = middle
		}
	}
	for kronor := max(0, low-ripple); kronor <= min(highest, low+ripple); kronor++ {
		if value(kronor) == want {
			return kronor * 100, nil
		}
	}
	return 0, unreachable(g, want, low, highest, value)
}

// ripple is how many kronor of allocation a result may lie from the straight
// line: the income moves by ten, and the binary search may err as much again.
const ripple = 20

func unreachable(g Goal, want, near, highest money.Amount, value func(money.Amount) money.Amount) error {
	e := &GoalError{Goal: g, Lowest: value(highest), Highest: value(0)}
	for kronor := range min(ripple, highest) {
		e.Highest = max(e.Highest, value(kronor))
		e.Lowest = min(e.Lowest, value(highest-kronor))
	}
	switch {
	case want > e.Highest:
		e.Reason = "too_high"
	case want < e.Lowest:
		e.Reason = "too_low"
	default:
		e.Reason = "between"
		e.Lowest, e.Highest = value(near), value(max(0, near-1))
	}
	return e
}
