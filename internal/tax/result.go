package tax

import (
	"bokslut/internal/money"
)

// A Result is a whole plan: from the result as booked to the year's result, the
// tax, the funds, what follows. Income and surplus are positive, taxes are
// positive costs; öre, but tax, allocation and the rows of INK2S are whole
// kronor.
//
//	BeforeTax = BeforeAllocation − Allocation
//	Net = BeforeTax − Tax − OtherTaxes
//	Surplus = Base − Allocation
type Result struct {
	Choice           Choice
	Booked           money.Amount // result after financial items as booked
	AfterFinance     money.Amount // with the special taxes as they are to be
	Received, Given  money.Amount // koncernbidrag
	Over             OverState
	Funds            []FundState
	Other            money.Amount // booked appropriations of other kinds
	BeforeAllocation money.Amount
	Allocation       money.Amount
	MaxAllocation    money.Amount
	BeforeTax        money.Amount
	Tax              money.Amount // of the year, 8910: Computed, or what a person chose
	Computed         money.Amount
	OtherTaxes       money.Amount // 8920–8989
	Net              money.Amount // årets resultat

	Base       money.Amount // surplus before allocation
	Surplus    money.Amount // 4.15, or 4.16 when negative
	Taxable    money.Amount // beskattningsbar inkomst
	Rows       []RowTotal   // INK2S 4.3–4.14
	Underskott DeficitUse
	Ranta      *Ranteavdrag // nil when there is no interest to judge
	Betalning  Betalning
	Kapital    Kapital

	Steps    []Step // from the booked result to the year's result
	TaxSteps []Step // from the year's result to the tax
	PaySteps []Step
	Findings []Finding

	basis *Basis
}

// An OverState is what happens to överavskrivningar on equipment, öre.
type OverState struct {
	Opening    money.Amount // IB of 2150 and 2153, positive
	Max        money.Amount // highest allowed UB
	Compulsory money.Amount // what must be taken back, positive
	Closing    money.Amount
	Change     money.Amount // 885x in all, income positive
}

// Compute works out one plan. It is an *AllocationError, *ReversalError,
// *FieldError or *GoalError when the plan cannot be.
func (b *Basis) Compute(c Choice) (Result, error) {
	r, err := b.beforeAllocation(c)
	if err != nil {
		return r, err
	}
	var allocation money.Amount
	switch c.Kind {
	case KindMax:
		allocation = r.MaxAllocation
	case KindOwn:
		if c.Avsattning < 0 || c.Avsattning > r.MaxAllocation || c.Avsattning != Kronor(c.Avsattning) {
			return r, &AllocationError{Wanted: c.Avsattning, Max: r.MaxAllocation}
		}
		allocation = c.Avsattning
	case KindGoal:
		if allocation, err = b.solve(r, c.Goal); err != nil {
			return r, err
		}
	}
	r.allocate(allocation)
	b.explain(&r)
	return r, nil
}

// beforeAllocation is all that comes before the year's own fund.
func (b *Basis) beforeAllocation(c Choice) (Result, error) {
	r := Result{Choice: c, basis: b, Booked: b.booked, AfterFinance: b.afterFinance(), Received: b.received, Given: b.given, Other: b.other, OtherTaxes: b.otherTax}
	if err := c.check(b.funds); err != nil {
		return r, err
	}
	var err error
	if r.Over, err = b.over.choose(c); err != nil {
		return r, err
	}
	if r.Funds, err = reverse(b.funds, c.wanted); err != nil {
		return r, err
	}
	r.BeforeAllocation = r.AfterFinance + r.Received - r.Given + r.Over.Change + r.Other
	for _, s := range r.Funds {
		r.BeforeAllocation += s.Reversed()
	}
	if err := b.adjust(&r); err != nil {
		return r, err
	}
	if r.MaxAllocation = HogstaAvsattning(r.Base, b.law.rate(FondHogst)); b.facts.Ends {
		r.MaxAllocation = 0
	}
	return r, nil
}

// allocate fills in what an allocation gives.
func (r *Result) allocate(amount money.Amount) {
	r.Allocation = amount
	r.BeforeTax = r.BeforeAllocation - amount
	r.Surplus = r.Base - amount
	r.Taxable = BeskattningsbarInkomst(r.Surplus)
	r.Computed = Inkomstskatt(r.Taxable, r.basis.law.rate(Bolagsskatt))
	r.Tax = orElse(r.Choice.Skatt, r.Computed)
	r.Net = r.BeforeTax - r.Tax - r.OtherTaxes
}

// choose is the balance of 2150 that a plan ends with.
func (o overBasis) choose(c Choice) (OverState, error) {
	s := OverState{Opening: o.opening, Closing: o.opening, Change: o.booked}
	if !o.known {
		return s, nil
	}
	s.Max = o.units.MaxOver
	s.Compulsory = max(0, o.opening-s.Max)
	switch c.over() {
	case OverBest:
		s.Closing = s.Max
	case OverCompulsory:
		s.Closing = min(o.opening, s.Max)
	case OverOwn:
		if c.Overvarde < 0 || c.Overvarde > s.Max {
			return s, &FieldError{"overvarde", "range"}
		}
		s.Closing = c.Overvarde
	}
	s.Change = o.opening - s.Closing + o.others
	return s, nil
}
