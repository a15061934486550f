package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Inventarier is what the tax depreciation of machines and equipment rests on,
// öre, positive. Source: IL 18 kap. 13–22 §§.
type Inventarier struct {
	Metod         string       `json:"metod"`         // rakenskapsenlig or restvarde
	Ingaende      money.Amount `json:"ingaende"`      // tax value at the beginning: book value less 2150
	Anskaffningar money.Amount `json:"anskaffningar"` // bought in the year and still held
	Ersattning    money.Amount `json:"ersattning"`    // received for what was bought before the year and is sold
	Bokfort       money.Amount `json:"bokfort"`       // book value at the end, after planned depreciation
	Kvar          []Argang     `json:"kvar"`          // still held, by year of purchase; empty: the 20 % rule is not tried
}

// An Argang is the cost of what was bought in one tax year and is still held.
type Argang struct {
	Year   civil.Period `json:"year"`
	Belopp money.Amount `json:"belopp"`
}

// The methods; a company uses one for all of its equipment.
const (
	Rakenskapsenlig = "rakenskapsenlig"
	Restvarde       = "restvarde"
)

func (i *Inventarier) amounts() []money.Amount {
	if i == nil {
		return nil
	}
	list := []money.Amount{i.Ingaende, i.Anskaffningar, i.Ersattning, i.Bokfort}
	for _, a := range i.Kvar {
		list = append(list, a.Belopp)
	}
	return list
}

func (i *Inventarier) check() error {
	if i == nil {
		return nil
	}
	if i.Metod != Rakenskapsenlig && i.Metod != Restvarde {
		return &FieldError{"inventarier", "unknown_kind"}
	}
	for _, a := range i.amounts() {
		if a < 0 {
			return &FieldError{"inventarier", "negative"}
		}
	}
	for _, a := range i.Kvar {
		if a.Year.From.IsZero() {
			return &FieldError{"inventarier", "no_year"}
		}
	}
	return nil
}

// A Lagsta is the lowest tax value by one rule, öre.
type Lagsta struct {
	Key   Key // the rule
	Value money.Amount
}

// An Avskrivningsunderlag is what all rules give for the year. Base is before
// the year's deduction; it may be negative when the proceeds exceed it.
type Avskrivningsunderlag struct {
	Base    money.Amount
	Rules   []Lagsta // Huvudregeln, Kompletteringsregeln when tried, Restvardesregeln
	Lowest  money.Amount
	Best    Key          // the rule of the method that gives Lowest
	MaxOver money.Amount // highest accumulated överavskrivning, whole kronor; 0 under restvärde
	Deduct  money.Amount // highest deduction of the year
}

// Underlag computes the lowest tax values for a tax year. The 30 and 25 % are
// scaled by the length of the year; the 20 % a year are counted by the months
// from the beginning of the year of purchase.
func (i Inventarier) Underlag(year civil.Period) (Avskrivningsunderlag, error) {
	l, err := lawFor(year)
	if err != nil {
		return Avskrivningsunderlag{}, err
	}
	return i.underlag(l, year), nil
}

func (i Inventarier) underlag(l law, year civil.Period) Avskrivningsunderlag {
	u := Avskrivningsunderlag{Base: i.Ingaende + i.Anskaffningar - i.Ersattning}
	base := max(0, u.Base)
	u.Rules = []Lagsta{{Huvudregeln, lowestShare(base, l.rate(Huvudregeln), year.Months())}}
	if len(i.Kvar) > 0 {
		u.Rules = append(u.Rules, Lagsta{Kompletteringsregeln, i.lowestByAge(l.rate(Kompletteringsregeln), year)})
	}
	u.Rules = append(u.Rules, Lagsta{Restvardesregeln, lowestShare(base, l.rate(Restvardesregeln), year.Months())})
	for _, rule := range u.Rules {
		if (rule.Key == Restvardesregeln) == (i.Metod == Restvarde) && (u.Best == "" || rule.Value < u.Lowest) {
			u.Lowest, u.Best = rule.Value, rule.Key
		}
	}
	u.Deduct = u.Base - u.Lowest
	if i.Metod == Rakenskapsenlig {
		u.MaxOver = Kronor(max(0, i.Bokfort-u.Lowest))
	}
	return u
}

// lowestShare is what is left of a value when a yearly share is taken for a
// number of months.
func lowestShare(value money.Amount, rate Rate, months int) money.Amount {
	return value - min(value, mulDiv(value, int64(rate)*int64(months), int64(whole)*12))
}

func (i Inventarier) lowestByAge(rate Rate, year civil.Period) money.Amount {
	var sum money.Amount
	for _, a := range i.Kvar {
		sum += lowestShare(a.Belopp, rate, max(0, civil.Period{From: a.Year.From, To: year.To}.Months()))
	}
	return sum
}
