package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
)

// importView is the page of an import, within Startguiden or not.
type importView struct {
	Engagement engagement.Engagement
	Guided     bool
	Job        *jobs.Job // the latest one, nil when there never was one
	Text       string    // what was typed by hand
	Wrong      *Flash    // what was wrong with what was handed over
	Now        time.Time
}

// running tells whether there is progress to follow.
func (v importView) running() bool { return v.Job != nil && !v.Job.State.Final() }

// next is where a finished import leads.
func (v importView) next() string {
	if v.Job != nil && v.Job.Waits {
		return importAddress(v.Engagement, v.Job.Snapshot)
	}
	if v.Guided {
		return guideURL(v.Engagement, "uppgifter")
	}
	return sheetURL(v.Engagement, "")
}

// showGuideImport is the step Import.
func (s *server) showGuideImport(w http.ResponseWriter, r *http.Request) {
	if e, ok := s.guideEngagement(w, r); ok {
		s.renderImport(w, r, http.StatusOK, importView{Engagement: e, Guided: true})
	}
}

func (s *server) showImport(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.renderImport(w, r, http.StatusOK, importView{Engagement: e})
}

func (s *server) renderImport(w http.ResponseWriter, r *http.Request, status int, v importView) {
	ctx, by := r.Context(), s.user(r)
	v.Now = s.now()
	job, err := s.latestImport(ctx, by, v.Engagement.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v.Job = job
	if v.Guided {
		p := s.guidePage(r, t(ctx, "Import"))
		p.Refresh = v.running()
		s.render(w, r, status, guideImportPage(p, v))
		return
	}
	p, err := s.sheetPage(r, v.Engagement, tabSource, t(ctx, "Import"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Refresh = v.running()
	s.render(w, r, status, importPage(p, v))
}

// latestImport is nil when there never was one.
func (s *server) latestImport(ctx context.Context, by office.User, id string) (*jobs.Job, error) {
	job, err := s.work.LatestImport(ctx, by, id)
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &job, nil
}

// startImport begins an import from Fortnox. A connection that is missing or
// lapsed leads to Fortnox's login page, and the import starts after it.
func (s *server) startImport(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if e.Source != engagement.Fortnox {
		s.fail(w, r, engagement.ErrSource)
		return
	}
	c, err := s.connections.Get(r.Context(), e.Office, e.Client.ID)
	switch {
	case isNone(err), err == nil && !c.Usable(s.now()):
		s.toFortnox(w, r, e, inGuide(r))
	case err != nil:
		s.fail(w, r, err)
	default:
		s.begin(w, r, e, inGuide(r))
	}
}

func (s *server) cancelImport(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	err = s.work.CancelImport(r.Context(), s.user(r), e.ID)
	if err != nil && !errors.Is(err, engagement.ErrNotRunning) {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, importURL(e, inGuide(r)), http.StatusSeeOther)
}
