package connection_test

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/audit"
	"bokslut/internal/connection"
)

func TestLogin(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	l, err := h.conns.Complete(t.Context(), h.by.Office, h.by.ID, "session", h.answer(h.begin(), firm(), "approve"))
	must(t, err)
	if l.Client != h.client.ID || l.Engagement != "e" || l.Then != "import" {
		t.Errorf("login %+v, want what was begun", l)
	}
	c := h.get()
	if c.State != connection.Connected || c.Tenant != int64(firm().Tenant()) || c.Company != firm().Name() || c.ConnectedBy != h.by.ID ||
		time.Since(c.RefreshedAt) > time.Minute || !slices.Contains(c.Scopes, "bookkeeping") || !c.Usable(h.now()) {
		t.Errorf("connection %+v", c)
	}
	events, err := h.db.Events(t.Context(), h.by.Office, audit.OfficeStream, 1)
	if err != nil || events[0].What != "connection.made" || events[0].User != h.by.ID {
		t.Errorf("event %+v, %v", events, err)
	}
	api, _, err := h.conns.Client(t.Context(), h.by.Office, h.client.ID)
	must(t, err)
	info, err := api.CompanyInformation(t.Context())
	if err != nil || info.CompanyName.Text != firm().Name() {
		t.Errorf("the company reached is %q, %v", info.CompanyName.Text, err)
	}
}

// TestStrangeCallbacks: a callback that does not belong to this session's login
// makes no token call and binds nothing.
func TestStrangeCallbacks(t *testing.T) {
	for _, tt := range []struct {
		name string
		call func(h *house, q url.Values) error
	}{
		{"state_missing", func(h *house, q url.Values) error { q.Del("state"); return h.complete(q) }},
		{"state_empty", func(h *house, q url.Values) error { q.Set("state", ""); return h.complete(q) }},
		{"state_wrong", func(h *house, q url.Values) error { q.Set("state", strings.Repeat("0", 64)); return h.complete(q) }},
		{"state_is_the_hash", func(h *house, q url.Values) error {
			var hash string
			must(h.t, h.db.DB().QueryRow(`SELECT state_hash FROM login`).Scan(&hash))
			q.Set("state", hash)
			return h.complete(q)
		}},
		{"other_session", func(h *house, q url.Values) error {
			_, err := h.conns.Complete(h.t.Context(), h.by.Office, h.by.ID, "another", q)
			return err
		}},
		{"other_user", func(h *house, q url.Values) error {
			_, err := h.conns.Complete(h.t.Context(), h.by.Office, "another", "session", q)
			return err
		}},
		{"other_office", func(h *house, q url.Values) error {
			_, err := h.conns.Complete(h.t.Context(), "another", h.by.ID, "session", q)
			return err
		}},
		{"eleven_minutes_old", func(h *house, q url.Values) error { h.ahead.Store(int64(11 * time.Minute)); return h.complete(q) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, fortnoxtest.Options{})
			if err := tt.call(h, h.answer(h.begin(), firm(), "approve")); !errors.Is(err, connection.ErrState) {
				t.Errorf("Complete = %v, want ErrState", err)
			}
			if n := h.tokenCalls(); n != 0 {
				t.Errorf("%d token calls, want none", n)
			}
			h.unconnected()
		})
	}
}

// TestStateIsUsedOnce: also by a stranger who tries it first.
func TestStateIsUsedOnce(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	q := h.answer(h.begin(), firm(), "approve")
	must(t, h.complete(q))
	if err := h.complete(q); !errors.Is(err, connection.ErrState) {
		t.Errorf("the same callback again = %v, want ErrState", err)
	}
	q = h.answer(h.begin(), firm(), "approve")
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { errs[i] = h.complete(q) })
	}
	wg.Wait()
	worked := 0
	for _, err := range errs {
		if err == nil {
			worked++
		} else if !errors.Is(err, connection.ErrState) {
			t.Errorf("Complete = %v, want ErrState", err)
		}
	}
	if worked != 1 || h.tokenCalls() != 2 {
		t.Errorf("%d of 8 callbacks at once worked with %d token calls in all, want 1 and 2", worked, h.tokenCalls())
	}
	q = h.answer(h.begin(), firm(), "approve")
	if _, err := h.conns.Complete(t.Context(), h.by.Office, h.by.ID, "thief", q); !errors.Is(err, connection.ErrState) {
		t.Errorf("a thief's callback = %v, want ErrState", err)
	}
	if err := h.complete(q); !errors.Is(err, connection.ErrState) {
		t.Errorf("after a thief's callback = %v, want ErrState", err)
	}
}

// TestLoginRefused: what Fortnox or the person can do wrong, each with its own
// error and nothing bound.
func TestLoginRefused(t *testing.T) {
	is := func(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }
	missing := func(scopes ...string) func(error) bool {
		return func(err error) bool {
			var e *connection.ScopesError
			return errors.As(err, &e) && slices.Equal(e.Missing, scopes)
		}
	}
	approve := func(h *house) url.Values { return h.answer(h.begin(), firm(), "approve") }
	with := func(f fortnoxtest.Fault) func(*house) url.Values {
		return func(h *house) url.Values { h.inject(f); return approve(h) }
	}
	token := "/oauth-v1/token"
	for _, tt := range []struct {
		name  string
		query func(*house) url.Values
		want  func(error) bool
	}{
		{"declined", func(h *house) url.Values { return h.answer(h.begin(), firm(), "decline") }, is(connection.ErrDeclined)},
		{"another_company", func(h *house) url.Values {
			must(h.t, h.local.Load(folders[1]()))
			return h.answer(h.begin(), other(), "approve")
		}, func(err error) bool {
			var e *connection.CompanyError
			return errors.As(err, &e) && e.WantOrgNr == firm().OrganisationNumber() && e.GotOrgNr == other().OrganisationNumber() && e.GotName == other().Name()
		}},
		{"scope_missing", with(fortnoxtest.Fault{Kind: fortnoxtest.FewerScopes, Times: -1, Fields: []string{"companyinformation", "invoice"}}), missing("bookkeeping")},
		{"scopes_unknown_to_fortnox", func(h *house) url.Values { q := approve(h); q.Set("error", "invalid_scope"); return q }, missing(connection.Scopes...)},
		{"licence_missing", func(h *house) url.Values { q := approve(h); q.Set("error", "error_missing_license"); return q }, is(connection.ErrLicence)},
		{"code_missing", func(h *house) url.Values { q := approve(h); q.Del("code"); return q }, is(connection.ErrCode)},
		{"code_wrong", func(h *house) url.Values { q := approve(h); q.Set("code", "x"); return q }, is(connection.ErrCode)},
		{"token_answer_lost", with(fortnoxtest.Fault{Kind: fortnoxtest.CutAfter, Path: token}), is(connection.ErrUnreached)},
		{"token_500", with(fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Path: token}), func(err error) bool { return err != nil }},
		{"token_html", with(fortnoxtest.Fault{Kind: fortnoxtest.HTML, Path: token}), func(err error) bool { return err != nil }},
		{"company_unreadable", with(fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Path: "/3/**", Times: -1}), is(connection.ErrUnreached)},
		{"company_withheld", with(fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Path: "/3/**", Times: -1, Fields: []string{"OrganizationNumber"}}), func(err error) bool { return err != nil }},
		{"program_unknown", func(h *house) url.Values { q := approve(h); h.oauth.ClientSecret = "wrong"; return q }, is(connection.ErrConfig)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, fortnoxtest.Options{})
			q := tt.query(h)
			if err := h.complete(q); !tt.want(err) {
				t.Errorf("Complete = %#v (%v)", err, err)
			}
			if n := h.tokenCalls(); n > 1 {
				t.Errorf("%d token calls for one code, want 1 at most", n)
			}
			h.unconnected()
			if err := h.complete(q); !errors.Is(err, connection.ErrState) {
				t.Errorf("the same callback again = %v, want ErrState", err)
			}
		})
	}
}

func TestCodeExpired(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{CodeLife: time.Nanosecond})
	if err := h.complete(h.answer(h.begin(), firm(), "approve")); !errors.Is(err, connection.ErrCode) {
		t.Errorf("Complete = %v, want ErrCode", err)
	}
	h.unconnected()
}

func TestFewerRightsThanAskedFor(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.inject(fortnoxtest.Fault{Kind: fortnoxtest.FewerScopes, Times: -1, Fields: []string{"bookkeeping", "companyinformation", "invoice"}})
	if c := h.connect(); !slices.Equal(c.Scopes, []string{"bookkeeping", "companyinformation", "invoice"}) {
		t.Errorf("scopes %v, want those that were granted", c.Scopes)
	}
}

// TestAnotherTenant: the organisation number is right, but it is another
// company in Fortnox than before. The old binding stays.
func TestAnotherTenant(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.connect()
	h.exec(`UPDATE connection SET tenant = 4711`)
	before := h.get()
	var tenant *connection.TenantError
	err := h.complete(h.answer(h.begin(), firm(), "approve"))
	if !errors.As(err, &tenant) || tenant.Want != 4711 || tenant.Got != int64(firm().Tenant()) {
		t.Errorf("Complete = %v, want TenantError", err)
	}
	if after := h.get(); after.Version != before.Version || after.Tenant != 4711 {
		t.Errorf("the binding changed: %+v", after)
	}
}

func TestLoginAddress(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	first, err := h.conns.Begin(t.Context(), h.begin())
	must(t, err)
	b := h.begin()
	b.Service = true
	second, err := h.conns.Begin(t.Context(), b)
	must(t, err)
	one, two := query(t, first), query(t, second)
	for _, name := range []string{"state", "code_challenge"} {
		if one.Get(name) == "" || one.Get(name) == two.Get(name) {
			t.Errorf("%s of two logins: %q, %q, want two", name, one.Get(name), two.Get(name))
		}
	}
	if one.Get("redirect_uri") != redirect || one.Get("code_challenge_method") != "S256" || one.Get("account_type") != "" || two.Get("account_type") != "service" {
		t.Errorf("addresses %s\n%s", first, second)
	}
	if len(one.Get("state")) < 64 {
		t.Errorf("state %q has fewer than 256 bits", one.Get("state"))
	}
	var kept int
	must(t, h.db.DB().QueryRow(`SELECT count(*) FROM login WHERE state_hash = $1 OR body LIKE '%' || $1 || '%'`, one.Get("state")).Scan(&kept))
	if kept > 0 {
		t.Error("the state itself is stored")
	}
}

func query(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	return u.Query()
}

func TestNotSetUp(t *testing.T) {
	h := newHouse(t, fortnoxtest.Options{})
	h.oauth.ClientID = ""
	if _, err := h.conns.Begin(context.Background(), h.begin()); !errors.Is(err, connection.ErrNotSetUp) {
		t.Errorf("Begin = %v, want ErrNotSetUp", err)
	}
}
