package sie

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Encoding is how a file's characters are written as bytes.
type Encoding string

// The encodings that Read knows. The standard allows CP437 alone [§5.8].
const (
	ASCII       Encoding = "ascii"       // no byte above 7F: the same in all of them
	CP437       Encoding = "cp437"       // IBM PC code page 437, "PC8"
	Windows1252 Encoding = "cp1252"      // also found for ISO 8859-1 and -15
	ISO8859_15  Encoding = "iso-8859-15" // never found, for bytes do not tell it apart; only forced
	UTF8        Encoding = "utf-8"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
)

var (
	bomUTF8 = []byte{0xEF, 0xBB, 0xBF}
	bomLE   = []byte{0xFF, 0xFE}
	bomBE   = []byte{0xFE, 0xFF}
)

// DetectEncoding says how data is encoded. It looks at the bytes only, for
// #FORMAT is wrong in too many files.
func DetectEncoding(data []byte) Encoding {
	switch e := marked(data); {
	case e != "":
		return e
	case isASCII(data):
		return ASCII
	case utf8.Valid(data):
		return UTF8
	}
	return countLetters(data).encoding()
}

// marked is the encoding that the first bytes tell: a byte order mark, or a # of
// two bytes as in UTF-16 without one.
func marked(data []byte) Encoding {
	switch {
	case bytes.HasPrefix(data, bomUTF8):
		return UTF8
	case bytes.HasPrefix(data, bomLE), bytes.HasPrefix(data, []byte("#\x00F\x00")):
		return UTF16LE
	case bytes.HasPrefix(data, bomBE), bytes.HasPrefix(data, []byte("\x00#\x00F")):
		return UTF16BE
	}
	return ""
}

// knownEncoding says what is wrong with an encoding that a caller forces.
func knownEncoding(e Encoding) error {
	switch e {
	case "", ASCII, CP437, Windows1252, ISO8859_15, UTF8, UTF16LE, UTF16BE:
		return nil
	}
	return fmt.Errorf("encoding %q is none that can be read", e)
}

// secondBytes follow C3 in the UTF-8 of å ä ö Å Ä Ö é.
var secondBytes = []byte{0xA5, 0xA4, 0xB6, 0x85, 0x84, 0x96, 0xA9}

// letters counts what tells the encodings apart.
type letters struct {
	dos, windows int // bytes that are Swedish letters in CP437 and Windows-1252
	high         int // bytes from 80
	pairs        int // those of them that belong to a Swedish letter in UTF-8
}

// encoding is the verdict on bytes that are neither ASCII nor UTF-8.
func (l letters) encoding() Encoding {
	switch {
	case l.pairs*10 > l.high*9:
		return UTF8
	case l.windows > l.dos:
		return Windows1252
	}
	return CP437
}

// add counts the bytes from..to of data; a pair may end after them.
func (l *letters) add(data []byte, from, to int) {
	i := from
	for ; i+8 <= to; i += 8 {
		w := binary.LittleEndian.Uint64(data[i:]) & highBits
		for ; w != 0; w &= w - 1 {
			l.one(data, i+bits.TrailingZeros64(w)/8)
		}
	}
	for ; i < to; i++ {
		if data[i] >= 0x80 {
			l.one(data, i)
		}
	}
}

func (l *letters) one(data []byte, i int) {
	l.high++
	switch data[i] {
	case 0x86, 0x84, 0x94, 0x8F, 0x8E, 0x99, 0x82, 0x81:
		l.dos++
	case 0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0xE9, 0xFC:
		l.windows++
	case 0xC3:
		if i+1 < len(data) && bytes.IndexByte(secondBytes, data[i+1]) >= 0 {
			l.pairs += 2
		}
	}
}

// countLetters counts all of data, a large one on two processors.
func countLetters(data []byte) letters {
	var l letters
	if len(data) < 1<<20 || runtime.GOMAXPROCS(0) == 1 {
		l.add(data, 0, len(data))
		return l
	}
	var other letters
	half := make(chan struct{})
	go func() {
		other.add(data, len(data)/2, len(data))
		close(half)
	}()
	l.add(data, 0, len(data)/2)
	<-half
	return letters{l.dos + other.dos, l.windows + other.windows, l.high + other.high, l.pairs + other.pairs}
}

// highBits are the bits that no ASCII byte has, for eight bytes at a time.
const highBits = 0x8080808080808080

func isASCII(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&highBits != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// prepare drops the byte order mark and turns UTF-16 into UTF-8, so that the
// lexer can work on bytes in every encoding. It returns the encoding of the
// result.
func prepare(data []byte, e Encoding) ([]byte, Encoding) {
	switch e {
	case UTF16LE, UTF16BE:
		return fromUTF16(data, e), UTF8
	case ASCII, UTF8:
		return bytes.TrimPrefix(data, bomUTF8), UTF8
	}
	return data, e
}

func fromUTF16(data []byte, e Encoding) []byte {
	if e == UTF16BE {
		data = bytes.TrimPrefix(data, bomBE)
	} else {
		data = bytes.TrimPrefix(data, bomLE)
	}
	out := make([]byte, 0, len(data)/2+len(data)/16)
	var lead rune
	flush := func() {
		if lead != 0 {
			out = utf8.AppendRune(out, utf8.RuneError)
			lead = 0
		}
	}
	for ; len(data) >= 2; data = data[2:] {
		r := rune(data[0]) | rune(data[1])<<8
		if e == UTF16BE {
			r = rune(data[1]) | rune(data[0])<<8
		}
		if lead != 0 && r >= 0xDC00 && r < 0xE000 {
			out = utf8.AppendRune(out, utf16.DecodeRune(lead, r))
			lead = 0
			continue
		}
		flush()
		if r >= 0xD800 && r < 0xDC00 {
			lead = r
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	flush()
	return out
}

// appendDecoded appends b, which is in encoding e, to dst as UTF-8. Bytes that
// mean nothing become U+FFFD.
func appendDecoded(dst, b []byte, e Encoding) []byte {
	switch e {
	case CP437:
		return appendTable(dst, b, &cp437)
	case Windows1252:
		return appendTable(dst, b, &cp1252)
	case ISO8859_15:
		return appendTable(dst, b, &latin9)
	}
	if utf8.Valid(b) {
		return append(dst, b...)
	}
	return append(dst, bytes.ToValidUTF8(b, []byte("\uFFFD"))...)
}

func appendTable(dst, b []byte, table *[128]rune) []byte {
	for _, c := range b {
		if c < 0x80 {
			dst = append(dst, c)
		} else {
			dst = utf8.AppendRune(dst, table[c-0x80])
		}
	}
	return dst
}

// oddRune is true for the characters above 7F that inspect must look at: what
// damaged texts hold, and what stands for a byte without a meaning.
func oddRune(r rune) bool { return strings.ContainsRune("├Ã†„”™Ž÷σΣ\uFFFD", r) }

// damaged is true when a text holds what Swedish letters turn into when they
// are decoded twice or with the wrong table.
func damaged(s string) bool {
	var before rune
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf:
		case before == '├' && strings.ContainsRune("Ññ╢àäû⌐╝", r),
			before == 'Ã' && strings.ContainsRune("¥¤¶…„–©¼", r):
			return true
		case strings.ContainsRune("åäöÅÄÖé", r) || !unicode.IsLetter(before):
		case strings.ContainsRune("†„”™Ž÷σΣ", r):
			after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if unicode.IsLetter(after) {
				return true
			}
		}
		before = r
	}
	return false
}
