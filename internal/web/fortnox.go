package web

import (
	"context"
	"errors"
	"net/http"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// callbackPath is registered at Fortnox and never changes.
const callbackPath = "/oauth/fortnox/callback"

// What to do after a login in Fortnox.
const (
	thenGuide  = "guide"
	thenImport = "import"
)

// beginLogin leads to Fortnox's login page.
func (s *server) beginLogin(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.toFortnox(w, r, e, inGuide(r))
}

func (s *server) toFortnox(w http.ResponseWriter, r *http.Request, e engagement.Engagement, guided bool) {
	ctx, by := r.Context(), s.user(r)
	if !by.MayWrite() {
		s.fail(w, r, office.ErrForbidden)
		return
	}
	then := thenImport
	if guided {
		then = thenGuide
	}
	address, err := s.connections.Begin(ctx, connection.Begin{
		Office: by.Office, User: by.ID, Session: s.browser(ctx), Client: e.Client.ID, Engagement: e.ID,
		Then: then, OrgNr: e.Client.OrgNr,
	})
	if err != nil {
		s.backWith(w, r, e, guided, err)
		return
	}
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// browser names this signed-in browser: a login that another one began is not
// completed here.
func (s *server) browser(ctx context.Context) string { return s.sessions.GetString(ctx, sessionSecret) }

// callback takes what Fortnox sends back, once, and leads to an address that
// holds none of it. The import starts at once.
func (s *server) callback(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	w.Header().Set("Referrer-Policy", "no-referrer")
	login, err := s.connections.Complete(ctx, by.Office, by.ID, s.browser(ctx), r.URL.Query())
	if login.Engagement == "" {
		if err == nil {
			err = connection.ErrState
		}
		s.fail(w, r, err)
		return
	}
	e, getErr := s.engagements.Get(ctx, by, login.Engagement)
	if getErr != nil {
		s.fail(w, r, errors.Join(err, getErr))
		return
	}
	guided := login.Then == thenGuide
	if err != nil {
		s.log.Info("login in Fortnox failed", "engagement", e.ID, "err", err)
		s.backWith(w, r, e, guided, err)
		return
	}
	s.begin(w, r, e, guided)
}

// begin starts an import from Fortnox and leads to its page.
func (s *server) begin(w http.ResponseWriter, r *http.Request, e engagement.Engagement, guided bool) {
	start := s.work.StartImport
	if r.PostFormValue("allt") != "" {
		start = s.work.StartFullImport
	}
	_, err := start(r.Context(), s.user(r), e.ID)
	switch {
	case errors.Is(err, engagement.ErrBusy): // it runs already: show that one
		s.flash(r, Flash{"info", t(r.Context(), "En import pågår redan"), t(r.Context(), "Ingen ny har startats.")})
	case err != nil:
		s.backWith(w, r, e, guided, err)
		return
	}
	http.Redirect(w, r, importURL(e, guided), http.StatusSeeOther)
}

// backWith leads back to where a login or import was asked for, with what went
// wrong.
func (s *server) backWith(w http.ResponseWriter, r *http.Request, e engagement.Engagement, guided bool, err error) {
	f := explain(r.Context(), err)
	if f.Status >= http.StatusInternalServerError && f.Status != http.StatusBadGateway {
		s.fail(w, r, err)
		return
	}
	s.flash(r, Flash{"err", f.Title, f.Text})
	to := sheetURL(e, "/underhall/datakalla")
	if guided {
		to = guideURL(e, afterSource(e.Source))
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// disconnect takes the key away.
func (s *server) disconnect(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	by := s.user(r)
	if err == nil && !by.MayWrite() {
		err = office.ErrForbidden
	}
	if err == nil {
		err = s.connections.Disconnect(r.Context(), by.Office, by.ID, e.Client.ID)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.flash(r, Flash{"ok", t(r.Context(), "Frånkopplad från Fortnox"), t(r.Context(), "Bokföring, bilagor och bokslutsverifikationer finns kvar.")})
	http.Redirect(w, r, sheetURL(e, "/underhall/datakalla"), http.StatusSeeOther)
}

// inGuide tells whether a form belongs to Startguiden.
func inGuide(r *http.Request) bool { return r.PostFormValue("guide") == "1" }

func importURL(e engagement.Engagement, guided bool) string {
	if guided {
		return guideURL(e, "import")
	}
	return sheetURL(e, "/import")
}
