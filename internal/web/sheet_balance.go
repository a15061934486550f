package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/report"
)

// balanceView is Balansavstämning.
type balanceView struct {
	Page    Page
	Sub     string
	Filter  balanceFilter
	Filters []filterLink
	Items   []sheetItem
	Seams   []engagement.Row // accounts whose IB is not last year's UB
	Before  string           // names last year's UB
	Done    int              // accounts that are klara
	ToDo    int              // accounts that have something to reconcile
	Panel   *panelView

	Columns []balanceColumn
	Own     bool // the user has chosen the columns
	Bulk    bool // rows can be selected and signed together
	papers  map[string]engagement.WorkpaperLine
	clips   documentCounts
}

func (s *server) balance(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	p, err := s.sheetPage(r, e, tabBalance, t(r.Context(), "Balansavstämning"))
	if err != nil {
		return err
	}
	sheet, err := s.engagements.Reconciliation(r.Context(), p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	f := balanceFilter{Show: r.FormValue("visa"), Search: strings.TrimSpace(r.FormValue("sok")), mine: mineOf(p.User, sheet.Papers), waits: waitsOf(e, sheet.Papers)}
	f.Account = chosen(sheet.Sheet, f, r.FormValue("konto"))
	panel, err := s.panel(r, p, sheet, f)
	if err != nil {
		return err
	}
	if isFragment(r) {
		s.render(w, r, http.StatusOK, balancePanel(panel))
		return nil
	}
	p.Keys, p.Scripts = balanceKeys(r.Context()), []string{"grid.js"}
	v := newBalanceView(r.Context(), p, sheet.Sheet, f, panel)
	v.Bulk, v.papers = mayEdit(p), map[string]engagement.WorkpaperLine{}
	for _, w := range sheet.Papers {
		v.papers[w.No] = w
	}
	if v.Columns, v.Own, err = s.columns(r, e); err != nil {
		return err
	}
	if v.clips, err = s.countDocuments(r, p); err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, balancePage(v))
	return nil
}

func newBalanceView(ctx context.Context, p Page, sheet engagement.Sheet, f balanceFilter, panel *panelView) balanceView {
	v := balanceView{Page: p, Filter: f, Items: balanceItems(ctx, sheet, f), Before: yearBefore(p.Engagement.Year), Panel: panel}
	rows := accountsOf(sheet)
	for _, row := range rows {
		if row.SeamDiff != 0 {
			v.Seams = append(v.Seams, row)
		}
		if row.Status != engagement.NoBalance {
			v.ToDo++
		}
		if row.Status.IsDone() {
			v.Done++
		}
	}
	v.Filters = f.links(ctx, *p.Engagement, rows)
	v.Sub = t(ctx, "Debet visas som plus, kredit som minus.")
	if sheet.HasYearUB && len(v.Seams) == 0 {
		v.Sub += " " + t(ctx, "IB är lika med UB %s på alla %d konton.", v.Before, len(rows))
	}
	return v
}

// balanceItems lists the lines of the sheet. With a filter only the accounts it
// lets through are there, with a sum of those.
func balanceItems(ctx context.Context, sheet engagement.Sheet, f balanceFilter) []sheetItem {
	if f.narrows() {
		return filteredItems(ctx, sheet, f)
	}
	var items []sheetItem
	for _, line := range report.BalanceItems(ctx, sheet) {
		items = append(items, sheetItem{Kind: kindOf(line), Code: line.Code, Name: line.Name, Row: line.Row})
	}
	return items
}

// kindOf is what a line of a sheet is.
func kindOf(i report.Item) itemKind {
	switch {
	case i.Account:
		return accountItem
	case i.Kind == report.Group:
		return groupItem
	case i.Kind == report.Total:
		return totalItem
	}
	return sumItem
}

func filteredItems(ctx context.Context, sheet engagement.Sheet, f balanceFilter) []sheetItem {
	var items []sheetItem
	var sum engagement.Row
	n := 0
	for _, g := range sheet.Groups {
		first := true
		for _, row := range g.Rows {
			if !f.lets(row) {
				continue
			}
			if first {
				items, first = append(items, heading(g)), false
			}
			items = append(items, sheetItem{Kind: accountItem, Row: row})
			sum = report.Plus(sum, row)
			n++
		}
	}
	if n > 0 {
		items = append(items, sheetItem{Kind: totalItem, Name: plural(ctx, n, "Summa 1 visat konto", "Summa %d visade konton"), Row: sum})
	}
	return items
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToLower(string(r[0])) + string(r[1:])
}

func balanceKeys(ctx context.Context) []Key {
	return []Key{
		{[]string{"↑", "↓"}, t(ctx, "konto")},
		{[]string{"Enter"}, t(ctx, "öppna bilaga")},
		{[]string{"A"}, t(ctx, "kontoanalys")},
		{[]string{"S"}, t(ctx, "stäm av")},
		{[]string{"V"}, t(ctx, "bokslutsverifikation")},
		{[]string{"Mellanslag"}, t(ctx, "välj rad")},
		{[]string{"K"}, t(ctx, "klarmarkera")},
		{[]string{"C"}, t(ctx, "kommentar")},
		{[]string{"D"}, t(ctx, "nästa differens")},
		{[]string{"P"}, t(ctx, "panelen")},
	}
}
