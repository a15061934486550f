package sie

import (
	"fmt"
	"strconv"
)

// periods tests that an account's months sum to its year, for accounts that
// have months, and that objects are not more than their account.
func (c *checker) periods() {
	type account struct {
		year int16
		ref  ref
	}
	months := map[account]Amount{}
	var order []account
	reported := map[balanceKey]bool{}
	for i := range c.f.balances {
		r := &c.f.balances[i]
		if r.kind != PSALDO && r.kind != PBUDGET {
			continue
		}
		c.periodInYear(r, reported)
		if r.kind == PBUDGET || r.objects != 0 {
			continue
		}
		key := account{r.year, r.account}
		if _, seen := months[key]; !seen {
			order = append(order, key)
		}
		months[key] += r.amount
	}
	for _, key := range order {
		name, year := c.f.text(key.ref), int(key.year)
		if c.f.sideOf(name) == internalSide || !c.hasBalances(year) {
			continue
		}
		if moved := c.movement(year, name); months[key] != moved {
			c.add(CodePeriodsDiffer, 0, lPsaldo, name, months[key].String(), moved.String(),
				(months[key] - moved).String(), strconv.Itoa(year))
		}
	}
	c.objectSums()
}

// periodInYear reports, once a year number and label, a month outside its year.
func (c *checker) periodInYear(r *balanceRecord, reported map[balanceKey]bool) {
	y, ok := c.byNumber[int(r.year)]
	key := balanceKey{kind: r.kind, year: int(r.year)}
	if !ok || y.Start == 0 || y.End == 0 || reported[key] {
		return
	}
	first := Period(y.Start.Year()*100 + int(y.Start.Month()))
	last := Period(y.End.Year()*100 + int(y.End.Month()))
	if r.period < first || r.period > last {
		reported[key] = true
		c.add(CodePeriodOutside, int(r.line), r.label(), fmt.Sprint(int(r.period)), y.Start.String(), y.End.String())
	}
}

func (r *balanceRecord) label() label { return lIB + label(r.kind) }

// movement is what an account moved in a year by its balances; one that the
// file leaves out is zero.
func (c *checker) movement(year int, account string) Amount {
	if c.f.sideOf(account) == resultSide {
		return c.f.result(year, account)
	}
	opening, _ := c.f.Balance(IB, year, account)
	closing, _ := c.f.Balance(UB, year, account)
	return closing - opening
}

func (c *checker) hasBalances(year int) bool {
	return c.hasKindOfYear(UB, year) || c.hasKindOfYear(RES, year)
}
