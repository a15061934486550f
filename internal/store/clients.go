package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"bokslut/internal/audit"
	"bokslut/internal/office"
)

const clientColumns = `c.id, c.facts, c.version`

func scanClient(scan func(...any) error) (office.Client, error) {
	var id, facts string
	var version int64
	if err := scan(&id, &facts, &version); err != nil {
		return office.Client{}, err
	}
	return decodeClient(id, facts, version)
}

func decodeClient(id, facts string, version int64) (office.Client, error) {
	var c office.Client
	if err := json.Unmarshal([]byte(facts), &c); err != nil {
		return c, fmt.Errorf("client %s: %w", id, err)
	}
	c.ID, c.Version = id, version
	return c, nil
}

// Clients lists the clients of an office by name.
func (s *Store) Clients(ctx context.Context, officeID string) ([]office.Client, error) {
	var clients []office.Client
	err := s.read(ctx, officeID, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+clientColumns+` FROM client c WHERE c.office_id = $1 ORDER BY c.sort_key, c.id`, officeID)
		return each(rows, err, func(rows *sql.Rows) error {
			c, err := scanClient(rows.Scan)
			clients = append(clients, c)
			return err
		})
	})
	return clients, err
}

// Client finds one client of an office.
func (s *Store) Client(ctx context.Context, officeID, id string) (office.Client, error) {
	var c office.Client
	err := s.read(ctx, officeID, func(ctx context.Context, tx querier) (err error) {
		c, err = scanClient(tx.QueryRowContext(ctx, `SELECT `+clientColumns+` FROM client c WHERE c.office_id = $1 AND c.id = $2`, officeID, id).Scan)
		return err
	})
	return c, found(err, office.ErrNotFound)
}

// SaveClient creates a client (Version 0) or changes the version it was read with.
func (s *Store) SaveClient(ctx context.Context, officeID string, c office.Client, event audit.Event) error {
	facts, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.write(ctx, officeID, func(ctx context.Context, tx querier) error {
		if c.Version == 0 {
			_, err = tx.ExecContext(ctx, `INSERT INTO client (office_id, id, name, sort_key, orgnr, facts, version)
				VALUES ($1, $2, $3, $4, $5, $6, 1)`, officeID, c.ID, c.Name, sortKey(c.Name), c.OrgNr, string(facts))
		} else {
			var result sql.Result
			result, err = tx.ExecContext(ctx, `UPDATE client SET name = $4, sort_key = $5, orgnr = $6, facts = $7, version = version + 1
				WHERE office_id = $1 AND id = $2 AND version = $3`, officeID, c.ID, c.Version, c.Name, sortKey(c.Name), c.OrgNr, string(facts))
			err = affected(result, err, office.ErrConflict)
		}
		if s.dialect.isUnique(err) {
			return office.ErrClientTaken
		}
		if err != nil {
			return err
		}
		return s.appendOfficeEvent(ctx, tx, event)
	})
}
