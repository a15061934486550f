package fortnox

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// refreshed gives a record that serves w, after a refresh if one is needed. The
// caller has the turn.
func (r *RotatingTokens) refreshed(ctx context.Context, w tokenWish) (TokenRecord, error) {
	if err := r.flush(ctx); err != nil {
		return TokenRecord{}, err
	}
	rec, err := r.load(ctx)
	if err != nil {
		return rec, err
	}
	switch step := planToken(rec, w); step {
	case stepUse, stepLogin, stepDisconnected:
		return r.finish(ctx, rec, w, step)
	}
	holder, begin, rec, err := r.leased(ctx, w)
	if err != nil || holder == "" {
		return rec, err
	}
	// What has begun is finished, also when the caller has gone.
	ctx = context.WithoutCancel(ctx)
	defer r.release(ctx, holder)
	return r.underLease(ctx, w, begin)
}

func (r *RotatingTokens) release(ctx context.Context, holder string) {
	ctx, cancel := context.WithTimeout(ctx, storeWait)
	defer cancel()
	if err := r.store.Release(ctx, holder); err != nil {
		r.log.Warn("fortnox: token lease not released, it will expire", "err", err)
	}
}

// maxRounds bounds underLease whatever the store and Fortnox answer.
const maxRounds = 6

// underLease repeats read, plan and act until w is served or cannot be.
func (r *RotatingTokens) underLease(ctx context.Context, w tokenWish, begin time.Time) (TokenRecord, error) {
	last := errors.New("a refresh was tried a short while ago")
	var rec TokenRecord
	for range maxRounds {
		var err error
		if rec, err = r.load(ctx); err != nil {
			return rec, err
		}
		pause := time.Duration(0)
		switch step := planToken(rec, w); step {
		case stepRefresh:
			if r.late(begin, leaseSpare) {
				return r.orUsable(rec, w, &RetryLaterError{After: leasePoll, Err: errLeaseEnds})
			}
			got, outcome, err := r.attempt(ctx, rec, begin)
			switch last = err; outcome {
			case tokenGot:
				return got, nil
			case tokenClient, tokenUnsaved:
				return r.orUsable(rec, w, err)
			case tokenNotSent:
				pause = unsentPause
			}
		case stepWait:
			pause = rec.NotBefore.Sub(rec.Now)
			if rec.usable(w) || pause > lostPause {
				return r.orUsable(rec, w, &RetryLaterError{After: pause, Err: last})
			}
		default:
			return r.finish(ctx, rec, w, step)
		}
		if err := sleep(ctx, r.clock, pause); err != nil {
			return rec, err
		}
	}
	return r.orUsable(rec, w, &RetryLaterError{After: lostPause, Err: last})
}

// unsentPause is the wait after a request that could not be sent.
const unsentPause = 500 * time.Millisecond

var errLeaseEnds = errors.New("the lease is about to end")

// late tells whether less than spare is left of a lease asked for at begin.
func (r *RotatingTokens) late(begin time.Time, spare time.Duration) bool {
	return elapsed(begin, r.clock.Now()) > leaseFor-spare
}

func (r *RotatingTokens) orUsable(rec TokenRecord, w tokenWish, err error) (TokenRecord, error) {
	if rec.usable(w) {
		return rec, nil
	}
	return rec, err
}

// finish turns a step without network into its answer. A refresh token that is
// used up is stored as such, so that all instances know.
func (r *RotatingTokens) finish(ctx context.Context, rec TokenRecord, w tokenWish, step tokenStep) (TokenRecord, error) {
	if step == stepUse {
		return rec, nil
	}
	r.forget()
	if step == stepDisconnected {
		return rec, ErrDisconnected
	}
	if rec.State == TokenLoginRequired {
		return rec, ErrLoginRequired
	}
	lost := rec
	lost.State = TokenLoginRequired
	err := r.save(ctx, rec.Version, lost)
	if errors.Is(err, ErrConflict) {
		if now, err := r.load(ctx); err == nil && planToken(now, w) == stepUse {
			return now, nil
		}
	}
	if err != nil {
		r.log.Warn("fortnox: lost login not saved", "err", err)
	}
	return rec, ErrLoginRequired
}

// attempt marks the record, sends one refresh and saves what came of it. With
// tokenGot the new pair is saved and may be used.
func (r *RotatingTokens) attempt(ctx context.Context, before TokenRecord, begin time.Time) (TokenRecord, tokenOutcome, error) {
	asked := r.clock.Now()
	marked := before.marked()
	if err := r.save(ctx, before.Version, marked); err != nil {
		if errors.Is(err, ErrConflict) {
			return before, tokenMoved, err
		}
		return before, tokenUnsaved, err
	}
	marked.Version = before.Version + 1
	var tok Token
	err := error(&TransportError{Sent: false, Err: errLeaseEnds})
	if !r.late(begin, postTimeout) {
		tok, err = r.oauth.Refresh(ctx, before.RefreshToken)
	}
	outcome := classifyRefresh(err)
	now := before.Now.Add(elapsed(asked, r.clock.Now()))
	after := settleToken(before, marked, outcome, tok, oauthWait(err), now)
	if outcome == tokenGot {
		r.pending = &latePair{version: marked.Version, used: before.RefreshToken, rec: after}
		return r.savePending(ctx)
	}
	r.log.Warn("fortnox: refresh gave no tokens", "tenant", before.TenantID, slog.Any("err", err))
	r.saveOutcome(ctx, marked.Version, after)
	return after, outcome, err
}

// saveOutcome saves what came of a refresh without new pair, trying again for a
// few seconds: a mark that stays counts as one lost answer.
func (r *RotatingTokens) saveOutcome(ctx context.Context, old int64, rec TokenRecord) {
	var err error
	for wait := 100 * time.Millisecond; wait < 4*time.Second; wait *= 2 {
		if err = r.save(ctx, old, rec); err == nil || errors.Is(err, ErrConflict) {
			return
		}
		if sleep(ctx, r.clock, wait) != nil {
			break
		}
	}
	r.log.Warn("fortnox: outcome of refresh not saved", "err", err)
}

func oauthWait(err error) time.Duration {
	var oe *OAuthError
	if errors.As(err, &oe) {
		return oe.RetryAfter
	}
	return 0
}
