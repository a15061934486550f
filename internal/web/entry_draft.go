package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
)

// draft is the form as it is kept before it is whole.
func (f entryForm) draft() closing.Draft {
	d := closing.Draft{Date: f.Date, Text: f.Text, Workpaper: f.Paper, Excluded: f.Excluded, Reverse: f.Reverse}
	for _, r := range f.Rows {
		if !r.blank() {
			d.Rows = append(d.Rows, closing.DraftRow{
				Account: r.Account, Debit: r.Debit, Credit: r.Credit, Text: r.Text, CostCentre: r.CostCentre, Project: r.Project,
			})
		}
	}
	return d
}

// formOfDraft fills the form with a draft.
func formOfDraft(e engagement.EntryView) entryForm {
	d := e.Draft
	f := entryForm{
		No: e.No, Date: d.Date, Text: d.Text, Paper: d.Workpaper, Excluded: d.Excluded, Reverse: d.Reverse, Version: strconv.FormatInt(e.Version, 10),
	}
	for _, r := range d.Rows {
		f.Rows = append(f.Rows, entryRow{
			Account: r.Account, Debit: r.Debit, Credit: r.Credit, Text: r.Text, CostCentre: r.CostCentre, Project: r.Project,
		})
	}
	return f
}

// A savedDraft tells the page's script what came of saving by itself.
type savedDraft struct {
	No      string `json:"no,omitempty"`
	Version int64  `json:"version,omitempty"`
	Says    string `json:"says"`
}

// keepEntryDraft saves what is typed while the person goes on typing. The number
// "ny" stands for an entry that has none yet.
func (s *server) keepEntryDraft(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	f, err := readEntryForm(r)
	if err != nil {
		return err
	}
	if f.No == "ny" {
		f.No = ""
	}
	no, version, err := s.engagements.SaveDraft(ctx, s.user(r), e.ID, f.No, f.draft(), versionOf(r))
	w.Header().Set("Content-Type", "application/json")
	answer := savedDraft{No: no, Version: version, Says: t(ctx, "Utkastet sparades %s", timeOfDay(s.now()))}
	if err != nil {
		failure := explain(ctx, err)
		answer = savedDraft{Says: t(ctx, "Utkastet är inte sparat. %s", failure.Title)}
		if errors.Is(err, engagement.ErrConflict) {
			answer.Says = t(ctx, "Utkastet är inte sparat: verifikationen har ändrats i ett annat fönster.")
		}
		w.WriteHeader(failure.Status)
	}
	return json.NewEncoder(w).Encode(answer)
}

// saveAsDraft is the button for those without script.
func (s *server) saveAsDraft(w http.ResponseWriter, r *http.Request, e engagement.Engagement, v entryPageView) error {
	no, _, err := s.engagements.SaveDraft(r.Context(), s.user(r), e.ID, v.Form.No, v.Form.draft(), versionOf(r))
	if err != nil {
		return s.entryFailed(w, r, e, v, err)
	}
	http.Redirect(w, r, sheetURL(e, "/verifikationer/"+no), http.StatusSeeOther)
	return nil
}

func (s *server) dropDraft(r *http.Request, id, no string, version int64) error {
	return s.engagements.DropDraft(r.Context(), s.user(r), id, no, version)
}
