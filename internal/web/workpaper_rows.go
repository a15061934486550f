package web

import (
	"context"
	"net/http"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

func amountSentence(ctx context.Context, typed string) string {
	if typed == "" {
		return t(ctx, "Beloppet saknas.")
	}
	return t(ctx, "”%s” är inget belopp. Skriv som 1 234,50.", typed)
}

func dateSentence(ctx context.Context, typed string) string {
	return t(ctx, "”%s” är inget datum. Skriv som 2025-12-31.", typed)
}

// paperDone leads back to the bilaga, which says what went wrong.
func (s *server) paperDone(w http.ResponseWriter, r *http.Request, e engagement.Engagement, err error, anchor string) error {
	if err != nil {
		return s.paperAgain(w, r, e, nil, err, func(*paperView) {})
	}
	http.Redirect(w, r, sheetURL(e, "/bilagor/"+r.PathValue("nr"))+anchor, http.StatusSeeOther)
	return nil
}

// describePaper saves name and evidence.
func (s *server) describePaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	f := againstForm{Name: formValue(r, "namn"), What: formValue(r, "mot"), Date: formValue(r, "motdatum"), Note: formValue(r, "motnot"), Document: formValue(r, "motdok")}
	against, wrong := workpaper.Against{What: workpaper.Evidence(f.What), Note: f.Note, Document: f.Document}, map[string]string{}
	if f.Date != "" {
		date, err := civil.Parse(f.Date)
		if err != nil {
			wrong["againstDate"] = dateSentence(r.Context(), f.Date)
		}
		against.Date = date
	}
	var err error
	if len(wrong) == 0 {
		err = s.engagements.Describe(r.Context(), s.user(r), e.ID, r.PathValue("nr"), versionOf(r), f.Name, against)
	}
	if err != nil || len(wrong) > 0 {
		return s.paperAgain(w, r, e, wrong, err, func(v *paperView) { v.Against = f })
	}
	return s.paperDone(w, r, e, nil, "")
}

func (s *server) deletePaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	no := r.PathValue("nr")
	if err := s.engagements.DeleteWorkpaper(r.Context(), s.user(r), e.ID, no, versionOf(r)); err != nil {
		return s.paperDone(w, r, e, err, "")
	}
	s.flash(r, Flash{"ok", t(r.Context(), "Bilaga %s är borttagen", no), t(r.Context(), "Den står bland borttagna bilagor och går att återställa.")})
	http.Redirect(w, r, sheetURL(e, "/bilagor"), http.StatusSeeOther)
	return nil
}
