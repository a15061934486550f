package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"unicode/utf16"
	"unicode/utf8"
)

// reply is an answer before it is sent, so that a fault can change it or keep it back. It has either a value, sent as JSON,
// or raw bytes with their content type.
type reply struct {
	status      int
	header      map[string]string
	value       any
	raw         []byte
	contentType string
	streamed    bool // sent without a length, as SIE is
}

func jsonReply(value any) reply {
	return reply{status: 200, value: value}
}

func wrapped(name string, value any) reply {
	return jsonReply(map[string]any{name: value})
}

// body returns the bytes to send and their content type.
func (p reply) body() ([]byte, string) {
	if p.value == nil {
		return p.raw, p.contentType
	}
	contentType := p.contentType
	if contentType == "" {
		contentType = "application/json"
	}
	return escapeJSON(encodeJSON(p.value)), contentType
}

// encodeJSON panics on a value that has no JSON form, which only a mistake in this package can cause: everything that is
// sent comes from JSON that was read or from the package's own types.
func encodeJSON(value any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		panic("fortnoxtest: " + err.Error())
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}

// escapeJSON writes JSON as Fortnox does: characters outside ASCII as \uXXXX and the solidus as \/.
func escapeJSON(src []byte) []byte {
	dst := make([]byte, 0, len(src)+len(src)/8)
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case c == '\\' && i+1 < len(src):
			dst = append(dst, c, src[i+1])
			i += 2
		case c == '/':
			dst = append(dst, '\\', '/')
			i++
		case c < utf8.RuneSelf:
			dst = append(dst, c)
			i++
		default:
			r, size := utf8.DecodeRune(src[i:])
			dst = appendUnicode(dst, r)
			i += size
		}
	}
	return dst
}

func appendUnicode(dst []byte, r rune) []byte {
	if hi, lo := utf16.EncodeRune(r); hi != utf8.RuneError {
		return appendUnicode(appendUnicode(dst, hi), lo)
	}
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
