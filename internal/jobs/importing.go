package jobs

import (
	"context"
	"errors"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/source"
)

// importFortnox renews the connection, reads everything and saves it as an
// import. Until the last step nothing has changed.
func (r *runner) importFortnox(ctx context.Context) {
	e, err := r.service.importable(ctx, r.by, r.job.Engagement, engagement.Fortnox)
	var parts []source.Part
	if err == nil {
		parts, err = r.fetch(ctx, e)
	}
	if err == nil {
		err = r.adopt(ctx, e, parts)
	}
	r.end(ctx, err)
}

func (r *runner) end(ctx context.Context, err error) {
	switch {
	case err == nil:
		r.finish(ctx, Done, Problem{})
	case errors.Is(err, errStopped):
		r.finish(ctx, Cancelled, Problem{})
	case ctx.Err() != nil:
		r.release(ctx)
	default:
		r.log.Warn("job failed", "err", err)
		r.finish(ctx, Failed, problemOf(err))
	}
}

func (r *runner) fetch(ctx context.Context, e engagement.Engagement) ([]source.Part, error) {
	r.job.State, r.job.Started, r.job.Steps = Running, r.service.now(), []Step{{Code: "connect", State: StepRuns}}
	if err := r.save(ctx); err != nil {
		return nil, err
	}
	reading, done := r.keepAlive(ctx)
	defer done()
	if err := r.service.connections.Renew(reading, e.Office, e.Client.ID); err != nil {
		return nil, stoppedOr(reading, err)
	}
	api, conn, err := r.service.connections.Client(reading, e.Office, e.Client.ID)
	if err != nil {
		return nil, err
	}
	connect := func(record func(fortnox.Raw)) source.FortnoxAPI { return api.Recording(record) }
	want := source.Want{OrgNr: e.Client.OrgNr, Period: e.Year, Tenant: conn.Tenant, Cash: e.Client.Method == office.Cash}
	if want.NextVouchers, err = r.service.engagements.SentToNextYear(reading, r.by, e); err != nil {
		return nil, stoppedOr(reading, err)
	}
	earlier, err := r.earlier(reading, e)
	if err != nil {
		return nil, err
	}
	var saveErr error
	parts, err := source.Update(reading, connect, want, earlier, func(p source.Progress) {
		if saveErr == nil {
			saveErr = r.progress(reading, p)
		}
		if saveErr != nil {
			done()
		}
	})
	if saveErr != nil {
		return nil, stoppedOr(reading, saveErr)
	}
	return parts, stoppedOr(reading, err)
}

// stoppedOr gives the reason why ctx was ended rather than what came of it.
func stoppedOr(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), errStopped) {
		return errStopped
	}
	return err
}

// progress writes a step of reading. A step that begins ends the one before.
func (r *runner) progress(ctx context.Context, p source.Progress) error {
	now := r.service.now()
	last := &r.job.Steps[len(r.job.Steps)-1]
	begun := last.Code != p.Kind || len(last.Args) > 0 && last.Args[0] != p.Year
	if begun {
		last.State, last.At = StepDone, now
		step := Step{Code: p.Kind}
		if p.Year != "" {
			step.Args = []string{p.Year}
		}
		r.job.Steps = append(r.job.Steps, step)
		last = &r.job.Steps[len(r.job.Steps)-1]
	}
	last.State, last.Done, last.Total = StepRuns, p.Done, p.Total
	r.job.Of, r.job.Requests, r.job.Left = p.Steps+2, p.Requests, p.Left
	if !begun && time.Since(r.savedAt) < every {
		return nil
	}
	return r.save(ctx)
}

// kept tells whether the job's import was saved just before the program stopped,
// and notes what became of it.
func (r *runner) kept(ctx context.Context) bool {
	e, err := r.service.engagements.Get(ctx, r.by, r.job.Engagement)
	if err != nil {
		return false
	}
	if _, err := r.service.engagements.Import(ctx, r.by, e.ID, r.job.ID); err != nil {
		return false
	}
	r.job.Snapshot, r.job.Waits = r.job.ID, e.Candidate == r.job.ID
	return true
}

// adopt checks what was read and saves it as an import of the engagement, which
// is taken in at once or waits for a person.
func (r *runner) adopt(ctx context.Context, e engagement.Engagement, parts []source.Part) error {
	r.step("check")
	if err := r.save(ctx); err != nil {
		return err
	}
	imp, err := r.service.prepare(e, e.Source, parts)
	if err != nil {
		return err
	}
	imp.ID, imp.Requests = r.job.ID, r.job.Requests
	snap, taken, err := r.service.engagements.Adopt(ctx, r.by, e.ID, imp)
	if err != nil {
		return err
	}
	imp.ID = snap.ID
	r.service.prepared.put(keyOf(e, snap), imp)
	r.job.Snapshot, r.job.Waits, r.job.Same = snap.ID, !taken, taken && e.Snapshot != ""
	r.step("")
	return nil
}

// step ends the running step and begins another; an empty code only ends.
func (r *runner) step(code string) {
	if n := len(r.job.Steps); n > 0 {
		r.job.Steps[n-1].State, r.job.Steps[n-1].At = StepDone, r.service.now()
	}
	if code != "" {
		r.job.Steps = append(r.job.Steps, Step{Code: code, State: StepRuns})
	}
}

// An IncompleteError says that Fortnox's books do not explain the balance of an
// account: the answer was cut, or changed while it was read. Files of other
// programs are taken in as they are, with a finding.
type IncompleteError struct{ Account string }

func (e *IncompleteError) Error() string { return "books from Fortnox are not whole" }

func whole(from engagement.Source, found []source.Finding) error {
	for _, f := range found {
		if from == engagement.Fortnox && f.Code == source.CodeStatedDiffers {
			return &IncompleteError{Account: f.Args[0]}
		}
	}
	return nil
}

// prepare turns parts from a source into an import, refused when it is not what
// the engagement is about.
func (s *Service) prepare(e engagement.Engagement, from engagement.Source, parts []source.Part) (engagement.Import, error) {
	book, found, err := source.Book(parts)
	var file *source.FileError
	switch {
	case errors.As(err, &file) && from == engagement.SIE:
		return engagement.Import{}, &FileError{Name: file.Request, Err: file.Err}
	case err != nil:
		return engagement.Import{}, err
	}
	for _, problem := range source.Check(source.Want{OrgNr: e.Client.OrgNr, Period: e.Year}, book) {
		if problem.Refuse || problem.Code == source.ProblemPeriod {
			return engagement.Import{}, problem
		}
	}
	if err := whole(from, found); err != nil {
		return engagement.Import{}, err
	}
	imp := engagement.Import{Source: from, Program: s.program, Book: book, Parts: rawOf(parts)}
	if imp.Ledgers, err = ledgers(parts, book, e.Year.To); err != nil {
		return engagement.Import{}, err
	}
	if err := control(&imp, e, parts, found); err != nil {
		return engagement.Import{}, err
	}
	imp.Late, err = lateInvoices(parts, imp, e.Year.To)
	return imp, err
}
