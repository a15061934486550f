package web

import (
	"context"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
)

// dimensionShows are the views of Resultatanalys by object.
var dimensionShows = []struct{ Show, Name, Dimension string }{
	{"kostnadsstallen", "Per kostnadsställe", ledger.CostCentre},
	{"projekt", "Per projekt", ledger.Project},
}

// dimensionOf is the dimension that a view divides on, empty for the others.
func dimensionOf(show string) string {
	for _, d := range dimensionShows {
		if d.Show == show {
			return d.Dimension
		}
	}
	return ""
}

// resultFilters are the views of Resultatanalys. Those by object are there when
// the books have such objects.
func resultFilters(ctx context.Context, e engagement.Engagement, show, search string, dimensions []string, unusual int) []filterLink {
	link := func(code, name string) filterLink {
		return filterLink{Name: name, URL: sheetURL(e, "/resultat", "visa", code, "sok", search), Current: show == code}
	}
	odd := link("ovanliga", t(ctx, "Ovanliga"))
	odd.Count = count(unusual)
	links := []filterLink{link("", t(ctx, "Jämfört med förra året")), odd, link("manader", t(ctx, "Per månad"))}
	for _, d := range dimensionShows {
		for _, has := range dimensions {
			if has == d.Dimension {
				links = append(links, link(d.Show, t(ctx, d.Name)))
			}
		}
	}
	return links
}

// unusualIn counts the accounts that stand out.
func unusualIn(sheet engagement.Sheet) int {
	n := 0
	for _, row := range accountsOf(sheet) {
		if row.Unusual.Any() && !isYearResult(row.Account) {
			n++
		}
	}
	return n
}

// noteText says what the account is commented with.
func (i resultItem) noteText(ctx context.Context) string {
	if i.Notes == 0 {
		return t(ctx, "Kommentera %s", i.Account)
	}
	text := t(ctx, "%d kommentarer till %s", i.Notes, i.Account)
	if i.Notes == 1 {
		text = t(ctx, "1 kommentar till %s", i.Account)
	}
	if i.Questions > 0 {
		text += ", " + plural(ctx, i.Questions, "1 obesvarad", "%d obesvarade")
	}
	return text
}

// unusualText says why an account stands out.
func (i resultItem) unusualText(ctx context.Context, heads []string) string {
	text := ""
	if i.Unusual.LastYear {
		text = t(ctx, "Skiljer mycket från förra året")
	}
	if m := i.Unusual.Month; m >= 0 && m < len(heads) {
		month := t(ctx, "%s avviker: %s", upperFirst(t(ctx, heads[m])), wholeKronor(i.Months[m]))
		if text == "" {
			return month
		}
		return text + " · " + month
	}
	return text
}
