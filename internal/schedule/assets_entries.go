package schedule

import (
	"maps"
	"slices"

	"bokslut/internal/closing"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// registerSums are what the proposals need of the register.
type registerSums struct {
	sold      []asset
	expense   map[string]map[string]money.Amount // year's depreciation by accumulated account and expense
	sellsCost map[string]money.Amount            // cost of what was sold, by account
	impaired  impairmentSums
	cost      map[string]bool // accounts of assets
}

func (g *registerSums) add(a asset) {
	if g.expense == nil {
		g.expense, g.sellsCost = map[string]map[string]money.Amount{}, map[string]money.Amount{}
	}
	if a.accumulated != "" {
		if g.expense[a.accumulated] == nil {
			g.expense[a.accumulated] = map[string]money.Amount{}
		}
		g.expense[a.accumulated][a.expense] += a.year
	}
	g.impaired.add(a)
	g.cost[a.account] = true
	if a.sold {
		g.sold = append(g.sold, a)
		g.sellsCost[a.account] = plus(g.sellsCost[a.account], a.cost)
		if a.impairment.account == a.account {
			g.sellsCost[a.account] = plus(g.sellsCost[a.account], -a.impairment.left())
		}
	}
}

// proposeAssets proposes the disposals that are not booked, then the
// depreciation that is missing, then what nothing explains.
func (s *sheet) proposeAssets(g registerSums) {
	for _, a := range g.sold {
		s.explain(a.account, 0)
		s.explain(a.accumulated, 0)
		if a.impairment.left() != 0 {
			s.explain(a.impairment.account, 0)
		}
	}
	for _, account := range slices.Sorted(maps.Keys(g.sellsCost)) {
		if cost := g.sellsCost[account]; cost != 0 && s.gap(account) == -cost {
			s.propose(disposal(account, g.sold))
		}
	}
	for _, account := range slices.Sorted(maps.Keys(g.expense)) {
		s.proposeDepreciation(account, g.expense[account])
	}
	done := s.proposeImpairments(g.impaired, g)
	s.closeAll(append(done, slices.Collect(maps.Keys(g.expense))...)...)
}

// disposal takes cost, depreciation and write-downs of what was sold out of the
// accounts; the book value meets the proceeds among gains or losses.
func disposal(account string, sold []asset) Proposal {
	p := Proposal{Code: "disposal", Args: []string{account}}
	for _, a := range sold {
		if a.account != account {
			continue
		}
		p.Rows = append(p.Rows, closing.Row{Account: a.account, Amount: -a.cost})
		if a.accumulated != "" {
			p.Rows = append(p.Rows, closing.Row{Account: a.accumulated, Amount: a.opening + a.year})
		}
		p.Rows = append(p.Rows, closing.Row{Account: a.impairment.account, Amount: a.impairment.left()}, closing.Row{Account: a.result, Amount: a.book()})
	}
	return p
}

// proposeDepreciation books the gap of an account of accumulated depreciation
// as this year's. Where it is all of the year's, each expense gets its own.
func (s *sheet) proposeDepreciation(account string, byExpense map[string]money.Amount) {
	gap := s.gap(account)
	var year money.Amount
	for _, a := range byExpense {
		year = plus(year, a)
	}
	p := Proposal{Code: "depreciation", Args: []string{account}}
	expenses := slices.Sorted(maps.Keys(byExpense))
	switch {
	case gap == 0:
		return
	case gap == -year:
		for _, expense := range expenses {
			p.Rows = append(p.Rows, pair(account, expense, -byExpense[expense])...)
		}
	case len(expenses) == 1:
		p.Rows = pair(account, expenses[0], gap)
	default:
		p.Rows = pair(account, "", gap)
	}
	s.propose(p)
}

// shortLife is the longest life, in months, of an asset that may be expensed at
// once. Source: IL 18 kap. 4 §.
const shortLife = 36

func (s *sheet) checkAsset(r gridRow, a asset) {
	bought, disposed := r.date(DateColumn), r.date("disposed")
	switch {
	case bought.After(s.Year.To):
		r.note(Warning, "after_year_end", DateColumn)
	case a.gone:
		r.note(Info, "disposed_before", "disposed")
	case !disposed.IsZero() && disposed.Before(bought):
		r.note(Wrong, "disposed_before_bought", "disposed")
	}
	if a.residual > a.cost || a.residual < 0 {
		r.note(Wrong, "residual", "residual")
	}
	s.checkLife(r, a)
	s.checkImpairment(r, a)
	if a.cost <= 0 || !s.Year.Contains(bought) || notDepreciated(a.account) {
		return
	}
	if limit := money.Amount(s.lawOn(tax.Prisbasbelopp, bought) / 2); a.cost < limit {
		r.note(Info, "low_value", "cost", limit.String())
	}
}

func (s *sheet) checkLife(r gridRow, a asset) {
	switch {
	case notDepreciated(a.account):
		if a.life > 0 {
			r.note(Warning, "not_depreciated", "life")
		}
		return
	case a.life == 0:
		r.note(Warning, "no_life", "life")
		return
	case a.life <= shortLife:
		r.note(Info, "short_life", "life")
	}
	if years := s.law(tax.LivslangdK2); s.k2() && len(a.account) > 1 && a.account[:2] == "12" && int64(a.life) > 12*years {
		r.note(Info, "k2_life", "life", rate(years*100).String())
	}
}
