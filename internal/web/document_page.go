package web

import (
	"context"
	"net/http"
	"slices"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// documentRoutes adds the pages of documents.
func (s *server) documentRoutes(page, upload registrar) {
	in := func(pattern string, h engagementHandler) { page(pattern, s.inEngagement(h)) }
	upload("POST /u/{u}/dokument", s.uploadDocuments)
	in("POST /u/{u}/verifikationer/{nr}/bifoga", s.attachNow)
	in("GET /u/{u}/dokument", s.documents)
	in("GET /u/{u}/dokument/{d}", s.document)
	in("GET /u/{u}/dokument/{d}/fil", s.documentFile)
	in("POST /u/{u}/dokument/{d}/koppla", s.actOnDocument(func(r *http.Request, e engagement.Engagement, id string) error {
		return s.engagements.LinkDocument(r.Context(), s.user(r), e.ID, id, postedPlace(r))
	}, "%s är kopplad"))
	in("POST /u/{u}/dokument/{d}/ta-harifran", s.actOnDocument(func(r *http.Request, e engagement.Engagement, id string) error {
		return s.engagements.UnlinkDocument(r.Context(), s.user(r), e.ID, id, postedPlace(r))
	}, "%s finns inte längre där, men är kvar i uppdraget"))
	in("POST /u/{u}/dokument/{d}/bort", s.actOnDocument(func(r *http.Request, e engagement.Engagement, id string) error {
		return s.engagements.DeleteDocument(r.Context(), s.user(r), e.ID, id)
	}, "%s är borttagen"))
	in("POST /u/{u}/dokument/{d}/aterstall", s.actOnDocument(func(r *http.Request, e engagement.Engagement, id string) error {
		return s.engagements.RestoreDocument(r.Context(), s.user(r), e.ID, id)
	}, "%s är återställd"))
}

// documentsView is the documents of a place, with the form for new ones.
type documentsView struct {
	Page      Page
	Place     document.Place // where new ones are attached
	Rows      []placeChoice  // rows that one can be attached to instead
	Choices   []placeChoice  // those of them that the page shows, and the chosen one
	Row       string         // the row that is proposed
	Documents []document.Document
	Attached  *attachedView // in Fortnox; nil where there is no voucher
	Said      *Flash        // what came of documents that were just handed over
}

// placeChoice is a place with the words for it.
type placeChoice struct {
	Value, Text string
	Place       document.Place
}

// documentsAt loads what is attached within a place.
func (s *server) documentsAt(r *http.Request, p Page, place document.Place) (documentsView, error) {
	all, err := s.engagements.Documents(r.Context(), p.User, *p.Engagement)
	return documentsView{Page: p, Place: place, Documents: document.At(all, place), Said: s.popFlash(r, sessionUpload)}, err
}

// documentListView is every document of the engagement.
type documentListView struct {
	Page      Page
	Documents []document.Document
	Deleted   []document.Document
	Bytes     int64
}

func (s *server) documents(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	p, err := s.sheetPage(r, e, tabWorkpapers, t(r.Context(), "Dokument"))
	if err != nil {
		return err
	}
	all, err := s.engagements.Documents(r.Context(), p.User, e)
	if err != nil {
		return err
	}
	v := documentListView{Page: p}
	for _, d := range all {
		v.Bytes += d.Size
		if d.Deleted {
			v.Deleted = append(v.Deleted, d)
		} else {
			v.Documents = append(v.Documents, d)
		}
	}
	s.render(w, r, http.StatusOK, documentListPage(v))
	return nil
}

// documentView is one document with where it is attached and could be.
type documentView struct {
	Page     Page
	Document document.Document
	Choices  []placeChoice
}

func (s *server) document(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	d, err := s.engagements.Document(r.Context(), s.user(r), e, r.PathValue("d"))
	if err != nil {
		return err
	}
	p, err := s.sheetPage(r, e, tabWorkpapers, d.Name)
	if err != nil {
		return err
	}
	v := documentView{Page: p, Document: d}
	if v.Choices, err = s.placeChoices(r, e, d); err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, documentPage(v))
	return nil
}

// placeChoices are the bilagor and closing entries that a document is not
// attached to yet.
func (s *server) placeChoices(r *http.Request, e engagement.Engagement, d document.Document) ([]placeChoice, error) {
	ctx, by := r.Context(), s.user(r)
	if e.Snapshot == "" {
		return nil, nil
	}
	papers, err := s.engagements.Workpapers(ctx, by, e)
	if err != nil {
		return nil, err
	}
	entries, err := s.engagements.Entries(ctx, by, e)
	if err != nil {
		return nil, err
	}
	var all []placeChoice
	for _, w := range papers {
		all = append(all, placeChoice{"bilaga " + w.No, w.No + " " + w.Name, document.Place{Workpaper: w.No}})
	}
	for _, one := range entries {
		if !one.Deleted {
			all = append(all, placeChoice{"ver " + one.No, one.No + " " + one.Text, document.Place{Entry: one.No}})
		}
	}
	return slices.DeleteFunc(all, func(c placeChoice) bool { return slices.Contains(d.Places, c.Place) }), nil
}

// file is the address of the file itself.
func (v documentView) file(query ...string) string {
	return sheetURL(*v.Page.Engagement, "/dokument/"+v.Document.ID+"/fil", query...)
}

func (v documentView) act(what string) string {
	return sheetURL(*v.Page.Engagement, "/dokument/"+v.Document.ID+what)
}

// rowText names the row that a document is attached to, when it is a row.
func (v documentsView) rowText(d document.Document) string {
	for _, row := range v.Rows {
		if slices.Contains(d.Places, row.Place) {
			return row.Text
		}
	}
	return ""
}

// attachment is what has become of a document in Fortnox.
func (v documentsView) attachment(d document.Document) (export.Attachment, bool) {
	if v.Attached == nil {
		return export.Attachment{}, false
	}
	a, ok := v.Attached.Of[d.ID]
	return a, ok
}

func documentSub(ctx context.Context, d document.Document) string {
	text := sizeText(d.Size)
	if pages := pagesText(ctx, d); pages != "" {
		text += " · " + pages
	}
	return text
}

// paperDocuments loads the documents of a bilaga, with its rows to choose among.
func (s *server) paperDocuments(r *http.Request, p Page, w engagement.WorkpaperView) (documentsView, error) {
	v, err := s.documentsAt(r, p, document.Place{Workpaper: w.No})
	for _, row := range w.Rows {
		v.Rows = append(v.Rows, placeChoice{row.ID, row.Text, document.Place{Workpaper: w.No, Row: row.ID}})
		if row.ID == r.URL.Query().Get("bifoga") {
			v.Row = row.ID
		}
	}
	return v, err
}

// accountDocuments loads the documents of an account and of the bilagor that
// explain it; new ones are attached to the account.
func (s *server) accountDocuments(r *http.Request, p Page, row engagement.Row) (documentsView, error) {
	all, err := s.engagements.Documents(r.Context(), p.User, *p.Engagement)
	v := documentsView{Page: p, Place: document.Place{Account: row.Account}, Said: s.popFlash(r, sessionUpload)}
	for _, d := range all {
		within := len(document.At([]document.Document{d}, v.Place)) > 0
		for _, no := range row.Workpapers {
			within = within || len(document.At([]document.Document{d}, document.Place{Workpaper: no})) > 0
		}
		if within {
			v.Documents = append(v.Documents, d)
		}
	}
	return v, err
}

// choose lists the rows of a page of the grid, and the chosen one.
func (v *documentsView) choose(ctx context.Context, from, to int) {
	for i, row := range v.Rows {
		if i >= from && i < to || row.Value == v.Row {
			row.Text = t(ctx, "Rad %d %s", i+1, row.Text)
			v.Choices = append(v.Choices, row)
		}
	}
}

// onRow tells whether a row of the bilaga has documents.
func (v documentsView) onRow(row string) bool {
	return len(document.At(v.Documents, document.Place{Workpaper: v.Place.Workpaper, Row: row})) > 0
}

// knows tells whether a row is saved: only then can a document be attached to it.
func (v documentsView) knows(row string) bool {
	return slices.ContainsFunc(v.Rows, func(c placeChoice) bool { return c.Value == row })
}

// againstElsewhere tells whether the bilaga is reconciled against a document that
// is not attached to it any more.
func (v paperView) againstElsewhere() bool {
	return v.Against.Document != "" && !slices.ContainsFunc(v.Documents.Documents, func(d document.Document) bool { return d.ID == v.Against.Document })
}
