package fortnox

import (
	"errors"
	"net/http"
	"time"
)

const (
	refreshMargin = 5 * time.Minute  // refresh this long before the access token expires
	usableMargin  = 10 * time.Second // never use a token shorter than this
	lostPause     = 5 * time.Second  // before the old token is tried once more
	maxBusyPause  = time.Hour
	// A refresh that is marked and never heard of again may not have been sent
	// at all, so it weighs half of one that was sent and got no answer. After two
	// of those, or four deaths, the refresh token is given up unproved.
	markWeight    = 1
	lostWeight    = 2
	maxUnanswered = 2 * lostWeight
)

// A tokenWish is what a caller needs.
type tokenWish struct {
	not   string // an access token that will not do: rejected, or to be renewed
	force bool   // only a completed refresh will do, not the old access token
}

type tokenStep int

const (
	stepUse          tokenStep = iota // the stored access token will do
	stepRefresh                       // mark, then call
	stepWait                          // not before NotBefore
	stepLogin                         // only a person can help
	stepGiveUp                        // as stepLogin, to be decided and saved under the lease
	stepDisconnected                  // ended on our side
)

// planToken says what to do with a freshly read record. It touches nothing.
func planToken(r TokenRecord, w tokenWish) tokenStep {
	switch {
	case r.State == TokenDisconnected:
		return stepDisconnected
	case r.State == TokenLoginRequired:
		return stepLogin
	case r.good(w, refreshMargin):
		return stepUse
	case r.RefreshToken == "":
		return stepLogin
	case r.Unanswered >= maxUnanswered:
		return stepGiveUp
	case r.Now.Before(r.NotBefore):
		return stepWait
	}
	return stepRefresh
}

// good tells whether the stored access token satisfies w for margin more, or a
// fifth of its life if that is shorter.
func (r TokenRecord) good(w tokenWish, margin time.Duration) bool {
	margin = min(margin, r.ExpiresAt.Sub(r.RefreshedAt)/5)
	return r.AccessToken != "" && r.AccessToken != w.not && r.ExpiresAt.Sub(r.Now) > margin
}

// usable tells whether w can be served while no refresh can be had.
func (r TokenRecord) usable(w tokenWish) bool {
	return !w.force && r.good(w, usableMargin) && (r.State == TokenConnected || r.State == TokenRefreshing)
}

// marked is r as it must be saved before a refresh is sent.
func (r TokenRecord) marked() TokenRecord {
	r.State = TokenRefreshing
	r.Unanswered += markWeight
	return r
}

// A tokenOutcome is what is known after a refresh was tried.
type tokenOutcome int

const (
	tokenGot     tokenOutcome = iota // a new pair
	tokenNotSent                     // no complete request left the machine
	tokenLost                        // sent, and no readable answer
	tokenGone                        // the refresh token does not work
	tokenClient                      // our client id or secret is wrong
	tokenBusy                        // answered 429, 5xx or oddly: try later
	tokenMoved                       // another pair is stored: read again
	tokenUnsaved                     // the store failed: nothing was sent, or the new pair waits in memory
)

// classifyRefresh names the outcome of [OAuth.Refresh].
func classifyRefresh(err error) tokenOutcome {
	if err == nil {
		return tokenGot
	}
	if errors.Is(err, ErrClientRefused) {
		return tokenClient
	}
	var te *TransportError
	if errors.As(err, &te) && !te.Sent {
		return tokenNotSent
	}
	var oe *OAuthError
	switch {
	case !errors.As(err, &oe):
		return tokenLost
	case oe.Code == "invalid_grant":
		return tokenGone
	case oe.Status == http.StatusRequestTimeout:
		return tokenLost
	case oe.Status == http.StatusBadRequest:
		return tokenLost
	}
	return tokenBusy
}

// settleToken is the record to save after a refresh of before, which had been
// saved as marked. now is the store's clock after the call; a new token's life
// counts from before the call.
func settleToken(before, marked TokenRecord, o tokenOutcome, t Token, wait time.Duration, now time.Time) TokenRecord {
	switch o {
	case tokenGot:
		r := NewTokenRecord(t, before.Now)
		r.RefreshToken = or(r.RefreshToken, before.RefreshToken)
		if r.TenantID == 0 {
			r.TenantID = before.TenantID
		}
		if len(r.Scopes) == 0 {
			r.Scopes = before.Scopes
		}
		return r
	case tokenLost:
		marked.Unanswered += lostWeight - markWeight
		marked.NotBefore = now.Add(lostPause)
		return marked
	case tokenGone:
		marked.State = TokenLoginRequired
		return marked
	case tokenBusy:
		before.Failures++
		before.NotBefore = now.Add(max(wait, busyPause(before.Failures)))
	}
	return before
}

// busyPause grows from 5 seconds to an hour. An answer that says "busy" costs no
// try: whether the pair was rotated shows when the old one is tried again.
func busyPause(failures int) time.Duration {
	return min(lostPause<<min(failures-1, 20), maxBusyPause)
}

type lateStep int

const (
	lateSave   lateStep = iota // still the pair we used: ours is the only good one
	lateRevoke                 // disconnected meanwhile: end the new pair too
	lateDrop                   // another pair is stored: use that
)

// lateToken says what to do with a new pair, got for the refresh token used,
// when stored had moved on before it could be saved.
func lateToken(stored TokenRecord, used string) lateStep {
	switch {
	case stored.State == TokenDisconnected:
		return lateRevoke
	case stored.RefreshToken == used:
		return lateSave
	}
	return lateDrop
}
