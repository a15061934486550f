package web

import (
	"context"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// signView is what a bilaga shows of comments and signatures.
type signView struct {
	Comment commentForm
	Answer  string // what is typed to a question
	Answers string // the question that it answers
	Signing signForm
	Drift   *engagement.Drift // nil while the sign-off holds
	Limits  paperLimits
}

// signForm is what is typed beside a sign-off with a difference.
type signForm struct{ Reason, Amount string }

// paperLimits is what the firm and the engagement say of this bilaga.
type paperLimits struct {
	MaxExplained *money.Amount // largest difference that may be explained
	Threshold    *money.Amount // largest change that may be accepted
	MayReview    bool          // the person who looks may review what was signed
	SamePerson   bool          // and is the one who signed: the office has nobody else
}

// readSigning adds what the sign-off box needs.
func (s *server) readSigning(r *http.Request, e engagement.Engagement, v *paperView) error {
	ctx, by := r.Context(), s.user(r)
	rules, err := s.offices.Rules(ctx, by)
	if err != nil {
		return err
	}
	v.Limits.MaxExplained, v.Limits.Threshold = rules.MaxExplained, rules.Materiality
	if e.Terms.Materiality != nil {
		v.Limits.Threshold = e.Terms.Materiality
	}
	v.Signing.Amount = v.diff().String()
	if v.Paper.SignOff == nil {
		return nil
	}
	v.Limits.SamePerson = v.Paper.SignOff.By == by.ID
	if v.Limits.MayReview, err = s.engagements.MayReview(ctx, by, v.Paper.SignOff.By); err != nil {
		return err
	}
	if len(changedSince(v.Paper)) == 0 {
		return nil
	}
	drifts, err := s.engagements.Drifts(ctx, by, e)
	for _, d := range drifts {
		if d.No == v.Paper.No {
			v.Drift = &d
		}
	}
	return err
}

// notReady says why a bilaga cannot be signed without a reason, or nothing.
func notReady(ctx context.Context, w engagement.WorkpaperView) string {
	for _, row := range w.Accounts {
		if row.IsBegun && row.Diff != 0 {
			return t(ctx, "Differensen på %s måste vara förklarad.", row.Account)
		}
	}
	if !w.Begun() {
		return t(ctx, "Stäm av ett belopp först, eller klarmarkera utan underlag i bilagan.")
	}
	return ""
}

// needsReason tells whether a bilaga can be signed only with a reason.
func needsReason(w engagement.WorkpaperView) bool {
	for _, row := range w.Accounts {
		if row.IsBegun && row.Diff != 0 {
			return true
		}
	}
	return false
}

// signPaper marks a bilaga as done (klarmarkera).
func (s *server) signPaper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	f := signForm{Reason: formValue(r, "forklaring"), Amount: formValue(r, "forklarat")}
	how := engagement.Signing{Reason: f.Reason, Bare: formValue(r, "utan") != ""}
	wrong := map[string]string{}
	var err error
	if f.Amount != "" {
		if how.Explains, err = money.Parse(f.Amount); err != nil {
			wrong["explains"] = amountSentence(r.Context(), f.Amount)
		}
	}
	if err = nil; len(wrong) == 0 {
		err = s.engagements.Sign(r.Context(), s.user(r), e.ID, r.PathValue("nr"), versionOf(r), how)
	}
	if err != nil || len(wrong) > 0 {
		return s.paperAgain(w, r, e, wrong, err, func(v *paperView) {
			if v.Signing.Reason = f.Reason; f.Amount != "" {
				v.Signing.Amount = f.Amount
			}
		})
	}
	s.afterSigning(w, r, e)
	return nil
}

// A signAct does something to the signature of a bilaga.
type signAct func(r *http.Request, e engagement.Engagement, no string, version int64) error

// actOnSigning does it and leads back to where the button stood.
func (s *server) actOnSigning(act signAct) engagementHandler {
	return func(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
		if err := act(r, e, r.PathValue("nr"), versionOf(r)); err != nil {
			return s.paperDone(w, r, e, err, "")
		}
		s.afterSigning(w, r, e)
		return nil
	}
}

func (s *server) unsign(r *http.Request, e engagement.Engagement, no string, version int64) error {
	return s.engagements.Unsign(r.Context(), s.user(r), e.ID, no, version)
}

func (s *server) review(r *http.Request, e engagement.Engagement, no string, version int64) error {
	return s.engagements.Review(r.Context(), s.user(r), e.ID, no, version)
}

func (s *server) unreview(r *http.Request, e engagement.Engagement, no string, version int64) error {
	return s.engagements.Unreview(r.Context(), s.user(r), e.ID, no, version)
}

func (s *server) chooseReview(r *http.Request, e engagement.Engagement, no string, version int64) error {
	return s.engagements.ChooseReview(r.Context(), s.user(r), e.ID, no, version, formValue(r, "vald") != "")
}

func (s *server) accept(r *http.Request, e engagement.Engagement, no string, version int64) error {
	return s.engagements.Accept(r.Context(), s.user(r), e.ID, no, version)
}

// afterSigning leads back to where the button stood.
func (s *server) afterSigning(w http.ResponseWriter, r *http.Request, e engagement.Engagement) {
	to := sheetURL(e, "/bilagor/"+r.PathValue("nr"))
	if account := formValue(r, "konto"); account != "" {
		to = sheetURL(e, "/balans", "konto", account)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
