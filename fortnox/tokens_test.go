package fortnox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// fakeLogin is a Fortnox login with single-use refresh tokens. faults are
// consumed one per token request.
type fakeLogin struct {
	mu      sync.Mutex
	good    string // the refresh token that works
	n       int    // pairs given
	calls   int
	revoked []string
	faults  []fault
}

type fault func(f *fakeLogin, r *http.Request) (*http.Response, error)

func (f *fakeLogin) RoundTrip(r *http.Request) (*http.Response, error) {
	form, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	defer f.mu.Unlock()
	if strings.HasSuffix(r.URL.Path, "/revoke") {
		f.revoked = append(f.revoked, string(form))
		return reply(200, `{"revoked":true}`), nil
	}
	f.calls++
	if len(f.faults) > 0 {
		now := f.faults[0]
		f.faults = f.faults[1:]
		if now != nil {
			r.Body = io.NopCloser(strings.NewReader(string(form)))
			return now(f, r)
		}
	}
	return f.rotate(string(form)), nil
}

// rotate does what Fortnox does with a refresh.
func (f *fakeLogin) rotate(form string) *http.Response {
	if !strings.Contains(form, "refresh_token="+f.good) || f.good == "" {
		return reply(400, `{"error":"invalid_grant","error_description":"Invalid refresh token"}`)
	}
	f.n++
	f.good = fmt.Sprintf("r%d", f.n)
	return reply(200, fmt.Sprintf(`{"access_token":"%s","refresh_token":"%s","expires_in":3600}`, jwt(7, f.n), f.good))
}

func reply(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
}

func answers(status int, body string) fault {
	return func(*fakeLogin, *http.Request) (*http.Response, error) { return reply(status, body), nil }
}

func notSent(_ *fakeLogin, r *http.Request) (*http.Response, error) {
	httptrace.ContextClientTrace(r.Context()).GetConn("x")
	return nil, errors.New("dial: refused")
}

// lostBefore loses the request, lostAfter the answer after the rotation.
func lostBefore(*fakeLogin, *http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }

func lostAfter(f *fakeLogin, r *http.Request) (*http.Response, error) {
	form, _ := io.ReadAll(r.Body)
	f.rotate(string(form))
	return nil, io.ErrUnexpectedEOF
}

func busyAfter(f *fakeLogin, r *http.Request) (*http.Response, error) {
	lostAfter(f, r)
	return reply(502, `<html>`), nil
}

// after does before, then answers as usual.
func after(before func(r *http.Request)) fault {
	return func(f *fakeLogin, r *http.Request) (*http.Response, error) {
		before(r)
		form, _ := io.ReadAll(r.Body)
		return f.rotate(string(form)), nil
	}
}

// faultyTokens is a store whose calls can fail.
type faultyTokens struct {
	*MemoryTokens
	save func(n int, rec TokenRecord) error // n counts from 1
	n    atomic.Int32
	load error
}

func (s *faultyTokens) Load(ctx context.Context) (TokenRecord, error) {
	if s.load != nil {
		return TokenRecord{}, s.load
	}
	return s.MemoryTokens.Load(ctx)
}

func (s *faultyTokens) Save(ctx context.Context, old int64, rec TokenRecord) error {
	n := int(s.n.Add(1))
	if s.save != nil {
		if err := s.save(n, rec); err != nil {
			return err
		}
	}
	return s.MemoryTokens.Save(ctx, old, rec)
}

// tokenWorld is one login host, one store and any number of instances.
type tokenWorld struct {
	login *fakeLogin
	store *faultyTokens
	old   string // the first access token
}

// newTokenWorld holds a token that expired a minute ago.
func newTokenWorld(faults ...fault) *tokenWorld {
	w := &tokenWorld{login: &fakeLogin{good: "r0", faults: faults}, old: jwt(7, 0)}
	rec := NewTokenRecord(Token{AccessToken: w.old, RefreshToken: "r0", ExpiresIn: time.Hour, TenantID: 7, Scopes: []string{"bookkeeping"}}, time.Now().Add(-61*time.Minute))
	w.store = &faultyTokens{MemoryTokens: NewMemoryTokens(rec, nil)}
	return w
}

func (w *tokenWorld) instance() *RotatingTokens {
	return NewRotatingTokens(&OAuth{ClientID: "id", HTTP: w.login}, w.store, nil)
}

func (w *tokenWorld) record(t *testing.T) TokenRecord {
	t.Helper()
	rec, err := w.store.MemoryTokens.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// wantPair checks that the stored pair is the one that works at Fortnox.
func (w *tokenWorld) wantPair(t *testing.T) {
	t.Helper()
	if rec := w.record(t); rec.RefreshToken != w.login.good || rec.State != TokenConnected || rec.Unanswered != 0 {
		t.Errorf("stored %v with the good refresh token: %v, %d unanswered, want connected with it", rec, rec.RefreshToken == w.login.good, rec.Unanswered)
	}
}

func TestRefreshSingleFaults(t *testing.T) {
	lost := ErrLoginRequired
	for _, tt := range []struct {
		name   string
		faults []fault
		calls  int
		want   error // nil means that a new pair is stored
	}{
		{"none", nil, 1, nil},
		{"not_sent", []fault{notSent}, 2, nil},
		{"request_lost", []fault{lostBefore}, 2, nil},
		{"answer_lost", []fault{lostAfter}, 2, lost},
		{"request_lost_twice", []fault{lostBefore, lostBefore}, 2, lost},
		{"answer_unreadable", []fault{answers(200, `<html>`)}, 2, nil},
		{"answer_without_token", []fault{answers(200, `{}`)}, 2, nil},
		{"invalid_grant", []fault{answers(400, `{"error":"invalid_grant"}`)}, 1, lost},
		{"html_400", []fault{answers(400, `<html>`), answers(400, `<html>`)}, 2, lost},
		{"status_408", []fault{answers(408, ``)}, 2, nil},
		{"invalid_client", []fault{answers(401, `{"error":"invalid_client"}`)}, 1, ErrClientRefused},
		{"busy_once", []fault{answers(503, `<html>`)}, 2, nil},
		{"rate_once", []fault{answers(429, ``)}, 2, nil},
		{"busy_and_rotated", []fault{busyAfter}, 2, lost},
		{"redirect", []fault{answers(307, ``)}, 2, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTokenWorld(tt.faults...)
				r := w.instance()
				got, err := r.Token(t.Context())
				if !errors.Is(err, tt.want) {
					t.Errorf("got error %v, want %v", err, tt.want)
				}
				if w.login.calls != tt.calls {
					t.Errorf("login saw %d token requests, want %d", w.login.calls, tt.calls)
				}
				if tt.want == nil {
					w.wantPair(t)
					if got != jwt(7, w.login.n) {
						t.Error("got another access token than the newest")
					}
					if rec := w.record(t); rec.TenantID != 7 || len(rec.Scopes) != 1 {
						t.Errorf("tenant and scopes were not kept: %+v", rec)
					}
				}
				if tt.want == lost {
					for range 3 {
						if _, err := r.Token(t.Context()); !errors.Is(err, lost) {
							t.Errorf("later call: got %v, want ErrLoginRequired", err)
						}
						if err := w.instance().Renew(t.Context()); !errors.Is(err, lost) {
							t.Errorf("other instance: got %v, want ErrLoginRequired", err)
						}
					}
					if w.login.calls != tt.calls || w.record(t).State != TokenLoginRequired {
						t.Errorf("then %d requests and state %s, want no more and login_required", w.login.calls, w.record(t).State)
					}
				}
			})
		})
	}
}

func TestRefreshBusyForHours(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var faults []fault
		for range 12 {
			faults = append(faults, answers(503, ``))
		}
		w := newTokenWorld(faults...)
		r := w.instance()
		for range 100 {
			_, err := r.Token(t.Context())
			var later *RetryLaterError
			if err == nil {
				break
			}
			if !errors.As(err, &later) || later.After <= 0 || later.After > time.Hour {
				t.Fatalf("got %v, want a RetryLaterError of at most an hour", err)
			}
			time.Sleep(later.After)
		}
		w.wantPair(t)
		if w.login.calls != 13 {
			t.Errorf("login saw %d requests, want 13", w.login.calls)
		}
	})
}

func TestRefreshRetryAfterIsHonoured(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTokenWorld(func(*fakeLogin, *http.Request) (*http.Response, error) {
			resp := reply(429, ``)
			resp.Header.Set("Retry-After", "120")
			return resp, nil
		})
		r := w.instance()
		_, err := r.Token(t.Context())
		var later *RetryLaterError
		if !errors.As(err, &later) || later.After < 110*time.Second {
			t.Fatalf("got %v, want to retry after 120 s", err)
		}
		time.Sleep(later.After)
		if _, err := r.Token(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantPair(t)
	})
}

func TestRefreshEarlyKeepsOldTokenInTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTokenWorld(answers(503, ``), lostBefore)
		rec := w.record(t)
		rec.ExpiresAt = time.Now().Add(4 * time.Minute)
		w.store.Save(t.Context(), rec.Version, rec)
		r := w.instance()
		for want := 1; want <= 2; want++ {
			got, err := r.Token(t.Context())
			if err != nil || got != w.old || w.login.calls != want {
				t.Fatalf("got old token: %v, error %v, %d requests, want the old token after %d", got == w.old, err, w.login.calls, want)
			}
			time.Sleep(10 * time.Second)
		}
		if got, err := r.Token(t.Context()); err != nil || got == w.old {
			t.Errorf("got old token: %v, %v, want a new one", got == w.old, err)
		}
		w.wantPair(t)
	})
}

func TestRefreshMargin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTokenWorld()
		r := w.instance()
		first, err := r.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(54 * time.Minute)
		if got, _ := r.Token(t.Context()); got != first || w.login.calls != 1 {
			t.Errorf("refreshed with 6 minutes left")
		}
		time.Sleep(2 * time.Minute)
		if got, _ := r.Token(t.Context()); got == first || w.login.calls != 2 {
			t.Errorf("not refreshed with 4 minutes left")
		}
	})
}
