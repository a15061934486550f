package engagement

import (
	"context"
	"errors"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// An Import is what the parts of a snapshot say: what a source has just read,
// or a snapshot that was read earlier.
type Import struct {
	ID       string // of the snapshot; empty: a new one
	Source   Source
	Program  string // version of the program that read it
	Requests int
	Book     *ledger.Book
	Findings []Finding
	Parts    []RawPart
	// Ledgers are the automatic bilagor as the sub-ledgers say, without number.
	// Nil leaves those that exist as they are.
	Ledgers []workpaper.Workpaper
	// Late are the suppliers' invoices that were booked in no year up to the closing
	// date and came in the year after it, or were not booked when they were read.
	Late []schedule.Invoice
	Next *Opening // how next year began; nil when it is not known
	// NextYear is next year with its vouchers, nil when they were not read.
	NextYear *ledger.Year
	Locked   civil.Date // the last day that the program had locked; zero when none, or not known
}

// Adopt saves what was just read as an immutable snapshot. The first one, and
// one that says the same as the current import, is taken in at once, in the same
// transaction. Any other becomes the candidate, and waits for TakeIn; taken says
// which. ErrSource: the data source was changed meanwhile.
func (s *Service) Adopt(ctx context.Context, by office.User, id string, imp Import) (snap Snapshot, taken bool, err error) {
	if imp.ID == "" {
		imp.ID = office.NewID()
	}
	snap = Snapshot{
		ID: imp.ID, Source: imp.Source, At: s.now(), By: by.ID, Program: imp.Program,
		Requests: imp.Requests, Findings: imp.Findings, Totals: imp.Book.Totals(), Next: imp.Next, Locked: imp.Locked,
	}
	for _, y := range snap.Totals.Years {
		snap.Years = append(snap.Years, YearCount{y.Period, y.Vouchers})
	}
	for range 3 {
		if taken, err = s.adopt(ctx, by, id, imp, snap); !errors.Is(err, ErrMoved) {
			break
		}
	}
	if err == nil {
		s.books.Keep(by.Office, snap.ID, imp.Book)
	}
	return snap, taken, err
}

func (s *Service) adopt(ctx context.Context, by office.User, id string, imp Import, snap Snapshot) (taken bool, err error) {
	if !by.MayWrite() {
		return false, ErrForbidden
	}
	p, err := s.preview(ctx, by, id, imp, snap)
	if err != nil {
		return false, err
	}
	e, err := s.Get(ctx, by, id)
	if err != nil {
		return false, err
	}
	taken = !e.Locked && (p.First() || p.calm)
	what := "import.read"
	if taken {
		what = "import.adopted"
	}
	err = s.changeLocked(ctx, by, id, p.bodies, func(c *Change) (audit.Event, error) {
		switch {
		case c.Head.Locked && taken:
			return audit.Event{}, ErrMoved // locked meanwhile: once more, as what waits
		case c.Head.Source != imp.Source:
			return audit.Event{}, ErrSource
		case c.Head.Snapshot != p.From:
			return audit.Event{}, ErrMoved
		}
		c.Snapshot = &NewSnapshot{Snapshot: snap, Parts: imp.Parts}
		c.HeadChanged = true
		if c.Head.Candidate = ""; taken {
			if err := c.takeIn(imp, p, s.now(), by); err != nil {
				return audit.Event{}, err
			}
		} else {
			c.Head.Candidate = snap.ID
		}
		return s.event(by, id, what, snap.ID, map[string]any{
			"source": imp.Source, "vouchers": snap.Totals.Years[0].Vouchers, "findings": len(snap.Findings),
		}), nil
	})
	return taken, err
}

// TakeIn makes a snapshot of the engagement the current import: one that was
// just read, or an earlier one. imp is what its parts say; previous is the
// snapshot that was current when the person was shown what would change. ErrMoved
// when another one was taken in since; nothing happens when it is current already.
func (s *Service) TakeIn(ctx context.Context, by office.User, id string, imp Import, previous string) error {
	if !by.MayWrite() {
		return ErrForbidden
	}
	snap, err := s.store.Snapshot(ctx, by.Office, id, imp.ID)
	if err != nil {
		return err
	}
	p, err := s.preview(ctx, by, id, imp, snap)
	switch {
	case err != nil:
		return err
	case p.From == imp.ID:
		return nil
	case p.From != previous:
		return ErrMoved
	}
	return s.change(ctx, by, id, p.bodies, func(c *Change) (audit.Event, error) {
		if c.Head.Snapshot != previous {
			return audit.Event{}, ErrMoved
		}
		if err := c.takeIn(imp, p, s.now(), by); err != nil {
			return audit.Event{}, err
		}
		return s.event(by, id, "import.taken-in", imp.ID, map[string]any{"from": previous, "vouchers": p.Counts, "suspended": p.Suspended()}), nil
	})
}

// Decline leaves a candidate as it is: kept among the imports, and not in use.
func (s *Service) Decline(ctx context.Context, by office.User, id, snapshot string) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		if c.Head.Candidate != snapshot {
			return audit.Event{}, ErrNotFound
		}
		c.Head.Candidate, c.HeadChanged = "", true
		return s.event(by, id, "import.declined", snapshot, nil), nil
	})
}
