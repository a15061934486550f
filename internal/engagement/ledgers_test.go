package engagement_test

import (
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
)

// receivables is the automatic bilaga with items of 1510 by number.
func receivables(readAt time.Time, open map[string]money.Amount) []workpaper.Workpaper {
	w := workpaper.Workpaper{
		Kind: workpaper.Receivables, Name: "Kundfordringar", Accounts: []string{"1510"}, ReadAt: readAt,
		Against: workpaper.Against{What: workpaper.SubLedger, Date: year.To},
	}
	for _, number := range []string{"1", "2", "3"} {
		if sum, ok := open[number]; ok {
			w.Items = append(w.Items, workpaper.Item{Document: number, Party: "Kund", Account: "1510", Date: civil.MustParse("2025-12-01"), Total: sum, Open: sum})
		}
	}
	return []workpaper.Workpaper{w}
}

// TestImportShowsWhatMoved: the bilaga lists what a new import changed, until
// the next one, and keeps what people noted.
func TestImportShowsWhatMoved(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e, err := h.Create(ctx, h.by, h.guide())
		must(t, err)
		first := time.Date(2026, 2, 1, 8, 0, 0, 0, time.UTC)
		adopt := func(ledgers []workpaper.Workpaper) workpaper.Workpaper {
			t.Helper()
			imp := importOf(testBook())
			imp.Ledgers = ledgers
			h.take(e, imp)
			return h.paper(e, "15.1").Workpaper
		}
		if w := adopt(receivables(first, map[string]money.Amount{"1": 100, "2": 200})); !w.MovedSince.IsZero() || w.Moved != nil {
			t.Errorf("the first import moved %v since %v", w.Moved, w.MovedSince)
		}
		must(t, h.MarkItem(ctx, h.by, e.ID, "15.1", 1, "2", true, " Konkurs "))
		must(t, h.Describe(ctx, h.by, e.ID, "15.1", 2, "", workpaper.Against{What: workpaper.SubLedger, Date: year.To, Note: "Listan från kund"}))
		wantErr(t, "marking an item that is not there", h.MarkItem(ctx, h.by, e.ID, "15.1", 3, "9", true, ""), engagement.ErrNotFound)

		w := adopt(receivables(first.AddDate(0, 0, 7), map[string]money.Amount{"2": 150, "3": 300}))
		want := []workpaper.Move{
			{Key: "1", Document: "1", Party: "Kund", Account: "1510", Was: 100},
			{Key: "2", Document: "2", Party: "Kund", Account: "1510", Was: 200, Now: 150},
			{Key: "3", Document: "3", Party: "Kund", Account: "1510", Now: 300},
		}
		if diff := cmp.Diff(want, w.Moved); diff != "" || !w.MovedSince.Equal(first) {
			t.Errorf("moved since %v, want %v (-want +got):\n%s", w.MovedSince, first, diff)
		}
		if m := w.Marks["2"]; !m.Doubtful || m.Note != "Konkurs" || m.Name != h.by.Name {
			t.Errorf("mark = %+v, want the note and who wrote it", m)
		}
		if w.Against.Note != "Listan från kund" {
			t.Errorf("the import overwrote what a person wrote about the evidence: %+v", w.Against)
		}
		w = adopt(receivables(first.AddDate(0, 0, 8), map[string]money.Amount{"2": 150, "3": 300}))
		if w.Moved != nil || !w.MovedSince.Equal(first.AddDate(0, 0, 7)) {
			t.Errorf("nothing moved, but the bilaga says %v since %v", w.Moved, w.MovedSince)
		}
		must(t, h.MarkItem(ctx, h.by, e.ID, "15.1", h.paper(e, "15.1").Version, "2", false, " "))
		if m := h.paper(e, "15.1").Marks; len(m) != 0 {
			t.Errorf("marks = %v, want none", m)
		}
		missing := receivables(time.Time{}, nil)
		missing[0].Missing, missing[0].Against = "no_register", workpaper.Against{}
		if w := adopt(missing); w.Moved != nil || !w.MovedSince.IsZero() || len(w.Items) != 2 || w.Missing != "" {
			t.Errorf("a source without sub-ledger moved %v and left %d items (%q), want those that were read last", w.Moved, len(w.Items), w.Missing)
		}
	})
}
