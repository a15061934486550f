package tax

import (
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Tillgang is one asset of the register of machines and equipment
// (anläggningsregister), over the tax year, öre, positive. An asset that was
// sold in the year has no Utgaende.
type Tillgang struct {
	Kopt        civil.Date   // day of purchase
	Anskaffning money.Amount // cost
	Ingaende    money.Amount // book value at the beginning: 0 when it was bought in the year
	Utgaende    money.Amount // book value at the end, after planned depreciation
	Sald        bool         // sold or scrapped in the year
	Ersattning  money.Amount // received for it
}

// FromRegister is what the tax depreciation by räkenskapsenlig avskrivning rests
// on, from the assets and the opening balance of 2150 (positive): the tax value
// at the beginning is the book value less that balance. What was sold counts by
// what was received when it was bought before the year; bought and sold in the
// same year it counts nowhere. known are earlier tax years; others are taken to
// be twelve months. Source: IL 18 kap. 13–17 §§.
func FromRegister(assets []Tillgang, over money.Amount, year civil.Period, known []civil.Period) Inventarier {
	i := Inventarier{Metod: Rakenskapsenlig}
	for _, a := range assets {
		earlier := a.Kopt.Before(year.From)
		switch {
		case a.Kopt.After(year.To) || a.Kopt.IsZero():
			continue
		case earlier:
			i.Ingaende += a.Ingaende
			if a.Sald {
				i.Ersattning += a.Ersattning
			}
		case !a.Sald:
			i.Anskaffningar += a.Anskaffning
		}
		if !a.Sald {
			i.Bokfort += a.Utgaende
			i.hold(a, taxYearOf(a.Kopt, year, known))
		}
	}
	i.Ingaende = max(0, i.Ingaende-over)
	slices.SortFunc(i.Kvar, func(a, b Argang) int { return b.Year.From.Compare(a.Year.From) })
	return i
}

// hold adds an asset to those of its year of purchase.
func (i *Inventarier) hold(a Tillgang, year civil.Period) {
	at := slices.IndexFunc(i.Kvar, func(k Argang) bool { return k.Year == year })
	if at < 0 {
		at, i.Kvar = len(i.Kvar), append(i.Kvar, Argang{Year: year})
	}
	i.Kvar[at].Belopp += a.Anskaffning
}

// taxYearOf is the tax year that a day lies in, the current one or an earlier.
// What is too old to be worth anything by the 20 % rule stands in the oldest
// year that is looked at.
func taxYearOf(day civil.Date, current civil.Period, known []civil.Period) civil.Period {
	const enough = 10
	year := current
	for range enough {
		if !day.Before(year.From) {
			break
		}
		year = civil.Period{From: previousBegin(year.From, known), To: year.From.AddDays(-1)}
	}
	return year
}
