package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/report"
	"bokslut/internal/report/pdf"
)

// binderRoutes adds Pärmen and the bilagor by themselves.
func (s *server) binderRoutes(page registrar) {
	in := func(pattern string, h engagementHandler) { page(pattern, s.inEngagement(unhurried(h))) }
	in("GET /u/{u}/parm", s.binder)
	in("GET /u/{u}/parm/parm.pdf", s.binderFile)
	in("GET /u/{u}/rapporter/bilaga/{bilaga}", s.paperReport)
}

// unhurried lets a handler answer for longer than pages take.
func unhurried(h engagementHandler) engagementHandler {
	return func(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(printTimeout)) // not every server can
		return h(w, r, e)
	}
}

// Which bilagor a binder holds.
const (
	allPapers    = ""
	signedPapers = "klara"
	chosenPapers = "valda"
)

// binderQuery is what is chosen for a print of the binder.
type binderQuery struct {
	Which    string
	Papers   []string // numbers, with chosenPapers
	Internal bool     // internal comments are printed
	Files    bool     // attached documents are printed
}

func newBinderQuery(r *http.Request) binderQuery {
	q := binderQuery{Which: r.FormValue("urval"), Internal: r.FormValue("interna") == "1", Files: r.FormValue("dokument") == "1"}
	q.Papers = r.Form["bilaga"]
	return q
}

func (q binderQuery) lets(line engagement.WorkpaperLine) bool {
	switch q.Which {
	case signedPapers:
		return line.SignOff != nil && line.Status.IsDone()
	case chosenPapers:
		return slices.Contains(q.Papers, line.No)
	}
	return true
}

func (q binderQuery) text(ctx context.Context, n, all int) string {
	switch q.Which {
	case signedPapers:
		return t(ctx, "Klarmarkerade bilagor, %d av %d", n, all)
	case chosenPapers:
		return t(ctx, "Valda bilagor, %d av %d", n, all)
	}
	return t(ctx, "Alla bilagor, %d", all)
}

// binderView is the page with the choices of Pärmen.
type binderView struct {
	Page    Page
	Query   binderQuery
	Lines   []engagement.WorkpaperLine
	Open    []string
	Outside []report.OutsideFile // what is known before the print not to be in it
	Wrong   string
}

func (s *server) binder(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.showBinder(w, r, e, http.StatusOK, binderQuery{Internal: true, Files: true}, "")
}

func (s *server) showBinder(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, q binderQuery, wrong string) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabBinder, t(ctx, "Pärm"))
	if err != nil {
		return err
	}
	sheet, err := s.engagements.Balance(ctx, p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	lines, err := s.engagements.Workpapers(ctx, p.User, e)
	if err != nil {
		return err
	}
	docs, err := s.engagements.Documents(ctx, p.User, e)
	if err != nil {
		return err
	}
	v := binderView{Page: p, Query: q, Lines: lines, Open: report.OpenPoints(ctx, e, sheet), Wrong: wrong}
	for _, line := range lines {
		for _, d := range paperDocuments(docs, line.Digest.No, line.Accounts) {
			if out := knownOutside(ctx, d); out != "" {
				v.Outside = append(v.Outside, report.OutsideFile{Owner: t(ctx, "Bilaga %s", line.No), File: report.File{Document: d, Out: out}})
			}
		}
	}
	entries, err := s.engagements.Entries(ctx, p.User, e)
	if err != nil {
		return err
	}
	for _, one := range entries {
		for _, d := range entryDocuments(docs, one) {
			if out := knownOutside(ctx, d); out != "" {
				v.Outside = append(v.Outside, report.OutsideFile{Owner: one.No, File: report.File{Document: d, Out: out}})
			}
		}
	}
	s.render(w, r, status, binderPage(v))
	return nil
}

// paperDocuments are those on a bilaga, its rows and its accounts.
func paperDocuments(all []document.Document, no string, accounts []string) []document.Document {
	found := document.At(all, document.Place{Workpaper: no})
	for _, account := range accounts {
		for _, d := range document.At(all, document.Place{Account: account}) {
			if !slices.ContainsFunc(found, func(f document.Document) bool { return f.ID == d.ID }) {
				found = append(found, d)
			}
		}
	}
	return found
}

// knownOutside says why a document is not printed, as far as it shows without
// reading it.
func knownOutside(ctx context.Context, d document.Document) string {
	switch {
	case d.Sealed:
		return outsideText(ctx, pdf.ErrSealed)
	case !pdf.Prints(d.Kind):
		return outsideText(ctx, pdf.ErrKind)
	case d.Pages > pdf.MaxPages:
		return outsideText(ctx, pdf.ErrPages)
	}
	return ""
}

func outsideText(ctx context.Context, err error) string {
	switch {
	case errors.Is(err, pdf.ErrSealed):
		return t(ctx, "Krypterad. Spara den utan lösenord och bifoga den igen, så kommer den med.")
	case errors.Is(err, pdf.ErrKind):
		return t(ctx, "Filer av det slaget skrivs inte ut. Spara den som PDF och bifoga den, så kommer den med.")
	case errors.Is(err, pdf.ErrPages):
		return t(ctx, "Har fler än %d sidor.", pdf.MaxPages)
	case errors.Is(err, errNoRoom):
		return t(ctx, "Ryms inte i utskriften. Skriv ut bilagan för sig.")
	case errors.Is(err, errNotAsked):
		return t(ctx, "Dokumenten är bortvalda.")
	}
	return t(ctx, "Går inte att läsa som PDF eller bild.")
}

// binderFile prints Pärmen.
func (s *server) binderFile(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	q := newBinderQuery(r)
	if q.Which == chosenPapers && len(q.Papers) == 0 {
		return s.showBinder(w, r, e, http.StatusUnprocessableEntity, q, t(r.Context(), "Välj minst en bilaga."))
	}
	p, err := s.sheetPage(r, e, tabBinder, t(r.Context(), "Pärm"))
	if err != nil {
		return err
	}
	b, err := s.binderOf(r, p, q)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	return s.sendPrint(w, r, b.Files(r.Context()), func() report.Document { return b.Document(r.Context(), s.reportHead(p), reportWords) })
}

// sendPrint sends a document with files. One that turns out not to go with the
// others is left out and named.
func (s *server) sendPrint(w http.ResponseWriter, r *http.Request, files []report.Printed, make func() report.Document) error {
	for {
		d := make()
		body, err := pdf.Make(d, pdfWords(r.Context()))
		var merge *pdf.MergeError
		if errors.As(err, &merge) && leaveOut(r.Context(), files, merge) {
			s.log.Info("attachment left out of a print", "err", err)
			continue
		}
		if err != nil {
			return err
		}
		fileHead(w, d, "pdf", "application/pdf")
		_, _ = w.Write(body) // a reader who leaves is nothing to report
		return nil
	}
}

// leaveOut marks the file that stands in the way wherever it is attached, and
// tells whether there was one.
func leaveOut(ctx context.Context, files []report.Printed, merge *pdf.MergeError) bool {
	at := slices.IndexFunc(files, func(f report.Printed) bool { return f.Out == "" && f.Label == merge.Label })
	if at < 0 {
		return false
	}
	for _, f := range files {
		if f.ID == files[at].ID {
			f.Out, f.Same, f.Body = outsideText(ctx, merge), "", nil
		}
	}
	return true
}
