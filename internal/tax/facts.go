package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// Facts is everything that the computation of a tax year rests on but the
// choices of the plan. Accounts hold the final balances (slutligt saldo):
// imported, with closing entries, without the system entries that are computed
// here. Result accounts begin at zero.
type Facts struct {
	Company  Company
	Year     civil.Period
	Years    []civil.Period // earlier financial years as far as they are known
	Ends     bool           // last tax year: every fund is reversed and none is made
	Accounts []ledger.AccountTotal

	Ingaende      Ingaende
	Koncernbidrag Koncernbidrag
	Inventarier   *Inventarier // nil: överavskrivningar stay as booked
	Rantor        Rantor
	Fondandelar   money.Amount  // value of fund units at the beginning of the calendar year
	Pension       *Pension      // nil: särskild löneskatt stays as booked
	Fastigheter   []Fastighet   // empty: stays as booked
	Avkastning    []Avkastning  // empty: stays as booked
	TidigareSkatt *money.Amount // tax of earlier years, 8920 and 8930, a cost positive; nil: as booked
	Preliminar    Preliminarskatt
	Decisions     []Decision
	Additions     []Addition
	Upplysningar  Upplysningar

	Aktiekapital *money.Amount // registered share capital; nil: 2081
	Utdelning    money.Amount  // planned dividend
}

// Ingaende is what the tax year begins with and the books do not tell
// (ingående skattemässiga uppgifter). Source says where it was read, such as
// the latest INK2.
type Ingaende struct {
	Source     string               `json:"source"`
	Fonder     []Periodiseringsfond `json:"fonder"`
	Underskott Underskott           `json:"underskott"`
	Rantenetto []Kvarstaende        `json:"rantenetto"`
}

// Koncernbidrag is what the company gives and receives this year, öre,
// positive. Nil is what the ledger has on 8830 and 8820.
type Koncernbidrag struct {
	Mottaget *money.Amount `json:"mottaget"`
	Lamnat   *money.Amount `json:"lamnat"`
}

// Upplysningar are facts of INK2S 4.17–4.22 and its last boxes. Nil at
// Aktieagarlan and Pensionskostnader is what the accounts say; nil at Bitradd
// and Revision is that nobody has said.
type Upplysningar struct {
	Byggnader         money.Amount  `json:"byggnader"`         // 4.17
	Markanlaggningar  money.Amount  `json:"markanlaggningar"`  // 4.18
	RestvardeAterfort money.Amount  `json:"restvardeAterfort"` // 4.19
	Aktieagarlan      *money.Amount `json:"aktieagarlan"`      // 4.20
	Pensionskostnader *money.Amount `json:"pensionskostnader"` // 4.21
	Bitradd           *bool         `json:"bitradd"`           // an uppdragstagare helped with the accounts
	Revision          *bool         `json:"revision"`          // the accounts were audited
}

// check refuses what cannot be computed on.
func (f Facts) check() error {
	if err := f.Year.CheckYear(); err != nil {
		return err
	}
	if err := checkAmounts(f.amounts()); err != nil {
		return err
	}
	for _, check := range []func() error{
		f.Ingaende.check, f.Koncernbidrag.check, f.Inventarier.check, f.Rantor.check, f.checkSpecial, f.checkAdjustments, f.checkOthers,
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkOthers refuses negative amounts among the facts that stand alone.
func (f Facts) checkOthers() error {
	u := f.Upplysningar
	for _, one := range []struct {
		field  string
		amount money.Amount
	}{
		{"fondandelar", f.Fondandelar},
		{"utdelning", f.Utdelning},
		{"aktiekapital", orElse(f.Aktiekapital, 0)},
		{"upplysningar", min(u.Byggnader, u.Markanlaggningar, orElse(u.Aktieagarlan, 0), orElse(u.Pensionskostnader, 0))},
	} {
		if one.amount < 0 {
			return &FieldError{one.field, "negative"}
		}
	}
	return nil
}

// checkAmounts is ErrTooLarge when the amounts, without signs, exceed
// MaxAmount together.
func checkAmounts(amounts []money.Amount) error {
	var sum money.Amount
	for _, a := range amounts {
		if a = a.Abs(); a < 0 || a > MaxAmount-sum {
			return ErrTooLarge
		}
		sum += a
	}
	return nil
}

// amounts are all sums that the facts hold.
func (f Facts) amounts() []money.Amount {
	var list []money.Amount
	for _, a := range f.Accounts {
		list = append(list, a.Opening, a.Moved)
	}
	list = append(list, f.Ingaende.amounts()...)
	list = append(list, f.Inventarier.amounts()...)
	list = append(list, f.Rantor.amounts()...)
	list = append(list, f.specialAmounts()...)
	for _, d := range f.Decisions {
		list = append(list, d.Amount)
	}
	for _, a := range f.Additions {
		list = append(list, a.Amount)
	}
	list = append(list, f.Preliminar.Debiterad, f.Preliminar.AndraAr, f.Fondandelar, f.Utdelning)
	u := f.Upplysningar
	list = append(list, u.Byggnader, u.Markanlaggningar, u.RestvardeAterfort)
	return append(list, known(f.Koncernbidrag.Mottaget, f.Koncernbidrag.Lamnat, f.TidigareSkatt, f.Aktiekapital,
		u.Aktieagarlan, u.Pensionskostnader)...)
}

// known are the amounts that are not nil.
func known(amounts ...*money.Amount) []money.Amount {
	var list []money.Amount
	for _, a := range amounts {
		if a != nil {
			list = append(list, *a)
		}
	}
	return list
}

// orElse is a typed amount, or else what the books say.
func orElse(typed *money.Amount, booked money.Amount) money.Amount {
	if typed != nil {
		return *typed
	}
	return booked
}

func (i Ingaende) amounts() []money.Amount {
	list := i.Underskott.amounts()
	for _, fund := range i.Fonder {
		list = append(list, fund.Amount)
	}
	for _, k := range i.Rantenetto {
		list = append(list, k.Amount)
	}
	return list
}

func (i Ingaende) check() error {
	seen := map[string]bool{}
	for _, fund := range i.Fonder {
		switch {
		case fund.Amount < 0:
			return &FieldError{"fonder", "negative"}
		case seen[fund.ID()]:
			return &FieldError{"fonder", "twice"}
		}
		seen[fund.ID()] = true
	}
	for _, k := range i.Rantenetto {
		switch {
		case k.Amount < 0:
			return &FieldError{"rantenetto", "negative"}
		case k.Year.From.IsZero() || k.Year.To.IsZero():
			return &FieldError{"rantenetto", "no_year"}
		}
	}
	return i.Underskott.check()
}

func (k Koncernbidrag) check() error {
	for _, a := range known(k.Mottaget, k.Lamnat) {
		if a < 0 {
			return &FieldError{"koncernbidrag", "negative"}
		}
	}
	return nil
}
