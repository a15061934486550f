package web

import (
	"net/http"

	"bokslut/internal/audit"
	"bokslut/internal/engagement"
)

// maxEvents is how many events the page shows, the latest.
const maxEvents = 500

// eventsView is Händelselogg.
type eventsView struct {
	Engagement engagement.Engagement
	Events     []audit.Event
	Users      map[string]string
}

func (s *server) events(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p, err := s.sheetPage(r, e, tabEvents, t(ctx, "Händelselogg"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	events, err := s.engagements.Events(ctx, by, e.ID, maxEvents)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	users, err := s.offices.Users(ctx, by)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, eventsPage(p, eventsView{e, events, userNames(users)}))
}
