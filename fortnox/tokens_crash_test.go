package fortnox

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestRefreshOnceForAllCallers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := after(func(*http.Request) { time.Sleep(3 * time.Second) })
		w := newTokenWorld(slow)
		instances := []*RotatingTokens{w.instance(), w.instance()}
		var wg sync.WaitGroup
		for i := range 80 {
			wg.Go(func() {
				if got, err := instances[i%2].Token(t.Context()); err != nil || got != jwt(7, 1) {
					t.Errorf("caller %d: got the new token: %v, %v", i, got == jwt(7, 1), err)
				}
			})
		}
		wg.Wait()
		if w.login.calls != 1 {
			t.Errorf("login saw %d requests, want 1", w.login.calls)
		}
		w.wantPair(t)
	})
}

func TestRejectedRefreshesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTokenWorld()
		r := w.instance()
		first, err := r.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() {
				if got, err := r.Rejected(t.Context(), first); err != nil || got != jwt(7, 2) {
					t.Errorf("got the second token: %v, %v", got == jwt(7, 2), err)
				}
			})
		}
		wg.Wait()
		if w.login.calls != 2 {
			t.Errorf("login saw %d requests, want 2", w.login.calls)
		}
	})
}

func TestRenewForcesARefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTokenWorld()
		r := w.instance()
		if err := r.Renew(t.Context()); err != nil {
			t.Fatal(err)
		}
		before := w.record(t).RefreshedAt
		time.Sleep(time.Minute)
		w.login.faults = []fault{after(func(*http.Request) { time.Sleep(time.Second) })}
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if err := r.Renew(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if w.login.calls != 2 || !w.record(t).RefreshedAt.After(before) {
			t.Errorf("login saw %d requests, want 2 and a later time", w.login.calls)
		}
		w.login.faults = []fault{answers(503, ``), answers(503, ``)}
		if err := r.Renew(t.Context()); err == nil {
			t.Error("Renew succeeded without a refresh")
		}
		if _, err := r.Token(t.Context()); err != nil {
			t.Errorf("the fresh access token was lost: %v", err)
		}
	})
}

// A process that dies leaves the lease and what it had saved.
func TestRefreshAfterCrash(t *testing.T) {
	for _, tt := range []struct {
		name string
		dies func(t *testing.T, w *tokenWorld)
		want error
	}{
		{"T1_with_lease", func(*testing.T, *tokenWorld) {}, nil},
		{"T4_marked", func(t *testing.T, w *tokenWorld) { w.mark(t) }, nil},
		{"T5_rotated", func(t *testing.T, w *tokenWorld) { w.mark(t); w.login.rotate("refresh_token=r0") }, ErrLoginRequired},
		{"T7_saved", func(t *testing.T, w *tokenWorld) {
			w.mark(t)
			w.login.rotate("refresh_token=r0")
			rec := w.record(t)
			w.store.Save(t.Context(), rec.Version, NewTokenRecord(Token{AccessToken: jwt(7, 1), RefreshToken: "r1", ExpiresIn: time.Hour, TenantID: 7}, time.Now()))
		}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTokenWorld()
				begin := time.Now()
				if err := w.store.Lease(t.Context(), "dead", leaseFor); err != nil {
					t.Fatal(err)
				}
				tt.dies(t, w)
				_, err := w.instance().Token(t.Context())
				if !errors.Is(err, tt.want) {
					t.Errorf("got %v, want %v", err, tt.want)
				}
				if tt.want == nil {
					w.wantPair(t)
				}
				if w.login.calls > 1 {
					t.Errorf("login saw %d requests, want at most 1", w.login.calls)
				}
				if waited := time.Since(begin); waited > leaseFor+time.Second {
					t.Errorf("waited %v for a dead lease", waited)
				}
			})
		})
	}
}

func (w *tokenWorld) mark(t *testing.T) {
	t.Helper()
	rec := w.record(t)
	if err := w.store.Save(t.Context(), rec.Version, rec.marked()); err != nil {
		t.Fatal(err)
	}
}

func TestRefreshStoreDown(t *testing.T) {
	down := errors.New("database is down")
	t.Run("T3_no_call_is_made", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newTokenWorld()
			w.store.save = func(int, TokenRecord) error { return down }
			if _, err := w.instance().Token(t.Context()); !errors.Is(err, down) || w.login.calls != 0 {
				t.Errorf("got %v after %d requests, want the store's error after none", err, w.login.calls)
			}
		})
	})
	t.Run("T7_pair_is_kept_until_saved", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newTokenWorld()
			begin := time.Now()
			w.store.save = func(n int, _ TokenRecord) error {
				if n > 1 && time.Since(begin) < 30*time.Second {
					return down
				}
				return nil
			}
			if _, err := w.instance().Token(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.wantPair(t)
		})
	})
	t.Run("T7_pair_outlives_the_call", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newTokenWorld()
			w.store.save = func(n int, _ TokenRecord) error {
				if n > 1 {
					return down
				}
				return nil
			}
			r := w.instance()
			for range 2 {
				if tok, err := r.Token(t.Context()); !errors.Is(err, down) || tok != "" {
					t.Fatalf("got a token: %v, %v, want the store's error: an unsaved pair must not be used", tok != "", err)
				}
			}
			if err := r.Flush(t.Context()); !errors.Is(err, down) {
				t.Errorf("Flush = %v, want the store's error", err)
			}
			w.store.save = nil
			if err := r.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.wantPair(t)
			if _, err := r.Token(t.Context()); err != nil || w.login.calls != 1 {
				t.Errorf("got %v after %d requests, want a token after 1", err, w.login.calls)
			}
		})
	})
	t.Run("save_done_but_not_confirmed", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newTokenWorld()
			w.store.save = func(n int, rec TokenRecord) error {
				if n == 2 {
					stored := w.record(t)
					w.store.MemoryTokens.Save(t.Context(), stored.Version, rec)
					return down
				}
				return nil
			}
			if _, err := w.instance().Token(t.Context()); err != nil || w.login.calls != 1 {
				t.Errorf("got %v after %d requests, want a token after 1", err, w.login.calls)
			}
			w.wantPair(t)
		})
	})
	t.Run("load", func(t *testing.T) {
		w := newTokenWorld()
		w.store.load = down
		if _, err := w.instance().Token(t.Context()); !errors.Is(err, down) {
			t.Errorf("got %v, want the store's error", err)
		}
	})
}

func TestRefreshMovedOnMeanwhile(t *testing.T) {
	change := func(w *tokenWorld, f func(*TokenRecord)) fault {
		return after(func(*http.Request) {
			rec, _ := w.store.MemoryTokens.Load(context.Background())
			f(&rec)
			w.store.MemoryTokens.Save(context.Background(), rec.Version, rec)
		})
	}
	t.Run("disconnected", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newTokenWorld()
			w.login.faults = []fault{change(w, func(r *TokenRecord) { *r = TokenRecord{Version: r.Version, State: TokenDisconnected} })}
			if _, err := w.instance().Token(t.Context()); !errors.Is(err, ErrDisconnected) {
				t.Errorf("got %v, want ErrDisconnected", err)
			}
			if len(w.login.revoked) != 1 || w.record(t).State != TokenDisconnected || w.record(t).RefreshToken != "" {
				t.Errorf("revoked %d, stored %v, want the new pair revoked and nothing stored", len(w.login.revoked), w.record(t))
			}
		})
	})
	t.Run("new_login", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newTokenWorld()
			w.login.faults = []fault{change(w, func(r *TokenRecord) {
				version := r.Version
				*r = NewTokenRecord(Token{AccessToken: "ny", RefreshToken: "nytt", ExpiresIn: time.Hour}, time.Now())
				r.Version = version
			})}
			if got, err := w.instance().Token(t.Context()); got != "ny" || err != nil {
				t.Errorf("got the token of the login: %v, %v", got == "ny", err)
			}
			if w.record(t).RefreshToken != "nytt" || w.login.calls != 1 {
				t.Errorf("the new login was overwritten, %d requests", w.login.calls)
			}
		})
	})
	t.Run("given_up_by_another_instance", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newTokenWorld()
			w.login.faults = []fault{change(w, func(r *TokenRecord) { r.State = TokenLoginRequired })}
			if _, err := w.instance().Token(t.Context()); err != nil {
				t.Errorf("got %v, want the late pair to be rescued", err)
			}
			w.wantPair(t)
		})
	})
}

// An instance that is paused between saving its mark and sending stops itself
// when it wakes after the lease.
func TestRefreshPausedHolderStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTokenWorld()
		w.store.save = func(n int, _ TokenRecord) error {
			if n == 1 {
				time.Sleep(5 * time.Minute)
			}
			return nil
		}
		paused, other := w.instance(), w.instance()
		var wg sync.WaitGroup
		wg.Go(func() { paused.Token(t.Context()) })
		time.Sleep(4 * time.Minute)
		if _, err := other.Token(t.Context()); err != nil {
			t.Error(err)
		}
		wg.Wait()
		if w.login.calls != 1 {
			t.Errorf("login saw %d requests, want 1", w.login.calls)
		}
		w.wantPair(t)
	})
}

func TestRefreshCallerGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		w := newTokenWorld(after(func(r *http.Request) {
			cancel()
			if r.Context().Err() != nil {
				t.Error("the refresh was cancelled with its caller")
			}
		}))
		if _, err := w.instance().Token(ctx); err != nil {
			t.Error(err)
		}
		w.wantPair(t)
	})
}

func TestServiceTokens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		var fail []fault
		login := roundTrip(func(r *http.Request) (*http.Response, error) {
			n++
			if r.Header.Get("TenantId") != "7" {
				t.Errorf("TenantId = %q, want 7", r.Header.Get("TenantId"))
			}
			if len(fail) > 0 {
				f := fail[0]
				fail = fail[1:]
				return f(nil, r)
			}
			return reply(200, `{"access_token":"`+jwt(7, n)+`","expires_in":3600}`), nil
		})
		var s TokenSource = NewServiceTokens(&OAuth{HTTP: login}, 7)
		first, err := s.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := s.Token(t.Context()); again != first || n != 1 {
			t.Errorf("second call made %d requests", n)
		}
		if got, err := s.Rejected(t.Context(), first); err != nil || got == first || n != 2 {
			t.Errorf("after 401: same token %v, %v, %d requests", got == first, err, n)
		}
		time.Sleep(56 * time.Minute)
		if _, err := s.Token(t.Context()); err != nil || n != 3 {
			t.Errorf("before expiry: %v after %d requests, want 3", err, n)
		}
		if err := s.Renew(t.Context()); err != nil || n != 4 {
			t.Errorf("Renew: %v after %d requests, want 4", err, n)
		}
		fail = []fault{lostBefore}
		if err := s.Renew(t.Context()); err != nil || n != 6 {
			t.Errorf("lost answer: %v after %d requests, want a second try", err, n)
		}
		fail = []fault{answers(400, `{"error":"invalid_grant"}`)}
		if err := s.Renew(t.Context()); !errors.Is(err, ErrLoginRequired) {
			t.Errorf("consent gone: got %v, want ErrLoginRequired", err)
		}
		fail = []fault{answers(503, ``)}
		var later *RetryLaterError
		if err := s.Renew(t.Context()); !errors.As(err, &later) {
			t.Errorf("busy: got %v, want a RetryLaterError", err)
		}
		fail = []fault{answers(401, `{"error":"invalid_client"}`)}
		if err := s.Renew(t.Context()); !errors.Is(err, ErrClientRefused) {
			t.Errorf("wrong secret: got %v, want ErrClientRefused", err)
		}
	})
}
