package connection

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/audit"
)

// Begin is who asks for a consent, and for which client. Session is a secret
// of the browser session, Then a name for what to do afterwards.
type Begin struct {
	Office, User, Session    string
	Client, Engagement, Then string
	OrgNr                    string // NNNNNN-NNNN, the company that must be chosen
	Service                  bool   // ask for a service account
}

// Begin gives the address of Fortnox's login page. The login must come back
// within LoginLife, to the same user and browser session, once.
func (s *Service) Begin(ctx context.Context, b Begin) (string, error) {
	if s.oauth.ClientID == "" {
		return "", ErrNotSetUp
	}
	state, hash := secret()
	verifier := fortnox.NewVerifier()
	sealed, err := s.sealer.Seal(ctx, b.Office, "login/"+hash, []byte(verifier))
	if err != nil {
		return "", err
	}
	l := Login{
		StateHash: hash, Office: b.Office, User: b.User, Session: hashOf(b.Session), Client: b.Client, Engagement: b.Engagement,
		Then: b.Then, OrgNr: b.OrgNr, Service: b.Service, Verifier: sealed, Begun: s.now(),
	}
	if err := s.store.SaveLogin(ctx, l); err != nil {
		return "", err
	}
	return s.oauth.AuthorizeURL(state, Scopes, fortnox.AuthorizeOptions{Service: b.Service, Verifier: verifier}), nil
}

// Complete ends a login with what Fortnox sent back, and saves the connection
// when the right company was chosen. The Login is given with an error too, as
// soon as it is known whose it is. Errors: ErrState, ErrDeclined, ErrCode,
// *CompanyError, *TenantError, *ScopesError, ErrLicence, ErrConfig, ErrUnreached.
func (s *Service) Complete(ctx context.Context, office, user, session string, query url.Values) (Login, error) {
	l, err := s.store.TakeLogin(ctx, hashOf(query.Get("state")))
	if errors.Is(err, ErrNotFound) {
		return Login{}, ErrState
	}
	if err != nil {
		return Login{}, err
	}
	if l.Office != office || l.User != user || l.Session != hashOf(session) {
		s.log.Warn("login came back to another session", "office", l.Office, "client", l.Client)
		return Login{}, ErrState
	}
	if s.now().Sub(l.Begun) > LoginLife {
		return l, ErrState
	}
	if code := query.Get("error"); code != "" {
		return l, loginError(code)
	}
	token, err := s.exchange(ctx, l, query.Get("code"))
	if err != nil {
		return l, err
	}
	return l, s.bind(ctx, l, token)
}

func loginError(code string) error {
	switch code {
	case "access_denied":
		return ErrDeclined
	case "invalid_scope":
		return &ScopesError{Missing: Scopes}
	}
	return errors.Join(ErrLicence, errors.New(code))
}

func (s *Service) exchange(ctx context.Context, l Login, code string) (fortnox.Token, error) {
	if code == "" {
		return fortnox.Token{}, ErrCode
	}
	verifier, err := s.sealer.Open(ctx, l.Office, "login/"+l.StateHash, l.Verifier)
	if err != nil {
		return fortnox.Token{}, err
	}
	token, err := s.oauth.Exchange(ctx, code, string(verifier))
	var oauth *fortnox.OAuthError
	if errors.As(err, &oauth) && oauth.Code != "invalid_client" && oauth.Status < 500 {
		return token, errors.Join(ErrCode, err)
	}
	return token, Explain(err)
}

// bind saves the connection if the company is the client's.
func (s *Service) bind(ctx context.Context, l Login, token fortnox.Token) error {
	if missing := lacking(token.Scopes); len(missing) > 0 {
		return &ScopesError{Missing: missing}
	}
	company, err := s.company(ctx, token)
	if err != nil {
		return Explain(err)
	}
	tenant := company.DatabaseNumber.Int
	if tenant == 0 {
		tenant = token.TenantID
	}
	if got := company.OrganizationNumber.Text; digits(got) != digits(l.OrgNr) {
		return &CompanyError{WantOrgNr: l.OrgNr, GotOrgNr: got, GotName: company.CompanyName.Text}
	}
	old, err := s.Get(ctx, l.Office, l.Client)
	if err != nil && !errors.Is(err, ErrNone) {
		return err
	}
	if old.Tenant != 0 && old.Tenant != tenant && old.State != Disconnected {
		return &TenantError{Want: old.Tenant, Got: tenant}
	}
	return s.save(ctx, l, old, company, tenant, token)
}

func (s *Service) save(ctx context.Context, l Login, old Connection, company fortnox.CompanyInformation, tenant int64, token fortnox.Token) error {
	now := s.now()
	c := Connection{
		Office: l.Office, Client: l.Client, Tenant: tenant, Company: company.CompanyName.Text, OrgNr: l.OrgNr, Service: l.Service,
		ConnectedBy: l.User, ConnectedAt: now,
	}
	store := &tokenStore{store: s.store, sealer: s.sealer, office: l.Office, client: l.Client}
	c, err := store.sealed(ctx, c, fortnox.NewTokenRecord(token, now))
	if err != nil {
		return err
	}
	return s.store.SaveConnection(ctx, c, old.Version, audit.Event{
		Office: l.Office, Stream: audit.OfficeStream, At: now, User: l.User, What: "connection.made", Object: l.Client,
		Detail: audit.Detail(map[string]any{"tenant": tenant, "scopes": token.Scopes, "service": l.Service}),
	})
}

// company reads whose books a fresh token opens.
func (s *Service) company(ctx context.Context, token fortnox.Token) (fortnox.CompanyInformation, error) {
	api, err := fortnox.New(fortnox.Config{
		Tokens: once(token.AccessToken), BaseURL: s.baseURL, Pace: s.windows.For(s.oauth.ClientID, token.TenantID),
		HTTP: s.oauth.HTTP, Clock: s.oauth.Clock, Log: s.log, Observe: s.observe,
	})
	if err != nil {
		return fortnox.CompanyInformation{}, err
	}
	return api.CompanyInformation(fortnox.WithPriority(ctx, fortnox.Click))
}

// once is a token that is not stored yet.
type once string

func (o once) Token(context.Context) (string, error) { return string(o), nil }

func (o once) Rejected(context.Context, string) (string, error) {
	return "", fortnox.ErrLoginRequired
}

func (o once) Renew(context.Context) error { return nil }

func lacking(granted []string) []string {
	var missing []string
	for _, scope := range neededScopes {
		if len(granted) > 0 && !slices.Contains(granted, scope) {
			missing = append(missing, scope)
		}
	}
	return missing
}

// digits are the ten digits of an organisation number, however it is written.
func digits(orgnr string) string {
	d := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, orgnr)
	if len(d) == 12 {
		return d[2:]
	}
	return d
}
