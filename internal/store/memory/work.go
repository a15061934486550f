package memory

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

func live(j jobs.Job) bool { return !j.State.Final() }

// AddJob implements work.Store.
func (s *Store) AddJob(ctx context.Context, j jobs.Job, holder string, d time.Duration) (jobs.Job, error) {
	err := s.write(ctx, func() error {
		for _, known := range s.jobs {
			if known.Office == j.Office && known.Engagement == j.Engagement && known.Kind == j.Kind && live(known.Job) {
				return engagement.ErrBusy
			}
		}
		added := &job{Job: j}
		if holder != "" {
			j.Epoch = 1
			added.Job, added.until = j, s.now().Add(d)
		}
		s.jobs = append(s.jobs, added)
		return nil
	})
	return j, err
}

// Claim implements work.Store.
func (s *Store) Claim(ctx context.Context, _ string, d time.Duration) (jobs.Job, error) {
	return read(ctx, s, func() (jobs.Job, error) {
		var first *job
		for _, j := range s.jobs {
			if live(j.Job) && !j.until.After(s.now()) && (first == nil || cmp.Or(whole(j.Asked).Compare(whole(first.Asked)), cmp.Compare(j.ID, first.ID)) < 0) {
				first = j
			}
		}
		if first == nil {
			return jobs.Job{}, engagement.ErrNotFound
		}
		first.Epoch++
		first.until = s.now().Add(d)
		return first.Job, nil
	})
}

// mine finds a job that is still its claimant's.
func (s *Store) mine(j jobs.Job) (*job, error) {
	for _, known := range s.jobs {
		if known.Office == j.Office && known.ID == j.ID && known.Epoch == j.Epoch && live(known.Job) {
			return known, nil
		}
	}
	return nil, engagement.ErrConflict
}

// SaveJob implements work.Store.
func (s *Store) SaveJob(ctx context.Context, j jobs.Job, d time.Duration) (bool, error) {
	return read(ctx, s, func() (bool, error) {
		known, err := s.mine(j)
		if err != nil {
			return false, err
		}
		cancel := known.Cancel
		known.Job, known.until = j, s.now().Add(d)
		known.Cancel = cancel
		return cancel, nil
	})
}

// Beat implements work.Store.
func (s *Store) Beat(ctx context.Context, j jobs.Job, d time.Duration) (bool, error) {
	return read(ctx, s, func() (bool, error) {
		known, err := s.mine(j)
		if err != nil {
			return false, err
		}
		known.until = s.now().Add(d)
		return known.Cancel, nil
	})
}

// LatestJob implements work.Store.
func (s *Store) LatestJob(ctx context.Context, firm, id string, kind jobs.Kind) (jobs.Job, error) {
	return read(ctx, s, func() (jobs.Job, error) {
		var latest *job
		for _, j := range s.jobs {
			if j.Office == firm && j.Engagement == id && j.Kind == kind &&
				(latest == nil || cmp.Or(whole(j.Asked).Compare(whole(latest.Asked)), cmp.Compare(j.ID, latest.ID)) > 0) {
				latest = j
			}
		}
		if latest == nil {
			return jobs.Job{}, engagement.ErrNotFound
		}
		return latest.Job, nil
	})
}

// CancelJob implements work.Store.
func (s *Store) CancelJob(ctx context.Context, firm, id string, kind jobs.Kind) error {
	return s.write(ctx, func() error {
		for _, j := range s.jobs {
			if j.Office == firm && j.Engagement == id && j.Kind == kind && live(j.Job) {
				j.Cancel = true
				return nil
			}
		}
		return engagement.ErrNotRunning
	})
}

// Deliveries implements engagement.Store.
func (s *Store) Deliveries(ctx context.Context, firm, id string) ([]export.Item, error) {
	return read(ctx, s, func() ([]export.Item, error) { return s.items(firm, id), nil })
}

func (s *Store) items(firm, id string) []export.Item {
	var all []export.Item
	for _, d := range s.deliveries {
		if s.owner[d.value.ID] == firm && d.value.Engagement == id {
			all = append(all, copyOf(d.value))
		}
	}
	return all
}

// copyOf shares nothing that anybody might change.
func copyOf(it export.Item) export.Item {
	it.Body, it.Found = bytes.Clone(it.Body), slices.Clone(it.Found)
	return it
}

func (s *Store) delivery(firm, id string) *leased[export.Item] {
	for _, d := range s.deliveries {
		if d.value.ID == id && s.owner[id] == firm {
			return d
		}
	}
	return nil
}

// ClaimDelivery implements work.Store.
func (s *Store) ClaimDelivery(ctx context.Context, firm string, it export.Item, holder string, d time.Duration) error {
	return s.write(ctx, func() error {
		k, now := series{it.Target.Tenant, it.Target.Series}, s.now()
		known := s.delivery(firm, it.ID)
		if known == nil || known.value.Version != it.Version || !known.lease.free(holder, now) || !s.series[k].free(holder, now) {
			return jobs.ErrLease
		}
		known.lease = lease{holder, now.Add(d)}
		s.series[k] = known.lease
		return nil
	})
}

// SaveDelivery implements work.Store.
func (s *Store) SaveDelivery(ctx context.Context, firm string, it export.Item, holder string) (export.Item, error) {
	err := s.write(ctx, func() error {
		known := s.delivery(firm, it.ID)
		if known == nil || known.value.Version != it.Version || known.lease.holder != holder || !known.lease.until.After(s.now()) {
			return jobs.ErrLease
		}
		body := known.value.Body
		known.value = copyOf(it)
		known.value.Version, known.value.Body = it.Version+1, body
		return nil
	})
	it.Version++
	return it, err
}

// ReleaseDelivery implements work.Store.
func (s *Store) ReleaseDelivery(ctx context.Context, firm string, it export.Item, holder string) error {
	return s.write(ctx, func() error {
		if known := s.delivery(firm, it.ID); known != nil && known.lease.holder == holder {
			known.lease = lease{}
		}
		if k := (series{it.Target.Tenant, it.Target.Series}); s.series[k].holder == holder {
			delete(s.series, k)
		}
		return nil
	})
}

// DueEngagements implements work.Store.
func (s *Store) DueEngagements(ctx context.Context, since time.Time, limit int) ([]jobs.Due, error) {
	return read(ctx, s, func() ([]jobs.Due, error) {
		var due []jobs.Due
		add := func(firm, id string) {
			one := jobs.Due{Office: firm, Engagement: id, Client: s.binders[key{firm, id}].head.Client.ID}
			if !slices.Contains(due, one) && len(due) < limit && !s.tried(firm, id, since) {
				due = append(due, one)
			}
		}
		for _, d := range s.deliveries {
			it, firm := d.value, s.owner[d.value.ID]
			if it.State.ForWorker() && !whole(it.NotBefore).After(s.now()) && !d.lease.until.After(s.now()) {
				add(firm, it.Engagement)
			}
		}
		for at, b := range s.binders {
			for _, p := range b.parts {
				if !p.Due.IsZero() && !whole(p.Due).After(s.now()) {
					add(at.office, at.id)
				}
			}
		}
		return due, nil
	})
}

// tried tells whether an export is under way, or was asked for after since.
func (s *Store) tried(firm, id string, since time.Time) bool {
	return slices.ContainsFunc(s.jobs, func(j *job) bool {
		return j.Office == firm && j.Engagement == id && j.Kind == jobs.Export && (live(j.Job) || whole(j.Asked).After(whole(since)))
	})
}

// ClaimLook implements work.Store.
func (s *Store) ClaimLook(ctx context.Context, firm, id, snap string, every time.Duration) (bool, error) {
	return read(ctx, s, func() (bool, error) {
		k := key{firm, id}
		l, ok := s.looks[k]
		if ok && l.Snapshot == snap && l.asked.After(s.now().Add(-every)) {
			return false, nil
		}
		if !ok || l.Snapshot != snap {
			l = look{Look: jobs.Look{Snapshot: snap}}
		}
		l.asked = s.now()
		s.looks[k] = l
		return true, nil
	})
}

// SaveLook implements work.Store.
func (s *Store) SaveLook(ctx context.Context, firm, id string, l jobs.Look) error {
	return s.write(ctx, func() error {
		k := key{firm, id}
		if known, ok := s.looks[k]; ok && known.Snapshot == l.Snapshot {
			s.looks[k] = look{l, known.asked}
		}
		return nil
	})
}

// LatestLook implements work.Store.
func (s *Store) LatestLook(ctx context.Context, firm, id string) (jobs.Look, error) {
	return read(ctx, s, func() (jobs.Look, error) {
		l, ok := s.looks[key{firm, id}]
		if !ok {
			return jobs.Look{}, engagement.ErrNotFound
		}
		return l.Look, nil
	})
}
