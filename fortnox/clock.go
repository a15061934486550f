package fortnox

import (
	"context"
	"time"
)

// A Clock tells the time and wakes. Tests hand in their own; the zero choice is
// the machine's.
type Clock interface {
	Now() time.Time
	// AfterFunc runs f once after d, in its own goroutine, unless stop was called.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d, f).Stop
}

func clockOr(c Clock) Clock {
	if c == nil {
		return systemClock{}
	}
	return c
}

// sleep waits d or until ctx ends.
func sleep(ctx context.Context, c Clock, d time.Duration) error {
	done := make(chan struct{})
	stop := c.AfterFunc(d, func() { close(done) })
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		stop()
		return ctx.Err()
	}
}

// elapsed is the time since start by the wall clock or the monotonic clock,
// whichever is longer: the monotonic clock stands still while a machine sleeps,
// the wall clock can be set back.
func elapsed(start, now time.Time) time.Duration {
	return max(now.Sub(start), now.Round(0).Sub(start.Round(0)))
}
