package sie

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A parser reads one file, record by record.
type parser struct {
	f        *File
	lines    lines
	lex      lexer
	encoding Encoding
	limits   Limits
	texts    *texts
	found    findings
	err      error
	buf      []byte
	cache    *cache // of fastLines
	stream   bool   // for a Scanner: records are noted in items
	figures  bool   // for Summarize: texts of rows and vouchers are not kept
	items    []item
	refs     []ref // fields of items
	idents   int   // identification records
	identLen int   // bytes of them

	label label  // of the record being read
	name  []byte // its label as written
	body  []byte // what follows the label
	whole []byte // the line without blanks at its ends

	state
	accounts map[ref]int32
	odd      map[string]bool // accounts reported as not numeric
	oddTexts map[uint64]bool // hashes of texts reported
	unknowns map[string]bool // labels reported as unknown

	sum     summer
	sumLine int

	allRows     []rowRecord     // the windows of all shares; see joined
	allVouchers []voucherRecord // likewise
}

// state is where a parser stands between two lines.
type state struct {
	line     int // of the record being read
	section  section
	records  int
	total    uint64 // magnitude of all amounts
	block    bool   // inside a voucher's block
	expect   bool   // the record before is a #VER whose block has not begun
	skip     int    // depth inside an unknown record's block
	pending  bool   // the record before is unknown and a { belongs to it
	rtrans   int    // index+1 of the #RTRANS just before, 0 for none
	implicit bool   // the block had no { and ends with its rows
}

func newParser(text []byte, e Encoding, l Limits) *parser {
	return &parser{
		f: &File{}, lines: lines{data: text}, lex: lexer{max: l.Fields}, encoding: e, limits: l,
		texts: newTexts(len(text)), found: findings{limit: l.Findings},
		accounts: map[ref]int32{}, odd: map[string]bool{}, oddTexts: map[uint64]bool{}, unknowns: map[string]bool{},
	}
}

func (p *parser) find(code Code, args ...string) {
	p.found.add(code, p.line, p.labelText(), args...)
}

// maxLabel is as much of an unknown label as a finding repeats.
const maxLabel = 40

func (p *parser) labelText() string {
	if p.label != unknown {
		return p.label.String()
	}
	return p.decode(p.name[:min(len(p.name), maxLabel)])
}

func (p *parser) limit(what string, n int64) {
	if p.err == nil {
		p.err = &LimitError{What: what, Line: p.line, Limit: n}
	}
}

func (p *parser) run() error {
	for p.err == nil {
		p.fastLines()
		line, ok := p.lines.next()
		if !ok {
			break
		}
		p.line++
		if len(line) > p.limits.Line {
			p.limit("line length", int64(p.limits.Line))
			continue
		}
		p.readLine(line)
		if p.texts.full {
			p.limit("texts", maxPages*pageSize)
		}
	}
	return p.err
}

func (p *parser) readLine(line []byte) {
	p.label, p.name = unknown, nil
	line = bytes.Trim(line, " \t")
	first := true
	for len(line) > 0 && p.err == nil {
		switch line[0] {
		case '#':
			line = bytes.TrimLeft(p.record(line, first), " \t")
			first = false
			continue
		case '{':
			p.open()
		case '}':
			p.close()
		default:
			if p.skip > 0 {
				p.whole = line
				p.keep(true)
				return
			}
			p.find(CodeNoLabel, p.decode(line))
			return
		}
		line = bytes.TrimLeft(line[1:], " \t")
	}
}

// record reads a line that begins with #. It returns what follows the record when
// a brace of its voucher's block stands on the same line; a second voucher does not.
func (p *parser) record(line []byte, first bool) (rest []byte) {
	if p.records++; p.records > p.limits.Records {
		p.limit("records", int64(p.limits.Records))
		return nil
	}
	end := bytes.IndexAny(line, " \t")
	if end < 0 {
		end = len(line)
	}
	p.whole, p.name, p.body = line, line[:end], line[end:]
	l, ok := labels[string(p.name)]
	if !ok && len(p.name) <= len("#UNDERDIM") {
		if l, ok = labels[strings.ToUpper(string(p.name))]; ok {
			p.label = l
			p.find(CodeLabelCase, p.decode(p.name))
		}
	}
	p.label = l
	objectsAt := anyList
	if ok {
		objectsAt = objectPlaces[l]
	}
	p.lex.lex(p.body, objectsAt)
	if p.lex.notes&noteTooManyFields != 0 {
		p.limit("fields", int64(p.limits.Fields))
		return nil
	}
	if first || l != lVer {
		rest = p.cutBrace(l)
	}
	switch {
	case p.sum.on && l != lKsumma:
		p.sum.record(p.name, &p.lex, p.encoding)
	case p.f.checksum.Closed && !p.sum.after:
		p.sum.after = true
		p.find(CodeChecksumNotLast)
	}
	p.place(l, ok)
	return rest
}

var objectPlaces = func() (at [labelCount]int) {
	for l := range at {
		at[l] = formats[l].objectsAt()
	}
	return at
}()

// place decides by what came before whether a record is inside a block.
func (p *parser) place(l label, known bool) {
	isRow := l == lTrans || l == lRtrans || l == lBtrans
	if p.skip > 0 {
		if !known || isRow {
			p.keep(!known)
			return
		}
		p.find(CodeBlockUnclosed)
		p.endSkip()
	}
	p.pending = !known
	if p.rtrans > 0 && l != lTrans {
		p.endRtrans()
	}
	if known && !isRow {
		p.expect = false
		if p.block && !p.implicit && l == lVer {
			p.find(CodeBlockUnclosed)
		}
		p.block = p.block && !p.implicit && l != lVer
	}
	if !known {
		p.unknown()
		return
	}
	p.reportNotes()
	if len(p.lex.fields) < formats[l].need && p.lex.notes&noteListMissing == 0 && formats[l].section <= dimensions {
		p.find(CodeFieldsMissing, strconv.Itoa(len(p.lex.fields)), strconv.Itoa(formats[l].need))
	}
	kept := len(p.f.raw)
	p.dispatch(l)
	if p.stream && !isRow && l != lVer && len(p.f.raw) == kept {
		p.item(l, false)
	}
}

func (p *parser) dispatch(l label) {
	if l != lKsumma {
		p.section = formats[l].section
	}
	switch {
	case l == lKsumma:
		p.ksumma()
	case l <= lValuta:
		p.identify(l)
	case l <= lSru:
		p.accountRecord(l)
	case l <= lObjekt:
		p.dimensionRecord(l)
	case l <= lPbudget:
		p.balance(l)
	case l == lVer:
		p.voucher()
	default:
		p.row(l)
	}
}

// unknown keeps a record whose label is not in the standard.
func (p *parser) unknown() {
	if name := string(p.name[:min(len(p.name), maxLabel)]); !p.unknowns[name] && len(p.unknowns) < p.limits.Findings {
		p.unknowns[name] = true
		p.find(CodeLabelUnknown)
	}
	p.keep(true)
}

// keep saves the record as text in its place.
func (p *parser) keep(unknownLabel bool) {
	f := p.f
	var before int
	switch p.section {
	case identification:
		before = len(f.ident)
	case chart:
		before = len(f.accounts)
	case dimensions:
		before = len(f.dims) + len(f.objects)
	case balances:
		before = len(f.balances)
	case vouchers:
		before = len(f.vouchers)
	}
	inside := p.block || p.expect
	if inside {
		before = len(f.rows)
	}
	f.raw = append(f.raw, rawRecord{
		line: uint32(p.line), text: p.lineText(p.whole), voucher: int32(len(f.vouchers) - 1),
		before: uint32(before), section: p.section, inside: inside, unknown: unknownLabel,
	})
	if p.stream {
		if p.item(p.label, true); len(f.raw) > maxRaws {
			p.limit("unreadable records together", maxRaws)
		}
	}
}

func (p *parser) reportNotes() {
	if p.lex.notes == 0 {
		return
	}
	for _, n := range []struct {
		note note
		code Code
	}{
		{noteUnclosed, CodeQuoteUnclosed},
		{noteBackslash, CodeBackslashLast},
		{noteAdjacent, CodeQuoteAdjacent},
		{noteInner, CodeQuoteInner},
		{noteOddList, CodeObjectsOdd},
		{noteListUnclosed, CodeObjectsUnclosed},
		{noteListMissing, CodeObjectsMissing},
	} {
		if p.lex.notes&n.note != 0 {
			p.find(n.code, p.decode(p.whole))
		}
	}
}

func (p *parser) ksumma() {
	c := &p.f.checksum
	switch {
	case len(p.lex.fields) == 0:
		c.Present, p.sum.on, p.sumLine = true, true, p.line
		if p.f.counts[lVer] > 0 { // which may have been read side by side
			p.sum.why = "it begins after vouchers"
		}
	case c.Present && p.sum.on:
		p.sum.on, p.sumLine = false, p.line
		declared, ok := parseChecksum(string(p.lex.fields[0].text))
		if !ok {
			p.sum.why = fmt.Sprintf("%q is not a number", p.decode(p.lex.fields[0].text))
		}
		c.Closed, c.Declared = true, declared
	default:
		p.find(CodeChecksumUnchecked, "there is no #KSUMMA before the records")
	}
}
