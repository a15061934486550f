package report

import (
	"context"

	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// checkSection is the checklist: each question with its answer, by account group.
func checkSection(ctx context.Context, w Words, groups []engagement.CheckGroup) Section {
	answered, all := 0, 0
	for _, g := range groups {
		answered, all = answered+g.Answered(), all+len(g.Checks)
	}
	return Section{
		Title: t(ctx, "Checklista"), NewPage: true, Indexed: true, Right: t(ctx, "Checklista"),
		Texts:  []string{t(ctx, "%d av %d frågor besvarade", answered, all) + "."},
		Tables: []Table{checkTable(ctx, w, groups)},
	}
}

func checkTable(ctx context.Context, w Words, groups []engagement.CheckGroup) Table {
	var all []Row
	for _, g := range groups {
		name := g.Key + " " + g.Name
		if g.Key == engagement.WholeClosing {
			name = t(ctx, "Bokslutet som helhet")
		}
		all = append(all, group(name))
		for _, c := range g.Checks {
			by := ""
			if !c.At.IsZero() {
				by = c.Name + " " + Day(c.At)
			}
			all = append(all, Row{Line, []Cell{T(c.Text), T(w.Check(ctx, c.State)), T(c.Note), T(by)}})
		}
	}
	return Table{
		Caption: t(ctx, "Checklista"), Rows: rows(all), Empty: t(ctx, "Byråns checklista har inga frågor om bokslutet."),
		Columns: []Column{
			{Name: t(ctx, "Fråga"), Type: Text, Wide: 5}, {Name: t(ctx, "Svar"), Type: Text},
			{Name: t(ctx, "Anteckning"), Type: Text, Wide: 4}, {Name: t(ctx, "Besvarad av"), Type: Text, Wide: 2},
		},
	}
}

// entrySections are the closing entries with their receipts, and after them those
// that have files, each with its own.
func (b Binder) entrySections(ctx context.Context, w Words) []Section {
	first := Section{
		Title: t(ctx, "Bokslutsverifikationer"), NewPage: true, Indexed: true, Right: t(ctx, "Bokslutsverifikationer"),
		Tables: []Table{entryTable(ctx, w, b.Entries, b.Names)},
	}
	if receipts := receiptTable(ctx, b.Entries); receipts.Rows != nil {
		first.Tables = append(first.Tables, receipts)
	}
	all := []Section{first}
	for _, e := range b.Entries {
		files := b.EntryFiles[e.No]
		if e.Deleted || len(files) == 0 {
			continue
		}
		title := t(ctx, "Dokument till %s – %s", e.No, e.Text)
		all = append(all, Section{
			Title: title, Right: title, Level: 1, Indexed: true, NewPage: true,
			Tables: []Table{fileTable(ctx, files)}, Attach: attachments(ctx, e.No, files),
		})
	}
	return all
}

// receiptTable lists what was read back of the entries that are in the receiver.
func receiptTable(ctx context.Context, entries []engagement.EntryView) Table {
	var all []Row
	for _, e := range entries {
		r := e.Delivery.Receipt
		if e.Deleted || e.Delivery.State != export.Sent {
			continue
		}
		voucher := ""
		if r.Number != 0 {
			voucher = t(ctx, "%s %d", r.Series, r.Number)
		}
		all = append(all, Row{Line, []Cell{
			T(e.No).at(Place{Entry: e.No}), T(voucher), D(e.Delivery.Target.Date), T(Clock(r.At)), T(e.Delivery.Marker), T(r.Hash[:min(16, len(r.Hash))]),
		}})
	}
	if len(all) == 0 {
		return Table{}
	}
	return Table{
		Caption: t(ctx, "Kvitton på överförda verifikationer"), Rows: rows(all),
		Columns: []Column{
			{Name: t(ctx, "Nr"), Type: Text}, {Name: t(ctx, "Verifikation"), Type: Text}, {Name: t(ctx, "Bokföringsdatum"), Type: Date},
			{Name: t(ctx, "Kontrolläst"), Type: Text}, {Name: t(ctx, "Kännetecken"), Type: Text}, {Name: t(ctx, "SHA-256, början"), Type: Text, Wide: 1},
		},
	}
}
