package sie_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// slowly is a limit that lets no line be read the quick way.
var slowly = sie.Limits{Fields: 31}

// everything is all that a File says, lines included.
func everything(f *sie.File) string {
	var s strings.Builder
	fmt.Fprintln(&s, dump(f), f.Encoding(), f.LineEnds(), f.Checksum(), f.Total(sie.Info), f.Total(sie.Warning), f.Total(sie.Error))
	for v := range f.Vouchers() {
		fmt.Fprint(&s, v.Line())
		for r := range v.AllRows() {
			fmt.Fprint(&s, " ", r.Line())
		}
	}
	for _, d := range append(f.Findings(), sie.Check(f)...) {
		fmt.Fprintf(&s, "%d %s %s %v\n", d.Line, d.Code, d.Label, d.Args)
	}
	return s.String()
}

// TestFastSame reads files the quick and the slow way; both say the same.
func TestFastSame(t *testing.T) {
	same := func(t *testing.T, data []byte) {
		t.Helper()
		fast, err := sie.Read(data)
		slow, slowErr := sie.Read(data, slowly)
		if (err == nil) != (slowErr == nil) {
			t.Fatalf("Read = %v, slowly %v", err, slowErr)
		}
		if err != nil {
			return
		}
		if diff := cmp.Diff(everything(slow), everything(fast)); diff != "" {
			t.Errorf("read quickly it differs (-slow +quick):\n%s", diff)
		}
	}
	for _, tail := range []string{
		"", " ", " \"\"", " 20250103", " 2025-01-03", " 20250230", " \"\" text", " \"\" \"text\"", " \"\" \"te\\\"xt\"", " \"\" \"te\\\\\"",
		" \"\" \"a\"b", " \"\" \"\" 5 AN", " \"\" x 5 \"AN\" mer", " \"\" \"\x01\"", " \"\" \"├Ñr\"", " \"\" \"å\xff\"", " \"\" \"öppen", "\r", "\t\"\"\tx",
		" }", " \"\" }", " \"\" x }", " \"\" \"}\"", " {", " {}", " \"\" {x}", " { #TRANS 1910 {} 5",
	} {
		for _, row := range []string{"#TRANS 1910 {} 5.00", "  #TRANS 1910 {1 \"a\"} -5", "#TRANS 1910 { 1 2 6 \"P}\"} .5", "#TRANS 19 {1} 1", "#TRANS FEL {} 5,5", "#TRANS 1910 {} 5.123", "#TRANS\t1910\t{}\t1e5"} {
			same(t, []byte(file("#VER A 1 20250103 "+tail, "{", row+tail, row+tail, "}", "#VER \"\" 007 20250104", "{\t", "}")))
		}
	}
	same(t, generate(300, true))
	for _, s := range append(seeds, canonical) {
		same(t, []byte(s))
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
		t.Run(e.Name(), func(t *testing.T) { same(t, data) })
	}
}
