package engagement_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// bilaga makes an own bilaga for 1930 that says 1 000 kr.
func (h *house) bilaga(e engagement.Engagement) string {
	h.t.Helper()
	no, err := h.CreateWorkpaper(context.Background(), h.by, e.ID, "", []string{"1930"})
	must(h.t, err)
	must(h.t, h.addRow(e.ID, no, workpaper.Row{Account: "1930", Text: "Kontoutdrag", Amount: 1000_00}))
	return no
}

// addRow adds a row to a bilaga.
func (h *house) addRow(id, no string, row workpaper.Row) error {
	_, err := h.EditRows(context.Background(), h.by, id, no, []engagement.RowEdit{{Row: &row}}, nil)
	return err
}

func (h *house) paper(e engagement.Engagement, no string) engagement.WorkpaperView {
	h.t.Helper()
	w, err := h.Workpaper(context.Background(), h.by, h.again(e), no)
	must(h.t, err)
	return w
}

func TestWorkpaperRows(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		for name, accounts := range map[string][]string{"none": nil, "unknown": {"1930", "1999"}, "empty": {""}} {
			if _, err := h.CreateWorkpaper(ctx, h.by, e.ID, "x", accounts); !slices.Equal(fields(err), []string{"accounts"}) {
				t.Errorf("a bilaga of accounts %s: %v, want accounts blamed", name, err)
			}
		}
		no := h.bilaga(e)
		w := h.paper(e, no)
		if no != "19.1" || w.Name != "Konto 1930" || w.Status != engagement.Underway || len(w.Rows) != 1 || w.Rows[0].ID == "" || w.Version != 2 {
			t.Fatalf("bilaga %s %+v", no, w)
		}
		row := w.Rows[0]
		row.Amount = 900_00
		_, err := h.EditRows(ctx, h.by, e.ID, no, []engagement.RowEdit{{ID: row.ID, Was: w.Rows[0].Mark(), Row: &row}}, nil)
		must(t, err)
		if w = h.paper(e, no); w.Status != engagement.Differs || w.Accounts[0].Diff != 100_00 {
			t.Errorf("after the change: %s, %+v", w.Status, w.Accounts)
		}
		_, err = h.EditRows(ctx, h.by, e.ID, no, []engagement.RowEdit{{ID: row.ID, Was: w.Rows[0].Mark()}}, nil)
		must(t, err)
		must(t, h.AddComment(ctx, h.by, e.ID, no, 4, workpaper.Internal, " Ring banken "))
		if err := h.AddComment(ctx, h.by, e.ID, no, 5, workpaper.Internal, "\n"); !slices.Equal(fields(err), []string{"comment"}) {
			t.Errorf("an empty comment: %v", err)
		}
		must(t, h.Describe(ctx, h.by, e.ID, no, 5, " Bank ", workpaper.Against{What: "kontoutdrag", Date: year.To, Note: "x"}))
		if err := h.Describe(ctx, h.by, e.ID, no, 6, "", workpaper.Against{What: "känsla"}); !slices.Equal(fields(err), []string{"against"}) {
			t.Errorf("unknown evidence: %v", err)
		}
		w = h.paper(e, no)
		if len(w.Rows) != 0 || len(w.Comments) != 1 || w.Comments[0].Text != "Ring banken" || w.Comments[0].By != h.by.ID || w.Name != "Bank" || w.Against.What != "kontoutdrag" {
			t.Errorf("bilaga %+v", w.Workpaper)
		}
		must(t, h.DeleteWorkpaper(ctx, h.by, e.ID, no, 6))
		if next, err := h.CreateWorkpaper(ctx, h.by, e.ID, "", []string{"1910"}); next != "19.2" || err != nil {
			t.Errorf("the next bilaga is %s, %v, want 19.2", next, err)
		}
		lines, err := h.Workpapers(ctx, h.by, h.again(e))
		if err != nil || len(lines) != 1 || lines[0].No != "19.2" {
			t.Errorf("bilagor %+v, %v", lines, err)
		}
	})
}

func TestSign(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		empty, err := h.CreateWorkpaper(ctx, h.by, e.ID, "", []string{"1510"})
		must(t, err)
		wantErr(t, "signing an empty bilaga", h.Sign(ctx, h.by, e.ID, empty, 1, engagement.Signing{Reason: "för att"}), engagement.ErrNotReady)
		no := h.bilaga(e)
		wantErr(t, "signing an old version", h.Sign(ctx, h.by, e.ID, no, 1, engagement.Signing{}), engagement.ErrConflict)
		must(t, h.Sign(ctx, h.by, e.ID, no, 2, engagement.Signing{Reason: "behövs inte"}))
		w := h.paper(e, no)
		if w.Status != engagement.Done || w.SignOff == nil || w.SignOff.Reason != "" || w.SignOff.Name != h.by.Name || len(w.SignOff.Figures) != 1 || w.SignOff.Figures[0].Final != 1000_00 {
			t.Errorf("signed: %s %+v", w.Status, w.SignOff)
		}
		if s := h.summary(e); s.Done != 1 || s.AccountDone != 1 {
			t.Errorf("summary %+v", s)
		}

		entry, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("1930", "3001", 50_00))
		must(t, err)
		if w := h.paper(e, no); w.Status != engagement.Drifted || w.SignOff == nil || w.SignOff.Figures[0].Final != 1000_00 || w.Accounts[0].Final != 1050_00 {
			t.Errorf("after an entry: %s, was %+v, is %v", w.Status, w.SignOff, w.Accounts[0].Final)
		}
		if s := h.summary(e); s.Done != 0 || s.Drifted != 1 {
			t.Errorf("summary after an entry %+v", s)
		}
		wantErr(t, "signing with a difference and no reason", h.Sign(ctx, h.by, e.ID, no, 3, engagement.Signing{Reason: "  "}), engagement.ErrNotReady)
		must(t, h.Sign(ctx, h.by, e.ID, no, 3, engagement.Signing{Reason: " Insättning på väg ", Explains: 50_00}))
		if w := h.paper(e, no); w.Status != engagement.DoneDiff || w.SignOff.Reason != "Insättning på väg" {
			t.Errorf("signed with a difference: %s %+v", w.Status, w.SignOff)
		}
		must(t, h.DeleteEntry(ctx, h.by, e.ID, entry, 1))
		if w := h.paper(e, no); w.Status != engagement.Drifted {
			t.Errorf("after the entry was deleted: %s, want drifted: nothing signs itself", w.Status)
		}
		must(t, h.Unsign(ctx, h.by, e.ID, no, 4))
		if w := h.paper(e, no); w.Status != engagement.Underway || w.SignOff != nil {
			t.Errorf("unsigned: %s %+v", w.Status, w.SignOff)
		}
	})
}

func (h *house) summary(e engagement.Engagement) engagement.Summary {
	h.t.Helper()
	listed, err := h.List(context.Background(), h.by)
	must(h.t, err)
	for _, l := range listed {
		if l.ID == e.ID {
			return l.Summary
		}
	}
	h.t.Fatal("the engagement is not listed")
	return engagement.Summary{}
}

// registers are the automatic bilagor of an import, with one open invoice.
func registers(open money.Amount, accounts ...string) []workpaper.Workpaper {
	return []workpaper.Workpaper{
		{Kind: workpaper.Receivables, Name: "Kundfordringar", Accounts: accounts, ReadAt: time.Now(), Against: workpaper.Against{What: workpaper.SubLedger, Date: year.To},
			Items: []workpaper.Item{{Document: "1", Party: "Kund", Account: "1510", Date: civil.MustParse("2025-12-01"), Total: open, Open: open}}},
		{Kind: workpaper.Payables, Name: "Leverantörsskulder", Accounts: []string{"2440"}, Missing: "no_register"},
	}
}

// TestImportKeepsWhatPeopleWrote: an import fills the automatic bilagor, and
// touches nothing that a person wrote. Nothing signs itself.
func TestImportKeepsWhatPeopleWrote(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e, err := h.Create(ctx, h.by, h.guide())
		must(t, err)
		adopt := func(open money.Amount, b *ledger.Book, accounts ...string) {
			t.Helper()
			imp := importOf(b)
			imp.Ledgers = registers(open, accounts...)
			h.take(e, imp)
		}
		adopt(500_00, testBook(), "1510")
		no := "15.1"
		if w := h.paper(e, no); w.Kind != workpaper.Receivables || w.Status != engagement.Underway || len(w.Items) != 1 {
			t.Fatalf("kundfordringar %s %+v", w.Status, w.Workpaper)
		}
		wantErr(t, "deleting an automatic bilaga", h.DeleteWorkpaper(ctx, h.by, e.ID, no, 1), engagement.ErrAutomatic)
		must(t, h.AddComment(ctx, h.by, e.ID, no, 1, workpaper.Internal, "Stämt av"))
		must(t, h.Sign(ctx, h.by, e.ID, no, 2, engagement.Signing{}))
		own := h.bilaga(e)

		adopt(500_00, testBook(), "1510", "1910")
		w := h.paper(e, no)
		if len(w.Comments) != 1 || w.SignOff == nil || len(w.Items) != 1 || !slices.Equal(w.Workpaper.Accounts, []string{"1510", "1910"}) {
			t.Errorf("after the same import again: %+v", w.Workpaper)
		}
		if got := h.row(e, "1510"); got.Status != engagement.Done {
			t.Errorf("1510 is %s, want done: its figures are those that were signed", got.Status)
		}
		more := bookOf(year, ledger.Voucher{Series: "A", Number: "1", Date: year.To, Rows: []ledger.Row{{Account: "1510", Amount: 170_00}, {Account: "3001", Amount: -170_00}}})
		adopt(570_00, more, "1510")
		if got := h.row(e, "1510"); got.Status != engagement.Drifted || got.Diff != 0 {
			t.Errorf("1510 with new figures is %s with difference %v, want drifted", got.Status, got.Diff)
		}
		if w := h.paper(e, own); len(w.Rows) != 1 || w.Version != 2 {
			t.Errorf("the own bilaga was touched: %+v", w)
		}
		bare := importOf(testBook()) // an import that says nothing of registers
		h.take(e, bare)
		if w := h.paper(e, no); len(w.Items) != 1 || len(w.Comments) != 1 {
			t.Errorf("an import without registers emptied the bilaga: %+v", w.Workpaper)
		}
		lines, err := h.Workpapers(ctx, h.by, h.again(e))
		if err != nil || len(lines) != 3 {
			t.Errorf("%d bilagor, %v, want 3", len(lines), err)
		}
		if imports, err := h.Imports(ctx, h.by, e.ID); err != nil || len(imports) != 4 {
			t.Errorf("%d imports are kept, %v, want 4", len(imports), err)
		}
	})
}

// TestTwoPeopleTwoWorkpapers: they never conflict; in one bilaga the late one
// is told.
func TestTwoPeopleTwoWorkpapers(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		var numbers []string
		for _, account := range []string{"1510", "1910", "1930", "2440"} {
			no, err := h.CreateWorkpaper(t.Context(), h.by, e.ID, "", []string{account})
			must(t, err)
			numbers = append(numbers, no)
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		worked := map[string]int{}
		for _, no := range numbers {
			for range 3 {
				wg.Go(func() {
					err := h.AddComment(t.Context(), h.by, e.ID, no, 1, workpaper.Internal, "x")
					if err != nil {
						wantErr(t, "a late comment", err, engagement.ErrConflict)
						return
					}
					mu.Lock()
					defer mu.Unlock()
					worked[no]++
				})
			}
		}
		wg.Wait()
		for _, no := range numbers {
			if worked[no] != 1 || len(h.paper(e, no).Comments) != 1 {
				t.Errorf("%d of 3 comments on %s were kept, want 1", worked[no], no)
			}
		}
	})
}

// TestDoubleIsFound: an entry that stands twice in the imported books is found
// and told of, and counts as often as the books say.
func TestDoubleIsFound(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		no, err := h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 10_00))
		must(t, err)
		items, err := h.queue(e, no)
		must(t, err)
		h.moveOn(e, items[0].ID, func(it *export.Item) {
			it.State, it.Attempt, it.Receipt = export.Sent, 1, export.Receipt{Series: "I", Number: 1}
		})
		text := export.WithMarker("Bokslut", items[0].Marker)
		entry := entryOf("6530", "2990", 10_00)
		h.adopt(e, bookOf(year, voucherOf(entry, "I", 1, text), voucherOf(entry, "I", 2, text)))
		snap, err := h.Snapshot(t.Context(), h.by, h.again(e))
		must(t, err)
		if len(snap.Findings) != 1 || snap.Findings[0].Code != engagement.FindingDouble || !slices.Equal(snap.Findings[0].Args, []string{no, "I 1, I 2"}) {
			t.Errorf("findings %+v, want the double", snap.Findings)
		}
		if got := h.finals(e)["2990"]; got != -20_00 {
			t.Errorf("2990 is %v, want what the books say", got)
		}
	})
}
