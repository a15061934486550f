package web

import (
	"errors"
	"net/http"
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// nextYearView is the page of what the next financial year is to begin with.
type nextYearView struct {
	Page           Page
	Move           engagement.ResultMove
	Version        string
	MoveResult     bool
	Date, Dividend string // as typed
	Wrong          map[string]string
	Trouble        *Flash
	Lines          []entryLine
}

func (s *server) nextYearPage(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	set, err := s.engagements.ClosingSettings(r.Context(), s.user(r), e)
	if err != nil {
		return err
	}
	v := nextYearView{MoveResult: set.MoveResult, Version: strconv.FormatInt(set.Version, 10)}
	if set.Decision != nil {
		v.Date, v.Dividend = set.Decision.Date.String(), set.Decision.Dividend.String()
	}
	return s.showNextYear(w, r, e, http.StatusOK, v)
}

func (s *server) showNextYear(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v nextYearView) error {
	ctx := r.Context()
	var err error
	if v.Page, err = s.sheetPage(r, e, tabEntries, t(ctx, "Nästa räkenskapsår")); err != nil {
		return err
	}
	if v.Move, err = s.engagements.ResultMove(ctx, v.Page.User, e); err != nil {
		return s.withoutImport(w, r, v.Page, err)
	}
	snap, err := s.engagements.Snapshot(ctx, v.Page.User, e)
	if err != nil {
		return err
	}
	entries, err := s.engagements.Entries(ctx, v.Page.User, e)
	if err != nil {
		return err
	}
	list := entryListView{Page: v.Page, Show: showNext}
	list.fill(ctx, entries, snap, "")
	v.Lines = list.Lines
	s.render(w, r, status, nextYearPage(v))
	return nil
}

// saveNextYear saves what becomes of the year's result.
func (s *server) saveNextYear(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	v := nextYearView{
		MoveResult: formValue(r, "flytta") == "1", Date: formValue(r, "stamma"), Dividend: formValue(r, "utdelning"), Version: formValue(r, "version"), Wrong: map[string]string{},
	}
	var decision *engagement.Decision
	if v.Date != "" || v.Dividend != "" {
		decision = &engagement.Decision{}
		var err error
		if decision.Date, err = civil.Parse(v.Date); err != nil {
			v.Wrong["date"] = dateSentence(ctx, v.Date)
		}
		if v.Dividend != "" {
			if decision.Dividend, err = money.Parse(v.Dividend); err != nil {
				v.Wrong["dividend"] = amountSentence(ctx, v.Dividend)
			}
		}
	}
	if len(v.Wrong) > 0 {
		return s.showNextYear(w, r, e, http.StatusUnprocessableEntity, v)
	}
	err := s.engagements.MoveResult(ctx, s.user(r), e.ID, v.MoveResult, decision, versionOf(r))
	var field *office.FieldError
	switch {
	case err == nil:
		s.flash(r, Flash{"ok", t(ctx, "Nästa räkenskapsår är sparat"), ""})
		http.Redirect(w, r, sheetURL(e, "/verifikationer/nasta-ar"), http.StatusSeeOther)
		return nil
	case errors.As(err, &field):
		v.Wrong[field.Field] = fieldSentence(ctx, field)
		return s.showNextYear(w, r, e, http.StatusUnprocessableEntity, v)
	}
	f := explain(ctx, err)
	if f.Status != http.StatusConflict {
		return err
	}
	v.Trouble = &Flash{"err", f.Title, f.Text}
	return s.showNextYear(w, r, e, f.Status, v)
}

// firstDay is when the next year begins.
func (v nextYearView) firstDay() string {
	return closing.NextYear(v.Page.Engagement.Year).From.String()
}
