package tax

import "bokslut/internal/money"

// adjust computes INK2S 4.3–4.14 and with them the surplus before the year's
// own fund. Tax is added back, so that it is no part of it.
func (b *Basis) adjust(r *Result) error {
	steps := b.planSteps(r)
	surplus := Kronor(r.BeforeAllocation)
	for _, row := range rowTotals(steps) {
		surplus += row.Amount
	}
	limited, err := b.limitInterest(r, surplus)
	if err != nil {
		return err
	}
	for _, s := range limited {
		surplus += s.Amount
	}
	r.Underskott = b.facts.Ingaende.Underskott.Use(b.facts.Year, surplus, r.Received, b.law.rate(Beloppssparr))
	steps = append(append(steps, limited...), r.Underskott.steps()...)
	r.Rows = rowTotals(steps)
	r.Base = Kronor(r.BeforeAllocation)
	for _, row := range r.Rows {
		r.Base += row.Amount
	}
	return nil
}

// planSteps are the adjustments but interest and deficits.
func (b *Basis) planSteps(r *Result) []Step {
	var steps []Step
	for _, j := range b.lines {
		steps = append(steps, j.Step)
	}
	for _, s := range r.Funds {
		if s.Added != 0 {
			steps = append(steps, Step{
				Code: StepUplift, Row: "4.6d", Amount: s.Added, Args: []string{s.Account, kr(s.Reversed()), s.Uplift.String()},
				Accounts: []Behind{{s.Account, s.Reversed()}}, Rule: b.law[upliftKey(s.Year)].rule(),
			})
		}
	}
	if b.over.known && b.facts.Inventarier.Metod == Restvarde {
		steps = append(steps, b.residualStep())
	}
	return steps
}

// residualStep is the difference between the deduction under restvärdesmetoden
// and what is booked as depreciation of equipment. Source: IL 18 kap. 13 §.
func (b *Basis) residualStep() Step {
	booked := Range{7830, 7839}
	deduct := Kronor(max(0, b.over.units.Deduct))
	cost := b.books.sum(booked.From, booked.To)
	return Step{
		Code: StepResidual, Row: "4.9", Amount: Kronor(cost) - deduct, Args: []string{kr(deduct), kr(Kronor(cost))},
		Accounts: b.books.behind(1, booked), Rule: Rule{"IL 18 kap. 13 §", Confirmed},
	}
}

func (d DeficitUse) steps() []Step {
	if d.Gross == 0 {
		return nil
	}
	steps := []Step{{Code: StepDeficit, Row: "4.14a", Amount: -d.Gross, Rule: Rule{"IL 40 kap. 2 §", Confirmed}}}
	if d.Lost > 0 {
		steps = append(steps, Step{
			Code: StepDeficitLost, Row: "4.14b", Amount: d.Lost, Args: []string{kr(d.Lost + d.Cap), kr(d.Cap)}, Rule: Rule{"IL 40 kap. 15 §", Confirmed},
		})
	}
	if d.Barred > 0 {
		steps = append(steps, Step{
			Code: StepDeficitBarred, Row: "4.14c", Amount: d.Barred, Args: []string{kr(d.Barred + d.Usable), kr(d.Usable)}, Rule: Rule{"IL 40 kap. 18 §", OneSource},
		})
	}
	return steps
}

// limitInterest judges the year's interest. surplus is that of the year before
// deficits. It gives what is added back and what earlier years left to deduct.
func (b *Basis) limitInterest(r *Result, surplus money.Amount) ([]Step, error) {
	f := b.facts
	base := InterestBase{Net: b.netInterest(), Other: Kronor(f.Rantor.Ovrigt)}
	if base.Net <= 0 && len(f.Ingaende.Rantenetto) == 0 {
		return nil, nil
	}
	law, err := interestLawFor(f)
	if err != nil {
		return nil, err
	}
	use := f.Ingaende.Underskott.Use(f.Year, surplus, r.Received, b.law.rate(Beloppssparr))
	base.Deficit, base.Result = use.Deducted, surplus-use.Deducted
	base.Depreciation = Kronor(b.taxDepreciation(r))
	for _, s := range r.Funds {
		base.Reversed += s.Reversed()
	}
	base.Reversed = Kronor(base.Reversed)
	left := usableInterest(f.Ingaende.Rantenetto, f.Year, f.Years, law.years)
	d := base.limit(law, f.Rantor.Regel, left, f.Year)
	r.Ranta = &d
	rule := Rule{"IL 24 kap. 24 §; rad i INK2S enligt praxis", OneSource}
	var steps []Step
	if d.NotDeductible > 0 {
		steps = append(steps, Step{Code: StepInterest, Row: "4.3c", Amount: d.NotDeductible, Args: []string{kr(d.Net), kr(d.room()), d.Rule}, Rule: rule})
	}
	if d.CarriedUsed > 0 {
		steps = append(steps, Step{Code: StepInterestOld, Row: "4.4b", Amount: -d.CarriedUsed, Rule: rule})
	}
	return steps, nil
}

// room is what the rule that is used allows.
func (d Ranteavdrag) room() money.Amount {
	if d.Rule == RuleSimple {
		return d.Simple
	}
	return d.Utrymme
}

func interestLawFor(f Facts) (interestLaw, error) {
	var values [3]int64
	for i, key := range []Key{RanteavdragEBITDA, RanteavdragForenkling, RantenettoAr} {
		figure, err := key.For(f.Year)
		if err != nil {
			return interestLaw{}, err
		}
		values[i] = figure.Value
	}
	simple := max(0, money.Amount(values[1])-Kronor(f.Rantor.ForenklingAndra))
	return interestLaw{share: Rate(values[0]), simple: simple, years: int(values[2])}, nil
}

// netInterest is costs less income, whole kronor.
func (b *Basis) netInterest() money.Amount {
	costs := orElse(b.facts.Rantor.Kostnader, sumBehind(b.books.behind(1, interestCost...)))
	income := orElse(b.facts.Rantor.Intakter, sumBehind(b.books.behind(-1, interestIncome...)))
	return Kronor(costs) - Kronor(income)
}

// taxDepreciation is planned depreciation with the change of överavskrivningar
// and the adjustment of row 4.9.
func (b *Basis) taxDepreciation(r *Result) money.Amount {
	deducted := b.books.sum(7800, 7899) - r.Over.Change
	for _, s := range b.planSteps(r) {
		if s.Row == "4.9" {
			deducted -= s.Amount
		}
	}
	return orElse(b.facts.Rantor.Avskrivningar, deducted)
}
