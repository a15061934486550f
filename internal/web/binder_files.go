package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/report"
	"bokslut/internal/report/pdf"
)

// Reasons of the pages why a document is not printed.
var (
	errNoRoom   = errors.New("the documents are larger than a print can be")
	errNotAsked = errors.New("documents are not asked for")
)

// Bounds of the attached documents of one print: bytes, bytes of memory while they
// are put together, and the time that making them ready may take.
const (
	maxPrinted  = 60 << 20
	maxWeight   = 512 << 20
	maxPrepared = time.Minute
)

// printTimeout is how long making and sending a print may take.
const printTimeout = 5 * time.Minute

// fileLoader makes documents ready to be printed, as long as there is room.
type fileLoader struct {
	load    func(document.Document) ([]byte, error)
	prepare func(document.Document, []byte) (pdf.Ready, error)
	all     []document.Document
	on      bool              // they are asked for
	until   time.Time         // nothing more is made ready after it
	left    int               // bytes
	weight  int64             // bytes of memory that are left
	seen    map[string]string // label that a document is printed under, by id
	told    map[string]bool   // documents that stand somewhere in the print, by id
}

func (s *server) newFiles(r *http.Request, p Page, asked bool) (*fileLoader, error) {
	ctx := r.Context()
	all, err := s.engagements.Documents(ctx, p.User, *p.Engagement)
	return &fileLoader{
		all: all, on: asked, until: time.Now().Add(maxPrepared), left: maxPrinted, weight: maxWeight, seen: map[string]string{}, told: map[string]bool{},
		load: func(d document.Document) ([]byte, error) {
			return s.engagements.DocumentContent(ctx, p.User, *p.Engagement, d)
		},
		prepare: func(d document.Document, content []byte) (pdf.Ready, error) { return s.files.Prepare(ctx, d, content) },
	}, err
}

// files makes the documents of an owner ready. One that is printed already is not
// printed again.
func (l *fileLoader) files(ctx context.Context, owner string, docs []document.Document) ([]report.File, error) {
	var all []report.File
	for i, d := range docs {
		f, err := l.file(ctx, d)
		if err != nil {
			return nil, err
		}
		if f.Out == "" && f.Same == "" {
			l.seen[d.ID] = report.FileLabel(ctx, owner, i)
		}
		l.told[d.ID] = true
		all = append(all, f)
	}
	return all, nil
}

func (l *fileLoader) file(ctx context.Context, d document.Document) (report.File, error) {
	f := report.File{Document: d, Out: knownOutside(ctx, d), Same: l.seen[d.ID]}
	switch {
	case f.Same != "":
		return f, nil
	case f.Out != "":
		return f, nil
	case !l.on:
		f.Out = outsideText(ctx, errNotAsked)
		return f, nil
	case int(d.Size) > l.left || l.weight < 0 || time.Now().After(l.until):
		f.Out = outsideText(ctx, errNoRoom)
		return f, nil
	}
	content, err := l.load(d)
	if err != nil {
		return f, err
	}
	l.left -= len(content)
	ready, err := l.prepare(d, content)
	if ctx.Err() != nil {
		return f, ctx.Err()
	}
	if l.weight -= ready.Weight; l.weight < 0 && err == nil {
		err = errNoRoom
	}
	if err != nil {
		f.Out = outsideText(ctx, err)
		return f, nil
	}
	f.Body, f.Sheets = ready.Body, ready.Pages
	return f, nil
}

// onRows names the rows of a bilaga that a document is attached to.
func onRows(view engagement.WorkpaperView, d document.Document) string {
	var rows []string
	for _, row := range view.Rows {
		if slices.Contains(d.Places, document.Place{Workpaper: view.No, Row: row.ID}) {
			rows = append(rows, row.Text)
		}
	}
	return strings.Join(rows, ", ")
}

// entryDocuments are those of a closing entry; a deleted one shows none.
func entryDocuments(all []document.Document, one engagement.EntryView) []document.Document {
	if one.Deleted {
		return nil
	}
	return document.At(all, document.Place{Entry: one.No})
}
