package schedule_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/internal/golden"
	"bokslut/internal/schedule"
)

// TestKindsInDocs keeps the tables of columns and codes in docs/bilagor.md
// equal to the forms.
func TestKindsInDocs(t *testing.T) {
	page := filepath.Join("..", "..", "docs", "bilagor.md")
	var b strings.Builder
	b.WriteString("| Kind | Accounts | Columns of a row | Facts |\n|---|---|---|---|\n")
	for _, form := range schedule.Forms() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", form.Kind, strings.Join(form.Accounts, ", "), names(form.Rows), names(form.Facts))
	}
	golden.CheckSection(t, page, "columns", b.String())

	b.Reset()
	for _, list := range [][]schedule.Code{schedule.NoteCodes(), schedule.ProposalCodes()} {
		var codes []string
		for _, code := range list {
			text := "`" + code.ID + "`"
			if len(code.Args) > 0 {
				text += " (" + strings.Join(code.Args, ", ") + ")"
			}
			codes = append(codes, text)
		}
		fmt.Fprintf(&b, "%s.\n\n", strings.Join(codes, ", "))
	}
	golden.CheckSection(t, page, "codes", b.String())
}

// names lists columns: required ones bold, computed ones in italics.
func names(columns []schedule.Column) string {
	var all []string
	for _, c := range columns {
		name := c.ID
		switch {
		case c.Computed:
			name = "*" + name + "*"
		case c.Required:
			name = "**" + name + "**"
		}
		if c.Usual != "" {
			name += " (" + c.Usual + ")"
		}
		all = append(all, name)
	}
	return strings.Join(all, ", ")
}

// Every form can be told apart, chosen and typed: its columns have names of
// their own and a type that cells can be read as.
func TestForms(t *testing.T) {
	kinds := map[string]bool{}
	for _, form := range schedule.Forms() {
		if kinds[string(form.Kind)] {
			t.Errorf("two forms of %s", form.Kind)
		}
		kinds[string(form.Kind)] = true
		for _, columns := range [][]schedule.Column{form.Rows, form.Facts} {
			seen := map[string]bool{}
			for _, c := range columns {
				if seen[c.ID] || c.ID == "" || (c.Type == schedule.Choice) != (len(c.Choices) > 0) || c.Required && c.Computed {
					t.Errorf("%s: column %+v", form.Kind, c)
				}
				seen[c.ID] = true
				if _, err := schedule.Parse(c, ""); err != nil {
					t.Errorf("%s: an empty %s is %v", form.Kind, c.ID, err)
				}
				if err := schedule.Check(c, c.Usual); err != nil {
					t.Errorf("%s: what is usual in %s, %q, %v", form.Kind, c.ID, c.Usual, err)
				}
			}
		}
	}
}
