package report_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/golden"
	"bokslut/internal/report"
	"bokslut/internal/workpaper"
)

// codes are words that say the codes themselves.
var codes = report.Words{
	Status:   func(_ context.Context, s engagement.Status) string { return string(s) },
	Transfer: func(_ context.Context, tr engagement.Transfer) string { return string(tr) },
	Against:  func(_ context.Context, w workpaper.Workpaper) string { return string(w.Against.What) },
	Cause:    func(_ context.Context, x workpaper.Explanation) string { return x.Kind },
	Remarks:  func(_ context.Context, i workpaper.Item, _ workpaper.Workpaper) []string { return i.Remarks },
	Step:     func(_ context.Context, s workpaper.Step) (name, how string) { return s.Code, strings.Join(s.Args, " ") },
	Check:    func(_ context.Context, state engagement.CheckState) string { return "check:" + string(state) },
	Tag:      func(_ context.Context, tag workpaper.Tag) string { return "tag:" + string(tag) },
	Kind:     func(_ context.Context, k workpaper.Kind) string { return string(k) },
	Column:   func(_ context.Context, _ workpaper.Kind, column string) string { return column },
	Choice:   func(_ context.Context, column, choice string) string { return column + "." + choice },
}

// reconciled is an engagement with a signed bilaga, one with items, and an entry.
func reconciled(h *house) (engagement.Engagement, []report.Paper) {
	ctx := h.t.Context()
	e := h.engaged(smallBook())
	h.entry(e, "Upplupen hyra", closing.Row{Account: "5010", Amount: 100_00}, closing.Row{Account: "2990", Amount: -100_00})
	no, err := h.CreateWorkpaper(ctx, h.by, e.ID, "Bank", []string{"1930"})
	must(h.t, err)
	_, err = h.EditRows(ctx, h.by, e.ID, no, []engagement.RowEdit{{Row: &workpaper.Row{Account: "1930", Text: "Saldo enligt kontoutdrag", Date: civil.MustParse("2025-12-31"), Amount: 749_50}}}, nil)
	must(h.t, err)
	must(h.t, h.Describe(ctx, h.by, e.ID, no, 2, "", workpaper.Against{What: "kontoutdrag", Date: e.Year.To}))
	must(h.t, h.AddComment(ctx, h.by, e.ID, no, 3, workpaper.Internal, "Bara för oss"))
	must(h.t, h.AddComment(ctx, h.by, e.ID, no, 4, workpaper.ForClient, "Stämmer saldot?"))
	must(h.t, h.Sign(ctx, h.by, e.ID, no, 5, engagement.Signing{}))
	must(h.t, h.AddAccountComment(ctx, h.by, e.ID, "1510", workpaper.ForReviewer, "Se särskilt på Kund AB"))
	must(h.t, h.AnswerChecks(ctx, h.by, e.ID, "19", 0, map[string]engagement.CheckAnswer{
		"19-1": {State: engagement.CheckDone, Note: "Banken, internet"}, "19-3": {State: engagement.CheckNotApplicable},
	}))
	e = h.again(e)
	bank, err := h.Workpaper(ctx, h.by, e, no)
	must(h.t, err)
	files := []report.File{
		{Document: document.Document{ID: "1", Name: "kontoutdrag.pdf", Kind: document.PDF, ByName: "Anna Ek", At: at, SHA256: "0123456789abcdef0123"}, Sheets: 2, Body: []byte("x"), On: "Saldo enligt kontoutdrag"},
		{Document: document.Document{ID: "2", Name: "hemlig.pdf", Kind: document.PDF, ByName: "Anna Ek", At: at, Sealed: true}, Out: "Krypterad."},
	}
	sold := bank // a sub-ledger, as an import would fill it
	sold.Workpaper = workpaper.Workpaper{
		No: "15.1", Kind: workpaper.Receivables, Name: "Kundfordringar", Accounts: []string{"1510"}, ReadAt: at,
		Items: []workpaper.Item{
			{Document: "7", Party: "Kund AB", Account: "1510", Date: civil.MustParse("2025-12-01"), Due: civil.MustParse("2025-12-31"), Total: 1200_00, Open: 1200_00, Remarks: []string{"remark"}},
			{Document: "8", Party: "Kund AB", Account: "1510", Total: 300_00, Paid: 100_00, Open: 200_00},
		},
		Explanations: []workpaper.Explanation{{Kind: "manual", Account: "1510", Amount: -5_00, Voucher: "A 9", Date: civil.MustParse("2025-12-30")}},
		Marks:        map[string]workpaper.Mark{"8": {Doubtful: true, Note: "ringt kunden"}},
	}
	sold.Rows, sold.Accounts, sold.Status = nil, nil, engagement.Differs
	return e, []report.Paper{{WorkpaperView: sold}, {WorkpaperView: bank, Files: files}}
}

func (h *house) binder(e engagement.Engagement, papers []report.Paper, internal bool) report.Document {
	h.t.Helper()
	ctx := h.t.Context()
	balance, err := h.Balance(ctx, h.by, e)
	must(h.t, err)
	lines, err := h.Workpapers(ctx, h.by, e)
	must(h.t, err)
	entries, err := h.Entries(ctx, h.by, e)
	must(h.t, err)
	checks, err := h.Checklist(ctx, h.by, e)
	must(h.t, err)
	comments, err := h.AllAccountComments(ctx, h.by, e)
	must(h.t, err)
	return report.Binder{
		Accounts: []report.AccountNotes{
			{Account: "1510", Name: "Kundfordringar", Comments: comments["1510"]},
			{Account: "2081", Name: "Aktiekapital", Files: []report.File{{Document: document.Document{ID: "5", Name: "registrering.pdf", Kind: document.PDF, ByName: "Anna Ek", At: at}, Sheets: 1, Body: []byte("x")}}},
		},
		Checks: checks, EntryFiles: map[string][]report.File{"B1": {
			{Document: document.Document{ID: "1", Name: "kontoutdrag.pdf", Kind: document.PDF, ByName: "Anna Ek", At: at}, Same: "Bilaga 19.1 · dokument 1"},
			{Document: document.Document{ID: "3", Name: "avtal.pdf", Kind: document.PDF, ByName: "Anna Ek", At: at}, Sheets: 1, Body: []byte("x")},
			{Document: document.Document{ID: "4", Name: "lista.csv", Kind: document.CSV, ByName: "Anna Ek", At: at}, Out: "Skrivs inte ut."},
		}},
		Engagement: e, Framework: "K2", Responsible: "Anna Ek", Reviewer: "–", Imported: "SIE4-fil", Balance: balance, Lines: lines, Papers: papers,
		Entries: entries, Names: map[string]string{"5010": "Lokalhyra"}, Choice: "Alla bilagor", Internal: internal,
	}.Document(context.Background(), h.head(e), codes)
}

func TestBinder(t *testing.T) {
	h := newHouse(t)
	e, papers := reconciled(h)
	golden.Check(t, filepath.Join("testdata", "parm.txt"), asText(h.binder(e, papers, true)))
	golden.Check(t, filepath.Join("testdata", "bilaga.txt"), asText(report.PaperReport(context.Background(), h.head(e), codes, papers[1], true)))
}

func TestInternalCommentsCanBeLeftOut(t *testing.T) {
	h := newHouse(t)
	e, papers := reconciled(h)
	if with := asText(h.binder(e, papers, true)); !strings.Contains(with, "Bara för oss") || !strings.Contains(with, "Stämmer saldot?") {
		t.Error("a comment is missing")
	}
	if without := asText(h.binder(e, papers, false)); strings.Contains(without, "Bara för oss") || !strings.Contains(without, "Stämmer saldot?") {
		t.Error("internal comments are not left out alone")
	}
}

// A binder is a draft until nothing is open.
func TestDraft(t *testing.T) {
	h := newHouse(t)
	e, papers := reconciled(h)
	d := h.binder(e, papers, true)
	for _, want := range []string{"– 2 frågor är obesvarade.", "– 1 bokslutsverifikation är inte överförd."} {
		if !slices.Contains(d.Sections[0].Texts, want) {
			t.Errorf("the front page says %q, not %q", d.Sections[0].Texts, want)
		}
	}
	if d.Head.Draft == "" {
		t.Error("a binder with open points is no draft")
	}
	if open := report.OpenPoints(context.Background(), engagement.Engagement{}, engagement.Sheet{}); len(open) != 0 {
		t.Errorf("an engagement with nothing open has %q", open)
	}
}
