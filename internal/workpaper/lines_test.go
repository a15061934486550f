package workpaper_test

import (
	"testing"

	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
)

func TestChangedLines(t *testing.T) {
	w := workpaper.Workpaper{
		Items: []workpaper.Item{{Document: "1", Party: "Kund", Account: "1510", Open: 100}, {Document: "2", Account: "1510", Open: 5}},
		Rows:  []workpaper.Row{{ID: "a", Account: "1510", Text: "Egen", Amount: 7}, {ID: "b", Account: "1511", Text: "Noll"}},
	}
	signed := w.Lines()
	w.Items[0].Open = 80
	w.Items = w.Items[:1]
	w.Rows = append(w.Rows[:1], workpaper.Row{ID: "c", Account: "1511", Text: "Ny", Amount: -3})
	want := []workpaper.LineChange{
		{Account: "1510", Text: "1 Kund", Was: 100, Now: 80},
		{Account: "1511", Text: "Ny", Now: -3, Came: true},
		{Account: "1510", Text: "2", Was: 5, Gone: true},
	}
	if diff := cmp.Diff(want, workpaper.ChangedLines(signed, w.Lines())); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	w.Rows = make([]workpaper.Row, workpaper.MaxSignedLines)
	if got := w.Lines(); got != nil {
		t.Errorf("%d lines are remembered of a bilaga with too many", len(got))
	}
}

func TestOpenQuestions(t *testing.T) {
	all := []workpaper.Comment{
		{Text: "intern"}, {Tag: workpaper.ForClient, Text: "öppen"},
		{Tag: workpaper.ForReviewer, Text: "besvarad", Answer: &workpaper.Answer{}},
	}
	if got := workpaper.OpenQuestions(all); got != 1 {
		t.Errorf("%d open questions, want 1", got)
	}
	if got := workpaper.Questions(all); len(got) != 2 {
		t.Errorf("%d questions, want 2", len(got))
	}
	if workpaper.Tag("x").Valid() {
		t.Error("an unknown tag is valid")
	}
}
