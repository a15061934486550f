package internal

import (
	"fmt"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"bokslut/internal/golden"
)

// TestRoomsInArchitecture keeps the table of rooms in docs/architecture.md
// equal to the import map and to what the packages say of themselves.
func TestRoomsInArchitecture(t *testing.T) {
	var b strings.Builder
	b.WriteString("| Floor | Room | What it is | May import |\n|---|---|---|---|\n")
	for floor := len(floors) - 1; floor >= 0; floor-- {
		for _, room := range floors[floor] {
			fmt.Fprintf(&b, "| %d | `%s` | %s | %s |\n", floor, room, sentence(t, room), doors(room))
		}
	}
	golden.CheckSection(t, filepath.Join("..", "docs", "architecture.md"), "rooms", b.String())
}

// sentence is the first one of a room's package comment, without the name of
// the package, which the table says already.
func sentence(t *testing.T, room string) string {
	t.Helper()
	for _, dir := range []string{room, filepath.Join("..", room)} {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		if text := packageComment(t, names); text != "" {
			_, rest, _ := strings.Cut(strings.TrimPrefix(text, "Package "), " ")
			rest = strings.TrimPrefix(rest, path.Base(room)+" ") // "Command bokslut closes"
			return strings.NewReplacer("[", "", "]", "").Replace(new(doc.Package).Synopsis(rest))
		}
		if len(names) > 0 {
			t.Errorf("room %s: no package comment", room)
		}
	}
	return "drawn, not built"
}

func packageComment(t *testing.T, names []string) string {
	t.Helper()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			t.Fatal(err)
		}
		if f.Doc != nil {
			return f.Doc.Text()
		}
	}
	return ""
}

func doors(room string) string {
	if mayImport[room] == "" {
		return "–"
	}
	return strings.Join(strings.Fields(mayImport[room]), ", ")
}

// TestLinksInPages finds links between pages that lead nowhere.
func TestLinksInPages(t *testing.T) {
	pages := 0
	for _, pattern := range []string{"../*.md", "../docs/*.md", "../docs/adr/*.md"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			pages++
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, to := range pageLinks(string(text)) {
				if _, err := os.Stat(filepath.Join(filepath.Dir(name), to)); err != nil {
					t.Errorf("%s links to %s, which is not there", name, to)
				}
			}
		}
	}
	if pages < 20 {
		t.Errorf("looked at %d pages, want all of the project's", pages)
	}
}

// pageLinks are the relative links of a page in Markdown, without fragments.
func pageLinks(text string) []string {
	var links []string
	for _, after := range strings.Split(text, "](")[1:] {
		to, _, _ := strings.Cut(after, ")")
		to, _, _ = strings.Cut(to, "#")
		if to != "" && !strings.Contains(to, ":") {
			links = append(links, to)
		}
	}
	return links
}

// TestNamesInArchitecture finds tests, files and cases of the contract that
// docs/architecture.md names and that are not there.
func TestNamesInArchitecture(t *testing.T) {
	text, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testSources(t)
	named := 0
	for i, name := range strings.Split(string(text), "`") {
		if i%2 == 0 {
			continue
		}
		switch {
		case strings.HasSuffix(name, ".go"):
			if !exists("../"+name) && !exists(name) {
				t.Errorf("docs/architecture.md names the file %s", name)
			}
		case strings.HasPrefix(name, "Test"):
			if !strings.Contains(tests, "func "+name+"(t *testing.T)") {
				t.Errorf("docs/architecture.md names the test %s", name)
			}
		default:
			continue
		}
		named++
	}
	if named < 20 {
		t.Errorf("docs/architecture.md names %d files and tests, want many more", named)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// testSources is the text of every test of the project.
func testSources(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, pattern := range []string{"../*/*_test.go", "../*/*/*_test.go", "../*/*/*/*_test.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(text)
		}
	}
	return b.String()
}

// TestWordList keeps docs/ordlista.md in Swedish order, each word once and with
// one sentence.
func TestWordList(t *testing.T) {
	text, err := os.ReadFile("../docs/ordlista.md")
	if err != nil {
		t.Fatal(err)
	}
	swedish := collate.New(language.Swedish)
	last, words := "", 0
	for line := range strings.Lines(string(text)) {
		entry, ok := strings.CutPrefix(strings.TrimSpace(line), "- **")
		if !ok {
			continue
		}
		word, sentence, ok := strings.Cut(entry, "**: ")
		if !ok || !strings.HasSuffix(sentence, ".") || strings.Contains(sentence, ". ") {
			t.Errorf("%q: want a word and one sentence", entry)
		}
		if swedish.CompareString(last, word) >= 0 {
			t.Errorf("%q stands after %q", word, last)
		}
		last, words = word, words+1
	}
	if words < 100 {
		t.Errorf("found %d words, want all", words)
	}
}
