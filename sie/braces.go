package sie

import "bytes"

// open handles a line that begins with {.
func (p *parser) open() {
	switch {
	case p.expect && p.skip == 0:
		p.block, p.expect, p.implicit = true, false, false
	case p.skip > 0 || p.pending:
		p.pending = false
		if p.skip++; p.skip > p.limits.Nesting {
			p.limit("nesting", int64(p.limits.Nesting))
			return
		}
		p.whole = []byte("{")
		p.keep(true)
	default:
		p.find(CodeBraceUnexpected, "{")
	}
}

// close handles a line that begins with }.
func (p *parser) close() {
	p.endRtrans()
	switch {
	case p.skip > 0:
		p.whole = []byte("}")
		p.keep(true)
		p.skip--
	case p.block:
		p.block = false
	default:
		p.find(CodeBraceUnexpected, "}")
	}
	p.pending, p.expect = false, false
}

// endSkip closes the blocks of an unknown record that the file leaves open, so
// that writing it back does not swallow what follows.
func (p *parser) endSkip() {
	whole := p.whole
	for p.whole = []byte("}"); p.skip > 0; p.skip-- {
		p.keep(true)
	}
	p.whole = whole
}

// cutBrace takes the { that opens a block out of the fields of a #VER, with all
// that follows it, and the } that closes one out of the end of a row. Where a field
// begins in its line tell the capacities, for both slices end with the file.
func (p *parser) cutBrace(l label) (rest []byte) {
	fields := p.lex.fields
	switch at := len(fields) - 1; {
	case l == lVer:
		for i, f := range fields {
			if !f.quoted && beginsBlock(f.text) {
				rest = p.whole[cap(p.whole)-cap(f.text):]
				p.lex.fields = fields[:i]
				break
			}
		}
	case l >= lTrans && l <= lBtrans && at > 0 && !fields[at].quoted && string(fields[at].text) == "}":
		rest = fields[at].text
		p.lex.fields = fields[:at]
	}
	p.whole = bytes.TrimRight(p.whole[:len(p.whole)-len(rest)], " \t")
	return rest
}

// beginsBlock is true for a field that is a block or begins one. It holds no quote,
// so it lies in the line itself.
func beginsBlock(field []byte) bool {
	return string(field) == "{" || string(field) == "{}" || bytes.HasPrefix(field, []byte("{#")) && bytes.IndexByte(field, '"') < 0
}
