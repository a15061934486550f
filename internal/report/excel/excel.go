// Package excel writes reports as Excel workbooks (xlsx, ECMA-376), row by row:
// what it keeps does not grow with the report. The same document gives the same
// bytes.
package excel

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"

	"bokslut/internal/report"
)

// maxRows is how many rows a worksheet can have. What is longer goes on in
// another one.
const maxRows = 1 << 20

// Write writes each table of the document to a worksheet of its own.
func Write(to io.Writer, d report.Document) error {
	b := book{zip: zip.NewWriter(to), doc: d, most: maxRows, taken: map[string]bool{"history": true}} // a name that Excel keeps for itself
	return b.write()
}

// book is a workbook being written.
type book struct {
	zip   *zip.Writer
	doc   report.Document
	most  int      // rows of a worksheet
	names []string // of the worksheets
	taken map[string]bool
}

func (b *book) write() error {
	for _, s := range b.doc.Sections {
		if len(s.Tables) == 0 && len(s.Facts)+len(s.Texts)+len(s.Notes)+len(s.Signs) > 0 {
			s.Tables = []report.Table{{Caption: s.Title}}
		}
		for i, t := range s.Tables {
			part := s
			if i > 0 {
				part.Facts, part.Texts = nil, nil
			}
			if i+1 < len(s.Tables) {
				part.Notes, part.Signs = nil, nil
			}
			if err := b.table(part, t); err != nil {
				return err
			}
		}
	}
	if len(b.names) == 0 { // a workbook has at least one worksheet
		if err := b.table(report.Section{}, report.Table{Caption: b.doc.Title}); err != nil {
			return err
		}
	}
	for _, part := range b.parts() {
		if err := b.part(part[0], part[1]); err != nil {
			return err
		}
	}
	return b.zip.Close()
}

func (b *book) part(name, content string) error {
	w, err := b.zip.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, content)
	return err
}

// table writes a table to one worksheet, or to several when it is longer than
// one can be.
func (b *book) table(s report.Section, t report.Table) error {
	sh, err := b.open(s, t)
	if err != nil {
		return err
	}
	flat := false // each row says what it belongs to, and headings are left out
	for _, c := range t.Columns {
		flat = flat || c.Sheet
	}
	any := false
	if t.Rows != nil {
		for row := range t.Rows {
			if flat && row.Kind == report.Group {
				continue
			}
			any = true
			if sh.row >= b.most {
				if err := sh.close(); err != nil {
					return err
				}
				if sh, err = b.open(report.Section{}, t); err != nil {
					return err
				}
			}
			sh.line(t, row)
		}
	}
	if !any && t.Empty != "" {
		sh.texts(styleText, t.Empty)
	}
	sh.after(s)
	return sh.close()
}

// sheet is a worksheet being written.
type sheet struct {
	out *bufio.Writer
	row int // the last one written
}

// open begins a worksheet with what stands above the table.
func (b *book) open(s report.Section, t report.Table) (*sheet, error) {
	b.names = append(b.names, b.name(t.Caption, s.Title, b.doc.Title))
	w, err := b.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.names)))
	if err != nil {
		return nil, err
	}
	sh := &sheet{out: bufio.NewWriterSize(w, 1<<16)}
	above := b.above(s)
	sh.begin(t, len(above)+1)
	for _, row := range above {
		sh.texts(row.style, row.texts...)
	}
	if len(t.Columns) > 0 {
		sh.head(t)
	}
	return sh, nil
}

type textRow struct {
	style int
	texts []string
}

func (b *book) above(s report.Section) []textRow {
	h := b.doc.Head
	rows := []textRow{
		{styleTitle, []string{b.doc.Title}},
		{styleText, []string{h.Client + "  " + h.OrgNr + "  " + h.Year.String()}},
	}
	for _, note := range b.doc.Notes {
		rows = append(rows, textRow{styleText, []string{note}})
	}
	if s.Title != "" && s.Title != b.doc.Title {
		rows = append(rows, textRow{styleTitle, []string{s.Title}})
	}
	for _, f := range s.Facts {
		rows = append(rows, textRow{styleText, []string{f.Label, f.Value}})
	}
	for _, one := range s.Texts {
		rows = append(rows, textRow{styleText, []string{one}})
	}
	return append(rows, textRow{styleText, nil})
}

func (sh *sheet) after(s report.Section) {
	for _, n := range s.Notes {
		sh.texts(styleText, n.Head, n.Text)
	}
	for _, f := range s.Signs {
		sh.texts(styleText, f.Label, f.Value)
	}
}

func (sh *sheet) close() error {
	_, _ = sh.out.WriteString("</sheetData></worksheet>")
	return sh.out.Flush() // which gives the first error of all that was written
}
