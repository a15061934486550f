package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/sie"
)

const sieFile = "#FLAGGA 0\n#PROGRAM \"Prov\" 1.0\n#FORMAT PC8\n#GEN 20260101\n#SIETYP 4\n#FNAMN \"\x8fker\x94 AB\"\n" +
	"#RAR 0 20250101 20251231\n#KONTO 1930 Bank\n#KONTO 3010 \"S\x84lj\"\n#IB 0 1930 5.00\n#UB 0 1930 105.00\n#RES 0 3010 -100.00\n" +
	"#VER A 1 20250103\n{\n#TRANS 1930 {} 100.00\n#TRANS 3010 {} -100.00\n}\n"

// runSIE runs bokslut sie with files by name and returns what it says and its
// exit status.
func runSIE(t *testing.T, dir string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	t.Chdir(dir)
	var out, errs bytes.Buffer
	if err := run(context.Background(), append([]string{"sie"}, args...), &out, &errs); err != nil {
		status = exitStatus(err)
	}
	return out.String(), errs.String(), status
}

func writeSIE(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSIECheck(t *testing.T) {
	dir := writeSIE(t, map[string]string{
		"ok.se":    strings.Replace(sieFile, "#IB 0 1930 5.00\n#UB 0 1930 105.00", "#UB 0 1930 100.00", 1),
		"warn.se":  sieFile,
		"wrong.se": strings.Replace(sieFile, "-100.00\n}", "-99.00\n#TRANS 1930 {} x\n}", 1),
		"html.se":  "<html>",
		"empty.se": "",
		"odd.se":   strings.Replace(sieFile, "#IB 0 1930 5.00\n#UB 0 1930 105.00", "#IB 0 1930 0 x \"a\x1b[31m\r\tb\n#UB 0 1930 100.00", 1),
		"five.sie": `<SieEntry xmlns="http://www.sie.se/sie5"><FileInfo><Company organizationId="x" name="AB"/></FileInfo></SieEntry>`,
	})
	for _, tt := range []struct {
		name   string
		files  []string
		status int
		out    string
		err    string
	}{
		{"clean", []string{"ok.se"}, 0, "", ""},
		{"warnings", []string{"warn.se"}, 0, "warn.se:0: warning opening-sum: #IB: opening balances sum to 5.00, want 0.00\n", ""},
		{"errors", []string{"ok.se", "wrong.se"}, 1, "" +
			"wrong.se:17: error amount-unreadable: #TRANS: amount \"x\" cannot be read, want digits and at most two decimals; the record is left out of sums\n" +
			"wrong.se:0: warning result-differs: #RES: account 3010: rows give -99.00, result is -100.00, difference 1.00\n" +
			"wrong.se:0: warning opening-sum: #IB: opening balances sum to 5.00, want 0.00\n" +
			"wrong.se:13: error voucher-unbalanced: #VER: voucher A 1 of 2025-01-03 does not balance: its rows sum to 1.00\n", ""},
		{"control_characters", []string{"odd.se"}, 0, "" +
			"odd.se:10: warning quote-unclosed: #IB: quote is not closed in #IB 0 1930 0 x \"a?[31m? b\n" +
			"odd.se:10: warning control-character: #IB: \"a\\x1b[31m\\r\\tb\" holds control characters\n" +
			"odd.se:10: info fields-extra: #IB: extra fields a?[31m? b, kept\n", ""},
		{"not_sie", []string{"html.se"}, 2, "", "html.se: file is not SIE: no #FLAGGA, #PROGRAM, #FORMAT, #KONTO or #VER record\n"},
		{"unreadable_wins", []string{"wrong.se", "empty.se"}, 2, "", "empty.se: file is empty\n"},
		{"missing", []string{"none.se"}, 2, "", "none.se: no such file or directory\n"},
		{"sie_5", []string{"five.sie"}, 0, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, errs, status := runSIE(t, dir, append([]string{"check"}, tt.files...)...)
			if status != tt.status || errs != tt.err {
				t.Errorf("status %d, stderr %q; want %d, %q", status, errs, tt.status, tt.err)
			}
			if diff := cmp.Diff(tt.out, out); diff != "" && tt.name != "unreadable_wins" && tt.name != "sie_5" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSIEConvert(t *testing.T) {
	dir := writeSIE(t, map[string]string{"in.se": sieFile, "html.se": "<html>"})
	for _, tt := range []struct {
		args   []string
		status int
		want   []string
		not    string
	}{
		{[]string{"--to", "utf8", "in.se", "out.se"}, 0, []string{"#FORMAT UTF-8\r\n", "#FNAMN \"Åkerö AB\"\r\n", "#UB 0 1930 105.00\r\n"}, ""},
		{[]string{"--type", "4I", "in.se", "out.se"}, 0, []string{"#FORMAT PC8\r\n", "#FNAMN \"\x8fker\x94 AB\"\r\n", "#TRANS 1930 {} 100.00\r\n"}, "#UB"},
		{[]string{"--to=cp437", "--type=4E", "in.se", "in.se"}, 0, []string{"#IB 0 1930 5.00\r\n"}, ""},
		{[]string{"html.se", "other.se"}, 2, nil, ""},
		{[]string{"in.se", "nowhere/out.se"}, 1, nil, ""},
		{[]string{"--to", "latin1", "in.se", "out.se"}, 1, nil, ""},
	} {
		_, errs, status := runSIE(t, dir, append([]string{"convert"}, tt.args...)...)
		if status != tt.status {
			t.Errorf("convert %v: status %d, stderr %s, want %d", tt.args, status, errs, tt.status)
		}
		if tt.status != 0 {
			continue
		}
		got, err := os.ReadFile(filepath.Join(dir, tt.args[len(tt.args)-1]))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range tt.want {
			if !strings.Contains(string(got), want) {
				t.Errorf("convert %v lacks %q:\n%s", tt.args, want, got)
			}
		}
		if tt.not != "" && strings.Contains(string(got), tt.not) {
			t.Errorf("convert %v has %q:\n%s", tt.args, tt.not, got)
		}
	}
	if list, _ := filepath.Glob(filepath.Join(dir, ".*")); len(list) > 0 {
		t.Errorf("files left behind: %v", list)
	}
}

func TestSIEInfo(t *testing.T) {
	dir := writeSIE(t, map[string]string{"in.se": sieFile, "html.se": "<html>\n"})
	out, _, status := runSIE(t, dir, "info", "in.se")
	want := `file              in.se  266 bytes  cp437  lf
company           Åkerö AB
written by        Prov 1.0  20260101
type              4
year              20250101–20251231
records           2 accounts, 1 opening, 1 closing, 1 results
vouchers          1 with 2 rows, debit 100.00
opening balances  5.00
closing balances  105.00
results           -100.00
`
	if diff := cmp.Diff(want, out); diff != "" || status != 0 {
		t.Errorf("status %d, output (-want +got):\n%s", status, diff)
	}
	out, errs, status := runSIE(t, dir, "info", "--json", "html.se", "in.se")
	if status != 2 || !strings.Contains(errs, "not SIE") || strings.Count(out, "\n") != 2 {
		t.Errorf("with a file that is not SIE: status %d, stderr %q, output %s", status, errs, out)
	}
}

// explained are the figures that docs/sie.md tells apart from the oracle's.
var explained = map[string]map[string]bool{
	"blblov-SIE4_UTF_8_with_missing_account_balance.SE": {"ib": true},
	"speedledger-testdata.se":                           {"trans_ne_res": true, "diff_examples": true},
	"softone-xe-SIE1.SE":                                {"ub_1_ne_ib0": true},
	"softone-xe-SIE2.SE":                                {"ub_1_ne_ib0": true},
	"jsisie-testWrite.se":                               {"ub_1_ne_ib0": true, "psaldo_accounts_ne": true},
}

// TestSIEInfoOracle compares bokslut sie info --json with what an independent
// reader found, key by key. Only the notes are in words of our own.
func TestSIEInfoOracle(t *testing.T) {
	dir := os.Getenv("BOKSLUT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	dir, err := filepath.Abs(filepath.Join(dir, "sie"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "oracle.json"))
	if err != nil {
		t.Skipf("the folder of real SIE files is absent: set BOKSLUT_SHARED: %v", err)
	}
	var all []map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	keys := 0
	for _, want := range all {
		name := want["file"].(string)
		out, errs, _ := runSIE(t, dir, "info", "--json", name)
		var got map[string]any
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Errorf("%s: %v, stderr %s", name, err, errs)
			continue
		}
		for key, value := range want {
			switch {
			case key == "source" || key == "licence" || key == "note" || key == "notes" || explained[name][key]:
				continue
			}
			keys++
			if diff := cmp.Diff(value, got[key]); diff != "" {
				t.Errorf("%s: %s (-oracle +info):\n%s", name, key, diff)
			}
		}
		for key := range got {
			if _, ok := want[key]; !ok && !explained[name][key] {
				t.Errorf("%s: key %s is not in the oracle", name, key)
			}
		}
	}
	t.Logf("%d files, %d values compared", len(all), keys)
}

func TestExitStatus(t *testing.T) {
	if got := exitStatus(sie.ErrEmpty); got != 1 {
		t.Errorf("exitStatus of another error = %d, want 1", got)
	}
}
