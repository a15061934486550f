package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// A runner carries out one job and writes its progress.
type runner struct {
	service *Service
	job     Job
	by      office.User
	log     *slog.Logger
	savedAt time.Time
}

// errStopped says that a person cancelled the job, or that it is another's now.
var errStopped = errors.New("stopped")

// every is how often progress is written at most, beat how often at least.
const (
	every = 300 * time.Millisecond
	beat  = 2 * time.Second
)

// save writes the job; errStopped when it is not to go on.
func (r *runner) save(ctx context.Context) error {
	r.savedAt = time.Now()
	cancel, err := r.service.store.SaveJob(ctx, r.job, lease)
	if err != nil {
		return err
	}
	if cancel && !r.job.State.Final() {
		return errStopped
	}
	return nil
}

// finish ends the job, also when ctx has ended.
func (r *runner) finish(ctx context.Context, state State, problem Problem) {
	r.job.State, r.job.Problem, r.job.Finished = state, problem, r.service.now()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := r.save(ctx); err != nil {
		r.log.Error("end of a job was not saved", "state", state, "err", err)
		return
	}
	r.log.Info("job ended", "state", state, "problem", problem.Code)
}

// release leaves the job for whoever comes next, when the program stops.
func (r *runner) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	r.job.State = Queued
	if _, err := r.service.store.SaveJob(ctx, r.job, 0); err != nil {
		r.log.Error("job was not released", "err", err)
	}
}

func (r *runner) recover(ctx context.Context) {
	if p := recover(); p != nil {
		r.log.Error("job panicked", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		r.finish(ctx, Failed, Problem{Code: ProblemInternal})
	}
}

// keepAlive prolongs the lease while something long goes on, and cancels ctx
// when the job is not ours any more or a person stops it. The function that it
// gives ends both, and may be called again.
func (r *runner) keepAlive(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	job := r.job
	go func() {
		ticker := time.NewTicker(beat)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			if stop, err := r.service.store.Beat(ctx, job, lease); stop || errors.Is(err, engagement.ErrConflict) {
				cancel(errStopped)
				return
			}
		}
	}()
	return ctx, func() { cancel(nil) }
}
