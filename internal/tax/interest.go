package tax

import (
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Rantor is what the limit on deductions for interest rests on. Nil at
// Intakter, Kostnader and Avskrivningar is what the accounts say. Costs and
// depreciation are positive. Source: IL 24 kap. 21–29 §§.
type Rantor struct {
	Intakter          *money.Amount `json:"intakter"`
	Kostnader         *money.Amount `json:"kostnader"`
	Avskrivningar     *money.Amount `json:"avskrivningar"` // for tax, overavskrivningar included
	Ovrigt            money.Amount  `json:"ovrigt"`        // other corrections of the base, such as a share of a handelsbolag, negative
	ForenklingAndra   money.Amount  `json:"forenklingAndra"`
	Intressegemenskap bool          `json:"intressegemenskap"`
	Regel             string        `json:"regel"` // ebitda, simple, or empty for the better one
}

// A Kvarstaende is negative net interest of an earlier tax year that was not
// deducted under the EBITDA rule. Source: IL 24 kap. 26 §.
type Kvarstaende struct {
	Year   civil.Period `json:"year"`
	Amount money.Amount `json:"amount"` // öre, positive
}

// The rules for interest.
const (
	RuleEBITDA = "ebitda"
	RuleSimple = "simple"
)

func (r Rantor) amounts() []money.Amount {
	return append(known(r.Intakter, r.Kostnader, r.Avskrivningar), r.Ovrigt, r.ForenklingAndra)
}

func (r Rantor) check() error {
	for _, a := range append(known(r.Intakter, r.Kostnader, r.Avskrivningar), r.ForenklingAndra) {
		if a < 0 {
			return &FieldError{"rantor", "negative"}
		}
	}
	if r.Regel != "" && r.Regel != RuleEBITDA && r.Regel != RuleSimple {
		return &FieldError{"rantor", "unknown_kind"}
	}
	return nil
}

var (
	interestIncome = []Range{{8250, 8253}, {8260, 8269}, {8310, 8313}, {8315, 8319}, {8360, 8369}}
	interestCost   = []Range{{8400, 8422}, {8424, 8429}, {8460, 8469}}
)

// An InterestBase is what both rules are computed on. Whole kronor.
type InterestBase struct {
	Net          money.Amount // costs less income: positive is a negative net interest
	Result       money.Amount // surplus with deficits set off, before this limit and before a new fund
	Deficit      money.Amount // earlier deficits that were set off
	Depreciation money.Amount
	Reversed     money.Amount // funds taken back
	Other        money.Amount
}

// Underlag is the base of the EBITDA rule. A deficit that made the result
// negative is added back. Source: IL 24 kap. 25 §; form N9 section D.
func (b InterestBase) Underlag() money.Amount {
	back := min(b.Deficit, max(0, -b.Result))
	return b.Result + back + b.Net + b.Depreciation - b.Reversed + b.Other
}

// Ranteavdrag is what both rules give and which of them is used. Whole kronor,
// positive.
type Ranteavdrag struct {
	InterestBase
	Underlag      money.Amount
	Utrymme       money.Amount // share of the base
	EBITDA        money.Amount // deductible net interest of the year under each rule
	Simple        money.Amount
	Rule          string
	NotDeductible money.Amount // added back, INK2S 4.3c
	CarriedUsed   money.Amount // earlier years', deducted now, 4.4b
	Carried       []Kvarstaende
}

// interestLaw are the figures of the rules for a tax year.
type interestLaw struct {
	share  Rate
	simple money.Amount // what is left of the group's sum
	years  int
}

// limit applies both rules and chooses. left is carried net interest that has
// not become too old, oldest first; what is new is added for year under the
// EBITDA rule.
func (b InterestBase) limit(law interestLaw, want string, left []Kvarstaende, year civil.Period) Ranteavdrag {
	r := Ranteavdrag{InterestBase: b, Underlag: b.Underlag()}
	r.Utrymme = Kronor(law.share.Of(max(0, r.Underlag)))
	negative := max(0, b.Net)
	r.EBITDA, r.Simple = min(negative, r.Utrymme), min(negative, law.simple)
	var old money.Amount
	for _, k := range left {
		old += Kronor(k.Amount)
	}
	used := min(old, r.Utrymme-r.EBITDA)
	r.Rule = want
	if want == "" {
		if r.Rule = RuleSimple; r.EBITDA+used > r.Simple || r.EBITDA == r.Simple && r.EBITDA < negative {
			r.Rule = RuleEBITDA
		}
	}
	if r.Rule == RuleSimple {
		r.NotDeductible = negative - r.Simple
		r.Carried = left
		return r
	}
	r.NotDeductible, r.CarriedUsed = negative-r.EBITDA, used
	r.Carried = carry(left, used, Kvarstaende{year, r.NotDeductible})
	return r
}

// carry takes used from the oldest and adds what is new.
func carry(left []Kvarstaende, used money.Amount, added Kvarstaende) []Kvarstaende {
	var rest []Kvarstaende
	for _, k := range append(slices.Clone(left), added) {
		take := min(used, k.Amount)
		used -= take
		if k.Amount -= take; k.Amount > 0 {
			rest = append(rest, k)
		}
	}
	return rest
}

// usableInterest are the carried amounts that are not older than the law
// allows, oldest first.
func usableInterest(list []Kvarstaende, year civil.Period, years []civil.Period, limit int) []Kvarstaende {
	var usable []Kvarstaende
	for _, k := range list {
		if after, _ := fundYearsAfter(k.Year, year, years); after >= 1 && after <= limit {
			usable = append(usable, k)
		}
	}
	slices.SortStableFunc(usable, func(a, b Kvarstaende) int { return a.Year.From.Compare(b.Year.From) })
	return usable
}
