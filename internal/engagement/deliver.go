package engagement

import (
	"context"
	"fmt"
	"slices"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/office"
)

// Freeze makes the delivery of an entry: exactly the bytes to send.
type Freeze func(e closing.Entry) (export.Item, error)

// Deliver queues the chosen entries, in the order given, in one transaction
// with its event. Entries that are delivered or on their way already are left
// alone, so that asking twice sends once; ErrNoEntries when nothing is left.
// series is remembered as the proposal for next time.
func (s *Service) Deliver(ctx context.Context, by office.User, id, series string, chosen []string, freeze Freeze) ([]export.Item, error) {
	var queued []export.Item
	asked := s.now() // the same for all: it tells what was asked for together
	err := s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		queued = nil
		entries, err := c.entries()
		if err != nil {
			return audit.Event{}, err
		}
		if err := c.checkSystem(s.now(), chosen); err != nil {
			return audit.Event{}, err
		}
		if err := c.checkBefore(chosen); err != nil {
			return audit.Event{}, err
		}
		for _, no := range inTurn(chosen, entries) {
			e, ok := entries[no]
			if !ok || e.Deleted {
				return audit.Event{}, fmt.Errorf("entry %s: %w", no, ErrNotFound)
			}
			again := slices.ContainsFunc(queued, func(it export.Item) bool { return it.Entry == no })
			if again || c.delivered(no) || e.Excluded {
				continue
			}
			if e.Draft != nil {
				return audit.Event{}, fmt.Errorf("entry %s: %w", no, ErrDraft)
			}
			if err := c.check(e); err != nil {
				return audit.Event{}, fmt.Errorf("entry %s: %w", no, err)
			}
			it, err := freeze(e)
			if err != nil {
				return audit.Event{}, fmt.Errorf("entry %s: %w", no, err)
			}
			it.Engagement, it.Entry, it.AskedBy, it.AskedAt = id, no, by.ID, asked
			queued = append(queued, it)
		}
		if len(queued) == 0 {
			return audit.Event{}, ErrNoEntries
		}
		c.Deliver = queued
		c.Head.Series, c.HeadChanged = series, true
		return s.event(by, id, "export.asked", series, summaryOf(queued)), nil
	})
	if err != nil {
		return nil, err
	}
	return queued, nil
}

func summaryOf(items []export.Item) map[string]string {
	hashes := map[string]string{}
	for _, it := range items {
		hashes[it.Entry] = it.Hash
	}
	return hashes
}

// Deliveries lists every delivery of the engagement, in the order asked.
func (s *Service) Deliveries(ctx context.Context, by office.User, id string) ([]export.Item, error) {
	if _, err := s.Get(ctx, by, id); err != nil {
		return nil, err
	}
	return s.store.Deliveries(ctx, by.Office, id)
}

// Decide records what a person decided about a delivery that waits for it.
func (s *Service) Decide(ctx context.Context, by office.User, id, delivery string, d export.Decision, number int64) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		for _, it := range c.Deliveries {
			if it.ID != delivery {
				continue
			}
			decided, err := export.Decide(it, d, number, s.now())
			if err != nil {
				return audit.Event{}, err
			}
			c.Decided = append(c.Decided, decided)
			if decided.State == export.Cancelled {
				if err := c.giveUpAfter(it.Entry); err != nil {
					return audit.Event{}, err
				}
			}
			return s.event(by, id, "export.decided", it.Entry, map[string]any{"decision": d, "number": number, "from": it.State, "to": decided.State}), nil
		}
		return audit.Event{}, ErrNotFound
	})
}

// NoteDelivery recomputes the summary after the worker moved deliveries on, and
// records what came of them.
func (s *Service) NoteDelivery(ctx context.Context, by office.User, id string, it export.Item) error {
	return s.changeLocked(ctx, by, id, nil, func(*Change) (audit.Event, error) {
		return s.event(by, id, "export."+string(it.State), it.Entry, map[string]any{"receipt": it.Receipt, "reason": it.Reason, "attempt": it.Attempt}), nil
	})
}

// NoteLateReceipt keeps the number that Fortnox gave a worker whose delivery
// another had taken over meanwhile: it decides nothing, and is evidence for whoever
// asks. Source: safety requirement R27.
func (s *Service) NoteLateReceipt(ctx context.Context, by office.User, id string, it export.Item) error {
	return s.changeLocked(ctx, by, id, nil, func(*Change) (audit.Event, error) {
		return s.event(by, id, "export.late-receipt", it.Entry, map[string]any{"receipt": it.Receipt, "attempt": it.Attempt, "marker": it.Marker}), nil
	})
}

// HurryDeliveries lets a worker take up at once the deliveries that wait for
// one: those whose outcome is unknown, those that are still to be sent, and
// those of which something was found that a person doubts. now is the store's
// clock, by which they wait. ErrNoEntries when there are none.
func (s *Service) HurryDeliveries(ctx context.Context, by office.User, id string, now time.Time) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		var entries []string
		for _, it := range c.Deliveries {
			if it.State == export.Unknown || it.State == export.Queued {
				entries = append(entries, it.Entry)
				if it.NotBefore.After(now) { // else a worker may have it in hand
					it.NotBefore = time.Time{}
					c.Decided = append(c.Decided, it)
				}
			}
			if again, ok := export.LookAgain(it); ok {
				entries = append(entries, it.Entry)
				c.Decided = append(c.Decided, again)
			}
		}
		if len(entries) == 0 {
			return audit.Event{}, ErrNoEntries
		}
		return s.event(by, id, "export.looked-for", "", entries), nil
	})
}
