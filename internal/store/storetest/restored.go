package storetest

import (
	"sync"
	"testing"
	"time"
)

// restoredIsTold: what a person said is kept, by the clock of the database, and
// the latest word counts.
func restoredIsTold(t *testing.T, s Database) {
	at, err := s.Restored(ctx)
	if err != nil || !at.IsZero() {
		t.Fatalf("a new database was restored at %v (error %v), want never", at, err)
	}
	before := time.Time{}
	for range 2 {
		from, err := s.Time(ctx)
		must(t, err)
		must(t, s.DeclareRestored(ctx))
		to, err := s.Time(ctx)
		must(t, err)
		at, err := s.Restored(ctx)
		must(t, err)
		if from = from.Truncate(time.Millisecond); at.Before(from) || at.After(to) || !at.After(before) {
			t.Errorf("restored at %v, want within %v to %v and after %v", at, from, to, before)
		}
		must(t, s.NewEpoch(ctx))
		if again, err := s.Restored(ctx); err != nil || !again.Equal(at) {
			t.Errorf("after a new epoch restored at %v (error %v), want %v", again, err, at)
		}
		before = at
		time.Sleep(2 * time.Millisecond) // times are kept in milliseconds
	}
}

// anEpochIsNoRestore: however many begin one at the same time, as workers do
// before they send, nothing counts as restored.
func anEpochIsNoRestore(t *testing.T, s Database) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 3 {
				if err := s.NewEpoch(ctx); err != nil {
					t.Error(err)
				}
				if at, err := s.Restored(ctx); err != nil || !at.IsZero() {
					t.Errorf("restored at %v (error %v), want never", at, err)
				}
			}
		})
	}
	wg.Wait()
}
