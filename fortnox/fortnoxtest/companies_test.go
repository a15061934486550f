package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSIEOfSharedCompanies(t *testing.T) {
	eachSharedCompany(t, func(t *testing.T, folder string) {
		c := open(t, folder, Options{})
		files, err := filepath.Glob(filepath.Join(folder, "sie", "*.se"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no SIE files: %v", err)
		}
		for _, file := range files {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			id := strings.TrimSuffix(filepath.Base(file), ".se")
			if got := c.get("/3/sie/4?financialyear="+id, 200); !bytes.Equal(got, want) {
				t.Errorf("SIE of year %s differs (-want +got):\n%s", id, firstDifference(want, got))
			}
		}
	})
}

// firstDifference shows a few lines around the first line that differs.
func firstDifference(want, got []byte) string {
	a, b := strings.Split(string(want), "\r\n"), strings.Split(string(got), "\r\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			to := min(i+5, len(a), len(b))
			return fmt.Sprintf("line %d\n%s", i+1, cmp.Diff(a[max(i-2, 0):to], b[max(i-2, 0):to]))
		}
	}
	return fmt.Sprintf("%d and %d lines", len(a), len(b))
}

func TestBalancesOfSharedCompanies(t *testing.T) {
	eachSharedCompany(t, func(t *testing.T, folder string) {
		c := open(t, folder, Options{})
		data, err := os.ReadFile(filepath.Join(folder, "oracle.json"))
		if err != nil {
			t.Fatal(err)
		}
		var oracle struct {
			Years []struct {
				ID           int
				TrialBalance map[string]map[string]int64 `json:"trial_balance"`
			}
		}
		if err := json.Unmarshal(data, &oracle); err != nil {
			t.Fatal(err)
		}
		for _, y := range oracle.Years {
			for number, want := range y.TrialBalance {
				var got struct {
					Account struct{ BalanceBroughtForward, BalanceCarriedForward Ore }
				}
				c.getJSON(fmt.Sprintf("/3/accounts/%s?financialyear=%d", number, y.ID), &got)
				opening, closing := int64(got.Account.BalanceBroughtForward), int64(got.Account.BalanceCarriedForward)
				if opening != want["ib"] || closing-opening != want["movement"] {
					t.Errorf("account %s in year %d: got opening %d, closing %d, want %v", number, y.ID, opening, closing, want)
				}
			}
		}
	})
}
