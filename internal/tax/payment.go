package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Preliminarskatt is what is debited as preliminary tax for the tax year, öre,
// positive: from its second month to the month after it. AndraAr is the part
// of 2518 that concerns other tax years. Antagen says that nobody has told what
// is debited, and that it is taken from the balance.
type Preliminarskatt struct {
	Debiterad money.Amount `json:"debiterad"`
	AndraAr   money.Amount `json:"andraAr"`
	Antagen   bool         `json:"-"`
}

// ProposePreliminar takes the balance of 2518 for equal instalments, all of the
// tax year but the last one, and is a guess to confirm. ok is false when it is
// no such sum.
func ProposePreliminar(year civil.Period, booked money.Amount) (p Preliminarskatt, ok bool) {
	instalments := money.Amount(year.Months() - 1)
	if instalments < 1 || booked <= 0 || booked%(instalments*100) != 0 {
		return Preliminarskatt{}, false
	}
	return Preliminarskatt{Debiterad: booked / instalments * (instalments + 1)}, true
}

// Betalning is what there is to pay when preliminary tax is taken off, before
// interest. Whole kronor, a cost positive; ToPay is negative when money comes
// back.
type Betalning struct {
	Tax, Pension, Property, Yield money.Amount
	Debited                       money.Amount
	Booked                        money.Amount // of it on 2518 at the closing date
	Remaining                     money.Amount // after the closing date
	ToPay                         money.Amount
	First, Rest                   ExtraInbetalning
}

// An ExtraInbetalning is what to pay into the tax account by a day, so that no
// interest runs.
type ExtraInbetalning struct {
	Amount money.Amount
	By     civil.Date
}

// extra divides an underpayment: interest runs on the part above the limit from
// the 13th of the second month after the tax year, on the rest from the 4th of
// the fifth. Source: SFL 65 kap.; for calendar years 12 February and 3 May.
func extra(toPay, limit money.Amount, year civil.Period) (first, rest ExtraInbetalning) {
	due := max(0, toPay)
	first = ExtraInbetalning{max(0, due-limit), dayInMonth(year.To, 2, 12)}
	rest = ExtraInbetalning{due - first.Amount, dayInMonth(year.To, 5, 3)}
	return first, rest
}

func dayInMonth(end civil.Date, months, day int) civil.Date {
	month := civil.Of(end.Year, end.Month, 1).AddMonths(months)
	return civil.Of(month.Year, month.Month, day)
}

// payment sums what there is to pay.
func (b *Basis) payment(tax money.Amount) (Betalning, []Step) {
	f, limit := b.facts, b.law[KostnadsrantaGrans]
	p := Betalning{Tax: tax, Debited: Kronor(f.Preliminar.Debiterad)}
	var steps []Step
	for _, special := range b.special {
		steps = append(steps, special.Steps...)
	}
	p.Pension, p.Property, p.Yield = Kronor(b.special[0].Amount), Kronor(b.special[1].Amount), Kronor(b.special[2].Amount)
	p.Booked = Kronor(b.books.sum(2518, 2518) - f.Preliminar.AndraAr)
	p.Remaining = p.Debited - p.Booked
	p.ToPay = p.Tax + p.Pension + p.Property + p.Yield - p.Debited
	p.First, p.Rest = extra(p.ToPay, limit.Amount(), f.Year)
	return p, append(steps,
		Step{Code: StepPreliminary, Amount: -p.Debited, Args: []string{kr(p.Debited), kr(p.Booked), kr(p.Remaining)}, Accounts: b.books.behind(1, Range{2518, 2518})},
		Step{Code: StepToPay, Amount: p.ToPay},
		Step{Code: StepExtraFirst, Amount: p.First.Amount, Args: []string{kr(limit.Amount()), p.First.By.String()}, Rule: limit.rule()},
		Step{Code: StepExtraRest, Amount: p.Rest.Amount, Args: []string{p.Rest.By.String()}, Rule: limit.rule()},
	)
}
