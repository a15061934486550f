package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/report"
	"bokslut/internal/report/pdf"
)

// Reasons of the pages why a document is not printed.
var (
	errNoRoom   = errors.New("the documents are larger than a print can be")
	errNotAsked = errors.New("documents are not asked for")
)

// maxPrinted is how much of attached documents one print holds, in bytes.
const maxPrinted = 60 << 20

// binderOf gathers everything that the binder is made of.
func (s *server) binderOf(r *http.Request, p Page, q binderQuery) (report.Binder, error) {
	ctx, e := r.Context(), *p.Engagement
	snap, err := s.engagements.Snapshot(ctx, p.User, e)
	if err != nil {
		return report.Binder{}, err
	}
	b := report.Binder{
		Engagement: e, Framework: frameworkName(ctx, e.Client.Framework), Responsible: s.colleague(ctx, p.User, e.Responsible), Reviewer: s.colleague(ctx, p.User, e.Reviewer),
		Imported: t(ctx, "%s, läst %s", t(ctx, sourceWord(e.Source)), clock(snap.At)), Names: namesOf(snap.Totals.Years[0]), Internal: q.Internal, EntryFiles: map[string][]report.File{},
	}
	if b.Balance, err = s.engagements.Balance(ctx, p.User, e); err != nil {
		return b, err
	}
	if b.Lines, err = s.engagements.Workpapers(ctx, p.User, e); err != nil {
		return b, err
	}
	if b.Entries, err = s.engagements.Entries(ctx, p.User, e); err != nil {
		return b, err
	}
	if b.Checks, err = s.engagements.Checklist(ctx, p.User, e); err != nil {
		return b, err
	}
	files, err := s.newFiles(r, p, q.Files)
	if err != nil {
		return b, err
	}
	for _, line := range b.Lines {
		if !q.lets(line) {
			continue
		}
		paper, err := s.printedPaper(r, p, line.No, files)
		if err != nil {
			return b, err
		}
		b.Papers = append(b.Papers, paper)
	}
	for _, one := range b.Entries {
		docs := entryDocuments(files.all, one)
		if b.EntryFiles[one.No], err = files.files(ctx, one.No, docs); err != nil {
			return b, err
		}
	}
	b.Choice = q.text(ctx, len(b.Papers), len(b.Lines))
	return b, nil
}

func frameworkName(ctx context.Context, f office.Framework) string {
	for _, c := range frameworks {
		if c.Value == string(f) {
			return t(ctx, c.Name)
		}
	}
	return ""
}

// colleague is the name of a colleague, or a dash.
func (s *server) colleague(ctx context.Context, by office.User, id string) string {
	if id == "" {
		return t(ctx, "–")
	}
	u, err := s.offices.User(ctx, by, id)
	if err != nil {
		return t(ctx, "–")
	}
	return u.Name
}

// fileLoader makes documents ready to be printed, as long as there is room.
type fileLoader struct {
	load func(document.Document) ([]byte, error)
	all  []document.Document
	on   bool              // they are asked for
	left int               // bytes
	seen map[string]string // label that a document is printed under, by id
}

func (s *server) newFiles(r *http.Request, p Page, asked bool) (*fileLoader, error) {
	all, err := s.engagements.Documents(r.Context(), p.User, *p.Engagement)
	load := func(d document.Document) ([]byte, error) {
		return s.engagements.DocumentContent(r.Context(), p.User, *p.Engagement, d)
	}
	return &fileLoader{load: load, all: all, on: asked, left: maxPrinted, seen: map[string]string{}}, err
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
	case int(d.Size) > l.left:
		f.Out = outsideText(ctx, errNoRoom)
		return f, nil
	}
	content, err := l.load(d)
	if err != nil {
		return f, err
	}
	l.left -= len(content)
	if f.Body, f.Sheets, err = pdf.Prepare(d, content); err != nil {
		f.Body, f.Out = nil, outsideText(ctx, err)
	}
	return f, nil
}

// printedPaper is a bilaga with its documents.
func (s *server) printedPaper(r *http.Request, p Page, no string, files *fileLoader) (report.Paper, error) {
	view, err := s.engagements.Workpaper(r.Context(), p.User, *p.Engagement, no)
	if err != nil {
		return report.Paper{}, err
	}
	if view.Deleted {
		return report.Paper{}, engagement.ErrNotFound
	}
	sortItems(view.Items)
	paper := report.Paper{WorkpaperView: view}
	paper.Files, err = files.files(r.Context(), paper.Owner(r.Context()), paperDocuments(files.all, no, view.Workpaper.Accounts))
	for i, f := range paper.Files {
		paper.Files[i].On = onRows(view, f.Document)
	}
	return paper, err
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

// paperReport is one bilaga by itself: on screen, or as a file when the name ends
// so.
func (s *server) paperReport(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	no, ending := r.PathValue("bilaga"), ""
	for _, one := range []string{"pdf", "xlsx"} {
		if rest, ok := strings.CutSuffix(no, "."+one); ok {
			no, ending = rest, one
		}
	}
	p, err := s.sheetPage(r, e, tabReports, t(ctx, "Bilaga %s", no))
	if err != nil {
		return err
	}
	files, err := s.newFiles(r, p, ending == "pdf")
	if err != nil {
		return err
	}
	paper, err := s.printedPaper(r, p, no, files)
	if err != nil {
		return err
	}
	internal := r.FormValue("interna") != "0"
	make := func() report.Document { return report.PaperReport(ctx, s.reportHead(p), reportWords, paper, internal) }
	switch ending {
	case "pdf":
		return s.sendPrint(w, r, report.Labelled(ctx, paper.Owner(ctx), paper.Files), make)
	case "":
		return s.showReport(w, r, reportView{Page: p, Document: make(), path: "/rapporter/bilaga/" + no})
	}
	return s.sendReport(w, r, cmp.Or(ending, "xlsx"), make())
}
