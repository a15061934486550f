package fortnox

import (
	"context"
	"errors"
	"time"
)

// A latePair is a new pair that is not saved yet. It stays in memory until it
// is, since the old refresh token works no more.
type latePair struct {
	version int64  // that it replaces
	used    string // the refresh token that it was got for
	rec     TokenRecord
}

const (
	saveFor     = 75 * time.Second // how long a call waits for the store
	saveMaxWait = 5 * time.Second
)

var errDropped = errors.New("fortnox: another pair of tokens was stored meanwhile")

// savePending saves the new pair, trying again while the store fails.
func (r *RotatingTokens) savePending(ctx context.Context) (TokenRecord, tokenOutcome, error) {
	begin := r.clock.Now()
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, saveMaxWait) {
		rec, err := r.trySave(ctx)
		switch {
		case err == nil:
			return rec, tokenGot, nil
		case r.pending == nil:
			return rec, tokenMoved, err
		case elapsed(begin, r.clock.Now()) > saveFor:
			r.log.Error("fortnox: new tokens are only in memory, the store does not save", "err", err)
			return rec, tokenUnsaved, &RetryLaterError{After: saveMaxWait, Err: err}
		}
		if err := sleep(ctx, r.clock, wait); err != nil {
			return rec, tokenUnsaved, err
		}
	}
}

// flush tries to save a pair that waits in memory. When the record has moved on
// and ours is still the pair to keep, it tries again at once: somebody whose
// refreshes fail moves it on at every try.
func (r *RotatingTokens) flush(ctx context.Context) error {
	var err error
	for range flushTries {
		if r.pending == nil {
			return nil
		}
		if _, err = r.trySave(ctx); !errors.Is(err, ErrConflict) {
			break
		}
	}
	if err != nil && r.pending != nil {
		return &RetryLaterError{After: saveMaxWait, Err: err}
	}
	return nil
}

const flushTries = 4

// trySave saves the pending pair once, or settles what becomes of it when the
// record has moved on. pending is nil afterwards unless it must be tried again.
func (r *RotatingTokens) trySave(ctx context.Context) (TokenRecord, error) {
	p := r.pending
	err := r.save(ctx, p.version, p.rec)
	if err == nil {
		r.pending = nil
		p.rec.Version = p.version + 1
		return p.rec, nil
	}
	if !errors.Is(err, ErrConflict) {
		return p.rec, err
	}
	stored, loadErr := r.load(ctx)
	if loadErr != nil {
		return p.rec, loadErr
	}
	switch lateToken(stored, p.used) {
	case lateSave:
		p.version = stored.Version
		return p.rec, err
	case lateRevoke:
		r.pending = nil
		if err := r.oauth.Revoke(ctx, p.rec.RefreshToken); err != nil {
			r.log.Warn("fortnox: tokens of an ended connection not revoked", "err", err)
		}
		return stored, ErrDisconnected
	}
	r.pending = nil
	if stored.RefreshToken != p.rec.RefreshToken {
		r.log.Warn("fortnox: new tokens dropped, another pair was stored meanwhile", "tenant", stored.TenantID)
	}
	return stored, errDropped
}
