package engagement

import (
	"context"
	"fmt"
	"slices"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
)

// An EntryView is a closing entry as the list shows it.
type EntryView struct {
	closing.Entry
	Version    int64
	Transfer   Transfer
	Delivery   export.Item       // the latest delivery; zero when there is none
	Recognised export.Recognised // how it came back in the current import; zero when it did not
	Effect     string            // "result" when it touches the income statement, else "balance"
}

// Entries lists the closing entries in order of number, deleted ones too, and
// those of the next year after all others.
func (s *Service) Entries(ctx context.Context, by office.User, e Engagement) ([]EntryView, error) {
	parts, err := s.store.Digests(ctx, by.Office, e.ID, EntryPart)
	if err != nil {
		return nil, err
	}
	items, err := s.store.Deliveries(ctx, by.Office, e.ID)
	if err != nil {
		return nil, err
	}
	recognised := map[string]export.Recognised{}
	if e.Snapshot != "" {
		snap, err := s.Snapshot(ctx, by, e)
		if err != nil {
			return nil, err
		}
		for _, r := range snap.Recognised {
			recognised[r.Entry] = r
		}
	}
	return entryViews(parts, latestDeliveries(items), recognised)
}

func entryViews(parts []Part, deliveries map[string]export.Item, recognised map[string]export.Recognised) ([]EntryView, error) {
	v := newView(nil, nil)
	versions := map[string]int64{}
	for _, p := range parts {
		versions[p.ID.Key] = p.Version
		if err := v.add(p); err != nil {
			return nil, err
		}
	}
	v.sort()
	return v.entryViews(versions, deliveries, recognised), nil
}

func (v view) entryViews(versions map[string]int64, deliveries map[string]export.Item, recognised map[string]export.Recognised) []EntryView {
	excluded := map[string]bool{}
	for _, e := range v.entries {
		excluded[e.No] = e.Excluded
	}
	var views []EntryView
	for _, e := range slices.Concat(v.entries, v.next) {
		e.Excluded = e.Excluded || excluded[e.Of] // what was not transferred is not taken back
		views = append(views, EntryView{
			Entry: e, Version: versions[e.No], Transfer: transferOf(e, deliveries[e.No]),
			Delivery: deliveries[e.No], Recognised: recognised[e.No], Effect: effect(e),
		})
	}
	return views
}

func effect(e closing.Entry) string {
	for _, row := range e.Rows {
		if ledger.IsResult(row.Account) {
			return "result"
		}
	}
	return "balance"
}

// Entry finds one entry, or ErrNotFound.
func (s *Service) Entry(ctx context.Context, by office.User, e Engagement, no string) (EntryView, error) {
	views, err := s.Entries(ctx, by, e)
	if err != nil {
		return EntryView{}, err
	}
	for _, v := range views {
		if v.No == no {
			return v, nil
		}
	}
	return EntryView{}, ErrNotFound
}

// CreateEntry saves a new entry under the next number, which it gives back.
// Everything wrong with it comes as closing.Problems. One with Reverse set gets
// the entry that takes it back on the first day of the next year beside it.
func (s *Service) CreateEntry(ctx context.Context, by office.User, id string, e closing.Entry) (string, error) {
	err := s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		e.No, e.System, e.Next, e.Of, e.Draft, e.Saved = closing.NextNo(c.numbers()), "", closing.ThisYear, "", nil, s.now()
		if err := c.check(e); err != nil {
			return audit.Event{}, err
		}
		c.Save = append(c.Save, entryPart(e, 0))
		return s.event(by, id, "entry.created", e.No, e), nil
	})
	return e.No, err
}

// UpdateEntry changes an entry that has not been exported. version is the one
// that the person saw; another one is ErrConflict.
func (s *Service) UpdateEntry(ctx context.Context, by office.User, id string, e closing.Entry, version int64) error {
	return s.changeEntry(ctx, by, id, e.No, version, "entry.changed", func(c *Change, old *closing.Entry) error {
		e.Deleted, e.System, e.Next, e.Of, e.Draft, e.Saved = old.Deleted, "", closing.ThisYear, "", nil, s.now()
		*old = e
		return c.check(e)
	})
}

// DeleteEntry takes an entry away; it stays readable and can be restored.
func (s *Service) DeleteEntry(ctx context.Context, by office.User, id, no string, version int64) error {
	return s.changeEntry(ctx, by, id, no, version, "entry.deleted", func(_ *Change, e *closing.Entry) error {
		e.Deleted = true
		return nil
	})
}

// RestoreEntry brings a deleted entry back under its number.
func (s *Service) RestoreEntry(ctx context.Context, by office.User, id, no string, version int64) error {
	return s.changeEntry(ctx, by, id, no, version, "entry.restored", func(c *Change, e *closing.Entry) error {
		e.Deleted = false
		if !e.Whole() && e.Draft != nil {
			return nil
		}
		return c.check(*e)
	})
}

// ExcludeEntry marks an entry as not to be exported (ej aktuell för
// överföring), or takes the mark away.
func (s *Service) ExcludeEntry(ctx context.Context, by office.User, id, no string, version int64, excluded bool) error {
	return s.changeEntry(ctx, by, id, no, version, entryExcluded, func(c *Change, e *closing.Entry) error {
		if part, ok := c.Parts[PartID{EntryPart, e.Of}]; ok && !excluded {
			of, err := decode[closing.Entry](part.Digest)
			if err != nil {
				return err
			}
			if of.Excluded {
				return &BeforeError{no, []string{of.No}}
			}
		}
		e.Excluded = excluded
		return nil
	})
}

// entryExcluded is the only change that a person makes to an entry of the next
// year.
const entryExcluded = "entry.excluded"

func (s *Service) changeEntry(ctx context.Context, by office.User, id, no string, version int64, what string, f func(*Change, *closing.Entry) error) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		part, ok := c.Parts[PartID{EntryPart, no}]
		if !ok {
			return audit.Event{}, ErrNotFound
		}
		if part.Version != version {
			return audit.Event{}, ErrConflict
		}
		if c.delivered(no) {
			return audit.Event{}, fmt.Errorf("entry %s: %w", no, ErrDelivered)
		}
		before, err := decode[closing.Entry](part.Digest)
		if err != nil {
			return audit.Event{}, err
		}
		if before.System != "" {
			return audit.Event{}, fmt.Errorf("entry %s: %w", no, ErrSystem)
		}
		if before.Next != closing.ThisYear && what != entryExcluded {
			return audit.Event{}, fmt.Errorf("entry %s: %w", no, ErrFollows)
		}
		if no, ok := c.takenBack(before); ok {
			return audit.Event{}, &ReversedError{no}
		}
		after := before
		if err := f(c, &after); err != nil {
			return audit.Event{}, err
		}
		c.Save = append(c.Save, entryPart(after, version))
		return s.event(by, id, what, no, map[string]any{"from": before, "to": after}), nil
	})
}

func (c *Change) delivered(no string) bool {
	for _, it := range c.Deliveries {
		if it.Entry == no && it.State.Active() {
			return true
		}
	}
	return false
}

// numbers are those of all entries, deleted ones too.
func (c *Change) numbers() []string {
	var all []string
	for id := range c.Parts {
		if id.Kind == EntryPart {
			all = append(all, id.Key)
		}
	}
	return all
}

func (c *Change) check(e closing.Entry) error {
	if c.Totals == nil || len(c.Totals.Years) == 0 {
		return ErrNoImport
	}
	if problems := e.Check(booksOf(c.Head.Year, c.Totals.Years[0])); len(problems) > 0 {
		return problems
	}
	return nil
}

// booksOf is what an entry may refer to in a year with these totals.
func booksOf(year civil.Period, t ledger.YearTotals) closing.Books {
	chart := map[string]bool{}
	for _, a := range t.Accounts {
		chart[a.Number] = true
	}
	objects := map[[2]string]bool{}
	for _, o := range t.Objects {
		objects[[2]string{o.Dimension, o.Code}] = true
	}
	return closing.Books{
		Year:    year,
		Account: func(number string) bool { return chart[number] },
		Object:  func(dimension, code string) bool { return objects[[2]string{dimension, code}] },
	}
}
