package schedule

import (
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// Who a related party is.
const (
	owner    = "owner"
	board    = "board"
	relative = "relative"
	company  = "company"
)

// related holds what the company owes its owners and those near them, and what
// they owe it (närstående och ägarlån). Amounts are positive on the account's own
// side. A company must not lend to a natural person who is owner, board member
// or close to one. Source: ABL (2005:551) 21 kap. 1 §.
var related = kind(Form{
	Kind: workpaper.Related, Accounts: []string{"136", "1685", "2393", "2893", "2898"}, Evidence: "saldobesked",
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: "relation", Type: Choice, Choices: []string{owner, board, relative, company}, Required: true},
		{ID: "opening", Type: Amount, Sum: true},
		{ID: "increase", Type: Amount, Sum: true},
		{ID: "decrease", Type: Amount, Sum: true},
		{ID: "agreement", Type: Text},
		{ID: "closing", Type: Amount, Computed: true, Sum: true},
	},
}, func(s *sheet) {
	opening, persons := map[string]money.Amount{}, map[string]bool{}
	for r := range s.rows() {
		account := r.account()
		closing := r.amount("opening") + r.amount("increase") - r.amount("decrease")
		r.set("closing", closing)
		s.explain(account, side(account)*closing)
		opening[account] = plus(opening[account], side(account)*r.amount("opening"))
		if r.or("relation", owner) != company {
			persons[account] = true
			if side(account)*closing > 0 {
				r.note(Warning, "owner_loan", "closing")
			}
		}
	}
	for _, account := range s.explained() {
		if a, ok := opening[account]; ok && a != s.Balances[account].Opening {
			s.note(Warning, "opening_differs", "opening", account, (s.Balances[account].Opening - a).String())
		}
		if persons[account] && s.Balances[account].Final > 0 {
			s.note(Warning, "owner_loan_booked", "", account)
		}
	}
	s.closeAll()
})

// groupBalances holds balances with companies of the group against what they
// say themselves (koncernmellanhavanden). Amounts are positive on the account's
// own side; what the other company confirms counts where it has.
var groupBalances = kind(Form{
	Kind: workpaper.GroupBalances, Accounts: []string{"132", "156", "166", "236", "246", "286"}, Evidence: "saldobesked",
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: "ours", Type: Amount, Required: true, Sum: true},
		{ID: "theirs", Type: Amount, Sum: true},
		{ID: "confirmed", Type: Date},
		{ID: "difference", Type: Amount, Computed: true, Sum: true},
	},
}, func(s *sheet) {
	for r := range s.rows() {
		amount := r.amount("ours")
		r.set("difference", 0)
		if r.has("theirs") {
			amount = r.amount("theirs")
			r.set("difference", r.amount("ours")-amount)
			if amount != r.amount("ours") {
				r.note(Warning, "group_differs", "difference")
			}
		} else {
			r.note(Info, "not_confirmed", "theirs")
		}
		s.explain(r.account(), side(r.account())*amount)
	}
	s.closeAll()
})
