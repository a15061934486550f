package store

import (
	"context"
	"time"
)

// Instances tells whether several processes can use this database at once.
func (s *Store) Instances() bool {
	_, many := s.dialect.(postgres)
	return many
}

// ChangePace replaces what is saved of a Fortnox tenant's pace by what f makes
// of it and of the database's time, as connection.PaceStore asks for.
func (s *Store) ChangePace(ctx context.Context, clientID string, tenant int64, f func(saved []byte, now time.Time) []byte) error {
	return s.write(ctx, "", func(ctx context.Context, tx querier) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO pace (client_id, tenant, body) VALUES ($1, $2, $3)
			ON CONFLICT (client_id, tenant) DO NOTHING`, clientID, tenant, []byte{}); err != nil {
			return err
		}
		var saved []byte
		if err := tx.QueryRowContext(ctx, `SELECT body FROM pace WHERE client_id = $1 AND tenant = $2`+s.dialect.lockRow(),
			clientID, tenant).Scan(&saved); err != nil {
			return err
		}
		now, err := s.now(ctx, tx) // after the lock: another's change may have taken its time
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE pace SET body = $3 WHERE client_id = $1 AND tenant = $2`, clientID, tenant, f(saved, now))
		return err
	})
}
