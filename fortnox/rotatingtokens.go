package fortnox

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

const (
	leaseFor     = 3 * time.Minute
	leasePoll    = 250 * time.Millisecond // the first look, later ones are rarer
	leaseMaxPoll = time.Second
	// leaseSpare is what must be left of a lease when a call begins: the call's
	// deadline and some for saving.
	leaseSpare = postTimeout + 15*time.Second
	storeWait  = 10 * time.Second
	rereadWait = time.Minute // how long a token is used without looking in the store
)

// RotatingTokens is a [TokenSource] for a consent with refresh token. Any number
// of goroutines and processes may use one connection: one at a time refreshes,
// under the store's lease, after reading again what is stored and after saving
// that a refresh begins; the new pair is saved before anybody uses it.
//
// When the answer of a refresh is lost, the old refresh token is tried once more
// after a pause; after that, and when Fortnox says that it does not work, every
// call returns [ErrLoginRequired] without network until a login stores a new record.
type RotatingTokens struct {
	oauth *OAuth
	store TokenStore
	clock Clock
	log   *slog.Logger
	turn  chan struct{} // one goroutine at a time goes to the store

	mu      sync.Mutex
	cached  TokenRecord
	readAt  time.Time // our clock when cached was read
	pending *latePair // guarded by turn
}

// NewRotatingTokens makes a source over one connection's store. A nil log is
// slog's default.
func NewRotatingTokens(oauth *OAuth, store TokenStore, log *slog.Logger) *RotatingTokens {
	if log == nil {
		log = slog.Default()
	}
	return &RotatingTokens{oauth: oauth, store: store, clock: clockOr(oauth.Clock), log: log, turn: make(chan struct{}, 1)}
}

// Token implements [TokenSource].
func (r *RotatingTokens) Token(ctx context.Context) (string, error) {
	return r.get(ctx, tokenWish{})
}

// Rejected implements [TokenSource].
func (r *RotatingTokens) Rejected(ctx context.Context, token string) (string, error) {
	return r.get(ctx, tokenWish{not: token})
}

// Renew implements [TokenSource]. Calls at the same time share one refresh.
func (r *RotatingTokens) Renew(ctx context.Context) error {
	rec, err := r.load(ctx)
	if err != nil {
		return err
	}
	_, err = r.get(ctx, tokenWish{not: rec.AccessToken, force: true})
	return err
}

// Flush saves a new pair that an earlier call could not save. A program that
// stops calls it first, for as long as it can wait.
func (r *RotatingTokens) Flush(ctx context.Context) error {
	if err := r.takeTurn(ctx); err != nil {
		return err
	}
	defer func() { <-r.turn }()
	return r.flush(ctx)
}

func (r *RotatingTokens) takeTurn(ctx context.Context) error {
	select {
	case r.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *RotatingTokens) get(ctx context.Context, w tokenWish) (string, error) {
	if rec, ok := r.fromCache(w, refreshMargin); ok {
		return rec.AccessToken, nil
	}
	select {
	case r.turn <- struct{}{}:
	default:
		if rec, ok := r.fromCache(w, usableMargin); ok {
			return rec.AccessToken, nil
		}
		if err := r.takeTurn(ctx); err != nil {
			return "", err
		}
	}
	defer func() { <-r.turn }()
	if rec, ok := r.fromCache(w, refreshMargin); ok {
		return rec.AccessToken, nil
	}
	rec, err := r.refreshed(ctx, w)
	if err != nil {
		return "", err
	}
	r.remember(rec)
	return rec.AccessToken, nil
}

func (r *RotatingTokens) fromCache(w tokenWish, margin time.Duration) (TokenRecord, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	rec, age := r.cached, elapsed(r.readAt, r.clock.Now())
	if rec.AccessToken == "" || age > rereadWait {
		return rec, false
	}
	rec.Now = rec.Now.Add(age)
	return rec, rec.good(w, margin)
}

func (r *RotatingTokens) remember(rec TokenRecord) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cached, r.readAt = rec, r.clock.Now()
}

func (r *RotatingTokens) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cached = TokenRecord{}
}

func (r *RotatingTokens) load(ctx context.Context) (TokenRecord, error) {
	ctx, cancel := context.WithTimeout(ctx, storeWait)
	defer cancel()
	rec, err := r.store.Load(ctx)
	if err != nil {
		return rec, fmt.Errorf("fortnox: load tokens: %w", err)
	}
	return rec, nil
}

func (r *RotatingTokens) save(ctx context.Context, old int64, rec TokenRecord) error {
	ctx, cancel := context.WithTimeout(ctx, storeWait)
	defer cancel()
	if err := r.store.Save(ctx, old, rec); err != nil {
		return fmt.Errorf("fortnox: save tokens: %w", err)
	}
	return nil
}

// leased takes the lease. While another holds it, it reads what that one may
// have saved, and returns the record without holder once it serves w. begin is
// when the lease was asked for, by our clock.
func (r *RotatingTokens) leased(ctx context.Context, w tokenWish) (holder string, begin time.Time, rec TokenRecord, err error) {
	holder = rand.Text()
	for first, pause := r.clock.Now(), leasePoll; ; pause = min(2*pause, leaseMaxPoll) {
		begin = r.clock.Now()
		err := r.store.Lease(ctx, holder, leaseFor)
		if err == nil {
			return holder, begin, rec, nil
		}
		if !errors.Is(err, ErrLeaseHeld) {
			return "", begin, rec, fmt.Errorf("fortnox: lease tokens: %w", err)
		}
		if rec, err = r.load(ctx); err != nil {
			return "", begin, rec, err
		}
		if planToken(rec, w) == stepUse || rec.usable(w) {
			return "", begin, rec, nil
		}
		if elapsed(first, begin) > 2*leaseFor {
			return "", begin, rec, &RetryLaterError{After: leaseFor, Err: ErrLeaseHeld}
		}
		if err := sleep(ctx, r.clock, pause); err != nil {
			return "", begin, rec, err
		}
	}
}
