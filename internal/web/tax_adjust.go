package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/tax"
)

// adjustView is Skattemässiga justeringar. Typed and Wrong belong to the line
// or the new adjustment that was refused.
type adjustView struct {
	taxView
	At    string // ID of the refused line; "ny" for the new one
	Typed adjustForm
	Error string
}

// adjustForm is what was typed.
type adjustForm struct{ Row, Status, Amount, Note string }

func readAdjust(r *http.Request) adjustForm {
	return adjustForm{formValue(r, "rad"), formValue(r, "beslut"), formValue(r, "belopp"), formValue(r, "notering")}
}

func (s *server) adjustments(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.showAdjust(w, r, e, http.StatusOK, "", "", nil)
}

func (s *server) showAdjust(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, at, told string, wrong *Flash) error {
	base, done, err := s.taxLoad(w, r, e, tabAdjust, t(r.Context(), "Skattemässiga justeringar"))
	if done || err != nil {
		return err
	}
	v := adjustView{taxView: base, At: at, Error: told}
	v.Wrong = wrong
	if at != "" {
		v.Typed = readAdjust(r)
	}
	s.render(w, r, status, adjustPage(v))
	return nil
}

// form is what a line shows: what was typed when it was refused.
func (v adjustView) form(j tax.Justering) adjustForm {
	if v.At == j.ID {
		return v.Typed
	}
	f := adjustForm{Status: string(j.Status), Note: j.Note}
	if j.Status == tax.Changed {
		f.Amount = j.Amount.String()
	}
	return f
}

var adjustStatuses = []choice{
	{string(tax.Open), "Inte bedömd"}, {string(tax.Confirm), "Bekräftad"}, {string(tax.Changed), "Ändrad till"}, {string(tax.Rejected), "Ska inte justeras"},
}

// typedRows are the rows of INK2S that a person may add to.
func typedRows() []string {
	var rows []string
	for row := range rowNames {
		if row < "4.14a" || row > "4.14c" {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, compareRows)
	return rows
}

// compareRows orders 4.9 before 4.10.
func compareRows(a, b string) int {
	if len(a) >= 4 && len(b) >= 4 && (a[2] == '1') != (b[2] == '1') {
		if a[2] == '1' {
			return 1
		}
		return -1
	}
	switch {
	case a == "4.9" && b[2] == '1':
		return -1
	case b == "4.9" && a[2] == '1':
		return 1
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (s *server) decideAdjustment(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	id, f := formValue(r, "id"), readAdjust(r)
	d := tax.Decision{ID: id, Status: tax.Status(f.Status), Note: f.Note}
	if d.Status == tax.Changed {
		var err error
		if d.Amount, err = money.Parse(f.Amount); err != nil {
			return s.showAdjust(w, r, e, http.StatusUnprocessableEntity, id, amountSentence(ctx, f.Amount), nil)
		}
	}
	if formValue(r, "aterstall") != "" {
		d.Status = tax.Open
	}
	err := s.engagements.SaveTaxFacts(ctx, s.user(r), e.ID, versionOf(r), func(facts *engagement.TaxFacts) {
		facts.Decisions = slices.DeleteFunc(facts.Decisions, func(old tax.Decision) bool { return old.ID == id })
		if d.Status != tax.Open {
			facts.Decisions = append(facts.Decisions, d)
		}
	})
	return s.adjusted(w, r, e, id, t(ctx, "Justeringen är sparad"), err)
}

func (s *server) addAdjustment(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	f := readAdjust(r)
	amount, err := money.Parse(f.Amount)
	if err != nil || f.Amount == "" {
		return s.showAdjust(w, r, e, http.StatusUnprocessableEntity, "ny", amountSentence(ctx, f.Amount), nil)
	}
	if f.Note == "" {
		return s.showAdjust(w, r, e, http.StatusUnprocessableEntity, "ny", t(ctx, "Skriv vad justeringen är."), nil)
	}
	err = s.engagements.SaveTaxFacts(ctx, s.user(r), e.ID, versionOf(r), func(facts *engagement.TaxFacts) {
		facts.Additions = append(facts.Additions, tax.Addition{ID: office.NewID(), Row: f.Row, Amount: amount, Note: f.Note})
	})
	return s.adjusted(w, r, e, "ny", t(ctx, "Justeringen är tillagd"), err)
}

func (s *server) dropAdjustment(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	id := formValue(r, "id")
	err := s.engagements.SaveTaxFacts(r.Context(), s.user(r), e.ID, versionOf(r), func(facts *engagement.TaxFacts) {
		facts.Additions = slices.DeleteFunc(facts.Additions, func(a tax.Addition) bool { return a.ID == id })
	})
	return s.adjusted(w, r, e, "", t(r.Context(), "Justeringen är borttagen"), err)
}

// adjusted answers after a change, at the line that was refused.
func (s *server) adjusted(w http.ResponseWriter, r *http.Request, e engagement.Engagement, at, title string, err error) error {
	if f, ok := explainTax(r.Context(), err); ok {
		return s.showAdjust(w, r, e, f.Status, at, f.Title+". "+f.Text, nil)
	}
	if f, ok := keptConflict(r.Context(), err); ok {
		return s.showAdjust(w, r, e, http.StatusConflict, at, "", f)
	}
	return s.taxBack(w, r, e, "/skatt/justeringar", title, err)
}

// keptConflict says that somebody else was first, on a page that keeps what was
// typed.
func keptConflict(ctx context.Context, err error) (*Flash, bool) {
	if !errors.Is(err, engagement.ErrConflict) {
		return nil, false
	}
	return &Flash{"chg", t(ctx, "Någon annan hann ändra före dig"), t(ctx, "Det du skrev står kvar. Kontrollera mot de nya beloppen och spara igen.")}, true
}

// adjustTyped is what the form of a new adjustment shows.
func adjustTyped(v adjustView) adjustForm {
	if v.At == "ny" {
		return v.Typed
	}
	return adjustForm{}
}
