package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Basis is a tax year made ready: checked, summed, with all that is the same
// in every alternative. It never changes.
type Basis struct {
	facts     Facts
	scope     Scope
	books     books
	law       law
	special   []SpecialTax // pension, property, yield
	funds     []FundState
	over      overBasis
	lines     []Justering
	notes     []Finding
	received  money.Amount // group contributions, positive
	given     money.Amount
	booked    money.Amount // result after financial items as booked
	other     money.Amount // booked appropriations of other kinds, income positive
	otherTax  money.Amount // taxes on 8911–8989, a cost positive
	resultOut money.Amount // the year's result as booked on 899x, debit positive
}

// law are the figures that go by the first day of the tax year.
type law map[Key]Figure

// always are the figures without which no tax year is computed.
var always = []Key{
	Bolagsskatt, FondHogst, FondAr, FondUppraknadFore2019, FondUppraknad2019, FondUppraknad2021, Schablondel,
	Huvudregeln, Kompletteringsregeln, Restvardesregeln, Beloppssparr, KostnadsrantaGrans,
}

func lawFor(year civil.Period) (law, error) {
	l := law{}
	for _, key := range always {
		figure, err := key.For(year)
		if err != nil {
			return nil, err
		}
		l[key] = figure
	}
	return l, nil
}

func (l law) rate(k Key) Rate { return l[k].Rate() }

// rule is where a figure comes from.
func (f Figure) rule() Rule { return Rule{f.Source, f.Strength} }

// overBasis is what överavskrivningar begin from, öre, positive.
type overBasis struct {
	known   bool                 // equipment is given, and the change is computed
	units   Avskrivningsunderlag // by all rules
	opening money.Amount         // IB of 2150 and 2153
	booked  money.Amount         // income positive; of the year, on 8850–8859
	others  money.Amount         // of it not on equipment: 8851, 8852, 8854–8859
}

// Prepare checks the facts and computes what all alternatives share. It is a
// *RefusedError for forms and companies whose tax is not computed, a *YearError
// for a year outside the table, a *FundError, *FieldError or ErrTooLarge for
// facts that cannot be right.
func Prepare(f Facts) (*Basis, error) {
	scope, err := f.Company.Scope()
	if err != nil {
		return nil, err
	}
	if !scope.IncomeTax {
		return nil, &RefusedError{f.Company.Form, "not_a_company"}
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	law, err := lawFor(f.Year)
	if err != nil {
		return nil, err
	}
	b := &Basis{facts: f, scope: scope, law: law, books: newBooks(f.Accounts)}
	var n notes
	b.readOver(&n)
	for _, part := range []func(*notes) error{b.readBooks, b.readFunds, b.readLines} {
		if err := part(&n); err != nil {
			return nil, err
		}
	}
	b.judge(&n)
	b.notes = n.list
	return b, nil
}

// Findings are what is odd in every alternative.
func (b *Basis) Findings() []Finding { return b.notes }

// Justeringar are the adjustments that do not depend on the plan, with what
// people have said of them.
func (b *Basis) Justeringar() []Justering { return b.lines }

// Funds are the funds as the year begins, before any plan reverses them.
func (b *Basis) Funds() []FundState { return b.funds }

// Skattesats is the corporate tax rate of the year with its source.
func (b *Basis) Skattesats() Figure { return b.law[Bolagsskatt] }

// Avskrivningsunderlag is what the rules for depreciation give; ok is false when
// no equipment is given.
func (b *Basis) Avskrivningsunderlag() (u Avskrivningsunderlag, ok bool) {
	return b.over.units, b.over.known
}

func (b *Basis) readBooks(n *notes) error {
	special, err := specialTaxes(b.facts, b.books, n)
	if err != nil {
		return err
	}
	b.special = special
	b.received = orElse(b.facts.Koncernbidrag.Mottaget, -b.books.sum(8820, 8829))
	b.given = orElse(b.facts.Koncernbidrag.Lamnat, b.books.sum(8830, 8839))
	b.booked = -b.books.sum(3000, 8799)
	b.other = -b.books.sum(8800, 8809) - b.books.sum(8840, 8849) - b.books.sum(8860, 8899)
	b.otherTax = b.books.sum(8900, 8989) - b.books.sum(8910, 8919)
	if b.facts.TidigareSkatt != nil {
		b.otherTax += *b.facts.TidigareSkatt - b.books.sum(8920, 8939)
	}
	b.resultOut = b.books.sum(8990, 8999)
	return nil
}

func (b *Basis) readFunds(n *notes) error {
	states, err := fundStates(b.facts, b.books, b.law, n)
	b.funds = states
	return err
}

func (b *Basis) readOver(n *notes) {
	b.over = overBasis{
		opening: -b.books.opening(2150, 2150) - b.books.opening(2153, 2153),
		booked:  -b.books.sum(8850, 8859),
		others:  -b.books.sum(8851, 8852) - b.books.sum(8854, 8859),
	}
	i := b.facts.Inventarier
	if i == nil {
		return
	}
	b.over.known, b.over.units = true, i.underlag(b.law, b.facts.Year)
	switch {
	case i.Metod == Restvarde && b.over.opening != 0:
		n.add(FoundResidualOver, Warning, kr(b.over.opening))
	case i.Metod == Rakenskapsenlig && b.over.units.Lowest > i.Bokfort:
		n.add(FoundPlanAboveTax, Warning, kr(i.Bokfort), kr(b.over.units.Lowest))
	}
}

func (b *Basis) readLines(n *notes) error {
	lines, err := b.adjustments(n)
	b.lines = lines
	return err
}

// afterFinance is the result after financial items, with the special taxes as
// they are to be booked.
func (b *Basis) afterFinance() money.Amount {
	result := b.booked
	for _, s := range b.special {
		result -= s.Amount - s.Booked
	}
	return result
}
