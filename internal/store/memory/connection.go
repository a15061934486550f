package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/connection"
)

// OfficeKey implements connection.Store.
func (s *Store) OfficeKey(ctx context.Context, firm string) (id string, wrapped []byte, err error) {
	err = s.write(ctx, func() error {
		k, ok := s.keys[firm]
		if !ok {
			return connection.ErrNotFound
		}
		id, wrapped = k.id, k.wrapped
		return nil
	})
	return id, wrapped, err
}

// AddOfficeKey implements connection.Store.
func (s *Store) AddOfficeKey(ctx context.Context, firm, id string, wrapped []byte) error {
	return s.write(ctx, func() error {
		if _, ok := s.keys[firm]; !ok {
			s.keys[firm] = officeKey{id, slices.Clone(wrapped)}
		}
		return nil
	})
}

// Connection implements connection.Store.
func (s *Store) Connection(ctx context.Context, firm, client string) (c connection.Connection, now time.Time, err error) {
	err = s.write(ctx, func() error {
		now = s.now()
		known, ok := s.connections[key{firm, client}]
		if !ok {
			return connection.ErrNotFound
		}
		c = known.value
		return nil
	})
	return c, now, err
}

// Connections implements connection.Store.
func (s *Store) Connections(ctx context.Context, firm string) ([]connection.Connection, error) {
	return read(ctx, s, func() ([]connection.Connection, error) {
		var all []connection.Connection
		for k, c := range s.connections {
			if k.office == firm {
				all = append(all, c.value)
			}
		}
		slices.SortFunc(all, func(a, b connection.Connection) int { return cmp.Compare(a.Client, b.Client) })
		return all, nil
	})
}

// SaveConnection implements connection.Store.
func (s *Store) SaveConnection(ctx context.Context, c connection.Connection, old int64, event audit.Event) error {
	return s.write(ctx, func() error {
		k := key{c.Office, c.Client}
		known, ok := s.connections[k]
		if ok != (old > 0) || ok && known.value.Version != old {
			return connection.ErrConflict
		}
		if !ok {
			known = &leased[connection.Connection]{}
			s.connections[k] = known
		}
		known.value = c
		known.value.Version = old + 1
		known.value.Scopes, known.value.Secret = slices.Clone(c.Scopes), slices.Clone(c.Secret)
		if event.What != "" {
			s.append(event)
		}
		return nil
	})
}

// LeaseConnection implements connection.Store.
func (s *Store) LeaseConnection(ctx context.Context, firm, client, holder string, d time.Duration) error {
	return s.write(ctx, func() error {
		c, ok := s.connections[key{firm, client}]
		if !ok || !c.lease.free(holder, s.now()) {
			return connection.ErrLease
		}
		c.lease = lease{holder, s.now().Add(d)}
		return nil
	})
}

// ReleaseConnection implements connection.Store.
func (s *Store) ReleaseConnection(ctx context.Context, firm, client, holder string) error {
	return s.write(ctx, func() error {
		if c, ok := s.connections[key{firm, client}]; ok && c.lease.holder == holder {
			c.lease = lease{}
		}
		return nil
	})
}

// SaveLogin implements connection.Store.
func (s *Store) SaveLogin(ctx context.Context, l connection.Login) error {
	return s.write(ctx, func() error {
		s.logins[l.StateHash] = l
		return nil
	})
}

// TakeLogin implements connection.Store.
func (s *Store) TakeLogin(ctx context.Context, hash string) (connection.Login, error) {
	return read(ctx, s, func() (connection.Login, error) {
		l, ok := s.logins[hash]
		if !ok {
			return l, connection.ErrNotFound
		}
		delete(s.logins, hash)
		return l, nil
	})
}
