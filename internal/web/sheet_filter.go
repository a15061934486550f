package web

import (
	"context"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// balanceFilter is what the address of Balansavstämning asks for.
type balanceFilter struct {
	Show    string // a filter of balanceShows, or empty for all
	Search  string
	Account string // the selected account

	mine  map[string]bool // accounts whose bilaga the user wrote, signed or reviewed last
	waits map[string]bool // accounts whose bilaga waits for a review
}

// A balanceShow is a filter, with its shape. Class hides it where there is little
// room; Quiet ones are there only when they let something through.
type balanceShow struct {
	Show, Name   string
	Icon, Colour string
	Class        string
	Quiet        bool
	Lets         func(balanceFilter, engagement.Row) bool
}

// balanceShows are the filters in the order of the page.
var balanceShows = []balanceShow{
	{Show: "avviker", Name: "Avviker", Icon: "err", Colour: "bad", Lets: hasStatus(engagement.Differs)},
	{Show: "andrade", Name: "Ändrade", Icon: "chg", Colour: "warn", Lets: hasStatus(engagement.Drifted)},
	{Show: "ej-klara", Name: "Ej klara", Lets: hasStatus(engagement.Underway, engagement.NotBegun)},
	{Show: "ej-paborjade", Name: "Ej påbörjade", Class: "p3", Lets: hasStatus(engagement.NotBegun)},
	{Show: "klara", Name: "Klara", Icon: "ok", Colour: "good", Lets: func(_ balanceFilter, r engagement.Row) bool { return r.Status.IsDone() }},
	{Show: "att-granska", Name: "Väntar på granskning", Icon: "dbl", Quiet: true, Lets: func(f balanceFilter, r engagement.Row) bool { return f.waits[r.Account] }},
	{Show: "granskade", Name: "Granskade", Icon: "dbl", Colour: "good", Class: "p3", Lets: hasStatus(engagement.Reviewed)},
	{Show: "automatiska", Name: "Automatiska", Icon: "auto", Class: "p3", Lets: func(_ balanceFilter, r engagement.Row) bool { return r.Automatic }},
	{Show: "utan-underlag", Name: "Klar utan underlag", Icon: "noclip", Lets: func(_ balanceFilter, r engagement.Row) bool { return r.Unsupported }},
	{Show: "mina", Name: "Mina", Class: "p3", Quiet: true, Lets: func(f balanceFilter, r engagement.Row) bool { return f.mine[r.Account] }},
	{Show: "fragor", Name: "Frågor", Icon: "bub", Quiet: true, Lets: func(_ balanceFilter, r engagement.Row) bool { return r.Questions > 0 }},
	{Show: "ib", Name: "IB skiljer", Icon: "chg", Colour: "warn", Quiet: true, Lets: func(_ balanceFilter, r engagement.Row) bool { return r.SeamDiff != 0 }},
}

func hasStatus(wanted ...engagement.Status) func(balanceFilter, engagement.Row) bool {
	return func(_ balanceFilter, r engagement.Row) bool {
		for _, status := range wanted {
			if r.Status == status {
				return true
			}
		}
		return false
	}
}

// mineOf are the accounts whose bilaga the user wrote, signed or reviewed last.
func mineOf(by office.User, papers []engagement.WorkpaperLine) map[string]bool {
	mine := map[string]bool{}
	for _, w := range papers {
		if w.Prepared != nil && w.Prepared.By == by.ID || w.SignOff != nil && w.SignOff.By == by.ID || w.Review != nil && w.Review.By == by.ID {
			for _, account := range w.Accounts {
				mine[account] = true
			}
		}
	}
	return mine
}

// waitsOf are the accounts whose bilaga is signed and waits for a review.
func waitsOf(e engagement.Engagement, papers []engagement.WorkpaperLine) map[string]bool {
	waits := map[string]bool{}
	for _, w := range papers {
		for _, account := range w.Accounts {
			waits[account] = waits[account] || w.AwaitsReview(e.Terms.Review)
		}
	}
	return waits
}

func (f balanceFilter) narrows() bool { return f.Show != "" || f.Search != "" }

func (f balanceFilter) lets(row engagement.Row) bool {
	for _, show := range balanceShows {
		if show.Show == f.Show && !show.Lets(f, row) {
			return false
		}
	}
	return matches(row.Account, row.Name, f.Search)
}

// links are the segments with their counts, which do not depend on the search.
func (f balanceFilter) links(ctx context.Context, e engagement.Engagement, rows []engagement.Row) []filterLink {
	links := []filterLink{{Name: t(ctx, "Alla"), URL: f.url(e, "", ""), Count: count(len(rows)), Current: f.Show == ""}}
	for _, show := range balanceShows {
		n := 0
		for _, row := range rows {
			if show.Lets(f, row) {
				n++
			}
		}
		if show.Quiet && n == 0 && show.Show != f.Show {
			continue
		}
		links = append(links, filterLink{
			Name: t(ctx, show.Name), URL: f.url(e, show.Show, ""), Count: count(n),
			Icon: show.Icon, Colour: show.Colour, Class: show.Class, Current: f.Show == show.Show,
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
