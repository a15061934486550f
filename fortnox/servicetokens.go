package fortnox

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// ServiceTokens is a [TokenSource] for a service account: client credentials of
// one company, with nothing to rotate or to lose. The tokens stay in memory, and
// the consent lasts until the customer revokes it.
type ServiceTokens struct {
	oauth  *OAuth
	tenant int64
	clock  Clock
	turn   chan struct{} // guards the rest

	token string
	asked time.Time
	life  time.Duration
}

// NewServiceTokens makes a source for the company with tenant as DatabaseNumber.
func NewServiceTokens(oauth *OAuth, tenant int64) *ServiceTokens {
	return &ServiceTokens{oauth: oauth, tenant: tenant, clock: clockOr(oauth.Clock), turn: make(chan struct{}, 1)}
}

// Token implements [TokenSource].
func (s *ServiceTokens) Token(ctx context.Context) (string, error) { return s.get(ctx, "") }

// Rejected implements [TokenSource].
func (s *ServiceTokens) Rejected(ctx context.Context, token string) (string, error) {
	return s.get(ctx, token)
}

// Renew implements [TokenSource]: a new token proves that the consent holds.
func (s *ServiceTokens) Renew(ctx context.Context) error {
	if err := s.take(ctx); err != nil {
		return err
	}
	defer func() { <-s.turn }()
	return s.fetch(ctx)
}

func (s *ServiceTokens) take(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *ServiceTokens) get(ctx context.Context, not string) (string, error) {
	if err := s.take(ctx); err != nil {
		return "", err
	}
	defer func() { <-s.turn }()
	left := s.life - elapsed(s.asked, s.clock.Now())
	if s.token != "" && s.token != not && left > min(refreshMargin, s.life/5) {
		return s.token, nil
	}
	err := s.fetch(ctx)
	return s.token, err
}

// fetch asks for a token, once more when no answer came: asking changes nothing.
func (s *ServiceTokens) fetch(ctx context.Context) error {
	asked := s.clock.Now()
	tok, err := s.oauth.ClientCredentials(ctx, s.tenant)
	var te *TransportError
	if errors.As(err, &te) && !errors.Is(err, ErrClientRefused) && ctx.Err() == nil {
		asked = s.clock.Now()
		tok, err = s.oauth.ClientCredentials(ctx, s.tenant)
	}
	if err != nil {
		s.token = ""
		return serviceError(err)
	}
	s.token, s.asked, s.life = tok.AccessToken, asked, tok.ExpiresIn
	return nil
}

// serviceError tells a consent that is gone from a host that is busy. Which of
// 400 and 401 Fortnox gives without consent is not documented, so both count.
func serviceError(err error) error {
	var oe *OAuthError
	switch {
	case errors.Is(err, ErrClientRefused) || errors.Is(err, context.Canceled):
		return err
	case !errors.As(err, &oe):
		return &RetryLaterError{After: lostPause, Err: err}
	case oe.Status == http.StatusBadRequest || oe.Status == http.StatusUnauthorized:
		return errors.Join(ErrLoginRequired, err)
	}
	return &RetryLaterError{After: max(oe.RetryAfter, lostPause), Err: err}
}
