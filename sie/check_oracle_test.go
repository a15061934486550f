package sie_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"bokslut/sie"
)

// TestCheckOracle compares how many accounts and vouchers Check finds wrong in
// each real file with what the independent reader found.
func TestCheckOracle(t *testing.T) {
	dir := sharedDir(t)
	raw, err := os.ReadFile(filepath.Join(dir, "oracle.json"))
	if err != nil {
		t.Fatal(err)
	}
	var files []struct {
		File    string `json:"file"`
		Kind    string `json:"kind"`
		Unbal   int    `json:"n_unbalanced"`
		Empty   int    `json:"empty_vouchers"`
		Closing int    `json:"ib_plus_trans_ne_ub"`
		Result  int    `json:"trans_ne_res"`
		Opening int    `json:"ub_1_ne_ib0"`
		Periods int    `json:"psaldo_accounts_ne"`
	}
	if err := json.Unmarshal(raw, &files); err != nil {
		t.Fatal(err)
	}
	for _, want := range files {
		if want.Kind != "" || want.File == "not-sie-http404.se" {
			continue
		}
		t.Run(want.File, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, want.File))
			if err != nil {
				t.Fatal(err)
			}
			f, err := sie.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			explain(want.File, &want.Opening, &want.Result)
			got := map[sie.Code]int{}
			for _, d := range sie.Check(f) {
				got[d.Code]++
				t.Log(d)
			}
			for code, n := range map[sie.Code]int{
				sie.CodeVoucherUnbalanced: want.Unbal, sie.CodeVoucherEmpty: want.Empty,
				sie.CodeClosingDiffers: want.Closing, sie.CodeResultDiffers: want.Result,
				sie.CodeOpeningDiffers: want.Opening, sie.CodePeriodsDiffer: want.Periods,
			} {
				if got[code] != n {
					t.Errorf("%s: %d findings, want %d", code, got[code], n)
				}
			}
		})
	}
}

// explain corrects what we count otherwise than the oracle on purpose; each is
// told in docs/sie.md.
func explain(file string, opening, result *int) {
	switch file {
	case "speedledger-testdata.se":
		*result = 0 // #UB of a result account stands for its #RES
	case "softone-xe-SIE1.SE", "softone-xe-SIE2.SE", "jsisie-testWrite.se":
		*opening = 1 // the other six are result accounts: balance-wrong-side
	}
}
