package jobs

import (
	"context"
	"errors"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// ErrRestored says that the database comes from a backup or a copy, and that the
// engagement was not compared with Fortnox since.
var ErrRestored = errors.New("the database was restored and the engagement was not imported since")

// compared is the rule that nothing is sent after a restore before an import of
// the engagement has been taken in: what was sent after the backup stands in the
// books then, and the look before each send finds what a delivery forgot.
// Source: safety requirement R29.
func (s *Service) compared(ctx context.Context, by office.User, e engagement.Engagement) error {
	at, err := s.store.Restored(ctx)
	if err != nil || at.IsZero() {
		return err
	}
	snap, err := s.engagements.Snapshot(ctx, by, e)
	if err != nil {
		return err
	}
	if !snap.At.After(at) || snap.Source != engagement.Fortnox {
		return ErrRestored
	}
	return nil
}
