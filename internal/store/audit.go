package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"

	"bokslut/internal/audit"
)

// appendEvent chains an event to its stream. Whoever appends to a stream holds
// the row that the stream belongs to, so that two never take the same place.
func (s *Store) appendEvent(ctx context.Context, tx querier, e audit.Event) error {
	var previous string
	err := tx.QueryRowContext(ctx, `SELECT seq, hash FROM audit_event WHERE office_id = $1 AND stream = $2
		ORDER BY seq DESC LIMIT 1`, e.Office, e.Stream).Scan(&e.Seq, &previous)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	e.Seq++
	e.Program = s.program
	e.Salt = rand.Text()
	e.Hash = audit.Chain(previous, e)
	_, err = tx.ExecContext(ctx, `INSERT INTO audit_event
		(office_id, stream, seq, at, user_id, what, object, detail, salt, program, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		e.Office, e.Stream, e.Seq, millis(e.At), e.User, e.What, e.Object, string(e.Detail), e.Salt, e.Program, e.Hash)
	return err
}

// appendOfficeEvent holds the office's row while it appends to the office's stream.
func (s *Store) appendOfficeEvent(ctx context.Context, tx querier, e audit.Event) error {
	var id string
	err := tx.QueryRowContext(ctx, `SELECT id FROM office WHERE id = $1`+s.dialect.lockRow(), e.Office).Scan(&id)
	if err != nil {
		return err
	}
	return s.appendEvent(ctx, tx, e)
}

// SaveEvent appends to the office's own stream.
func (s *Store) SaveEvent(ctx context.Context, office string, e audit.Event) error {
	e.Office, e.Stream = office, audit.OfficeStream
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		return s.appendOfficeEvent(ctx, tx, e)
	})
}

// Events reads a stream, the latest first.
func (s *Store) Events(ctx context.Context, office, stream string, limit int) ([]audit.Event, error) {
	var events []audit.Event
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, `SELECT seq, at, user_id, what, object, detail, salt, program, hash
			FROM audit_event WHERE office_id = $1 AND stream = $2 ORDER BY seq DESC LIMIT $3`, office, stream, limit)
		return each(rows, err, func(rows *sql.Rows) error {
			e := audit.Event{Office: office, Stream: stream}
			var at int64
			var detail string
			if err := rows.Scan(&e.Seq, &at, &e.User, &e.What, &e.Object, &detail, &e.Salt, &e.Program, &e.Hash); err != nil {
				return err
			}
			e.At, e.Detail = fromMillis(at), json.RawMessage(detail)
			events = append(events, e)
			return nil
		})
	})
	return events, err
}
