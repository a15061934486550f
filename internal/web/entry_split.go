package web

import (
	"context"
	"slices"
	"strconv"

	"bokslut/internal/closing"
)

// split puts rows of an allocation key in the place of a row, which people count
// from 1. The sentence says why it cannot, and is empty when it has.
func (f *entryForm) split(ctx context.Context, chart *entryChart, name, number string) string {
	at := slices.IndexFunc(chart.keys, func(k closing.AllocationKey) bool { return k.Name == name })
	if at < 0 {
		return t(ctx, "Välj en nyckel.")
	}
	i, err := strconv.Atoi(number)
	if err != nil || i < 1 || i > len(f.Rows) || f.Rows[i-1].blank() {
		return t(ctx, "Skriv numret på en rad som är ifylld.")
	}
	row := f.Rows[i-1]
	amount, wrong := row.amount(ctx)
	switch {
	case wrong != "":
		return t(ctx, "Rad %d: %s", i, wrong)
	case amount == 0:
		return t(ctx, "Rad %d har inget belopp att fördela.", i)
	case len(f.Rows)+len(chart.keys[at].Shares) > closing.MaxRows:
		return t(ctx, "Verifikationen får för många rader.")
	}
	var parts []entryRow
	for _, part := range chart.keys[at].Split(closing.Row{Account: row.Account, Amount: amount, Text: row.Text, CostCentre: row.CostCentre, Project: row.Project}) {
		parts = append(parts, entryRowOf(part))
	}
	f.Rows = slices.Replace(f.Rows, i-1, i, parts...)
	return ""
}
