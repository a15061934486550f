package web

import (
	"context"
	"net/http"

	"bokslut/internal/engagement"
)

// notReady says why a bilaga cannot be signed without a reason, or nothing.
func notReady(ctx context.Context, w engagement.WorkpaperView) string {
	begun := false
	for _, row := range w.Accounts {
		begun = begun || row.IsBegun
		if row.IsBegun && row.Diff != 0 {
			return t(ctx, "Differensen på %s måste vara förklarad.", row.Account)
		}
	}
	if !begun {
		return t(ctx, "Stäm av ett belopp först.")
	}
	return ""
}

// needsReason tells whether a bilaga can be signed only with a reason.
func needsReason(w engagement.WorkpaperView) bool {
	for _, row := range w.Accounts {
		if row.IsBegun && row.Diff != 0 {
			return true
		}
	}
	return false
}

// signPaper marks a bilaga as done (klarmarkera).
func (s *server) signPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	reason := formValue(r, "forklaring")
	err := s.engagements.Sign(r.Context(), s.user(r), e.ID, r.PathValue("nr"), versionOf(r), reason)
	if err != nil {
		return s.paperAgain(w, r, e, nil, err, func(v *paperView) { v.Reason = reason })
	}
	s.afterSigning(w, r, e)
	return nil
}

// unsignPaper takes the mark away.
func (s *server) unsignPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	err := s.engagements.Unsign(r.Context(), s.user(r), e.ID, r.PathValue("nr"), versionOf(r))
	if err != nil {
		return s.paperDone(w, r, e, err, "")
	}
	s.afterSigning(w, r, e)
	return nil
}

// afterSigning leads back to where the button stood.
func (s *server) afterSigning(w http.ResponseWriter, r *http.Request, e engagement.Engagement) {
	to := sheetURL(e, "/bilagor/"+r.PathValue("nr"))
	if account := formValue(r, "konto"); account != "" {
		to = sheetURL(e, "/balans", "konto", account)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
