package sie

import (
	"bufio"
	"strings"
)

// A writer composes one record at a time.
type writer struct {
	f        *File
	w        *bufio.Writer
	o        WriteOptions
	import4I bool
	raw      [vouchers + 2][]rawRecord // by section; those inside blocks last
	found    findings
	label    label
	lines    int
	buf      []byte // the record, UTF-8
	encoded  []byte
	fields   int // in buf
	empty    int // fields not written yet, for they are empty and may be last
	lex      lexer
	sum      summer
}

const insideBlocks = vouchers + 1

func splitRaw(all []rawRecord) (by [vouchers + 2][]rawRecord) {
	for _, r := range all {
		at := r.section
		if r.inside {
			at = insideBlocks
		}
		by[at] = append(by[at], r)
	}
	return by
}

func (w *writer) find(code Code, args ...string) {
	name := ""
	if w.label != unknown {
		name = w.label.String()
	}
	w.found.add(code, w.lines+1, name, args...)
}

func (w *writer) begin(l label) {
	w.label, w.fields, w.empty = l, 0, 0
	w.buf = append(w.buf[:0], l.String()...)
}

// end writes the record that was begun.
func (w *writer) end() { w.record(w.buf, objectPlaces[w.label]) }

func (w *writer) record(text []byte, objectsAt int) {
	w.encoded = w.encoded[:0]
	encoding := UTF8
	if w.o.Encoding == CP437 {
		w.encoded, _ = appendCP437(w.encoded, text)
		encoding = CP437
	} else {
		w.encoded = append(w.encoded, text...)
	}
	if w.sum.on && len(w.encoded) > 0 && w.encoded[0] == '#' {
		name, body := w.encoded, []byte(nil)
		for i, c := range w.encoded {
			if isBlank(c) {
				name, body = w.encoded[:i], w.encoded[i:]
				break
			}
		}
		w.lex.lex(body, objectsAt)
		w.sum.record(name, &w.lex, encoding)
	}
	w.put(w.encoded)
}

// line writes a brace or another line that is in no checksum.
func (w *writer) line(s string) { w.put([]byte(s)) }

func (w *writer) put(b []byte) {
	w.lines++
	w.w.Write(b)
	w.w.WriteString("\r\n")
}

// must writes a field even when it is empty.
func (w *writer) must(kind byte, s string) {
	w.separate()
	quote := kind == fieldText
	clean := w.clean(s)
	if !quote && !bare(clean) {
		quote = true
	}
	w.buf = appendField(w.buf, []byte(clean), quote)
}

// vanishes is true for a text of which nothing can be written.
func (w *writer) vanishes(s string) bool {
	return s == "" || w.o.Encoding == CP437 && transliterate(s) == ""
}

// may writes a field unless it and all after it are empty.
func (w *writer) may(kind byte, s string) {
	if w.vanishes(s) {
		w.clean(s) // reports it
		w.empty++
		return
	}
	w.must(kind, s)
}

// separate writes the empty fields before the next one, and a blank.
func (w *writer) separate() {
	for ; w.empty > 0; w.empty-- {
		w.buf = append(w.buf, ` ""`...)
		w.fields++
	}
	w.buf = append(w.buf, ' ')
	w.fields++
}

// fill makes sure that n fields stand before the next one.
func (w *writer) fill(n int) { w.empty = max(0, n-w.fields) }

// extra writes fields after the known ones, in quotes where they had them.
func (w *writer) extra(r ref) {
	packed := w.f.text(r)
	for i := 0; 4*i < len(packed); i += 2 {
		w.extraField(w.f.text(refAt(packed, i)), refAt(packed, i+1) != 0)
	}
}

func (w *writer) extraField(s string, quoted bool) {
	w.separate()
	clean := w.clean(s)
	w.buf = appendField(w.buf, []byte(clean), quoted || !bare(clean))
}

func (w *writer) amount(a Amount) {
	w.separate()
	w.buf = a.append(w.buf)
}

func (w *writer) date(d Date) {
	w.separate()
	w.buf = d.append(w.buf)
}

// objects writes an object list, {} when it is empty.
func (w *writer) objects(list ref) {
	w.separate()
	w.buf = append(w.buf, '{')
	first := true
	for dim, object := range objectSeq(w.f, list) {
		if !first {
			w.buf = append(w.buf, ' ')
		}
		first = false
		dim = w.clean(dim)
		w.buf = appendField(w.buf, []byte(dim), !bare(dim))
		w.buf = append(w.buf, ' ')
		w.buf = appendField(w.buf, []byte(w.clean(object)), true)
	}
	w.buf = append(w.buf, '}')
}

// bare is true for what can stand without quotes anywhere.
func bare(s string) bool {
	return s != "" && !strings.ContainsAny(s, " \t\"{}\\#")
}

// rawBefore writes the records kept as text that stood before item i of a
// section.
func (w *writer) rawBefore(s section, i int) {
	for len(w.raw[s]) > 0 && int(w.raw[s][0].before) <= i {
		w.rawRecord(w.raw[s][0])
		w.raw[s] = w.raw[s][1:]
	}
}

func (w *writer) rawRest(s section) { w.rawBefore(s, 1<<32-1) }

// rawInside writes the records kept as text inside a voucher, before a row.
func (w *writer) rawInside(voucher int, row uint32) {
	for kept := &w.raw[insideBlocks]; len(*kept) > 0; *kept = (*kept)[1:] {
		r := (*kept)[0]
		if int(r.voucher) != voucher || r.before > row {
			return
		}
		w.rawRecord(r)
	}
}

// rawRecord writes a record kept as text. What cannot be written becomes a
// question mark and nothing else, or a record that could not be read might turn
// into one that can.
func (w *writer) rawRecord(r rawRecord) {
	text := w.f.text(r.text)
	clean := strings.Map(func(r rune) rune {
		if r != '\t' && isControl(r) || w.o.Encoding == CP437 && !inCP437(r) {
			return '?'
		}
		return r
	}, text)
	name := clean
	if i := strings.IndexAny(clean, " \t"); i >= 0 {
		name = clean[:i]
	}
	w.label = labels[strings.ToUpper(name)]
	if clean != text {
		w.find(CodeTransliterated, text, clean)
	}
	at := anyList
	if w.label != unknown {
		at = objectPlaces[w.label]
	}
	w.record([]byte(clean), at)
}
