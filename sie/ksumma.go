package sie

import (
	"fmt"
	"hash/crc32"
	"strconv"
	"unicode/utf8"
)

// A Checksum is what #KSUMMA says about a file [§10].
type Checksum struct {
	Present  bool // the file has an opening #KSUMMA
	Closed   bool // and a closing one with a value
	Checked  bool // false when a text is not in CP437, or the sum begins after vouchers
	Declared uint32
	Computed uint32
}

// OK is true when the sum was checked and is right.
func (c Checksum) OK() bool { return c.Checked && c.Declared == c.Computed }

// summer computes the checksum: the CRC-32 of labels and field texts, as CP437
// bytes with nothing between them.
type summer struct {
	on    bool
	crc   uint32
	buf   []byte
	why   string // the sum cannot be checked
	after bool   // records after the sum have been reported
}

// add feeds b, which is in encoding e.
func (s *summer) add(b []byte, e Encoding) {
	if e == CP437 || isASCII(b) {
		s.crc = crc32.Update(s.crc, crc32.IEEETable, b)
		return
	}
	text := appendDecoded(nil, b, e)
	bytes, ok := appendCP437(s.buf[:0], text)
	s.buf = bytes
	if !ok && s.why == "" {
		s.why = fmt.Sprintf("%q is not in code page 437", text)
	}
	s.crc = crc32.Update(s.crc, crc32.IEEETable, bytes)
}

// record feeds a record: its label, then its fields and object list items in
// the order in which they stand.
func (s *summer) record(name []byte, l *lexer, e Encoding) {
	s.add(name, e)
	for _, f := range l.fields {
		if !f.list {
			s.add(f.text, e)
			continue
		}
		for _, item := range l.items[f.from:f.to] {
			s.add(item, e)
		}
	}
}

// appendCP437 appends UTF-8 text as CP437 bytes. Ok is false when a character
// is not in that code page; it is left out.
func appendCP437(dst, text []byte) (out []byte, ok bool) {
	ok = true
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			dst = append(dst, text[i])
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		i += n
		b, found := toCP437[r]
		if !found {
			ok = false
			continue
		}
		dst = append(dst, b)
	}
	return dst, ok
}

// parseChecksum reads an unsigned or a negative signed 32-bit number.
func parseChecksum(s string) (uint32, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < -1<<31 || n >= 1<<32 {
		return 0, false
	}
	return uint32(n), true
}
