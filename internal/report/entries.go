package report

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/money"
)

// Counting are the entries of the year that stand in the adjustment column: not
// deleted, whole, and not in the imported books already.
func Counting(entries []engagement.EntryView) []closing.Entry {
	var all []closing.Entry
	for _, e := range entries {
		if !e.Deleted && e.Next == closing.ThisYear && e.Whole() && !e.Recognised.State.InBooks() {
			all = append(all, e.Entry)
		}
	}
	return all
}

// EntryList is Bokslutsverifikationer: every entry with its rows and its receipt,
// without those that are deleted or only drafts. names are the accounts' names.
func EntryList(ctx context.Context, h Head, w Words, entries []engagement.EntryView, names map[string]string) Document {
	return Document{
		Head: h, Title: t(ctx, "Bokslutsverifikationer"), Name: "bokslutsverifikationer",
		Sections: []Section{{Tables: []Table{entryTable(ctx, w, entries, names)}}},
	}
}

func entryTable(ctx context.Context, w Words, entries []engagement.EntryView, names map[string]string) Table {
	return Table{
		Caption: t(ctx, "Bokslutsverifikationer"),
		Columns: []Column{
			{Name: t(ctx, "Nr"), Type: Text, Sheet: true},
			{Name: t(ctx, "Datum"), Type: Date, Sheet: true},
			{Name: t(ctx, "Verifikationstext"), Type: Text, Wide: 4, Sheet: true},
			{Name: t(ctx, "Överföring"), Type: Text, Wide: 2, Sheet: true},
			{Name: t(ctx, "Konto"), Type: Text},
			{Name: t(ctx, "Benämning"), Type: Text, Wide: 3},
			{Name: t(ctx, "Text"), Type: Text, Wide: 4, Sheet: !hasRowTexts(entries)},
			{Name: t(ctx, "Kostnadsställe"), Type: Text, Sheet: true},
			{Name: t(ctx, "Projekt"), Type: Text, Sheet: true},
			amount(t(ctx, "Debet")), amount(t(ctx, "Kredit")),
		},
		Rows:  entryRows(ctx, w, entries, names),
		Empty: t(ctx, "Det finns inga bokslutsverifikationer."),
	}
}

func entryRows(ctx context.Context, w Words, entries []engagement.EntryView, names map[string]string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		var debit, credit money.Amount
		n := 0
		for _, e := range entries {
			if e.Deleted || !e.Whole() {
				continue
			}
			this := e.Next == closing.ThisYear
			if this {
				n++
			}
			moved := transferText(ctx, w, e)
			if !yield(group(strings.Join([]string{e.No, e.Date.String(), e.Text + entryOrigin(ctx, e), moved}, "  "))) {
				return
			}
			for _, r := range e.Rows {
				if this {
					debit, credit = debit+max(r.Amount, 0), credit+max(-r.Amount, 0)
				}
				if !yield(Row{Line, []Cell{
					T(e.No).at(Place{Entry: e.No}), D(e.Date), T(e.Text), T(moved), account(r.Account), T(names[r.Account]), T(r.Text),
					T(r.CostCentre), T(r.Project), AOr(max(r.Amount, 0)), AOr(max(-r.Amount, 0)),
				}}) {
					return
				}
			}
		}
		if n > 0 {
			yield(Row{Total, []Cell{{}, {}, {}, {}, {}, T(plural(ctx, n, "Summa 1 verifikation", "Summa %d verifikationer")), {}, {}, {}, A(debit), A(credit)}})
		}
	}
}

// hasRowTexts tells whether a row says something of its own: else the column is for
// the spreadsheet alone.
func hasRowTexts(entries []engagement.EntryView) bool {
	return slices.ContainsFunc(entries, func(e engagement.EntryView) bool {
		return slices.ContainsFunc(e.Rows, func(r closing.Row) bool { return r.Text != "" })
	})
}

// entryOrigin says which bilaga an entry comes from, and that it belongs to the
// next year.
func entryOrigin(ctx context.Context, e engagement.EntryView) string {
	if e.Next != closing.ThisYear {
		return " (" + t(ctx, "nästa räkenskapsår, räknas inte i summan") + ")"
	}
	if e.Workpaper == "" {
		return ""
	}
	return " (" + t(ctx, "bilaga %s", e.Workpaper) + ")"
}

// transferText says how far an entry has come, with its receipt.
func transferText(ctx context.Context, w Words, e engagement.EntryView) string {
	text := w.Transfer(ctx, e.Transfer)
	if r := e.Delivery.Receipt; e.Delivery.State == export.Sent && r.Number != 0 {
		text += fmt.Sprintf(" %s %d, %s", r.Series, r.Number, Clock(r.At))
	}
	return text
}
