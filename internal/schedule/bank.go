package schedule

import (
	"maps"
	"slices"
	"strings"

	"bokslut/internal/workpaper"
)

// The rows of a bank bilaga: what the bank says, and what is booked and not
// with the bank yet.
const (
	statement = "statement"
	inTransit = "in_transit"
)

// bank holds cash and bank accounts against statements and counts (kassa och
// bank). A statement's amount counts as it stands; what is booked and has not
// reached the bank is added. Contra is where an unbooked difference belongs.
var bank = kind(Form{
	Kind: workpaper.Bank, Accounts: []string{"19"}, Evidence: "kontoutdrag",
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: "entry", Type: Choice, Choices: []string{statement, inTransit}},
		{ID: TextColumn, Type: Text},
		{ID: DateColumn, Type: Date, Required: true},
		{ID: AmountColumn, Type: Amount, Required: true, Sum: true},
		{ID: "contra", Type: Account},
	},
}, func(s *sheet) {
	contras, stated := map[string]string{}, map[string]bool{}
	for r := range s.rows() {
		account := r.account()
		s.explain(account, r.amount(AmountColumn))
		if contra := r.cell("contra"); contra != "" {
			contras[account] = contra
		}
		if r.or("entry", statement) == statement {
			stated[account] = true
			s.checkStatement(r)
		}
	}
	for _, account := range slices.Sorted(maps.Keys(s.result.Amounts)) {
		if !stated[account] {
			s.note(Warning, "no_statement", "", account)
		}
		if s.result.Amounts[account] < 0 {
			s.note(Warning, "overdraft", "", account)
		}
	}
	for _, account := range s.explained() {
		s.close("difference", account, contras[account])
	}
})

func (s *sheet) checkStatement(r gridRow) {
	if day := r.date(DateColumn); !day.IsZero() && day != s.Year.To {
		r.note(Warning, "statement_date", DateColumn, s.Year.To.String())
	}
	if strings.HasPrefix(r.account(), "191") && r.amount(AmountColumn) < 0 {
		r.note(Warning, "cash_negative", AmountColumn)
	}
}
