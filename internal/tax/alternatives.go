package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// An Alternative is a plan beside others. Err says why it cannot be; the rest
// is then empty.
type Alternative struct {
	Kind   Kind
	Result Result
	Err    error
	Now    money.Amount // tax saved this year against no voluntary allocation, whole kronor
	Later  Later
}

// Later is what the funds that are left cost in the next tax year: standard
// income on them at a rate and the tax on that, whole kronor. Err is a
// *YearError while the rate is not known.
type Later struct {
	Rate     Rate
	Schablon money.Amount
	Tax      money.Amount
	Err      error
}

// Alternatives computes all five plans from the same result, and after them
// those that are saved. own holds the person's own amounts, and goal what is
// wished for; each is used where it belongs.
func (b *Basis) Alternatives(own Choice, goal Goal, saved ...Choice) []Alternative {
	choices := []Choice{{Kind: KindNone}, {Kind: KindMax}, own, own, {Kind: KindRelease}}
	choices[2].Kind, choices[2].Goal = KindGoal, goal
	choices[3].Kind = KindOwn
	choices = append(choices, saved...)
	var list []Alternative
	for _, c := range choices {
		r, err := b.Compute(c)
		a := Alternative{Kind: c.Kind, Result: r, Err: err}
		if err != nil {
			a.Result = Result{}
		} else {
			a.Now = baseline(list, r) - r.Computed
			a.Later = b.later(r)
		}
		list = append(list, a)
	}
	return list
}

// baseline is the tax without voluntary allocations: that of the first
// alternative.
func baseline(done []Alternative, r Result) money.Amount {
	if len(done) == 0 {
		return r.Computed
	}
	return done[0].Result.Computed
}

// later is what the plan's funds cost in a next tax year of twelve months.
func (b *Basis) later(r Result) Later {
	left := r.FundsLeft()
	if left == 0 {
		return Later{}
	}
	next := nextYear(b.facts.Year)
	tax, err := Bolagsskatt.For(next)
	if err != nil {
		return Later{Err: err}
	}
	rate, err := Schablonranta.For(next)
	if err != nil {
		return Later{Err: err}
	}
	schablon := Schablonintakt(left, rate.Rate(), whole, next.Months())
	return Later{Rate: rate.Rate(), Schablon: schablon, Tax: Kronor(tax.Rate().Of(schablon))}
}

func nextYear(year civil.Period) civil.Period {
	begin := year.To.AddDays(1)
	return civil.Period{From: begin, To: begin.AddMonths(12).AddDays(-1)}
}

// FundsLeft is the sum of the funds when the plan is booked, the year's own one
// included.
func (r Result) FundsLeft() money.Amount {
	left := r.Allocation
	for _, s := range r.Funds {
		left += s.Left()
	}
	return left
}
