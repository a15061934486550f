package tax

import (
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Pension is the base of särskild löneskatt på pensionskostnader, öre. Nil is
// what stands on 7410–7490. A negative base gives no tax and goes to INK2 1.5.
type Pension struct {
	Underlag *money.Amount `json:"underlag"`
}

// A Fastighet is a property with the row of INK2 that it belongs to, 1.8–1.15.
// Avgift replaces share × assessed value where a cap or another rate applies,
// and must be given for rows whose rate is not in the table.
type Fastighet struct {
	Rad            string        `json:"rad"`
	Taxeringsvarde money.Amount  `json:"taxeringsvarde"`
	Avgift         *money.Amount `json:"avgift"`
}

// Avkastning is a base of avkastningsskatt with its row of INK2: 1.6a, 1.6b
// (15 %), 1.7a or 1.7b (30 %). Kapital is the capital of insurances on row 1.7,
// of which the base is computed; Underlag is then zero.
type Avkastning struct {
	Rad      string       `json:"rad"`
	Underlag money.Amount `json:"underlag"`
	Kapital  money.Amount `json:"kapital,omitzero"`
}

var (
	pensionCosts = Range{7410, 7490}
	propertyKey  = map[string]Key{"1.8": AvgiftSmahus, "1.9": AvgiftHyreshus, "1.12": SkattLokaler, "1.13": SkattIndustri}
	propertyRows = []string{"1.8", "1.9", "1.10", "1.11", "1.12", "1.13", "1.14", "1.15"}
	yieldKey     = map[string]Key{"1.6a": AvkastningsskattPension, "1.6b": AvkastningsskattPension, "1.7a": AvkastningsskattKapital, "1.7b": AvkastningsskattKapital}
	yieldAccount = map[string]string{"1.6a": "7551", "1.6b": "7552", "1.7a": "7553", "1.7b": "7554"}
)

// A SpecialTax is a tax that is a cost before income tax. Amount is the whole
// of the year in whole kronor, positive; Booked is what the ledger has of it.
type SpecialTax struct {
	Kind   EntryKind
	Amount money.Amount
	Booked money.Amount
	Costs  []Behind // amount per account of cost
	Steps  []Step
}

// SarskildLoneskatt is the tax on pension costs: the base in whole kronor times
// the rate, öre dropped. Source: lag (1991:687) 1–2 §§.
func SarskildLoneskatt(underlag money.Amount, rate Rate) money.Amount {
	return Kronor(rate.Of(max(0, Kronor(underlag))))
}

// KapitalforsakringUnderlag is the base of avkastningsskatt on a capital
// insurance: its capital times the state borrowing rate plus one percentage
// point, at least 1.25 %. Source: lag (1990:661) 3 d §.
func KapitalforsakringUnderlag(kapital money.Amount, statslaneranta Rate) money.Amount {
	const plus, floor Rate = 100, 125
	return Kronor(max(floor, statslaneranta+plus).Of(kapital))
}

func (f Facts) specialAmounts() []money.Amount {
	var list []money.Amount
	if f.Pension != nil {
		list = known(f.Pension.Underlag)
	}
	for _, p := range f.Fastigheter {
		list = append(append(list, p.Taxeringsvarde), known(p.Avgift)...)
	}
	for _, a := range f.Avkastning {
		list = append(list, a.Underlag, a.Kapital)
	}
	return list
}

func (f Facts) checkSpecial() error {
	for _, p := range f.Fastigheter {
		if p.Taxeringsvarde < 0 || p.Avgift != nil && *p.Avgift < 0 {
			return &FieldError{"fastigheter", "negative"}
		}
		if !slices.Contains(propertyRows, p.Rad) {
			return &FieldError{"fastigheter", "unknown_row"}
		}
		if propertyKey[p.Rad] == "" && p.Avgift == nil {
			return &FieldError{"fastigheter", "no_rate"}
		}
	}
	for _, a := range f.Avkastning {
		if a.Underlag < 0 || a.Kapital < 0 {
			return &FieldError{"avkastning", "negative"}
		}
		key := yieldKey[a.Rad]
		if key == "" {
			return &FieldError{"avkastning", "unknown_row"}
		}
		if a.Kapital > 0 && (a.Underlag > 0 || key != AvkastningsskattKapital) {
			return &FieldError{"avkastning", "capital"}
		}
	}
	return nil
}

// specialTaxes computes the taxes that are costs, for those that are asked for.
func specialTaxes(f Facts, b books, notes *notes) ([]SpecialTax, error) {
	var all []SpecialTax
	for _, compute := range []func(Facts, books) (SpecialTax, error){pensionTax, propertyTax, yieldTax} {
		one, err := compute(f, b)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	if months := f.Year.Months(); len(f.Fastigheter) > 0 && months != 12 {
		notes.add(FoundPropertyLength, Warning, itoa(months))
	}
	return all, nil
}

func pensionTax(f Facts, b books) (SpecialTax, error) {
	booked := b.sum(7532, 7533)
	tax := SpecialTax{Kind: EntryPension, Amount: booked, Booked: booked}
	if f.Pension == nil {
		return tax, nil
	}
	rate, err := SarskildLoneskattRate.For(f.Year)
	if err != nil {
		return tax, err
	}
	base := Kronor(f.pensionBase(b))
	tax.Amount = SarskildLoneskatt(base, rate.Rate())
	tax.Costs = []Behind{{"7533", tax.Amount}}
	tax.Steps = []Step{{
		Code: StepPayroll, Row: "1.4", Amount: tax.Amount, Args: []string{kr(base), rate.Rate().String()},
		Accounts: b.behind(1, pensionCosts), Rule: rate.rule(),
	}}
	return tax, nil
}

func (f Facts) pensionBase(b books) money.Amount {
	if f.Pension == nil {
		return 0
	}
	return orElse(f.Pension.Underlag, b.sum(pensionCosts.From, pensionCosts.To))
}

func propertyTax(f Facts, b books) (SpecialTax, error) {
	booked := b.sum(5191, 5191)
	tax := SpecialTax{Kind: EntryProperty, Amount: booked, Booked: booked}
	if len(f.Fastigheter) == 0 {
		return tax, nil
	}
	tax.Amount = 0
	for _, p := range f.Fastigheter {
		step := Step{Code: StepProperty, Row: p.Rad, Args: []string{p.Rad, kr(p.Taxeringsvarde), ""}}
		if p.Avgift != nil {
			step.Amount = Kronor(*p.Avgift)
		} else {
			rate, err := propertyKey[p.Rad].For(f.Year)
			if err != nil {
				return tax, err
			}
			step.Amount = Kronor(rate.Rate().Of(Kronor(p.Taxeringsvarde)))
			step.Args[2], step.Rule = rate.Rate().String(), rate.rule()
		}
		tax.Amount += step.Amount
		tax.Steps = append(tax.Steps, step)
	}
	tax.Costs = []Behind{{"5191", tax.Amount}}
	return tax, nil
}

// base is what the tax is a share of, whole kronor.
func (a Avkastning) base(year civil.Period) (money.Amount, error) {
	if a.Kapital == 0 {
		return Kronor(a.Underlag), nil
	}
	figure, err := Statslaneranta.For(year)
	if err != nil {
		return 0, err
	}
	return KapitalforsakringUnderlag(a.Kapital, figure.Rate()), nil
}

func yieldTax(f Facts, b books) (SpecialTax, error) {
	booked := b.sum(7550, 7559)
	tax := SpecialTax{Kind: EntryYield, Amount: booked, Booked: booked}
	if len(f.Avkastning) == 0 {
		return tax, nil
	}
	tax.Amount = 0
	for _, a := range f.Avkastning {
		base, err := a.base(f.Year)
		if err != nil {
			return tax, err
		}
		rate, err := yieldKey[a.Rad].For(f.Year)
		if err != nil {
			return tax, err
		}
		amount := Kronor(rate.Rate().Of(base))
		tax.Amount += amount
		tax.Costs = append(tax.Costs, Behind{yieldAccount[a.Rad], amount})
		tax.Steps = append(tax.Steps, Step{
			Code: StepYield, Row: a.Rad, Amount: amount, Args: []string{a.Rad, kr(base), rate.Rate().String()},
			Rule: rate.rule(),
		})
	}
	return tax, nil
}
