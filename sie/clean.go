package sie

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean makes a text safe to write: no control characters, none that the
// encoding lacks, and no backslash where a reader takes it for an escape. What
// it changes it reports.
func (w *writer) clean(s string) string {
	clean := w.cleanCharacters(s)
	if !strings.Contains(clean, `\`) {
		return clean
	}
	var b strings.Builder
	for i := range len(clean) {
		switch {
		case clean[i] != '\\':
			b.WriteByte(clean[i])
		case i+1 == len(clean) || clean[i+1] == '"':
			b.WriteByte('/')
		case clean[i+1] == '\\':
		default:
			b.WriteByte('\\')
		}
	}
	if b.String() != clean {
		w.find(CodeBackslashChanged, s, b.String())
	}
	return b.String()
}

func (w *writer) cleanCharacters(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7F {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	clean := strings.Map(func(r rune) rune {
		if isControl(r) {
			return ' '
		}
		return r
	}, s)
	if clean != s {
		w.find(CodeControlReplaced, s, clean)
	}
	if !utf8.ValidString(clean) {
		clean = strings.ToValidUTF8(clean, "?")
	}
	if w.o.Encoding == CP437 {
		before := clean
		if clean = transliterate(clean); clean != before {
			w.find(CodeTransliterated, before, clean)
		}
	}
	return clean
}

// spelled is how characters outside CP437 are written with those inside it.
var spelled = map[rune]string{
	'€': "EUR", '–': "-", '—': "-", '−': "-", '‐': "-", '‑': "-", '’': "'", '‘': "'", '‚': "'", '´': "'", '“': `"`, '”': `"`,
	'„': `"`, '›': ">", '‹': "<", '§': "par.", '×': "x", '©': "(c)", '®': "(r)", 'ø': "ö", 'Ø': "Ö", 'ð': "d", 'Ð': "D",
	'þ': "th", 'Þ': "Th", 'ł': "l", 'Ł': "L", 'đ': "d", 'Đ': "D", 'œ': "oe", 'Œ': "Oe", 'ı': "i", '•': "*", '⁄': "/",
	'\u202f': " ", '\u2009': " ", '\u200b': "", '\u200d': "", '\ufeff': "", '\u00ad': "",
}

// transliterate writes every character that CP437 lacks with ones that it has:
// by the table, else without its accents, else as a question mark.
func transliterate(s string) string {
	var b strings.Builder
	for _, r := range s {
		if inCP437(r) {
			b.WriteRune(r)
			continue
		}
		if to, ok := spelled[r]; ok {
			b.WriteString(to)
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			to, ok := spelled[part]
			switch {
			case inCP437(part) && part >= ' ':
				b.WriteRune(part)
			case ok:
				b.WriteString(to)
			case !unicode.Is(unicode.Mn, part):
				b.WriteByte('?')
			}
		}
	}
	return b.String()
}

// isControl is true for control characters, which no text may hold, and for what
// else some readers take for the end of a line.
func isControl(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

func inCP437(r rune) bool {
	if r < utf8.RuneSelf {
		return true
	}
	_, ok := toCP437[r]
	return ok
}
