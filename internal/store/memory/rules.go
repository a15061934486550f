package memory

import (
	"context"

	"bokslut/internal/audit"
	"bokslut/internal/office"
)

// Rules implements office.Store.
func (s *Store) Rules(ctx context.Context, firm string) (office.Rules, error) {
	return read(ctx, s, func() (office.Rules, error) {
		if !s.offices[firm] {
			return office.Rules{}, office.ErrNotFound
		}
		return s.rules[firm], nil
	})
}

// SaveRules implements office.Store.
func (s *Store) SaveRules(ctx context.Context, firm string, r office.Rules, event audit.Event) error {
	return s.write(ctx, func() error {
		if s.rules[firm].Version != r.Version {
			return office.ErrConflict
		}
		r.Version++
		s.rules[firm] = r
		s.append(event)
		return nil
	})
}

// Choice implements office.Store.
func (s *Store) Choice(ctx context.Context, firm, user, key string) (string, error) {
	return read(ctx, s, func() (string, error) { return s.choices[[3]string{firm, user, key}], nil })
}

// SaveChoice implements office.Store.
func (s *Store) SaveChoice(ctx context.Context, firm, user, key, value string) error {
	return s.write(ctx, func() error {
		s.choices[[3]string{firm, user, key}] = value
		return nil
	})
}
