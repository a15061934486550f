package schedule

import (
	"bokslut/internal/bas"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// unpaidDividend is the debt to owners for a dividend that was decided. Source:
// BAS 2026.
const unpaidDividend = "2898"

// equity follows each account of equity from last year to this (eget kapital):
// opening balance, last year's result as it was decided upon, dividend, other,
// this year's result. Amounts are positive for equity. Source: ÅRL 5 kap. 13 §
// and 6 kap.; faronline.se, rr_aretsresultat.
var equity = kind(Form{
	Kind: workpaper.Equity, Accounts: []string{"20"}, Evidence: "protokoll",
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: TextColumn, Type: Text},
		{ID: "result", Type: Amount, Sum: true}, // last year's result, moved between accounts
		{ID: "dividend", Type: Amount, Sum: true},
		{ID: "other", Type: Amount, Sum: true},
		{ID: "opening", Type: Amount, Computed: true, Sum: true},
		{ID: "year", Type: Amount, Computed: true, Sum: true},
		{ID: "closing", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{{ID: "decided", Type: Date}, {ID: "year_result", Type: Amount, Computed: true}},
}, func(s *sheet) {
	year, booked := s.yearResult()
	s.set("year_result", year)
	seen, holder := map[string]bool{}, ""
	var moved, dividend money.Amount
	for r := range s.rows() {
		account := r.account()
		var opening, mine money.Amount
		if !seen[account] {
			opening = -s.Balances[account].Opening
			if holder == "" && s.holdsYear(account) {
				holder, mine = account, year
			}
		}
		seen[account] = true
		r.set("opening", opening)
		r.set("year", mine)
		closing := opening + mine + r.amount("result") + r.amount("dividend") + r.amount("other")
		r.set("closing", closing)
		s.explain(account, -closing)
		moved, dividend = plus(moved, r.amount("result")), plus(dividend, r.amount("dividend"))
		if r.amount("dividend") > 0 {
			r.note(Warning, "dividend_sign", "dividend")
		}
	}
	s.checkEquity(seen, moved, holder)
	s.proposeEquity(holder, year-booked, dividend)
})

// yearResult is the year's result, profit positive, and what of it the accounts
// that close the income statement have taken.
func (s *sheet) yearResult() (result, booked money.Amount) {
	for account, b := range s.Balances {
		switch {
		case !ledger.IsResult(account):
		case bas.ClosesResult(account, b.Name):
			booked = plus(booked, b.Final)
		default:
			result = plus(result, -b.Final)
		}
	}
	return result, booked
}

func (s *sheet) holdsYear(account string) bool {
	return bas.IsYearResult(account, s.Balances[account].Name)
}

func (s *sheet) checkEquity(seen map[string]bool, moved money.Amount, holder string) {
	if len(seen) == 0 {
		return
	}
	for _, account := range s.Paper.Accounts {
		if b := s.Balances[account]; !seen[account] && (b.Opening != 0 || b.Final != 0) {
			s.note(Warning, "account_missing", "account", account)
		}
	}
	if moved != 0 {
		s.note(Wrong, "result_unbalanced", "result", moved.String())
	}
	if opening := s.Balances[holder].Opening; holder != "" && opening != 0 && s.date("decided").IsZero() {
		s.note(Info, "not_decided", "decided")
	}
}

// proposeEquity moves what is left among the accounts of equity in one entry.
// The year's result is booked by the closing itself; a dividend that is not
// booked becomes a debt.
func (s *sheet) proposeEquity(holder string, unbooked, dividend money.Amount) {
	p := Proposal{Code: "equity"}
	var rest money.Amount
	for _, account := range s.explained() {
		gap := s.gap(account)
		if account == holder {
			gap = plus(gap, unbooked)
		}
		p.Rows = append(p.Rows, closing.Row{Account: account, Amount: gap})
		rest = plus(rest, -gap)
	}
	contra := ""
	if rest == dividend && dividend < 0 {
		contra = unpaidDividend
	}
	p.Rows = append(p.Rows, closing.Row{Account: contra, Amount: rest})
	s.propose(p)
}
