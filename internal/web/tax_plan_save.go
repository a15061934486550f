package web

import (
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// typedChoice reads the planning form. answered is true when the page was shown
// again, with what is wrong in it.
func (s *server) typedChoice(w http.ResponseWriter, r *http.Request, e engagement.Engagement) (choice tax.Choice, v planView, answered bool, err error) {
	if err := r.ParseForm(); err != nil {
		return choice, v, false, errForm
	}
	ctx := r.Context()
	sheet, err := s.engagements.Tax(ctx, s.user(r), e)
	if err != nil {
		return choice, v, false, err
	}
	v = planView{taxView: taxView{Sheet: sheet}, Errors: map[string]string{}}
	if sheet.Basis == nil {
		return choice, v, true, s.showPlanning(w, r, e, http.StatusUnprocessableEntity, nil)
	}
	v.fill(ctx, r.PostForm)
	choice, v.Form.Alt, answered = v.choice()
	switch {
	case !answered:
		return choice, v, true, s.showPlanning(w, r, e, http.StatusUnprocessableEntity, &Flash{"err", t(ctx, "Välj ett alternativ"), t(ctx, "Markera en kolumn i tabellen.")})
	case len(v.Errors) > 0:
		return choice, v, true, s.showPlanning(w, r, e, http.StatusUnprocessableEntity, nil)
	}
	return choice, v, false, nil
}

func (s *server) choosePlan(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	choice, v, answered, err := s.typedChoice(w, r, e)
	if answered || err != nil {
		return err
	}
	err = s.engagements.ChoosePlan(r.Context(), s.user(r), e, v.Form.Alt, choice, v.how(), versionOf(r))
	return s.planned(w, r, e, t(r.Context(), "%s används. Systemverifikationerna är gjorda.", v.Form.Alt), err)
}

func (s *server) savePlan(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	choice, v, answered, err := s.typedChoice(w, r, e)
	if answered || err != nil {
		return err
	}
	name := formValue(r, "namn")
	if name == "" {
		return s.showPlanning(w, r, e, http.StatusUnprocessableEntity, &Flash{"err", t(r.Context(), "Namnet saknas"), t(r.Context(), "Skriv vad alternativet ska heta.")})
	}
	plan := engagement.Plan{Name: name, Choice: choice}
	if r.PostForm.Get("over-gammalt") != "" {
		plan.ID, plan.Version = v.Form.Plan, versionField(r, "planversion")
	}
	_, err = s.engagements.SavePlan(r.Context(), s.user(r), e.ID, plan)
	return s.planned(w, r, e, t(r.Context(), "Alternativet är sparat"), err)
}

func (s *server) deletePlan(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	err := s.engagements.DeletePlan(r.Context(), s.user(r), e.ID, formValue(r, "id"), versionOf(r))
	return s.planned(w, r, e, t(r.Context(), "Alternativet är borttaget"), err)
}

func (s *server) dropPlan(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	err := s.engagements.DropPlan(r.Context(), s.user(r), e.ID, versionOf(r))
	return s.planned(w, r, e, t(r.Context(), "Inget alternativ används. Systemverifikationer som inte är överförda är borttagna."), err)
}

func (s *server) seePlan(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	err := s.engagements.SeePlan(r.Context(), s.user(r), e.ID, versionOf(r))
	return s.planned(w, r, e, t(r.Context(), "Noterat"), err)
}

func (s *server) remakePlan(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	err := s.engagements.RemakePlan(r.Context(), s.user(r), e.ID, versionOf(r))
	return s.planned(w, r, e, t(r.Context(), "Systemverifikationerna är gjorda om"), err)
}

func (s *server) confirmApart(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	amount, err := money.Parse(formValue(r, "belopp"))
	if err == nil {
		err = s.engagements.ConfirmApart(r.Context(), s.user(r), e.ID, amount, versionOf(r))
	}
	return s.planned(w, r, e, t(r.Context(), "Beloppet är bekräftat"), err)
}

// planned answers after a change of the plans.
func (s *server) planned(w http.ResponseWriter, r *http.Request, e engagement.Engagement, title string, err error) error {
	if f, ok := explainTax(r.Context(), err); ok {
		return s.showPlanning(w, r, e, f.Status, &Flash{"err", f.Title, f.Text})
	}
	if f, ok := keptConflict(r.Context(), err); ok {
		if perr := r.ParseForm(); perr != nil {
			return errForm
		}
		return s.showPlanning(w, r, e, http.StatusConflict, f)
	}
	return s.taxBack(w, r, e, "/skatt/planering", title, err)
}
