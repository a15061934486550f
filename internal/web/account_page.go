package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// Kontoanalys shows everything up to allLines lines, and pages beyond.
const (
	allLines  = 500
	pageLines = 200
)

// accountView is Kontoanalys.
type accountView struct {
	Page     Page
	Analysis engagement.Analysis
	Query    accountQuery
	Years    []filterLink
	Series   []string
	Lines    []engagement.AnalysisLine // those of the page
	Pages    paging
	Debit    money.Amount // of every line that the filter lets through
	Credit   money.Amount
	Before   *money.Amount // balance before the first line, when a period is chosen
	Entries  []accountEntry
	Final    money.Amount // with the closing entries
	Papers   []string     // numbers of the bilagor that explain it
	Notes    int          // comments of the account
	Wrong    map[string]string
}

// accountEntry is a row of a closing entry that the books do not hold.
type accountEntry struct {
	No, Text, Date string
	Amount         money.Amount
}

func (s *server) account(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, number := r.Context(), r.PathValue("konto")
	p, err := s.sheetPage(r, e, tabAnalysis, t(ctx, "Kontoanalys"))
	if err != nil {
		return err
	}
	q := accountQueryOf(r)
	filter, wrong := q.filter(ctx)
	a, err := s.engagements.Account(ctx, p.User, e, number, filter)
	if errors.Is(err, engagement.ErrNotFound) {
		return s.accountMissing(w, r, p, number)
	}
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	v := accountView{Page: p, Analysis: a, Query: q, Wrong: wrong, Years: q.years(ctx, e, a)}
	v.Page.Title = t(ctx, "%s %s", number, a.Account.Name)
	v.Page.Keys, v.Page.Scripts = accountKeys(ctx), []string{"grid.js", "marks.js"}
	v.cut(r.FormValue("sida"))
	if err := s.aroundAccount(r, &v, filter); err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, accountPage(v))
	return nil
}

// aroundAccount adds what the import alone does not say: the series of the
// year, closing entries, bilagor.
func (s *server) aroundAccount(r *http.Request, v *accountView, f engagement.Filter) error {
	ctx, e, number := r.Context(), *v.Page.Engagement, v.Analysis.Account.Number
	snap, err := s.engagements.Snapshot(ctx, v.Page.User, e)
	if err != nil {
		return err
	}
	for _, one := range snap.Totals.Years[f.Year].Series {
		v.Series = append(v.Series, one.Code)
	}
	notes, err := s.engagements.AccountComments(ctx, v.Page.User, e, number)
	if err != nil {
		return err
	}
	v.Notes = len(notes)
	papers, err := s.engagements.Workpapers(ctx, v.Page.User, e)
	if err != nil {
		return err
	}
	for _, w := range papers {
		if w.Covers(number) {
			v.Papers = append(v.Papers, w.No)
		}
	}
	if f.Year != 0 {
		return nil
	}
	entries, err := s.engagements.Entries(ctx, v.Page.User, e)
	if err != nil {
		return err
	}
	v.Final = v.Analysis.Closing
	for _, entry := range entries {
		if entry.Deleted || entry.Recognised.State.InBooks() {
			continue
		}
		for _, row := range entry.Rows {
			if row.Account == number {
				v.Final += row.Amount
				v.Entries = append(v.Entries, accountEntry{entry.No, entry.Text, entry.Date.String(), row.Amount})
			}
		}
	}
	return nil
}

// cut sums every line and keeps those of the page.
func (v *accountView) cut(page string) {
	all := v.Analysis.Lines
	for _, line := range all {
		v.Debit += max(line.Row.Amount, 0)
		v.Credit += max(-line.Row.Amount, 0)
	}
	if v.Query.From != "" && v.Query.Series == "" && v.Query.Text == "" && v.Query.Amount == "" && len(all) > 0 {
		before := all[0].Balance - all[0].Row.Amount
		v.Before = &before
	}
	v.Pages = newPaging(len(all), page)
	v.Lines = all[v.Pages.From:v.Pages.To]
}

// yearIndex is the place of the shown year among those of the import.
func (v accountView) yearIndex() int {
	for i, year := range v.Analysis.Years {
		if year == v.Analysis.Year {
			return i
		}
	}
	return 0
}

func (v accountView) sub(ctx context.Context) string {
	return t(ctx, "Kontoanalys %s", v.Analysis.Year) + " · " + vouchersText(ctx, v.Pages.Total)
}

func vouchersText(ctx context.Context, n int) string {
	return plural(ctx, n, "1 rad", "%d rader")
}

func accountKeys(ctx context.Context) []Key {
	return []Key{
		{[]string{"↑", "↓"}, t(ctx, "rad")},
		{[]string{"Enter"}, t(ctx, "visa verifikation")},
		{[]string{"Shift", "↓"}, t(ctx, "markera och summera")},
		{[]string{"PgUp", "PgDn"}, t(ctx, "föregående/nästa konto")},
		{[]string{"V"}, t(ctx, "bokslutsverifikation")},
		{[]string{"C"}, t(ctx, "kommentar")},
		{[]string{"/"}, t(ctx, "filtrera")},
	}
}

// lineText is what a line of Kontoanalys says: the row's own text when it has
// one, else the voucher's.
func lineText(line engagement.AnalysisLine) string {
	if line.Row.Text != "" && line.Row.Text != line.Voucher.Text {
		return strings.TrimPrefix(line.Voucher.Text+" · "+line.Row.Text, " · ")
	}
	return line.Voucher.Text
}

// voucherURL is a voucher of the import; year counts from the latest. A series
// or number that is empty is written as a dash.
func voucherURL(e engagement.Engagement, year int, series, number string) string {
	part := func(s string) string {
		if s == "" {
			return "-"
		}
		return url.PathEscape(s)
	}
	return sheetURL(e, "/ver/"+strconv.Itoa(year)+"/"+part(series)+"/"+part(number))
}

// namesOf maps the accounts of a year to their names.
func namesOf(year ledger.YearTotals) map[string]string {
	names := make(map[string]string, len(year.Accounts))
	for _, a := range year.Accounts {
		names[a.Number] = a.Name
	}
	return names
}
