package web

import (
	"errors"
	"net/http"

	"bokslut/internal/engagement"
)

// entryAct is a change of a saved entry that needs no form.
type entryAct func(r *http.Request, id, no string, version int64) error

// actOnEntry runs an act and leads back to the list, which says what came of it.
func (s *server) actOnEntry(act entryAct, done string) engagementHandler {
	return func(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
		no := r.PathValue("nr")
		err := act(r, e.ID, no, versionOf(r))
		switch {
		case err == nil:
			s.flash(r, Flash{"ok", t(r.Context(), done, no), ""})
		case errors.Is(err, engagement.ErrConflict):
			f := s.conflict(r, e, no, no)
			f.Text = t(r.Context(), "Inget har ändrats nu. Se efter hur den ser ut och gör om.")
			s.flash(r, *f)
		default:
			f := explain(r.Context(), err)
			if f.Status != http.StatusConflict && f.Status != http.StatusUnprocessableEntity {
				return err
			}
			s.flash(r, Flash{"err", f.Title, f.Text})
		}
		http.Redirect(w, r, sheetURL(e, "/verifikationer", "oppen", no)+"#"+no, http.StatusSeeOther)
		return nil
	}
}

func (s *server) deleteEntry(r *http.Request, id, no string, version int64) error {
	return s.engagements.DeleteEntry(r.Context(), s.user(r), id, no, version)
}

func (s *server) restoreEntry(r *http.Request, id, no string, version int64) error {
	return s.engagements.RestoreEntry(r.Context(), s.user(r), id, no, version)
}

func (s *server) excludeEntry(r *http.Request, id, no string, version int64) error {
	return s.engagements.ExcludeEntry(r.Context(), s.user(r), id, no, version, true)
}

func (s *server) includeEntry(r *http.Request, id, no string, version int64) error {
	return s.engagements.ExcludeEntry(r.Context(), s.user(r), id, no, version, false)
}
