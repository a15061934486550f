package fortnox

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// skewedClock is off by a fixed time.
type skewedClock struct {
	systemClock
	off time.Duration
}

func (c skewedClock) Now() time.Time { return time.Now().Add(c.off) }

func TestRefreshWithWrongClock(t *testing.T) {
	for _, off := range []time.Duration{-time.Hour, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			w := newTokenWorld()
			r := NewRotatingTokens(&OAuth{ClientID: "id", HTTP: w.login, Clock: skewedClock{off: off}}, w.store, nil)
			for range 3 {
				if _, err := r.Token(t.Context()); err != nil {
					t.Fatal(err)
				}
				time.Sleep(10 * time.Minute)
			}
			if w.login.calls != 1 {
				t.Errorf("clock off by %v: %d refreshes in half an hour, want 1", off, w.login.calls)
			}
		})
	}
}

// lostAnswers wraps faults so that it is known whether a rotation's answer was lost.
type lostAnswers struct{ n int }

func (l *lostAnswers) after(f *fakeLogin, r *http.Request) (*http.Response, error) {
	before := f.n
	resp, err := lostAfter(f, r)
	l.n += f.n - before
	return resp, err
}

// TestRefreshSeeded runs two instances for a day through random faults at
// random calls. A login may be lost only when the answer of a rotation was, or
// after two tries that Fortnox never got.
func TestRefreshSeeded(t *testing.T) {
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	states := map[TokenState]int{}
	for seed := range uint64(1000) {
		synctest.Test(t, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 1))
			lost := &lostAnswers{}
			before := 0
			w := newTokenWorld()
			for range 20 {
				w.login.faults = append(w.login.faults, []fault{nil, nil, nil, notSent, answers(503, ``), answers(429, ``),
					func(f *fakeLogin, r *http.Request) (*http.Response, error) { before++; return lostBefore(f, r) },
					lost.after}[rnd.IntN(8)])
			}
			var mu sync.Mutex
			w.store.save = func(int, TokenRecord) error {
				mu.Lock()
				defer mu.Unlock()
				if rnd.IntN(6) == 0 {
					return errors.New("database is down")
				}
				return nil
			}
			var wg sync.WaitGroup
			for range 2 {
				r := NewRotatingTokens(&OAuth{ClientID: "id", HTTP: w.login}, w.store, quiet)
				wg.Go(func() {
					for range 48 {
						r.Token(context.Background())
						time.Sleep(30 * time.Minute)
					}
				})
			}
			wg.Wait()
			rec := w.record(t)
			states[rec.State]++
			if rec.State != TokenLoginRequired && rec.RefreshToken != w.login.good && lost.n == 0 {
				t.Errorf("seed %d: the stored refresh token does not work, and no answer was lost", seed)
			}
			if lost.n == 0 && before == 0 && rec.State == TokenLoginRequired {
				t.Errorf("seed %d: login lost without a lost answer", seed)
			}
			if lost.n == 0 && before < 2 && rec.State == TokenLoginRequired {
				t.Errorf("seed %d: login lost after %d lost requests, want 2", seed, before)
			}
		})
	}
	if states[TokenLoginRequired] == 0 || states[TokenConnected] == 0 {
		t.Errorf("the runs ended as %v, want both lost and kept logins", states)
	}
}
