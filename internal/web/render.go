package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"
	_ "time/tzdata" // the place's rules, where the system has none

	"github.com/a-h/templ"

	"bokslut/internal/civil"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/words"
)

// Page is what the frame around a page needs. Engagement is nil outside one.
type Page struct {
	Title      string
	Tab        string // which tab of the register is in front: a tab constant
	User       office.User
	Engagement *engagement.Engagement
	Connection *connection.Connection // nil when the source is not Fortnox or there is none
	Now        time.Time
	Marks      map[string]Mark // what the tabs say at their right
	Flash      *Flash
	Keys       []Key    // the strip at the bottom
	Refresh    bool     // without script the page is read again after a while
	Scripts    []string // more files of static, after app.js
}

// Mark is what a tab says at its right: progress, and a status when it differs.
type Mark struct {
	Text   string
	Status engagement.Status
}

// Key is a key that works on the page, with what it does.
type Key struct {
	Keys []string
	Does string
}

// Flash is a message from the request before: it is shown once.
type Flash struct{ Kind, Title, Text string }

// The tabs of the register.
const (
	tabOverview   = "oversikt"
	tabBalance    = "balans"
	tabResult     = "resultat"
	tabEntries    = "verifikationer"
	tabAnalysis   = "konto"
	tabWorkpapers = "bilagor"
	tabEvents     = "handelser"
	tabFacts      = "installningar"
	tabSource     = "datakalla"
	tabImports    = "importer"
	tabChanges    = "andringar"
	tabReports    = "rapporter"
	tabQuestions  = "fragor"
	tabBinder     = "parm"
)

// page fills in the frame outside an engagement. A part of a page shows no
// message, and leaves it to the page that comes.
func (s *server) page(r *http.Request, title string) Page {
	p := Page{Title: title, User: s.user(r), Now: s.now()}
	if !isFragment(r) {
		p.Flash = s.popFlash(r, sessionFlash)
	}
	return p
}

// sheetPage fills in the frame of an engagement. A connection that cannot be
// read is an error of the page.
func (s *server) sheetPage(r *http.Request, e engagement.Engagement, tab, title string) (Page, error) {
	p := s.page(r, title)
	p.Engagement, p.Tab, p.Marks = &e, tab, marks(r.Context(), e)
	if e.Source != engagement.Fortnox {
		return p, nil
	}
	c, err := s.connections.Get(r.Context(), e.Office, e.Client.ID)
	if isNone(err) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	p.Connection = &c
	return p, nil
}

// marks are what the register says beside its tabs.
func marks(ctx context.Context, e engagement.Engagement) map[string]Mark {
	if e.Snapshot == "" {
		return nil
	}
	sum := e.Summary
	balance := Mark{Text: t(ctx, "%d/%d", sum.Done, sum.Workpapers)}
	switch {
	case sum.Differences > 0:
		balance.Status = engagement.Differs
	case sum.Drifted > 0:
		balance.Status = engagement.Drifted
	}
	all := map[string]Mark{tabBalance: balance}
	if sum.Questions > 0 {
		all[tabQuestions] = Mark{Text: thousands(sum.Questions)}
	}
	if sum.Entries > 0 {
		all[tabEntries] = Mark{Text: thousands(sum.Entries)}
	}
	return all
}

// engagement loads the engagement of the path. Another office's and one that
// does not exist look alike: engagement.ErrNotFound.
func (s *server) engagement(r *http.Request) (engagement.Engagement, error) {
	e, err := s.engagements.Get(r.Context(), s.user(r), r.PathValue("u"))
	if err == nil && r.Method == http.MethodPost && e.Locked && !openWhenLocked[route(r)] {
		err = engagement.ErrLocked
	}
	return e, err
}

// render writes a page whole, or an error page when a template fails.
func (s *server) render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) {
	var page bytes.Buffer
	if err := c.Render(r.Context(), &page); err != nil {
		s.fail(w, r, err)
		return
	}
	send(w, r, status, &page)
}

// flash keeps a message for the next page.
func (s *server) flash(r *http.Request, f Flash) { s.keepFlash(r, sessionFlash, f) }

func (s *server) keepFlash(r *http.Request, key string, f Flash) {
	text, err := json.Marshal(f)
	if err != nil {
		panic("web: a message cannot be kept: " + err.Error())
	}
	s.sessions.Put(r.Context(), key, string(text))
}

func (s *server) popFlash(r *http.Request, key string) *Flash {
	text := s.sessions.PopString(r.Context(), key)
	if text == "" {
		return nil
	}
	var f Flash
	if json.Unmarshal([]byte(text), &f) != nil {
		return nil
	}
	return &f
}

// t is words.T for templates.
func t(ctx context.Context, sentence string, args ...any) string {
	return words.T(ctx, sentence, args...)
}

// stockholm is the place whose time people are shown.
var stockholm = func() *time.Location {
	l, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic("web: " + err.Error()) // time/tzdata is embedded
	}
	return l
}()

// clock writes an instant as 2026-02-09 08:41 in Swedish time.
func clock(at time.Time) string {
	if at.IsZero() {
		return "–"
	}
	return at.In(stockholm).Format("2006-01-02 15:04")
}

// timeOfDay writes an instant as 08:41:07 in Swedish time.
func timeOfDay(at time.Time) string { return at.In(stockholm).Format("15:04:05") }

// day writes the day of an instant in Swedish time.
func day(at time.Time) string { return dayOf(at).String() }

func dayOf(at time.Time) civil.Date { return civil.OfTime(at.In(stockholm)) }

// sheetURL is the address of a page of an engagement, with pairs of query
// names and values; empty values are left out.
func sheetURL(e engagement.Engagement, path string, query ...string) string {
	return withQuery("/u/"+url.PathEscape(e.ID)+path, query...)
}

func withQuery(path string, query ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			q.Set(query[i], query[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
