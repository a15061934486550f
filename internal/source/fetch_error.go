package source

import (
	"context"
	"errors"
	"fmt"

	"bokslut/fortnox"
	"bokslut/internal/civil"
)

// A WrongCompanyError says that the connection leads to another company than
// the engagement's. Nothing but the company's own data was read.
type WrongCompanyError struct {
	Want, Got string // organisation numbers
	Name      string // of the company that was reached
}

func (e *WrongCompanyError) Error() string {
	return fmt.Sprintf("connection leads to %s, %s, want %s", e.Got, e.Name, e.Want)
}

// A WrongTenantError says that the connection leads to another Fortnox database
// than the client's, although the organisation number is the same.
type WrongTenantError struct{ Want, Got int64 }

func (e *WrongTenantError) Error() string {
	return fmt.Sprintf("connection leads to database %d, want %d", e.Got, e.Want)
}

// A NoSuchYearError says that Fortnox has no financial year that overlaps the
// engagement's.
type NoSuchYearError struct {
	Want civil.Period
	Have []civil.Period
}

func (e *NoSuchYearError) Error() string {
	return fmt.Sprintf("no financial year overlaps %s, there are %v", e.Want, e.Have)
}

// Reason says why reading failed, in terms of what to do about it.
type Reason string

const (
	ReasonScope     Reason = "scope"     // connect again with more rights
	ReasonLicence   Reason = "licence"   // the company lacks the licence in Fortnox
	ReasonRight     Reason = "right"     // the user who connected may not see it
	ReasonLogin     Reason = "login"     // the connection is no longer accepted
	ReasonBusy      Reason = "busy"      // Fortnox lets fewer requests through, or answers too slowly: later
	ReasonUnreached Reason = "unreached" // the line is broken, or Fortnox is down: later
	ReasonAnswer    Reason = "answer"    // what came could not be read
	ReasonRefused   Reason = "refused"   // Fortnox said no for another reason
	ReasonCanceled  Reason = "canceled"  // we stopped ourselves
	ReasonOther     Reason = "other"
)

// A FetchError says which part could not be read, and why. Code and Message are
// Fortnox's own, 0 and empty when it gave none.
type FetchError struct {
	Kind    string
	Reason  Reason
	Code    int64
	Message string
	Err     error
}

func (e *FetchError) Error() string { return fmt.Sprintf("read %s from Fortnox: %v", e.Kind, e.Err) }

// Unwrap gives the cause.
func (e *FetchError) Unwrap() error { return e.Err }

// fetchError sorts an error of the client under what to do about it.
func fetchError(kind string, err error) *FetchError {
	e := &FetchError{Kind: kind, Reason: reason(err), Err: err}
	var answer *fortnox.Error
	if errors.As(err, &answer) {
		e.Code, e.Message = answer.Code, answer.Message
	}
	return e
}

func reason(err error) Reason {
	var (
		answer  *fortnox.Error
		rate    *fortnox.RateLimitError
		network *fortnox.TransportError
		decode  *fortnox.DecodeError
		large   *fortnox.TooLargeError
	)
	switch {
	case errors.Is(err, context.Canceled):
		return ReasonCanceled
	case errors.Is(err, fortnox.ErrMissingScope):
		return ReasonScope
	case errors.Is(err, fortnox.ErrMissingLicence):
		return ReasonLicence
	case errors.Is(err, fortnox.ErrForbidden), errors.Is(err, fortnox.ErrNoRight):
		return ReasonRight
	case errors.Is(err, fortnox.ErrUnauthorized):
		return ReasonLogin
	case errors.As(err, &rate), errors.Is(err, context.DeadlineExceeded), errors.Is(err, fortnox.ErrMoving):
		return ReasonBusy
	case errors.As(err, &network), errors.As(err, &answer) && answer.Status >= 500:
		return ReasonUnreached
	case errors.As(err, &decode), errors.As(err, &large):
		return ReasonAnswer
	case errors.As(err, &answer):
		return ReasonRefused
	}
	return ReasonOther
}

// withheld tells whether the connection may not read this, which does not hinder
// reading the rest.
func (e *FetchError) withheld() bool {
	return e.Reason == ReasonScope || e.Reason == ReasonLicence || e.Reason == ReasonRight
}
