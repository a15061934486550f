package web

import (
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// paperNewView is the form for a new bilaga, as it was typed.
type paperNewView struct {
	Page     Page
	Name     string
	Accounts string
	Kind     workpaper.Kind // chosen; empty: after the first account
	Proposed workpaper.Kind // for the account that the page was opened for
	Chart    []ledger.AccountTotal
	Wrong    map[string]string
}

func (s *server) newPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	v := paperNewView{Accounts: r.FormValue("konto")}
	if first := typedAccounts(v.Accounts); len(first) > 0 {
		v.Proposed = schedule.FormsFor(first[0])[0].Kind
		v.Kind = v.Proposed
	}
	return s.paperForm(w, r, e, http.StatusOK, v)
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

// typedAccounts are numbers with spaces or commas between.
func typedAccounts(typed string) []string {
	return strings.FieldsFunc(typed, func(c rune) bool { return strings.ContainsRune(" ,;\t\u00a0", c) })
}

// createPaper makes a bilaga for the accounts that were typed. Without a kind it
// gets the one that is made for the first account.
func (s *server) createPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	v := paperNewView{Name: formValue(r, "namn"), Accounts: formValue(r, "konton"), Kind: workpaper.Kind(formValue(r, "slag"))}
	accounts, kind := typedAccounts(v.Accounts), v.Kind
	if kind == "" && len(accounts) > 0 {
		kind = schedule.FormsFor(accounts[0])[0].Kind
	}
	if kind == "" {
		kind = workpaper.Own
	}
	no, err := s.engagements.CreateSchedule(r.Context(), s.user(r), e.ID, kind, v.Name, accounts)
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

// linkPaper changes the accounts of a bilaga.
func (s *server) linkPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	typed := formValue(r, "konton")
	err := s.engagements.LinkAccounts(r.Context(), s.user(r), e.ID, r.PathValue("nr"), versionOf(r), typedAccounts(typed))
	if err != nil {
		return s.paperAgain(w, r, e, nil, err, func(v *paperView) { v.Linked = typed })
	}
	return s.paperDone(w, r, e, nil, "")
}

// restorePaper brings a deleted bilaga back.
func (s *server) restorePaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	no := r.PathValue("nr")
	if err := s.engagements.RestoreWorkpaper(r.Context(), s.user(r), e.ID, no, versionOf(r)); err != nil {
		return err
	}
	s.flash(r, Flash{"ok", t(r.Context(), "Bilaga %s är återställd", no), ""})
	http.Redirect(w, r, sheetURL(e, "/bilagor/"+no), http.StatusSeeOther)
	return nil
}

// groupOf is the account group in the number of a bilaga: 15 of 15.1.
func groupOf(no string) string {
	group, _, _ := strings.Cut(no, ".")
	return group
}

// begins tells whether a bilaga is the first of its group in the list.
func (v paperListView) begins(i int) bool {
	return i == 0 || groupOf(v.Papers[i-1].No) != groupOf(v.Papers[i].No)
}
