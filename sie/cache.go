package sie

import (
	"encoding/binary"
	"unicode/utf8"
)

// What a byte can be in a text, by the encoding of the file.
const (
	classStop byte = 1 << iota // a quote, a backslash or a control character
	classBad                   // a control character other than a line end or blank
	classHigh                  // not ASCII
	classOdd                   // may be a part of a damaged text: see damaged
)

// A cache holds what the plain lines of vouchers repeat.
type cache struct {
	class    [256]byte
	decoded  [128]utf8Bytes
	accounts [256]cached
	lists    map[string]ref
	dates    [256]struct {
		key  uint64
		date Date
	}
	tails   [256]cachedTail // of rows, by quantity and sign
	days    [512]cachedTail // of vouchers, by registration date and sign
	lastRaw []byte
	lastRef ref

	sought, fresh int // texts looked up of late, and those of them that were new
	unsought      int // texts yet to be kept without looking them up
}

const (
	soughtTexts   = 2048
	unsoughtTexts = 32768
)

// maxLists bounds the object lists that are remembered.
const maxLists = 10_000

type cached struct {
	key uint64
	ref ref
}

type cachedTail struct {
	one, two uint32
	tail     ref
}

type utf8Bytes struct {
	bytes [3]byte
	n     uint8
}

func newCache(e Encoding) *cache {
	c := &cache{lists: map[string]ref{}}
	for b := range 256 {
		switch {
		case b == '"' || b == '\\':
			c.class[b] = classStop
		case b == '\r' || b == '\n' || b == '\t':
			c.class[b] = classStop
		case b < ' ' || b == 0x7F:
			c.class[b] = classStop | classBad
		case b >= 0x80:
			c.class[b] = classHigh | classOdd
		}
	}
	table := &cp437
	switch e {
	case Windows1252:
		table = &cp1252
	case ISO8859_15:
		table = &latin9
	case CP437:
	default:
		return c
	}
	for i, r := range table {
		c.decoded[i].n = uint8(utf8.EncodeRune(c.decoded[i].bytes[:], r))
		if !oddRune(r) {
			c.class[i+0x80] = classHigh
		}
	}
	return c
}

// cacheIndex spreads keys over 256 places.
func cacheIndex(key uint64) int { return int(key * 0x9E3779B97F4A7C15 >> 56) }

// date reads YYYYMMDD or nothing; ok is false for everything else.
func (c *cache) date(raw []byte) (d Date, ok bool) {
	if len(raw) == 0 {
		return 0, true
	}
	if len(raw) != 8 {
		return 0, false
	}
	key := binary.LittleEndian.Uint64(raw)
	place := &c.dates[cacheIndex(key)]
	if place.key != key {
		d, _, err := parseDate(raw)
		if err != nil {
			return 0, false
		}
		place.key, place.date = key, d
	}
	return place.date, true
}

// tail is the tuple of a row's quantity and sign.
func (c *cache) tail(p *parser, quantity, sign ref) ref {
	t := &c.tails[cacheIndex(uint64(quantity)<<32|uint64(sign))]
	if t.one != uint32(quantity) || t.two != uint32(sign) {
		*t = cachedTail{uint32(quantity), uint32(sign), p.texts.putRefs([]ref{quantity, sign})}
	}
	return t.tail
}

// registered is the tuple of a voucher's registration date and sign.
func (c *cache) registered(p *parser, day Date, sign ref) ref {
	t := &c.days[(uint32(day)*31+uint32(sign))%uint32(len(c.days))]
	if t.one != uint32(day) || t.two != uint32(sign) {
		var text ref
		if day != 0 {
			text, _ = p.texts.put(day.append(nil))
		}
		*t = cachedTail{uint32(day), uint32(sign), p.texts.putRefs([]ref{text, sign})}
	}
	return t.tail
}

// forget drops all refs, but keeps what a byte or date means.
func (c *cache) forget() {
	c.accounts, c.tails, c.days = [256]cached{}, [256]cachedTail{}, [512]cachedTail{}
	clear(c.lists)
	c.lastRaw, c.lastRef = nil, 0
}

// appendFast decodes b by a table of what each high byte becomes, eight plain
// bytes at a time.
func appendFast(dst, b []byte, decoded *[128]utf8Bytes) []byte {
	for len(b) >= 8 {
		if w := binary.LittleEndian.Uint64(b); w&highBits == 0 {
			dst = binary.LittleEndian.AppendUint64(dst, w)
			b = b[8:]
			continue
		}
		dst = appendEach(dst, b[:8], decoded)
		b = b[8:]
	}
	return appendEach(dst, b, decoded)
}

func appendEach(dst, b []byte, decoded *[128]utf8Bytes) []byte {
	for _, c := range b {
		if c < 0x80 {
			dst = append(dst, c)
		} else {
			u := &decoded[c-0x80]
			dst = append(dst, u.bytes[:u.n]...)
		}
	}
	return dst
}
