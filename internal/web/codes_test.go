package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/audit"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// TestEveryFindingHasASentence reads the codes that sources and the SIE reader
// declare, so that a new one cannot reach a page without words.
func TestEveryFindingHasASentence(t *testing.T) {
	codes := declared(t, "../source/finding.go", `Code\w+\s*= "([^"]+)"`)
	for _, code := range declared(t, "../../sie/code.go", `Code\w+\s+Code = "([^"]+)"`) {
		codes = append(codes, "sie."+code)
	}
	codes = append(codes, declared(t, "../engagement/controls.go", `Finding\w+\s*= "([^"]+)"`)...)
	written := []string{"transliterated", "control-replaced", "backslash-changed", "record-changed", "record-left-out", "checksum-left-out"}
	for _, code := range codes {
		if slices.Contains(written, strings.TrimPrefix(code, "sie.")) {
			continue // said by the writer, never by an import
		}
		f := engagement.Finding{Code: code, Args: []string{"a1", "a2", "a3", "a4", "a5"}}
		text := findingSentence(t.Context(), f)
		if strings.Contains(text, "saknar förklaring") || strings.Contains(text, "%!") {
			t.Errorf("%s: %q", code, text)
		}
	}
	got := findingSentence(t.Context(), engagement.Finding{Code: "opening_differs", Args: []string{"1630"}})
	if !strings.Contains(got, "opening_differs") {
		t.Errorf("a finding with too few args gives %q, want its code", got)
	}
}

func TestEveryProblemHasASentence(t *testing.T) {
	for _, code := range declared(t, "../jobs/job.go", `Problem\w+\s*= "([^"]+)"`) {
		if code == jobs.ProblemInternal {
			continue
		}
		title, text := problemText(t.Context(), jobs.Problem{Code: code, Args: []string{"a1", "a2", "a3"}})
		if title == "Något gick fel i programmet" || strings.Contains(title+text, "%!") {
			t.Errorf("%s: %q %q", code, title, text)
		}
	}
	for _, reason := range []string{"fields", "account", "amount", "twice", "none", "many", "unbalanced", "another"} {
		if _, text := problemText(t.Context(), jobs.Problem{Code: jobs.ProblemManual, Args: []string{"3", "x", reason}}); !strings.Contains(text, "Rad 3") {
			t.Errorf("%s: %q", reason, text)
		}
	}
}

func TestEveryStepHasASentence(t *testing.T) {
	for _, kind := range declared(t, "../source/part.go", `Kind\w+\s*= "([^"]+)"`) {
		if kind == "manual" || kind == "withheld" {
			continue // never fetched
		}
		if got := stepSentence(t.Context(), jobs.Step{Code: kind, Args: []string{"2025"}}); got == "Hämtar uppgifter" || strings.Contains(got, "%!") {
			t.Errorf("step %s: %q", kind, got)
		}
	}
}

func TestEveryEventHasASentence(t *testing.T) {
	var codes []string
	files, err := filepath.Glob("../engagement/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			codes = append(codes, declared(t, file, `"((?:engagement|import|workpaper|account|entry|export)\.[a-z-]+)"`)...)
		}
	}
	for _, state := range declared(t, "../export/item.go", `State = "([^"]+)"`) {
		codes = append(codes, "export."+state)
	}
	if len(codes) < 20 {
		t.Fatalf("found only %v", codes)
	}
	for _, code := range codes {
		text := eventSentence(t.Context(), audit.Event{What: code, Object: "B7"})
		if strings.HasPrefix(text, "Händelse ") || strings.Contains(text, "%!") {
			t.Errorf("%s: %q", code, text)
		}
	}
}

// declared lists what a pattern finds in a source file.
func declared(t *testing.T, file, pattern string) []string {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(source), -1) {
		found = append(found, m[1])
	}
	return found
}

// TestHelpHasAPageForEachSubject opens every page and finds links that lead
// nowhere.
func TestHelpHasAPageForEachSubject(t *testing.T) {
	known := map[string]bool{}
	for _, one := range subjects {
		known[one.Key] = true
	}
	files, err := helpTexts.ReadDir("help")
	if err != nil || len(files) != len(subjects) {
		t.Errorf("%d files for %d subjects, %v", len(files), len(subjects), err)
	}
	link := regexp.MustCompile(`href="/hjalp/([^"]*)"`)
	for _, file := range files {
		text, err := helpTexts.ReadFile("help/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		if !known[strings.TrimSuffix(file.Name(), ".html")] {
			t.Errorf("%s is no subject", file.Name())
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if !known[m[1]] {
				t.Errorf("%s links to %s, which is no subject", file.Name(), m[1])
			}
		}
		for _, forbidden := range []string{"style=", "<script", "onclick", "!"} {
			if strings.Contains(string(text), forbidden) {
				t.Errorf("%s holds %q", file.Name(), forbidden)
			}
		}
	}
}

func TestSmallWords(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{thousands(0), "0"}, {thousands(999), "999"}, {thousands(1284), "1\u00a0284"}, {thousands(1234567), "1\u00a0234\u00a0567"},
		{days(t.Context(), 1), "1 dag"}, {days(t.Context(), 22), "22 dagar"},
		{kronorThousands(150_000), "2"}, {kronorThousands(-149_999), "−1"}, {kronorThousands(-49_999), "0"},
		{localPath("/u/x?y=1"), "/u/x?y=1"}, {localPath("//evil.example"), "/uppdrag"}, {localPath("https://evil.example"), "/uppdrag"},
		{localPath("/\\evil.example"), "/uppdrag"}, {localPath(""), "/uppdrag"},
		{fileName("a\x00b\nc.se"), "abc.se"}, {fileName(strings.Repeat("å", 300)), strings.Repeat("å", 100)},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
