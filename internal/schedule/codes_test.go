package schedule_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"bokslut/internal/schedule"
)

// Every note and proposal that is listed stands in a worked example: pages have
// a sentence for each, and none is for nothing.
func TestEveryCodeHasAnExample(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.golden"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	found := map[string]bool{}
	said := regexp.MustCompile(`(?m)^ *(?:wrong|warning|info|förslag) (\w+)`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range said.FindAllSubmatch(text, -1) {
			found[string(match[1])] = true
		}
	}
	for _, code := range append(schedule.NoteCodes(), schedule.ProposalCodes()...) {
		if !found[code.ID] {
			t.Errorf("%s stands in no example", code.ID)
		}
	}
}
