package tax

import (
	"slices"

	"bokslut/internal/money"
)

// A formRow is a row of INK2S between 4.3 and 4.14. plus is the field for an
// amount that raises the surplus, minus for one that lowers it; a row with one
// field writes the opposite with a minus sign where signed allows it.
type formRow struct {
	row, label  string
	plus, minus string
	signed      bool
	typed       bool // a person may add to it
}

// ink2sRows are the rows in the order of the form, but for 4.3a, which is the
// tax of the plan. Source: Skatteverket, field
// table SKV 2002-33-01-24-04.
var ink2sRows = []formRow{
	{"4.3b", "Nedskrivning av finansiella tillgångar", "7652", "", true, true},
	{"4.3c", "Andra bokförda kostnader som inte ska dras av", "7653", "", true, true},
	{"4.4a", "Lämnade koncernbidrag som inte är bokförda", "", "7751", true, true},
	{"4.4b", "Andra ej bokförda kostnader", "", "7764", true, true},
	{"4.5a", "Ackordsvinster", "", "7752", true, true},
	{"4.5b", "Utdelning som inte ska tas upp", "", "7753", true, true},
	{"4.5c", "Andra bokförda intäkter som inte ska tas upp", "", "7754", true, true},
	{"4.6a", "Beräknad schablonintäkt på periodiseringsfonder vid beskattningsårets ingång", "7654", "", false, true},
	{"4.6b", "Beräknad schablonintäkt på fondandelar ägda vid kalenderårets ingång", "7668", "", true, true},
	{"4.6c", "Mottagna koncernbidrag som inte är bokförda", "7655", "", true, true},
	{"4.6d", "Uppräknat belopp vid återföring av periodiseringsfond", "7673", "", true, true},
	{"4.6e", "Andra ej bokförda intäkter", "7665", "", true, true},
	{"4.7a", "Avyttring av delägarrätter: bokförd vinst", "", "7755", false, true},
	{"4.7b", "Avyttring av delägarrätter: bokförd förlust", "7656", "", false, true},
	{"4.7c", "Uppskov med kapitalvinst enligt blankett N4", "", "7756", false, true},
	{"4.7d", "Återfört uppskov med kapitalvinst enligt blankett N4", "7657", "", false, true},
	{"4.7e", "Kapitalvinst för beskattningsåret", "7658", "", false, true},
	{"4.7f", "Kapitalförlust som ska dras av", "", "7757", false, true},
	{"4.8a", "Andel i handelsbolag: bokförd intäkt eller vinst", "", "7758", false, true},
	{"4.8b", "Andel i handelsbolag: skattemässigt överskott enligt N3B", "7659", "", false, true},
	{"4.8c", "Andel i handelsbolag: bokförd kostnad eller förlust", "7660", "", false, true},
	{"4.8d", "Andel i handelsbolag: skattemässigt underskott enligt N3B", "", "7759", false, true},
	{"4.9", "Skattemässig justering för avskrivningar på byggnader, annan fast egendom och restvärdesavskrivning", "7666", "7765", false, true},
	{"4.10", "Skattemässig korrigering vid avyttring av näringsfastighet och näringsbostadsrätt", "7661", "7760", false, true},
	{"4.11", "Skogs- och substansminskningsavdrag", "", "7761", false, true},
	{"4.12", "Återföringar vid avyttring av fastighet", "7662", "", true, true},
	{"4.13", "Andra skattemässiga justeringar av resultatet", "7663", "7762", false, true},
	{"4.14a", "Outnyttjat underskott från föregående år", "", "7763", false, false},
	{"4.14b", "Reduktion av outnyttjat underskott: beloppsspärr, ackord eller konkurs", "7671", "", true, false},
	{"4.14c", "Reduktion av outnyttjat underskott: koncernbidragsspärr, fusionsspärr m.m.", "7672", "", true, false},
}

func findRow(row string) (formRow, bool) {
	i := slices.IndexFunc(ink2sRows, func(r formRow) bool { return r.row == row })
	if i < 0 {
		return formRow{}, false
	}
	return ink2sRows[i], true
}

// accepts tells whether the row can hold an amount: what raises the surplus is
// positive.
func (r formRow) accepts(amount money.Amount) bool {
	return r.signed || amount >= 0 && r.plus != "" || amount <= 0 && r.minus != ""
}

// checkAdjustments refuses additions to rows that take none, and two words on
// one proposal.
func (f Facts) checkAdjustments() error {
	seen := map[string]bool{}
	for _, d := range f.Decisions {
		switch {
		case seen[d.ID]:
			return &FieldError{"decisions", "twice"}
		case d.Status != Confirm && d.Status != Changed && d.Status != Rejected:
			return &FieldError{"decisions", "unknown_kind"}
		}
		seen[d.ID] = true
	}
	for _, a := range f.Additions {
		row, _ := findRow(a.Row) // none is not typed either
		if !row.typed {
			return &FieldError{"additions", "unknown_row"}
		}
		if !row.accepts(a.Amount) {
			return &FieldError{"additions", "negative"}
		}
	}
	return nil
}

// A RowTotal is a row of INK2S. Amount is whole kronor with öre dropped: what
// raises the surplus is positive.
type RowTotal struct {
	Row    string
	Amount money.Amount
	Steps  []Step
}

// rowTotals sums steps per row, in the order of the form. Öre are dropped per
// row.
func rowTotals(steps []Step) []RowTotal {
	var totals []RowTotal
	for _, row := range ink2sRows {
		total := RowTotal{Row: row.row}
		for _, s := range steps {
			if s.Row == row.row {
				total.Amount += s.Amount
				total.Steps = append(total.Steps, s)
			}
		}
		if total.Amount = Kronor(total.Amount); len(total.Steps) > 0 {
			totals = append(totals, total)
		}
	}
	return totals
}
