package memory

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// CreateEngagement implements engagement.Store.
func (s *Store) CreateEngagement(ctx context.Context, e engagement.Engagement, event audit.Event) error {
	return s.write(ctx, func() error {
		for k, b := range s.binders {
			if k.office == e.Office && b.head.Client.ID == e.Client.ID && b.head.Year.From == e.Year.From {
				return engagement.ErrTaken
			}
		}
		e.Version = 1
		s.binders[key{e.Office, e.ID}] = &binder{head: e, parts: map[engagement.PartID]engagement.Part{}, kept: map[string][]byte{}}
		s.append(event)
		return nil
	})
}

// head is a head with its client as it is now.
func (s *Store) head(b *binder) engagement.Engagement {
	e := b.head
	e.Client = s.clients[key{e.Office, e.Client.ID}]
	return e
}

func (s *Store) binder(firm, id string) (*binder, error) {
	b, ok := s.binders[key{firm, id}]
	if !ok {
		return nil, engagement.ErrNotFound
	}
	return b, nil
}

// Engagement implements engagement.Store.
func (s *Store) Engagement(ctx context.Context, firm, id string) (engagement.Engagement, error) {
	return read(ctx, s, func() (engagement.Engagement, error) {
		b, err := s.binder(firm, id)
		if err != nil {
			return engagement.Engagement{}, err
		}
		return s.head(b), nil
	})
}

// Engagements implements engagement.Store.
func (s *Store) Engagements(ctx context.Context, firm string) ([]engagement.Listed, error) {
	return read(ctx, s, func() ([]engagement.Listed, error) {
		var all []engagement.Listed
		for k, b := range s.binders {
			if k.office == firm {
				all = append(all, engagement.Listed{Engagement: s.head(b), ImportedAt: s.snapshots[key{firm, b.head.Snapshot}].At})
			}
		}
		slices.SortFunc(all, func(a, b engagement.Listed) int {
			return cmp.Or(byName(a.Client.Name, b.Client.Name), cmp.Compare(b.Year.To.String(), a.Year.To.String()), cmp.Compare(a.ID, b.ID))
		})
		return all, nil
	})
}

// YearBefore implements engagement.Store.
func (s *Store) YearBefore(ctx context.Context, firm, client string, from civil.Date) (engagement.Engagement, error) {
	return read(ctx, s, func() (engagement.Engagement, error) {
		return within{s, firm}.YearBefore(client, from)
	})
}

// Snapshot implements engagement.Store.
func (s *Store) Snapshot(ctx context.Context, firm, id, snap string) (engagement.Snapshot, error) {
	return read(ctx, s, func() (engagement.Snapshot, error) {
		known, ok := s.snapshots[key{firm, snap}]
		if !ok || known.engagement != id {
			return engagement.Snapshot{}, engagement.ErrNotFound
		}
		return known.Snapshot, nil
	})
}

// Snapshots implements engagement.Store.
func (s *Store) Snapshots(ctx context.Context, firm, id string) ([]engagement.Snapshot, error) {
	return read(ctx, s, func() ([]engagement.Snapshot, error) {
		var all []snapshot
		for k, snap := range s.snapshots {
			if k.office == firm && snap.engagement == id {
				all = append(all, snap)
			}
		}
		slices.SortFunc(all, func(a, b snapshot) int { return b.seq - a.seq })
		var heads []engagement.Snapshot
		for _, snap := range all {
			head := snap.Snapshot
			head.Totals.Years, head.Totals.Company = nil, engagement.Snapshot{}.Totals.Company
			heads = append(heads, head)
		}
		return heads, nil
	})
}

// Taken implements engagement.Store.
func (s *Store) Taken(ctx context.Context, firm, id string) (engagement.Taken, error) {
	return read(ctx, s, func() (engagement.Taken, error) {
		b, err := s.binder(firm, id)
		if err != nil {
			return engagement.Taken{}, err
		}
		return b.taken, nil
	})
}

// SnapshotParts implements engagement.Store.
func (s *Store) SnapshotParts(ctx context.Context, firm, snap string) ([]engagement.RawPart, error) {
	return read(ctx, s, func() ([]engagement.RawPart, error) {
		known := s.snapshots[key{firm, snap}]
		if len(known.Parts) == 0 {
			return nil, engagement.ErrNotFound
		}
		return slices.Clone(known.Parts), nil
	})
}

// PartsOf implements work.Store.
func (s *Store) PartsOf(ctx context.Context, firm, snap string, kinds ...string) ([]engagement.RawPart, error) {
	return read(ctx, s, func() ([]engagement.RawPart, error) {
		return slices.DeleteFunc(slices.Clone(s.snapshots[key{firm, snap}].Parts), func(p engagement.RawPart) bool {
			return !slices.Contains(kinds, p.Kind)
		}), nil
	})
}

// Digests implements engagement.Store.
func (s *Store) Digests(ctx context.Context, firm, id string, kind engagement.PartKind) ([]engagement.Part, error) {
	return read(ctx, s, func() ([]engagement.Part, error) {
		return within{s, firm}.Digests(id, kind)
	})
}

func (s *Store) partsOf(firm, id string) map[engagement.PartID]engagement.Part {
	if b, err := s.binder(firm, id); err == nil {
		return b.parts
	}
	return nil
}

// Part implements engagement.Store.
func (s *Store) Part(ctx context.Context, firm, id string, part engagement.PartID) (engagement.Part, error) {
	return read(ctx, s, func() (engagement.Part, error) {
		return within{s, firm}.Part(id, part)
	})
}

// Load implements engagement.Store.
func (s *Store) Load(ctx context.Context, firm, id string, bodies []engagement.PartID) (*engagement.Change, error) {
	return read(ctx, s, func() (*engagement.Change, error) { return s.load(firm, id, bodies) })
}

func (s *Store) load(firm, id string, bodies []engagement.PartID) (*engagement.Change, error) {
	b, err := s.binder(firm, id)
	if err != nil {
		return nil, err
	}
	c := &engagement.Change{Head: s.head(b), Taken: b.taken, Parts: maps.Clone(b.parts), Deliveries: s.items(firm, id)}
	for part, p := range c.Parts {
		if !slices.Contains(bodies, part) {
			p.Body = nil
			c.Parts[part] = p
		}
	}
	if snap, ok := s.snapshots[key{firm, b.head.Snapshot}]; ok {
		c.Totals = &snap.Totals
	}
	return c, nil
}

// Change implements engagement.Store.
func (s *Store) Change(ctx context.Context, firm, id string, bodies []engagement.PartID, f func(*engagement.Change) (audit.Event, error)) error {
	return s.write(ctx, func() error {
		c, err := s.load(firm, id, bodies)
		if err != nil {
			return err
		}
		c.Reader = within{s, firm}
		event, err := f(c)
		if err != nil {
			return err
		}
		if err := s.conflict(firm, id, c); err != nil {
			return err
		}
		s.save(firm, id, c)
		event.Office, event.Stream = firm, id
		s.append(event)
		return nil
	})
}

// conflict tells why a change cannot be saved, before anything of it is.
func (s *Store) conflict(firm, id string, c *engagement.Change) error {
	parts := s.partsOf(firm, id)
	for _, p := range c.Save {
		if parts[p.ID].Version != p.Version {
			return engagement.ErrConflict
		}
	}
	active := map[string]bool{}
	decided := map[string]export.Item{}
	for _, it := range c.Decided {
		known := s.delivery(firm, it.ID)
		if known == nil || known.value.Version != it.Version {
			return engagement.ErrConflict
		}
		decided[it.ID] = it
	}
	for _, it := range append(s.items(firm, id), c.Deliver...) {
		if d, ok := decided[it.ID]; ok {
			it = d
		}
		if it.State.Active() && active[it.Entry] {
			return engagement.ErrDelivered
		}
		active[it.Entry] = active[it.Entry] || it.State.Active()
	}
	return nil
}

func (s *Store) save(firm, id string, c *engagement.Change) {
	b := s.binders[key{firm, id}]
	if c.Snapshot != nil {
		kept := *c.Snapshot
		kept.Parts = slices.Clone(kept.Parts)
		for i := range kept.Parts {
			kept.Parts[i].Body = bytes.Clone(kept.Parts[i].Body)
		}
		s.snapshots[key{firm, kept.ID}] = snapshot{kept, id, len(s.snapshots)}
	}
	for _, body := range c.Keep {
		b.kept[hashOf(body)] = bytes.Clone(body)
	}
	for _, p := range c.Save {
		p.Version++
		b.parts[p.ID] = engagement.Part{ID: p.ID, Version: p.Version, Digest: bytes.Clone(p.Digest), Body: bytes.Clone(p.Body), Due: p.Due}
	}
	for _, it := range c.Deliver {
		it.Version = 1
		s.deliveries = append(s.deliveries, &leased[export.Item]{value: copyOf(it)})
		s.owner[it.ID] = firm
	}
	for _, it := range c.Decided {
		known := s.delivery(firm, it.ID)
		body := known.value.Body
		known.value = copyOf(it)
		known.value.Version, known.value.Body = it.Version+1, body
	}
	b.head.Summary = c.Summary
	if c.HeadChanged {
		version := b.head.Version + 1
		b.head, b.taken = c.Head, c.Taken
		b.head.Version, b.head.Summary = version, c.Summary
	}
}
