package web

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"time"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
)

// Limits of one hand-over of documents.
const (
	maxDocuments  = 20
	documentsSize = maxDocuments*document.MaxSize + 1<<20
)

// errManyAtOnce says that more documents were handed over than are taken at once.
var errManyAtOnce = errors.New("too many documents at once")

// uploadDocuments attaches the files that a person handed over to a place, one
// by one as they come: what is wrong with one says nothing of the others.
func (s *server) uploadDocuments(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err == nil && !s.user(r).MayWrite() {
		err = engagement.ErrForbidden
	}
	if err == nil && e.Locked {
		err = engagement.ErrLocked
	}
	place := placeOf(r.URL.Query().Get)
	if err == nil && !place.Valid() {
		err = engagement.ErrPlace
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadTimeout)) // not every server can
	r.Body = http.MaxBytesReader(w, r.Body, documentsSize)
	got := received{}
	err = s.receive(r, e, &place, &got)
	if err != nil && explain(r.Context(), err).Status >= http.StatusInternalServerError {
		s.fail(w, r, err)
		return
	}
	if err != nil {
		got.refuse(r.Context(), err)
	}
	s.keepFlash(r, sessionUpload, got.message(r.Context()))
	http.Redirect(w, r, placeURL(e, place), http.StatusSeeOther)
}

// received is what came of the files of a hand-over.
type received struct {
	added, known []string // names
	wrong        []Flash
	stopped      bool // the rest was not read
}

func (g *received) refuse(ctx context.Context, err error) {
	f := explain(ctx, err)
	g.wrong = append(g.wrong, Flash{"err", f.Title, f.Text})
}

// receive reads the form part by part. An error ends the reading; what was added
// before it stays.
func (s *server) receive(r *http.Request, e engagement.Engagement, place *document.Place, got *received) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return errForm
	}
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return readError(err)
		}
		switch part.FormName() {
		case "rad": // comes before the files
			value, err := io.ReadAll(io.LimitReader(part, maxShortPart))
			if err != nil {
				return readError(err)
			}
			if place.Workpaper != "" {
				place.Row = string(value)
			}
		case "fil":
			if n > maxDocuments {
				return errManyAtOnce
			}
			if stop, err := s.receiveFile(r, e, *place, part, got); stop || err != nil {
				return err
			}
		}
	}
}

// receiveFile reads one file, at most one byte more than it may have, and
// attaches it. What is wrong with the file is noted; other errors end it all. A
// file that is too large stops the reading: nobody waits for the rest of it.
func (s *server) receiveFile(r *http.Request, e engagement.Engagement, place document.Place, part *multipart.Part, got *received) (stop bool, err error) {
	if part.FileName() == "" {
		return false, nil // no file was chosen
	}
	content, err := io.ReadAll(io.LimitReader(part, document.MaxSize+1))
	if err != nil {
		return true, readError(err)
	}
	d, known, err := s.engagements.AddDocument(r.Context(), s.user(r), e.ID, part.FileName(), content, place)
	var refused *document.Refusal
	switch {
	case errors.As(err, &refused):
		got.refuse(r.Context(), err)
		got.stopped = refused.Reason == document.TooLarge
	case err != nil:
		return true, err
	case known:
		got.known = append(got.known, d.Name)
	default:
		got.added = append(got.added, d.Name)
	}
	return got.stopped, nil
}

// message says what became of all files of a hand-over.
func (g received) message(ctx context.Context) Flash {
	done := g.done(ctx)
	if len(g.wrong) == 0 {
		if len(g.added)+len(g.known) == 0 {
			return Flash{"err", t(ctx, "Ingen fil är vald"), t(ctx, "Välj en eller flera filer, eller dra dem hit.")}
		}
		return Flash{"ok", done, g.already(ctx)}
	}
	text := g.wrong[0].Text
	for _, more := range g.wrong[1:] {
		text += " " + more.Title + ". " + more.Text
	}
	if g.stopped {
		text += " " + t(ctx, "Filer som kom efter den är inte lästa.")
	}
	if done != "" {
		text += " " + done + "."
	}
	return Flash{"err", g.wrong[0].Title, text}
}

func (g received) done(ctx context.Context) string {
	switch n := len(g.added) + len(g.known); n {
	case 0:
		return ""
	case 1:
		return t(ctx, "%s är bifogad", append(slices.Clone(g.added), g.known...)[0])
	default:
		return t(ctx, "%d dokument är bifogade", n)
	}
}

// already says which files the engagement held before.
func (g received) already(ctx context.Context) string {
	if len(g.known) == 0 {
		return ""
	}
	return t(ctx, "Samma innehåll fanns redan i uppdraget och är nu kopplat hit också: %s.", strings.Join(g.known, ", "))
}
