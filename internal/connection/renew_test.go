package connection_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/audit"
	"bokslut/internal/connection"
)

const day = 24 * time.Hour

func TestThirtyDays(t *testing.T) {
	made := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		after  time.Duration
		left   int
		usable bool
	}{
		{0, 30, true}, {time.Hour, 30, true}, {day, 29, true}, {25 * day, 5, true}, {29 * day, 1, true}, {30*day - time.Second, 1, true},
		{30 * day, 0, false}, {31 * day, 0, false}, {400 * day, 0, false}, {-time.Hour, 31, true},
	} {
		c := connection.Connection{Tenant: 7, State: connection.Connected, RefreshedAt: made}
		now := made.Add(tt.after)
		if c.DaysLeft(now) != tt.left || c.Usable(now) != tt.usable || c.Lapsed(now) == tt.usable {
			t.Errorf("after %v: %d days, usable %v, lapsed %v, want %d, %v", tt.after, c.DaysLeft(now), c.Usable(now), c.Lapsed(now), tt.left, tt.usable)
		}
		c.State = connection.Refreshing
		if c.Usable(now) != tt.usable {
			t.Errorf("after %v while it refreshes: usable %v, want %v", tt.after, c.Usable(now), tt.usable)
		}
		c.Service = true
		if !c.Usable(now) || c.Lapsed(now) {
			t.Errorf("after %v a service account has lapsed", tt.after)
		}
		c.State = connection.LoginRequired
		if c.Usable(now) || !c.Lapsed(now) {
			t.Errorf("after %v one that needs a login is usable", tt.after)
		}
		c.State = connection.Disconnected
		if c.Usable(now) || c.Lapsed(now) {
			t.Errorf("after %v one that was ended: usable %v, lapsed %v, want neither", tt.after, c.Usable(now), c.Lapsed(now))
		}
	}
}

func TestLapsedMakesNoCall(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.connect()
	h.local.ResetJournal()
	for _, days := range []int{25, 29, 31} {
		h.ahead.Store(int64(time.Duration(days) * day))
		_, err := h.conns.Usable(t.Context(), h.by.Office, h.client.ID)
		if lapsed := days > 30; errors.Is(err, connection.ErrLapsed) != lapsed || !lapsed && err != nil {
			t.Errorf("after %d days: %v", days, err)
		}
	}
	_, _, err := h.conns.Client(t.Context(), h.by.Office, h.client.ID)
	if renew := h.conns.Renew(t.Context(), h.by.Office, h.client.ID); !errors.Is(err, connection.ErrLapsed) || !errors.Is(renew, connection.ErrLapsed) {
		t.Errorf("Client = %v, Renew = %v, want ErrLapsed", err, renew)
	}
	if n := len(h.local.Journal()); n > 0 {
		t.Errorf("%d requests", n)
	}
	h.connect() // a new login mends it
	if _, err := h.conns.Usable(t.Context(), h.by.Office, h.client.ID); err != nil {
		t.Errorf("after a new login: %v", err)
	}
}

// TestRenewIsACompletedRefresh: even while the access token is fresh.
func TestRenewIsACompletedRefresh(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.connect()
	h.exec(`UPDATE connection SET refreshed_at = refreshed_at - $1`, (20 * day).Milliseconds())
	before, calls := h.get(), h.tokenCalls()
	must(t, h.conns.Renew(t.Context(), h.by.Office, h.client.ID))
	after := h.get()
	if h.tokenCalls() != calls+1 || after.DaysLeft(h.now()) != 30 || string(after.Secret) == string(before.Secret) || after.State != connection.Connected {
		t.Errorf("%d calls, %d days left, state %s", h.tokenCalls()-calls, after.DaysLeft(h.now()), after.State)
	}
	events, err := h.db.Events(t.Context(), h.by.Office, audit.OfficeStream, 1)
	if err != nil || events[0].What != "connection.renewed" {
		t.Errorf("event %+v, %v", events, err)
	}
}

// TestRefusedRenewIsNoRenewal: the date moves only with a pair that was saved.
func TestRefusedRenewIsNoRenewal(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.connect()
	before := h.get()
	h.inject(fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: 503, Path: "/oauth-v1/token", Times: -1})
	if err := h.conns.Renew(t.Context(), h.by.Office, h.client.ID); !errors.Is(err, connection.ErrUnreached) {
		t.Errorf("Renew = %v, want ErrUnreached", err)
	}
	if after := h.get(); !after.RefreshedAt.Equal(before.RefreshedAt) || !after.Usable(h.now()) {
		t.Errorf("after a failed refresh: %+v", after)
	}
	h.local.ClearFaults()
	h.exec(`UPDATE connection SET not_before = 0`)
	must(t, h.conns.Renew(t.Context(), h.by.Office, h.client.ID))
}

// TestLostPair: Fortnox has spent the refresh token and nobody was told. The
// old one is tried once more; then a person has to log in, and no call is made.
func TestLostPair(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.connect()
	calls := h.tokenCalls()
	h.inject(fortnoxtest.Fault{Kind: fortnoxtest.CutAfter, Path: "/oauth-v1/token"})
	first := h.conns.Renew(t.Context(), h.by.Office, h.client.ID)
	h.exec(`UPDATE connection SET not_before = 0`)
	if err := h.conns.Renew(t.Context(), h.by.Office, h.client.ID); !errors.Is(err, connection.ErrLapsed) {
		t.Errorf("Renew = %v, then %v, want ErrLapsed", first, err)
	}
	if n := h.tokenCalls() - calls; n != 2 {
		t.Errorf("%d token calls, want 2", n)
	}
	if c := h.get(); c.State != connection.LoginRequired || !c.Lapsed(h.now()) {
		t.Errorf("connection %+v, want that a login is required", c)
	}
	_, _, err := h.conns.Client(t.Context(), h.by.Office, h.client.ID)
	if !errors.Is(err, connection.ErrLapsed) || h.tokenCalls()-calls != 2 {
		t.Errorf("Client = %v with %d token calls", err, h.tokenCalls()-calls)
	}
	h.connect()
	must(t, h.conns.Renew(t.Context(), h.by.Office, h.client.ID))
}

// TestOneRefresh: many callers in two instances share one refresh.
func TestOneRefresh(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.connect()
	second := h.service(make([]byte, connection.KeyLength))
	must(t, h.local.ExpireAccess("", firm().Tenant()))
	h.local.ResetJournal()
	var wg sync.WaitGroup
	errs := make([]error, 20)
	for i := range errs {
		wg.Go(func() {
			from := h.conns
			if i%2 == 1 {
				from = second
			}
			api, _, err := from.Client(t.Context(), h.by.Office, h.client.ID)
			if err == nil {
				_, err = api.CompanyInformation(t.Context())
			}
			errs[i] = err
		})
	}
	wg.Wait()
	must(t, errors.Join(errs...))
	if n := h.tokenCalls(); n != 1 {
		t.Errorf("%d refreshes for one expired token, want 1", n)
	}
}

func TestServiceAccount(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	b := h.begin()
	b.Service = true
	must(t, h.complete(h.answer(b, firm(), "approve")))
	h.ahead.Store(int64(90 * day))
	h.local.ResetJournal()
	must(t, h.conns.Renew(t.Context(), h.by.Office, h.client.ID))
	c := h.get()
	if !c.Service || !c.Usable(h.now()) || h.now().Sub(c.RefreshedAt) > time.Minute {
		t.Errorf("connection %+v", c)
	}
	for _, e := range h.local.Journal() {
		if strings.HasPrefix(e.Path, "/oauth-v1/") && !strings.Contains(e.Body, "client_credentials") {
			t.Errorf("token call %q, want client credentials only", e.Body)
		}
	}
	must(t, h.local.RevokeConsent("", firm().Tenant()))
	if err := h.conns.Renew(t.Context(), h.by.Office, h.client.ID); !errors.Is(err, connection.ErrLapsed) {
		t.Errorf("Renew of a revoked service account = %v, want ErrLapsed", err)
	}
}

func TestDisconnect(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault fortnoxtest.FaultKind
		want  error
	}{
		{"as_usual", "", nil},
		{"fortnox_cannot_be_told", fortnoxtest.CutBefore, connection.ErrUnreached},
		{"fortnox_fails", fortnoxtest.ServerError, connection.ErrUnreached},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, fortnoxtest.Options{})
			h.connect()
			if tt.fault != "" {
				h.inject(fortnoxtest.Fault{Kind: tt.fault, Path: "/oauth-v1/revoke", Times: -1})
			}
			if err := h.conns.Disconnect(t.Context(), h.by.Office, h.by.ID, h.client.ID); !errors.Is(err, tt.want) {
				t.Errorf("Disconnect = %v, want %v", err, tt.want)
			}
			if n := h.calls("/oauth-v1/revoke"); n != 1 {
				t.Errorf("%d revoke calls, want 1", n)
			}
			if c := h.get(); c.State != connection.Disconnected || len(c.Secret) > 0 {
				t.Errorf("state %s with %d bytes of secret, want none", c.State, len(c.Secret))
			}
			tokens := h.tokenCalls()
			_, _, err := h.conns.Client(t.Context(), h.by.Office, h.client.ID)
			if renew := h.conns.Renew(t.Context(), h.by.Office, h.client.ID); !errors.Is(err, connection.ErrNone) || !errors.Is(renew, connection.ErrNone) || h.tokenCalls() != tokens {
				t.Errorf("Client = %v, Renew = %v, want ErrNone without a call", err, renew)
			}
			h.local.ClearFaults()
			if c := h.connect(); !c.Usable(h.now()) {
				t.Error("a login after the end is not usable")
			}
			must(t, h.conns.Renew(t.Context(), h.by.Office, h.client.ID))
		})
	}
}

func TestNoConnection(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	_, err := h.conns.Usable(t.Context(), h.by.Office, h.client.ID)
	_, _, err2 := h.conns.Client(t.Context(), h.by.Office, h.client.ID)
	err3 := h.conns.Renew(t.Context(), h.by.Office, h.client.ID)
	err4 := h.conns.Disconnect(t.Context(), h.by.Office, h.by.ID, h.client.ID)
	for _, err := range []error{err, err2, err3, err4} {
		if !errors.Is(err, connection.ErrNone) {
			t.Errorf("without a connection: %v, want ErrNone", err)
		}
	}
	h.connect()
	if _, err := h.conns.Usable(t.Context(), "another", h.client.ID); !errors.Is(err, connection.ErrNone) {
		t.Errorf("another office: %v, want ErrNone", err)
	}
	if all, err := h.conns.List(t.Context(), "another"); len(all) != 0 || err != nil {
		t.Errorf("another office lists %v, %v", all, err)
	}
	if all, err := h.conns.List(t.Context(), h.by.Office); len(all) != 1 || err != nil || all[h.client.ID].Tenant == 0 {
		t.Errorf("the office lists %v, %v", all, err)
	}
}
