package web

import (
	"fmt"
	"strings"
	"testing"

	"bokslut/internal/schedule"
)

// TestEveryKindHasWords looks up the words of every kind, column, choice, note
// and proposal that schedule has.
func TestEveryKindHasWords(t *testing.T) {
	help, err := helpTexts.ReadFile("help/bilageslag.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range schedule.Forms() {
		if head := fmt.Sprintf("<h2 id=%q>%s</h2>\n<p>", form.Kind, kindWords[form.Kind].Name); !strings.Contains(string(help), head) {
			t.Errorf("the help lacks %s", head)
		}
		if words := kindWords[form.Kind]; words.Name == "" || !strings.HasSuffix(words.Line, ".") {
			t.Errorf("kind %q has the words %+v", form.Kind, words)
		}
		for _, c := range append(form.Rows, form.Facts...) {
			if _, own := columnWordsOf[string(form.Kind)+"."+c.ID]; !own && columnWords[c.ID] == "" {
				t.Errorf("%s: column %q has no word", form.Kind, c.ID)
			}
			for _, choice := range c.Choices {
				if choiceWords[c.ID+"."+choice] == "" {
					t.Errorf("%s: choice %s.%s has no word", form.Kind, c.ID, choice)
				}
			}
		}
	}
	checkCodes(t, "note", noteWords, schedule.NoteCodes())
	checkCodes(t, "proposal", proposalWords, schedule.ProposalCodes())
}

// TestAccountThatLeftTheChart is told in its bilaga.
func TestAccountThatLeftTheChart(t *testing.T) {
	var v paperView
	v.Paper.Workpaper.Accounts = []string{"1930", "1940"}
	v.accounts = map[string]string{"1930": "Bank"}
	notes := v.paperNotes(t.Context())
	if len(notes) != 1 || !strings.HasPrefix(notes[0].Text, "Konto 1940 finns inte längre i kontoplanen.") {
		t.Errorf("notes %+v, want one about 1940", notes)
	}
}

func checkCodes(t *testing.T, what string, words map[string]string, codes []schedule.Code) {
	t.Helper()
	for _, code := range codes {
		text := words[code.ID]
		if n := strings.Count(strings.ReplaceAll(text, "%%", ""), "%s"); text == "" || n > len(code.Args) {
			t.Errorf("%s %s has the sentence %q for %d arguments", what, code.ID, text, len(code.Args))
		}
	}
}
