package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// Limits of an upload: ten years is more than any import reads.
const (
	maxFiles      = 10
	maxParts      = 20
	maxShortPart  = 100
	uploadTimeout = 10 * time.Minute
)

// errManyFiles says that more files were handed over than an import reads.
var errManyFiles = errors.New("too many files")

// uploadSIE reads SIE files that a person handed over, one for each year.
func (s *server) uploadSIE(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadTimeout)) // not every server can
	r.Body = http.MaxBytesReader(w, r.Body, uploadLimit)
	files, guided, err := readUpload(r)
	v := importView{Engagement: e, Guided: guided}
	if err != nil {
		f := explain(ctx, err)
		v.Wrong = &Flash{"err", f.Title, f.Text}
		s.renderImport(w, r, f.Status, v)
		return
	}
	if len(files) == 0 {
		v.Wrong = &Flash{"err", t(ctx, "Ingen fil är vald"), t(ctx, "Välj en eller flera SIE-filer och läs in dem.")}
		s.renderImport(w, r, http.StatusUnprocessableEntity, v)
		return
	}
	job, err := s.work.ImportFiles(ctx, s.user(r), e.ID, files)
	s.afterHandOver(w, r, v, job, err)
}

// afterHandOver leads on after a file or typed balances were read, or shows
// what was wrong with them.
func (s *server) afterHandOver(w http.ResponseWriter, r *http.Request, v importView, job jobs.Job, err error) {
	ctx := r.Context()
	switch {
	case err != nil:
		f := explain(ctx, err)
		if f.Status >= http.StatusInternalServerError || errors.Is(err, engagement.ErrNotFound) {
			s.fail(w, r, err)
			return
		}
		v.Wrong = &Flash{"err", f.Title, f.Text}
		s.renderImport(w, r, f.Status, v)
	case job.State != jobs.Done:
		title, text := problemText(ctx, job.Problem)
		v.Wrong = &Flash{"err", title, text}
		s.renderImport(w, r, http.StatusUnprocessableEntity, v)
	default:
		v.Job = &job
		if !job.Waits {
			same := ""
			if job.Same {
				same = t(ctx, "Inget har ändrats sedan den förra importen.")
			}
			s.flash(r, Flash{"ok", t(ctx, "Bokföringen är inläst"), same})
		}
		http.Redirect(w, r, v.next(), http.StatusSeeOther)
	}
}

// readUpload streams a form with files. Nothing is kept of a part that is not
// asked for.
func readUpload(r *http.Request) (files []jobs.Upload, guided bool, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, false, errForm
	}
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return files, guided, nil
		}
		if err != nil {
			return nil, guided, readError(err)
		}
		if n >= maxParts || len(files) >= maxFiles {
			return nil, guided, errManyFiles
		}
		switch part.FormName() {
		case "guide":
			value, err := io.ReadAll(io.LimitReader(part, maxShortPart))
			if err != nil {
				return nil, guided, readError(err)
			}
			guided = string(value) == "1"
		case "fil":
			f, err := readFile(part)
			if err != nil {
				return nil, guided, readError(err)
			}
			if f.Name != "" {
				files = append(files, f)
			}
		}
	}
}

func readFile(part *multipart.Part) (jobs.Upload, error) {
	body, err := io.ReadAll(part)
	return jobs.Upload{Name: fileName(part.FileName()), Body: body}, err
}

// fileName is what a page may show of a name that a browser sent.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 100 {
		name = string(runes[:100])
	}
	return name
}

// readError keeps what says that the body is too large; anything else is a
// form that cannot be read.
func readError(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return tooLarge
	}
	return errForm
}

// typeManual saves balances that a person typed or pasted.
func (s *server) typeManual(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v := importView{Engagement: e, Guided: inGuide(r), Text: r.PostFormValue("saldon")}
	if strings.TrimSpace(v.Text) == "" {
		v.Wrong = &Flash{"err", t(r.Context(), "Inga saldon är ifyllda"), t(r.Context(), "Skriv eller klistra in minst en rad.")}
		s.renderImport(w, r, http.StatusUnprocessableEntity, v)
		return
	}
	job, err := s.work.ImportManual(r.Context(), s.user(r), e.ID, v.Text)
	s.afterHandOver(w, r, v, job, err)
}
