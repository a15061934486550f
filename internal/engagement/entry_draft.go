package engagement

import (
	"context"
	"fmt"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/office"
)

// SaveDraft keeps an entry as it was typed, without judging it. An empty no
// makes a new entry, which is a draft until it is saved whole. The saved rows of
// an entry go on counting while it has a draft beside them. version is the one
// that the person saw; another one is ErrConflict. It gives back the number and
// the new version.
func (s *Service) SaveDraft(ctx context.Context, by office.User, id, no string, d closing.Draft, version int64) (string, int64, error) {
	d = d.Cut()
	d.At, d.By = s.now(), by.ID
	if no == "" {
		err := s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
			if c.Totals == nil {
				return audit.Event{}, ErrNoImport
			}
			e := closing.Entry{No: closing.NextNo(c.numbers()), Draft: &d}
			no = e.No
			c.Save = append(c.Save, entryPart(e, 0))
			return s.event(by, id, "entry.drafted", no, nil), nil
		})
		return no, 1, err
	}
	err := s.changeEntry(ctx, by, id, no, version, "entry.drafted", func(_ *Change, e *closing.Entry) error {
		if e.Deleted {
			return fmt.Errorf("entry %s: %w", no, ErrNotFound)
		}
		e.Draft = &d
		return nil
	})
	return no, version + 1, err
}

// DropDraft throws away what was typed and not saved whole. An entry that was
// only a draft is deleted; it stays readable.
func (s *Service) DropDraft(ctx context.Context, by office.User, id, no string, version int64) error {
	return s.changeEntry(ctx, by, id, no, version, "entry.draft-dropped", func(_ *Change, e *closing.Entry) error {
		if !e.Whole() {
			e.Deleted = true
			return nil
		}
		e.Draft = nil
		return nil
	})
}
