package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/bas"
	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// resultView is Resultatanalys: the income statement account by account. Signs
// turn here and nowhere before: income and surplus are positive.
type resultView struct {
	Page    Page
	Months  bool // months of the year instead of last year
	Filters []filterLink
	Heads   []string // names of the months
	Items   []resultItem
	HasLast bool // last year is in the import
	Last    string
	Search  string
}

// A resultItem is one line, with income positive.
type resultItem struct {
	Kind       itemKind
	Code, Name string
	Account    string
	Last       money.Amount
	Booked     money.Amount
	Adjustment money.Amount
	Final      money.Amount
	Months     []money.Amount
}

// subtotals are the results that the income statement shows, after the last
// account of the heading with this index in bas.ResultLines.
var subtotals = map[int]string{
	5: "Rörelseresultat",
	6: "Resultat efter finansiella poster",
	7: "Resultat före skatt",
}

func (s *server) result(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	p, err := s.sheetPage(r, e, tabResult, t(r.Context(), "Resultatanalys"))
	if err != nil {
		return err
	}
	sheet, err := s.engagements.Result(r.Context(), p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	p.Keys = []Key{{[]string{"↑", "↓"}, t(r.Context(), "konto")}, {[]string{"A"}, t(r.Context(), "kontoanalys")}}
	p.Scripts = []string{"grid.js"}
	v := resultView{
		Page: p, Months: r.FormValue("visa") == "manader", HasLast: sheet.HasYearUB,
		Last: yearBefore(e.Year), Search: strings.TrimSpace(r.FormValue("sok")),
	}
	v.fill(r.Context(), sheet)
	s.render(w, r, http.StatusOK, resultPage(v))
	return nil
}

func (v *resultView) fill(ctx context.Context, sheet engagement.Sheet) {
	e := *v.Page.Engagement
	v.Filters = []filterLink{
		{Name: t(ctx, "Jämfört med förra året"), URL: sheetURL(e, "/resultat", "sok", v.Search), Current: !v.Months},
		{Name: t(ctx, "Per månad"), URL: sheetURL(e, "/resultat", "visa", "manader", "sok", v.Search), Current: v.Months},
	}
	if v.Months {
		v.Heads = monthHeads(e.Year)
	}
	v.Items = resultItems(ctx, sheet, v.Search)
}

// isYearResult tells whether an account only carries the result to the balance
// sheet (8990–8999): it is no part of the result itself. Source: BAS 2026.
func isYearResult(account string) bool { return strings.HasPrefix(account, "899") }

// resultItems lists the income statement with its sums. A search shows the
// accounts that it hits with a sum of those.
func resultItems(ctx context.Context, sheet engagement.Sheet, search string) []resultItem {
	var items []resultItem
	var total, line, carried, shown sum
	for i, g := range sheet.Groups {
		first := true
		for _, row := range g.Rows {
			if !matches(row.Account, row.Name, search) {
				continue
			}
			if isYearResult(row.Account) && search == "" {
				carried.add(row)
				continue
			}
			if first {
				items, first = append(items, resultItem{Kind: groupItem, Code: g.Code, Name: g.Name}), false
			}
			items = append(items, resultOf(row))
			total.add(row)
			line.add(row)
			shown.add(row)
		}
		at := lineOf(bas.ResultLines, g.Code)
		if search != "" || i+1 < len(sheet.Groups) && lineOf(bas.ResultLines, sheet.Groups[i+1].Code) == at {
			continue
		}
		if at >= 0 && at != len(bas.ResultLines)-1 && line.n > 0 {
			items = append(items, line.item(sumItem, t(ctx, "Summa %s", lowerFirst(t(ctx, bas.ResultLines[at].Name)))))
		}
		line = sum{}
		next := len(bas.ResultLines)
		if i+1 < len(sheet.Groups) {
			next = lineOf(bas.ResultLines, sheet.Groups[i+1].Code)
		}
		items = append(items, passed(ctx, at, next, total)...)
	}
	if search != "" {
		if shown.n > 0 {
			items = append(items, shown.item(totalItem, t(ctx, "Summa %d visade konton", shown.n)))
		}
		return items
	}
	items = append(items, total.item(totalItem, t(ctx, "Årets resultat")))
	if carried.n > 0 {
		items = append(items, carried.item(sumItem, t(ctx, "Bokfört som årets resultat, konto 899x")))
	}
	return items
}

// passed gives the results that lie between the heading that ended and the next.
func passed(ctx context.Context, at, next int, total sum) []resultItem {
	var items []resultItem
	last := -1
	for i := range bas.ResultLines {
		if i >= at && i < next && subtotals[i] != "" {
			last = i
		}
	}
	if last >= 0 {
		items = append(items, total.item(sumItem, t(ctx, subtotals[last])))
	}
	return items
}

// sum adds accounts of the income statement, income positive.
type sum struct {
	resultItem
	n int
}

func (s *sum) add(row engagement.Row) {
	r := resultOf(row)
	s.n++
	s.Last += r.Last
	s.Booked += r.Booked
	s.Adjustment += r.Adjustment
	s.Final += r.Final
	for len(s.Months) < len(r.Months) {
		s.Months = append(s.Months, 0)
	}
	for i, m := range r.Months {
		s.Months[i] += m
	}
}

func (s sum) item(kind itemKind, name string) resultItem {
	item := s.resultItem
	item.Kind, item.Name = kind, name
	item.Months = append([]money.Amount(nil), s.Months...)
	return item
}

// resultOf turns the signs of an account.
func resultOf(row engagement.Row) resultItem {
	item := resultItem{
		Kind: accountItem, Account: row.Account, Name: row.Name,
		Last: -row.LastYear, Booked: -row.Booked, Adjustment: -row.Adjustment, Final: -row.Final,
	}
	for _, m := range row.Months {
		item.Months = append(item.Months, -m)
	}
	return item
}

// change is how much more than last year, and percent in tenths of last year's
// size; empty when last year was zero.
func (i resultItem) change() money.Amount { return i.Final - i.Last }

func (i resultItem) percent() string {
	return percent(i.change(), i.Last)
}

// percent writes part of whole as 20,6 % with its sign, rounded half away from
// zero; nothing when whole is zero, and > 999 % when it says little.
func percent(part, whole money.Amount) string {
	whole = whole.Abs()
	if whole == 0 || part.Abs() > 1e15 {
		return ""
	}
	tenths := (int64(part.Abs())*1000 + int64(whole)/2) / int64(whole)
	if tenths > 9999 {
		return "> 999 %"
	}
	// A number of tenths is written as an amount of whole hundredths would be.
	text := strings.TrimSuffix(money.Amount(tenths*10).String(), "0") + "\u00a0%"
	switch {
	case tenths == 0:
		return text
	case part < 0:
		return "\u2212" + text
	}
	return "+" + text
}

var shortMonths = []string{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}

func monthHeads(year civil.Period) []string {
	var names []string
	for i := range year.Months() {
		names = append(names, shortMonths[year.From.AddMonths(i).Month-1])
	}
	return names
}

// month is one month of a line in whole kronor, nothing when it has none.
func (i resultItem) month(n int) string {
	if n >= len(i.Months) || i.Months[n] == 0 {
		return ""
	}
	return wholeKronor(i.Months[n])
}

// wholeKronor writes an amount rounded half away from zero.
func wholeKronor(a money.Amount) string {
	kronor := money.Amount((a.Abs() + 50) / 100 * 100)
	if a < 0 {
		kronor = -kronor
	}
	return strings.TrimSuffix(kronor.String(), ",00")
}

func (v resultView) sub(ctx context.Context) string {
	text := t(ctx, "Intäkter och överskott visas som plus, kostnader och underskott som minus.")
	if v.Months {
		text += " " + t(ctx, "Bokfört enligt importen, avrundat till hela kronor.")
	}
	return text
}
