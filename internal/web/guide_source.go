package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// sourceForm is the step Datakälla.
type sourceForm struct {
	draft
	Wrong string
	Taken string // address of the engagement that exists already
}

func (s *server) showGuideSource(w http.ResponseWriter, r *http.Request) {
	d := s.draft(r.Context())
	if !d.Ready || d.Made != "" {
		http.Redirect(w, r, "/uppdrag/ny/foretag", http.StatusSeeOther)
		return
	}
	if d.Source == "" {
		d.Source = string(engagement.Fortnox)
	}
	s.renderGuideSource(w, r, http.StatusOK, sourceForm{draft: d})
}

func (s *server) renderGuideSource(w http.ResponseWriter, r *http.Request, status int, f sourceForm) {
	p := s.page(r, t(r.Context(), "Startguiden – Datakälla"))
	p.Keys = []Key{{[]string{"↑", "↓"}, t(r.Context(), "välj")}, {[]string{"Enter"}, t(r.Context(), "fortsätt")}}
	s.render(w, r, status, guideSourcePage(p, f))
}

// saveGuideSource creates the engagement and leads on to its first import.
func (s *server) saveGuideSource(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	d := s.draft(ctx)
	if d.Made != "" { // the button was clicked twice
		http.Redirect(w, r, d.Made, http.StatusSeeOther)
		return
	}
	d.Source = formValue(r, "kalla")
	client, year, err := d.check()
	if !d.Ready || err != nil {
		http.Redirect(w, r, "/uppdrag/ny/foretag", http.StatusSeeOther)
		return
	}
	known, err := s.offices.Clients(ctx, by)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	e, err := s.engagements.Create(ctx, by, engagement.New{
		Client: asKnown(client, known), Year: year, Source: engagement.Source(d.Source), Responsible: by.ID,
	})
	var field *office.FieldError
	switch {
	case errors.Is(err, engagement.ErrTaken):
		s.guideTaken(w, r, d)
	case errors.As(err, &field):
		s.renderGuideSource(w, r, http.StatusUnprocessableEntity, sourceForm{draft: d, Wrong: fieldSentence(ctx, field)})
	case err != nil:
		s.fail(w, r, err)
	default:
		d.Made = guideURL(e, afterSource(e.Source))
		s.keepDraft(ctx, d)
		http.Redirect(w, r, d.Made, http.StatusSeeOther)
	}
}

func afterSource(source engagement.Source) string {
	if source == engagement.Fortnox {
		return "anslut"
	}
	return "import"
}

// guideURL is a step of Startguiden for an engagement that exists.
func guideURL(e engagement.Engagement, step string) string {
	return withQuery("/uppdrag/ny/"+step, "u", e.ID)
}

func (s *server) guideTaken(w http.ResponseWriter, r *http.Request, d draft) {
	ctx := r.Context()
	listed, err := s.engagements.List(ctx, s.user(r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	f := sourceForm{draft: d, Wrong: sentence(ctx, engagement.ErrTaken)}
	_, year, _ := d.check()
	e, ok := taken(listed, d.OrgNr, year)
	if ok && s.justMade(e, s.user(r)) {
		http.Redirect(w, r, guideURL(e, afterSource(e.Source)), http.StatusSeeOther)
		return
	}
	if ok {
		f.Taken = sheetURL(e, "")
	}
	s.renderGuideSource(w, r, http.StatusConflict, f)
}

// justMade tells whether the same person has made the engagement this very
// minute: the button was clicked twice.
func (s *server) justMade(e engagement.Engagement, by office.User) bool {
	return e.Snapshot == "" && e.Responsible == by.ID && s.now().Sub(e.Created) < time.Minute
}

// guideEngagement is the engagement of a later step, or the answer is written.
func (s *server) guideEngagement(w http.ResponseWriter, r *http.Request) (engagement.Engagement, bool) {
	e, err := s.engagements.Get(r.Context(), s.user(r), r.URL.Query().Get("u"))
	if err != nil {
		s.fail(w, r, err)
		return e, false
	}
	return e, true
}

// guidePage is the frame of a step for an engagement.
func (s *server) guidePage(r *http.Request, title string) Page {
	return s.page(r, t(r.Context(), "Startguiden – %s", title))
}

// guideOver is the line above the heading of a step.
func guideOver(ctx context.Context, e engagement.Engagement) string {
	return t(ctx, "Startguiden · %s · %s", e.Client.Name, e.Client.OrgNr)
}
