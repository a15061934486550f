package workpaper_test

import (
	"testing"

	"bokslut/internal/workpaper"
)

func TestPledgesReconcileNoAccount(t *testing.T) {
	w := workpaper.Workpaper{Kind: workpaper.Pledges, Accounts: []string{"2350"}, Rows: []workpaper.Row{{Account: "2350", Text: "Pant", Amount: 100}}}
	if got := w.Reconciled(); len(got) > 0 {
		t.Errorf("reconciled %v, want nothing: a pledge is beside the balance", got)
	}
}
