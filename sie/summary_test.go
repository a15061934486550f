package sie_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// figuresOf is what a Summary and a File say, as text that can be compared.
func figuresOf(f *sie.File) string {
	e := figures("", f)
	rows := map[string]sie.Amount{}
	for v := range f.Vouchers() {
		for r := range v.Rows() {
			rows[r.Account()] += r.Amount()
		}
	}
	var differences []string
	for _, d := range sie.Check(f) {
		switch d.Code {
		case sie.CodeClosingDiffers, sie.CodeResultDiffers, sie.CodeOpeningDiffers, sie.CodePeriodsDiffer:
			differences = append(differences, d.String())
		}
	}
	return text(e, f, rows, differences)
}

func summaryOf(s *sie.Summary) string {
	e := figures("", s.File())
	e.Vouchers = s.File().Count("#VER")
	e.Debit, e.Credit, e.Empty, e.Outside, e.NUnbal = s.Debit.String(), s.Credit.String(), s.Empty, s.Outside, s.NumUnbalanced
	for _, u := range s.Unbalanced {
		e.Unbalanced = append(e.Unbalanced, []string{u.Series, u.Number, u.Sum.String()})
	}
	e.Undeclared, e.Unknown = len(s.Undeclared), s.Unknown
	if len(s.Unknown) == 0 {
		e.Unknown = nil
	}
	rows := map[string]sie.Amount{}
	for account, sum := range s.Rows() {
		rows[account] = sum
	}
	var differences []string
	for _, d := range s.Differences {
		differences = append(differences, d.String())
	}
	return text(e, s.File(), rows, differences)
}

func text(e expected, f *sie.File, rows map[string]sie.Amount, differences []string) string {
	var ksumma string
	if e.Ksumma != nil {
		ksumma = fmt.Sprint(*e.Ksumma)
		e.Ksumma = nil
	}
	for _, k := range slices.Sorted(maps.Keys(e.UB0)) {
		if e.UB0[k] != nil {
			ksumma += k + *e.UB0[k]
		}
	}
	e.UB0 = nil
	return fmt.Sprintf("%+v\n%s %s %v\n%v\n%s", e, ksumma, f.Kind(), f.Header(), rows, strings.Join(differences, "\n"))
}

func TestSummarize(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	same := func(t *testing.T, data []byte) {
		t.Helper()
		f, err := sie.Read(data)
		s, sumErr := sie.Summarize(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(sumErr, err) && sumErr.Error() != err.Error() {
				t.Errorf("Summarize = %v, want %v", sumErr, err)
			}
			return
		}
		if sumErr != nil {
			t.Fatal(sumErr)
		}
		if s.Size != int64(len(data)) {
			t.Errorf("Size = %d, want %d", s.Size, len(data))
		}
		if diff := cmp.Diff(strings.Split(figuresOf(f), "\n"), strings.Split(summaryOf(s), "\n")); diff != "" {
			t.Errorf("summary differs (-read +summary):\n%s", diff)
		}
	}
	large := generate(15_000, false)
	at := bytes.Index(large[len(large)/2:], []byte("#VER")) + len(large)/2
	insert := func(text string) []byte { return append(append(bytes.Clone(large[:at]), text...), large[at:]...) }
	for name, data := range map[string][]byte{
		"large":             large,
		"unbalanced":        insert("#VER A 1 20250103\n{\n#TRANS 1910 {} 5\n}\n#VER A 1 20260103\n{\n}\n"),
		"unknown_label":     insert("#EGEN 1\n#VER A 1 20250103\n{\n#EGEN 2\n}\n"),
		"unreadable":        insert("#VER A 1 20250103\n{\n#TRANS 1910 {} x\n}\n"),
		"chart_inside":      insert("#VER A 1 20250103\n{\n#TRANS 1910 {} 5\n#KONTO 9 Ny\n#KONTO 8 Ny\n#TRANS 1910 {} -5\n}\n"),
		"rtrans_at_the_end": insert("#VER A 1 20250103\n{\n#RTRANS 1910 {} 5\n"),
		"balances_last":     append(bytes.Clone(large), "#IB 0 1930 5\n#UB 0 1930 5\n#RAR -1 20240101 20241231\n#UB -1 1930 7\n"...),
		"long_chart":        []byte(file(strings.Repeat("#PSALDO 0 202501 1910 {} 1\n", 40_000), "#VER A 1 20250103", "{", "#TRANS 1910 {} 5", "}")),
		"checksum":          append(append([]byte("#FLAGGA 0\n#KSUMMA\n"), large[len("#FLAGGA 0\r\n"):]...), "#KSUMMA 5\n"...),
		"utf_16":            toUTF16(canonical),
		"giant_voucher":     insert("#VER A 1 20250103\n{\n" + strings.Repeat("#TRANS 1910 {} 5\n", 150_000) + "}\n"),
		"blocks_on_a_line":  insert(strings.Repeat("#VER A 1 20250103 \"{\" { #TRANS 1910 {} 5\n#TRANS 3010 {} -5 }\n#VER A 2 20250103 {}\n", 8000)),
		"not_sie":           []byte("hello"),
		"empty":             nil,
	} {
		t.Run(name, func(t *testing.T) { same(t, data) })
	}
	dir := sharedDir(t)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() != "oracle.json" && e.Name() != "INDEX.md" {
			t.Run(e.Name(), func(t *testing.T) { same(t, data) })
		}
	}
}
