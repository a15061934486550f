package web

import (
	"net/http"
	"strings"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
)

// documentAct is a change of a document that needs no form of its own.
type documentAct func(r *http.Request, e engagement.Engagement, id string) error

// actOnDocument runs an act and leads back to where the person was, which says
// what came of it.
func (s *server) actOnDocument(act documentAct, done string) engagementHandler {
	return func(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
		ctx, id := r.Context(), r.PathValue("d")
		err := act(r, e, id)
		if err != nil {
			f := explain(ctx, err)
			if f.Status != http.StatusConflict && f.Status != http.StatusUnprocessableEntity {
				return err
			}
			s.flash(r, Flash{"err", f.Title, f.Text})
		} else {
			d, err := s.engagements.Document(ctx, s.user(r), e, id)
			if err != nil {
				return err
			}
			s.flash(r, Flash{"ok", t(ctx, done, d.Name), ""})
		}
		back := sheetURL(e, "/dokument/"+id)
		if place := postedPlace(r); place.Valid() && formValue(r, "tillbaka") == "" {
			back = placeURL(e, place)
		}
		http.Redirect(w, r, back, http.StatusSeeOther)
		return nil
	}
}

// postedPlace is the place that a form names: by its fields, or by one choice,
// "bilaga 15.1" or "ver B7".
func postedPlace(r *http.Request) document.Place {
	kind, key, chosen := strings.Cut(formValue(r, "plats"), " ")
	if !chosen {
		return placeOf(func(name string) string { return formValue(r, name) })
	}
	return placeOf(func(name string) string {
		if name == kind {
			return key
		}
		return ""
	})
}
