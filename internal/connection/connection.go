// Package connection keeps a client's consent to reach its books in Fortnox:
// login, encrypted tokens, renewal and the 30-day rule.
package connection

import (
	"context"
	"errors"
	"time"

	"bokslut/internal/audit"
)

// A Connection is one client's consent. An office has at most one per client,
// shared by the client's engagements.
type Connection struct {
	Office      string
	Client      string
	Tenant      int64 // Fortnox's DatabaseNumber
	Company     string
	OrgNr       string
	Scopes      []string
	Service     bool // a service account: valid until the client revokes it
	State       State
	ConnectedBy string // user id
	ConnectedAt time.Time
	RefreshedAt time.Time // last completed login or refresh that was saved

	Version    int64
	Secret     []byte // sealed tokens
	ExpiresAt  time.Time
	Unanswered int
	Failures   int
	NotBefore  time.Time
}

// State is what is known about the consent.
type State string

// The states. Refreshing is Connected with a refresh under way.
const (
	Connected     State = "connected"
	Refreshing    State = "refreshing"
	LoginRequired State = "login_required"
	Disconnected  State = "disconnected"
)

// Life is how long a consent lives after its last refresh, as people are told.
// Fortnox's own life may be longer; the only proof is a refresh that works.
const Life = 30 * 24 * time.Hour

// ValidTo is the last moment that the connection is counted on. It means
// nothing for a service account.
func (c Connection) ValidTo() time.Time { return c.RefreshedAt.Add(Life) }

// DaysLeft counts the days left, rounded up; 0 or less when it has lapsed.
func (c Connection) DaysLeft(now time.Time) int {
	left := c.ValidTo().Sub(now)
	if left <= 0 {
		return 0
	}
	return int((left + 24*time.Hour - 1) / (24 * time.Hour))
}

// Usable tells whether an import or export may begin without a new login.
func (c Connection) Usable(now time.Time) bool {
	switch c.State {
	case Connected, Refreshing:
		return c.Service || now.Before(c.ValidTo())
	}
	return false
}

// Lapsed tells whether there was a connection that needs a new login.
func (c Connection) Lapsed(now time.Time) bool {
	return c.Tenant != 0 && c.State != Disconnected && !c.Usable(now)
}

// Errors that callers branch on.
var (
	ErrNotFound  = errors.New("not found")
	ErrConflict  = errors.New("changed by somebody else in between")
	ErrLease     = errors.New("the lease is held by another")
	ErrNone      = errors.New("the client has no connection")
	ErrLapsed    = errors.New("the connection has lapsed")
	ErrState     = errors.New("the login was not begun here, is used, or is too old")
	ErrDeclined  = errors.New("the login was declined")
	ErrCode      = errors.New("the login's code does not work")
	ErrConfig    = errors.New("the program's Fortnox credentials are refused")
	ErrLicence   = errors.New("a licence or right is missing in Fortnox")
	ErrUnreached = errors.New("the Fortnox service cannot be reached")
	ErrNotSetUp  = errors.New("no Fortnox client id is configured")
)

// A ScopesError says that the consent lacks rights that the program needs.
type ScopesError struct{ Missing []string }

func (e *ScopesError) Error() string { return "the consent lacks scopes" }

// A CompanyError says that another company was chosen in Fortnox.
type CompanyError struct {
	WantOrgNr, GotOrgNr, GotName string
}

func (e *CompanyError) Error() string { return "another company was chosen" }

// A TenantError says that the same organisation number was chosen, but another
// company in Fortnox than before.
type TenantError struct{ Want, Got int64 }

func (e *TenantError) Error() string { return "another Fortnox tenant than before was chosen" }

// Store keeps connections and logins under way. Both databases satisfy it.
type Store interface {
	KeyStore
	// Connection gives the client's connection, with the store's clock.
	Connection(ctx context.Context, office, client string) (Connection, time.Time, error)
	Connections(ctx context.Context, office string) ([]Connection, error)
	// SaveConnection replaces version old (0: there is none) by c as old+1.
	// event, when it has a What, is saved in the same transaction.
	SaveConnection(ctx context.Context, c Connection, old int64, event audit.Event) error
	LeaseConnection(ctx context.Context, office, client, holder string, d time.Duration) error
	ReleaseConnection(ctx context.Context, office, client, holder string) error

	SaveLogin(ctx context.Context, l Login) error
	// TakeLogin deletes and gives the login with this state hash.
	TakeLogin(ctx context.Context, stateHash string) (Login, error)
}

// A Login is a consent that was begun and has not come back yet.
type Login struct {
	StateHash  string
	Office     string
	User       string
	Session    string // hash of the browser session that began it
	Client     string
	Engagement string
	Then       string // what to do after it: a name, never an address
	OrgNr      string // of the company that must be chosen
	Service    bool
	Verifier   []byte // sealed PKCE secret
	Begun      time.Time
}

// LoginLife is how long a login may take. Fortnox's code lives as long.
const LoginLife = 10 * time.Minute
