package web

import (
	"context"
	"strings"

	"bokslut/internal/engagement"
)

// A todoItem is one thing that remains, with the way to it.
type todoItem struct {
	Look   Look
	Word   string // what the shape says
	Title  string
	Text   string
	Link   string
	Label  string
	Import bool // the button imports instead of leading somewhere
}

// maxNamed is how many accounts of a kind are named one by one.
const maxNamed = 5

// todo lists what remains before the year can be locked, the worst first.
func todo(ctx context.Context, v overviewView) []todoItem {
	if v.Last == nil {
		return firstImport(ctx, v.Engagement)
	}
	items := differing(ctx, v)
	items = append(items, driftedItems(ctx, v)...)
	items = append(items, seamItem(ctx, v)...)
	items = append(items, undoneItem(ctx, v)...)
	items = append(items, signingItems(ctx, v)...)
	return append(items, entryItems(ctx, v)...)
}

func firstImport(ctx context.Context, e engagement.Engagement) []todoItem {
	item := todoItem{
		Look: Look{"none", "none"}, Word: t(ctx, "Väntar"), Title: t(ctx, "Ingen bokföring är inläst"),
		Link: sheetURL(e, "/import"), Label: importTitle(ctx, e),
	}
	if e.Source == engagement.Fortnox {
		item.Import, item.Label = true, t(ctx, "Importera från Fortnox") // its link takes a POST
	}
	return []todoItem{item}
}

// differing names the accounts whose balance is not explained.
func differing(ctx context.Context, v overviewView) []todoItem {
	rows := v.rows(differs)
	var items []todoItem
	for i, row := range rows {
		if i == maxNamed {
			return append(items, todoItem{
				Look: statusShape(engagement.Differs), Word: t(ctx, "Avviker"), Title: t(ctx, "%d konton till avviker", len(rows)-maxNamed),
				Link: sheetURL(v.Engagement, "/balans", "visa", "avviker"), Label: t(ctx, "Visa"),
			})
		}
		item := todoItem{
			Look: statusShape(engagement.Differs), Word: t(ctx, "Avviker"),
			Title: t(ctx, "%s %s avviker %s", row.Account, row.Name, row.Diff),
			Text:  t(ctx, "Slutligt saldo %s, avstämt %s.", row.Final, row.Reconciled),
		}
		item.Link, item.Label = accountWay(ctx, v.Engagement, row)
		items = append(items, item)
	}
	return items
}

// accountWay leads to the bilaga of an account, or to the account.
func accountWay(ctx context.Context, e engagement.Engagement, row engagement.Row) (link, label string) {
	if len(row.Workpapers) > 0 {
		return sheetURL(e, "/bilagor/"+row.Workpapers[0]), t(ctx, "Öppna bilaga %s", row.Workpapers[0])
	}
	return sheetURL(e, "/balans", "konto", row.Account), t(ctx, "Öppna %s", row.Account)
}

// driftedItems names what changed after it was signed, with the figures.
func driftedItems(ctx context.Context, v overviewView) []todoItem {
	var items []todoItem
	for _, row := range v.rows(drifted) {
		item := todoItem{
			Look: statusShape(engagement.Drifted), Word: t(ctx, "Ändrad efter klarmarkering"),
			Title: t(ctx, "%s %s har ändrats efter klarmarkering", row.Account, row.Name), Text: driftWords(ctx, v, row),
		}
		item.Link, item.Label = accountWay(ctx, v.Engagement, row)
		items = append(items, item)
	}
	return items
}

func driftWords(ctx context.Context, v overviewView, row engagement.Row) string {
	for _, w := range v.Workpapers {
		if w.SignOff == nil {
			continue
		}
		for _, f := range w.SignOff.Holding() {
			if f.Account == row.Account && f.Final != row.Final {
				return t(ctx, "Bilaga %s klarmarkerades %s av %s på %s. Saldot är nu %s.", w.No, day(w.SignOff.At), w.SignOff.Name, f.Final, row.Final) + causesOf(ctx, v, w.No)
			}
		}
	}
	text := t(ctx, "Det avstämda beloppet är ett annat än när bilagan klarmarkerades. Kontrollera och klarmarkera på nytt.")
	for _, no := range row.Workpapers {
		text += causesOf(ctx, v, no)
	}
	return text
}

// seamItem says that the year did not begin where the last one ended.
func seamItem(ctx context.Context, v overviewView) []todoItem {
	rows := v.rows(seam)
	if len(rows) == 0 {
		return nil
	}
	var parts []string
	for i, row := range rows {
		if i == maxNamed {
			parts = append(parts, t(ctx, "med flera"))
			break
		}
		parts = append(parts, t(ctx, "%s skiljer %s", row.Account, row.SeamDiff))
	}
	year := v.Engagement.Year.To.Year
	return []todoItem{{
		Look: Look{"chg", "chg"}, Word: t(ctx, "Skiljer"), Title: t(ctx, "IB %d är inte lika med UB %d", year, year-1),
		Text: strings.Join(parts, ", ") + ".", Link: sheetURL(v.Engagement, "/balans", "visa", "ib"), Label: t(ctx, "Visa konton"),
	}}
}

func undoneItem(ctx context.Context, v overviewView) []todoItem {
	rows := v.rows(undone)
	if len(rows) == 0 {
		return nil
	}
	title := t(ctx, "%d konton är inte klara", len(rows))
	if len(rows) == 1 {
		title = t(ctx, "1 konto är inte klart")
	}
	return []todoItem{{
		Look: Look{"none", "none"}, Word: t(ctx, "Ej klara"), Title: title, Text: named5(ctx, rows),
		Link: sheetURL(v.Engagement, "/balans", "visa", "ej-klara"), Label: t(ctx, "Visa"),
	}}
}

// named5 names a few accounts by number.
func named5(ctx context.Context, rows []engagement.Row) string {
	var numbers []string
	for i, row := range rows {
		if i == maxNamed {
			return t(ctx, "%s med flera.", strings.Join(numbers, ", "))
		}
		numbers = append(numbers, row.Account)
	}
	return strings.Join(numbers, ", ") + "."
}

func entryItems(ctx context.Context, v overviewView) []todoItem {
	all, unsent, decide := v.transfers()
	var items []todoItem
	if decide > 0 {
		title := t(ctx, "%d överföringar behöver dig", decide)
		if decide == 1 {
			title = t(ctx, "1 överföring behöver dig")
		}
		text := t(ctx, "Avvisade, okända eller tveksamma överföringar skickas inte om av sig själva.")
		if v.Engagement.Summary.Overdue(v.Now) {
			text = t(ctx, "Den äldsta har väntat i mer än 24 timmar. %s", text)
		}
		items = append(items, todoItem{
			Look: transferShape(engagement.TransferDecide), Word: t(ctx, "Väntar på ditt beslut"), Title: title, Text: text,
			Link: sheetURL(v.Engagement, "/verifikationer"), Label: t(ctx, "Bokslutsverifikationer"),
		})
	}
	if rest := unsent - decide; all > 0 && rest > 0 && v.Engagement.Source == engagement.Fortnox {
		title := t(ctx, "%d bokslutsverifikationer är inte överförda", rest)
		if rest == 1 {
			title = t(ctx, "1 bokslutsverifikation är inte överförd")
		}
		items = append(items, todoItem{
			Look: transferShape(engagement.TransferNone), Word: t(ctx, "Ej överförd"), Title: title,
			Link: sheetURL(v.Engagement, "/verifikationer"), Label: t(ctx, "Bokslutsverifikationer"),
		})
	}
	return append(items, nextItem(ctx, v)...)
}

// nextItem says that entries of the next year are to be transferred, or wait for
// that year.
func nextItem(ctx context.Context, v overviewView) []todoItem {
	n := v.nextUnsent()
	if n == 0 {
		return nil
	}
	item := todoItem{
		Look: transferShape(engagement.TransferNone), Word: t(ctx, "Ej överförd"),
		Title: plural(ctx, n, "1 verifikation hör till nästa räkenskapsår", "%d verifikationer hör till nästa räkenskapsår"),
		Text:  t(ctx, "De förs över efter årets egna."),
		Link:  sheetURL(v.Engagement, "/verifikationer", "visa", showNext), Label: t(ctx, "Nästa år"),
	}
	if v.Engagement.Source == engagement.Fortnox && v.Last != nil && v.Last.Next == nil {
		item.Text = t(ctx, "De väntar tills året finns i Fortnox.")
	}
	return []todoItem{item}
}

// overviewStamp is the stamp of the year.
func overviewStamp(ctx context.Context, v overviewView) []Cell {
	sum := v.Engagement.Summary
	differing := Cell{Label: t(ctx, "Konton som avviker"), Value: "0", Big: true}
	if sum.Differences > 0 {
		differing.Value, differing.Colour = t(ctx, "%d · %s", sum.Differences, sum.DiffSum), "bad"
	}
	drift := Cell{Label: t(ctx, "Ändrade efter klarmarkering"), Value: thousands(sum.Drifted), Big: true}
	if sum.Drifted > 0 {
		drift.Colour = "warn"
	}
	entries, unsent, _ := v.transfers()
	return []Cell{
		{Label: t(ctx, "Bilagor klara"), Value: t(ctx, "%d av %d", sum.Done, sum.Workpapers), Big: true},
		differing, drift,
		{Label: t(ctx, "Ej överförda verifikationer"), Value: t(ctx, "%d av %d", unsent, entries), Big: true},
		{Label: t(ctx, "Årets resultat, beräknat"), Value: sum.Result.String(), Big: true},
	}
}
