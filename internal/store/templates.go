package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
)

// EntryTemplates lists the templates of an office by name.
func (s *Store) EntryTemplates(ctx context.Context, office string) ([]closing.SavedTemplate, error) {
	var all []closing.SavedTemplate
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, `SELECT id, body FROM entry_template WHERE office_id = $1 ORDER BY sort_key, id`, office)
		return each(rows, err, func(rows *sql.Rows) error {
			var id, body string
			if err := rows.Scan(&id, &body); err != nil {
				return err
			}
			var t closing.SavedTemplate
			if err := json.Unmarshal([]byte(body), &t); err != nil {
				return fmt.Errorf("template %s: %w", id, err)
			}
			t.ID = id
			all = append(all, t)
			return nil
		})
	})
	return all, err
}

// SaveEntryTemplate adds one.
func (s *Store) SaveEntryTemplate(ctx context.Context, office string, t closing.SavedTemplate, event audit.Event) error {
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	event.Office, event.Stream = office, audit.OfficeStream
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO entry_template (office_id, id, name, sort_key, body) VALUES ($1, $2, $3, $4, $5)`,
			office, t.ID, t.Name, sortKey(t.Name), string(body))
		if err != nil {
			return err
		}
		return s.appendOfficeEvent(ctx, tx, event)
	})
}

// DropEntryTemplate takes one away.
func (s *Store) DropEntryTemplate(ctx context.Context, office, id string, event audit.Event) error {
	event.Office, event.Stream = office, audit.OfficeStream
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM entry_template WHERE office_id = $1 AND id = $2`, office, id)
		if err := affected(result, err, engagement.ErrNotFound); err != nil {
			return err
		}
		return s.appendOfficeEvent(ctx, tx, event)
	})
}
