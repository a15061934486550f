package store_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/store"
	"bokslut/internal/testenv"
)

// paceOf is one tenant's pace in a store, as connection makes it.
type paceOf struct{ *store.Store }

func (p paceOf) Change(ctx context.Context, f func([]byte, time.Time) []byte) error {
	return p.ChangePace(ctx, "app", 4711, f)
}

// Two instances over a real database send no more than one may, in real time.
func TestSharedPace(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 6 seconds")
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		s := open(t, filepath.Join(t.TempDir(), "bokslut.db"))
		sharePace(t, s, s)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		address := testenv.Postgres(t)
		one, other := open(t, address), open(t, address)
		if !one.Instances() {
			t.Error("PostgreSQL is not for many instances")
		}
		sharePace(t, one, other)
	})
}

func sharePace(t *testing.T, stores ...*store.Store) {
	ctx, cancel := context.WithTimeout(t.Context(), 6*time.Second)
	defer cancel()
	var mu sync.Mutex
	var sent []time.Time
	var wg sync.WaitGroup
	for _, s := range stores {
		w := fortnox.NewSharedWindow(paceOf{s}, nil)
		for range 3 {
			wg.Go(func() {
				for w.Wait(ctx, fortnox.Background) == nil {
					mu.Lock()
					sent = append(sent, time.Now())
					mu.Unlock()
				}
			})
		}
	}
	wg.Wait()
	for i := 24; i < len(sent); i++ {
		if d := sent[i].Sub(sent[i-24]); d < 5*time.Second {
			t.Fatalf("request %d came %v after the 24th before it, want at least 5s", i, d)
		}
	}
	if len(sent) < 40 {
		t.Errorf("%d requests in 6 seconds, want 48", len(sent))
	}
}
