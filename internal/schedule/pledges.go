package schedule

import (
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// pledges lists what is pledged and what the company may have to answer for
// (ställda säkerheter, eventualförpliktelser). They stand beside the balance
// sheet and explain no account. Source: ÅRL 5 kap. 14–15 §§.
var pledges = kind(Form{
	Kind: workpaper.Pledges, Evidence: "saldobesked",
	Rows: []Column{
		{ID: "entry", Type: Choice, Required: true, Choices: []string{
			"business_mortgage", "property_mortgage", "retention_of_title", "pledged_receivables", "pledged_deposit", "pledged_shares",
			"surety", "contingent", "other",
		}},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: "beneficiary", Type: Text},
		{ID: AmountColumn, Type: Amount, Required: true, Sum: true},
		{ID: "debt", Type: Amount, Sum: true}, // what it secures
		{ID: DateColumn, Type: Date},          // of the confirmation
	},
	Facts: []Column{{ID: "none", Type: Flag}, {ID: "pledged", Type: Amount, Computed: true}, {ID: "contingent", Type: Amount, Computed: true}},
}, func(s *sheet) {
	var pledged, contingent money.Amount
	rows := 0
	for r := range s.rows() {
		rows++
		a := r.amount(AmountColumn)
		if entry := r.cell("entry"); entry == "surety" || entry == "contingent" {
			contingent = plus(contingent, a)
		} else {
			pledged = plus(pledged, a)
		}
		if a < 0 {
			r.note(Wrong, "negative", AmountColumn)
		}
	}
	s.set("pledged", pledged)
	s.set("contingent", contingent)
	if none := s.text("none") == "1"; none && rows > 0 {
		s.note(Warning, "none_with_rows", "none")
	}
})
