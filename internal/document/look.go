package document

import (
	"bytes"
	"image"
	_ "image/jpeg" // sizes of images
	_ "image/png"
	"strings"
)

// look finds out what the bytes are.
func look(b []byte) sight {
	starts := func(s string) bool { return bytes.HasPrefix(b, []byte(s)) }
	switch {
	case isPDF(b):
		return lookPDF(b)
	case starts("\x89PNG\r\n\x1a\n"):
		return lookImage(PNG, b)
	case starts("\xff\xd8\xff"):
		return lookImage(JPEG, b)
	case len(b) >= 12 && starts("RIFF") && string(b[8:12]) == "WEBP":
		return lookWebP(b)
	case len(b) >= 12 && string(b[4:8]) == "ftyp":
		return lookHEIC(b)
	case starts("PK\x03\x04"), starts("PK\x05\x06"):
		return lookZip(b)
	case starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return lookOLE(b)
	}
	s := lookText(b)
	for _, m := range magic {
		if s.kind == Other && starts(m.start) {
			s.kind = m.kind
		}
	}
	return s
}

var magic = []struct {
	start string
	kind  Kind
}{
	{"GIF87a", GIF}, {"GIF89a", GIF},
	{"Rar!", Archive}, {"7z\xbc\xaf\x27\x1c", Archive}, {"\x1f\x8b", Archive}, {"BZh", Archive}, {"\xfd7zXZ\x00", Archive}, {"\x28\xb5\x2f\xfd", Archive},
	{"MZ", Program}, {"\x7fELF", Program}, {"\xca\xfe\xba\xbe", Program}, {"\xcf\xfa\xed\xfe", Program},
}

const maxPixels = 50_000_000

func lookImage(kind Kind, b []byte) sight {
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return sight{kind: kind, reason: Damaged}
	}
	return measured(kind, int64(c.Width), int64(c.Height))
}

func measured(kind Kind, width, height int64) sight {
	switch {
	case width <= 0 || height <= 0:
		return sight{kind: kind, reason: Damaged}
	case width*height > maxPixels:
		return sight{kind: kind, reason: Pixels}
	}
	return sight{kind: kind}
}

// lookWebP reads the size in the first chunk. Source: RFC 9649, sections 2.5–2.7.
func lookWebP(b []byte) sight {
	if len(b) < 30 {
		return sight{kind: WebP, reason: Damaged}
	}
	le := func(at, n int) int64 {
		var v int64
		for i := n - 1; i >= 0; i-- {
			v = v<<8 | int64(b[at+i])
		}
		return v
	}
	switch string(b[12:16]) {
	case "VP8X":
		return measured(WebP, le(24, 3)+1, le(27, 3)+1)
	case "VP8 ":
		return measured(WebP, le(26, 2)&0x3fff, le(28, 2)&0x3fff)
	case "VP8L":
		bits := le(21, 4)
		return measured(WebP, bits&0x3fff+1, bits>>14&0x3fff+1)
	}
	return sight{kind: WebP, reason: Damaged}
}

func lookHEIC(b []byte) sight {
	switch string(b[8:12]) {
	case "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1":
		return sight{kind: HEIC}
	}
	return sight{kind: Other} // a film, or sound
}

// lookText tells text from other content: no control character but those that
// shape lines. UTF-16 counts when it says so by its first two bytes.
func lookText(b []byte) sight {
	if bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		b = bytes.ReplaceAll(b[2:], []byte{0}, nil)
	}
	for i, c := range b {
		switch {
		case c >= ' ' && c != 0x7f, c == '\t', c == '\n', c == '\r', c == '\f':
		case c == 0x1a && i == len(b)-1: // the end of a file of old
		default:
			return sight{kind: Other}
		}
	}
	return sight{kind: markup(b)}
}

// markup tells pages and drawings, which can hold code, from other text.
func markup(b []byte) Kind {
	head := strings.ToLower(string(b[:min(len(b), 4096)]))
	head = strings.TrimLeft(strings.TrimPrefix(head, "\xef\xbb\xbf"), " \t\r\n\f")
	if !strings.HasPrefix(head, "<") {
		return Text
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<meta", "<title", "<a ", "<p>", "<div", "<table", "<img", "<style"} {
		if strings.HasPrefix(head, tag) || strings.HasPrefix(head, "<?xml") && strings.Contains(head, tag) && strings.Contains(head, "xhtml") {
			return HTML
		}
	}
	switch {
	case strings.HasPrefix(head, "<svg"), strings.HasPrefix(head, "<?xml") && strings.Contains(head, "<svg"):
		return SVG
	case strings.HasPrefix(head, "<!--") && strings.Contains(head, "<html"):
		return HTML
	}
	return XML
}
