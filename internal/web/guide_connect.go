package web

import (
	"net/http"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
)

// connectView is the step Anslut.
type connectView struct {
	Engagement engagement.Engagement
	Usable     *connection.Connection // the client is connected already
	Lapsed     bool
}

func (s *server) showConnect(w http.ResponseWriter, r *http.Request) {
	e, ok := s.guideEngagement(w, r)
	if !ok {
		return
	}
	if e.Source != engagement.Fortnox {
		http.Redirect(w, r, guideURL(e, "import"), http.StatusSeeOther)
		return
	}
	v := connectView{Engagement: e}
	c, err := s.connections.Get(r.Context(), e.Office, e.Client.ID)
	switch {
	case isNone(err):
	case err != nil:
		s.fail(w, r, err)
		return
	case c.Usable(s.now()):
		v.Usable = &c
	default:
		v.Lapsed = c.Lapsed(s.now())
	}
	p := s.guidePage(r, t(r.Context(), "Anslut till Fortnox"))
	s.render(w, r, http.StatusOK, connectPage(p, v))
}
