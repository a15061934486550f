package connection

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/audit"
)

// Scopes are the rights that the program asks for in Fortnox; the first two are
// those without which nothing works.
var Scopes = []string{
	"bookkeeping", "companyinformation", "settings", "invoice", "payment", "supplierinvoice", "customer", "supplier", "currency",
	"inbox", "connectfile",
}

var neededScopes = Scopes[:2]

// Service is the door to connections.
type Service struct {
	store   Store
	sealer  *Sealer
	oauth   *fortnox.OAuth
	baseURL string
	now     func() time.Time
	log     *slog.Logger
	windows *windows
	observe func(fortnox.Call) // may be nil

	mu      sync.Mutex
	sources map[string]source // by office and client
}

// source is the token source of a connection as it was made at a login.
type source struct {
	madeAt time.Time
	tokens fortnox.TokenSource
}

// NewService makes the door. oauth has the program's client id and addresses;
// baseURL is the API's, empty for Fortnox's own. All waits for Fortnox are by
// oauth's Clock, and all requests go through its HTTP when it has one.
func NewService(store Store, sealer *Sealer, oauth *fortnox.OAuth, baseURL string, now func() time.Time, log *slog.Logger) *Service {
	return &Service{
		store: store, sealer: sealer, oauth: oauth, baseURL: baseURL, now: now, log: log,
		windows: newWindows(store, oauth.Clock), sources: map[string]source{},
	}
}

// Observe gives f every request to Fortnox's API from now on, for metrics and
// logs. Set it before the service is used; f may be called by many goroutines.
func (s *Service) Observe(f func(fortnox.Call)) { s.observe = f }

// Get gives the client's connection, or ErrNone.
func (s *Service) Get(ctx context.Context, office, client string) (Connection, error) {
	c, _, err := s.store.Connection(ctx, office, client)
	if errors.Is(err, ErrNotFound) {
		return Connection{}, ErrNone
	}
	return c, err
}

// List gives the office's connections by client.
func (s *Service) List(ctx context.Context, office string) (map[string]Connection, error) {
	all, err := s.store.Connections(ctx, office)
	if err != nil {
		return nil, err
	}
	byClient := map[string]Connection{}
	for _, c := range all {
		byClient[c.Client] = c
	}
	return byClient, nil
}

// usable gives the connection if an import or export may begin: ErrNone, or
// ErrLapsed when a new login is needed first.
func (s *Service) usable(ctx context.Context, office, client string) (Connection, error) {
	c, err := s.Get(ctx, office, client)
	switch {
	case err != nil:
		return c, err
	case c.Tenant == 0 || c.State == Disconnected:
		return c, ErrNone
	case !c.Usable(s.now()):
		return c, ErrLapsed
	}
	return c, nil
}

// Usable gives the connection if an import or export may begin without login.
func (s *Service) Usable(ctx context.Context, office, client string) (Connection, error) {
	return s.usable(ctx, office, client)
}

// Client gives Fortnox as the client's company, ErrNone or ErrLapsed.
func (s *Service) Client(ctx context.Context, office, client string) (*fortnox.Client, Connection, error) {
	c, err := s.usable(ctx, office, client)
	if err != nil {
		return nil, c, err
	}
	api, err := fortnox.New(fortnox.Config{
		Tokens: s.tokens(c), BaseURL: s.baseURL, Pace: s.windows.For(s.oauth.ClientID, c.Tenant),
		HTTP: s.oauth.HTTP, Clock: s.oauth.Clock, Log: s.log, Observe: s.observe,
	})
	return api, c, err
}

// Renew completes and saves a refresh, which starts the 30 days anew. It is
// done before an import or export reads anything.
func (s *Service) Renew(ctx context.Context, office, client string) error {
	c, err := s.usable(ctx, office, client)
	if err != nil {
		return err
	}
	err = s.tokens(c).Renew(ctx)
	if err == nil && c.Service {
		return s.noteService(ctx, c)
	}
	return Explain(err)
}

// noteService keeps that a service account's consent was proved just now.
func (s *Service) noteService(ctx context.Context, c Connection) error {
	c.RefreshedAt = s.now()
	return s.store.SaveConnection(ctx, c, c.Version, programEvent(c, "connection.renewed", c.RefreshedAt))
}

// tokens gives one token source per connection and process.
func (s *Service) tokens(c Connection) fortnox.TokenSource {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := c.Office + " " + c.Client
	if known, ok := s.sources[key]; ok && known.madeAt.Equal(c.ConnectedAt) {
		return known.tokens
	}
	var tokens fortnox.TokenSource
	if c.Service {
		tokens = fortnox.NewServiceTokens(s.oauth, c.Tenant)
	} else {
		tokens = fortnox.NewRotatingTokens(s.oauth, &tokenStore{store: s.store, sealer: s.sealer, office: c.Office, client: c.Client}, s.log)
	}
	s.sources[key] = source{c.ConnectedAt, tokens}
	return tokens
}

// Flush saves token pairs that could not be saved when they came. A program
// that stops calls it.
func (s *Service) Flush(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, source := range s.sources {
		if rotating, ok := source.tokens.(*fortnox.RotatingTokens); ok {
			errs = append(errs, rotating.Flush(ctx))
		}
	}
	return errors.Join(errs...)
}

// Disconnect ends the consent: the secret is deleted here even when Fortnox
// cannot be told; the person can then end it in Fortnox too.
func (s *Service) Disconnect(ctx context.Context, office, user, client string) error {
	c, err := s.Get(ctx, office, client)
	if err != nil {
		return err
	}
	store := &tokenStore{store: s.store, sealer: s.sealer, office: office, client: client}
	rec, loadErr := store.Load(ctx)
	c.State, c.Secret, c.ExpiresAt = Disconnected, nil, time.Time{}
	event := audit.Event{
		Office: office, Stream: audit.OfficeStream, At: s.now(), User: user, What: "connection.disconnected", Object: client,
	}
	if err := s.store.SaveConnection(ctx, c, c.Version, event); err != nil {
		return err
	}
	if loadErr != nil || rec.RefreshToken == "" {
		return nil
	}
	if err := s.oauth.Revoke(ctx, rec.RefreshToken); err != nil {
		s.log.Warn("consent could not be revoked", "office", office, "client", client, "err", err)
		return ErrUnreached
	}
	return nil
}

// Explain turns an error of the token source into one of this room.
func Explain(err error) error {
	var oauth *fortnox.OAuthError
	var later *fortnox.RetryLaterError
	var network *fortnox.TransportError
	var answer *fortnox.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fortnox.ErrLoginRequired):
		return errors.Join(ErrLapsed, err)
	case errors.Is(err, fortnox.ErrDisconnected):
		return errors.Join(ErrNone, err)
	case errors.As(err, &oauth) && oauth.Code == "invalid_client":
		return errors.Join(ErrConfig, err)
	case errors.Is(err, fortnox.ErrMissingLicence), errors.Is(err, fortnox.ErrMissingScope), errors.Is(err, fortnox.ErrForbidden):
		return errors.Join(ErrLicence, err)
	case errors.As(err, &later), errors.As(err, &network), errors.As(err, &answer) && answer.Status >= 500:
		return errors.Join(ErrUnreached, err)
	}
	return err
}

// secret makes 256 random bits and the hash that is stored instead.
func secret() (text, hash string) {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails: it ends the process instead
	text = hex.EncodeToString(b)
	return text, hashOf(text)
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// TenantText is how a tenant is written in a delivery's target.
func TenantText(tenant int64) string { return strconv.FormatInt(tenant, 10) }
