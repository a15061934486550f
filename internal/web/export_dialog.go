package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

// exportView is the dialog before an export.
type exportView struct {
	Page     Page
	Plan     jobs.Plan
	Series   string // the one that the entries would go to
	Chosen   []string
	Problems []obstacleLine
	Lines    []exportLine
	Excluded []engagement.EntryView
	First    int    // the first number that the series would give, preliminary
	Running  bool   // an export is under way already
	Stop     *Flash // why no plan could be made
	Login    bool   // a new login is the way on
	Imports  bool   // an import is
	Wrong    string // nothing was chosen
	Blocked  bool   // something stands in the way of every entry
	Without  string // the entries that a person has said are left out, as without gives them
}

// exportLine is one entry that can be chosen.
type exportLine struct {
	engagement.EntryView
	Chosen bool
	Why    string // why it cannot be chosen now
}

// says is the entry as the list shows it: a draft has its own date and text.
func (l exportLine) says() entryLine { return entryLine{EntryView: l.EntryView} }

func (s *server) exportDialog(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	return s.showExport(w, r, e, http.StatusOK, exportView{Series: r.FormValue("serie"), Chosen: r.Form["ver"], Without: r.FormValue("utan")})
}

// showExport makes a fresh plan and answers with it, as a dialog for the page's
// script and as a page otherwise.
func (s *server) showExport(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v exportView) error {
	ctx := r.Context()
	var err error
	if v.Page, err = s.sheetPage(r, e, tabEntries, t(ctx, "Exportera bokslutsverifikationer till Fortnox")); err != nil {
		return err
	}
	if !mayEdit(v.Page) {
		return engagement.ErrForbidden
	}
	job, err := s.work.LatestExport(ctx, v.Page.User, e.ID)
	if err != nil && !isNotFound(err) {
		return err
	}
	v.Running = err == nil && !job.State.Final()
	v.Plan, err = s.work.Plan(ctx, v.Page.User, e, v.Series)
	if err != nil {
		f, login, imports, ok := exportFailure(ctx, err)
		if !ok {
			return err
		}
		v.Stop, v.Login, v.Imports = &f, login, imports
	} else if err := s.fillExport(r, e, &v); err != nil {
		return err
	}
	if isFragment(r) {
		s.render(w, r, status, exportDialog(v))
		return nil
	}
	v.Page.Scripts = []string{"grid.js"}
	s.render(w, r, status, exportPage(v))
	return nil
}

func (s *server) fillExport(r *http.Request, e engagement.Engagement, v *exportView) error {
	ctx := r.Context()
	if v.Series == "" {
		v.Series = v.Plan.Proposed
	}
	why := map[string]string{}
	for _, o := range v.Plan.Obstacles {
		if !slices.ContainsFunc(v.Plan.Entries, func(one engagement.EntryView) bool { return one.No == o.Entry }) {
			v.Blocked = true
			continue
		}
		if why[o.Entry] == "" {
			why[o.Entry] = obstacleText(ctx, o).Title
		}
	}
	for _, one := range v.Plan.Entries {
		line := exportLine{EntryView: one, Why: why[one.No]}
		line.Chosen = line.Why == "" && (len(v.Chosen) == 0 || slices.Contains(v.Chosen, one.No))
		v.Lines = append(v.Lines, line)
	}
	snap, err := s.engagements.Snapshot(ctx, v.Page.User, e)
	if err != nil {
		return err
	}
	v.Problems = obstacleLines(ctx, v.Plan.Obstacles, namesOf(snap.Totals.Years[0]))
	for _, series := range snap.Totals.Years[0].Series {
		if series.Code == v.Series {
			v.First, _ = strconv.Atoi(series.Last)
		}
	}
	entries, err := s.engagements.Entries(ctx, v.Page.User, e)
	if err != nil {
		return err
	}
	for _, one := range entries {
		if !one.Deleted && one.Transfer == engagement.TransferExcluded {
			v.Excluded = append(v.Excluded, one)
		}
		if it := one.Delivery; it.State == export.Sent && it.Receipt.Series == v.Series && one.Next == closing.ThisYear {
			v.First = max(v.First, int(it.Receipt.Number))
		}
	}
	v.First++
	return nil
}

// numbers are those that the chosen entries would get, preliminary: the books
// may have gone on since the import.
func (v exportView) numbers() string {
	n := 0
	for _, line := range v.Lines {
		if line.Chosen && line.Next == closing.ThisYear {
			n++
		}
	}
	if n < 2 {
		return fmt.Sprintf("%s\u00a0%d", v.Series, v.First)
	}
	return fmt.Sprintf("%s\u00a0%d – %s\u00a0%d", v.Series, v.First, v.Series, v.First+n-1)
}

func (v exportView) obstacles(ctx context.Context) string {
	n := 0
	for _, problem := range v.Problems {
		if !problem.Done {
			n++
		}
	}
	if n == 0 {
		return t(ctx, "inga hinder")
	}
	return t(ctx, "%d hinder", n)
}

func (v exportView) free() int {
	n := 0
	for _, line := range v.Lines {
		if line.Why == "" {
			n++
		}
	}
	return n
}

// without names the entries that something stands in the way of, when others can
// go without them: those that a person leaves out knowingly.
func (v exportView) without() string {
	var all []string
	for _, line := range v.Lines {
		if line.Why != "" {
			all = append(all, line.No)
		}
	}
	return strings.Join(all, ", ")
}

// summary says how many entries there are, and their dates.
func (v exportView) summary(ctx context.Context) string {
	if len(v.Lines) == 0 {
		return t(ctx, "Inga verifikationer med status Ej överförd.")
	}
	var dates []string
	for _, line := range v.Lines {
		if date := line.says().saysDate(); date != "" {
			dates = append(dates, date)
		}
	}
	slices.Sort(dates)
	if dates = slices.Compact(dates); len(dates) > 1 {
		dates = []string{dates[0] + " – " + dates[len(dates)-1]}
	}
	if len(v.Lines) == 1 {
		return t(ctx, "1 verifikation med status Ej överförd, daterad %s.", strings.Join(dates, ""))
	}
	return t(ctx, "%d verifikationer med status Ej överförd, daterade %s.", len(v.Lines), strings.Join(dates, ""))
}

// ready tells whether Exportera does anything.
func (v exportView) ready() bool { return v.Stop == nil && !v.Blocked && !v.Running && v.free() > 0 }

// exportEntries sends the chosen entries. Asked again, by a double click or a
// page that is shown twice, it sends nothing and says so.
func (s *server) exportEntries(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, user := r.Context(), s.user(r)
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	v := exportView{Series: formValue(r, "serie"), Chosen: r.PostForm["ver"], Without: formValue(r, "utan")}
	if hindered := formValue(r, "hinder"); len(v.Chosen) == 0 {
		v.Wrong = t(ctx, "Välj minst en verifikation.")
	} else if v.Without != hindered {
		v.Wrong = t(ctx, "%s har hinder. Rätta dem, eller kryssa i att de lämnas utanför.", hindered)
	}
	if v.Wrong != "" {
		return s.showExport(w, r, e, http.StatusUnprocessableEntity, v)
	}
	again, err := s.allDelivered(r, e, v.Chosen)
	if err != nil {
		return err
	}
	if !again {
		_, err = s.work.Export(ctx, user, e.ID, v.Series, v.Chosen)
	}
	var stopped *jobs.PreflightError
	switch {
	case again || errors.Is(err, engagement.ErrNoEntries):
		s.flash(r, Flash{"info", t(ctx, "Inget skickades"), t(ctx, "Verifikationerna är redan överförda eller på väg.")})
	case errors.As(err, &stopped):
		return s.showExport(w, r, e, http.StatusUnprocessableEntity, v)
	case err != nil:
		if _, _, _, ok := exportFailure(ctx, err); ok {
			return s.showExport(w, r, e, http.StatusConflict, v)
		}
		return err
	}
	http.Redirect(w, r, sheetURL(e, "/export/kvitto"), http.StatusSeeOther)
	return nil
}

// allDelivered tells whether every chosen entry is transferred or on its way.
func (s *server) allDelivered(r *http.Request, e engagement.Engagement, chosen []string) (bool, error) {
	entries, err := s.engagements.Entries(r.Context(), s.user(r), e)
	if err != nil {
		return false, err
	}
	for _, no := range chosen {
		at := slices.IndexFunc(entries, func(one engagement.EntryView) bool { return one.No == no })
		if at < 0 {
			return false, engagement.ErrNotFound
		}
		if it := entries[at].Delivery; it.ID == "" || !it.State.Active() {
			return false, nil
		}
	}
	return true, nil
}
