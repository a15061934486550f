package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

// receiptView is the receipt of the exports of an engagement, live while one
// runs.
type receiptView struct {
	Page    Page
	Job     *jobs.Job // the latest export, nil when there is none any more
	Lines   []receiptLine
	Sent    int
	Unknown int
	Decide  int
	Refused int
	Stopped int // what was not sent since one before it was refused
	Waiting int
	Poll    string // how often the page asks again, empty when it need not
	After   []afterPoint
	Users   map[string]string // names by user id
}

// receiptLine is the latest delivery of one entry.
type receiptLine struct {
	engagement.EntryView
	Note, Colour string
	Story        string
	Rows         []voucherRow // what was sent, beside a story
	Documents    int
	Attached     *attachedView // documents that are not attached in Fortnox; nil when all are
}

func (s *server) receipt(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabEntries, t(ctx, "Kvitto på exporten"))
	if err != nil {
		return err
	}
	v := receiptView{Page: p}
	// The job is read first: when it is over, what is read after it is how it ended.
	job, err := s.work.LatestExport(ctx, p.User, e.ID)
	switch {
	case err == nil:
		v.Job = &job
	case !isNotFound(err):
		return err
	}
	entries, err := s.engagements.Entries(ctx, p.User, e)
	if err != nil {
		return err
	}
	if v.After, err = s.afterPoints(r, e); err != nil {
		return err
	}
	users, err := s.offices.Users(ctx, p.User)
	if err != nil {
		return err
	}
	v.Users = userNames(users)
	v.fill(ctx, entries)
	if err := s.receiptRows(r, e, &v); err != nil {
		return err
	}
	if err := s.receiptDocuments(r, &v); err != nil {
		return err
	}
	if isFragment(r) {
		s.render(w, r, http.StatusOK, receiptBody(v))
		return nil
	}
	s.render(w, r, http.StatusOK, receiptPage(v))
	return nil
}

func (v *receiptView) fill(ctx context.Context, entries []engagement.EntryView) {
	for _, one := range entries {
		stopped := stoppedBy(one, entries)
		if one.Delivery.ID == "" || one.Delivery.State == export.Cancelled && stopped == "" {
			continue
		}
		line := receiptLine{EntryView: one, Story: receiptStory(ctx, one.Delivery)}
		line.Note, line.Colour = entryNote(ctx, one, entries, v.Page)
		v.Lines = append(v.Lines, line)
		switch one.Delivery.State {
		case export.Sent:
			v.Sent++
		case export.Unknown:
			v.Unknown++
		case export.Absent, export.Doubtful:
			v.Decide++
		case export.Refused:
			v.Refused++
		case export.Cancelled:
			v.Stopped++
			line := &v.Lines[len(v.Lines)-1]
			line.Note, line.Colour = t(ctx, "inte skickad, %s avvisades", stopped), "sec"
		default:
			v.Waiting++
		}
	}
	switch {
	case v.running():
		v.Poll = "every 2s"
	case v.Decide == 0 && v.Refused == 0 && v.Unknown+v.Waiting > 0:
		v.Poll = "every 30s"
	}
}

// stoppedBy is the entry of the same export that was refused before this one was
// sent, or nothing.
func stoppedBy(e engagement.EntryView, all []engagement.EntryView) string {
	if e.Delivery.State != export.Cancelled || e.Delivery.Attempt > 0 {
		return ""
	}
	for _, other := range all {
		if other.Delivery.State == export.Refused && other.Delivery.AskedAt.Equal(e.Delivery.AskedAt) {
			return other.No
		}
	}
	return ""
}

// receiptRows puts the rows that were sent beside what is told at length.
func (s *server) receiptRows(r *http.Request, e engagement.Engagement, v *receiptView) error {
	if !slices.ContainsFunc(v.Lines, func(l receiptLine) bool { return l.Story != "" }) {
		return nil
	}
	snap, err := s.engagements.Snapshot(r.Context(), v.Page.User, e)
	if err != nil {
		return err
	}
	names := namesOf(snap.Totals.Years[0])
	for i, line := range v.Lines {
		if line.Story != "" {
			v.Lines[i].Rows = rowsOfEntry(r.Context(), e, line.EntryView, names)
		}
	}
	return nil
}

func (v receiptView) running() bool { return v.Job != nil && !v.Job.State.Final() }

// poll are the attributes by which the body asks for itself again.
func (v receiptView) poll() templ.Attributes {
	if v.Poll == "" {
		return nil
	}
	return templ.Attributes{
		"hx-get": sheetURL(*v.Page.Engagement, "/export/kvitto"), "hx-trigger": v.Poll, "hx-swap": "outerHTML",
	}
}

// summary is the message at the top, nil when the table says it all.
func (v receiptView) summary(ctx context.Context) *Flash {
	all := len(v.Lines)
	switch {
	case all == 0:
		return nil
	case v.running():
		return &Flash{"info", t(ctx, "Exporten pågår"), t(ctx, "%d av %d är bokförda i Fortnox och kontrollästa. Du kan lämna sidan under tiden.", v.Sent, all)}
	case v.Unknown > 0:
		return &Flash{"chg", plural(ctx, v.Unknown, "1 verifikation har okänt utfall", "%d verifikationer har okänt utfall"), t(ctx, "%d av %d är bokförda och kontrollästa. Det som är okänt kontrolleras mot Fortnox innan något skickas igen. Du kan arbeta vidare under tiden.", v.Sent, all) + v.others(ctx)}
	case v.Decide > 0:
		return &Flash{"chg", plural(ctx, v.Decide, "1 verifikation väntar på ditt beslut", "%d verifikationer väntar på ditt beslut"), t(ctx, "%d av %d är bokförda och kontrollästa. Inget skickas igen förrän du har bestämt.", v.Sent, all) + v.others(ctx)}
	case v.Refused > 0:
		return &Flash{"chg", plural(ctx, v.Refused, "Fortnox tog inte emot 1 verifikation", "Fortnox tog inte emot %d verifikationer"), t(ctx, "%d av %d är bokförda och kontrollästa. Orsaken står nedan.", v.Sent, all) + v.others(ctx)}
	case v.Waiting > 0:
		return &Flash{"info", plural(ctx, v.Waiting, "1 verifikation väntar", "%d verifikationer väntar"), t(ctx, "%d av %d är bokförda och kontrollästa.", v.Sent, all)}
	}
	return &Flash{"ok", plural(ctx, v.Sent, "1 bokslutsverifikation är överförd", "%d bokslutsverifikationer är överförda"), v.valid(ctx)}
}

// others says what else is not in, beside what the message is about.
func (v receiptView) others(ctx context.Context) string {
	text := ""
	if v.Unknown > 0 && v.Decide > 0 {
		text += " " + plural(ctx, v.Decide, "1 väntar på ditt beslut.", "%d väntar på ditt beslut.")
	}
	if v.Unknown+v.Decide > 0 && v.Refused > 0 {
		text += " " + plural(ctx, v.Refused, "1 är avvisad av Fortnox.", "%d är avvisade av Fortnox.")
	}
	if v.Stopped > 0 {
		text += " " + plural(ctx, v.Stopped, "1 skickades inte och går att exportera nu.", "%d skickades inte och går att exportera nu.")
	}
	return text
}

// valid says until when the connection counts after the export.
func (v receiptView) valid(ctx context.Context) string {
	c := v.Page.Connection
	if c == nil || c.Service || !c.Usable(v.Page.Now) {
		return t(ctx, "Varje verifikation är läst tillbaka och jämförd rad för rad.")
	}
	return t(ctx, "Varje verifikation är läst tillbaka och jämförd rad för rad. Kopplingen gäller nu till och med %s.", day(c.ValidTo()))
}

// jobTrouble says why the latest export stopped, empty when it did not.
func (v receiptView) jobTrouble(ctx context.Context) string {
	if v.Job == nil || v.Job.State != jobs.Failed {
		return ""
	}
	title, _ := problemText(ctx, v.Job.Problem)
	return title
}

// sentAt is when a delivery got its receipt, or nothing.
func sentAt(it export.Item) string {
	if it.State != export.Sent || it.Receipt.At.IsZero() {
		return ""
	}
	return it.Receipt.At.In(stockholm).Format("2006-01-02 " + time.TimeOnly)
}

// may tells whether the state of a delivery lets a person decide d.
func may(it export.Item, d export.Decision) bool {
	switch d {
	case export.SendAgain:
		return it.State == export.Absent // a refused entry may have been changed: it is frozen anew in the dialog
	case export.Cancel:
		return it.State == export.Absent || it.State == export.Refused || it.State == export.Queued
	case export.NotOurs:
		return it.State == export.Doubtful && it.Reason.Code == "alike"
	case export.ItIsThis:
		return it.State == export.Doubtful
	}
	return false
}

// checkNow looks in Fortnox at once; it never sends again.
func (s *server) checkNow(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := s.work.CheckNow(r.Context(), s.user(r), e.ID); err != nil {
		f, _, _, ok := exportFailure(r.Context(), err)
		if !ok {
			return err
		}
		s.flash(r, f)
	}
	http.Redirect(w, r, sheetURL(e, "/export/kvitto"), http.StatusSeeOther)
	return nil
}

// decide records what a person decided about a delivery. To send again starts
// the work at once.
func (s *server) decide(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, user := r.Context(), s.user(r)
	decision := export.Decision(formValue(r, "beslut"))
	number, err := strconv.ParseInt(formValue(r, "nummer"), 10, 64)
	if err != nil {
		number = 0
	}
	if decision == export.SendAgain && !s.proved(r) {
		return s.proveDecision(w, r, e)
	}
	err = s.engagements.Decide(ctx, user, e.ID, formValue(r, "leverans"), decision, number)
	if err == nil && decision == export.SendAgain {
		err = s.work.CheckNow(ctx, user, e.ID)
	}
	if err != nil {
		f, ok := decisionFailure(ctx, err)
		if !ok {
			return err
		}
		s.flash(r, f)
	}
	http.Redirect(w, r, sheetURL(e, "/export/kvitto"), http.StatusSeeOther)
	return nil
}
