package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// A draft is what Startguiden knows before the engagement exists. It lives in
// the session, exactly as typed.
type draft struct {
	Name, OrgNr, Form, From, To string
	Source                      string
	Ready                       bool   // Företag is filled in and right
	Made                        string // where the engagement that it became goes on
}

func (s *server) draft(ctx context.Context) draft {
	var d draft
	if json.Unmarshal([]byte(s.sessions.GetString(ctx, sessionGuide)), &d) != nil {
		return draft{}
	}
	return d
}

func (s *server) keepDraft(ctx context.Context, d draft) {
	text, err := json.Marshal(d)
	if err != nil {
		panic("web: a draft cannot be kept: " + err.Error())
	}
	s.sessions.Put(ctx, sessionGuide, string(text))
}

// newGuide begins Startguiden from the beginning.
func (s *server) newGuide(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/uppdrag/ny/foretag", http.StatusSeeOther)
}

// companyForm is the step Företag.
type companyForm struct {
	draft
	Forms []choice
	Wrong map[string]string
}

// A choice is one of several to choose among.
type choice struct{ Value, Name string }

var forms = []choice{
	{string(office.AB), "Aktiebolag"},
	{string(office.EF), "Enskild firma"},
	{string(office.HB), "Handelsbolag eller kommanditbolag"},
	{string(office.EK), "Ekonomisk förening"},
}

func (s *server) showCompany(w http.ResponseWriter, r *http.Request) {
	d := s.draft(r.Context())
	if s.invite != nil && r.URL.Query().Has("inbjudan") {
		d = s.invite.draft()
	} else if d == (draft{}) || d.Made != "" {
		d = draft{}
		year := lastYear(dayOf(s.now()))
		d.Form, d.From, d.To = string(office.AB), year.From.String(), year.To.String()
	}
	s.renderCompany(w, r, http.StatusOK, companyForm{draft: d})
}

// lastYear is the calendar year that ended last.
func lastYear(today civil.Date) civil.Period {
	return civil.Period{From: civil.Of(today.Year-1, 1, 1), To: civil.Of(today.Year-1, 12, 31)}
}

func (s *server) renderCompany(w http.ResponseWriter, r *http.Request, status int, f companyForm) {
	f.Forms = forms
	p := s.page(r, t(r.Context(), "Startguiden – Företag"))
	p.Keys = []Key{{[]string{"Tab"}, t(r.Context(), "nästa fält")}, {[]string{"Enter"}, t(r.Context(), "fortsätt")}}
	s.render(w, r, status, companyPage(p, f))
}

func (s *server) saveCompany(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	d := s.draft(ctx)
	if d.Made != "" {
		d = draft{}
	}
	d.Name, d.OrgNr, d.Form = formValue(r, "namn"), formValue(r, "orgnr"), formValue(r, "form")
	d.From, d.To, d.Ready = formValue(r, "fran"), formValue(r, "till"), false
	client, _, err := d.check()
	if wrong, rest := fieldErrors(ctx, err); len(wrong) > 0 || rest != nil {
		s.renderCompany(w, r, http.StatusUnprocessableEntity, companyForm{draft: d, Wrong: wrong})
		return
	}
	d.OrgNr, d.Ready = client.OrgNr, true
	s.keepDraft(ctx, d)
	http.Redirect(w, r, "/uppdrag/ny/datakalla", http.StatusSeeOther)
}

// check tells what is wrong with the draft, as joined *office.FieldError, and
// gives what it says. Facts that Uppgifter asks for later are the usual ones.
func (d draft) check() (office.Client, civil.Period, error) {
	c := office.Client{
		Name: d.Name, OrgNr: d.OrgNr, Form: office.Form(d.Form),
		Framework: office.K2, Method: office.Accrual, VAT: office.VATQuarter,
	}
	c, err := c.Check()
	errs := []error{err}
	from, fromErr := civil.Parse(d.From)
	to, toErr := civil.Parse(d.To)
	if fromErr != nil {
		errs = append(errs, &office.FieldError{Field: "from", Err: errDay})
	}
	if toErr != nil {
		errs = append(errs, &office.FieldError{Field: "to", Err: errDay})
	}
	year := civil.Period{From: from, To: to}
	if fromErr == nil && toErr == nil {
		if err := year.CheckYear(); err != nil {
			errs = append(errs, &office.FieldError{Field: "year", Err: err})
		}
	}
	return c, year, errors.Join(errs...)
}

// asKnown gives c the facts that the office's client with this number already
// has: a new year changes none of them.
func asKnown(c office.Client, known []office.Client) office.Client {
	for _, k := range known {
		if k.OrgNr == c.OrgNr && k.Form == c.Form {
			c.Framework, c.Method, c.VAT, c.Auditor = k.Framework, k.Method, k.VAT, k.Auditor
		}
	}
	return c
}

// taken finds the engagement that the client has for the year already.
func taken(listed []engagement.Listed, orgnr string, year civil.Period) (engagement.Engagement, bool) {
	for _, l := range listed {
		if l.Client.OrgNr == orgnr && l.Year.From == year.From {
			return l.Engagement, true
		}
	}
	return engagement.Engagement{}, false
}
