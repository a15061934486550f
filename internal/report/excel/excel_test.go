package excel

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/report"
)

type cell struct {
	Ref   string `xml:"r,attr"`
	Style int    `xml:"s,attr"`
	Type  string `xml:"t,attr"`
	Value string `xml:"v"`
	Text  string `xml:"is>t"`
}

type worksheet struct {
	Rows []struct {
		N     int    `xml:"r,attr"`
		Cells []cell `xml:"c"`
	} `xml:"sheetData>row"`
}

// read takes a workbook apart: every part is well-formed XML.
func read(t *testing.T, b []byte) (sheets map[string]worksheet, parts map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	sheets, parts = map[string]worksheet{}, map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
		var any struct{}
		if err := xml.Unmarshal(content, &any); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
			var sh worksheet
			if err := xml.Unmarshal(content, &sh); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
			sheets[f.Name] = sh
		}
	}
	return sheets, parts
}

func write(t *testing.T, d report.Document, most int) []byte {
	t.Helper()
	var out bytes.Buffer
	b := book{zip: zip.NewWriter(&out), doc: d, most: most, taken: map[string]bool{}}
	if err := b.write(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func document(rows ...report.Row) report.Document {
	return report.Document{
		Head: report.Head{Client: "Prov & Co AB", OrgNr: "556036-0793"}, Title: "Prov", Name: "prov",
		Sections: []report.Section{{Tables: []report.Table{{
			Caption: "Prov/2025", Rows: slices.Values(rows), Empty: "Inget",
			Columns: []report.Column{{Name: "Konto", Type: report.Text, Sheet: true}, {Name: "Datum", Type: report.Date}, {Name: "Belopp", Type: report.Amount}, {Name: "Antal", Type: report.Count}},
		}}}},
	}
}

func TestCells(t *testing.T) {
	b := write(t, document(
		report.Row{Kind: report.Group, Cells: []report.Cell{report.T("left out: each row says its account")}},
		report.Row{Cells: []report.Cell{report.T("=1+1"), report.D(civil.MustParse("2025-12-31")), report.A(-123456789012345), report.N(7)}},
		report.Row{Cells: []report.Cell{report.T("a\x00<b>&\"_x0041_"), {}, report.Change(5)}},
		report.Row{Kind: report.Total, Cells: []report.Cell{{}, {}, report.A(10)}},
	), maxRows)
	sheets, parts := read(t, b)
	var got []string
	for _, row := range sheets["xl/worksheets/sheet1.xml"].Rows {
		for _, c := range row.Cells {
			if row.N > 3 {
				got = append(got, fmt.Sprintf("%s s%d %s%s", c.Ref, c.Style, c.Value, c.Text))
			}
		}
	}
	want := []string{
		"A4 s2 Konto", "B4 s2 Datum", "C4 s2 Belopp", "D4 s2 Antal",
		"A5 s0 =1+1", "B5 s4 46022", "C5 s3 -1234567890123.45", "D5 s0 7",
		"A6 s0 a\ufffd<b>&\"_x005F_x0041_", "C6 s8 0.05", "C7 s7 0.10",
	}
	if !slices.Equal(got, want) {
		t.Errorf("cells\n%q, want\n%q", got, want)
	}
	if !strings.Contains(parts["xl/workbook.xml"], `name="Prov 2025"`) {
		t.Errorf("the worksheet's name is not cleaned: %s", parts["xl/workbook.xml"])
	}
	if !bytes.Equal(b, write(t, document(
		report.Row{Kind: report.Group, Cells: []report.Cell{report.T("left out: each row says its account")}},
		report.Row{Cells: []report.Cell{report.T("=1+1"), report.D(civil.MustParse("2025-12-31")), report.A(-123456789012345), report.N(7)}},
		report.Row{Cells: []report.Cell{report.T("a\x00<b>&\"_x0041_"), {}, report.Change(5)}},
		report.Row{Kind: report.Total, Cells: []report.Cell{{}, {}, report.A(10)}},
	), maxRows)) {
		t.Error("the same document gives other bytes")
	}
}

// A table that is longer than a worksheet goes on in the next one, under its head.
func TestLongTables(t *testing.T) {
	var rows []report.Row
	for n := range 25 {
		rows = append(rows, report.Row{Cells: []report.Cell{report.T(fmt.Sprint(n))}})
	}
	sheets, parts := read(t, write(t, document(rows...), 14))
	if len(sheets) != 3 || !strings.Contains(parts["xl/workbook.xml"], `name="Prov 2025 (3)"`) {
		t.Fatalf("%d worksheets, want 3: %s", len(sheets), parts["xl/workbook.xml"])
	}
	var got []string
	for n := range 3 {
		sh := sheets[fmt.Sprintf("xl/worksheets/sheet%d.xml", n+1)]
		if len(sh.Rows) > 14 {
			t.Errorf("worksheet %d has %d rows", n+1, len(sh.Rows))
		}
		for _, row := range sh.Rows[4:] {
			got = append(got, row.Cells[0].Text)
		}
	}
	for n, text := range got {
		if text != fmt.Sprint(n) {
			t.Fatalf("rows %v, want 0 to 24", got)
		}
	}
	if len(got) != 25 {
		t.Errorf("%d rows, want 25", len(got))
	}
}

func TestHostileTexts(t *testing.T) {
	for _, text := range []string{"", "'", "[]:*?/\\", strings.Repeat("å", 100_000), "a\xff", "\ufffe", "]]>", "🎉", "History"} {
		d := document(report.Row{Cells: []report.Cell{report.T(text)}})
		d.Title, d.Head.Client, d.Notes = text, text, []string{text}
		d.Sections[0].Tables[0].Caption = text
		d.Sections[0].Facts = []report.Fact{{Label: text, Value: text}}
		d.Sections = append(d.Sections, d.Sections[0], report.Section{Title: text, Notes: []report.Note{{Head: text, Text: text}}})
		if sheets, _ := read(t, write(t, d, maxRows)); len(sheets) != 3 {
			t.Errorf("%.20q: %d worksheets, want 3", text, len(sheets))
		}
	}
	if sheets, _ := read(t, write(t, report.Document{}, maxRows)); len(sheets) != 1 {
		t.Errorf("an empty document has %d worksheets, want 1", len(sheets))
	}
}

func TestLetters(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA"} {
		if got := letters(column); got != want {
			t.Errorf("column %d is %s, want %s", column, got, want)
		}
	}
}
