package fortnoxtest

import "fmt"

// Tokens are what a login gives. Refresh is empty for client credentials.
type Tokens struct {
	Access, Refresh string
}

// Grant is a person approving the app clientID for a company, without a browser: it stores the consent, offline, and
// returns tokens. Without scopes it gives all that the app has registered. With service the consent is a service account's,
// so that client credentials work afterwards.
func (s *Server) Grant(clientID string, tenant int, service bool, scopes ...string) (Tokens, error) {
	app, ok := s.oauth.app(clientID)
	if !ok {
		return Tokens{}, fmt.Errorf("client id %q is not registered", clientID)
	}
	if s.company(tenant) == nil {
		return Tokens{}, errTenant(tenant)
	}
	if len(scopes) == 0 {
		scopes = app.Scopes
	}
	g := grant{Client: clientID, Tenant: tenant, Scopes: scopes, Service: service, Offline: true}
	s.oauth.mu.Lock()
	defer s.oauth.mu.Unlock()
	access, renewal, err := s.oauth.issue(g, s.now(), true, event{Kind: "consent", Consent: &g})
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{access.Token, renewal.Token}, nil
}

// RevokeConsent is the customer removing an app from a company: its tokens stop working and client credentials are refused.
// An empty clientID means all apps.
func (s *Server) RevokeConsent(clientID string, tenant int) error {
	return s.loginEvent(event{Kind: "revoke", Client: clientID, Tenant: tenant})
}

// ExpireAccess ends the access tokens of an app for a company, as if their time had passed. An empty clientID means all apps.
func (s *Server) ExpireAccess(clientID string, tenant int) error {
	return s.loginEvent(event{Kind: "expire access", Client: clientID, Tenant: tenant})
}

// ExpireRefresh ends the refresh tokens of an app for a company. An empty clientID means all apps.
func (s *Server) ExpireRefresh(clientID string, tenant int) error {
	return s.loginEvent(event{Kind: "expire refresh", Client: clientID, Tenant: tenant})
}

func (s *Server) loginEvent(e event) error {
	if s.company(e.Tenant) == nil {
		return errTenant(e.Tenant)
	}
	s.oauth.mu.Lock()
	defer s.oauth.mu.Unlock()
	return s.oauth.change(e)
}

// Company is a loaded company.
type Company struct {
	Tenant       int    `json:"tenant"` // DatabaseNumber
	Name         string `json:"name"`
	Organisation string `json:"organisation"` // with hyphen, as in the company's own data
	Today        string `json:"today"`        // YYYY-MM-DD
}

// String is the company in one line: name, organisation number and database number.
func (c Company) String() string {
	return fmt.Sprintf("%s, %s, databas %d", c.Name, c.Organisation, c.Tenant)
}

// Companies lists the loaded companies by name.
func (s *Server) Companies() []Company {
	all := []Company{}
	for _, choice := range s.choices() {
		c := s.company(choice.Tenant)
		c.mu.RLock()
		all = append(all, Company{c.tenant, c.name, c.organisation, c.today})
		c.mu.RUnlock()
	}
	return all
}
