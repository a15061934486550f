package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// Service asks for imports and exports, and runs them.
type Service struct {
	store       Store
	engagements *engagement.Service
	connections *connection.Service
	users       *office.Service
	program     string
	now         func() time.Time
	log         *slog.Logger
	holder      string // names this process in leases
	wake        chan struct{}
	prepared    prepared
}

// NewService makes the room; program is the program's version.
func NewService(store Store, engagements *engagement.Service, connections *connection.Service, users *office.Service, program string, now func() time.Time, log *slog.Logger) *Service {
	return &Service{
		store: store, engagements: engagements, connections: connections, users: users, program: program,
		now: now, log: log, holder: office.NewID(), wake: make(chan struct{}, 1),
	}
}

// lease is how long a job may be silent before another instance takes it over.
const lease = 3 * time.Minute

// poll is how often a worker looks for jobs that it was not woken for.
const poll = 2 * time.Second

// Run works until ctx ends, with the given number of jobs side by side. A job
// that is under way then stops between two steps and is taken up later.
func (s *Service) Run(ctx context.Context, workers int) {
	done := make(chan struct{})
	for range workers {
		go func() {
			s.workUntil(ctx)
			done <- struct{}{}
		}()
	}
	for range workers {
		<-done
	}
}

func (s *Service) workUntil(ctx context.Context) {
	ticker := time.NewTicker(poll)
	defer ticker.Stop()
	for ctx.Err() == nil {
		if s.workOnce(ctx) {
			continue
		}
		select {
		case <-ctx.Done():
		case <-s.wake:
		case <-ticker.C:
			s.queueDue(ctx)
		}
	}
}

// Turn does what is due now, one job after the other, and returns. It is what
// Run does each time it wakes, for those who keep the time themselves.
func (s *Service) Turn(ctx context.Context) {
	s.queueDue(ctx)
	for ctx.Err() == nil && s.workOnce(ctx) {
		s.queueDue(ctx)
	}
}

// workOnce runs one job, and tells whether there was one.
func (s *Service) workOnce(ctx context.Context) bool {
	j, err := s.store.Claim(ctx, s.holder, lease)
	if err != nil {
		if !errors.Is(err, engagement.ErrNotFound) && ctx.Err() == nil {
			s.log.Error("claim a job", "err", err)
		}
		return false
	}
	s.wakeOne()
	s.run(ctx, j)
	return true
}

func (s *Service) run(ctx context.Context, j Job) {
	log := s.log.With("office", j.Office, "engagement", j.Engagement, "job", j.ID, "kind", j.Kind)
	by, err := s.users.User(ctx, office.User{Office: j.Office}, j.By)
	if err != nil {
		by = office.Program(j.Office)
	}
	r := &runner{service: s, job: j, by: by, log: log}
	defer r.recover(ctx)
	switch {
	case j.Kind == Import && r.kept(ctx):
		r.finish(ctx, Done, Problem{})
	case j.Inline:
		r.finish(ctx, Failed, Problem{Code: ProblemInterrupted})
	case j.Cancel:
		r.finish(ctx, Cancelled, Problem{})
	case j.Kind == Import:
		r.importFortnox(ctx)
	default:
		r.export(ctx)
	}
}

func (s *Service) wakeOne() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// again is how long the program waits before it looks after the same deliveries
// by itself anew.
const again = time.Minute

// queueDue queues an export job for deliveries and documents whose time has come:
// an outcome that is still unknown, or what never left the machine. Without a
// usable connection nothing can be done until a person logs in.
func (s *Service) queueDue(ctx context.Context) {
	due, err := s.store.DueEngagements(ctx, s.now().Add(-again), 1000)
	if err != nil {
		if ctx.Err() == nil {
			s.log.Error("look for due deliveries", "err", err)
		}
		return
	}
	for _, d := range due {
		conn, err := s.connections.Usable(ctx, d.Office, d.Client)
		if err != nil {
			continue
		}
		program := office.Program(d.Office)
		items, err := s.engagements.Deliveries(ctx, program, d.Engagement)
		left := false
		if err == nil {
			left, err = s.something(ctx, items)
		}
		if err == nil && !left && MayAttach(conn) {
			left, err = s.attachable(ctx, program, d.Engagement)
		}
		if err == nil && !left {
			continue
		}
		if err == nil {
			_, err = s.store.AddJob(ctx, s.newJob(program, d.Engagement, Export), "", 0)
		}
		switch {
		case err == nil:
			s.wakeOne()
		case !errors.Is(err, engagement.ErrBusy):
			s.log.Error("queue due deliveries", "engagement", d.Engagement, "err", err)
		}
	}
}

func (s *Service) newJob(by office.User, engagementID string, kind Kind) Job {
	return Job{ID: office.NewID(), Office: by.Office, Engagement: engagementID, Kind: kind, State: Queued, By: by.ID, Asked: s.now()}
}

// LatestImport gives the engagement's latest import, or engagement.ErrNotFound.
func (s *Service) LatestImport(ctx context.Context, by office.User, engagementID string) (Job, error) {
	return s.store.LatestJob(ctx, by.Office, engagementID, Import)
}

// LatestExport gives the engagement's latest export, or engagement.ErrNotFound.
func (s *Service) LatestExport(ctx context.Context, by office.User, engagementID string) (Job, error) {
	return s.store.LatestJob(ctx, by.Office, engagementID, Export)
}

// CancelImport asks the running import to stop; what is in use stays in use.
func (s *Service) CancelImport(ctx context.Context, by office.User, engagementID string) error {
	if !by.MayWrite() {
		return engagement.ErrForbidden
	}
	return s.store.CancelJob(ctx, by.Office, engagementID, Import)
}

// StartImport queues an import from Fortnox. It needs a connection that has not
// lapsed: connection.ErrNone, connection.ErrLapsed; engagement.ErrBusy while
// another import runs.
func (s *Service) StartImport(ctx context.Context, by office.User, engagementID string) (Job, error) {
	return s.startImport(ctx, by, engagementID, false)
}

// writable is importable for what a lock stops.
func (s *Service) writable(ctx context.Context, by office.User, engagementID string, source engagement.Source) (engagement.Engagement, error) {
	e, err := s.importable(ctx, by, engagementID, source)
	if err == nil && e.Locked {
		err = engagement.ErrLocked
	}
	return e, err
}

// importable finds an engagement that by may import to, with the wanted source. A
// locked one may be imported to as well: what is read waits.
func (s *Service) importable(ctx context.Context, by office.User, engagementID string, source engagement.Source) (engagement.Engagement, error) {
	if !by.MayWrite() {
		return engagement.Engagement{}, engagement.ErrForbidden
	}
	e, err := s.engagements.Get(ctx, by, engagementID)
	switch {
	case err != nil:
		return e, err
	case e.Source != source:
		return e, engagement.ErrSource
	}
	return e, nil
}
