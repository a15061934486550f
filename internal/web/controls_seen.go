package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"bokslut/internal/engagement"
)

// The parts of Kontroller that can be shown by themselves.
const (
	showUnseen = "olasta"
	showSeen   = "sedda"
)

// shown counts what was seen and what was not, and gives the part that is asked
// for, what was not seen first.
func (v *controlsView) shown(all []engagement.Control) []engagement.Control {
	fresh := unseen(all)
	seen := slices.DeleteFunc(slices.Clone(all), func(c engagement.Control) bool { return c.Seen == nil })
	v.Unseen, v.Seen = len(fresh), len(seen)
	switch v.Show {
	case showUnseen:
		return fresh
	case showSeen:
		return seen
	}
	return slices.Concat(fresh, seen)
}

// unseen are those that nobody has seen as they stand.
func unseen(all []engagement.Control) []engagement.Control {
	return slices.DeleteFunc(slices.Clone(all), func(c engagement.Control) bool { return c.Seen != nil })
}

// filter is Alla, Olästa, Sedda.
func (v controlsView) filter(ctx context.Context) []filterLink {
	e := *v.Page.Engagement
	link := func(name, show string, n int) filterLink {
		return filterLink{Name: name, URL: sheetURL(e, "/kontroller", "visa", show), Count: thousands(n), Current: v.Show == show}
	}
	return []filterLink{
		link(t(ctx, "Alla"), "", v.Unseen+v.Seen), link(t(ctx, "Olästa"), showUnseen, v.Unseen), link(t(ctx, "Sedda"), showSeen, v.Seen),
	}
}

// seeControl marks a finding as seen, with a note.
func (s *server) seeControl(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	key, note := formValue(r, "nyckel"), r.FormValue("anteckning")
	err := s.engagements.SeeControl(r.Context(), s.user(r), e, key, note)
	if errors.Is(err, engagement.ErrLongNote) {
		text := t(r.Context(), "Anteckningen kan vara högst 500 tecken.")
		return s.renderControls(w, r, e, http.StatusUnprocessableEntity, controlNote{key, note, text})
	}
	return s.afterSeen(w, r, e, err)
}

func (s *server) unseeControl(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.afterSeen(w, r, e, s.engagements.UnseeControl(r.Context(), s.user(r), e, formValue(r, "nyckel")))
}

// afterSeen shows the page again. A finding that has changed or gone meanwhile
// is told.
func (s *server) afterSeen(w http.ResponseWriter, r *http.Request, e engagement.Engagement, err error) error {
	ctx := r.Context()
	if errors.Is(err, engagement.ErrNotFound) {
		s.flash(r, Flash{"chg", t(ctx, "Iakttagelsen har ändrats under tiden"), t(ctx, "Läs den som den står nu.")})
		err = nil
	}
	if err == nil {
		http.Redirect(w, r, sheetURL(e, "/kontroller", "visa", formValue(r, "visa")), http.StatusSeeOther)
	}
	return err
}

func seenText(ctx context.Context, seen engagement.Seen) string {
	if seen.Note == "" {
		return t(ctx, "Sedd av %s %s", seen.Name, clock(seen.At))
	}
	return t(ctx, "Sedd av %s %s: %s", seen.Name, clock(seen.At), seen.Note)
}
