package web

import (
	"context"

	"bokslut/internal/engagement"
)

// balanceFilter is what the address of Balansavstämning asks for.
type balanceFilter struct {
	Show    string // a filter of balanceShows, or empty for all
	Search  string
	Account string // the selected account
}

// balanceShows are the filters by status, with their shape.
var balanceShows = []struct {
	Show, Name   string
	Icon, Colour string
	Lets         func(engagement.Row) bool
}{
	{"avviker", "Avviker", "err", "bad", func(r engagement.Row) bool { return r.Status == engagement.Differs }},
	{"andrade", "Ändrade", "chg", "warn", func(r engagement.Row) bool { return r.Status == engagement.Drifted }},
	{"ej-klara", "Ej klara", "", "", func(r engagement.Row) bool {
		return r.Status == engagement.Underway || r.Status == engagement.NotBegun
	}},
	{"klara", "Klara", "ok", "good", func(r engagement.Row) bool { return r.Status.IsDone() }},
	{"automatiska", "Automatiska", "auto", "", func(r engagement.Row) bool { return r.Automatic }},
	{"ib", "IB skiljer", "chg", "warn", func(r engagement.Row) bool { return r.SeamDiff != 0 }},
}

func (f balanceFilter) narrows() bool { return f.Show != "" || f.Search != "" }

func (f balanceFilter) lets(row engagement.Row) bool {
	for _, show := range balanceShows {
		if show.Show == f.Show && !show.Lets(row) {
			return false
		}
	}
	return matches(row.Account, row.Name, f.Search)
}

// links are the segments with their counts, which do not depend on the search.
// Those of IB and of what is automatic are there only when there is any.
func (f balanceFilter) links(ctx context.Context, e engagement.Engagement, rows []engagement.Row) []filterLink {
	links := []filterLink{{Name: t(ctx, "Alla"), URL: f.url(e, "", ""), Count: count(len(rows)), Current: f.Show == ""}}
	for _, show := range balanceShows {
		n := 0
		for _, row := range rows {
			if show.Lets(row) {
				n++
			}
		}
		if n == 0 && (show.Show == "ib" || show.Show == "automatiska") {
			continue
		}
		links = append(links, filterLink{
			Name: t(ctx, show.Name), URL: f.url(e, show.Show, ""), Count: count(n),
			Icon: show.Icon, Colour: show.Colour, Current: f.Show == show.Show,
		})
	}
	return links
}

// url is the sheet with another filter and selected account.
func (f balanceFilter) url(e engagement.Engagement, show, account string) string {
	return sheetURL(e, "/balans", "visa", show, "sok", f.Search, "konto", account)
}

// chosen is the account that the panel shows: the one asked for, else the first
// that differs, else the first of those that are shown.
func chosen(sheet engagement.Sheet, f balanceFilter, asked string) string {
	first, differs := "", ""
	for _, row := range accountsOf(sheet) {
		if row.Account == asked {
			return asked
		}
		if !f.lets(row) {
			continue
		}
		if first == "" {
			first = row.Account
		}
		if differs == "" && row.Status == engagement.Differs {
			differs = row.Account
		}
	}
	if differs != "" {
		return differs
	}
	return first
}
