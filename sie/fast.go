package sie

import "bytes"

// The quick way through the plain records of vouchers, which are nearly all
// lines of a large file: one look at each byte, no fields in between. Whatever
// is not plain is left to readLine, so both ways give the same; TestFastSame
// holds that.

// fastFields is what the limits must allow, so that a plain line needs no count.
const fastFields = 32

// fastLines reads plain lines and stops before the first that is not.
func (p *parser) fastLines() {
	if p.sum.on || p.f.checksum.Present || p.skip > 0 || p.limits.Fields < fastFields {
		return
	}
	if p.cache == nil {
		p.cache = newCache(p.encoding)
	}
	for p.rtrans == 0 && !p.texts.full && p.lines.pos < len(p.lines.data) {
		next := p.fastLine(p.lines.data[p.lines.pos:])
		if next < 0 {
			return
		}
		p.lines.pos += next
		p.line++
	}
}

// fastLine reads the plain line that d begins with and returns the place after
// it, -1 when it is not plain.
func (p *parser) fastLine(d []byte) int {
	i := skipBlanks(d, 0)
	if len(d)-i < len("#TRANS 1") {
		return -1
	}
	next := -1
	switch d[i] {
	case '#':
		switch {
		case p.records >= p.limits.Records:
		case string(d[i:i+7]) == "#TRANS ":
			if p.block && !p.implicit {
				next = p.fastRow(d, i+len("#TRANS "))
			}
		case string(d[i:i+5]) == "#VER ":
			if !p.block || p.implicit {
				next = p.fastVoucher(d, i+len("#VER "))
			}
		}
	case '{':
		if p.expect {
			if next = p.fastEnd(d, i+1); next > 0 {
				p.block, p.expect, p.implicit = true, false, false
			}
		}
	case '}':
		if p.block {
			if next = p.fastEnd(d, i+1); next > 0 {
				p.block, p.pending, p.expect = false, false, false
			}
		}
	}
	return next
}

// fastEnd is the place after the line end that stands at i, but for blanks; -1
// when something else does or the line is too long.
func (p *parser) fastEnd(d []byte, i int) int {
	for i < len(d) && isBlank(d[i]) {
		i++
	}
	if i >= p.limits.Line {
		return -1
	}
	switch {
	case i+1 < len(d) && d[i] == '\r' && d[i+1] == '\n':
		p.lines.crlf++
		return i + 2
	case i < len(d) && d[i] == '\n':
		p.lines.lfs++
		return i + 1
	}
	return -1
}

// fastRow reads a #TRANS whose fields begin at i.
func (p *parser) fastRow(d []byte, i int) int {
	i = skipBlanks(d, i)
	r := rowRecord{place: uint32(p.line+1) << placeLine}
	var ok bool
	if r.account, i, ok = p.fastAccount(d, i); !ok {
		return -1
	}
	if r.objects, i, ok = p.fastObjects(d, skipBlanks(d, i)); !ok {
		return -1
	}
	if r.amount, i, ok = fastAmount(d, skipBlanks(d, i)); !ok {
		return -1
	}
	i = skipBlanks(d, i)
	if i < len(d) && d[i] > ' ' {
		if r.date, i, ok = p.fastDate(d, i); !ok {
			return -1
		}
		if i, ok = p.fastTexts(d, i, &r); !ok {
			return -1
		}
	}
	total := p.total + uint64(max(r.amount, -r.amount))
	if total > maxMagnitude {
		return -1
	}
	next := p.fastEnd(d, i)
	if next < 0 {
		return -1
	}
	p.total = total
	p.f.rows = append(p.f.rows, r)
	p.records++
	p.f.counts[lTrans]++
	p.pending, p.section = false, vouchers
	return next
}

// fastTexts reads text, quantity and sign of a row.
func (p *parser) fastTexts(d []byte, i int, r *rowRecord) (next int, ok bool) {
	var raw [3][]byte
	var flags [3]byte
	n := 0
	for i = skipBlanks(d, i); i < len(d) && d[i] > ' '; i = skipBlanks(d, i) {
		if n == len(raw) {
			return 0, false
		}
		if raw[n], flags[n], i, ok = p.fastField(d, i); !ok {
			return 0, false
		}
		n++
	}
	if n > 0 && string(raw[n-1]) == "}" {
		return 0, false // it closes the block
	}
	if n == 0 || p.figures {
		return i, true
	}
	r.text = p.freeText(raw[0], flags[0], lTrans)
	if n > 1 {
		r.tail = p.cache.tail(p, p.fastText(raw[1], flags[1], lTrans), p.fastText(raw[2], flags[2], lTrans))
	}
	return i, true
}

// fastVoucher reads a #VER whose fields begin at i.
func (p *parser) fastVoucher(d []byte, i int) int {
	var raw [6][]byte
	var flags [6]byte
	n := 0
	for i = skipBlanks(d, i); i < len(d) && d[i] > ' '; i = skipBlanks(d, i) {
		if n == len(raw) || d[i] == '{' {
			return -1
		}
		var ok bool
		if raw[n], flags[n], i, ok = p.fastField(d, i); !ok {
			return -1
		}
		n++
	}
	r := voucherRecord{line: uint32(p.line + 1), rows: uint32(len(p.f.rows))}
	date, ok := p.cache.date(raw[2])
	if !ok || date == 0 {
		return -1
	}
	registered, ok := p.cache.date(raw[4])
	if !ok {
		return -1
	}
	next := p.fastEnd(d, i)
	if next < 0 {
		return -1
	}
	r.date = date
	r.series = p.fastText(raw[0], flags[0], lVer)
	if r.number, r.numeric = plainNumber(raw[1]); !r.numeric {
		r.number = uint32(p.fastText(raw[1], flags[1], lVer))
	}
	if p.figures {
		raw[3], raw[5], registered = nil, nil, 0
	}
	r.text = p.freeText(raw[3], flags[3], lVer)
	r.tail = p.cache.registered(p, registered, p.fastText(raw[5], flags[5], lVer))
	p.f.vouchers = append(p.f.vouchers, r)
	p.records++
	p.f.counts[lVer]++
	p.block, p.expect, p.implicit, p.pending, p.section = false, true, false, false, vouchers
	return next
}

func skipBlanks(d []byte, i int) int {
	for i < len(d) && isBlank(d[i]) {
		i++
	}
	return i
}

// fastAmount reads the plain spellings of an amount [§5.9].
func fastAmount(d []byte, i int) (a Amount, next int, ok bool) {
	negative := i < len(d) && d[i] == '-'
	if negative {
		i++
	}
	start := i
	for i < len(d) && d[i]-'0' <= 9 {
		a = a*10 + Amount(d[i]-'0')
		i++
	}
	whole := i - start
	a *= 100
	if i+1 < len(d) && d[i] == '.' && d[i+1]-'0' <= 9 {
		a += 10 * Amount(d[i+1]-'0')
		if i += 2; i < len(d) && d[i]-'0' <= 9 {
			a += Amount(d[i] - '0')
			i++
		}
	}
	if negative {
		a = -a
	}
	return a, i, whole > 0 && whole <= 12 && i < len(d) && d[i] <= ' '
}

// fastAccount reads an account of at most seven digits.
func (p *parser) fastAccount(d []byte, i int) (r ref, next int, ok bool) {
	start, key := i, uint64(0)
	for i < len(d) && d[i]-'0' <= 9 {
		key = key<<8 | uint64(d[i])
		i++
	}
	if i == start || i-start > 7 || i == len(d) || !isBlank(d[i]) {
		return 0, 0, false
	}
	c := &p.cache.accounts[cacheIndex(key)]
	if c.key != key {
		c.key = key
		c.ref, _ = p.texts.put(d[start:i])
	}
	return c.ref, i, true
}

// fastObjects reads an object list without quotes that could hide its end.
func (p *parser) fastObjects(d []byte, i int) (r ref, next int, ok bool) {
	if i+1 >= len(d) || d[i] != '{' {
		return 0, 0, false
	}
	if d[i+1] == '}' {
		return 0, i + 2, true
	}
	end := bytes.IndexByte(d[i:min(len(d), i+64)], '}')
	if end < 0 {
		return 0, 0, false
	}
	list := d[i+1 : i+end]
	if r, ok = p.cache.lists[string(list)]; ok {
		return r, i + end + 1, true
	}
	for _, c := range list {
		if p.cache.class[c] != 0 && c != '"' || c == '{' {
			return 0, 0, false
		}
	}
	if bytes.Count(list, []byte(`"`))%2 != 0 {
		return 0, 0, false
	}
	p.lex.lex(d[i:i+end+1], 0)
	if p.lex.notes != 0 || len(p.lex.fields) != 1 || len(p.lex.items) > 8 {
		return 0, 0, false
	}
	if r = p.objects(0); len(p.cache.lists) < maxLists {
		p.cache.lists[string(list)] = r
	}
	return r, i + end + 1, true
}

// fastDate reads a plain date or "".
func (p *parser) fastDate(d []byte, i int) (date Date, next int, ok bool) {
	raw, _, next, ok := p.fastField(d, i)
	if !ok {
		return 0, 0, false
	}
	date, ok = p.cache.date(raw)
	return date, next, ok
}

// fastField reads a field without escapes, in quotes or not, with a blank or the
// line's end after it. Flags says what its bytes are.
func (p *parser) fastField(d []byte, i int) (raw []byte, flags byte, next int, ok bool) {
	class := &p.cache.class
	if d[i] == '"' {
		start := i + 1
		for i = start; i < len(d); i++ {
			c := class[d[i]]
			if c&classStop != 0 {
				break
			}
			flags |= c
		}
		if i+1 >= len(d) || d[i] != '"' || d[i+1] > ' ' || class[d[i+1]]&classBad != 0 {
			return nil, 0, 0, false
		}
		return d[start:i], flags, i + 1, true
	}
	start := i
	for ; i < len(d) && d[i] > ' '; i++ {
		c := class[d[i]]
		if c&classStop != 0 {
			return nil, 0, 0, false
		}
		flags |= c
	}
	return d[start:i], flags, i, i < len(d)
}

// fastText keeps a text that holds no control characters.
func (p *parser) fastText(raw []byte, flags byte, l label) (r ref) {
	switch {
	case len(raw) == 0:
		return 0
	case flags&classOdd != 0:
		p.line++ // fastLines counts the line afterwards
		p.label = l
		r = p.text(raw)
		p.line--
		return r
	}
	r, _ = p.texts.put(p.fastDecode(raw, flags))
	return r
}

// freeText keeps the text of a voucher or row. It is often that of the line
// before. When nearly all of many texts were new, the next ones are not looked
// up but kept as they come.
func (p *parser) freeText(raw []byte, flags byte, l label) ref {
	c := p.cache
	if len(raw) == 0 || flags&classOdd != 0 {
		return p.fastText(raw, flags, l)
	}
	if bytes.Equal(raw, c.lastRaw) {
		return c.lastRef
	}
	b := p.fastDecode(raw, flags)
	var r ref
	if c.unsought > 0 {
		c.unsought--
		r = p.texts.add(b)
	} else {
		var fresh bool
		if r, fresh = p.texts.put(b); fresh {
			c.fresh++
		}
		if c.sought++; c.sought == soughtTexts {
			if c.fresh > soughtTexts*15/16 {
				c.unsought = unsoughtTexts
			}
			c.sought, c.fresh = 0, 0
		}
	}
	c.lastRaw, c.lastRef = raw, r
	return r
}

func (p *parser) fastDecode(raw []byte, flags byte) []byte {
	if flags&classHigh == 0 {
		return raw
	}
	p.buf = appendFast(p.buf[:0], raw, &p.cache.decoded)
	return p.buf
}
