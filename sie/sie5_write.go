package sie

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Write5 writes f as SIE 5: a 4E as Sie, a 4I as SieEntry, in UTF-8. The findings
// tell what SIE 5 has no place for or asks for and the file lacks; among them is
// always the signature that a Sie must have, for it is the bookkeeping program's
// to give. The error is that of w, or says that the type is none of the two.
func Write5(w io.Writer, f *File) ([]Finding, error) {
	if f.kind != Kind4E && f.kind != Kind4I {
		return nil, fmt.Errorf("file of type %s cannot be written as SIE 5: want 4E or 4I", f.kind)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	x := &writer5{f: f, w: out, found: findings{limit: 1000}, entry: f.kind == Kind4I}
	x.file()
	if err := out.Flush(); err != nil {
		return nil, fmt.Errorf("write SIE 5: %w", err)
	}
	return x.found.list(), nil
}

// A writer5 writes elements. What it cannot say it counts in left.
type writer5 struct {
	f     *File
	w     *bufio.Writer
	found findings
	entry bool // SieEntry, else Sie
	depth int
	left  [labelCount]int
}

// begin writes a start tag; attributes come as name, value, and are left out when
// the value is empty unless the name ends in !.
func (x *writer5) begin(name string, attributes ...string) {
	x.tag(name, ">", attributes)
	x.depth++
}

func (x *writer5) end(name string) {
	x.depth--
	x.indent()
	x.w.WriteString("</" + name + ">")
}

// empty writes an element without content.
func (x *writer5) empty(name string, attributes ...string) { x.tag(name, "/>", attributes) }

func (x *writer5) tag(name, end string, attributes []string) {
	x.indent()
	x.w.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		key, must := strings.CutSuffix(attributes[i], "!")
		if attributes[i+1] == "" && !must {
			continue
		}
		x.w.WriteString(" " + key + `="`)
		_ = xml.EscapeText(x.w, []byte(attributes[i+1])) // x.w keeps its error for Flush
		x.w.WriteByte('"')
	}
	x.w.WriteString(end)
}

func (x *writer5) indent() {
	x.w.WriteByte('\n')
	for range x.depth {
		x.w.WriteString("  ")
	}
}

func (x *writer5) find(l label, code Code, args ...string) {
	x.found.add(code, 0, l.String(), args...)
}

func (x *writer5) file() {
	root := "Sie"
	if x.entry {
		root = "SieEntry"
	}
	x.w.WriteString(`<?xml version="1.0" encoding="utf-8"?>`)
	x.begin(root, "xmlns", namespace5)
	x.fileInfo()
	x.accounts()
	x.dimensions()
	if !x.entry {
		x.codes()
	}
	x.journals()
	x.end(root)
	x.w.WriteByte('\n')
	x.leftOut()
	if !x.entry {
		x.found.add(CodeSignatureMissing, 0, "")
	}
}

// leftOut reports the records that have no place in SIE 5.
func (x *writer5) leftOut() {
	for _, l := range []label{lProsa, lFtyp, lBkod, lAdress, lTaxar, lOmfattn, lKptyp, lPsaldo, lRtrans} {
		x.left[l] = x.f.counts[l]
	}
	if x.entry {
		x.left[lRar], x.left[lSru] = x.f.counts[lRar], x.f.counts[lSru]
	}
	for l, n := range x.left {
		if n > 0 {
			x.find(label(l), CodeRecordLeftOut, strconv.Itoa(n), "SIE 5 has no place for them")
		}
	}
	if n := len(x.f.raw); n > 0 {
		x.found.add(CodeRecordLeftOut, 0, "", strconv.Itoa(n), "they are kept as text")
	}
}

func (x *writer5) fileInfo() {
	h := x.f.header
	x.begin("FileInfo")
	x.empty("SoftwareProduct", "name!", h.Program, "version!", h.Version)
	x.empty("FileCreation", "time!", iso5(h.Generated)+"T00:00:00Z", "by!", first5(h.GeneratedBy, h.Program))
	number, ok := h.Organisation()
	if !ok {
		number = first5(h.OrgNr, "000000-0000")
	}
	x.empty("Company", "organizationId!", number, "multiple", h.AcqNr, "name!", h.Name, "clientId", h.Fnr)
	if !x.entry {
		x.fiscalYears()
	}
	x.empty("AccountingCurrency", "currency!", first5(h.Currency, "SEK"))
	x.end("FileInfo")
	for l, s := range map[label]string{lProgram: h.Program, lFnamn: h.Name, lOrgnr: h.OrgNr} {
		if s == "" {
			x.find(l, CodeRecordMissing, "SIE 5")
		}
	}
	if h.Generated == 0 {
		x.find(lGen, CodeRecordMissing, "SIE 5")
	}
}

// iso5 is a date as XML has it; no date is the first day there is.
func iso5(d Date) string { return first5(d.String(), "0001-01-01") }

func first5(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// fiscalYears writes the years in order. SIE 5 knows months only.
func (x *writer5) fiscalYears() {
	x.begin("FiscalYears")
	years := x.f.yearsInOrder()
	for _, y := range years {
		primary := ""
		if y.No == 0 {
			primary = "true"
		}
		if y.Start.Day() != 1 || y.End != 0 && y.End.Next().Day() != 1 {
			x.find(lRar, CodeRecordChanged, y.Start.Compact()+" "+y.End.Compact(), month5(y.Start)+" "+month5(y.End))
		}
		x.empty("FiscalYear", "start!", month5(y.Start), "end!", month5(y.End), "primary", primary)
	}
	x.end("FiscalYears")
	if len(years) == 0 {
		x.find(lRar, CodeRecordMissing, "SIE 5")
	}
}

func month5(d Date) string { return iso5(d)[:len("2006-01")] }

var errNoYear = errors.New("no such fiscal year")

// monthOf is the first or last month of a year.
func (x *writer5) monthOf(no int, last bool) (string, error) {
	y, ok := x.f.header.Year(no)
	switch {
	case !ok || y.Start == 0 || y.End == 0:
		return "", errNoYear
	case last:
		return month5(y.End), nil
	}
	return month5(y.Start), nil
}
