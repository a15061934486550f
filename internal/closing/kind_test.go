package closing

import (
	"slices"
	"strings"
	"testing"
)

func TestNumbers(t *testing.T) {
	given := []string{"B2", "S4", "B10", "B1", "S1"}
	if got := NextNo(given); got != "B11" {
		t.Errorf("NextNo = %s, want B11", got)
	}
	if got := NextSystemNo(given); got != "S5" {
		t.Errorf("NextSystemNo = %s, want S5", got)
	}
	if NextNo(nil) != "B1" || NextSystemNo(nil) != "S1" {
		t.Errorf("first numbers %s and %s", NextNo(nil), NextSystemNo(nil))
	}
	slices.SortFunc(given, CompareNo)
	if got := strings.Join(given, " "); got != "B1 B2 B10 S1 S4" {
		t.Errorf("order %s", got)
	}
}

func TestKind(t *testing.T) {
	for _, tt := range []struct {
		entry Entry
		want  Kind
	}{
		{Entry{No: "B3"}, Manual},
		{Entry{No: "B3", Workpaper: "15.1"}, FromWorkpaper},
		{Entry{No: "B8", System: "pension-tax"}, System},
		{Entry{No: "S1", System: "tax", Workpaper: "25.1"}, System},
	} {
		if got := tt.entry.Kind(); got != tt.want {
			t.Errorf("kind of %+v is %q, want %q", tt.entry, got, tt.want)
		}
	}
}

func TestCutDraft(t *testing.T) {
	d := Draft{Text: strings.Repeat("å", 5000), Rows: make([]DraftRow, 5000)}.Cut()
	if len([]rune(d.Text)) != maxDraftText || len(d.Rows) != maxDraftRows {
		t.Errorf("%d characters and %d rows", len([]rune(d.Text)), len(d.Rows))
	}
	small := Draft{Date: "x", Text: "Ränta", Rows: []DraftRow{{Account: "1930"}}}
	if got := small.Cut(); got.Text != "Ränta" || len(got.Rows) != 1 || got.Rows[0].Account != "1930" {
		t.Errorf("a small draft became %+v", got)
	}
}
