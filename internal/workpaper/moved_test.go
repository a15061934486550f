package workpaper_test

import (
	"fmt"
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func open(document, account string, sum money.Amount) workpaper.Item {
	return workpaper.Item{Document: document, Party: "Kund", Account: account, Open: sum}
}

func TestMoved(t *testing.T) {
	claim := open("1", "1513", 30)
	claim.Claim = true
	for _, tt := range []struct {
		name          string
		before, after []workpaper.Item
		want          []string
	}{
		{"nothing", []workpaper.Item{open("1", "1510", 100)}, []workpaper.Item{open("1", "1510", 100)}, nil},
		{"new", nil, []workpaper.Item{open("1", "1510", 100)}, []string{"1 1510 0 100 new"}},
		{"gone", []workpaper.Item{open("1", "1510", 100)}, nil, []string{"1 1510 100 0 gone"}},
		{"amount", []workpaper.Item{open("1", "1510", 100)}, []workpaper.Item{open("1", "1510", 40)}, []string{"1 1510 100 40"}},
		{"sign", []workpaper.Item{open("1", "1510", 100)}, []workpaper.Item{open("1", "1510", -5)}, []string{"1 1510 100 -5"}},
		{"account", []workpaper.Item{open("1", "1510", 100)}, []workpaper.Item{open("1", "1511", 100)}, []string{"1 1511 100 100"}},
		{"claim_beside_its_invoice", []workpaper.Item{open("1", "1510", 100)}, []workpaper.Item{open("1", "1510", 100), claim}, []string{"1 1513 0 30 new"}},
		{"by_account_and_number", nil, []workpaper.Item{open("11", "1511", 1), open("10", "1510", 2), open("9", "1510", 3)},
			[]string{"9 1510 0 3 new", "10 1510 0 2 new", "11 1511 0 1 new"}},
		{"open_without_amount", []workpaper.Item{open("1", "1510", 0)}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range workpaper.Moved(tt.before, tt.after) {
				line := fmt.Sprintf("%s %s %d %d", m.Document, m.Account, m.Was, m.Now)
				if m.New() {
					line += " new"
				}
				if m.Gone() {
					line += " gone"
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("moves (-want +got):\n%s", diff)
			}
		})
	}
}

// What moved, put on what was, gives what is.
func TestMovesLeadFromOneToTheOther(t *testing.T) {
	items := rapid.Custom(func(t *rapid.T) []workpaper.Item {
		var all []workpaper.Item
		for n := range 8 {
			if rapid.Bool().Draw(t, "is") {
				account := rapid.SampledFrom([]string{"1510", "1511"}).Draw(t, "account")
				all = append(all, open(fmt.Sprint(n), account, money.Amount(rapid.Int64Range(-3, 3).Draw(t, "sum"))))
			}
		}
		return all
	})
	rapid.Check(t, func(t *rapid.T) {
		before, after := items.Draw(t, "before"), items.Draw(t, "after")
		got, want := sums(before), sums(after)
		for _, m := range workpaper.Moved(before, after) {
			if got[m.Key] != m.Was {
				t.Fatalf("%s was %d, the move says %d", m.Key, got[m.Key], m.Was)
			}
			if got[m.Key] = m.Now; m.Now == 0 {
				delete(got, m.Key)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("after the moves (-want +got):\n%s", diff)
		}
	})
}

// sums are the open amounts by key, but for items without any.
func sums(items []workpaper.Item) map[string]money.Amount {
	all := map[string]money.Amount{}
	for _, i := range items {
		if i.Open != 0 {
			all[i.Key()] = i.Open
		}
	}
	return all
}

func TestReconciledSumsClaims(t *testing.T) {
	claim := open("1", "1513", 30)
	claim.Claim = true
	w := workpaper.Workpaper{
		Accounts: []string{"1510", "1513"}, Items: []workpaper.Item{open("1", "1510", 100)},
		Claims: []workpaper.Item{claim}, Rows: []workpaper.Row{{Account: "1510", Amount: -7}},
	}
	want := map[string]money.Amount{"1510": 93, "1513": 30}
	if diff := cmp.Diff(want, w.Reconciled()); diff != "" {
		t.Errorf("reconciled (-want +got):\n%s", diff)
	}
	if d := w.Digest(); d.Lines != 3 {
		t.Errorf("%d lines, want 3", d.Lines)
	}
}
