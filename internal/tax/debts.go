package tax

import (
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Skatteskuld is what the plan says that an account of taxes shows at the end
// of the year. Amount is öre, debit positive: a debt is negative.
type Skatteskuld struct {
	Account string
	Kind    EntryKind // what it comes from; empty is preliminary tax
	Amount  money.Amount
	Steps   []Step // how the amount is reached
}

// Skatteskulder are the accounts of taxes that the plan knows the closing
// balance of, with those that are zero only where the ledger has something. An
// account that only holds other years' taxes is for a person to explain.
func (r Result) Skatteskulder() []Skatteskuld {
	b := r.basis
	debts := []Skatteskuld{{Account: "2512", Kind: EntryTax, Amount: -r.Tax, Steps: pick(r.TaxSteps, StepSurplus, StepTaxable, StepIncomeTax)}}
	if prior := b.facts.TidigareSkatt; prior != nil && *prior != 0 {
		debts = append(debts, Skatteskuld{Account: "2512", Kind: EntryPrior, Amount: -*prior})
	}
	for _, s := range b.special {
		if len(s.Costs) > 0 {
			debts = append(debts, Skatteskuld{Account: specialCounter[s.Kind], Kind: s.Kind, Amount: -s.Amount, Steps: s.Steps})
		}
	}
	if booked, ok := b.facts.Preliminar.AtClosing(b.facts.Year); ok {
		debts = append(debts, Skatteskuld{Account: "2518", Amount: booked + b.facts.Preliminar.AndraAr, Steps: pick(r.PaySteps, StepPreliminary)})
	}
	var used []Skatteskuld
	for _, d := range debts {
		if d.Amount != 0 || b.books.used(d.Account) {
			used = append(used, d)
		}
	}
	return used
}

// pick are the steps with certain codes.
func pick(steps []Step, codes ...string) []Step {
	var picked []Step
	for _, s := range steps {
		if slices.Contains(codes, s.Code) {
			picked = append(picked, s)
		}
	}
	return picked
}

// AtClosing is what of the debited tax is booked on 2518 on the last day of the
// year: all instalments but the last. ok is false when nobody has said what is
// debited, and when the instalments cannot be equal.
func (p Preliminarskatt) AtClosing(year civil.Period) (booked money.Amount, ok bool) {
	instalments := money.Amount(year.Months())
	if p.Antagen || instalments < 2 || p.Debiterad%(instalments*100) != 0 {
		return 0, false
	}
	return p.Debiterad / instalments * (instalments - 1), true
}
