package sie

import "strconv"

// Check tests the figures of a file: that each voucher balances, that opening
// balances and rows give the closing balances, that periods, years and
// declarations agree, and that the type's records are there. What the file's
// form had to say is in f.Findings. At most 1000 findings are returned, the most
// severe first in choice and all in line order; CodeMore says when there were
// more.
//
// Sums by account are over booked rows only. Nothing is ever balanced by force.
func Check(f *File) []Finding {
	c := newChecker(f)
	c.years()
	c.eachVoucher()
	c.numbers()
	c.accountBalances()
	c.totals()
	c.periods()
	c.declared()
	c.form()
	list := c.found.list()
	if n := c.found.total() - len(list); n > 0 {
		c.found.limit++
		c.add(CodeMore, 0, unknown, strconv.Itoa(n))
		list = append(list, c.found.kept[Info][len(c.found.kept[Info])-1])
	}
	return list
}

func newChecker(f *File) *checker {
	c := &checker{f: f, found: findings{limit: 1000}, byName: map[string]Amount{}, byNumber: map[int]Year{},
		canons: map[ref]ref{}, byText: map[string]ref{}}
	for _, y := range f.header.Years {
		c.byNumber[y.No] = y
	}
	c.year = c.byNumber[0]
	c.hasYear = c.year.Start != 0 && c.year.End >= c.year.Start
	return c
}

// A checker gathers what several rules need.
type checker struct {
	f        *File
	found    findings
	byNumber map[int]Year
	year     Year // number 0
	hasYear  bool
	byName   map[string]Amount // booked rows by account
	last     Date              // of the latest voucher
	canons   map[ref]ref       // see canon
	byText   map[string]ref
}

// canon is one ref for all that name the same text: parts of a file that were
// read side by side have each their own.
func (c *checker) canon(r ref) ref {
	if r == 0 {
		return 0
	}
	to, ok := c.canons[r]
	if !ok {
		text := c.f.text(r)
		if to, ok = c.byText[text]; !ok {
			to = r
			c.byText[text] = r
		}
		c.canons[r] = to
	}
	return to
}

func (c *checker) add(code Code, line int, l label, args ...string) {
	name := ""
	if l != unknown {
		name = l.String()
	}
	c.found.add(code, line, name, args...)
}

// A side is what kind of balance an account has.
type side uint8

const (
	internalSide side = iota // classes 0 and 9, and accounts that are no numbers
	balanceSide
	resultSide
)

// sideOf follows #KTYP when the file has it, else the account's first digit.
func (f *File) sideOf(account string) side {
	if i, ok := f.accountIndex(account); ok {
		switch AccountType(f.accounts[i].ktyp) {
		case Asset, Liability:
			return balanceSide
		case Cost, Income:
			return resultSide
		}
	}
	switch {
	case account == "" || account[0] < '1' || account[0] > '8':
		return internalSide
	case account[0] <= '2':
		return balanceSide
	}
	return resultSide
}

// result is the #RES of an account. Where a file has none for a result account,
// its #UB stands for it, as SpeedLedger writes.
func (f *File) result(year int, account string) Amount {
	if a, ok := f.Balance(RES, year, account); ok {
		return a
	}
	a, _ := f.Balance(UB, year, account)
	return a
}
