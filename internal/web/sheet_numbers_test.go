package web

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

func TestPercent(t *testing.T) {
	for _, tt := range []struct {
		part, whole money.Amount
		want        string
	}{
		{20_60, 100_00, "+20,6\u00a0%"},
		{-20_65, 100_00, "\u221220,7\u00a0%"}, // half away from zero
		{-20_64, -100_00, "\u221220,6\u00a0%"},
		{0, 100_00, "0,0\u00a0%"},
		{4, 100_00, "0,0\u00a0%"},
		{1_00, 0, ""},
		{1000_00, 1_00, "> 999 %"},
		{2e15, 1_00, ""},
	} {
		if got := percent(tt.part, tt.whole); got != tt.want {
			t.Errorf("percent(%d, %d) = %q, want %q", tt.part, tt.whole, got, tt.want)
		}
	}
}

func TestWholeKronor(t *testing.T) {
	for a, want := range map[money.Amount]string{
		1_49: "1", 1_50: "2", -1_50: "\u22122", -49: "0", 1_234_567_00: "1\u00a0234\u00a0567",
	} {
		if got := wholeKronor(a); got != want {
			t.Errorf("wholeKronor(%d) = %q, want %q", a, got, want)
		}
	}
}

func TestPaging(t *testing.T) {
	for _, tt := range []struct {
		name           string
		total          int
		asked          string
		from, to, page int
	}{
		{"short_lists_are_whole", 500, "3", 0, 500, 1},
		{"first", 501, "", 0, 200, 1},
		{"last", 501, "3", 400, 501, 3},
		{"beyond", 501, "99", 400, 501, 3},
		{"before", 501, "-4", 0, 200, 1},
		{"not_a_number", 501, "x", 0, 200, 1},
		{"nothing", 0, "", 0, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if p := newPaging(tt.total, tt.asked); p.From != tt.from || p.To != tt.to || p.Page != tt.page {
				t.Errorf("page %d holds %d–%d, want page %d with %d–%d", p.Page, p.From, p.To, tt.page, tt.from, tt.to)
			}
		})
	}
}

// TestAges puts each item where it belongs, on both sides of every limit. A
// credit ages with what it credits.
func TestAges(t *testing.T) {
	closing := civil.MustParse("2025-12-31")
	item := func(no, due string, open money.Amount) workpaper.Item {
		i := workpaper.Item{Document: no, Open: open}
		if due != "" {
			i.Due = civil.MustParse(due)
		}
		return i
	}
	w := workpaper.Workpaper{Kind: workpaper.Receivables, Items: []workpaper.Item{
		item("1", "2025-12-31", 1_00), item("2", "", 10_00), item("3", "2025-12-30", 100_00), item("4", "2025-12-01", 1000_00),
		item("5", "2025-11-30", 2_00), item("6", "2025-10-31", 20_00), item("7", "2025-10-02", 200_00), item("8", "2025-10-01", 3_00),
		{Document: "9", Credits: "8", Open: -1_00, Due: civil.MustParse("2026-02-01")},
	}}
	want := []money.Amount{11_00, 1100_00, 2_00, 220_00, 2_00}
	for i, a := range ages(t.Context(), w, closing) {
		if a.Sum != want[i] {
			t.Errorf("%s: %s, want %s", a.Name, a.Sum, want[i])
		}
	}
	for i := range w.Items {
		w.Items[i].Open = -w.Items[i].Open
	}
	w.Kind = workpaper.Payables
	if a := ages(t.Context(), w, closing)[1]; a.Sum != -1100_00 || a.Width == "0%" || a.Share == "" {
		t.Errorf("payables 1–30 days: %s, width %s, share %q, want the same bar with the ledger's sign", a.Sum, a.Width, a.Share)
	}
}

func TestYearNames(t *testing.T) {
	for _, tt := range []struct{ from, to, name, before string }{
		{"2025-01-01", "2025-12-31", "2025", "2024"},
		{"2024-07-01", "2025-06-30", "2024/2025", "2024-06-30"},
		{"2025-03-15", "2025-12-31", "2025", "2025-03-14"},
	} {
		year := civil.Period{From: civil.MustParse(tt.from), To: civil.MustParse(tt.to)}
		if got := yearName(year); got != tt.name {
			t.Errorf("yearName(%s) = %q, want %q", year, got, tt.name)
		}
		if got := yearBefore(year); got != tt.before {
			t.Errorf("yearBefore(%s) = %q, want %q", year, got, tt.before)
		}
	}
}
