package sie

import (
	"slices"
	"strconv"
)

// accountNumbers lists, in order, the accounts that have rows or a whole-account
// balance.
func (c *checker) accountNumbers() []string {
	var list []string
	for account := range c.byName {
		list = append(list, account)
	}
	for _, i := range c.f.byBalance {
		list = append(list, c.f.text(c.f.balances[i].account))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// accountBalances tests IB + rows = UB, rows = RES and UB of last year = IB.
func (c *checker) accountBalances() {
	f := c.f
	list := c.accountNumbers()
	if f.counts[lUB]+f.counts[lRes] > 0 && f.counts[lVer] > 0 {
		if covered := f.header.Omfattn; covered != 0 && covered < c.year.End && c.last > covered {
			c.add(CodeBalancesUnchecked, 0, lOmfattn, covered.String())
		} else {
			c.rowsAgainstBalances(list)
		}
	}
	if c.hasKindOfYear(UB, -1) && c.hasKindOfYear(IB, 0) {
		for _, account := range list {
			before, _ := f.Balance(UB, -1, account)
			opening, _ := f.Balance(IB, 0, account)
			if f.sideOf(account) == balanceSide && before != opening {
				c.add(CodeOpeningDiffers, 0, lIB, account, before.String(), opening.String(), (before - opening).String())
			}
		}
	}
	c.wrongSides(list)
}

func (c *checker) rowsAgainstBalances(list []string) {
	for _, account := range list {
		rows := c.byName[account]
		switch c.f.sideOf(account) {
		case balanceSide:
			opening, _ := c.f.Balance(IB, 0, account)
			closing, _ := c.f.Balance(UB, 0, account)
			if got := opening + rows; got != closing {
				c.add(CodeClosingDiffers, 0, lUB, account, got.String(), closing.String(), (got - closing).String())
			}
		case resultSide:
			if res := c.f.result(0, account); rows != res {
				c.add(CodeResultDiffers, 0, lRes, account, rows.String(), res.String(), (rows - res).String())
			}
		}
	}
}

func (c *checker) hasKindOfYear(kind BalanceKind, year int) bool {
	i, _ := slices.BinarySearchFunc(c.f.byBalance, balanceKey{kind: kind, year: year}, func(i uint32, want balanceKey) int {
		return c.f.keyOf(i).compare(want)
	})
	return i < len(c.f.byBalance) && c.f.keyOf(c.f.byBalance[i]).kind == kind && c.f.keyOf(c.f.byBalance[i]).year == year
}

// wrongSides reports, once a kind, #IB and #UB of result accounts and #RES of
// balance accounts. Zero amounts do no harm.
func (c *checker) wrongSides(list []string) {
	for kind := IB; kind <= RES; kind++ {
		wrong := resultSide
		if kind == RES {
			wrong = balanceSide
		}
		first, amount, n := "", Amount(0), 0
		for _, account := range list {
			if a, _ := c.f.Balance(kind, 0, account); a != 0 && c.f.sideOf(account) == wrong {
				if n++; n == 1 {
					first, amount = account, a
				}
			}
		}
		if n > 0 {
			c.add(CodeBalanceWrongSide, 0, lIB+label(kind), first, amount.String(), strconv.Itoa(n))
		}
	}
}

// totals tests that the opening balances sum to zero, and that with the year's
// result the closing balances sum to the same. When last year's result has not
// been moved to equity yet, the opening balances lack it.
func (c *checker) totals() {
	if c.f.counts[lIB]+c.f.counts[lUB]+c.f.counts[lRes] == 0 {
		return
	}
	var opening, closing, last Amount
	for _, account := range c.accountNumbers() {
		ib, _ := c.f.Balance(IB, 0, account)
		opening += ib
		if c.f.sideOf(account) == resultSide {
			closing += c.f.result(0, account)
			last += c.f.result(-1, account)
			continue
		}
		ub, _ := c.f.Balance(UB, 0, account)
		res, _ := c.f.Balance(RES, 0, account)
		closing += ub + res
	}
	hasOpening := c.hasKindOfYear(IB, 0)
	switch {
	case !hasOpening || opening == 0:
	case opening == -last:
		c.add(CodeResultNotCarried, 0, lIB, last.String())
	default:
		c.add(CodeOpeningSum, 0, lIB, opening.String())
	}
	if hasOpening && c.hasKindOfYear(UB, 0) && closing != opening {
		c.add(CodeTotalsDiffer, 0, lUB, closing.String(), opening.String())
	}
}
