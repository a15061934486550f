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

func TestOwnCalculation(t *testing.T) {
	for _, c := range []struct {
		name string
		w    workpaper.Workpaper
		want bool
	}{
		{"rows that are the calculation", workpaper.Workpaper{Against: workpaper.Against{What: "egen-berakning"}, Rows: []workpaper.Row{{Text: "Hyra"}}}, true},
		{"said, and nothing calculated", workpaper.Workpaper{Against: workpaper.Against{What: "egen-berakning"}}, false},
		{"rows held against a paper", workpaper.Workpaper{Against: workpaper.Against{What: "kontoutdrag"}, Rows: []workpaper.Row{{Text: "Saldo"}}}, false},
	} {
		if got := c.w.Digest().OwnCalculation(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
