package engagement

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"bokslut/internal/audit"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// Terms are what the sign-offs of one engagement follow.
type Terms struct {
	Review ReviewRule `json:"review,omitempty"`
	// Materiality replaces the firm's threshold (väsentlighetsgräns) when it is not
	// nil. Öre, never negative.
	Materiality *money.Amount    `json:"materiality,omitempty"`
	Lock        *workpaper.Stamp `json:"lock,omitempty"` // who locked it last
	Unlock      *Unlocking       `json:"unlock,omitempty"`
}

// Unlocking is who unlocked an engagement last, and why.
type Unlocking struct {
	workpaper.Stamp
	Reason string `json:"reason"`
}

// ReviewRule says which bilagor a second person reviews (granskning).
type ReviewRule string

// The rules: ingen, valda bilagor, alla.
const (
	ReviewNone   ReviewRule = ""
	ReviewChosen ReviewRule = "chosen"
	ReviewAll    ReviewRule = "all"
)

// Valid tells whether the rule is one of them.
func (r ReviewRule) Valid() bool { return r == ReviewNone || r == ReviewChosen || r == ReviewAll }

// Asks tells whether the rule asks for a review of a bilaga.
func (r ReviewRule) Asks(w workpaper.Digest) bool {
	return r == ReviewAll || r == ReviewChosen && w.ToReview
}

// Reasons why a sign-off, a review or a lock is refused.
var (
	ErrNoReview  = errors.New("the terms of the engagement ask for no review of the workpaper")
	ErrOwnReview = errors.New("the reviewer is the one who signed")
	ErrNotSigned = errors.New("the workpaper has no sign-off that holds")
	ErrNoLimit   = errors.New("no materiality threshold is set")
	ErrOnTheWay  = errors.New("entries are on their way to the bookkeeping program")
	ErrUnlocked  = errors.New("the engagement is not locked")
	ErrTextLong  = errors.New("the text is too long")
)

// A LimitError says that a difference is larger than the firm lets anybody
// explain.
type LimitError struct{ Limit money.Amount }

func (e *LimitError) Error() string { return "difference above the limit of " + e.Limit.String() }

// An ExplainedError says that the amount that was explained is not the
// difference.
type ExplainedError struct{ Diff money.Amount }

func (e *ExplainedError) Error() string { return "the difference is " + e.Diff.String() }

// A MaterialError says that a change after a sign-off is larger than the
// threshold.
type MaterialError struct{ Change, Limit money.Amount }

func (e *MaterialError) Error() string {
	return "change of " + e.Change.String() + " above the threshold of " + e.Limit.String()
}

// Lock stops every change until the engagement is unlocked. Imports are still
// read, and wait. ErrOnTheWay while entries are being transferred.
func (s *Service) Lock(ctx context.Context, by office.User, id string) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		for _, it := range c.Deliveries {
			if it.State.ForWorker() {
				return audit.Event{}, ErrOnTheWay
			}
		}
		c.Head.Locked, c.HeadChanged = true, true
		c.Head.Terms.Lock = &workpaper.Stamp{By: by.ID, Name: by.Name, At: s.now()}
		return s.event(by, id, "engagement.locked", "", c.Summary), nil
	})
}

// Unlock lets the engagement be changed again. It takes a reason, which stays.
func (s *Service) Unlock(ctx context.Context, by office.User, id, reason string) error {
	switch reason = strings.TrimSpace(reason); {
	case reason == "":
		return &office.FieldError{Field: "reason", Err: ErrText}
	case utf8.RuneCountInString(reason) > maxReason:
		return &office.FieldError{Field: "reason", Err: ErrTextLong}
	}
	return s.changeLocked(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		if !c.Head.Locked {
			return audit.Event{}, ErrUnlocked
		}
		c.Head.Locked, c.HeadChanged = false, true
		c.Head.Terms.Unlock = &Unlocking{workpaper.Stamp{By: by.ID, Name: by.Name, At: s.now()}, reason}
		return s.event(by, id, "engagement.unlocked", "", map[string]string{"reason": reason}), nil
	})
}

// maxReason is how many characters a reason may have.
const maxReason = 2000
