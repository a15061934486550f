package web

import (
	"errors"
	"net/http"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// templatesView is the page of the office's own templates.
type templatesView struct {
	Page    Page
	All     []closing.SavedTemplate
	Entries []engagement.EntryView // those that can be saved as a template
	No      string
	Name    string
	Amounts bool
	Wrong   string
}

func (s *server) templatesPage(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.showTemplates(w, r, e, http.StatusOK, templatesView{No: r.FormValue("fran")})
}

func (s *server) showTemplates(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v templatesView) error {
	ctx := r.Context()
	var err error
	if v.Page, err = s.sheetPage(r, e, tabEntries, t(ctx, "Byråns mallar")); err != nil {
		return err
	}
	if v.All, err = s.engagements.EntryTemplates(ctx, v.Page.User); err != nil {
		return err
	}
	entries, err := s.engagements.Entries(ctx, v.Page.User, e)
	if err != nil {
		return err
	}
	for _, one := range entries {
		if !one.Whole() || one.Deleted || one.Next != closing.ThisYear {
			continue
		}
		v.Entries = append(v.Entries, one)
		if one.No == v.No && v.Name == "" && v.Wrong == "" {
			v.Name = one.Text
		}
	}
	s.render(w, r, status, templatesPage(v))
	return nil
}

// saveTemplate saves an entry of the engagement as a template of the office.
func (s *server) saveTemplate(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	v := templatesView{No: formValue(r, "ver"), Name: formValue(r, "namn"), Amounts: formValue(r, "belopp") == "1"}
	err := s.engagements.SaveEntryTemplate(r.Context(), s.user(r), e, v.No, v.Name, v.Amounts)
	var field *office.FieldError
	if errors.As(err, &field) {
		v.Wrong = fieldSentence(r.Context(), field)
		return s.showTemplates(w, r, e, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	s.flash(r, Flash{"ok", t(r.Context(), "Mallen %s är sparad", v.Name), t(r.Context(), "Den finns i Börja från i byråns alla uppdrag.")})
	http.Redirect(w, r, sheetURL(e, "/verifikationer/mallar"), http.StatusSeeOther)
	return nil
}

func (s *server) dropTemplate(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := s.engagements.DropEntryTemplate(r.Context(), s.user(r), formValue(r, "mall")); err != nil {
		return err
	}
	s.flash(r, Flash{"ok", t(r.Context(), "Mallen är borttagen"), t(r.Context(), "Verifikationer som gjorts från den är kvar.")})
	http.Redirect(w, r, sheetURL(e, "/verifikationer/mallar"), http.StatusSeeOther)
	return nil
}

// fromSaved fills the form from a template of the office. Accounts that the chart
// lacks are left to be filled in.
func (s *server) fromSaved(r *http.Request, f *entryForm, chart *entryChart, id string) error {
	all, err := s.engagements.EntryTemplates(r.Context(), s.user(r))
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.ID != id {
			continue
		}
		f.Text, f.Reverse = one.Text, one.Reverse
		for _, row := range one.Rows {
			typed := entryRowOf(row)
			if !chart.has(row.Account) {
				typed.Account = ""
			}
			f.Rows = append(f.Rows, typed)
		}
		return nil
	}
	return engagement.ErrNotFound
}

// templateAccounts lists the accounts of a template once each.
func templateAccounts(one closing.SavedTemplate) string {
	line := entryLine{EntryView: engagement.EntryView{Entry: closing.Entry{Rows: one.Rows}}}
	return strings.Join(line.accounts(), " ")
}
