package tax

import (
	"slices"

	"bokslut/internal/money"
)

// adjustments are all lines that do not depend on the plan, with findings for
// what a person has still to say.
func (b *Basis) adjustments(n *notes) ([]Justering, error) {
	f := b.facts
	computed, err := b.computedLines()
	if err != nil {
		return nil, err
	}
	list := decide(append(proposals(f.Year, b.books), computed...), f.Decisions)
	for _, j := range list {
		if j.Doubtful && j.Status == Open {
			n.add(FoundToConfirm, Warning, j.ID, kr(j.Proposed))
		}
	}
	for _, d := range f.Decisions {
		if !slices.ContainsFunc(list, func(j Justering) bool { return j.ID == d.ID }) {
			n.add(FoundUnused, Info, d.ID)
		}
	}
	for _, a := range f.Additions {
		list = append(list, Justering{
			ID: a.ID, Row: a.Row, Amount: a.Amount, Status: Added, Note: a.Note,
			Step: Step{Code: StepAdjustment, Row: a.Row, Amount: a.Amount, Args: []string{a.ID}},
		})
	}
	return list, nil
}

// computedLines are the adjustments that come from facts instead of accounts.
func (b *Basis) computedLines() ([]Justering, error) {
	var list []Justering
	opening := money.Amount(0)
	for _, fund := range b.funds {
		opening += fund.Amount
	}
	if opening != 0 {
		line, err := b.schablonLine(opening)
		if err != nil {
			return nil, err
		}
		list = append(list, line)
	}
	if units := b.facts.Fondandelar; units != 0 {
		figure, err := SchablonFondandelar.For(b.facts.Year)
		if err != nil {
			return nil, err
		}
		list = append(list, Justering{ID: "4.6b", Row: "4.6b", Proposed: Kronor(figure.Rate().Of(units)), Step: Step{
			Code: StepFundUnits, Row: "4.6b", Args: []string{kr(units), figure.Rate().String()}, Rule: figure.rule(),
		}})
	}
	return list, nil
}

func (b *Basis) schablonLine(opening money.Amount) (Justering, error) {
	year := b.facts.Year
	figure, err := Schablonranta.For(year)
	if err != nil {
		return Justering{}, err
	}
	j := Justering{ID: "4.6a", Row: "4.6a", Proposed: Schablonintakt(opening, figure.Rate(), b.law.rate(Schablondel), year.Months())}
	for _, fund := range b.funds {
		j.Accounts = append(j.Accounts, Behind{fund.Account, fund.Amount})
	}
	j.Step = Step{
		Code: StepSchablon, Row: "4.6a", Rule: figure.rule(), Accounts: j.Accounts,
		Args: []string{kr(opening), figure.Rate().String(), itoa(year.Months())},
	}
	return j, nil
}
