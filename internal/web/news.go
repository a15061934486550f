package web

import (
	"context"
	"net/http"

	"bokslut/internal/jobs"
)

// showNews is the line of a page that tells what is new in Fortnox since the
// import. The page asks for it when it is shown already, so that it never waits
// for Fortnox. A browser without script is led to the page of the import.
func (s *server) showNews(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if r.Header.Get("HX-Request") == "" {
		http.Redirect(w, r, importURL(e, false), http.StatusSeeOther)
		return
	}
	found, err := s.work.LookAtFortnox(r.Context(), s.user(r), e.ID)
	if err != nil {
		s.log.Warn("look at Fortnox", "engagement", e.ID, "err", err)
	}
	s.render(w, r, http.StatusOK, newsFound(e, found, s.user(r).MayWrite()))
}

// newsTitle says what is new: 3 nya verifikationer i Fortnox sedan importen.
func newsTitle(ctx context.Context, found jobs.Look) string {
	switch {
	case found.New == 1:
		return t(ctx, "1 ny verifikation i Fortnox sedan importen")
	case found.New > 1:
		return t(ctx, "%s nya verifikationer i Fortnox sedan importen", thousands(found.New))
	case found.Changed == 1:
		return t(ctx, "1 ändrad verifikation i Fortnox sedan importen")
	case found.Changed > 1:
		return t(ctx, "%s ändrade verifikationer i Fortnox sedan importen", thousands(found.Changed))
	case found.Gone == 1:
		return t(ctx, "1 verifikation har tagits bort i Fortnox sedan importen")
	}
	return t(ctx, "%s verifikationer har tagits bort i Fortnox sedan importen", thousands(found.Gone))
}

// newsText says what else was found, and when.
func newsText(ctx context.Context, found jobs.Look) string {
	text := ""
	if found.New > 0 && found.Changed == 1 {
		text = t(ctx, "Dessutom är 1 verifikation ändrad.") + " "
	} else if found.New > 0 && found.Changed > 1 {
		text = t(ctx, "Dessutom är %s verifikationer ändrade.", thousands(found.Changed)) + " "
	}
	return text + t(ctx, "Kontrollerat %s. Inget är importerat.", clock(found.At))
}
