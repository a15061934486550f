package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// oldAfter is how many days past due an item is old on the closing date. The
// program has no law to go by: it is the last column of the ageing.
const oldAfter = 90

// A doubt says why a person should look at an item. The order is that of weight.
type doubt int

const (
	noDoubt   doubt = iota
	wrongSide       // a customer is owed, a supplier owes
	old             // long overdue, settled since
	doubtful        // long overdue, and open when the sub-ledger was read
)

// doubtOf judges an item. A credit note is judged with the invoice it credits.
func (v paperView) doubtOf(i workpaper.Item) doubt {
	sign := money.Amount(1)
	if v.Paper.Kind == workpaper.Payables {
		sign = -1
	}
	switch late := lateBy(i.Due, v.Page.Engagement.Year.To); {
	case i.Claim, i.Credits != "":
		return noDoubt
	case sign*i.Open < 0:
		return wrongSide
	case late > oldAfter && i.AtReading != 0:
		return doubtful
	case late > oldAfter:
		return old
	}
	return noDoubt
}

func (v paperView) doubtText(ctx context.Context, d doubt) string {
	payable := v.Paper.Kind == workpaper.Payables
	switch {
	case d == doubtful && payable:
		return t(ctx, "Gammal skuld")
	case d == doubtful:
		return t(ctx, "Osäker")
	case d == old:
		return t(ctx, "Gammal")
	case d == wrongSide && payable:
		return t(ctx, "Debetsaldo")
	case d == wrongSide:
		return t(ctx, "Kreditsaldo")
	}
	return ""
}

// A doubtLine sums the items of one doubt, with the rule and what to do.
type doubtLine struct {
	Name, Rule string
	Count      int
	Sum        money.Amount
}

// doubts sums the items to look at; those that a person marked come first.
func (v paperView) doubts(ctx context.Context) []doubtLine {
	marked := doubtLine{Name: t(ctx, "Märkt osäker"), Rule: t(ctx, "Märkt av dig eller en kollega.")}
	lines := map[doubt]doubtLine{}
	for _, i := range v.Paper.Items {
		if v.Paper.Marks[i.Key()].Doubtful {
			marked.Count++
			marked.Sum += i.Open
		}
		d := v.doubtOf(i)
		line := lines[d]
		line.Name, line.Rule = v.doubtText(ctx, d), v.ruleText(ctx, d)
		line.Count++
		line.Sum += i.Open
		lines[d] = line
	}
	var all []doubtLine
	if marked.Count > 0 {
		all = append(all, marked)
	}
	for _, d := range []doubt{doubtful, old, wrongSide} {
		if lines[d].Count > 0 {
			all = append(all, lines[d])
		}
	}
	return all
}

func (v paperView) ruleText(ctx context.Context, d doubt) string {
	payable := v.Paper.Kind == workpaper.Payables
	switch {
	case d == doubtful && payable:
		return t(ctx, "Mer än %d dagar efter förfall på bokslutsdagen och obetald vid importen. Kontrollera om skulden finns kvar.", oldAfter)
	case d == doubtful:
		return t(ctx, "Mer än %d dagar efter förfall på bokslutsdagen och obetald vid importen. En befarad förlust bokas utan moms, 6352 mot 1519.", oldAfter)
	case d == old:
		return t(ctx, "Mer än %d dagar efter förfall på bokslutsdagen, men reglerad före importen.", oldAfter)
	case d == wrongSide && payable:
		return t(ctx, "Leverantören är skyldig bolaget pengar. Är beloppet väsentligt redovisas det som fordran.")
	case d == wrongSide:
		return t(ctx, "Bolaget är skyldigt kunden pengar. Är beloppet väsentligt redovisas det som skuld.")
	}
	return ""
}

// markItem keeps what a person noted at an item, or takes it away.
func (s *server) markItem(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	key, doubtful, note := formValue(r, "post"), formValue(r, "osaker") != "", formValue(r, "anteckning")
	err := s.engagements.MarkItem(r.Context(), s.user(r), e.ID, r.PathValue("nr"), versionOf(r), key, doubtful, note)
	if err != nil {
		return s.paperAgain(w, r, e, nil, err, func(v *paperView) { v.Mark, v.Note, v.Doubtful = key, note, doubtful })
	}
	to := sheetURL(e, "/bilagor/"+r.PathValue("nr"), "sida", formValue(r, "sida"))
	http.Redirect(w, r, to+"#poster", http.StatusSeeOther)
	return nil
}

// markURL leads to the form that marks an item, on the page that shows it.
func (v paperView) markURL(i workpaper.Item) string {
	return sheetURL(*v.Page.Engagement, "/bilagor/"+v.Paper.No, "post", i.Key(), "sida", v.pageText()) + "#markning"
}

// pageText is the page of the items, empty when there is only one.
func (v paperView) pageText() string {
	if v.Pages.Pages > 1 {
		return count(v.Pages.Page)
	}
	return ""
}

// markText is what a person noted at an item.
func (v paperView) markText(ctx context.Context, i workpaper.Item) string {
	m, ok := v.Paper.Marks[i.Key()]
	if !ok {
		return ""
	}
	var parts []string
	if m.Doubtful {
		parts = append(parts, t(ctx, "Märkt osäker"))
	}
	if m.Note != "" {
		parts = append(parts, m.Note)
	}
	return strings.Join(parts, ": ") + t(ctx, " (%s)", m.Name)
}

// marked is the item that is being marked.
func (v paperView) marked() (workpaper.Item, bool) {
	for _, i := range v.Paper.Items {
		if v.Mark != "" && i.Key() == v.Mark {
			return i, true
		}
	}
	return workpaper.Item{}, false
}
