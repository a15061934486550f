package tax

import (
	"slices"

	"bokslut/internal/money"
)

// Kind is one way to plan the year's result.
type Kind string

// The alternatives. What must be reversed is reversed in every one.
const (
	KindNone    Kind = "none"    // ingen frivillig avsättning
	KindMax     Kind = "max"     // max avsättning
	KindGoal    Kind = "goal"    // önskat resultat, önskad skatt eller önskat utdelningsutrymme
	KindOwn     Kind = "own"     // egen avsättning och återföring
	KindRelease Kind = "release" // max återföring

	// KindOwners is no plan: the result goes to the owners as it is, and Compute
	// refuses it.
	KindOwners Kind = "owners"
)

// Over is how much överavskrivning to make.
type Over string

// OverBest is the highest that the rules allow, OverCompulsory only what must
// be taken back, OverOwn an own balance of 2150.
const (
	OverBest       Over = ""
	OverCompulsory Over = "compulsory"
	OverOwn        Over = "own"
)

// A Choice is what a person decides in a plan. Amounts are öre, positive.
type Choice struct {
	Kind       Kind                    `json:"kind"`
	Avsattning money.Amount            `json:"avsattning"` // KindOwn: whole kronor
	Goal       Goal                    `json:"goal"`       // KindGoal
	Aterforing map[string]money.Amount `json:"aterforing"` // voluntary, by the fund's ID; KindGoal and KindOwn
	Over       Over                    `json:"over"`       // KindGoal and KindOwn
	Overvarde  money.Amount            `json:"overvarde"`  // OverOwn: wanted UB of 2150
	Skatt      *money.Amount           `json:"skatt"`      // an own amount of tax to book; nil: the computed one
}

// over is how the alternative treats överavskrivningar: without voluntary
// appropriations only what must be, at most all that the rules allow.
func (c Choice) over() Over {
	switch c.Kind {
	case KindNone, KindRelease:
		return OverCompulsory
	case KindMax:
		return OverBest
	}
	return c.Over
}

// wanted is the voluntary reversal of a fund.
func (c Choice) wanted(s FundState) money.Amount {
	switch c.Kind {
	case KindRelease:
		return max(0, s.Amount) // one in debit is told, and stays
	case KindGoal, KindOwn:
		return c.Aterforing[s.ID()]
	}
	return 0
}

func (c Choice) check(funds []FundState) error {
	amounts := append(known(c.Skatt), c.Avsattning, c.Goal.Amount, c.Overvarde)
	for id, a := range c.Aterforing {
		amounts = append(amounts, a)
		if !slices.ContainsFunc(funds, func(s FundState) bool { return s.ID() == id }) {
			return &ReversalError{Fund: id, Wanted: a}
		}
	}
	if err := checkAmounts(amounts); err != nil {
		return err
	}
	if c.Skatt != nil && (*c.Skatt < 0 || *c.Skatt != Kronor(*c.Skatt)) {
		return &FieldError{"skatt", "not_whole"}
	}
	switch c.Kind {
	case KindNone, KindMax, KindGoal, KindOwn, KindRelease:
	default:
		return &FieldError{"kind", "unknown_kind"}
	}
	switch c.Over {
	case OverBest, OverCompulsory, OverOwn:
		return nil
	}
	return &FieldError{"over", "unknown_kind"}
}
