package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/workpaper"
)

// paperListView is the list of bilagor.
type paperListView struct {
	Page   Page
	Papers []engagement.WorkpaperLine
	Done   int
}

// paperNewView is the form for a new bilaga, as it was typed.
type paperNewView struct {
	Page     Page
	Name     string
	Accounts string
	Chart    []ledger.AccountTotal
	Wrong    map[string]string
}

func (s *server) papers(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	p, err := s.sheetPage(r, e, tabWorkpapers, t(r.Context(), "Bilagor"))
	if err != nil {
		return err
	}
	if e.Snapshot == "" {
		return s.withoutImport(w, r, p, engagement.ErrNoImport)
	}
	papers, err := s.engagements.Workpapers(r.Context(), p.User, e)
	if err != nil {
		return err
	}
	v := paperListView{Page: p, Papers: papers}
	for _, one := range papers {
		if one.SignOff != nil && one.Status.IsDone() {
			v.Done++
		}
	}
	v.Page.Keys = []Key{{[]string{"↑", "↓"}, t(r.Context(), "bilaga")}, {[]string{"Enter"}, t(r.Context(), "öppna")}, {[]string{"N"}, t(r.Context(), "ny bilaga")}}
	v.Page.Scripts = []string{"grid.js"}
	s.render(w, r, http.StatusOK, paperListPage(v))
	return nil
}

func (s *server) newPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.paperForm(w, r, e, http.StatusOK, paperNewView{Accounts: r.FormValue("konto")})
}

func (s *server) paperForm(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v paperNewView) error {
	p, err := s.sheetPage(r, e, tabWorkpapers, t(r.Context(), "Ny bilaga"))
	if err != nil {
		return err
	}
	snap, err := s.engagements.Snapshot(r.Context(), p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	for _, a := range snap.Totals.Years[0].Accounts {
		if !a.Result {
			v.Chart = append(v.Chart, a)
		}
	}
	v.Page = p
	s.render(w, r, status, paperNewPage(v))
	return nil
}

// createPaper makes a bilaga for the accounts that were typed: numbers with
// spaces or commas between.
func (s *server) createPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	v := paperNewView{Name: formValue(r, "namn"), Accounts: formValue(r, "konton")}
	accounts := strings.FieldsFunc(v.Accounts, func(c rune) bool { return strings.ContainsRune(" ,;\t\u00a0", c) })
	no, err := s.engagements.CreateWorkpaper(r.Context(), s.user(r), e.ID, v.Name, accounts)
	if err == nil {
		http.Redirect(w, r, sheetURL(e, "/bilagor/"+no), http.StatusSeeOther)
		return nil
	}
	fields, rest := fieldErrors(r.Context(), err)
	if rest != nil {
		return rest
	}
	if len(accounts) == 0 {
		fields["accounts"] = t(r.Context(), "Skriv minst ett konto.")
	}
	v.Wrong = fields
	return s.paperForm(w, r, e, http.StatusUnprocessableEntity, v)
}

// signedText says who signed a bilaga and when, or nothing.
func signedText(s *workpaper.SignOff) string {
	if s == nil {
		return ""
	}
	return s.Name + " " + day(s.At)
}

// listAgainst says in a list what a bilaga is reconciled against.
func listAgainst(ctx context.Context, d workpaper.Digest) string {
	return againstText(ctx, workpaper.Workpaper{Against: d.Against})
}
