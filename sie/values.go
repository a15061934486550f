package sie

import (
	"bytes"
	"hash/maphash"
	"strings"
	"unicode/utf8"
)

// text keeps the text of a field, which is in the file's encoding, and reports
// what is odd in it the first time it is seen.
func (p *parser) text(b []byte) ref {
	b, high := p.utf8(b)
	r, fresh := p.texts.put(b)
	if fresh {
		p.inspect(b, high, false)
	}
	return r
}

// lineText keeps a line, in which tabs are no control characters.
func (p *parser) lineText(b []byte) ref {
	b, high := p.utf8(b)
	p.inspect(b, high, true)
	return p.texts.seen(b)
}

// utf8 decodes b, which may lie in p.buf afterwards; high is true when not all of
// it is ASCII.
func (p *parser) utf8(b []byte) (text []byte, high bool) {
	high = !isASCII(b)
	switch {
	case high && p.encoding != UTF8:
		p.buf = appendDecoded(p.buf[:0], b, p.encoding)
		return p.buf, true
	case high && !utf8.Valid(b):
		p.buf = appendDecoded(p.buf[:0], b, UTF8)
		return p.buf, true
	}
	return b, high
}

// inspect reports once what is odd in a text. A stream, which forgets its texts,
// remembers as many odd ones as it keeps findings.
func (p *parser) inspect(b []byte, high, line bool) {
	control := holdsControl(b, line)
	bad := high && p.encoding != CP437 && bytes.ContainsRune(b, utf8.RuneError)
	twice := high && damaged(string(b))
	if !control && !bad && !twice {
		return
	}
	key := maphash.Bytes(p.texts.seed, b)
	if p.oddTexts[key] {
		return
	}
	if len(p.oddTexts) < p.limits.Findings {
		p.oddTexts[key] = true
	}
	if control {
		p.find(CodeControlCharacter, string(b))
	}
	if bad {
		p.find(CodeUndecodable, string(b))
	}
	if twice {
		p.find(CodeDamagedText, string(b))
	}
}

// holdsControl is true when b holds control characters; tabs are none in a line.
func holdsControl(b []byte, line bool) bool {
	for _, c := range b {
		if c < ' ' && !(line && c == '\t') || c == 0x7F {
			return true
		}
	}
	return false
}

// textOf is the text of a ref while reading; the string must not be kept.
func (p *parser) textOf(r ref) string { return textAt(p.texts.pages.list, r) }

// decode is b as UTF-8, at most as much of it as a finding repeats.
func (p *parser) decode(b []byte) string {
	return string(appendDecoded(nil, b[:min(len(b), 2*maxArg)], p.encoding))
}

// field is field i as bytes, empty when the record is shorter.
func (p *parser) field(i int) []byte {
	if i >= len(p.lex.fields) {
		return nil
	}
	return p.lex.fields[i].text
}

// amount reads the amount in field i. When it cannot, it reports why and keeps
// the record as text.
func (p *parser) amount(i int) (Amount, bool) {
	b := p.field(i)
	a, odd, err := parseAmount(b)
	if err != nil || odd {
		if !isASCII(b) {
			a, _, err = parseAmount(appendDecoded(nil, b, p.encoding))
		}
		switch err {
		case nil:
			p.find(CodeAmountSpelling, p.decode(b), a.String())
		case errAmountDecimals:
			p.find(CodeAmountDecimals, p.decode(b))
		case errAmountRange:
			p.find(CodeAmountRange, p.decode(b))
		default:
			p.find(CodeAmountUnreadable, p.decode(b))
		}
		if err != nil {
			p.keep(false)
			return 0, false
		}
	}
	p.total += uint64(max(a, -a))
	if p.total > maxMagnitude {
		p.limit("sum of amounts", maxMagnitude/100)
	}
	return a, true
}

// date reads the date in field i, which may be empty.
func (p *parser) date(i int) (Date, bool) {
	b := p.field(i)
	d, odd, err := parseDate(b)
	if err != nil {
		p.find(CodeDateUnreadable, p.decode(b))
		return 0, false
	}
	if odd {
		p.find(CodeDateSpelling, p.decode(b), d.Compact())
	}
	return d, true
}

// softDate reads a date that no figure depends on.
func (p *parser) softDate(i int) Date {
	b := p.field(i)
	d, odd, err := parseDate(b)
	switch {
	case err != nil:
		p.find(CodeDateInformative, p.decode(b))
	case odd:
		p.find(CodeDateSpelling, p.decode(b), d.Compact())
	}
	return d
}

// account reads the account in field i. Accounts are texts; one that is not a
// number is reported once.
func (p *parser) account(i int) (ref, bool) {
	b := p.field(i)
	if len(b) == 0 {
		p.find(CodeAccountMissing)
		p.keep(false)
		return 0, false
	}
	r := p.text(b)
	if known := b[:min(len(b), maxArg)]; !digitsOnly(string(b)) && !p.odd[string(known)] && len(p.odd) < p.limits.Findings {
		p.odd[string(known)] = true
		p.find(CodeAccountNotNumeric, p.decode(b))
	}
	return r, true
}

// objects keeps the object list in field i.
func (p *parser) objects(i int) ref {
	if i >= len(p.lex.fields) || p.lex.fields[i].from == p.lex.fields[i].to {
		return 0
	}
	f := p.lex.fields[i]
	refs := make([]ref, 0, 8)
	for _, item := range p.lex.items[f.from:f.to] {
		refs = append(refs, p.text(item))
	}
	return p.texts.putRefs(refs)
}

// extra keeps the fields after the known ones: a tuple of text and 1 when it
// was quoted, 0 when not, for each.
func (p *parser) extra(known int) ref {
	if len(p.lex.fields) <= known {
		return 0
	}
	var refs []ref
	var shown []string
	for _, f := range p.lex.fields[known:] {
		var quoted ref
		if f.quoted {
			quoted = 1
		}
		refs = append(refs, p.text(f.text), quoted)
		shown = append(shown, p.decode(f.text))
	}
	if strings.Join(shown, "") != "" {
		p.find(CodeFieldsExtra, strings.Join(shown, " "))
		return p.texts.putRefs(refs)
	}
	return 0
}

// appendField writes a field, in quotes when asked for or needed.
func appendField(b, text []byte, quote bool) []byte {
	if !quote && len(text) > 0 && !strings.ContainsRune(`"{}`, rune(text[0])) && !bytes.ContainsAny(text, " \t") {
		return append(b, bytes.ReplaceAll(text, []byte(`"`), []byte(`\"`))...)
	}
	b = append(b, '"')
	b = append(b, bytes.ReplaceAll(text, []byte(`"`), []byte(`\"`))...)
	return append(b, '"')
}
