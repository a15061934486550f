package tax

import "bokslut/internal/money"

// explain fills in the lines that a person reads, and what follows from the
// plan.
func (b *Basis) explain(r *Result) {
	r.Steps = b.resultSteps(*r)
	r.TaxSteps = b.taxSteps(*r)
	r.Betalning, r.PaySteps = b.payment(r.Computed)
	r.Kapital = b.capital(*r)
	r.Findings = append(append([]Finding(nil), b.notes...), b.follow(*r)...)
}

func (b *Basis) resultSteps(r Result) []Step {
	steps := []Step{{Code: StepBooked, Amount: r.Booked}}
	if diff := r.AfterFinance - r.Booked; diff != 0 {
		steps = append(steps, Step{Code: StepSpecialTaxes, Amount: diff})
	}
	steps = append(steps, Step{Code: StepAfterFinance, Amount: r.AfterFinance})
	add := func(s Step) {
		if s.Amount != 0 {
			steps = append(steps, s)
		}
	}
	add(Step{Code: StepReceived, Amount: r.Received, Accounts: b.books.behind(-1, Range{8820, 8829}), Rule: Rule{"IL 35 kap.", Confirmed}})
	add(Step{Code: StepGiven, Amount: -r.Given, Accounts: b.books.behind(-1, Range{8830, 8839}), Rule: Rule{"IL 35 kap.", Confirmed}})
	add(Step{Code: StepOver, Amount: r.Over.Change, Args: []string{kr(r.Over.Opening), kr(r.Over.Closing)}, Rule: Rule{"IL 18 kap. 13–17 §§", Confirmed}})
	for _, s := range r.Funds {
		behind := []Behind{{s.Account, s.Amount}}
		add(Step{Code: StepCompulsory, Amount: s.Compulsory, Args: []string{s.Account, s.Year.String(), itoa(s.YearsAfter)}, Accounts: behind, Rule: Rule{"IL 30 kap. 7 §", Confirmed}})
		add(Step{Code: StepVoluntary, Amount: s.Voluntary, Args: []string{s.Account, s.Year.String()}, Accounts: behind, Rule: Rule{"IL 30 kap. 7 §", Confirmed}})
	}
	add(Step{Code: StepOther, Amount: r.Other})
	steps = append(steps,
		Step{Code: StepBeforeFund, Amount: r.BeforeAllocation},
		Step{Code: StepAllocation, Amount: -r.Allocation, Args: []string{kr(r.MaxAllocation)}, Rule: b.law[FondHogst].rule()},
		Step{Code: StepBeforeTax, Amount: r.BeforeTax},
		Step{Code: StepTax, Amount: -r.Tax, Args: []string{kr(r.Taxable), b.law.rate(Bolagsskatt).String()}, Rule: b.law[Bolagsskatt].rule()},
	)
	add(Step{Code: StepOtherTaxes, Amount: -r.OtherTaxes, Accounts: b.books.behind(-1, Range{8920, 8989})})
	return append(steps, Step{Code: StepResult, Amount: r.Net})
}

// FormResult is the year's result as INK2 has it (3.26, 3.27, 4.1, 4.2), whole
// kronor: it and the rows of INK2S sum to the surplus.
func (r Result) FormResult() money.Amount {
	return Kronor(r.BeforeAllocation) - r.Allocation - r.FormTax()
}

// FormTax is row 3.25 and 4.3a, whole kronor: all taxes on 8900–8989.
func (r Result) FormTax() money.Amount { return r.Tax + Kronor(r.OtherTaxes) }

func (b *Basis) taxSteps(r Result) []Step {
	steps := []Step{{Code: StepResult, Row: resultRow(r), Amount: r.FormResult()}}
	steps = append(steps, Step{Code: StepTaxBack, Row: "4.3a", Amount: r.FormTax(), Rule: Rule{"IL 9 kap. 4 §", Confirmed}})
	for _, row := range r.Rows {
		steps = append(steps, row.Steps...)
	}
	row := "4.15"
	if r.Surplus < 0 {
		row = "4.16"
	}
	rate := b.law.rate(Bolagsskatt)
	return append(steps,
		Step{Code: StepSurplus, Row: row, Amount: r.Surplus},
		Step{Code: StepBase, Amount: r.Base},
		Step{Code: StepMax, Amount: r.MaxAllocation, Args: []string{kr(r.Base), b.law.rate(FondHogst).String()}, Rule: b.law[FondHogst].rule()},
		Step{Code: StepTaxable, Amount: r.Taxable, Args: []string{kr(r.Surplus)}, Rule: Rule{"IL 1 kap. 7 §", Confirmed}},
		Step{Code: StepIncomeTax, Amount: r.Computed, Args: []string{kr(r.Taxable), rate.String()}, Rule: b.law[Bolagsskatt].rule()},
	)
}

func resultRow(r Result) string {
	if r.FormResult() < 0 {
		return "4.2"
	}
	return "4.1"
}

// follow is what a person should know of this plan.
func (b *Basis) follow(r Result) []Finding {
	var n notes
	if r.Surplus < 0 {
		n.add(FoundLoss, Info, kr(-r.Surplus))
	}
	if r.Base <= 0 {
		n.add(FoundNoBase, Info, kr(r.Base))
	}
	if r.Underskott.Barred > 0 {
		n.add(FoundBarredRow, Warning, kr(r.Underskott.Barred))
	}
	if i := r.Ranta; i != nil && (i.Net > 0 && (b.facts.Rantor.Intressegemenskap || i.Rule == RuleEBITDA || i.NotDeductible > 0) || i.CarriedUsed > 0) {
		n.add(FoundInterestGroup, Warning)
	}
	if r.Kapital.HalvtKapital {
		n.add(FoundHalfCapital, Warning, kr(r.Kapital.Eget), kr(r.Kapital.Aktiekapital/2))
	}
	if r.Kapital.UtdelningOver > 0 {
		n.add(FoundDividend, Warning, kr(b.facts.Utdelning), kr(r.Kapital.Fritt))
	}
	return n.list
}
