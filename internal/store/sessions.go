package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"bokslut/internal/office"
)

// Sessions keeps browser sessions, by the hash of their token. It satisfies the
// context store of the session library.
type Sessions struct{ store *Store }

// Sessions gives the session store of the database.
func (s *Store) Sessions() Sessions { return Sessions{s} }

// FindCtx gives the data of a session that has not expired.
func (s Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data []byte
	err := s.store.read(ctx, "", func(ctx context.Context, tx querier) error {
		now, err := s.store.now(ctx, tx)
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT data FROM session WHERE token_hash = $1 AND expires_at > $2`,
			office.HashSecret(token), millis(now)).Scan(&data)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx saves a session and sweeps those that have expired.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.store.write(ctx, "", func(ctx context.Context, tx querier) error {
		now, err := s.store.now(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE expires_at <= $1`, millis(now)); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO session (token_hash, data, expires_at) VALUES ($1, $2, $3)
			ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`,
			office.HashSecret(token), data, millis(expiry))
		return err
	})
}

// DeleteCtx ends a session.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.store.write(ctx, "", func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM session WHERE token_hash = $1`, office.HashSecret(token))
		return err
	})
}

// The library asks for these without context too; it never calls them when the
// others are there.

// Find is FindCtx without context.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
