package connection

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/audit"
)

// tokenStore keeps one connection's tokens for fortnox.RotatingTokens, sealed.
type tokenStore struct {
	store  Store
	sealer *Sealer
	office string
	client string
}

type pair struct {
	Access  string `json:"access"`
	Refresh string `json:"refresh"`
}

func place(client string) string { return "connection/" + client + "/tokens" }

// Load implements fortnox.TokenStore.
func (t *tokenStore) Load(ctx context.Context) (fortnox.TokenRecord, error) {
	c, now, err := t.store.Connection(ctx, t.office, t.client)
	if err != nil {
		return fortnox.TokenRecord{}, err
	}
	rec := fortnox.TokenRecord{
		Version: c.Version, State: fortnox.TokenState(c.State), Scopes: c.Scopes, TenantID: c.Tenant,
		ExpiresAt: c.ExpiresAt, RefreshedAt: c.RefreshedAt, Unanswered: c.Unanswered, Failures: c.Failures,
		NotBefore: c.NotBefore, Now: now,
	}
	if len(c.Secret) == 0 {
		return rec, nil
	}
	secret, err := t.sealer.Open(ctx, t.office, place(t.client), c.Secret)
	if err != nil {
		return fortnox.TokenRecord{}, err
	}
	var p pair
	if err := json.Unmarshal(secret, &p); err != nil {
		return fortnox.TokenRecord{}, fmt.Errorf("stored tokens: %w", err)
	}
	rec.AccessToken, rec.RefreshToken = p.Access, p.Refresh
	return rec, nil
}

// Save implements fortnox.TokenStore.
func (t *tokenStore) Save(ctx context.Context, old int64, rec fortnox.TokenRecord) error {
	c, _, err := t.store.Connection(ctx, t.office, t.client)
	if err != nil {
		return err
	}
	if c.State == Disconnected {
		return fortnox.ErrConflict
	}
	renewed := rec.RefreshedAt.After(c.RefreshedAt)
	if c, err = t.sealed(ctx, c, rec); err != nil {
		return err
	}
	event := audit.Event{}
	switch {
	case renewed:
		event = programEvent(c, "connection.renewed", rec.RefreshedAt)
	case c.State == LoginRequired:
		event = programEvent(c, "connection.login-required", rec.Now)
	}
	err = t.store.SaveConnection(ctx, c, old, event)
	if errors.Is(err, ErrConflict) {
		return fortnox.ErrConflict
	}
	return err
}

// sealed puts a token record into the connection's row.
func (t *tokenStore) sealed(ctx context.Context, c Connection, rec fortnox.TokenRecord) (Connection, error) {
	secret, err := json.Marshal(pair{rec.AccessToken, rec.RefreshToken})
	if err != nil {
		return c, err
	}
	if c.Secret, err = t.sealer.Seal(ctx, t.office, place(t.client), secret); err != nil {
		return c, err
	}
	c.State, c.Scopes, c.ExpiresAt, c.RefreshedAt = State(rec.State), rec.Scopes, rec.ExpiresAt, rec.RefreshedAt
	c.Unanswered, c.Failures, c.NotBefore = rec.Unanswered, rec.Failures, rec.NotBefore
	return c, nil
}

// Lease implements fortnox.TokenStore.
func (t *tokenStore) Lease(ctx context.Context, holder string, d time.Duration) error {
	err := t.store.LeaseConnection(ctx, t.office, t.client, holder, d)
	if errors.Is(err, ErrLease) {
		return fortnox.ErrLeaseHeld
	}
	return err
}

// Release implements fortnox.TokenStore.
func (t *tokenStore) Release(ctx context.Context, holder string) error {
	return t.store.ReleaseConnection(ctx, t.office, t.client, holder)
}

func programEvent(c Connection, what string, at time.Time) audit.Event {
	return audit.Event{
		Office: c.Office, Stream: audit.OfficeStream, At: at, User: "program", What: what, Object: c.Client,
		Detail: audit.Detail(map[string]any{"tenant": c.Tenant, "validTo": c.ValidTo()}),
	}
}
