// Package pdf writes reports as PDF for A4 paper. The same document gives the
// same bytes.
package pdf

import (
	"bytes"
	"errors"
	"fmt"

	"codeberg.org/go-pdf/fpdf"

	"bokslut/internal/report"
)

// MaxRows is how many rows of tables are printed, some eight hundred pages. A
// longer report is for a spreadsheet.
const MaxRows = 40_000

// ErrTooLong says that the document has more rows than are printed.
var ErrTooLong = errors.New("the report is too long to print")

// Words are what the print itself says, in the reader's language.
type Words struct {
	Printed func(at, by string) string   // bottom left
	Page    func(page, pages int) string // bottom right
	Draft   string                       // beside the client on every page of a draft
	Year    string                       // "Räkenskapsår"
}

// Make prints a document, or gives ErrTooLong. With a PDF among its files the
// pages are the same each time, and the bytes are not. A *MergeError names a file
// that cannot be printed with the others.
func Make(d report.Document, words Words) ([]byte, error) {
	if d.Rows(MaxRows+1) > MaxRows {
		return nil, ErrTooLong
	}
	w := newWriter(d, words)
	w.document()
	w.finish()
	var out bytes.Buffer
	if err := w.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("print %s: %w", d.Name, err)
	}
	if len(w.splices) > 0 {
		return w.merge(out.Bytes())
	}
	return out.Bytes(), nil
}

// Sizes of the paper and of what stands on it, mm and pt. Source: interface
// rules, section 8.
const (
	top, side, bottom = 20.0, 14.0, 17.0
	small             = 8.0 // pt: heads, feet, tables
	text              = 9.0
	heading           = 11.0
	title             = 16.0
	leading           = 0.46 // mm of line per pt of type
)

type colour struct{ r, g, b int }

var (
	ink   = colour{0x14, 0x18, 0x1a}
	grey  = colour{0x41, 0x4a, 0x4f}
	pale  = colour{0x59, 0x62, 0x68}
	hair  = colour{0xdd, 0xe0, 0xdc}
	rule  = colour{0xbc, 0xc2, 0xbd}
	amber = colour{0x92, 0x46, 0x00}
)

// writer lays a document out on pages.
type writer struct {
	ruler
	doc   report.Document
	words Words
	wide  bool // the page lies
	y     float64
	shift float64 // mm to add to y while an earlier page of another height is written on
	right string
	heads []string // top right of each page
	index []int    // the pages of what the index names, in order
	slots []slot   // where the index says on which page it stands

	marks   []mark
	splices []splice
	skipped int   // pages of files so far
	numbers []int // what each page of ours is numbered
	closed  bool  // nothing more is written on this page
}

// slot is a place of the index that waits for a page number.
type slot struct {
	page int
	y    float64
}

func newWriter(d report.Document, words Words) *writer {
	p := fpdf.New("P", "mm", "A4", "")
	p.AddUTF8FontFromBytes(family, string(plain), regular)
	p.AddUTF8FontFromBytes(family, string(bold), semibold)
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(side, top, side)
	p.SetCellMargin(0)
	p.SetCatalogSort(true)
	p.SetCreationDate(d.Head.At.UTC())
	p.SetModificationDate(d.Head.At.UTC())
	p.SetTitle(clean(d.Title), true)
	p.SetAuthor(clean(d.Head.By), true)
	p.SetSubject(clean(d.Head.Client+" "+d.Head.OrgNr), true)
	p.SetProducer("Skatt & Bokslut", true)
	p.SetLang("sv-SE")
	p.SetFont(family, string(plain), text)
	right := d.Head.Right
	if right == "" {
		right = d.Title
	}
	return &writer{ruler: newRuler(p), doc: d, words: words, right: right}
}

// size is width and height of the page, mm.
func (w *writer) size() (width, height float64) { return w.pdf.GetPageSize() }

// room is the width between the margins, mm.
func (w *writer) room() float64 {
	width, _ := w.size()
	return width - 2*side
}

// left is the height that is left on the page, mm.
func (w *writer) left() float64 {
	_, height := w.size()
	return height - bottom - w.y
}

// whole is the height of an empty page, mm.
func (w *writer) whole() float64 {
	_, height := w.size()
	return height - bottom - top
}

func (w *writer) newPage() {
	orientation := "P"
	if w.wide {
		orientation = "L"
	}
	w.pdf.AddPageFormat(orientation, w.pdf.GetPageSizeStr("A4"))
	w.heads, w.numbers = append(w.heads, w.right), append(w.numbers, w.number())
	w.closed = false
	w.y = top
}

// fit begins a page when less than height is left on this one.
func (w *writer) fit(height float64) {
	if w.left() < height && w.y > top {
		w.newPage()
	}
}

func (w *writer) colour(c colour) { w.pdf.SetTextColor(c.r, c.g, c.b) }

// put writes one line of text with its top at y.
func (w *writer) put(x, y float64, s string, f face, size float64, c colour) {
	w.pdf.SetFont(family, string(f), size)
	w.colour(c)
	w.pdf.Text(x, y+size*0.36+w.shift, s)
}

// line draws a horizontal line of a width, mm.
func (w *writer) line(x1, x2, y, width float64, c colour) {
	w.pdf.SetDrawColor(c.r, c.g, c.b)
	w.pdf.SetLineWidth(width)
	w.pdf.Line(x1, y, x2, y)
}

// paragraph writes text across a width and moves down; lines that do not fit
// come on the next page.
func (w *writer) paragraph(x, width float64, s string, f face, size float64, c colour) {
	for _, one := range w.wrap(s, f, size, width) {
		w.fit(size * leading)
		w.put(x, w.y, one, f, size, c)
		w.y += size * leading
	}
}

// finish writes heads, feet and the numbers of the index, which need the number
// of pages.
func (w *writer) finish() {
	pages := w.pdf.PageCount() + w.skipped
	for i, s := range w.slots {
		w.turnTo(s.page)
		number := fmt.Sprint(w.index[i])
		w.put(side+w.room()-w.width(number, plain, text), s.y, number, plain, text, ink)
	}
	for page := 1; page <= w.pdf.PageCount(); page++ {
		w.turnTo(page)
		w.frame(page, pages)
	}
	if len(w.splices) == 0 {
		w.bookmarks()
	}
	w.turnTo(w.pdf.PageCount()) // fpdf writes the pages up to the one that it is on
}

// turnTo goes to a page that exists. What font it was left with is not known, so
// the next text has to say.
func (w *writer) turnTo(page int) {
	_, now := w.size()
	_, there := w.pageSize(page)
	w.shift = now - there
	w.pdf.SetPage(page)
	w.pdf.SetFont(family, string(plain), 1)
}

func (w *writer) frame(page, pages int) {
	width, height := w.pageSize(page)
	h := w.doc.Head
	who := clean(h.Client + "   " + h.OrgNr + "   " + w.words.Year + " " + h.Year.String())
	right := clean(w.heads[page-1])
	most := (width - 2*side) * 0.6
	who = w.first(who, plain, small, most)
	w.put(side, 10, who, plain, small, grey)
	at := side + w.width(who, plain, small) + 4
	if h.Draft != "" {
		w.put(at, 10, clean(w.words.Draft), bold, small, amber)
		at += w.width(w.words.Draft, bold, small) + 4
	}
	right = w.first(right, bold, small, max(width-side-at, 20))
	w.put(width-side-w.width(right, bold, small), 10, right, bold, small, ink)

	printed := w.first(clean(w.words.Printed(stamp(h), h.By)), plain, small, most)
	w.put(side, height-11, printed, plain, small, pale)
	number := clean(w.words.Page(w.numbers[page-1], pages))
	w.put(width-side-w.width(number, plain, small), height-11, number, plain, small, pale)
}

// pageSize is that of a page that may not be the last one.
func (w *writer) pageSize(page int) (width, height float64) {
	width, height, _ = w.pdf.PageSize(page)
	return width, height
}

func stamp(h report.Head) string { return report.Clock(h.At) }
