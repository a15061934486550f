package pdf

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
)

// Source Sans 3, OFL-1.1: see typsnitt/OFL.txt.
var (
	//go:embed typsnitt/source-sans-3-400.ttf
	regular []byte
	//go:embed typsnitt/source-sans-3-600.ttf
	semibold []byte
)

const family = "sans"

// A face is a weight of the font.
type face string

const (
	plain face = ""
	bold  face = "B"
)

// drawable tells which characters of the basic plane the font has.
var drawable = sync.OnceValue(func() []bool {
	has := make([]bool, 1<<16)
	font, err := sfnt.Parse(regular)
	if err != nil {
		panic("pdf: " + err.Error()) // it is part of the program
	}
	var buffer sfnt.Buffer
	for r := range has {
		glyph, err := font.GlyphIndex(&buffer, rune(r))
		has[r] = err == nil && glyph != 0
	}
	return has
})

// clean keeps what can be drawn: other blanks become one, and a character that
// the font lacks becomes a question mark.
func clean(s string) string {
	has := drawable()
	plainText := func(r rune) bool { return r >= ' ' && int(r) < len(has) && has[r] }
	if strings.IndexFunc(s, func(r rune) bool { return !plainText(r) }) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || plainText(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r):
			return -1
		}
		return '?'
	}, s)
}

// ruler measures texts.
type ruler struct {
	pdf    *fpdf.Fpdf
	widths map[face][]float64 // of each character at 1 pt, mm; negative: not measured yet
}

func newRuler(pdf *fpdf.Fpdf) ruler {
	r := ruler{pdf, map[face][]float64{}}
	for _, f := range []face{plain, bold} {
		widths := make([]float64, 1<<16)
		for i := range widths {
			widths[i] = -1
		}
		r.widths[f] = widths
	}
	return r
}

// width is how wide a clean text is, mm.
func (r ruler) width(s string, f face, size float64) float64 {
	sum, widths := 0.0, r.widths[f]
	for _, c := range s {
		if widths[c] < 0 {
			old, oldSize := r.style()
			r.pdf.SetFont(family, string(f), 100)
			widths[c] = r.pdf.GetStringWidth(string(c)) / 100
			r.pdf.SetFont(family, old, oldSize)
		}
		sum += widths[c]
	}
	return sum * size
}

func (r ruler) style() (style string, size float64) {
	size, _ = r.pdf.GetFontSize()
	return r.pdf.GetFontStyle(), size
}

// wrap breaks a text into lines no wider than most, at blanks and after slashes
// where it can. It gives at least one line.
func (r ruler) wrap(s string, f face, size, most float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(clean(s), "\n") {
		lines = append(lines, r.wrapLine(strings.TrimRight(paragraph, " "), f, size, most)...)
	}
	return lines
}

func (r ruler) wrapLine(s string, f face, size, most float64) []string {
	var lines []string
	for {
		cut, rest := r.cut(s, f, size, most)
		lines = append(lines, s[:cut])
		if rest >= len(s) {
			return lines
		}
		if s = strings.TrimLeft(s[rest:], " "); s == "" {
			return lines
		}
	}
}

// cut finds where a text has to be broken: the end of the line, and where the
// next one begins. At least one character is on the line.
func (r ruler) cut(s string, f face, size, most float64) (end, rest int) {
	blank, slash, w := -1, -1, 0.0
	for i, c := range s {
		if w += r.width(string(c), f, size); w > most && i > 0 {
			switch {
			case blank > slash && blank > 0:
				return blank, blank + 1
			case slash > 0:
				return slash, slash
			}
			return i, i
		}
		switch c {
		case ' ':
			blank = i
		case '/':
			slash = i + 1
		}
	}
	return len(s), len(s)
}

// first is as much of a text as one line holds.
func (r ruler) first(s string, f face, size, most float64) string {
	s, _, _ = strings.Cut(clean(s), "\n")
	end, _ := r.cut(s, f, size, most)
	return s[:end]
}
