package tax

import "slices"

// Utgaende is what the next tax year begins with when this plan is booked and
// declared: funds, deficits, remaining net interest. Source is empty; the
// figures come from here.
func (r Result) Utgaende() Ingaende {
	f := r.basis.facts
	next := Ingaende{Underskott: f.Ingaende.Underskott.after(r.Underskott, r.Surplus)}
	for _, s := range r.Funds {
		if left := s.Left(); left != 0 {
			fund := s.Periodiseringsfond
			fund.Amount = left
			next.Fonder = append(next.Fonder, fund)
		}
	}
	if r.Allocation != 0 {
		next.Fonder = append(next.Fonder, Periodiseringsfond{Account: r.basis.newFund(), Year: f.Year, Amount: r.Allocation, Confirmed: true})
	}
	if r.Ranta != nil { // else nothing is left of earlier years either
		next.Rantenetto = r.Ranta.Carried
	}
	return next
}

// InventarierNext is what the tax depreciation of the next year begins with:
// method, tax value at the end of this year, and what is still held by year of
// purchase. Purchases, proceeds and book value of that year are unknown. Nil
// when no equipment is given.
func (r Result) InventarierNext() *Inventarier {
	i := r.basis.facts.Inventarier
	if i == nil {
		return nil
	}
	next := &Inventarier{Metod: i.Metod, Ingaende: i.Bokfort - r.Over.Closing, Kvar: slices.Clone(i.Kvar)}
	if i.Metod == Restvarde {
		next.Ingaende = r.basis.over.units.Lowest
	}
	return next
}
