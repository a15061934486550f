package web

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// sieView is the page with the SIE files that can be made of an engagement.
type sieView struct {
	Page   Page
	Series string
	Lines  []exportLine
	Handed []engagement.EntryView // those that a person has read in already
	Lossy  int
	Wrong  string
}

// maxSeries is as long as a voucher series of the common programs gets.
const maxSeries = 10

func (s *server) sieFiles(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.showSIEFiles(w, r, e, http.StatusOK, "")
}

func (s *server) showSIEFiles(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, wrong string) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabEntries, t(ctx, "SIE-filer"))
	if err != nil {
		return err
	}
	if e.Snapshot == "" {
		return s.withoutImport(w, r, p, engagement.ErrNoImport)
	}
	entries, err := s.engagements.Entries(ctx, p.User, e)
	if err != nil {
		return err
	}
	v := sieView{Page: p, Series: seriesOf(r, e), Wrong: wrong}
	chosen := r.Form["ver"]
	var loose []string
	for _, one := range entries {
		if one.Deleted {
			continue
		}
		line := exportLine{EntryView: one, Why: whyNotInFile(ctx, one)}
		this := one.Next == closing.ThisYear
		line.Chosen = line.Why == "" && (len(chosen) == 0 && this || slices.Contains(chosen, one.No))
		if one.Delivery.State == export.Sent && one.Delivery.Target.Tenant == export.FileTenant {
			v.Handed = append(v.Handed, one)
		}
		if line.Why == "" && this {
			loose = append(loose, one.No)
		}
		v.Lines = append(v.Lines, line)
	}
	if len(loose) > 0 {
		file, err := s.engagements.EntriesFile(ctx, p.User, e, s.version, v.Series, loose)
		if err != nil {
			return err
		}
		v.Lossy = file.Lossy
	}
	s.render(w, r, status, sieFilesPage(v))
	return nil
}

// whyNotInFile says why an entry does not belong in a file of entries.
func whyNotInFile(ctx context.Context, e engagement.EntryView) string {
	switch {
	case e.Draft != nil:
		return t(ctx, "Utkast")
	case e.Transfer == engagement.TransferExcluded:
		return t(ctx, "Ej aktuell för överföring")
	case e.Delivery.ID != "" && e.Delivery.State.Active():
		return t(ctx, transferWord(e.Transfer))
	}
	return ""
}

func seriesOf(r *http.Request, e engagement.Engagement) string {
	series := []rune(strings.TrimSpace(r.FormValue("serie")))
	switch {
	case len(series) > 0:
		return string(series[:min(len(series), maxSeries)])
	case e.Series != "":
		return e.Series
	}
	return "B"
}

// entriesFile gives the chosen entries as 4I.
func (s *server) entriesFile(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	file, err := s.engagements.EntriesFile(r.Context(), s.user(r), e, s.version, seriesOf(r, e), r.Form["ver"])
	if errors.Is(err, engagement.ErrNoEntries) {
		return s.showSIEFiles(w, r, e, http.StatusUnprocessableEntity, t(r.Context(), "Välj minst en verifikation."))
	}
	if errors.Is(err, engagement.ErrTwoYears) {
		f := explain(r.Context(), err)
		return s.showSIEFiles(w, r, e, f.Status, f.Title+". "+f.Text)
	}
	if err != nil {
		return err
	}
	sendFile(w, file)
	return nil
}

// ledgerFile gives the whole books with the entries in them as 4E.
func (s *server) ledgerFile(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	file, err := s.engagements.LedgerFile(r.Context(), s.user(r), e, s.version, seriesOf(r, e))
	if err != nil {
		return err
	}
	sendFile(w, file)
	return nil
}

func sendFile(w http.ResponseWriter, f engagement.SIEFile) {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	_, _ = w.Write(f.Body) // a reader who leaves is nothing to report
}

// handOver notes that the chosen entries have been read in as a file.
func (s *server) handOver(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	chosen := r.PostForm["ver"]
	err := s.engagements.HandOver(r.Context(), s.user(r), e.ID, s.version, seriesOf(r, e), chosen)
	if errors.Is(err, engagement.ErrNoEntries) {
		return s.showSIEFiles(w, r, e, http.StatusUnprocessableEntity, t(r.Context(), "Välj minst en verifikation."))
	}
	if err != nil {
		return err
	}
	s.flash(r, Flash{"ok", plural(r.Context(), len(chosen), "1 verifikation är markerad som överförd", "%d verifikationer är markerade som överförda"), t(r.Context(), "Nästa import visar att de finns i bokföringen.")})
	http.Redirect(w, r, sheetURL(e, "/verifikationer"), http.StatusSeeOther)
	return nil
}

// takeBack takes the mark away again.
func (s *server) takeBack(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := s.engagements.Decide(r.Context(), s.user(r), e.ID, formValue(r, "leverans"), export.Cancel, 0); err != nil {
		return err
	}
	http.Redirect(w, r, sheetURL(e, "/verifikationer/sie"), http.StatusSeeOther)
	return nil
}
