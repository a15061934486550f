package report

import (
	"context"
	"slices"
	"strconv"

	"bokslut/internal/engagement"
)

// Binder is everything that Pärmen is made of. The texts are in the reader's
// language.
type Binder struct {
	Engagement  engagement.Engagement
	Framework   string // K2
	Responsible string // names
	Reviewer    string
	Imported    string // when the books were read, and from where
	Balance     engagement.Sheet
	Lines       []engagement.WorkpaperLine // every bilaga of the engagement
	Papers      []Paper                    // those to print
	Entries     []engagement.EntryView
	Checks      []engagement.CheckGroup
	EntryFiles  map[string][]File // by number of the entry
	Accounts    []AccountNotes
	Names       map[string]string // of accounts
	Choice      string            // which bilagor are printed, in words
	Internal    bool              // internal comments are printed
}

// Document is Pärmen: front page, index, checklist, Balansavstämning, bilagor
// with their files, and closing entries with receipts and files. It is a draft
// while something is open.
func (b Binder) Document(ctx context.Context, h Head, w Words) Document {
	open := OpenPoints(ctx, b.Engagement, b.Balance)
	if len(open) > 0 {
		h.Draft = open[0]
	}
	h.Right = t(ctx, "Pärm %s", h.Year.To)
	d := Document{Head: h, Title: t(ctx, "Pärm"), Name: "parm", Sections: []Section{b.front(ctx, w, open)}}
	d.Sections = append(d.Sections,
		Section{Title: t(ctx, "Innehåll"), Index: true, NewPage: true},
		checkSection(ctx, w, b.Checks),
		Section{
			Title: t(ctx, "Balansavstämning"), NewPage: true, Indexed: true, Right: t(ctx, "Balansavstämning %s", h.Year.To),
			Texts: []string{t(ctx, "Debet visas som plus, kredit som minus.")}, Tables: []Table{reconciliationTable(ctx, w, b.Balance, b.Lines)},
		})
	for _, p := range b.Papers {
		d.Sections = append(d.Sections, paperSection(ctx, h, w, p, b.Internal))
	}
	d.Sections = append(d.Sections, b.accountSections(ctx, w)...)
	d.Sections = append(d.Sections, b.entrySections(ctx, w)...)
	return d
}

// front is the front page.
func (b Binder) front(ctx context.Context, w Words, open []string) Section {
	e, sum := b.Engagement, b.Engagement.Summary
	locked := t(ctx, "Nej")
	if e.Locked {
		locked = t(ctx, "Ja")
	}
	s := Section{
		Title: e.Client.Name,
		Facts: []Fact{
			{t(ctx, "Organisationsnummer"), e.Client.OrgNr}, {t(ctx, "Räkenskapsår"), e.Year.String()},
			{t(ctx, "Regelverk"), b.Framework}, {t(ctx, "Bokföringen"), b.Imported},
			{t(ctx, "Ansvarig"), b.Responsible}, {t(ctx, "Granskare"), b.Reviewer},
			{t(ctx, "Status"), w.Status(ctx, sum.Status)}, {t(ctx, "Låst"), locked},
			{t(ctx, "Bilagor klara"), t(ctx, "%d av %d", sum.Done, sum.Workpapers)}, {t(ctx, "Konton klara"), t(ctx, "%d av %d", sum.AccountDone, sum.Accounts)},
			{t(ctx, "Bokslutsverifikationer"), t(ctx, "%d, varav %d inte överförda", sum.Entries, sum.Unsent)}, {t(ctx, "Årets resultat"), sum.Result.String()},
			{t(ctx, "Konton klara utan underlag"), strconv.Itoa(sum.Unsupported)}, {t(ctx, "I utskriften"), b.Choice},
		},
	}
	if len(open) > 0 {
		s.Texts = append([]string{t(ctx, "Pärmen är ett utkast:")}, bulleted(open)...)
	}
	if out := b.outside(ctx); len(out) > 0 {
		s.Texts = append(s.Texts, t(ctx, "Dokument som inte ingår i utskriften:"))
		for _, f := range out {
			s.Texts = append(s.Texts, "– "+t(ctx, "%s: %s. %s", f.Owner, f.Name, f.Out))
		}
	}
	return s
}

func bulleted(texts []string) []string {
	all := slices.Clone(texts)
	for i := range all {
		all[i] = "– " + all[i]
	}
	return all
}

// OutsideFile is a file that a print does not hold, and whose it is.
type OutsideFile struct {
	Owner string
	File
}

// Files are the files of the binder with their labels, in the order of the print.
func (b Binder) Files(ctx context.Context) []Printed {
	var all []Printed
	for _, p := range b.Papers {
		all = append(all, Labelled(ctx, p.Owner(ctx), p.Files)...)
	}
	for _, a := range b.Accounts {
		all = append(all, Labelled(ctx, a.Owner(ctx), a.Files)...)
	}
	for _, e := range b.Entries {
		all = append(all, Labelled(ctx, e.No, b.EntryFiles[e.No])...)
	}
	return all
}

// outside lists the files that are not printed, in the order of the print.
func (b Binder) outside(ctx context.Context) []OutsideFile {
	var all []OutsideFile
	add := func(owner string, files []File) {
		for _, f := range files {
			if f.Out != "" {
				all = append(all, OutsideFile{owner, f})
			}
		}
	}
	for _, p := range b.Papers {
		add(p.Owner(ctx), p.Files)
	}
	for _, a := range b.Accounts {
		add(a.Owner(ctx), a.Files)
	}
	for _, e := range b.Entries {
		add(e.No, b.EntryFiles[e.No])
	}
	return all
}

// OpenPoints says what is not finished in an engagement. There is none in one
// whose binder is no draft.
func OpenPoints(ctx context.Context, e engagement.Engagement, sheet engagement.Sheet) []string {
	sum := e.Summary
	var open []string
	add := func(n int, one, many string) {
		if n > 0 {
			open = append(open, plural(ctx, n, one, many))
		}
	}
	add(sum.Accounts-sum.AccountDone, "1 konto är inte klart.", "%d konton är inte klara.")
	if sum.Differences > 0 {
		open = append(open, t(ctx, "Differenser på %d konton, tillsammans %s.", sum.Differences, sum.DiffSum))
	}
	add(sum.Drifted, "1 konto är ändrat efter klarmarkering.", "%d konton är ändrade efter klarmarkering.")
	add(sum.ToReview, "1 bilaga väntar på granskning.", "%d bilagor väntar på granskning.")
	add(sum.Questions, "1 fråga är obesvarad.", "%d frågor är obesvarade.")
	add(sum.Unsent, "1 bokslutsverifikation är inte överförd.", "%d bokslutsverifikationer är inte överförda.")
	add(sum.ToDecide, "1 överföring väntar på beslut.", "%d överföringar väntar på beslut.")
	if left := sheet.Sum.Final; left != 0 {
		open = append(open, t(ctx, "Resultatet är inte bokfört i balansräkningen: %s.", left))
	}
	return open
}
