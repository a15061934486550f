package pdf

import (
	"bytes"
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"bokslut/internal/report"
)

// splice is a PDF that comes after a page of ours.
type splice struct {
	after int // our pages before it
	report.Attachment
}

// mark is a bookmark: where a section or a file begins, among all pages.
type mark struct {
	title string
	level int
	page  int
}

// number is what the page that is written on is numbered: the pages of files
// before it count.
func (w *writer) number() int { return w.pdf.PageNo() + w.skipped }

func (w *writer) bookmark(title string, level, page int) {
	w.marks = append(w.marks, mark{clean(title), level, page})
}

// attach prints a file after its section: an image on a page of its own, a PDF as
// it is.
func (w *writer) attach(a report.Attachment, level int) {
	if !a.Image {
		w.bookmark(a.Label+": "+a.Name, level, w.number()+1)
		w.splices = append(w.splices, splice{w.pdf.PageNo(), a})
		w.skipped += a.Pages
		w.closed = true
		return
	}
	w.wide = false
	right := w.right
	w.right = a.Stamp(1)
	w.newPage()
	w.right = right
	w.closed = true
	w.bookmark(a.Label+": "+a.Name, level, w.number())
	w.put(side, w.y, w.first(a.Name, plain, text, w.room()), plain, text, grey)
	w.y += 6
	w.picture(a)
}

// picture draws an image as large as the rest of the page lets it be, but not
// larger than it is at 100 dots an inch.
func (w *writer) picture(a report.Attachment) {
	kind := "PNG"
	if bytes.HasPrefix(a.Body, []byte("\xff\xd8")) {
		kind = "JPEG"
	}
	name := fmt.Sprintf("%d", len(w.heads))
	info := w.pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: kind}, bytes.NewReader(a.Body))
	if info == nil || w.pdf.Err() {
		return
	}
	const mmPerDot = 25.4 / 100
	scale := 72 / 25.4 * mmPerDot // Width and Height take 72 dots an inch
	width, height := info.Width()*scale, info.Height()*scale
	if shrink := min(w.room()/width, w.left()/height, 1); shrink < 1 {
		width, height = width*shrink, height*shrink
	}
	w.pdf.ImageOptions(name, side, w.y, width, height, false, fpdf.ImageOptions{ImageType: kind}, 0, "")
}

// bookmarks gives our pages their bookmarks when nothing is spliced in.
func (w *writer) bookmarks() {
	for _, m := range w.marks {
		w.turnTo(m.page)
		w.pdf.Bookmark(strings.TrimSpace(m.title), m.level, 0)
	}
}
