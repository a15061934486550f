package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// carryRoutes adds what crosses the end of the year: bilagor from last year, costs
// that came after it, and the checklist.
func (s *server) carryRoutes(in func(pattern string, h engagementHandler)) {
	in("GET /u/{u}/bilagor/fran-forra-aret", s.showCarry)
	in("POST /u/{u}/bilagor/fran-forra-aret", s.carry)
	in("POST /u/{u}/bilagor/{nr}/kostnad", s.takeCost)
	in("GET /u/{u}/checklista", s.checklist)
	in("POST /u/{u}/checklista", s.answerChecks)
}

// carryView is the page that takes over bilagor of last year's engagement.
type carryView struct {
	Page   Page
	Last   *engagement.Engagement // nil: the office has none
	Papers []engagement.LastPaper
	Chosen map[string]string // by number: rader, utan or nej, as it was chosen
	Wrong  string
}

func (s *server) showCarry(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.carryPage(w, r, e, http.StatusOK, carryView{})
}

func (s *server) carryPage(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v carryView) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabWorkpapers, t(ctx, "Bilagor från förra året"))
	if err != nil {
		return err
	}
	if e.Snapshot == "" {
		return s.withoutImport(w, r, p, engagement.ErrNoImport)
	}
	last, papers, err := s.engagements.LastPapers(ctx, p.User, e)
	switch {
	case err == nil:
		v.Last, v.Papers = &last, papers
	case !errors.Is(err, engagement.ErrNotFound):
		return err
	}
	p.Keys = []Key{{[]string{"Ctrl", "Enter"}, t(ctx, "ta över")}}
	v.Page = p
	s.render(w, r, status, carrySheet(v))
	return nil
}

func (s *server) carry(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	if err := r.ParseForm(); err != nil {
		return err
	}
	v := carryView{Chosen: map[string]string{}}
	var chosen []engagement.Carried
	for name := range r.PostForm {
		no, ok := strings.CutPrefix(name, "b-")
		if how := r.PostForm.Get(name); ok {
			v.Chosen[no] = how
		}
	}
	for _, no := range slices.Sorted(maps.Keys(v.Chosen)) {
		if how := v.Chosen[no]; how == "rader" || how == "utan" {
			chosen = append(chosen, engagement.Carried{No: no, Rows: how == "rader"})
		}
	}
	made, err := s.engagements.CarryForward(ctx, s.user(r), e.ID, chosen)
	if fields, rest := fieldErrors(ctx, err); rest != nil {
		return rest
	} else if len(fields) > 0 {
		if v.Wrong = fields["papers"]; len(chosen) == 0 {
			v.Wrong = t(ctx, "Välj minst en bilaga att ta över.")
		} else if v.Wrong == "" {
			v.Wrong = t(ctx, "Bilagan har inget konto som finns i årets kontoplan.")
		}
		return s.carryPage(w, r, e, http.StatusUnprocessableEntity, v)
	}
	s.flash(r, Flash{"ok", plural(ctx, len(made), "1 bilaga är övertagen", "%d bilagor är övertagna"),
		t(ctx, "%s. Gå igenom raderna: belopp som ska tas reda på igen är tomma.", strings.Join(made, ", "))})
	http.Redirect(w, r, sheetURL(e, "/bilagor"), http.StatusSeeOther)
	return nil
}

// how is what is chosen for a bilaga: with rows until a person says something
// else, unless another bilaga holds the account already.
func (v carryView) how(p engagement.LastPaper) string {
	if how := v.Chosen[p.No]; how != "" {
		return how
	}
	if p.Other != "" {
		return "nej"
	}
	return "rader"
}

// takeable tells whether anything is left to take over.
func (v carryView) takeable() bool {
	for _, p := range v.Papers {
		if p.Takeable() {
			return true
		}
	}
	return false
}

// carryNote says what is particular about one of last year's bilagor.
func carryNote(ctx context.Context, p engagement.LastPaper) string {
	var notes []string
	switch {
	case len(p.Gone) == len(p.Accounts):
		return t(ctx, "Inget av kontona finns i årets kontoplan.")
	case len(p.Gone) > 0:
		notes = append(notes, t(ctx, "%s finns inte i årets kontoplan.", strings.Join(p.Gone, " ")))
	}
	if p.Other != "" {
		notes = append(notes, t(ctx, "Bilaga %s finns redan för kontot.", p.Other))
	}
	return strings.Join(notes, " ")
}

// formerURL leads to last year's bilaga.
func formerURL(f *engagement.FormerPaper) string {
	return sheetURL(f.Engagement, "/bilagor/"+f.No)
}

// formerSigned says who signed last year's bilaga and why a difference was left.
func formerSigned(ctx context.Context, w workpaper.Workpaper) string {
	switch {
	case w.SignOff == nil:
		return t(ctx, "Inte klarmarkerad.")
	case w.SignOff.Reason != "":
		return t(ctx, "Klarmarkerad av %s med förklarad differens %s: %s", signedText(w.SignOff), w.SignOff.Explains, w.SignOff.Reason)
	}
	return t(ctx, "Klarmarkerad av %s.", signedText(w.SignOff))
}
