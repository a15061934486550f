package fortnoxtest

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// oauth holds apps, consents and tokens.
type oauth struct {
	srv *Server

	mu       sync.Mutex
	apps     map[string]App
	fixed    map[string]bool // registered by Options
	codes    map[string]*authCode
	tokens   map[string]*accessToken
	renewals map[string]*refreshToken
	spent    map[string]*refreshToken
	consents map[consentKey]*grant
	sweepAt  int // tokens are swept when there are more
}

// authCode is an authorization code on its way to the app.
type authCode struct {
	grant
	redirectURI string // as in the authorization request; empty when it named none
	challenge   string
	method      string
	expires     time.Time
}

// consentKey: a service account's consent stands beside those of persons.
type consentKey struct {
	client  string
	tenant  int
	service bool
}

// grant is what a consent gave: an app's right to a company. With Service a service account holds it, so that client
// credentials work. Offline is access_type=offline.
type grant struct {
	Client  string   `json:"client"`
	Tenant  int      `json:"tenant"`
	Scopes  []string `json:"scopes"`
	Service bool     `json:"service,omitempty"`
	Offline bool     `json:"offline,omitempty"`
}

type accessToken struct {
	grant
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
}

type refreshToken struct {
	grant
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
}

func (t *accessToken) allows(scopes []string) bool {
	return slices.ContainsFunc(scopes, func(s string) bool { return slices.Contains(t.Scopes, s) })
}

func newOAuth(s *Server) *oauth {
	o := &oauth{srv: s, apps: map[string]App{}, fixed: map[string]bool{}, codes: map[string]*authCode{},
		tokens: map[string]*accessToken{}, renewals: map[string]*refreshToken{},
		spent: map[string]*refreshToken{}, consents: map[consentKey]*grant{}, sweepAt: 1000}
	for _, a := range s.options.Apps {
		o.apps[a.ClientID], o.fixed[a.ClientID] = a, true
	}
	return o
}

// register adds the app of a company folder. The same app in several folders gets the addresses and scopes of all.
func (o *oauth) register(a App) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	known, ok := o.apps[a.ClientID]
	switch {
	case a.ClientID == "" || o.fixed[a.ClientID]:
		return nil
	case ok && known.ClientSecret != a.ClientSecret:
		return fmt.Errorf("app.json: client id %q has another secret in another company", a.ClientID)
	}
	known.ClientID, known.ClientSecret = a.ClientID, a.ClientSecret
	known.RedirectURIs = union(known.RedirectURIs, a.RedirectURIs)
	known.Scopes = union(known.Scopes, a.Scopes)
	known.ServiceAccount = known.ServiceAccount || a.ServiceAccount
	o.apps[a.ClientID] = known
	return nil
}

func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

func (o *oauth) app(id string) (App, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	a, ok := o.apps[id]
	return a, ok
}

// access returns the valid token that a bearer names, or nil.
func (o *oauth) access(bearer string, now time.Time) *accessToken {
	o.mu.Lock()
	defer o.mu.Unlock()
	t := o.tokens[bearer]
	if t == nil || !now.Before(t.Expires) {
		return nil
	}
	return t
}

// issue makes an access token, and a refresh token with it unless the grant is of client credentials. The caller holds
// o.mu; nothing is kept when the state cannot be saved.
func (o *oauth) issue(g grant, now time.Time, renewable bool, spent ...event) (*accessToken, *refreshToken, error) {
	o.sweep(now)
	t := &accessToken{g, newJWT(g, now, now.Add(o.srv.options.AccessLife)), now.Add(o.srv.options.AccessLife)}
	events := append(spent, event{Kind: "access", Access: t})
	var renewal *refreshToken
	if renewable {
		life := o.srv.options.RefreshLife
		if !g.Offline {
			life = o.srv.options.OnlineLife
		}
		renewal = &refreshToken{g, newSecret(), now.Add(life)}
		events = append(events, event{Kind: "refresh", Refresh: renewal})
	}
	return t, renewal, o.change(events...)
}

// change saves events and makes them true. The caller holds o.mu.
func (o *oauth) change(events ...event) error {
	if err := o.srv.state.save(events...); err != nil {
		return err
	}
	for _, e := range events {
		o.apply(e)
	}
	return nil
}

// restore applies an event of the state file; it says false for an event that is not about logins.
func (o *oauth) restore(e event) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.apply(e)
}

func (o *oauth) apply(e event) bool {
	switch e.Kind {
	case "access":
		o.tokens[e.Access.Token] = e.Access
	case "refresh":
		o.renewals[e.Refresh.Token] = e.Refresh
	case "spent":
		if t := o.renewals[e.Token]; t != nil {
			o.spent[e.Token] = t
		}
		delete(o.renewals, e.Token)
	case "consent":
		o.consents[consentKey{e.Consent.Client, e.Consent.Tenant, e.Consent.Service}] = e.Consent
	case "expire access":
		maps.DeleteFunc(o.tokens, func(_ string, t *accessToken) bool { return e.covers(t.grant) })
	case "expire refresh":
		maps.DeleteFunc(o.renewals, func(_ string, t *refreshToken) bool { return e.covers(t.grant) })
	case "revoke":
		maps.DeleteFunc(o.consents, func(_ consentKey, g *grant) bool { return e.covers(*g) })
		maps.DeleteFunc(o.tokens, func(_ string, t *accessToken) bool { return e.covers(t.grant) })
		maps.DeleteFunc(o.renewals, func(_ string, t *refreshToken) bool { return e.covers(t.grant) })
	default:
		return false
	}
	return true
}

// covers says whether an event about a company's logins, of one app or of all, is about g.
func (e event) covers(g grant) bool {
	return e.Tenant == g.Tenant && (e.Client == "" || e.Client == g.Client)
}

// sweep forgets what has expired, now and then. The caller holds o.mu.
func (o *oauth) sweep(now time.Time) {
	if len(o.tokens)+len(o.codes) <= o.sweepAt {
		return
	}
	maps.DeleteFunc(o.tokens, func(_ string, t *accessToken) bool { return !now.Before(t.Expires) })
	maps.DeleteFunc(o.renewals, func(_ string, t *refreshToken) bool { return !now.Before(t.Expires) })
	maps.DeleteFunc(o.spent, func(_ string, t *refreshToken) bool { return !now.Before(t.Expires) })
	maps.DeleteFunc(o.codes, func(_ string, c *authCode) bool { return !now.Before(c.expires) })
	o.sweepAt = 1000 + 2*(len(o.tokens)+len(o.codes))
}
