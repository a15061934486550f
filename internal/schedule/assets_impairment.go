package schedule

import (
	"maps"
	"slices"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/money"
)

// An impairment is what an asset is written down by, over the year: a fall in
// value that is taken to last. Amounts are positive. Source: ÅRL 4 kap. 5 §.
type impairment struct {
	account              string // where write-downs add up
	before, year, undone money.Amount
}

// left is what the asset is written down by at the end of the year.
func (i impairment) left() money.Amount { return i.before + i.year - i.undone }

func (r gridRow) impairment() impairment {
	return impairment{
		account: impairedOf(r.account()), before: max(0, r.amount("impaired_before")),
		year: max(0, r.amount("impaired")), undone: max(0, r.amount("reversed")),
	}
}

// impairedOf is where the write-downs of an asset add up: 1220 on 1228. BAS has
// no such account for land, work under way and advances, which are written down
// themselves. Source: BAS 2026.
func impairedOf(account string) string {
	if len(account) != 4 || notDepreciated(account) && account != "1291" {
		return account
	}
	return account[:3] + "8"
}

// impairs are the accounts of write-downs and of their reversals by the
// beginning of the asset's account, the special before the general. Source: BAS
// 2026.
var impairs = []struct{ asset, down, back string }{
	{"121", "7731", "7781"}, {"122", "7732", "7782"}, {"129", "7733", "7783"},
	{"10", "7710", "7760"}, {"11", "7720", "7770"}, {"12", "7730", "7780"},
}

func impairAccounts(account string) (down, back string) {
	for _, i := range impairs {
		if strings.HasPrefix(account, i.asset) {
			return i.down, i.back
		}
	}
	return "", ""
}

// checkImpairment: a write-down reaches down to nothing, its reversal up to what
// the plan alone would have left. One of goodwill stands. Source: ÅRL 4 kap. 5 §.
func (s *sheet) checkImpairment(r gridRow, a asset) {
	for _, column := range []string{"impaired_before", "impaired", "reversed"} {
		if r.amount(column) < 0 {
			r.note(Wrong, "negative", column)
		}
	}
	i := a.impairment
	switch {
	case i.undone > i.before:
		r.note(Wrong, "reversed_too_much", "reversed")
	case i.undone > 0 && strings.HasPrefix(a.account, "107"):
		r.note(Wrong, "goodwill", "reversed")
	case i.undone > 0 && a.book() > max(a.residual, a.cost-a.planned):
		r.note(Warning, "reversed_above_plan", "reversed")
	}
	if i.before+i.year > max(0, a.cost-a.opening-a.year) {
		r.note(Wrong, "impaired_too_much", "impaired")
	}
	if i.before > 0 && !r.has("opening_written") && a.accumulated != "" {
		r.note(Info, "impaired_opening", "opening_written")
	}
}

// impairmentSums are the year's write-downs and reversals by the account where
// they add up, then by what they are booked against.
type impairmentSums map[string]map[string]money.Amount

func (g impairmentSums) add(a asset) {
	i := a.impairment
	if i.account == "" || i == (impairment{account: i.account}) {
		return
	}
	if g[i.account] == nil {
		g[i.account] = map[string]money.Amount{}
	}
	down, back := impairAccounts(a.account)
	g[i.account][down] = plus(g[i.account][down], i.year)
	g[i.account][back] = plus(g[i.account][back], -i.undone)
}

// proposeImpairments books what the write-downs lack. Where the gap is not what
// the year gives, what it is booked against is for the person to choose. It gives
// the accounts that nothing more is proposed for.
func (s *sheet) proposeImpairments(g impairmentSums, register registerSums) []string {
	var done []string
	for _, account := range slices.Sorted(maps.Keys(g)) {
		var year money.Amount
		for _, a := range g[account] {
			year = plus(year, a)
		}
		itself := register.cost[account]
		gap := s.gap(account)
		if gap == 0 || itself && gap != -year {
			continue
		}
		p := Proposal{Code: "impairment", Args: []string{account}, Rows: pair(account, "", gap)}
		if year < 0 {
			p.Code = "impairment_reversed"
		}
		if gap == -year {
			p.Rows = nil
			for _, contra := range slices.Sorted(maps.Keys(g[account])) {
				p.Rows = append(p.Rows, closing.Row{Account: account, Amount: -g[account][contra]}, closing.Row{Account: contra, Amount: g[account][contra]})
			}
		}
		s.propose(p)
		done = append(done, account)
	}
	return done
}
