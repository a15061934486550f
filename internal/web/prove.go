package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/office"
)

// proofLasts is how long after the password was written a person need not write
// it again. Source: safety requirement R71.
const proofLasts = 10 * time.Minute

// proveNow notes that the person of the session has just written the password.
func (s *server) proveNow(ctx context.Context) {
	s.sessions.Put(ctx, sessionProved, s.now().Unix())
}

// proved tells whether the person of the session has written the password
// within proofLasts.
func (s *server) proved(r *http.Request) bool {
	since := s.now().Sub(time.Unix(s.sessions.GetInt64(r.Context(), sessionProved), 0))
	return 0 <= since && since < proofLasts
}

// demoPassword is what the demonstration tells on its own machine, where nobody
// has chosen a password.
func (s *server) demoPassword(r *http.Request) string {
	if s.demo == nil || !s.fromThisMachine(r) {
		return ""
	}
	return s.demoPass
}

// proveView asks for the password before a delivery is sent again.
type proveView struct {
	Page  Page
	Line  receiptLine
	Wrong string
	Demo  string
}

// proveDecision lets a person prove who it is, and then does what was decided.
// The form carries the decision, so that it is made once.
func (s *server) proveDecision(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, user := r.Context(), s.user(r)
	if !user.MayWrite() {
		return engagement.ErrForbidden
	}
	entries, err := s.engagements.Entries(ctx, user, e)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(entries, func(one engagement.EntryView) bool { return one.Delivery.ID == formValue(r, "leverans") })
	switch {
	case at < 0:
		return engagement.ErrNotFound
	case !may(entries[at].Delivery, export.SendAgain):
		f, _ := decisionFailure(ctx, export.ErrDecision)
		s.flash(r, f)
		http.Redirect(w, r, sheetURL(e, "/export/kvitto"), http.StatusSeeOther)
		return nil
	}
	status, wrong := http.StatusOK, ""
	if r.PostForm.Has("losenord") {
		err := s.offices.Prove(ctx, user, r.PostFormValue("losenord"), s.from(r).String())
		switch {
		case err == nil:
			if err := s.sessions.RenewToken(ctx); err != nil {
				return err
			}
			s.proveNow(ctx)
			return s.decide(w, r, e)
		case !errors.Is(err, office.ErrProof) && !errors.Is(err, office.ErrTooMany):
			return err
		}
		s.log.Info("proof refused", "err", err)
		status, wrong = explain(ctx, err).Status, sentence(ctx, err)
	}
	p, err := s.sheetPage(r, e, tabEntries, t(ctx, "Skicka %s igen", entries[at].No))
	if err != nil {
		return err
	}
	p.Scripts = []string{"grid.js"}
	line := receiptLine{EntryView: entries[at], Story: receiptStory(ctx, entries[at].Delivery)}
	s.render(w, r, status, provePage(proveView{Page: p, Line: line, Wrong: wrong, Demo: s.demoPassword(r)}))
	return nil
}

func demoHint(ctx context.Context, password string) string {
	if password == "" {
		return ""
	}
	return t(ctx, "I demonstrationen är lösenordet ”%s”.", password)
}
