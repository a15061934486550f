package schedule

import (
	"slices"

	"bokslut/internal/closing"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// The accounts of the tax account: a claim and a debt. Source: BAS 2026.
const (
	taxClaim = "1630"
	taxDebt  = "2850"
)

// unbooked rows are on the statement and not in the books; inTransit rows are in
// the books and not on the statement.
const unbooked = "unbooked"

// taxAccount holds the account at the tax agency against its statement
// (skattekonto). The balance is positive for a claim. A claim stands on 1630, a
// debt on 2850. Source: BAS 2026.
var taxAccount = kind(Form{
	Kind: workpaper.TaxAccount, Accounts: []string{taxClaim, taxDebt}, Evidence: "skattekonto",
	Rows: []Column{
		{ID: "entry", Type: Choice, Choices: []string{unbooked, inTransit}, Required: true},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: DateColumn, Type: Date},
		{ID: AmountColumn, Type: Amount, Required: true, Sum: true}, // as the statement has it
		{ID: "contra", Type: Account},
	},
	Facts: []Column{
		{ID: "balance", Type: Amount, Required: true},
		{ID: "statement_date", Type: Date, Required: true},
		{ID: "expected", Type: Amount, Computed: true},
	},
}, func(s *sheet) {
	expected := s.amount("balance")
	var missing []closing.Row
	for r := range s.rows() {
		a := r.amount(AmountColumn)
		if r.or("entry", unbooked) == inTransit {
			expected = plus(expected, a)
			continue
		}
		contra := r.cell("contra")
		missing = append(missing, closing.Row{Account: contra, Amount: -a})
		if contra == "" {
			r.note(Warning, "missing", "contra")
		}
		if day := r.date(DateColumn); day.After(s.Year.To) {
			r.note(Warning, "after_year_end", DateColumn)
		}
	}
	s.set("expected", expected)
	if s.Paper.Facts["balance"] == "" {
		return
	}
	if day := s.date("statement_date"); day != s.Year.To {
		s.note(Warning, "statement_date", "statement_date", s.Year.To.String())
	}
	s.proposeTaxAccount(expected, missing)
})

// proposeTaxAccount puts the whole on the side that it belongs on; a debt stays
// among the claims where the chart has no account for it. What is unbooked goes
// against its accounts when it is the whole gap, and what stands on the other
// side is moved.
func (s *sheet) proposeTaxAccount(expected money.Amount, missing []closing.Row) {
	mine, other := taxClaim, taxDebt
	if _, ok := s.Balances[taxDebt]; expected < 0 && (ok || slices.Contains(s.Paper.Accounts, taxDebt)) {
		mine, other = taxDebt, taxClaim
	}
	s.explain(mine, expected)
	if _, ok := s.Balances[other]; ok || slices.Contains(s.Paper.Accounts, other) {
		s.explain(other, 0)
	}
	var sum money.Amount
	for _, row := range missing {
		sum = plus(sum, -row.Amount)
	}
	if gap := plus(s.gap(mine), s.gapOf(other)); gap == sum && gap != 0 {
		s.propose(Proposal{Code: "tax_account", Args: []string{mine}, Rows: append([]closing.Row{{Account: mine, Amount: gap}}, missing...)})
	} else if gap != 0 {
		s.propose(Proposal{Code: "difference", Args: []string{mine}, Rows: pair(mine, "", gap)})
	}
	if gap := s.gapOf(other); gap != 0 {
		s.propose(Proposal{Code: "tax_account_side", Args: []string{mine, other}, Rows: pair(other, mine, gap)})
	}
}

// gapOf is the gap of an account that the bilaga speaks of, else zero.
func (s *sheet) gapOf(account string) money.Amount {
	if !s.said[account] {
		return 0
	}
	return s.gap(account)
}
