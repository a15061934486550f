package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"bokslut/internal/audit"
	"bokslut/internal/office"
)

// Rules reads what a firm has decided.
func (s *Store) Rules(ctx context.Context, officeID string) (office.Rules, error) {
	var r office.Rules
	var body string
	err := s.read(ctx, officeID, func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT rules, rules_version FROM office WHERE id = $1`, officeID).Scan(&body, &r.Version)
	})
	if err != nil {
		return r, found(err, office.ErrNotFound)
	}
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		return r, fmt.Errorf("rules of office %s: %w", officeID, err)
	}
	return r, nil
}

// SaveRules replaces what a firm has decided.
func (s *Store) SaveRules(ctx context.Context, officeID string, r office.Rules, event audit.Event) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return s.write(ctx, officeID, func(ctx context.Context, tx querier) error {
		result, err := tx.ExecContext(ctx, `UPDATE office SET rules = $3, rules_version = rules_version + 1
			WHERE id = $1 AND rules_version = $2`, officeID, r.Version, string(body))
		if err := affected(result, err, office.ErrConflict); err != nil {
			return err
		}
		return s.appendOfficeEvent(ctx, tx, event)
	})
}

// Choice reads what a user chose for a view.
func (s *Store) Choice(ctx context.Context, officeID, user, key string) (string, error) {
	var value string
	err := s.read(ctx, officeID, func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT value FROM user_choice WHERE office_id = $1 AND user_id = $2 AND key = $3`,
			officeID, user, key).Scan(&value)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// SaveChoice keeps what a user chose for a view.
func (s *Store) SaveChoice(ctx context.Context, officeID, user, key, value string) error {
	return s.write(ctx, officeID, func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO user_choice (office_id, user_id, key, value) VALUES ($1, $2, $3, $4)
			ON CONFLICT (office_id, user_id, key) DO UPDATE SET value = excluded.value`, officeID, user, key, value)
		return err
	})
}
