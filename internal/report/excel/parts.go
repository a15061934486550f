package excel

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf16"
)

// name is that of a worksheet: at most 31 characters, some forbidden, each once.
func (b *book) name(wanted ...string) string {
	base := strings.Trim(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, cmp.Or(wanted...)), " '")
	base = cmp.Or(base, "Blad")
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = fmt.Sprintf(" (%d)", n)
		}
		name := strings.TrimRight(cut(base, 31-len(suffix)), " '") + suffix
		if key := strings.ToLower(name); !b.taken[key] {
			b.taken[key] = true
			return name
		}
	}
}

// cut gives the beginning of s in at most n UTF-16 units.
func cut(s string, n int) string {
	used := 0
	for i, r := range s {
		if used += utf16.RuneLen(r); used > n {
			return s[:i]
		}
	}
	return s
}

const (
	openXML = "http://schemas.openxmlformats.org/"
	office  = openXML + "officeDocument/2006/relationships"
	main    = openXML + "spreadsheetml/2006/main"
)

// parts are the files of the workbook beside its worksheets, by name and content.
func (b *book) parts() [][2]string {
	var types, relations, sheets strings.Builder
	for i, name := range b.names {
		n := i + 1
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, office, n)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escape(name), n, n)
	}
	fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, len(b.names)+1, office)
	const package2006 = openXML + "package/2006/"
	return [][2]string{
		{"xl/workbook.xml", xml.Header + `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xml.Header + `<Relationships xmlns="` + package2006 + `relationships">` + relations.String() + `</Relationships>`},
		{"xl/styles.xml", xml.Header + styles},
		{"_rels/.rels", xml.Header + `<Relationships xmlns="` + package2006 + `relationships"><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", xml.Header + `<Types xmlns="` + package2006 + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
	}
}

// styles is styles.xml: the cell formats in the order of the constants.
const styles = `<styleSheet xmlns="` + main + `">` +
	`<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="+#,##0.00;\-#,##0.00;0.00"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="4"><border/><border><bottom style="thin"/></border><border><top style="thin"/></border><border><top style="thin"/><bottom style="double"/></border></borders>` +
	`<cellStyleXfs count="1"><xf/></cellStyleXfs>` +
	`<cellXfs count="11"><xf/>` +
	`<xf fontId="1" applyFont="1"/>` +
	`<xf fontId="1" borderId="1" applyFont="1" applyBorder="1"/>` +
	`<xf numFmtId="4" applyNumberFormat="1"/>` +
	`<xf numFmtId="164" applyNumberFormat="1"/>` +
	`<xf fontId="1" applyFont="1"/>` +
	`<xf numFmtId="4" fontId="1" borderId="2" applyNumberFormat="1" applyFont="1" applyBorder="1"/>` +
	`<xf numFmtId="4" fontId="1" borderId="3" applyNumberFormat="1" applyFont="1" applyBorder="1"/>` +
	`<xf numFmtId="165" applyNumberFormat="1"/>` +
	`<xf numFmtId="165" fontId="1" borderId="2" applyNumberFormat="1" applyFont="1" applyBorder="1"/>` +
	`<xf numFmtId="165" fontId="1" borderId="3" applyNumberFormat="1" applyFont="1" applyBorder="1"/>` +
	`</cellXfs></styleSheet>`
