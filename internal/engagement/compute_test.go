package engagement_test

import (
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// What one bilaga explains of an account counts in what another proposes, and a
// bilaga of foreign money says the change only while another has the rest.
func TestBilagorOfOneAccount(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		h.bilaga(e)
		second, err := h.CreateWorkpaper(ctx, h.by, e.ID, "Ränta", []string{"1930"})
		must(t, err)
		must(t, h.addRow(e.ID, second, workpaper.Row{Account: "1930", Text: "Ränta", Amount: 50_00}))
		if p := h.paper(e, second).Says.Proposals; len(p) != 1 || p[0].Rows[0].Amount != 50_00 {
			t.Errorf("proposals %+v, want 50,00 beside what the other bilaga explains", p)
		}

		foreign, err := h.CreateSchedule(ctx, h.by, e.ID, workpaper.Currency, "", []string{"1510"})
		must(t, err)
		row := workpaper.Row{Account: "1510", Text: "Paris SA", Cells: map[string]string{"currency": "EUR", "foreign": "40", "rate": "11", "booked": "40000"}}
		_, err = h.EditRows(ctx, h.by, e.ID, foreign, []engagement.RowEdit{{Row: &row}}, nil)
		must(t, err)
		says := func(when string, want money.Amount) {
			t.Helper()
			if got := h.paper(e, foreign).Computed["1510"]; got != want {
				t.Errorf("%s the bilaga of foreign money says %v, want %v", when, got, want)
			}
		}
		says("alone", 440_00)
		other, err := h.CreateWorkpaper(ctx, h.by, e.ID, "", []string{"1510"})
		must(t, err)
		must(t, h.addRow(e.ID, other, workpaper.Row{Account: "1510", Text: "Reskontra", Amount: 400_00}))
		says("beside another", 40_00)
		must(t, h.DeleteWorkpaper(ctx, h.by, e.ID, other, 2))
		says("alone again", 440_00)
	})
}
