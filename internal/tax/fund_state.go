package tax

import (
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A FundState is a fund in the tax year that is being closed.
type FundState struct {
	Periodiseringsfond
	YearsAfter int          // tax years after the fund's, this one included
	Must       bool         // it must be reversed this year
	Uplift     Rate         // what is added on reversal: 4 % is 400
	Compulsory money.Amount // reversed because it must be
	Voluntary  money.Amount // reversed by choice
	Added      money.Amount // uppräkning in the declaration, INK2S 4.6d, whole kronor
}

// Reversed is what the books take back this year (8819).
func (s FundState) Reversed() money.Amount { return s.Compulsory + s.Voluntary }

// Left is what remains of the fund at the end of the year.
func (s FundState) Left() money.Amount { return s.Amount - s.Reversed() }

// upliftKey is which factor a fund has when it is reversed. Source: SFS
// 2018:1206; the fund's own tax year decides.
func upliftKey(fund civil.Period) Key {
	switch {
	case fund.From.Year < 2019:
		return FondUppraknadFore2019
	case fund.From.Year < 2021:
		return FondUppraknad2019
	}
	return FondUppraknad2021
}

// Uppraknat is the part above 100 % of a reversed fund, in whole kronor to the
// nearest one, as a published example has it (32 164 × 3 % is 965).
func Uppraknat(reversed money.Amount, uplift Rate) money.Amount {
	return nearestKrona(uplift.Of(reversed))
}

// fundStates judges each fund in the tax year, the oldest first, with what it finds odd.
func fundStates(f Facts, b books, l law, notes *notes) ([]FundState, error) {
	limit := int(l[FondAr].Value)
	var states []FundState
	for _, fund := range proposeFunds(f, b) {
		if fund.Year.From.IsZero() {
			return nil, &FundError{Account: fund.Account, Amount: fund.Amount}
		}
		after, fits := fundYearsAfter(fund.Year, f.Year, f.Years)
		if after == 0 {
			return nil, &FundError{Account: fund.Account, Amount: fund.Amount, Year: fund.Year}
		}
		s := FundState{Periodiseringsfond: fund, YearsAfter: after, Uplift: l.rate(upliftKey(fund.Year)) - whole}
		s.Must = after >= limit || f.Ends
		notes.fund(s, fits, limit)
		states = append(states, s)
	}
	slices.SortStableFunc(states, func(x, y FundState) int { return x.Year.From.Compare(y.Year.From) })
	return states, nil
}

// reverse decides what is taken back of each fund: all that must be, and the
// wanted part of the others.
func reverse(funds []FundState, wanted func(FundState) money.Amount) ([]FundState, error) {
	done := make([]FundState, len(funds))
	for i, s := range funds {
		if s.Must {
			s.Compulsory = s.Amount
		} else if s.Voluntary = wanted(s); s.Voluntary < 0 || s.Voluntary > max(0, s.Amount) {
			return nil, &ReversalError{Fund: s.ID(), Wanted: s.Voluntary, Amount: s.Amount}
		}
		s.Added = Uppraknat(s.Reversed(), s.Uplift)
		done[i] = s
	}
	return done, nil
}

// Schablonintakt is the standard income on funds at the beginning of the tax
// year, in whole kronor with öre dropped. share is how much of the rate counts:
// all of it in years that begin in 2019 or later. Source: IL 30 kap. 6 a §.
func Schablonintakt(funds money.Amount, rate, share Rate, months int) money.Amount {
	const year = 12
	return Kronor(mulDiv(funds, int64(rate)*int64(share)*int64(months), int64(whole)*int64(whole)*year))
}
