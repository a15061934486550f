package fortnox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// A TokenSource gives access tokens for one company. It may be used by many
// goroutines.
type TokenSource interface {
	// Token gives an access token that is good for some minutes more.
	Token(ctx context.Context) (string, error)

	// Rejected is told that Fortnox answered 401 to token, and gives another one
	// after at most one refresh.
	Rejected(ctx context.Context, token string) (string, error)

	// Renew completes and saves a refresh even when the access token is fresh. It
	// proves that the consent still holds and starts its time anew.
	Renew(ctx context.Context) error
}

// Errors of a token source. The first two need a person.
var (
	// ErrLoginRequired says that the refresh token is used up, expired or revoked.
	ErrLoginRequired = errors.New("fortnox: a new login is required")
	// ErrDisconnected says that the connection was ended on our side.
	ErrDisconnected = errors.New("fortnox: disconnected")
	// ErrConflict is what [TokenStore.Save] returns when the version has moved on.
	ErrConflict = errors.New("fortnox: stored tokens have changed")
	// ErrLeaseHeld is what [TokenStore.Lease] returns when somebody else holds it.
	ErrLeaseHeld = errors.New("fortnox: the lease is held by another")
)

// A RetryLaterError says that no token could be had now, but that the connection
// is not lost. After is how long to wait before the next try.
type RetryLaterError struct {
	After time.Duration
	Err   error
}

func (e *RetryLaterError) Error() string {
	return fmt.Sprintf("fortnox: no access token now, retry after %s: %v", e.After, e.Err)
}

// Unwrap gives the cause.
func (e *RetryLaterError) Unwrap() error { return e.Err }

// A TokenState is what is known about a stored refresh token.
type TokenState string

const (
	TokenConnected     TokenState = "connected"
	TokenRefreshing    TokenState = "refreshing"     // a refresh began, its answer is not saved
	TokenLoginRequired TokenState = "login_required" // used up, expired or revoked
	TokenDisconnected  TokenState = "disconnected"   // ended on our side
)

// A TokenRecord is what a store keeps for one connection. Times are by the
// store's clock. Printing or logging it shows no secret.
type TokenRecord struct {
	Version      int64 // grows by one with each save
	State        TokenState
	AccessToken  string
	RefreshToken string
	Scopes       []string
	TenantID     int64
	ExpiresAt    time.Time // of the access token
	RefreshedAt  time.Time // last completed login or refresh
	Unanswered   int       // weight of the refreshes with this refresh token whose answer is unknown
	Failures     int       // answers 429 and 5xx in a row
	NotBefore    time.Time // no refresh before this
	Now          time.Time // the store's clock at Load; not stored
}

// NewTokenRecord is the record to store after a login at the time now.
func NewTokenRecord(t Token, now time.Time) TokenRecord {
	return TokenRecord{
		State:        TokenConnected,
		AccessToken:  t.AccessToken,
		RefreshToken: t.RefreshToken,
		Scopes:       t.Scopes,
		TenantID:     t.TenantID,
		ExpiresAt:    now.Add(t.ExpiresIn),
		RefreshedAt:  now,
		Now:          now,
	}
}

// Format prints a record without its secrets, whatever the verb.
func (r TokenRecord) Format(f fmt.State, _ rune) {
	io.WriteString(f, fmt.Sprintf("fortnox.TokenRecord(tenant %d, %s, version %d)", r.TenantID, r.State, r.Version))
}

// LogValue logs a record without its secrets.
func (r TokenRecord) LogValue() slog.Value {
	return slog.GroupValue(slog.Int64("tenant", r.TenantID), slog.String("state", string(r.State)), slog.Int64("version", r.Version))
}

// A TokenStore keeps the tokens of one connection for all instances of a
// program. No transaction may stay open between two calls.
type TokenStore interface {
	// Load gives the record, with Now set by the store's clock.
	Load(ctx context.Context) (TokenRecord, error)

	// Save replaces the record of version old by rec, as version old+1, durably
	// before it returns. It returns ErrConflict when the stored version is not
	// old, and no rule beyond that: a late answer may be saved without the lease.
	Save(ctx context.Context, old int64, rec TokenRecord) error

	// Lease gives holder the connection's lease for d by the store's clock, or
	// returns ErrLeaseHeld while another holder's has not expired.
	Lease(ctx context.Context, holder string, d time.Duration) error

	// Release ends the lease if holder has it.
	Release(ctx context.Context, holder string) error
}
