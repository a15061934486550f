package sie

import (
	"strconv"
	"strings"
)

// An identRecord is one identification record with its fields as written.
type identRecord struct {
	label  label
	line   uint32
	fields []identField
}

type identField struct {
	text   ref
	quoted bool
}

// identify keeps an identification record and sets what it says in the header.
func (p *parser) identify(l label) {
	if p.idents++; p.idents > maxIdent {
		p.limit("identification records", maxIdent)
		return
	}
	if p.identLen += len(p.body); p.stream && p.identLen > maxIdentSize {
		p.limit("identification size", maxIdentSize)
		return
	}
	rec := identRecord{label: l, line: uint32(p.line)}
	for _, f := range p.lex.fields {
		rec.fields = append(rec.fields, identField{p.text(f.text), f.quoted})
	}
	value := func(i int) string {
		if i >= len(rec.fields) {
			return ""
		}
		return strings.Clone(p.textOf(rec.fields[i].text))
	}
	if (l == lFnamn || l == lProsa) && len(rec.fields) > 1 {
		p.join(&rec)
	}
	h := &p.f.header
	p.f.ident = append(p.f.ident, rec)
	p.f.counts[l]++
	switch l {
	case lFlagga:
		if p.single(l, &h.Flag, value(0)); h.Flag == "1" {
			p.find(CodeFlagged)
		}
	case lProgram:
		p.single(l, &h.Program, value(0))
		h.Version = value(1)
	case lFormat:
		p.single(l, &h.Format, value(0))
	case lGen:
		h.Generated, h.GeneratedBy = p.softDate(0), value(1)
	case lSietyp:
		p.single(l, &h.TypeWritten, value(0))
	case lProsa:
		h.Comments = append(h.Comments, value(0))
	case lFtyp:
		p.single(l, &h.Ftyp, value(0))
	case lFnr:
		p.single(l, &h.Fnr, value(0))
	case lOrgnr:
		p.single(l, &h.OrgNr, value(0))
		h.AcqNr, h.ActNr = value(1), value(2)
	case lBkod:
		p.single(l, &h.Bkod, value(0))
	case lAdress:
		h.Address = Address{value(0), value(1), value(2), value(3)}
	case lFnamn:
		p.single(l, &h.Name, value(0))
	case lTaxar:
		p.single(l, &h.Taxar, strings.TrimRight(value(0)+" "+value(1), " "))
	case lOmfattn:
		p.extent()
	case lKptyp:
		p.single(l, &h.KpTyp, value(0))
	case lValuta:
		p.single(l, &h.Currency, strings.ToUpper(value(0)))
	case lRar:
		p.year(value(0))
	}
}

// join makes one text of a name or comment that lacks its quotes.
func (p *parser) join(rec *identRecord) {
	var words []string
	for _, f := range rec.fields {
		words = append(words, p.textOf(f.text))
	}
	text := strings.TrimRight(strings.Join(words, " "), " ")
	p.find(CodeTextUnquoted, text)
	r, _ := p.texts.put([]byte(text))
	rec.fields = []identField{{r, true}}
}

// single sets a value that a file should give once.
func (p *parser) single(l label, to *string, value string) {
	if p.f.counts[l] > 1 && *to != value {
		p.find(CodeRecordRepeated, *to, value)
	}
	*to = value
}

func (p *parser) extent() {
	d, ok := p.date(0)
	if !ok {
		return
	}
	if d.Year() == 1970 { // Fortnox 2.0 writes 19700101 for no date
		d = 0
	}
	p.f.header.Omfattn = d
}

func (p *parser) year(number string) {
	no, err := strconv.ParseInt(number, 10, 16)
	if err != nil {
		p.find(CodeYearUnreadable, number)
		return
	}
	start, ok1 := p.date(1)
	end, ok2 := p.date(2)
	if !ok1 || !ok2 {
		return
	}
	y := Year{int(no), start, end, p.line}
	years := &p.f.header.Years
	for i, old := range *years {
		if old.No == y.No {
			p.find(CodeRecordRepeated, old.Start.Compact()+" "+old.End.Compact(), start.Compact()+" "+end.Compact())
			(*years)[i] = y
			return
		}
	}
	*years = append(*years, y)
}
