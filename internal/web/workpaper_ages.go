package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/subledger"
	"bokslut/internal/workpaper"
)

// An age is one part of the ageing: what was open on the closing date, by how
// long it was overdue then.
type age struct {
	Class, Name string
	Sum         money.Amount // with the ledger's sign
	Share       string       // of everything open, empty when the shares say nothing
	X, Width    string       // of the bar, in percent
}

var ageNames = []string{"Ej förfallet", "1–30 dagar", "31–60 dagar", "61–90 dagar", "Över 90 dagar"}

// ages sums the open items by age. A credit ages with the document that it
// credits. The bar shows the parts that owe in the ledger's direction.
func ages(ctx context.Context, w workpaper.Workpaper, closing civil.Date) []age {
	parts := make([]age, len(ageNames))
	due := dueDates(w)
	for _, i := range w.Items {
		parts[ageOf(due(i), closing)].Sum += i.Open
	}
	sign := money.Amount(1)
	if w.Kind == workpaper.Payables {
		sign = -1
	}
	var whole, at money.Amount
	for _, p := range parts {
		whole += max(sign*p.Sum, 0)
	}
	for i := range parts {
		p := &parts[i]
		p.Class, p.Name = fmt.Sprintf("age%d", i), t(ctx, ageNames[i])
		size := max(sign*p.Sum, 0)
		p.X, p.Width = barShare(at, whole), barShare(size, whole)
		at += size
		if whole > 0 {
			p.Share = strings.TrimPrefix(percent(sign*p.Sum, whole), "+")
		}
	}
	return parts
}

// accountAge is the ageing of one account.
type accountAge struct {
	Account string
	Sums    []money.Amount // by age
	Total   money.Amount
}

// accountAges sums the open items by account and age.
func accountAges(w workpaper.Workpaper, closing civil.Date) []accountAge {
	var rows []accountAge
	due := dueDates(w)
	for _, i := range w.Items {
		at, ok := slices.BinarySearchFunc(rows, i.Account, func(r accountAge, account string) int { return strings.Compare(r.Account, account) })
		if !ok {
			rows = slices.Insert(rows, at, accountAge{Account: i.Account, Sums: make([]money.Amount, len(ageNames))})
		}
		rows[at].Sums[ageOf(due(i), closing)] += i.Open
		rows[at].Total += i.Open
	}
	return rows
}

// barShare writes part of whole as an SVG length: 53.77%.
func barShare(part, whole money.Amount) string {
	if whole <= 0 || part.Abs() > 1e14 {
		return "0%"
	}
	hundredths := int64(part) * 10000 / int64(whole)
	return fmt.Sprintf("%d.%02d%%", hundredths/100, hundredths%100)
}

// dueDates gives when a document falls due: a credit, when the one that it
// credits does, if that is known.
func dueDates(w workpaper.Workpaper) func(workpaper.Item) civil.Date {
	due := map[string]civil.Date{}
	for _, i := range w.Items {
		due[i.Document] = i.Due
	}
	return func(i workpaper.Item) civil.Date {
		if !i.CreditsDue.IsZero() {
			return i.CreditsDue
		}
		if d, ok := due[i.Credits]; ok && i.Credits != "" {
			return d
		}
		return i.Due
	}
}

func ageOf(due, closing civil.Date) int {
	switch late := lateBy(due, closing); {
	case late <= 0:
		return 0
	case late <= 30:
		return 1
	case late <= 60:
		return 2
	case late <= 90:
		return 3
	}
	return 4
}

// lateBy counts the days that a document is overdue on a day; 0 or less when it
// is not, or has no due date.
func lateBy(due, on civil.Date) int {
	if due.IsZero() {
		return 0
	}
	return due.DaysUntil(on)
}

// overdue is how many days an item was late on the closing date, or nothing. A
// credit has no age of its own.
func (v paperView) overdue(i workpaper.Item) string {
	if n := lateBy(i.Due, v.Page.Engagement.Year.To); n > 0 && i.Credits == "" {
		return count(n)
	}
	return ""
}

// warnings are what the program judges about an item, and what cannot be
// trusted about it.
func (v paperView) warnings(ctx context.Context, i workpaper.Item) string {
	var all []string
	if d := v.doubtOf(i); d != noDoubt {
		all = append(all, v.doubtText(ctx, d))
	}
	for _, mark := range i.Remarks {
		all = append(all, t(ctx, markText(subledger.Mark(mark))))
	}
	return strings.Join(all, ". ")
}

// remarks are what to know about an item.
func remarks(ctx context.Context, i workpaper.Item, readAt civil.Date) []string {
	var all []string
	if i.Credits != "" {
		all = append(all, t(ctx, "Krediterar %s, åldras med den", i.Credits))
	}
	if i.Currency != "" {
		all = append(all, t(ctx, "Öppet %s %s", money.Amount(i.OpenCurrency), i.Currency))
	}
	if late := lateBy(i.Due, readAt); late > 0 && i.AtReading != 0 && i.Credits == "" {
		if i.AtReading == i.Total {
			all = append(all, t(ctx, "Obetald vid importen, %d dagar efter förfall", late))
		} else {
			all = append(all, t(ctx, "Delbetald vid importen, %d dagar efter förfall", late))
		}
	}
	return all
}

func markText(m subledger.Mark) string {
	switch m {
	case subledger.SetOffDateUnknown:
		return "Kvittad, men det är okänt om det skedde före eller efter bokslutsdagen. Räknas som efter"
	case subledger.SetOffGuessed:
		return "Vilka dokument som kvittats mot varandra är en tolkning"
	case subledger.BalanceDisagrees:
		return "Belopp, betalningar och restbelopp i Fortnox går inte ihop"
	case subledger.BalanceHidden:
		return "Fortnox lämnar inte ut restbeloppet, så inget går att kontrollera"
	case subledger.TotalHidden:
		return "Fortnox lämnar inte ut beloppet. Restbeloppet visas"
	case subledger.DateHidden:
		return "Fortnox lämnar inte ut datumet. Fakturan räknas som äldre"
	case subledger.PaymentUnknown:
		return "En betalnings belopp i fakturans valuta är okänt"
	case subledger.RateUnknown:
		return "Valutakursen är okänd. Beloppet i kronor är noll"
	case subledger.PayoutDateUnknown:
		return "Utbetalningens dag är okänd, bara dess räkenskapsår"
	case subledger.AccountAssumed:
		return "Ingen verifikation visar kontot. Det vanliga kontot antas"
	}
	return "Uppgiften är osäker"
}

// missingText says why a sub-ledger could not be read, and what to do.
func missingText(code string) string {
	switch code {
	case jobs.MissingNoRegister:
		return "Datakällan har ingen reskontra. Lägg till egna rader, eller byt datakälla till Fortnox och importera igen."
	case jobs.MissingWithheld:
		return "Fortnox lät inte programmet läsa reskontran. Kontrollera licens och behörighet i Fortnox och importera igen, eller lägg till egna rader."
	}
	return "Reskontran kunde inte läsas vid importen. Importera igen, eller lägg till egna rader."
}
