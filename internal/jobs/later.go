package jobs

import (
	"context"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/source"
)

// StartFullImport is StartImport, but everything is read anew from Fortnox, also
// what has not changed since the import before.
func (s *Service) StartFullImport(ctx context.Context, by office.User, engagementID string) (Job, error) {
	return s.startImport(ctx, by, engagementID, true)
}

func (s *Service) startImport(ctx context.Context, by office.User, engagementID string, full bool) (Job, error) {
	e, err := s.importable(ctx, by, engagementID, engagement.Fortnox)
	if err != nil {
		return Job{}, err
	}
	if _, err := s.connections.Usable(ctx, by.Office, e.Client.ID); err != nil {
		return Job{}, err
	}
	j := s.newJob(by, e.ID, Import)
	j.Full = full
	if j, err = s.store.AddJob(ctx, j, "", 0); err != nil {
		return Job{}, err
	}
	s.wakeOne()
	return j, nil
}

// earlier is what the import before holds of that which an import can share: the
// one that waits to be taken in, else the current one. Nil when everything is to
// be read anew.
func (r *runner) earlier(ctx context.Context, e engagement.Engagement) ([]source.Part, error) {
	if r.job.Full || e.Snapshot == "" {
		return nil, nil
	}
	before := e.Snapshot
	if e.Candidate != "" {
		waits, err := r.service.engagements.Import(ctx, r.by, e.ID, e.Candidate)
		if err != nil {
			return nil, err
		}
		if waits.Source == engagement.Fortnox {
			before = waits.ID
		}
	}
	raw, err := r.service.store.PartsOf(ctx, e.Office, before, source.SharedKinds()...)
	return partsOf(raw), err
}

// TimeLeft is about how long the requests that are known to remain take: as long
// as Fortnox's pace allows at the quickest, and longer when the import has been
// slower so far. It is 0 when nothing is known to remain.
func (j Job) TimeLeft(now time.Time) time.Duration {
	if j.State != Running || j.Left == 0 {
		return 0
	}
	each := fortnox.PaceEach
	if j.Requests > 0 && now.After(j.Started) {
		each = max(each, now.Sub(j.Started)/time.Duration(j.Requests))
	}
	return time.Duration(j.Left) * each
}
