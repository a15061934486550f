package engagement

import (
	"strings"

	"bokslut/internal/bas"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// seam looks at where last year's result has gone, and at the year's own.
func (p position) seam() []Control {
	all := p.resultLeft()
	all = append(all, misbooked(FindingResultMisbooked, p.closed(), sumOf(p.result, final, every))...)
	if len(p.years) > 1 {
		closed, sum := closedOf(p.years[1])
		all = append(all, misbooked(FindingLastMisbooked, closed, sum)...)
		all = append(all, p.equityOpening()...)
	}
	return append(all, p.equityMoved()...)
}

// closed is what has been booked as the year's result, a profit positive.
func (p position) closed() money.Amount {
	return sumOf(p.result, final, func(r Row) bool { return bas.ClosesResult(r.Account, r.Name) })
}

func isYearResult(r Row) bool { return bas.IsYearResult(r.Account, r.Name) }

// resultLeft tells that last year's result still stands where this year's is to
// be booked. What the year's own result has put there is not meant: when the
// account has moved, that is what stands on the closing account, 8999.
// Source: bokföringens ordinarie gång i ett aktiebolag, 2099 till 2098 vid årets
// början; BAS 2026, 2098–2099.
func (p position) resultLeft() []Control {
	var accounts []Row
	for _, r := range p.balance {
		if isYearResult(r) && r.Final != 0 {
			accounts = append(accounts, r)
		}
	}
	moved := sumOf(p.balance, Row.Change, isYearResult)
	if own := p.closed(); own != 0 && moved != 0 {
		return p.leftBesides(own, accounts)
	}
	var all []Control
	for _, r := range accounts {
		all = append(all, p.left(r.Account, r.Final))
	}
	return all
}

// leftBesides tells what is left when the year's own result is there as well.
func (p position) leftBesides(own money.Amount, accounts []Row) []Control {
	left := sumOf(p.balance, final, isYearResult) + own
	var opened []string
	for _, r := range accounts {
		if r.Opening != 0 {
			opened = append(opened, r.Account)
		}
	}
	switch {
	case left == 0:
		return nil
	case len(opened) == 1:
		return []Control{p.left(opened[0], left)}
	case len(opened) > 1: // partners: what each has left cannot be told
		return []Control{control(FindingResultLeft, "warning", strings.Join(opened, ", "), (-left).String(), "")}
	}
	return nil // nothing of last year's was there: the own result is booked otherwise
}

func (p position) left(account string, amount money.Amount) Control {
	to := ""
	for _, target := range bas.ResultMovesTo(account) {
		if _, ok := p.names[target]; ok && to == "" {
			to = target
		}
	}
	c := control(FindingResultLeft, "warning", account, (-amount).String(), to)
	if to != "" {
		c.Proposal = []closing.Row{{Account: account, Amount: -amount}, {Account: to, Amount: amount}}
	}
	return c
}

// misbooked tells that the result that was booked is not the result of the
// accounts. sum is that of every result account, the closing one included.
func misbooked(code string, booked, sum money.Amount) []Control {
	if booked == 0 || sum == 0 {
		return nil
	}
	return []Control{control(code, "warning", booked.String(), (booked - sum).String(), sum.String())}
}

func closedOf(y ledger.YearTotals) (closed, sum money.Amount) {
	for _, a := range y.Accounts {
		if !a.Result {
			continue
		}
		sum += a.Closing()
		if bas.ClosesResult(a.Number, a.Name) {
			closed += a.Closing()
		}
	}
	return closed, sum
}

// equityOpening holds the equity that the year began with against the equity
// that last year ended with and the part of its result that was not booked. A
// year that began with exactly last year's balance sheet was not closed, which
// is another finding; so is one that began with nothing.
func (p position) equityOpening() []Control {
	this, last := p.years[0], p.years[1]
	if last.Period.To.AddDays(1) != this.Period.From {
		return nil
	}
	var opening, closing, carried money.Amount
	changed := 0
	for _, a := range this.Accounts {
		carried += a.Opening.Abs()
		if bas.IsEquity(a.Number) {
			before, _ := last.Account(a.Number)
			opening += a.Opening
			if a.Opening != before.Closing() {
				changed++
			}
		}
	}
	for _, a := range last.Accounts {
		if bas.IsEquity(a.Number) {
			closing += a.Closing()
		}
	}
	_, unbooked := closedOf(last)
	differs := opening - closing - unbooked
	if carried == 0 || differs == 0 || opening == closing || changed == 1 && unbooked == 0 {
		return nil // a single account is told by itself
	}
	return []Control{control(FindingEquityOpening, "warning", (-opening).String(), (-closing - unbooked).String(), (-differs).String())}
}

// equityMoved tells what has changed the equity of a company in the year
// besides its own result: a dividend, a contribution, a correction. A decision
// should stand behind it. Owners of other forms draw and add as they like.
// Source: aktiebolagslagen (2005:551) 18 kap. 1 §.
func (p position) equityMoved() []Control {
	if p.form != office.AB && p.form != office.EK {
		return nil
	}
	moved := sumOf(p.balance, Row.Change, func(r Row) bool { return bas.IsEquity(r.Account) })
	if moved != 0 {
		moved += p.closed()
	}
	if moved == 0 {
		return nil
	}
	return []Control{control(FindingEquityMoved, "info", (-moved).Signed())}
}
