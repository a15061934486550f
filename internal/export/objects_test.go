package export

import (
	"testing"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/money"
)

func TestPlacedAlike(t *testing.T) {
	at := func(amount money.Amount, costCentre, project string) placed {
		return placed{line{"5010", amount}, costCentre, project}
	}
	for _, tt := range []struct {
		name         string
		ours, theirs []placed
		want         bool
	}{
		{"nothing_sent", []placed{at(1, "", "")}, []placed{at(1, "A", "P")}, true},
		{"where_it_was_sent", []placed{at(1, "A", "P"), at(1, "B", "")}, []placed{at(1, "B", ""), at(1, "A", "P")}, true},
		{"in_other_case", []placed{at(1, "a", "")}, []placed{at(1, "A", "")}, true},
		{"elsewhere", []placed{at(1, "A", "")}, []placed{at(1, "B", "")}, false},
		{"taken_away", []placed{at(1, "A", "")}, []placed{at(1, "", "")}, false},
		{"project_elsewhere", []placed{at(1, "A", "P")}, []placed{at(1, "A", "Q")}, false},
		{"two_on_one", []placed{at(1, "A", ""), at(1, "A", "")}, []placed{at(1, "A", ""), at(1, "B", "")}, false},
		{"on_another_amount", []placed{at(1, "A", ""), at(2, "B", "")}, []placed{at(1, "B", ""), at(2, "A", "")}, false},
		{"least_that_does_is_taken", []placed{at(1, "A", "P"), at(1, "A", "")}, []placed{at(1, "A", "P"), at(1, "A", "")}, true},
	} {
		if got := placedAlike(tt.ours, tt.theirs); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestReadBackComparesObjects: a voucher that stands on another cost centre than
// was sent is not an equal one.
func TestReadBackComparesObjects(t *testing.T) {
	e := closing.Entry{No: "B1", Date: civil.MustParse("2025-12-31"), Text: "Hyra", Rows: []closing.Row{
		{Account: "5010", Amount: 100, CostCentre: "BUTIK", Project: "7"}, {Account: "2990", Amount: -100},
	}}
	it, err := Freeze("d", e, Target{Series: "I"})
	if err != nil {
		t.Fatal(err)
	}
	ours, err := frozen(it)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		centre, project string
		want            bool
	}{{"BUTIK", "7", true}, {"LAGER", "7", false}, {"BUTIK", "0", false}, {"", "", false}} {
		v, err := fortnox.DecodeVoucher(it.Body)
		if err != nil {
			t.Fatal(err)
		}
		v.VoucherRows.Items[0].CostCenter, v.VoucherRows.Items[0].Project = fortnox.Text(tt.centre), fortnox.Text(tt.project)
		v.VoucherRows.Items[1].CostCenter = fortnox.Text("EGEN") // the account's own, which nobody sent
		if got := judge(it, ours, v); got.Equal != tt.want || got.Moved == tt.want {
			t.Errorf("on %q and %q: equal %v, moved %v, want equal %v", tt.centre, tt.project, got.Equal, got.Moved, tt.want)
		}
	}
}
