package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// factsForm is Uppgifter: what steers the work. It holds what was typed.
type factsForm struct {
	Engagement  engagement.Engagement
	Guided      bool
	Client      office.Client
	Responsible string
	Reviewer    string
	Review      string
	Materiality string // as typed; empty for the firm's
	Firm        office.Rules
	Users       []office.User
	Wrong       map[string]string
	Error       *Flash
}

func factsOf(e engagement.Engagement) factsForm {
	return factsForm{
		Engagement: e, Client: e.Client, Responsible: e.Responsible, Reviewer: e.Reviewer,
		Review: string(e.Terms.Review), Materiality: limitText(e.Terms.Materiality),
	}
}

// showGuideFacts is the last step of Startguiden.
func (s *server) showGuideFacts(w http.ResponseWriter, r *http.Request) {
	if e, ok := s.guideEngagement(w, r); ok {
		f := factsOf(e)
		f.Guided = true
		s.renderFacts(w, r, http.StatusOK, f)
	}
}

func (s *server) showFacts(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.renderFacts(w, r, http.StatusOK, factsOf(e))
}

func (s *server) renderFacts(w http.ResponseWriter, r *http.Request, status int, f factsForm) {
	ctx := r.Context()
	users, err := s.offices.Users(ctx, s.user(r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	f.Users = users
	if f.Firm, err = s.offices.Rules(ctx, s.user(r)); err != nil {
		s.fail(w, r, err)
		return
	}
	if f.Guided {
		p := s.guidePage(r, t(ctx, "Uppgifter"))
		p.Keys = []Key{{[]string{"Tab"}, t(ctx, "nästa fält")}, {[]string{"Ctrl", "Enter"}, t(ctx, "öppna uppdraget")}}
		s.render(w, r, status, guideFactsPage(p, f))
		return
	}
	p, err := s.sheetPage(r, f.Engagement, tabFacts, t(ctx, "Inställningar"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Keys = []Key{{[]string{"Ctrl", "Enter"}, t(ctx, "spara")}}
	s.render(w, r, status, factsPage(p, f))
}

func (s *server) saveFacts(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	f := readFacts(r, e)
	materiality, err := readLimit("materiality", f.Materiality)
	if err == nil {
		err = s.engagements.SetFacts(ctx, s.user(r), e.ID, engagement.Facts{
			Client: f.Client, Responsible: f.Responsible, Reviewer: f.Reviewer,
			Review: engagement.ReviewRule(f.Review), Materiality: materiality,
		})
	}
	if err != nil {
		s.factsRefused(w, r, f, err)
		return
	}
	if f.Guided {
		http.Redirect(w, r, sheetURL(e, ""), http.StatusSeeOther)
		return
	}
	s.flash(r, Flash{"ok", t(ctx, "Uppgifterna är sparade"), ""})
	http.Redirect(w, r, sheetURL(e, "/underhall"), http.StatusSeeOther)
}

func readFacts(r *http.Request, e engagement.Engagement) factsForm {
	f := factsOf(e)
	f.Guided = inGuide(r)
	f.Client.Name = formValue(r, "namn")
	f.Client.Form = office.Form(formValue(r, "form"))
	f.Client.Framework = office.Framework(formValue(r, "regelverk"))
	f.Client.Method = office.Method(formValue(r, "metod"))
	f.Client.VAT = office.VATPeriod(formValue(r, "moms"))
	f.Client.Auditor = formValue(r, "revisor") == "ja"
	f.Responsible, f.Reviewer = formValue(r, "ansvarig"), formValue(r, "granskare")
	f.Review, f.Materiality = formValue(r, "granskning"), formValue(r, "vasentlighet")
	version, err := strconv.ParseInt(formValue(r, "version"), 10, 64)
	if err != nil {
		version = -1 // no version is current, so that nothing is overwritten unseen
	}
	f.Client.Version = version
	return f
}

// factsRefused shows the form again as it was filled in.
func (s *server) factsRefused(w http.ResponseWriter, r *http.Request, f factsForm, err error) {
	ctx := r.Context()
	wrong, rest := fieldErrors(ctx, err)
	f.Wrong = wrong
	status := http.StatusUnprocessableEntity
	if rest != nil {
		told := explain(ctx, rest)
		if !errors.Is(rest, engagement.ErrConflict) && !errors.Is(rest, engagement.ErrLocked) {
			s.fail(w, r, rest)
			return
		}
		f.Error, status = &Flash{"err", told.Title, told.Text}, told.Status
	}
	s.renderFacts(w, r, status, f)
}

// frameworks are the choices of Regelverk, in the order of the form.
var frameworks = []choice{{string(office.K2), "K2"}, {string(office.K3), "K3"}, {string(office.Simplified), "Förenklat årsbokslut"}}

var methods = []choice{{string(office.Accrual), "Faktureringsmetoden"}, {string(office.Cash), "Kontantmetoden"}}

var vatPeriods = []choice{
	{string(office.VATMonth), "Månad"}, {string(office.VATQuarter), "Kvartal"},
	{string(office.VATYear), "Helår"}, {string(office.NoVAT), "Ingen moms"},
}

var yesNo = []choice{{"ja", "Ja"}, {"nej", "Nej"}}

func yesNoOf(yes bool) string {
	if yes {
		return "ja"
	}
	return "nej"
}

// saveWord is what the button of the form says.
func saveWord(ctx context.Context, guided bool) string {
	if guided {
		return t(ctx, "Öppna uppdraget")
	}
	return t(ctx, "Spara uppgifterna")
}
