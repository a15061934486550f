package report

import (
	"context"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// Reconciliation is Balansavstämning: what each balance account begins and ends
// with, and against what it is reconciled. papers are the bilagor of the
// engagement.
func Reconciliation(ctx context.Context, h Head, w Words, sheet engagement.Sheet, papers []engagement.WorkpaperLine) Document {
	d := Document{
		Head: h, Title: t(ctx, "Balansavstämning"), Name: "balansavstamning",
		Notes:    []string{t(ctx, "Debet visas som plus, kredit som minus.")},
		Sections: []Section{{Tables: []Table{reconciliationTable(ctx, w, sheet, papers)}}},
	}
	d.Head.Right = t(ctx, "Balansavstämning %s", h.Year.To)
	return d
}

func reconciliationTable(ctx context.Context, w Words, sheet engagement.Sheet, papers []engagement.WorkpaperLine) Table {
	var all []Row
	for _, item := range BalanceItems(ctx, sheet) {
		switch {
		case item.Kind == Group:
			all = append(all, group(item.Code+" "+item.Name))
		case item.Account:
			all = append(all, reconciliationRow(ctx, w, item.Row, papers))
		default:
			r := item.Row
			all = append(all, Row{item.Kind, []Cell{{}, T(item.Name), {}, A(r.Opening), A(r.Change()), A(r.Booked), AOr(r.Adjustment), A(r.Final)}})
		}
	}
	return Table{
		Caption: t(ctx, "Balansavstämning"),
		Columns: []Column{
			{Name: t(ctx, "Konto"), Type: Text},
			{Name: t(ctx, "Benämning"), Type: Text, Wide: 6},
			{Name: t(ctx, "Bilaga"), Type: Text},
			amount(t(ctx, "IB")), amount(t(ctx, "Förändring")),
			{Name: t(ctx, "Bokfört"), Type: Amount, Sheet: true}, {Name: t(ctx, "Justering"), Type: Amount, Sheet: true},
			amount(t(ctx, "Slutligt saldo")), amount(t(ctx, "Avstämt")), amount(t(ctx, "Differens")),
			{Name: t(ctx, "Avstämt mot"), Type: Text, Wide: 2},
			{Name: t(ctx, "Status"), Type: Text, Wide: 4},
		},
		Rows: rows(all), Empty: t(ctx, "Det finns inga konton att visa."),
	}
}

func reconciliationRow(ctx context.Context, w Words, r engagement.Row, papers []engagement.WorkpaperLine) Row {
	reconciled, diff := Cell{}, Cell{}
	if r.IsBegun {
		reconciled, diff = A(r.Reconciled), A(r.Diff)
	}
	var against, signed []string
	for _, p := range papers {
		if !p.Covers(r.Account) {
			continue
		}
		if text := w.Against(ctx, workpaper.Workpaper{Kind: p.Kind, Against: p.Against, ReadAt: p.ReadAt}); text != "" {
			against = append(against, text)
		}
		signed = append(signed, signatures(ctx, p.SignOff, p.Review)...)
	}
	status := statusText(ctx, w, r.Status, r.Unsupported)
	if r.Status == engagement.NoBalance {
		status = ""
	}
	return Row{Line, []Cell{
		account(r.Account), T(r.Name), papersCell(r.Workpapers), A(r.Opening), A(r.Change()), A(r.Booked), AOr(r.Adjustment), A(r.Final),
		reconciled, diff, T(strings.Join(against, "\n")), T(strings.Join(append([]string{status}, signed...), "\n")),
	}}
}

// statusText is a status in words, and that it was reached without evidence.
func statusText(ctx context.Context, w Words, s engagement.Status, unsupported bool) string {
	switch {
	case !unsupported:
		return w.Status(ctx, s)
	case s == engagement.Done:
		return t(ctx, "Klar utan underlag")
	}
	return w.Status(ctx, s) + ", " + t(ctx, "klar utan underlag")
}

func papersCell(numbers []string) Cell {
	c := T(strings.Join(numbers, " "))
	if len(numbers) == 1 {
		c = c.at(Place{Workpaper: numbers[0]})
	}
	return c
}

// signatures names who signed and who reviewed, each with the day.
func signatures(ctx context.Context, s *workpaper.SignOff, r *workpaper.Review) []string {
	var all []string
	if s != nil {
		all = append(all, t(ctx, "Klarmarkerad %s %s", Day(s.At), s.Name))
	}
	if r != nil {
		all = append(all, t(ctx, "Granskad %s %s", Day(r.At), r.Name))
	}
	return all
}
