package closing

import (
	"errors"
	"testing"

	"bokslut/internal/ledger"
	"bokslut/internal/money"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func keyOf(parts ...int64) AllocationKey {
	k := AllocationKey{Name: "Yta"}
	for i, p := range parts {
		k.Shares = append(k.Shares, Share{CostCentre: string(rune('A' + i)), Part: p})
	}
	return k
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		name   string
		key    AllocationKey
		amount money.Amount
		want   []money.Amount
	}{
		{"even", keyOf(5000, 5000), 100, []money.Amount{50, 50}},
		{"rest_on_the_largest", keyOf(3000, 4000, 3000), 1001, []money.Amount{300, 401, 300}},
		{"first_of_equal_shares", keyOf(3333, 3333, 3334), -100, []money.Amount{-33, -33, -34}},
		{"less_than_an_ore", keyOf(9999, 1), 50, []money.Amount{50}},
		{"largest_amount", keyOf(9999, 1), maxAmount, []money.Amount{999900000000000, 100000000000}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []money.Amount
			for _, row := range tt.key.Split(Row{Account: "5010", Amount: tt.amount, Text: "Hyra"}) {
				if row.Account != "5010" || row.Text != "Hyra" || row.CostCentre == "" {
					t.Errorf("row %+v lost what it had, or has no cost centre", row)
				}
				got = append(got, row.Amount)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSplitIsExact: whatever the key and the amount, nothing is lost or gained,
// and no row has another sign.
func TestSplitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []int64
		for left := int64(WholeKey); left > 0; {
			p := rapid.Int64Range(1, left).Draw(t, "part")
			parts, left = append(parts, p), left-p
		}
		amount := money.Amount(rapid.Int64Range(-int64(maxAmount), int64(maxAmount)).Draw(t, "amount"))
		var sum money.Amount
		for _, row := range keyOf(parts...).Split(Row{Account: "5010", Amount: amount}) {
			if row.Amount == 0 || (row.Amount < 0) != (amount < 0) {
				t.Fatalf("a share of %v is %v", amount, row.Amount)
			}
			sum += row.Amount
		}
		if sum != amount {
			t.Fatalf("the shares of %v sum to %v", amount, sum)
		}
	})
}

func TestCheckKey(t *testing.T) {
	declared := Books{Object: func(dimension, code string) bool { return dimension == ledger.CostCentre && code < "D" }}
	if err := keyOf(2500, 7500).Check(declared); err != nil {
		t.Fatalf("a good key: %v", err)
	}
	for _, tt := range []struct {
		name string
		key  AllocationKey
		want error
		row  int
	}{
		{"no_name", AllocationKey{Shares: keyOf(5000, 5000).Shares}, ErrKeyName, -1},
		{"one_share", keyOf(10000), ErrKeyFew, -1},
		{"short_of_all", keyOf(5000, 4999), ErrKeySum, -1},
		{"more_than_all", keyOf(5000, 5001), ErrKeySum, -1},
		{"nothing", keyOf(10000, 0), ErrKeyPart, 1},
		{"negative", keyOf(10000, -1), ErrKeyPart, 1},
		{"not_declared", keyOf(2500, 2500, 2500, 2500), ErrCostCentre, 3},
		{"twice", AllocationKey{"x", []Share{{"A", "", 5000}, {"A", "", 5000}}}, ErrKeyTwice, 1},
		{"no_object", AllocationKey{"x", []Share{{"A", "", 5000}, {"", "", 5000}}}, ErrKeyObject, 1},
		{"project_not_declared", AllocationKey{"x", []Share{{"", "A", 5000}, {"B", "", 5000}}}, ErrProject, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var wrong *KeyError
			if err := tt.key.Check(declared); !errors.As(err, &wrong) || wrong.Err != tt.want || wrong.Row != tt.row {
				t.Errorf("Check = %v, want %v on row %d", err, tt.want, tt.row)
			}
		})
	}
}
