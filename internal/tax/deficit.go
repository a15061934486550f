package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Underskott is the unused deficit of earlier years (outnyttjat underskott),
// öre, positive. Source: IL 40 kap.
type Underskott struct {
	Belopp money.Amount `json:"belopp"`
	// Agarforandring limits the deficits from before a change of control.
	Agarforandring *Agarforandring `json:"agarforandring"`
	// Sparrat is the part of Belopp that cannot be set off against received
	// group contributions, until SparratTill when that is known.
	Sparrat     money.Amount `json:"sparrat"`
	SparratTill civil.Date   `json:"sparratTill"`
}

// An Agarforandring is a change of control that was not yet applied to the
// deficits: Aldre is the part of them from before the year of the change.
// Source: IL 40 kap. 15–16 §§ (beloppsspärren).
type Agarforandring struct {
	Aldre            money.Amount `json:"aldre"`
	Utgift           money.Amount `json:"utgift"`           // price paid for the control
	Kapitaltillskott money.Amount `json:"kapitaltillskott"` // received in the two tax years before
}

func (u Underskott) amounts() []money.Amount {
	list := []money.Amount{u.Belopp, u.Sparrat}
	if u.Agarforandring != nil {
		list = append(list, u.Agarforandring.Aldre, u.Agarforandring.Utgift, u.Agarforandring.Kapitaltillskott)
	}
	return list
}

func (u Underskott) check() error {
	for _, a := range u.amounts() {
		if a < 0 {
			return &FieldError{"underskott", "negative"}
		}
	}
	if u.Sparrat > u.Belopp || u.Agarforandring != nil && u.Agarforandring.Aldre > u.Belopp {
		return &FieldError{"underskott", "range"}
	}
	return nil
}

// A DeficitUse is what happens to an unused deficit in a tax year. Whole
// kronor, positive. Deducted = Gross − Lost − Barred.
type DeficitUse struct {
	Gross    money.Amount // INK2S 4.14a
	Cap      money.Amount // beloppsspärren: highest usable of the older deficits
	Lost     money.Amount // 4.14b
	Usable   money.Amount // of the barred deficit, this year
	Barred   money.Amount // 4.14c: waits
	Deducted money.Amount
}

// barred is the deficit that koncernbidragsspärren holds in a tax year.
// Source: IL 40 kap. 18–19 §§.
func (u Underskott) barred(year civil.Period) money.Amount {
	if !u.SparratTill.IsZero() && year.From.After(u.SparratTill) {
		return 0
	}
	return u.Sparrat
}

// Use sets the deficit off against a surplus that may be negative and holds
// received group contributions. multiple is that of beloppsspärren.
func (u Underskott) Use(year civil.Period, surplus, received money.Amount, multiple Rate) DeficitUse {
	use := DeficitUse{Gross: Kronor(u.Belopp)}
	if a := u.Agarforandring; a != nil {
		use.Cap = Kronor(multiple.Of(max(0, a.Utgift-a.Kapitaltillskott)))
		use.Lost = max(0, Kronor(a.Aldre)-use.Cap)
	}
	barred := min(Kronor(u.barred(year)), use.Gross-use.Lost)
	use.Usable = max(0, min(barred, Kronor(surplus-received)))
	use.Barred = barred - use.Usable
	use.Deducted = use.Gross - use.Lost - use.Barred
	return use
}

// after is the deficit that the next tax year begins with. surplus is that of
// the year with the deficit set off.
func (u Underskott) after(use DeficitUse, surplus money.Amount) Underskott {
	left := max(0, -surplus) + use.Barred
	next := Underskott{Belopp: left, Sparrat: min(use.Barred+use.Usable, left)}
	if next.Sparrat > 0 {
		next.SparratTill = u.SparratTill
	}
	return next
}
