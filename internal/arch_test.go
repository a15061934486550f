// Package internal holds no code of its own: this test keeps the import map.
package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors lists the rooms of the program, the ground floor first and left to
// right on each. A door leads to a lower floor or to the left on the same one.
var floors = [][]string{
	{"money", "civil", "words", "ledger", "audit", "sie", "fortnox"},
	{"document", "subledger", "source", "bas", "workpaper", "closing", "tax", "schedule", "connection", "export"},
	{"office", "engagement"},
	{"report", "jobs", "store"},
	{"fortnox/fortnoxtest", "web", "demo", "cmd/bokslut"},
}

const (
	ground = "money civil words ledger "
	rules  = "document subledger bas workpaper closing tax schedule export connection "
	people = "audit office engagement "
)

// mayImport says which other rooms each room may import. Packages under a room
// (store/migrations) belong to it unless they have a line of their own. Rooms
// named here that do not exist yet are drawn, not built.
var mayImport = map[string]string{
	"money":   "",
	"civil":   "",
	"words":   "money civil",
	"ledger":  "money civil",
	"audit":   "",
	"sie":     "",
	"fortnox": "",

	"document":   "",
	"subledger":  ground,
	"source":     ground + "sie fortnox subledger",
	"bas":        ground,
	"workpaper":  ground + "subledger bas",
	"closing":    ground + "bas workpaper",
	"tax":        ground + "bas closing",
	"schedule":   ground + "bas workpaper closing tax",
	"connection": "money civil words audit fortnox",
	"export":     ground + "sie fortnox closing",

	"office":     "money civil words audit",
	"engagement": ground + rules + "audit office",

	"report": ground + rules + people + "sie",
	"jobs":   ground + rules + people + "source fortnox",
	"store":  ground + rules + people + "source jobs", // it keeps the rows of jobs

	"fortnox/fortnoxtest": "fortnox",
	"web":                 ground + rules + people + "source report jobs",
	"demo":                ground + rules + people + "source report store jobs web fortnox fortnox/fortnoxtest",
	"cmd/bokslut":         ground + rules + people + "source report store jobs web demo sie fortnox fortnox/fortnoxtest",
}

// helpers are packages that only tests import; they may import any room.
var helpers = []string{"testenv", "golden", "store/storetest", "e2e", "e2e/browser"}

// only names the rooms that may know the two outside languages: an ERP or a
// file format that leaks further can no longer be replaced in one place.
var only = map[string]string{
	"sie":     "source export report cmd/bokslut",
	"fortnox": "source export connection jobs demo cmd/bokslut fortnox/fortnoxtest",
}

func TestImports(t *testing.T) {
	for dir, imports := range packages(t, "..") {
		from := room(dir)
		if from == "" {
			t.Errorf("package %s is in no room: draw it in mayImport first", dir)
			continue
		}
		if slices.Contains(helpers, from) {
			continue
		}
		for imp, file := range imports {
			to := room(imp)
			if to != from && !slices.Contains(strings.Fields(mayImport[from]), to) {
				t.Errorf("%s: %s imports %s, which mayImport does not allow", file, from, imp)
			}
		}
	}
}

func TestDoorsLeadDownOrLeft(t *testing.T) {
	var order []string
	for _, floor := range floors {
		order = append(order, floor...)
	}
	for from, allowed := range mayImport {
		at := slices.Index(order, from)
		if at < 0 {
			t.Errorf("room %s stands on no floor", from)
		}
		for to := range strings.FieldsSeq(allowed) {
			if i := slices.Index(order, to); i < 0 || i >= at {
				t.Errorf("%s may import %s, which is neither below nor to the left of it", from, to)
			}
			if o, ok := only[to]; ok && !slices.Contains(strings.Fields(o), from) {
				t.Errorf("%s may import %s, which only %s may", from, to, o)
			}
		}
	}
	for _, r := range order {
		if _, ok := mayImport[r]; !ok {
			t.Errorf("room %s stands on a floor but is not in mayImport", r)
		}
	}
}

// room is the longest room or helper that dir is or lies under; empty when
// there is none.
func room(dir string) string {
	for d := strings.TrimPrefix(dir, "internal/"); d != "."; d = path.Dir(d) {
		if _, ok := mayImport[d]; ok || slices.Contains(helpers, d) {
			return d
		}
	}
	return ""
}

// packages maps each directory below root that holds Go code to the packages
// of this module that it imports, each with a file that does. Test files are
// left out: a test may open any door to reach real parts.
func packages(t *testing.T, root string) map[string]map[string]string {
	t.Helper()
	found := map[string]map[string]string{}
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			return skipDir(root, name, e.Name())
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		dir := path.Dir(filepath.ToSlash(rel))
		if found[dir] == nil {
			found[dir] = map[string]string{}
		}
		for _, spec := range f.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if ours, ok := strings.CutPrefix(imp, "bokslut/"); ok {
				found[dir][ours] = rel
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 3 {
		t.Fatalf("found %d packages below %s, want the whole program", len(found), root)
	}
	return found
}

// skipDir leaves out what the go command leaves out, and nested modules.
func skipDir(root, name, base string) error {
	if name == root {
		return nil
	}
	if base == "testdata" || base == "node_modules" || base[0] == '.' || base[0] == '_' {
		return filepath.SkipDir
	}
	if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
		return filepath.SkipDir
	}
	return nil
}
