package web

import (
	"bytes"
	"mime"
	"net/http"
	"time"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
)

// documentFile serves a file so that nothing in it can run: under exactly the
// type that its bytes have shown, sandboxed, and to be saved instead of shown,
// but for images and PDF. Source: safety requirement R85.
func (s *server) documentFile(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	d, err := s.engagements.Document(r.Context(), s.user(r), e, r.PathValue("d"))
	if err != nil {
		return err
	}
	content, err := s.engagements.DocumentContent(r.Context(), s.user(r), e, d)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", d.Kind.MediaType())
	h.Set("Content-Disposition", disposition(d, r.URL.Query().Get("spara") != ""))
	h.Set("ETag", `"`+d.SHA256+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
	return nil
}

// filePolicy lets nothing run, load or send in what is shown of a file.
const filePolicy = "sandbox; default-src 'none'"

// disposition says whether browsers show the file or save it, and under what name.
func disposition(d document.Document, save bool) string {
	how := "attachment"
	if opens(d) && !save {
		how = "inline"
	}
	return mime.FormatMediaType(how, map[string]string{"filename": d.Name})
}

// opens tells whether browsers show the file by themselves.
func opens(d document.Document) bool { return d.Kind.Preview() || d.Kind == document.PDF && !d.Sealed }
