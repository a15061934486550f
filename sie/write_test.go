package sie_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// canonical is a file in exactly the form that Write writes.
const canonical = `#FLAGGA 0
#PROGRAM "Bokslut" 1.0
#FORMAT PC8
#GEN 20260115 "AN"
#SIETYP 4
#PROSA "Åtta \"citat\""
#FTYP AB
#FNR "C:\ProgramData\7"
#ORGNR 556334-3689
#ADRESS "" "Gatan 1" "123 45 Orten" ""
#FNAMN "Målerifirman Axelsson & Johnsson AB"
#RAR 0 20250101 20251231
#RAR -1 20240101 20241231
#TAXAR 2026
#KPTYP EUBAS97
#VALUTA SEK
#KONTO 1930 "Bank"
#KTYP 1930 T "mer"
#SRU 1930 7281 mer
#SRU 1930 7282
#KONTO 2099 "Årets resultat"
#KONTO 3010 "Sälj" "mer"
#ENHET 3010 "st" 9
#MOMSKOD 3010 10
#DIM 21 "Del"
#UNDERDIM 22 "Underdel" 21
#OBJEKT 1 "100" "Norr"
#OBJEKT 6 "P 1" "Projekt {1}"
#IB 0 1930 50.00
#IB 0 2099 -50.00 2
#UB 0 1930 150.00
#UB 0 2099 -50.00
#RES 0 3010 -100.00
#OIB 0 1930 {1 "100"} 50.00
#PSALDO 0 202501 1930 {} 100.00
#PSALDO 0 202501 1930 {6 "P 1"} 100.00
#PBUDGET 0 202502 3010 {} -9.00 1.5
#IB 0 1931 oläslig
#VER A 1 20250103 "Löner" 20250104 "AN"
{
#TRANS 1930 {1 "100" 6 "P 1"} 100.00 20250103 "rad" 2.5 "BO"
#RTRANS 3010 {} -100.00 20250203 "" "" "BO"
#TRANS 3010 {} -100.00
#EGEN "x"
{
inre
}
#BTRANS 3010 {} -99.00 "" "" "" "BO" "mer" 7
}
#VER "" "" 20250105
{
}
#SIST 1
`

func write(t testing.TB, f *sie.File, o sie.WriteOptions) ([]byte, []sie.Finding) {
	t.Helper()
	var b bytes.Buffer
	list, err := sie.Write(&b, f, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), list
}

func TestWriteCanonical(t *testing.T) {
	want := strings.ReplaceAll(canonical, "\n", "\r\n")
	f := read(t, want)
	got, list := write(t, f, sie.WriteOptions{Encoding: sie.UTF8})
	got = bytes.Replace(got, []byte("#FORMAT UTF-8"), []byte("#FORMAT PC8"), 1)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("Write(Read(b)) (-b +written):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"3 info record-changed"}, found(list)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	for _, sum := range []bool{false, true} {
		first, list := write(t, f, sie.WriteOptions{Checksum: sum})
		if len(list) > 0 {
			t.Errorf("findings %v, want none", list)
		}
		g := read(t, string(first))
		if g.Encoding() != sie.CP437 || g.Checksum().Present != sum || g.Checksum().OK() != sum {
			t.Errorf("written with checksum %t: encoding %s, checksum %+v", sum, g.Encoding(), g.Checksum())
		}
		if diff := cmp.Diff(dump(f), dump(g)); diff != "" {
			t.Errorf("Read(Write(f)) (-f +read):\n%s", diff)
		}
		second, _ := write(t, g, sie.WriteOptions{Checksum: sum})
		if !bytes.Equal(first, second) {
			t.Errorf("Write(Read(b)) differs from b:\n%s\n%s", first, second)
		}
	}
}

// dump is the content of a file as text, without lines of the file and without
// what its encoding and line ends were.
func dump(f *sie.File) string {
	var b strings.Builder
	h := f.Header()
	for i := range h.Years {
		h.Years[i].Line = 0
	}
	fmt.Fprintf(&b, "%s %+v\n", f.Kind(), h)
	for a := range f.Accounts() {
		a.Line = 0
		fmt.Fprintf(&b, "%+v\n", a)
	}
	for d := range f.Dimensions() {
		d.Line = 0
		fmt.Fprintf(&b, "%+v\n", d)
	}
	for o := range f.Objects() {
		o.Line = 0
		fmt.Fprintf(&b, "%+v\n", o)
	}
	for r := range f.Balances() {
		fmt.Fprintf(&b, "%s %d %d %s %s %q", r.Kind, r.Year, r.Period, r.Account, r.Amount, r.Quantity)
		for d, o := range r.Objects() {
			fmt.Fprintf(&b, " {%s %s}", d, o)
		}
		b.WriteByte('\n')
	}
	for v := range f.Vouchers() {
		b.WriteString(show(v) + "\n")
	}
	var kept []string // sorted, for writing puts them into the order of the standard
	for r := range f.Raws() {
		kept = append(kept, fmt.Sprintf("%d %t %s\n", r.Voucher, r.Unknown, r.Text))
	}
	slices.Sort(kept)
	b.WriteString(strings.Join(kept, ""))
	return b.String()
}

func TestWriteRealFiles(t *testing.T) {
	dir := sharedDir(t)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		f, err := sie.Read(data)
		if err != nil {
			continue
		}
		written++
		t.Run(e.Name(), func(t *testing.T) {
			first, list := write(t, f, sie.WriteOptions{Checksum: true})
			for _, d := range list {
				if d.Severity > sie.Info {
					t.Log(d)
				}
			}
			g := read(t, string(first))
			if !g.Checksum().OK() {
				t.Errorf("checksum = %+v", g.Checksum())
			}
			if len(list) == 0 {
				if diff := cmp.Diff(dump(f), dump(g)); diff != "" {
					t.Errorf("Read(Write(f)) (-f +read):\n%s", diff)
				}
			}
			if a, b := figures("", f), figures("", g); a.Debit != b.Debit || a.SumUB0 != b.SumUB0 || a.Transactions != b.Transactions {
				t.Errorf("figures before %s %s %d, after %s %s %d", a.Debit, a.SumUB0, a.Transactions, b.Debit, b.SumUB0, b.Transactions)
			}
			second, again := write(t, g, sie.WriteOptions{Checksum: true})
			if !bytes.Equal(first, second) || len(again) > 0 {
				t.Errorf("written again it differs, findings %v", again)
			}
		})
	}
	if written < 70 {
		t.Errorf("%d files written, want at least 70", written)
	}
}

// TestWriteForStrictReaders writes what other readers fail on as the standard
// has it, and says so.
func TestWriteForStrictReaders(t *testing.T) {
	for _, tt := range []struct {
		name, data string
		want       []string // in this order
		find       []string
	}{
		{"flag_first", "#EGEN 1\n#FORMAT PC8\n#FLAGGA 0\n#SIETYP 4\n", []string{"#FLAGGA 0\r\n#EGEN 1\r\n#FORMAT PC8\r\n"}, nil},
		{"type_missing", "#FLAGGA 0\n#FORMAT PC8\n#VER A 1 20250103\n", []string{"#SIETYP 4\r\n"}, []string{"3 info record-changed"}},
		{"type_unknown", "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4E\n", []string{"#SIETYP 4\r\n"}, []string{"3 info record-changed"}},
		{"no_type_is_type_1", "#FLAGGA 0\n#FORMAT PC8\n", []string{"#FLAGGA 0\r\n#FORMAT PC8\r\n"}, nil},
		{
			"dates", "#FLAGGA 0\n#FORMAT PC8\n#GEN 2025-01-04 AN\n#SIETYP 3\n#RAR 0 2025-01-01 20251231\n#OMFATTN 0000-00-00\n",
			[]string{"#GEN 20250104 \"AN\"\r\n", "#RAR 0 20250101 20251231\r\n", "#OMFATTN 0000-00-00\r\n"},
			[]string{"3 info record-changed", "5 info record-changed"},
		},
		{
			"quantities", "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#UB 0 1910 5 -1,25\n#VER A 1 20250103\n{\n#TRANS 1910 {} 5 \"\" \"\" 2,5\n#TRANS 1910 {} 5 \"\" \"\" a,b\n}\n",
			[]string{"#UB 0 1910 5.00 -1.25\r\n", "#TRANS 1910 {} 5.00 \"\" \"\" 2.5\r\n", "#TRANS 1910 {} 5.00 \"\" \"\" a,b\r\n"},
			[]string{"4 info record-changed", "7 info record-changed"},
		},
		{"year_without_dates", "#FLAGGA 0\n#FORMAT PC8\n#RAR 0\n#FNAMN AB\n", []string{"#FORMAT PC8\r\n#FNAMN \"AB\"\r\n"}, []string{"4 info record-left-out"}},
		{"tab_in_a_text", "#FLAGGA 0\n#FORMAT PC8\n#FNAMN \"A\tB\"\n", []string{"#FNAMN \"A B\"\r\n"}, []string{"3 warning control-replaced"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, list := write(t, read(t, tt.data), sie.WriteOptions{})
			rest := string(got)
			for _, want := range tt.want {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("written without %q:\n%s", want, got)
				}
				rest = after
			}
			if diff := cmp.Diff(tt.find, found(list)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
