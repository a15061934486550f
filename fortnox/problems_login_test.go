package fortnox_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

func twoWorkersRefresh(t *testing.T) {
	l := openQuick(t)
	other := fortnox.NewRotatingTokens(l.oauth, l.store, nil)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.Slow, Path: "/oauth-v1/token", Delay: 20 * time.Millisecond})
	old, err := l.tokens.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			tokens := []fortnox.TokenSource{l.tokens, other}[i%2]
			if got, err := tokens.Rejected(t.Context(), old); err != nil || got == old {
				t.Errorf("worker %d: the same token %v, %v", i, got == old, err)
			}
		})
	}
	wg.Wait()
	if n := l.count("POST", "/oauth-v1/token"); n != 1 {
		t.Errorf("%d refreshes, want 1", n)
	}
	if err := other.Renew(t.Context()); err != nil {
		t.Errorf("the connection died: %v", err)
	}
}

// refreshTokenStops logs in with and without access_type=offline, and refreshes
// after a night.
func refreshTokenStops(t *testing.T) {
	for _, offline := range []bool{true, false} {
		now := time.Now()
		srv := fortnoxtest.New(fortnoxtest.Options{OnlineLife: 4 * time.Hour, Clock: func() time.Time { return now }})
		if err := srv.Load(provbolaget); err != nil {
			t.Fatal(err)
		}
		web := httptest.NewServer(srv)
		defer web.Close()
		o := &fortnox.OAuth{ClientID: "klient-prov", ClientSecret: "hemlig-prov", RedirectURL: "http://localhost:8080/fortnox/callback",
			AuthURL: web.URL + "/oauth-v1/auth", TokenURL: web.URL + "/oauth-v1/token"}
		verifier := fortnox.NewVerifier()
		page := o.AuthorizeURL("slump", []string{"bookkeeping"}, fortnox.AuthorizeOptions{Verifier: verifier})
		if !offline {
			page = strings.Replace(page, "access_type=offline&", "", 1)
		}
		tok, err := o.Exchange(t.Context(), approve(t, page, srv.Companies()[0].Tenant), verifier)
		if err != nil {
			t.Fatal(err)
		}
		now = now.Add(12 * time.Hour)
		if _, err := o.Refresh(t.Context(), tok.RefreshToken); (err == nil) != offline {
			t.Errorf("offline %v: refresh after 12 hours gave %v", offline, err)
		}
	}
}

// approve is the person at the consent page. It gives the code.
func approve(t *testing.T, page string, tenant int) string {
	t.Helper()
	req, err := http.NewRequest("POST", page, strings.NewReader(url.Values{"answer": {"approve"}, "tenant": {strconv.Itoa(tenant)}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	back, err := resp.Location()
	if err != nil || back.Query().Get("state") != "slump" {
		t.Fatalf("the page sent back %v, %v", back, err)
	}
	return back.Query().Get("code")
}

// fullStore fails to save a new pair until it is mended.
type fullStore struct {
	fortnox.TokenStore
	full bool
}

func (s *fullStore) Save(ctx context.Context, old int64, rec fortnox.TokenRecord) error {
	if s.full && rec.State == fortnox.TokenConnected {
		return errors.New("disk is full")
	}
	return s.TokenStore.Save(ctx, old, rec)
}

func newTokenLostByCrash(t *testing.T) {
	l := openQuick(t)
	store := &fullStore{l.store, true}
	tokens := fortnox.NewRotatingTokens(l.oauth, store, nil)
	if err := tokens.Renew(t.Context()); err == nil {
		t.Error("a pair was used that is not saved")
	}
	store.full = false
	if err := tokens.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := fortnox.NewRotatingTokens(l.oauth, l.store, nil).Renew(t.Context()); err != nil {
		t.Errorf("after a restart: %v, want the pair that was saved late to work", err)
	}
}
