package engagement_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/store/storetest"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// state is what an import decides of an engagement.
type state struct {
	Finals     map[string]money.Amount
	Recognised []export.Recognised
	Findings   []engagement.Finding
	Items      map[string][]workpaper.Item
}

func (h *house) state(e engagement.Engagement) state {
	h.t.Helper()
	ctx := context.Background()
	snap, err := h.Snapshot(ctx, h.by, h.again(e))
	must(h.t, err)
	s := state{Finals: h.finals(e), Recognised: snap.Recognised, Findings: snap.Findings, Items: map[string][]workpaper.Item{}}
	lines, err := h.Workpapers(ctx, h.by, h.again(e))
	must(h.t, err)
	for _, line := range lines {
		if line.Kind.SubLedger() {
			w, err := h.Workpaper(ctx, h.by, h.again(e), line.No)
			must(h.t, err)
			s.Items[line.No] = w.Items
		}
	}
	return s
}

// TestOrderOfImports: what is in use depends on the import that was taken in
// last, whatever was taken in before it and in which order.
func TestOrderOfImports(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		h.t = t
		n++
		guide := h.guide()
		guide.Year.From = guide.Year.From.AddMonths(-12 * 75).AddMonths(n)
		guide.Year.To = guide.Year.From.AddMonths(12).AddDays(-1)
		e, err := h.Create(context.Background(), h.by, guide)
		must(t, err)
		h.adopt(e, bookOf(guide.Year))
		entries := h.sentEntries(t, e)
		var imports []engagement.Import
		for i := range rapid.IntRange(2, 3).Draw(t, "imports") {
			imp := importOf(bookOf(guide.Year, h.drawVouchers(t, e, entries)...))
			imp.Ledgers = registers(money.Amount(rapid.Int64Range(1, 3).Draw(t, "open")*100), "1510")
			snap, _ := h.read(e, imp)
			imp.ID = snap.ID
			imports = append(imports, imp)
			_ = i
		}
		states := map[string]state{}
		for range rapid.IntRange(3, 6).Draw(t, "takings in") {
			imp := rapid.SampledFrom(imports).Draw(t, "import")
			must(t, h.TakeIn(context.Background(), h.by, e.ID, imp, h.again(e).Snapshot))
			got := h.state(e)
			if want, known := states[imp.ID]; known {
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("taken in after others (-before +now):\n%s", diff)
				}
			}
			states[imp.ID] = got
		}
	})
}

// sentEntries are closing entries that were exported and are transferred.
func (h *house) sentEntries(t *rapid.T, e engagement.Engagement) []export.Item {
	ctx := context.Background()
	var numbers []string
	for range rapid.IntRange(1, 3).Draw(t, "entries") {
		no, err := h.CreateEntry(ctx, h.by, e.ID, drawEntry(t, e.Year))
		must(t, err)
		numbers = append(numbers, no)
	}
	items, err := h.queue(e, numbers...)
	must(t, err)
	for i, it := range items {
		h.moveOn(e, it.ID, func(it *export.Item) {
			it.State, it.Attempt, it.Receipt = export.Sent, 1, export.Receipt{Series: "I", Number: int64(i + 1)}
		})
	}
	return items
}

// drawVouchers are the vouchers of a year in which the exported entries stand
// as they were sent, changed, struck out, or not at all.
func (h *house) drawVouchers(t *rapid.T, e engagement.Engagement, items []export.Item) []ledger.Voucher {
	vouchers := []ledger.Voucher{voucherOf(drawEntry(t, e.Year), "A", 1, "Faktura")}
	for i, it := range items {
		view, err := h.Entry(context.Background(), h.by, h.again(e), it.Entry)
		must(t, err)
		v := voucherOf(view.Entry, "I", i+1, export.WithMarker(view.Text, it.Marker))
		switch rapid.SampledFrom([]string{"there", "there", "changed", "struck", "missing"}).Draw(t, "entry") {
		case "changed":
			v.Date = v.Date.AddDays(1)
		case "struck":
			for j := range v.Rows {
				v.Rows[j].Struck = true
			}
		case "missing":
			continue
		}
		vouchers = append(vouchers, v)
	}
	return vouchers
}

// TestPreviewNamesWhatItTouches: each voucher, account, bilaga and closing entry
// that an import touches is named before anything changes, and kept afterwards.
func TestPreviewNamesWhatItTouches(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		bank, err := h.CreateWorkpaper(ctx, h.by, e.ID, "Bank", []string{"1930"})
		must(t, err)
		must(t, h.addRow(e.ID, bank, workpaper.Row{Account: "1930", Text: "Kontoutdrag", Amount: 1000_00}))
		must(t, h.Sign(ctx, h.by, e.ID, bank, 2, engagement.Signing{}))
		kept, err := h.CreateWorkpaper(ctx, h.by, e.ID, "Aktiekapital", []string{"2081"})
		must(t, err)
		must(t, h.addRow(e.ID, kept, workpaper.Row{Account: "2081", Text: "Protokoll", Amount: -1400_00}))
		must(t, h.Sign(ctx, h.by, e.ID, kept, 2, engagement.Signing{}))
		var numbers []string
		for range 4 {
			no, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 10_00))
			must(t, err)
			numbers = append(numbers, no)
		}
		items, err := h.queue(e, numbers...)
		must(t, err)
		vouchers := testBook().Years[0].Vouchers
		for i, it := range items {
			h.moveOn(e, it.ID, func(it *export.Item) {
				it.State, it.Attempt, it.Receipt = export.Sent, 1, export.Receipt{Series: "I", Number: int64(i + 1)}
			})
			v := voucherOf(entryOf("6530", "2990", 10_00), "I", i+1, export.WithMarker("Bokslut", it.Marker))
			switch i {
			case 1:
				v.Rows[0].Amount, v.Rows[1].Amount = 11_00, -11_00
			case 2:
				v.Rows[0].Struck, v.Rows[1].Struck = true, true
			}
			if i < 3 {
				vouchers = append(vouchers, v)
			}
		}
		vouchers = append(vouchers, ledger.Voucher{Series: "A", Number: "2", Date: year.To, Text: "Sent bokfört", Rows: []ledger.Row{
			{Account: "1930", Amount: -77_00}, {Account: "6530", Amount: 77_00},
		}})
		before := h.again(e)
		imp := importOf(bookOf(year, vouchers...))
		snap, taken := h.read(e, imp)
		imp.ID = snap.ID
		p, err := h.Preview(ctx, h.by, h.again(e), imp)
		must(t, err)
		after := h.again(e)
		if taken || p.Calm() || after.Snapshot != before.Snapshot || after.Candidate != snap.ID {
			t.Fatalf("taken %v, calm %v, head %+v: want that it waits", taken, p.Calm(), after)
		}
		var lines []string
		for _, l := range p.Lines(0, 100) {
			lines = append(lines, fmt.Sprintf("%s %s %s %s %s", l.Kind, l.ID(), strings.Join(l.Workpapers, ","), strings.Join(l.Suspends, ","), l.Entry))
		}
		want := []string{"new A 2 " + bank + " " + bank + " ", "new I 1   B1", "new I 2   B2", "new I 3   B3"}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("vouchers (-want +got):\n%s", diff)
		}
		if got := p.Lines(2, 1); len(got) != 1 || got[0].ID() != "I 2" || p.Listed() != 4 {
			t.Errorf("the third of %d lines is %+v", p.Listed(), got)
		}
		if got := p.Suspended(); !slices.Equal(got, []string{bank}) {
			t.Errorf("suspends %v, want %s only", got, bank)
		}
		var turns []string
		for _, x := range p.Entries {
			turns = append(turns, fmt.Sprintf("%s %s %s→%s", x.Entry, x.Voucher, x.Before, x.After))
		}
		if diff := cmp.Diff([]string{"B1 I 1 →equal", "B2 I 2 →changed", "B3 I 3 →struck", "B4 I 4 →missing"}, turns); diff != "" {
			t.Errorf("closing entries (-want +got):\n%s", diff)
		}
		must(t, h.TakeIn(ctx, h.by, e.ID, imp, before.Snapshot))
		intakes, err := h.Intakes(ctx, h.by, e.ID)
		must(t, err)
		intake, err := h.Intake(ctx, h.by, e.ID, intakes[0].No)
		must(t, err)
		if len(intakes) != 2 || intake.By != h.by.ID || intake.From != before.Snapshot || intake.To != snap.ID || len(intake.Vouchers) != 4 || intake.Counts.New != 4 {
			t.Errorf("%d intakes, the latest %+v", len(intakes), intake.IntakeDigest)
		}
		if diff := cmp.Diff(p.Touched, intake.Touched); diff != "" {
			t.Errorf("what was kept differs from the preview (-preview +kept):\n%s", diff)
		}
		current, err := h.Snapshot(ctx, h.by, h.again(e))
		must(t, err)
		var codes []string
		for _, f := range current.Findings {
			codes = append(codes, f.Code+" "+strings.Join(f.Args, " "))
		}
		if diff := cmp.Diff([]string{"exported_changed B2 I 2", "exported_struck B3 I 3", "exported_missing B4 I 4"}, codes); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	})
}

// TestTwoTakeInAtOnce: the second person is told, and nothing happens twice.
func TestTwoTakeInAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		first := h.again(e).Snapshot
		var imports []engagement.Import
		for i := range 2 {
			imp := importOf(bookOf(year, voucherOf(closing.Entry{Date: year.To, Rows: entryOf("1930", "3001", money.Amount(i+1)*100).Rows}, "A", 9, "x")))
			snap, taken := h.read(e, imp)
			if taken {
				t.Fatal("an import that changes something was taken in at once")
			}
			imp.ID = snap.ID
			imports = append(imports, imp)
		}
		must(t, h.TakeIn(ctx, h.by, e.ID, imports[0], first))
		must(t, h.TakeIn(ctx, h.by, e.ID, imports[0], first)) // a double click
		if err := h.TakeIn(ctx, h.by, e.ID, imports[1], first); !errors.Is(err, engagement.ErrMoved) {
			t.Errorf("TakeIn over another one = %v, want ErrMoved", err)
		}
		intakes, err := h.Intakes(ctx, h.by, e.ID)
		if err != nil || len(intakes) != 2 || h.again(e).Snapshot != imports[0].ID {
			t.Errorf("%d intakes (%v), want the first import and one more", len(intakes), err)
		}
		must(t, h.Decline(ctx, h.by, e.ID, imports[1].ID))
		wantErr(t, "declining twice", h.Decline(ctx, h.by, e.ID, imports[1].ID), engagement.ErrNotFound)
		if _, taken := h.read(e, importOf(imports[0].Book)); !taken {
			t.Error("an import that says the same waits")
		}
	})
}
