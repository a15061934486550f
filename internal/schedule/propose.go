package schedule

import (
	"cmp"
	"maps"
	"slices"

	"bokslut/internal/closing"
	"bokslut/internal/money"
)

// gap is what an account lacks to hold what the bilagor say, once what is
// proposed so far is booked.
func (s *sheet) gap(account string) money.Amount {
	gap := plus(plus(s.result.Amounts[account], s.Elsewhere[account]), -s.Balances[account].Final)
	for _, p := range s.result.Proposals {
		for _, row := range p.Rows {
			if row.Account == account {
				gap = plus(gap, -row.Amount)
			}
		}
	}
	return gap
}

// explained lists the accounts that the bilaga says something of, by number. It
// says nothing of an account that it is linked to and has no row for.
func (s *sheet) explained() []string { return slices.Sorted(maps.Keys(s.said)) }

// usual picks the first of the accounts that the chart has, or the first of all
// where it has none of them.
func (s *sheet) usual(accounts ...string) string {
	for _, account := range accounts {
		if _, ok := s.Balances[account]; ok {
			return account
		}
	}
	return cmp.Or(accounts...)
}

// propose adds a proposal whose rows are summed per account; rows that come to
// nothing are left out, and so is a proposal without rows.
func (s *sheet) propose(p Proposal) {
	var rows []closing.Row
	for _, row := range p.Rows {
		at := slices.IndexFunc(rows, func(r closing.Row) bool { return r.Account == row.Account && r.Text == row.Text })
		if at < 0 {
			rows = append(rows, row)
			continue
		}
		rows[at].Amount = plus(rows[at].Amount, row.Amount)
	}
	if p.Rows = slices.DeleteFunc(rows, func(r closing.Row) bool { return r.Amount == 0 }); len(p.Rows) > 0 {
		s.result.Proposals = append(s.result.Proposals, p)
	}
}

// close proposes the gap of an account against another; an empty one is for
// the person to choose, as is one that is closed already.
func (s *sheet) close(code, account, contra string) {
	if account == contra || slices.Contains(s.closed, contra) {
		contra = ""
	}
	s.closed = append(s.closed, account)
	if gap := s.gap(account); gap != 0 {
		s.propose(Proposal{Code: code, Args: []string{account}, Rows: pair(account, contra, gap)})
	}
}

// closeAll proposes the gap of every account that is left, for the person to
// choose against what. skip are accounts that other proposals are made for.
func (s *sheet) closeAll(skip ...string) {
	for _, account := range s.explained() {
		if !slices.Contains(skip, account) {
			s.close("difference", account, "")
		}
	}
}

func pair(account, contra string, a money.Amount) []closing.Row {
	return []closing.Row{{Account: account, Amount: a}, {Account: contra, Amount: -a}}
}
