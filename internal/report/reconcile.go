package report

import (
	"context"
	"slices"
	"strings"
	"time"

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
			{Name: t(ctx, "Status"), Type: Text, Wide: 2}, {Name: t(ctx, "Klarmarkerad"), Type: Text, Wide: 2},
			{Name: t(ctx, "Granskad"), Type: Text, Wide: 2, Sheet: !isReviewed(papers)},
		},
		Rows: rows(all), Empty: t(ctx, "Det finns inga konton att visa."),
	}
}

func reconciliationRow(ctx context.Context, w Words, r engagement.Row, papers []engagement.WorkpaperLine) Row {
	reconciled, diff := Cell{}, Cell{}
	if r.IsBegun {
		reconciled, diff = A(r.Reconciled), A(r.Diff)
	}
	var against, signed, reviewed []string
	for _, p := range papers {
		if !p.Covers(r.Account) {
			continue
		}
		if text := w.Against(ctx, workpaper.Workpaper{Kind: p.Kind, Against: p.Against, ReadAt: p.ReadAt}); text != "" {
			against = append(against, text)
		}
		if p.SignOff != nil {
			signed = append(signed, signature(p.SignOff.Name, p.SignOff.At))
		}
		if p.Review != nil {
			reviewed = append(reviewed, signature(p.Review.Name, p.Review.At))
		}
	}
	status := statusText(ctx, w, r.Status, r.Unsupported)
	if r.Status == engagement.NoBalance {
		status = ""
	}
	return Row{Line, []Cell{
		account(r.Account), T(r.Name), papersCell(r.Workpapers), A(r.Opening), A(r.Change()), A(r.Booked), AOr(r.Adjustment), A(r.Final),
		reconciled, diff, T(strings.Join(against, "\n")), T(status), T(strings.Join(signed, "\n")), T(strings.Join(reviewed, "\n")),
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

// signature names a person with the day.
func signature(name string, at time.Time) string { return name + "\n" + Day(at) }

// isReviewed tells whether any of the bilagor is reviewed: else the column is for
// the spreadsheet alone.
func isReviewed(papers []engagement.WorkpaperLine) bool {
	return slices.ContainsFunc(papers, func(p engagement.WorkpaperLine) bool { return p.Review != nil })
}
