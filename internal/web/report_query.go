package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/report"
)

// reportQuery is how a report is narrowed, as it was typed.
type reportQuery struct {
	Stand          string
	FromAcc, ToAcc string
	Series         string
	FromDay, ToDay string
	Wrong          map[string]string
}

func newReportQuery(r *http.Request) reportQuery {
	value := func(name string) string { return strings.TrimSpace(r.FormValue(name)) }
	q := reportQuery{
		Stand: value("saldon"), FromAcc: value("frankonto"), ToAcc: value("tillkonto"), Series: value("serie"),
		FromDay: value("fran"), ToDay: value("till"), Wrong: map[string]string{},
	}
	for name, day := range map[string]string{"fran": q.FromDay, "till": q.ToDay} {
		if _, err := civil.Parse(day); day != "" && err != nil {
			q.Wrong[name] = dateSentence(r.Context(), day)
		}
	}
	if p := q.period(); !p.From.IsZero() && !p.To.IsZero() && p.To.Before(p.From) {
		q.Wrong["till"] = t(r.Context(), "Perioden slutar innan den börjar.")
	}
	return q
}

// pairs are the names and values of the query, with a page of it.
func (q reportQuery) pairs(page string) []string {
	return []string{"saldon", q.Stand, "frankonto", q.FromAcc, "tillkonto", q.ToAcc, "serie", q.Series, "fran", q.FromDay, "till", q.ToDay, "sida", page}
}

// period is the one chosen; a day that cannot be read narrows nothing, and is
// told beside its field.
func (q reportQuery) period() civil.Period {
	var p civil.Period
	if d, err := civil.Parse(q.FromDay); err == nil {
		p.From = d
	}
	if d, err := civil.Parse(q.ToDay); err == nil {
		p.To = d
	}
	return p
}

func (q reportQuery) stand() report.Stand {
	switch s := report.Stand(q.Stand); s {
	case report.Before, report.After:
		return s
	}
	return report.Both
}

// standLinks choose between the balances of a report.
func (v reportView) standLinks(ctx context.Context) []filterLink {
	var links []filterLink
	for _, one := range standPicks {
		q := v.Query
		q.Stand = one.Value
		links = append(links, filterLink{
			Name: t(ctx, one.Name), URL: sheetURL(*v.Page.Engagement, v.path, q.pairs("")...), Current: string(v.Query.stand()) == one.Value,
		})
	}
	return links
}

var standPicks = []choice{{string(report.Both), "Före och efter"}, {string(report.Before), "Före justering"}, {string(report.After), "Efter justering"}}
