package memory

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/office"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

func emailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func byName(a, b string) int {
	return collate.New(language.Swedish, collate.IgnoreCase).CompareString(a, b)
}

// UserByEmail implements office.Store.
func (s *Store) UserByEmail(ctx context.Context, email string) (u office.User, hash string, err error) {
	err = s.write(ctx, func() error {
		for _, known := range s.users {
			if emailKey(known.Email) == emailKey(email) {
				u, hash = known.User, known.hash
				return nil
			}
		}
		return office.ErrNotFound
	})
	return u, hash, err
}

// User implements office.Store.
func (s *Store) User(ctx context.Context, firm, id string) (office.User, error) {
	return read(ctx, s, func() (office.User, error) {
		u, ok := s.users[key{firm, id}]
		if !ok {
			return office.User{}, office.ErrNotFound
		}
		return u.User, nil
	})
}

// Users implements office.Store.
func (s *Store) Users(ctx context.Context, firm string) ([]office.User, error) {
	return read(ctx, s, func() ([]office.User, error) {
		var all []office.User
		for k, u := range s.users {
			if k.office == firm {
				all = append(all, u.User)
			}
		}
		slices.SortFunc(all, func(a, b office.User) int { return cmp.Or(byName(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
		return all, nil
	})
}

// CreateOffice implements office.Store.
func (s *Store) CreateOffice(ctx context.Context, _ string, first office.User, hash, link string, event audit.Event) error {
	return s.write(ctx, func() error {
		if expires, ok := s.links[link]; !ok || !expires.After(event.At) {
			return office.ErrLink
		}
		for _, known := range s.users {
			if emailKey(known.Email) == emailKey(first.Email) {
				return office.ErrEmailTaken
			}
		}
		delete(s.links, link)
		s.offices[first.Office] = true
		s.users[key{first.Office, first.ID}] = user{first, hash}
		s.append(event)
		return nil
	})
}

// HasUsers implements office.Store.
func (s *Store) HasUsers(ctx context.Context) (bool, error) {
	return read(ctx, s, func() (bool, error) { return len(s.users) > 0, nil })
}

// HasLink implements office.Store.
func (s *Store) HasLink(ctx context.Context, hash string, at time.Time) (bool, error) {
	return read(ctx, s, func() (bool, error) { return s.links[hash].After(at), nil })
}

// SaveLink implements office.Store.
func (s *Store) SaveLink(ctx context.Context, hash string, expires time.Time) error {
	return s.write(ctx, func() error {
		s.links = map[string]time.Time{hash: expires}
		return nil
	})
}

// Clients implements office.Store.
func (s *Store) Clients(ctx context.Context, firm string) ([]office.Client, error) {
	return read(ctx, s, func() ([]office.Client, error) {
		var all []office.Client
		for k, c := range s.clients {
			if k.office == firm {
				all = append(all, c)
			}
		}
		slices.SortFunc(all, func(a, b office.Client) int { return cmp.Or(byName(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
		return all, nil
	})
}

// Client implements office.Store.
func (s *Store) Client(ctx context.Context, firm, id string) (office.Client, error) {
	return read(ctx, s, func() (office.Client, error) {
		c, ok := s.clients[key{firm, id}]
		if !ok {
			return c, office.ErrNotFound
		}
		return c, nil
	})
}

// SaveClient implements office.Store.
func (s *Store) SaveClient(ctx context.Context, firm string, c office.Client, event audit.Event) error {
	return s.write(ctx, func() error {
		k := key{firm, c.ID}
		for other, known := range s.clients {
			if other.office == firm && other.id != c.ID && known.OrgNr == c.OrgNr {
				return office.ErrClientTaken
			}
		}
		if c.Version != s.clients[k].Version {
			return office.ErrConflict
		}
		c.Version++
		s.clients[k] = c
		s.append(event)
		return nil
	})
}

// FailedSignIn implements office.Store.
func (s *Store) FailedSignIn(ctx context.Context, name string) (count int, last time.Time, err error) {
	err = s.write(ctx, func() error {
		count, last = s.failures[name].count, s.failures[name].last
		return nil
	})
	return count, last, err
}

// NoteSignIn implements office.Store.
func (s *Store) NoteSignIn(ctx context.Context, name string, failed bool, at time.Time) error {
	return s.write(ctx, func() error {
		if !failed {
			delete(s.failures, name)
			return nil
		}
		s.failures[name] = failure{s.failures[name].count + 1, at}
		return nil
	})
}

// SaveEvent implements office.Store.
func (s *Store) SaveEvent(ctx context.Context, firm string, event audit.Event) error {
	event.Office, event.Stream = firm, audit.OfficeStream
	return s.write(ctx, func() error {
		s.append(event)
		return nil
	})
}

// Events implements engagement.Store.
func (s *Store) Events(ctx context.Context, firm, stream string, limit int) ([]audit.Event, error) {
	return read(ctx, s, func() ([]audit.Event, error) {
		all := slices.Clone(s.events[key{firm, stream}])
		slices.Reverse(all)
		return all[:min(limit, len(all))], nil
	})
}
