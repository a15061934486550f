package web

import (
	"errors"
	"net/http"

	"bokslut/internal/engagement"
)

// takeIn makes an import the current one, as the preview said.
func (s *server) takeIn(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	id := r.PathValue("import")
	err = s.work.TakeIn(ctx, s.user(r), e.ID, id, formValue(r, "fore"))
	switch {
	case errors.Is(err, engagement.ErrMoved):
		s.flash(r, Flash{"chg", t(ctx, "En annan import har lästs in under tiden"), t(ctx, "Inget har ändrats av dig. Förhandsvisningen jämför nu med den import som gäller.")})
		http.Redirect(w, r, importAddress(e, id), http.StatusSeeOther)
	case err != nil:
		s.fail(w, r, err)
	default:
		s.flash(r, Flash{"ok", t(ctx, "Importen är inläst"), t(ctx, "Ändringarna står kvar under Ändringar.")})
		http.Redirect(w, r, sheetURL(e, ""), http.StatusSeeOther)
	}
}

// importAddress is where an import is shown before it is taken in.
func importAddress(e engagement.Engagement, id string) string { return sheetURL(e, "/importer/"+id) }
