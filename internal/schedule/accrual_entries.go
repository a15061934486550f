package schedule

import (
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// accrualPart is what a row says of its account, and where it belongs.
type accrualPart struct {
	account, contra string
	amount          money.Amount // with the ledger's sign
}

// checkLimit notes what K2 lets be: an invoice below the limit of the year need
// not be accrued. The limit is held against the whole invoice.
func (s *sheet) checkLimit(r gridRow, total money.Amount) {
	if !s.k2() || total == 0 || pays(r.cell("contra")) {
		return
	}
	if limit := money.Amount(s.law(tax.PeriodiseringsgransK2)); total.Abs() < limit {
		r.note(Info, "below_limit", "total", limit.String())
	}
}

// proposeAccruals proposes, per account, that what last year's bilaga left on
// it is taken back and this year's is booked, the latter to be reversed on the
// first day of the next year. Where something else is on the account, only the
// gap is proposed.
func (s *sheet) proposeAccruals(parts []accrualPart, sign money.Amount, former []formerRow) {
	for _, account := range s.explained() {
		mine, last := of(parts, account), lastOf(former, account, sign)
		gap, this, before := s.gap(account), total(mine), total(last)
		standing := plus(this, -gap)
		switch {
		case gap == 0:
		case standing == 0:
			s.propose(accrue(account, mine))
		case standing == before && before != 0:
			s.propose(release(account, last))
			s.propose(accrue(account, mine))
		case standing == s.Balances[account].Opening && before == 0:
			s.propose(release(account, []accrualPart{{account, onlyContra(mine), standing}}))
			s.propose(accrue(account, mine))
		default:
			s.proposeRest(account, mine, gap)
		}
	}
}

// proposeRest proposes a gap that the accounts explain in part: as the one row
// that is missing, or against the one account that all rows belong to.
func (s *sheet) proposeRest(account string, mine []accrualPart, gap money.Amount) {
	contra, matching := onlyContra(mine), 0
	for _, p := range mine {
		if p.amount == gap {
			contra = p.contra
			matching++
		}
	}
	if matching > 1 {
		contra = onlyContra(mine)
	}
	s.propose(Proposal{Code: "accrual", Args: []string{account}, Rows: pair(account, contra, gap),
		Reverse: (gap < 0) == (total(mine) < 0)})
}

func accrue(account string, parts []accrualPart) Proposal {
	p := Proposal{Code: "accrual", Args: []string{account}, Reverse: true}
	for _, part := range parts {
		p.Rows = append(p.Rows, pair(account, part.contra, part.amount)...)
	}
	return p
}

func release(account string, parts []accrualPart) Proposal {
	p := Proposal{Code: "accrual_release", Args: []string{account}}
	for _, part := range parts {
		p.Rows = append(p.Rows, pair(account, part.contra, -part.amount)...)
	}
	return p
}

func of(parts []accrualPart, account string) []accrualPart {
	var mine []accrualPart
	for _, p := range parts {
		if p.account == account {
			mine = append(mine, p)
		}
	}
	return mine
}

func lastOf(former []formerRow, account string, sign money.Amount) []accrualPart {
	var mine []accrualPart
	for _, f := range former {
		if f.row.Account == account {
			mine = append(mine, accrualPart{account, f.contra, sign * f.part})
		}
	}
	return mine
}

func total(parts []accrualPart) (sum money.Amount) {
	for _, p := range parts {
		sum = plus(sum, p.amount)
	}
	return sum
}

// onlyContra is the account that all parts belong to, or empty.
func onlyContra(parts []accrualPart) string {
	contra := ""
	for i, p := range parts {
		if i > 0 && p.contra != contra {
			return ""
		}
		contra = p.contra
	}
	return contra
}
