// Package golden compares what a test made with a committed file. Packages whose
// tests use it have the flag -update, which rewrites the file instead; the
// difference is then reviewed like code.
package golden

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Check compares got with the file at path.
func Check(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		write(t, path, got)
		return
	}
	compare(t, path, read(t, path), got)
}

// CheckSection compares got with one section of the page at path: the lines
// between <!-- name --> and <!-- /name -->, which must stand in it once each.
func CheckSection(t testing.TB, path, name, got string) {
	t.Helper()
	page := read(t, path)
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	before, rest, opened := strings.Cut(page, begin)
	section, after, closed := strings.Cut(rest, end)
	if !opened || !closed || strings.Contains(rest, begin) || strings.Contains(after, end) {
		t.Fatalf("%s: want one section between %q and %q", path, strings.TrimSpace(begin), end)
	}
	if *update {
		write(t, path, before+begin+got+end+after)
		return
	}
	compare(t, path+", section "+name, section, got)
}

func compare(t testing.TB, what, want, got string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is not current (-file +now); if the change is meant, run this test with -update:\n%s", what, cmp.Diff(want, got))
	}
}

func read(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil && !(*update && os.IsNotExist(err)) {
		t.Fatal(err)
	}
	return string(b)
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
