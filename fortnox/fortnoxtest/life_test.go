package fortnoxtest

import (
	"net/url"
	"testing"
	"time"
)

func TestTokenLives(t *testing.T) {
	for _, tt := range []struct {
		name    string
		options Options
		extra   url.Values
		access  time.Duration // the last moment that works is just before
		refresh time.Duration
	}{
		{"usual", Options{}, nil, time.Hour, 45 * 24 * time.Hour},
		{"set", Options{AccessLife: time.Minute, RefreshLife: time.Hour}, nil, time.Minute, time.Hour},
		{"not_offline", Options{OnlineLife: 3 * time.Hour}, url.Values{"access_type": nil}, time.Hour, 3 * time.Hour},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now := &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
			tt.options.Clock = now.now
			c := open(t, provbolaget, tt.options)
			start := now.at
			pair := func() (access, refresh string) {
				code := c.login(tt.extra, "4711", "approve").location.Query().Get("code")
				got := c.token1(url.Values{"grant_type": {"authorization_code"}, "code": {code}})
				return got.fields["access_token"].(string), got.fields["refresh_token"].(string)
			}
			access, first := pair()
			_, second := pair()
			refresh := func(token string) int {
				return c.token1(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}}).status
			}
			c.token = access
			now.at = start.Add(tt.access - 1)
			c.get("/3/companyinformation", 200)
			now.at = start.Add(tt.access)
			c.get("/3/companyinformation", 401)
			now.at = start.Add(tt.refresh - 1)
			if got := refresh(first); got != 200 {
				t.Errorf("refresh just before %v: got %d, want 200", tt.refresh, got)
			}
			now.at = start.Add(tt.refresh)
			if got := refresh(second); got != 400 {
				t.Errorf("refresh at %v: got %d, want 400", tt.refresh, got)
			}
		})
	}
}

func TestRevokedConsentStaysRevoked(t *testing.T) {
	c := open(t, provbolaget, Options{})
	old, err := c.srv.Grant("klient-prov", c.tenant, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.srv.RevokeConsent("", c.tenant); err != nil {
		t.Fatal(err)
	}
	if _, err := c.srv.Grant("klient-prov", c.tenant, false); err != nil {
		t.Fatal(err)
	}
	c.token = old.Access
	c.get("/3/companyinformation", 401)
	if got := c.token1(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {old.Refresh}}); got.status != 400 {
		t.Errorf("refresh token from before: got %d, want 400", got.status)
	}
	again, err := c.srv.Grant("klient-prov", c.tenant, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.srv.ExpireRefresh("other", c.tenant); err != nil {
		t.Fatal(err)
	}
	renew := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {again.Refresh}}
	got := c.token1(renew)
	if got.status != 200 {
		t.Errorf("another app's refresh tokens expired: got %d, want 200", got.status)
	}
	if err := c.srv.ExpireRefresh("klient-prov", c.tenant); err != nil {
		t.Fatal(err)
	}
	renew.Set("refresh_token", got.fields["refresh_token"].(string))
	if got := c.token1(renew); got.status != 400 {
		t.Errorf("expired refresh token: got %d, want 400", got.status)
	}
	for _, grant := range []struct {
		client string
		tenant int
	}{{"nobody", c.tenant}, {"klient-prov", 1}} {
		if _, err := c.srv.Grant(grant.client, grant.tenant, false); err == nil {
			t.Errorf("Grant(%q, %d): want an error", grant.client, grant.tenant)
		}
	}
	if err := c.srv.RevokeConsent("", 1); err == nil {
		t.Errorf("company that is not loaded: want an error")
	}
}

func TestExpiredTokensAreForgotten(t *testing.T) {
	now := &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	c := open(t, provbolaget, Options{Clock: now.now})
	for range 3000 {
		now.at = now.at.Add(time.Hour)
		if _, err := c.srv.Grant("klient-prov", c.tenant, false); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(c.srv.oauth.tokens); got > 1100 {
		t.Errorf("%d access tokens are held, want the expired ones gone", got)
	}
}
