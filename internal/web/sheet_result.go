package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// resultView is Resultatanalys: the income statement account by account. Signs
// turn here and nowhere before: income and surplus are positive.
type resultView struct {
	Page    Page
	Months  bool         // months of the year instead of last year
	Unusual bool         // only what stands out
	Limit   money.Amount // how large a difference is worth a look
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
	LastMonths []money.Amount
	Unusual    engagement.Unusual // of an account
	Notes      int                // comments of the account
	Questions  int                // of them unanswered
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
	p.Keys = []Key{{[]string{"↑", "↓"}, t(r.Context(), "konto")}, {[]string{"A"}, t(r.Context(), "kontoanalys")}, {[]string{"C"}, t(r.Context(), "kommentar")}}
	p.Scripts = []string{"grid.js"}
	show := r.FormValue("visa")
	v := resultView{
		Page: p, Months: show == "manader", Unusual: show == "ovanliga", HasLast: sheet.HasYearUB,
		Limit: sheet.Limit, Last: yearBefore(e.Year), Search: strings.TrimSpace(r.FormValue("sok")),
	}
	dimensions, err := s.engagements.Dimensions(r.Context(), p.User, e)
	if err != nil {
		return err
	}
	if dimension := dimensionOf(show); slices.Contains(dimensions, dimension) {
		return s.resultByObject(w, r, v, dimensions, dimension)
	}
	v.fill(r.Context(), sheet)
	v.Filters = resultFilters(r.Context(), e, show, v.Search, dimensions, unusualIn(sheet))
	s.render(w, r, http.StatusOK, resultPage(v))
	return nil
}

func (v *resultView) fill(ctx context.Context, sheet engagement.Sheet) {
	v.Heads = monthHeads(v.Page.Engagement.Year)
	lets := func(row engagement.Row) bool {
		return matches(row.Account, row.Name, v.Search) && (!v.Unusual || row.Unusual.Any())
	}
	v.Items = resultItems(ctx, sheet, lets, v.Search != "" || v.Unusual)
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
	switch {
	case v.Months:
		text += " " + t(ctx, "Bokfört enligt importen, avrundat till hela kronor.")
	case v.Unusual:
		text += " " + t(ctx, "Ovanligt är det som skiljer minst %s och en fjärdedel från förra året, eller en månad som skiljer minst lika mycket och dubbla medianen från kontots vanliga månader.", wholeKronor(v.Limit))
	}
	return text
}
