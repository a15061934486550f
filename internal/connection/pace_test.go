package connection

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"bokslut/fortnox"
)

// sharedStore is a Store that many instances can share. Only its pace is used.
type sharedStore struct {
	Store
	instances bool

	mu    sync.Mutex
	saved map[tenantKey][]byte
}

func (s *sharedStore) Instances() bool { return s.instances }

func (s *sharedStore) ChangePace(_ context.Context, clientID string, tenant int64, f func([]byte, time.Time) []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := tenantKey{clientID, tenant}
	if s.saved == nil {
		s.saved = map[tenantKey][]byte{}
	}
	s.saved[key] = f(s.saved[key], time.Now())
	return nil
}

// Two instances send as much as one may, and another tenant is not held back.
func TestInstancesShareOneWindow(t *testing.T) {
	for _, shared := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			store := &sharedStore{instances: shared}
			ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
			defer cancel()
			var mu sync.Mutex
			sent := map[int64]int{}
			var wg sync.WaitGroup
			for range 2 {
				w := newWindows(store, nil)
				for _, tenant := range []int64{1, 2} {
					if w.For("app", tenant) != w.For("app", tenant) {
						t.Error("the same tenant got another window")
					}
					for range 4 {
						wg.Go(func() {
							for w.For("app", tenant).Wait(ctx, fortnox.Background) == nil {
								mu.Lock()
								sent[tenant]++
								mu.Unlock()
							}
						})
					}
				}
			}
			wg.Wait()
			want := 24
			if !shared {
				want = 48
			}
			if sent[1] != want || sent[2] != want {
				t.Errorf("shared %v: sent %v in 4 seconds, want %d to each tenant", shared, sent, want)
			}
		})
	}
}

// A test's clock does not go with the store's time.
func TestForeignClockKeepsTheWindowInMemory(t *testing.T) {
	var clock struct{ fortnox.Clock }
	if w := newWindows(&sharedStore{instances: true}, clock); w.store != nil {
		t.Error("the store's window is used with another clock")
	}
}
