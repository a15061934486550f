package excel

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/report"
)

// The cell formats of styles.xml, in its order.
const (
	styleText = iota
	styleTitle
	styleHead
	styleAmount
	styleDate
	styleSumText
	styleSumAmount
	styleTotalAmount
	styleChange
	styleSumChange
	styleTotalChange
)

// maxText is how many UTF-16 units a cell can hold.
const maxText = 32767

func (sh *sheet) begin(t report.Table, head int) {
	w := sh.out
	fmt.Fprintf(w, xml.Header+`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">`)
	if len(t.Columns) > 0 {
		fmt.Fprintf(w, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`, head, head+1)
	}
	w.WriteString(`</sheetView></sheetViews>`)
	if len(t.Columns) > 0 {
		w.WriteString(`<cols>`)
		for i, c := range t.Columns {
			fmt.Fprintf(w, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width(c))
		}
		w.WriteString(`</cols>`)
	}
	w.WriteString(`<sheetData>`)
}

// width is that of a column, in characters.
func width(c report.Column) int {
	switch {
	case c.Type == report.Amount:
		return 17
	case c.Wide > 0:
		return 40
	}
	return 13
}

func (sh *sheet) head(t report.Table) {
	sh.beginRow()
	for i, c := range t.Columns {
		sh.text(i, styleHead, c.Name)
	}
	sh.endRow()
}

func (sh *sheet) texts(style int, texts ...string) {
	sh.beginRow()
	for i, one := range texts {
		if one != "" {
			sh.text(i, style, one)
		}
	}
	sh.endRow()
}

func (sh *sheet) line(t report.Table, row report.Row) {
	sh.beginRow()
	if row.Kind == report.Group {
		sh.text(0, styleTitle, row.Cell(0).String())
		sh.endRow()
		return
	}
	for i := range t.Columns {
		switch c := row.Cell(i); c.Type {
		case report.Text:
			style := styleText
			if row.IsSum() {
				style = styleSumText
			}
			sh.text(i, style, c.Text)
		case report.Amount:
			sh.number(i, amountStyle(row.Kind, c.Signed), decimal(c.Amount))
		case report.Date:
			sh.number(i, styleDate, strconv.Itoa(serial(c.Date)))
		case report.Count:
			sh.number(i, styleText, strconv.Itoa(c.Count))
		}
	}
	sh.endRow()
}

// amountStyles are those of an amount, and of a change, by kind of row.
var amountStyles = [...][2]int{
	report.Line: {styleAmount, styleChange}, report.Sum: {styleSumAmount, styleSumChange}, report.Total: {styleTotalAmount, styleTotalChange},
}

func amountStyle(kind report.RowKind, change bool) int {
	if change {
		return amountStyles[kind][1]
	}
	return amountStyles[kind][0]
}

func (sh *sheet) beginRow() {
	sh.row++
	fmt.Fprintf(sh.out, `<row r="%d">`, sh.row)
}

func (sh *sheet) endRow() { sh.out.WriteString("</row>") }

// cell begins a cell: <c r="B7" s="3". Cells are many, so nothing is formatted.
func (sh *sheet) cell(column, style int) {
	w, room := sh.out, [20]byte{}
	w.WriteString(`<c r="`)
	w.WriteString(letters(column))
	w.Write(strconv.AppendInt(room[:0], int64(sh.row), 10))
	w.WriteString(`" s="`)
	w.Write(strconv.AppendInt(room[:0], int64(style), 10))
	w.WriteByte('"')
}

func (sh *sheet) number(column, style int, value string) {
	sh.cell(column, style)
	sh.out.WriteString("><v>")
	sh.out.WriteString(value)
	sh.out.WriteString("</v></c>")
}

// text writes a text as such: whatever it begins with, it is no formula.
func (sh *sheet) text(column, style int, s string) {
	sh.cell(column, style)
	sh.out.WriteString(` t="inlineStr"><is><t xml:space="preserve">`)
	sh.out.WriteString(escape(s))
	sh.out.WriteString("</t></is></c>")
}

// coded is what Excel takes for the code of a character.
var coded = regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)

func escape(s string) string {
	if len(s) > maxText {
		if units := utf16.Encode([]rune(s)); len(units) > maxText {
			s = string(utf16.Decode(units[:maxText]))
		}
	}
	if strings.Contains(s, "_x") {
		s = coded.ReplaceAllString(s, "_x005F_$1")
	}
	if strings.IndexFunc(s, special) < 0 {
		return s
	}
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

// special tells which characters XML may not hold as they are.
func special(r rune) bool {
	return r < ' ' || r == utf8.RuneError || r > 0xd7ff || strings.ContainsRune(`<>&'"`, r)
}

// letters names a column: A, Z, AA.
func letters(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// decimal is an amount as a number of the file format, to the öre.
func decimal(a money.Amount) string { return strings.Replace(a.Plain(), ",", ".", 1) }

// serial is a date as Excel counts: days since 1899-12-30.
func serial(d civil.Date) int { return civil.Of(1899, 12, 30).DaysUntil(d) }
