package engagement_test

import (
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// A bilaga that explains no balance neither keeps its account from being done nor
// makes it so. It is signed for itself, until its rows change.
func TestBilagaBesideTheAccounts(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		pledges, err := h.CreateSchedule(ctx, h.by, e.ID, workpaper.Pledges, "", []string{"1930"})
		must(t, err)
		wantErr(t, "signing it empty", h.Sign(ctx, h.by, e.ID, pledges, 1, engagement.Signing{}), engagement.ErrNotReady)
		row := workpaper.Row{Account: "1930", Text: "Spärrade medel", Amount: 300_00, Cells: map[string]string{"entry": "pledged_deposit"}}
		_, err = h.EditRows(ctx, h.by, e.ID, pledges, []engagement.RowEdit{{Row: &row}}, nil)
		must(t, err)
		wants := func(when string, paper, account engagement.Status) {
			t.Helper()
			sheet, err := h.Balance(ctx, h.by, h.again(e))
			must(t, err)
			var got engagement.Status
			for _, g := range sheet.Groups {
				for _, r := range g.Rows {
					if r.Account == "1930" {
						got = r.Status
					}
				}
			}
			if w := h.paper(e, pledges); w.Status != paper || len(w.Accounts) != 0 || got != account {
				t.Errorf("%s: the bilaga is %q over %d accounts and 1930 %q, want %q over none and %q", when, w.Status, len(w.Accounts), got, paper, account)
			}
		}
		wants("alone", engagement.Underway, engagement.NotBegun)
		bank := h.bilaga(e)
		must(t, h.Sign(ctx, h.by, e.ID, bank, 2, engagement.Signing{}))
		wants("beside a signed one", engagement.Underway, engagement.Done)
		must(t, h.Sign(ctx, h.by, e.ID, pledges, 2, engagement.Signing{}))
		wants("both signed", engagement.Done, engagement.Done)
		must(t, h.Unsign(ctx, h.by, e.ID, bank, 3))
		wants("the other unsigned", engagement.Done, engagement.Underway)
		saved := h.paper(e, pledges).Rows[0]
		changed := saved
		changed.Amount = 400_00
		_, err = h.EditRows(ctx, h.by, e.ID, pledges, []engagement.RowEdit{{ID: saved.ID, Was: saved.Mark(), Row: &changed}}, nil)
		must(t, err)
		wants("with a changed row", engagement.Underway, engagement.Underway)
		if w := h.paper(e, pledges); w.SignOff != nil || len(w.Former) != 1 {
			t.Errorf("after the change it is signed by %+v, %d times before, want by nobody and once", w.SignOff, len(w.Former))
		}
	})
}
