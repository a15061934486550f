package office

import (
	"context"
	"errors"

	"bokslut/internal/audit"
	"bokslut/internal/money"
)

// Rules are what the firm has decided for all its engagements. A limit that is
// nil is not set; amounts are öre and never negative.
type Rules struct {
	// MaxExplained is the largest difference that may be signed with an
	// explanation; nil lets any pass.
	MaxExplained *money.Amount `json:"maxExplained,omitempty"`
	// Materiality (väsentlighetsgräns) is the largest change of an account after a
	// sign-off that a person may accept without signing anew; nil lets none pass.
	Materiality *money.Amount `json:"materiality,omitempty"`
	// Checklist is the firm's own; nil is the one that the program comes with.
	Checklist *Checklist `json:"checklist,omitempty"`
	Version   int64      `json:"-"`
}

// ErrLimit says that a limit is no amount that can be one.
var ErrLimit = errors.New("the limit is negative or beyond reason")

// Rules gives the rules of the office.
func (s *Service) Rules(ctx context.Context, by User) (Rules, error) {
	return s.store.Rules(ctx, by.Office)
}

// SetRules changes the limits of the office; its checklist stays. Only an administrator may; a stale
// Version is ErrConflict, a negative limit a *FieldError: explained, materiality.
func (s *Service) SetRules(ctx context.Context, by User, r Rules) error {
	if by.Role != Admin {
		return ErrForbidden
	}
	for field, limit := range map[string]*money.Amount{"explained": r.MaxExplained, "materiality": r.Materiality} {
		if err := CheckLimit(field, limit); err != nil {
			return err
		}
	}
	now, err := s.store.Rules(ctx, by.Office)
	if err != nil {
		return err
	}
	r.Checklist = now.Checklist
	return s.store.SaveRules(ctx, by.Office, r, audit.Event{
		Office: by.Office, Stream: audit.OfficeStream, At: s.now(), User: by.ID, What: "office.rules-changed", Object: by.Office, Detail: audit.Detail(r),
	})
}

// CheckLimit refuses a limit that is negative or beyond reason (a billion kronor).
func CheckLimit(field string, limit *money.Amount) error {
	if limit != nil && (*limit < 0 || *limit > 1e11) {
		return &FieldError{field, ErrLimit}
	}
	return nil
}

// Choice gives what the user has chosen for a view, or nothing.
func (s *Service) Choice(ctx context.Context, by User, key string) (string, error) {
	return s.store.Choice(ctx, by.Office, by.ID, key)
}

// SetChoice keeps what the user has chosen for a view. It is no part of any
// engagement: a reader has choices too, and no event tells of them.
func (s *Service) SetChoice(ctx context.Context, by User, key, value string) error {
	return s.store.SaveChoice(ctx, by.Office, by.ID, key, value)
}
