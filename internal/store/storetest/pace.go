package storetest

import (
	"strconv"
	"sync"
	"testing"
	"time"
)

// paceChangesFollowEachOther: no change is lost, each sees the one before it,
// and time does not go back.
func paceChangesFollowEachOther(t *testing.T, s Database) {
	const writers, each = 4, 10
	var wg sync.WaitGroup
	var last time.Time
	for range writers {
		wg.Go(func() {
			for range each {
				err := s.ChangePace(ctx, "app", 1<<40, func(saved []byte, now time.Time) []byte {
					n := 0
					if len(saved) > 0 {
						n, _ = strconv.Atoi(string(saved))
					}
					if now.Before(last) {
						t.Errorf("the time went back from %v to %v", last, now)
					}
					last = now
					return []byte(strconv.Itoa(n + 1))
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	must(t, s.ChangePace(ctx, "app", 1<<40, func(saved []byte, _ time.Time) []byte {
		if string(saved) != strconv.Itoa(writers*each) {
			t.Errorf("saved %q, want %d changes", saved, writers*each)
		}
		return saved
	}))
}

// paceIsKeptApart: another tenant or client id has its own.
func paceIsKeptApart(t *testing.T, s Database) {
	for _, key := range []struct {
		client string
		tenant int64
	}{{"a", 1}, {"a", 2}, {"b", 1}} {
		must(t, s.ChangePace(ctx, key.client, key.tenant, func(saved []byte, now time.Time) []byte {
			if len(saved) != 0 {
				t.Errorf("%v has %q from the start", key, saved)
			}
			if d := time.Since(now).Abs(); d > time.Hour {
				t.Errorf("the database's clock is %v off", d)
			}
			return []byte("x")
		}))
	}
}
