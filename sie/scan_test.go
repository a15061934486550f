package sie_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// streamed is what a Scanner says of a file; whole is the same said by a File.
func streamed(s *sie.Scanner) (string, error) {
	var b strings.Builder
	var rest []string
	for s.Scan() {
		if v, ok := s.Voucher(); ok {
			fmt.Fprintln(&b, v.Line(), show(v))
		} else if r, ok := s.Raw(); ok {
			rest = append(rest, fmt.Sprint(r))
		} else if r, ok := s.Balance(); ok {
			fmt.Fprintln(&b, r.Line, r.Kind, r.Year, r.Period, r.Account, r.Amount, r.Quantity)
		}
	}
	if s.Err() != nil {
		return "", s.Err()
	}
	fmt.Fprintf(&b, "%+v %s %s %s %+v\n", s.Header(), s.Kind(), s.Encoding(), s.LineEnds(), s.Checksum())
	for _, tt := range labelTable {
		fmt.Fprint(&b, s.Count(tt.label), " ")
	}
	lines(&b, rest, s.Findings())
	return b.String(), nil
}

func whole(f *sie.File) string {
	var b strings.Builder
	var rest []string
	for v := range f.Vouchers() {
		fmt.Fprintln(&b, v.Line(), show(v))
	}
	for r := range f.Raws() {
		rest = append(rest, fmt.Sprint(r))
	}
	for r := range f.Balances() {
		fmt.Fprintln(&b, r.Line, r.Kind, r.Year, r.Period, r.Account, r.Amount, r.Quantity)
	}
	fmt.Fprintf(&b, "%+v %s %s %s %+v\n", f.Header(), f.Kind(), f.Encoding(), f.LineEnds(), f.Checksum())
	for _, tt := range labelTable {
		fmt.Fprint(&b, f.Count(tt.label), " ")
	}
	lines(&b, rest, f.Findings())
	return b.String()
}

func lines(b *strings.Builder, rest []string, list []sie.Finding) {
	for _, s := range rest {
		fmt.Fprintln(b, s)
	}
	for _, d := range list {
		if d.Code != sie.CodeBalanceRepeated && d.Code != sie.CodeAccountRepeated {
			fmt.Fprintln(b, d)
		}
	}
}

func sorted(s string) []string {
	list := strings.Split(s, "\n")
	slices.Sort(list)
	return list
}

// TestScanner reads files as streams, those that can go back and those that
// cannot, and compares with Read.
func TestScanner(t *testing.T) {
	same := func(t *testing.T, data []byte) {
		t.Helper()
		f, err := sie.Read(data)
		for name, r := range map[string]io.Reader{
			"seekable": bytes.NewReader(data), "not_seekable": iotest.HalfReader(bytes.NewReader(data)),
		} {
			got, gotErr := streamed(sie.NewScanner(r))
			if err != nil {
				if !errors.Is(gotErr, err) {
					t.Errorf("%s: Scanner ends with %v, want %v", name, gotErr, err)
				}
				continue
			}
			if gotErr != nil {
				t.Fatalf("%s: %v", name, gotErr)
			}
			if diff := cmp.Diff(sorted(whole(f)), sorted(got)); diff != "" {
				t.Errorf("%s: scanned it differs (-read +scanned):\n%s", name, diff)
			}
		}
	}
	same(t, []byte(canonical))
	for _, s := range seeds {
		same(t, []byte(s))
	}
	same(t, nil)
	same(t, []byte("<html>"))
	same(t, []byte("hello\n"))
	same(t, generate(8000, true))
	same(t, toUTF16(canonical))
	same(t, []byte(file(strings.Repeat("#MOMSKOD 1\n{\nx\n}\n#VER A 1 20250103\n{\n#TRANS 1910 {1 \"å\"} 5 \"\" \"å€\" 3 AN\n#EGEN\n}\n#PSALDO 0 202501 1910 {} 5\n", 8000))))
	same(t, []byte(file(strings.Repeat("#VER A 1 20250103 \"{\" { #TRANS 1910 {} 5\n#TRANS 3010 {} -5 }\n#VER A 2 20250103 {}\n#KONTO 1 x\n", 8000))))
	same(t, []byte(file(strings.Repeat("#VER A 1 20250103\n{\n} #VER A 2 20250103 {\n#KONTO 1 x\n#TRANS 1910 {} 5 }\n", 8000))))
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

func toUTF16(s string) []byte {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(strings.Replace(s, "Löner", "Löner 😀", 1))) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// TestScannerEncodingChanges reads a stream whose first MiB looks otherwise than
// the rest.
func TestScannerEncodingChanges(t *testing.T) {
	plain := strings.Repeat("#VER A 1 20250103 \"Lon\"\n{\n}\n", 50_000)
	for _, tt := range []struct {
		name, data, encoding string
		found                int
	}{
		{"ascii_then_cp437", head + plain + "#KONTO 1 \"L\x94n\"\n", "cp437", 0},
		{"ascii_then_utf8", head + plain + "#KONTO 1 \"Lön\"\n", "utf-8", 0},
		{"cp437_then_windows", head + "#KONTO 1 \"L\x94n\"\n" + plain + "#KONTO 2 \"L\xf6n\"\n", "cp437", 1},
		{"utf8_then_cp437", head + "#KONTO 1 \"Lön\"\n" + plain + "#KONTO 2 \"L\x94n\"\n", "utf-8", 1},
	} {
		s := sie.NewScanner(iotest.DataErrReader(bytes.NewBufferString(tt.data)))
		for s.Scan() {
		}
		found := 0
		for _, d := range s.Findings() {
			if d.Code == sie.CodeEncodingChanged {
				found++
			}
		}
		if s.Err() != nil || string(s.Encoding()) != tt.encoding || found != tt.found {
			t.Errorf("%s: encoding %s, %d findings, error %v; want %s, %d", tt.name, s.Encoding(), found, s.Err(), tt.encoding, tt.found)
		}
	}
}

func TestScannerLimits(t *testing.T) {
	giant := head + "#VER A 1 20250103\n{\n" + strings.Repeat("#TRANS 1910 {} 5\n", 150_000)
	for _, tt := range []struct {
		name, data, want string
		opt              sie.Limits
	}{
		{"size", canonical, "file size exceeds the limit of 100", sie.Limits{Size: 100}},
		{"records", canonical, "line 6: records exceeds the limit of 5", sie.Limits{Records: 5}},
		{"voucher", giant, "voucher size exceeds the limit of 2097152", sie.Limits{}},
		{"line", head + "#KONTO 1 \"" + strings.Repeat("x", 1<<20) + "\"\n", "line 6: line length exceeds the limit of 1048576", sie.Limits{}},
	} {
		s := sie.NewScanner(strings.NewReader(tt.data), tt.opt)
		for s.Scan() {
		}
		var limit *sie.LimitError
		if err := s.Err(); !errors.As(err, &limit) || err.Error() != tt.want {
			t.Errorf("%s: error = %v, want %s", tt.name, err, tt.want)
		}
	}
	broken := errors.New("broken")
	s := sie.NewScanner(io.MultiReader(strings.NewReader(head), iotest.ErrReader(broken)))
	for s.Scan() {
	}
	if !errors.Is(s.Err(), broken) {
		t.Errorf("error = %v, want that of the source", s.Err())
	}
}

// endless repeats the vouchers of a file.
type endless struct {
	data []byte
	left int
	pos  int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.pos == len(e.data) {
		if e.left--; e.left < 0 {
			return 0, io.EOF
		}
		e.pos = bytes.Index(e.data, []byte("#VER"))
	}
	n := copy(p, e.data[e.pos:])
	e.pos += n
	return n, nil
}

// TestScannerMemory holds the promise of 16 MiB.
func TestScannerMemory(t *testing.T) {
	data := generate(5000, true)
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	s := sie.NewScanner(&endless{data: data, left: 30})
	var peak uint64
	n := 0
	for s.Scan() {
		if n++; n%5000 == 0 {
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc)
		}
	}
	if s.Err() != nil || s.Count("#VER") != 31*5000 {
		t.Fatalf("%d vouchers, error %v", s.Count("#VER"), s.Err())
	}
	if got := int64(peak) - int64(before.HeapAlloc); got > 16<<20 {
		t.Errorf("the heap grew by %d KiB, want less than 16 MiB", got>>10)
	} else {
		t.Logf("%d MiB read, the heap grew by %d KiB", len(data)*31>>20, got>>10)
	}
}
