package pdf_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/report"
	"bokslut/internal/report/pdf"
)

var words = pdf.Words{
	Printed: func(at, by string) string { return "Utskriven " + at + " av " + by },
	Page:    func(page, pages int) string { return "Sida" },
	Draft:   "Utkast", Year: "Räkenskapsår",
}

func head() report.Head {
	return report.Head{
		Client: "Prov AB", OrgNr: "556036-0793", By: "Anna Ek", At: time.Date(2026, 2, 17, 9, 52, 0, 0, time.UTC),
		Year: civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")},
	}
}

func table(rows ...report.Row) report.Table {
	return report.Table{
		Caption: "T", Columns: []report.Column{{Name: "Konto", Type: report.Text}, {Name: "Text", Type: report.Text, Wide: 1}, {Name: "Belopp", Type: report.Amount}},
		Rows: slices.Values(rows), Empty: "Inget",
	}
}

func reportOf(tables ...report.Table) report.Document {
	return report.Document{Head: head(), Title: "Prov", Name: "prov", Sections: []report.Section{{Title: "Avsnitt", Indexed: true, Tables: tables}}}
}

func pages(b []byte) int { return bytes.Count(b, []byte("/Type /Page\n")) }

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	d := reportOf(table(report.Row{Cells: []report.Cell{report.T("1510"), report.T("Ågren & Öberg ž"), report.A(-123456)}}))
	one, err := pdf.Make(d, words)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := pdf.Make(d, words)
		if err != nil || !bytes.Equal(one, again) {
			t.Fatalf("another print differs (%v)", err)
		}
	}
	if pages(one) != 1 {
		t.Errorf("%d pages, want 1", pages(one))
	}
}

func TestPagesFollowTheRows(t *testing.T) {
	var rows []report.Row
	for range 200 {
		rows = append(rows, report.Row{Cells: []report.Cell{report.T("1510"), report.T("rad"), report.A(1)}})
	}
	rows = append(rows, report.Row{Kind: report.Total, Cells: []report.Cell{{}, report.T("Summa"), report.A(200)}})
	d := reportOf(table(rows...))
	b, err := pdf.Make(d, words)
	if err != nil || pages(b) < 3 || pages(b) > 6 {
		t.Errorf("200 rows take %d pages (%v)", pages(b), err)
	}
	d.Sections = append(d.Sections, report.Section{Title: "Ny sida", NewPage: true, Texts: []string{"x"}})
	more, err := pdf.Make(d, words)
	if err != nil || pages(more) != pages(b)+1 {
		t.Errorf("a section with a page break gives %d pages, want %d (%v)", pages(more), pages(b)+1, err)
	}
}

// Whatever a name holds, it is printed and stops nothing.
func TestHostileTexts(t *testing.T) {
	for name, text := range map[string]string{
		"long_word": strings.Repeat("x", 6_000), "long_text": strings.Repeat("ord ", 1_500), "emoji": "Kalas 🎉 AB", "chinese": "北京公司",
		"combining": "A\u0301\u0302\u200d\u200f", "control": "a\x00b\x07c\r\nd\te", "invalid": "a\xff\xfe", "parens": `()\)(`, "empty": "", "blank": "   ",
		"nbsp": strings.Repeat("\u00a0", 500), "surrogates": "\U0001F1F8\U0001F1EA", "newlines": strings.Repeat("\n", 300),
	} {
		t.Run(name, func(t *testing.T) {
			d := reportOf(table(
				report.Row{Kind: report.Group, Cells: []report.Cell{report.T(text)}},
				report.Row{Cells: []report.Cell{report.T(text), report.T(text), report.A(1 << 62)}},
				report.Row{Kind: report.Total, Cells: []report.Cell{{}, report.T(text), report.A(-1 << 62)}},
			))
			d.Title, d.Head.Client, d.Head.By, d.Head.Right, d.Head.Draft = text, text, text, text, text
			d.Notes = []string{text}
			d.Sections = append(d.Sections, report.Section{
				Title: text, NewPage: true, Right: text, Indexed: true, Index: true, Facts: []report.Fact{{Label: text, Value: text}},
				Texts: []string{text}, Notes: []report.Note{{Head: text, Text: text}}, Signs: []report.Fact{{Label: text, Value: text}},
				Tables: []report.Table{{Caption: text, Columns: []report.Column{{Name: text, Type: report.Text}, {Name: text, Type: report.Amount, Wide: 2}}, Rows: slices.Values([]report.Row{{}, {Kind: report.Sum}})}},
			})
			if b, err := pdf.Make(d, words); err != nil || pages(b) < 2 {
				t.Errorf("%d pages, %v", pages(b), err)
			}
		})
	}
}

func TestManyColumns(t *testing.T) {
	wide := report.Table{Caption: "bred"}
	for range 60 {
		wide.Columns = append(wide.Columns, report.Column{Name: "Belopp", Type: report.Amount})
	}
	wide.Rows = slices.Values([]report.Row{{Cells: []report.Cell{report.A(123456789)}}})
	if _, err := pdf.Make(reportOf(wide, report.Table{Rows: slices.Values([]report.Row(nil))}), words); err != nil {
		t.Error(err)
	}
}

func TestTooLong(t *testing.T) {
	endless := report.Table{Columns: []report.Column{{Name: "x", Type: report.Text}}, Rows: func(yield func(report.Row) bool) {
		for yield(report.Row{}) {
		}
	}}
	if _, err := pdf.Make(reportOf(endless), words); !errors.Is(err, pdf.ErrTooLong) {
		t.Errorf("an endless table = %v, want ErrTooLong", err)
	}
}
