package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/office"
)

func emailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// UserByEmail finds a user who may sign in, in any office.
func (s *Store) UserByEmail(ctx context.Context, email string) (office.User, string, error) {
	var u office.User
	var hash string
	err := s.read(ctx, "", func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT office_id, id, name, email, role, password_hash FROM office_user
			WHERE email_key = $1 AND disabled = 0`, emailKey(email)).Scan(&u.Office, &u.ID, &u.Name, &u.Email, &u.Role, &hash)
	})
	return u, hash, found(err, office.ErrNotFound)
}

// User finds a user of an office who may sign in.
func (s *Store) User(ctx context.Context, officeID, id string) (office.User, error) {
	u := office.User{Office: officeID, ID: id}
	err := s.read(ctx, officeID, func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT name, email, role FROM office_user
			WHERE office_id = $1 AND id = $2 AND disabled = 0`, officeID, id).Scan(&u.Name, &u.Email, &u.Role)
	})
	return u, found(err, office.ErrNotFound)
}

// Users lists the users of an office who may sign in, by name.
func (s *Store) Users(ctx context.Context, officeID string) ([]office.User, error) {
	var users []office.User
	err := s.read(ctx, officeID, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, `SELECT id, name, email, role FROM office_user
			WHERE office_id = $1 AND disabled = 0 ORDER BY sort_key, id`, officeID)
		return each(rows, err, func(rows *sql.Rows) error {
			u := office.User{Office: officeID}
			users = append(users, u)
			last := &users[len(users)-1]
			return rows.Scan(&last.ID, &last.Name, &last.Email, &last.Role)
		})
	})
	return users, err
}

// HasUsers tells whether anybody can sign in at all.
func (s *Store) HasUsers(ctx context.Context) (bool, error) {
	var n int
	err := s.read(ctx, "", func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM office_user LIMIT 1) AS one`).Scan(&n)
	})
	return n > 0, err
}

// HasLink tells whether an unused link has this hash.
func (s *Store) HasLink(ctx context.Context, hash string, at time.Time) (bool, error) {
	var n int
	err := s.read(ctx, "", func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM setup_link WHERE hash = $1 AND expires_at > $2`, hash, millis(at)).Scan(&n)
	})
	return n > 0, err
}

// SaveLink replaces the link for the first user.
func (s *Store) SaveLink(ctx context.Context, hash string, expires time.Time) error {
	return s.write(ctx, "", func(ctx context.Context, tx querier) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM setup_link`); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO setup_link (hash, expires_at) VALUES ($1, $2)`, hash, millis(expires))
		return err
	})
}

// CreateOffice saves an office with its first user and uses up the link.
func (s *Store) CreateOffice(ctx context.Context, name string, first office.User, passwordHash, linkHash string, event audit.Event) error {
	return s.write(ctx, first.Office, func(ctx context.Context, tx querier) error {
		used, err := tx.ExecContext(ctx, `DELETE FROM setup_link WHERE hash = $1 AND expires_at > $2`, linkHash, millis(event.At))
		if err := affected(used, err, office.ErrLink); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO office (id, name, created_at) VALUES ($1, $2, $3)`,
			first.Office, name, millis(event.At)); err != nil {
			return err
		}
		if err := s.addUser(ctx, tx, first, passwordHash, event.At); err != nil {
			return err
		}
		return s.appendOfficeEvent(ctx, tx, event)
	})
}

func (s *Store) addUser(ctx context.Context, tx querier, u office.User, passwordHash string, at time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO office_user
		(office_id, id, name, sort_key, email, email_key, password_hash, role, created_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
		u.Office, u.ID, u.Name, sortKey(u.Name), u.Email, emailKey(u.Email), passwordHash, string(u.Role), millis(at))
	if s.dialect.isUnique(err) {
		return office.ErrEmailTaken
	}
	return err
}

// FailedSignIn gives how many sign-ins failed in a row under a key.
func (s *Store) FailedSignIn(ctx context.Context, key string) (int, time.Time, error) {
	var failures int
	var last int64
	err := s.read(ctx, "", func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT failures, last_at FROM sign_in_failure WHERE key = $1`, key).Scan(&failures, &last)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, nil
	}
	return failures, fromMillis(last), err
}

// NoteSignIn counts a failure, or forgets the failures after a success.
// Failures older than a day are forgotten too.
func (s *Store) NoteSignIn(ctx context.Context, key string, failed bool, at time.Time) error {
	return s.write(ctx, "", func(ctx context.Context, tx querier) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM sign_in_failure WHERE last_at < $1`, millis(at.Add(-24*time.Hour))); err != nil {
			return err
		}
		if !failed {
			_, err := tx.ExecContext(ctx, `DELETE FROM sign_in_failure WHERE key = $1`, key)
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO sign_in_failure (key, failures, last_at) VALUES ($1, 1, $2)
			ON CONFLICT (key) DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = excluded.last_at`, key, millis(at))
		return err
	})
}
