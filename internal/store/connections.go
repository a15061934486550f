package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/connection"
)

// OfficeKey gives the office's wrapped data key.
func (s *Store) OfficeKey(ctx context.Context, office string) (string, []byte, error) {
	var id string
	var wrapped []byte
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		return tx.QueryRowContext(ctx, `SELECT id, wrapped FROM office_key WHERE office_id = $1`, office).Scan(&id, &wrapped)
	})
	return id, wrapped, found(err, connection.ErrNotFound)
}

// AddOfficeKey keeps the office's first key; one that was added meanwhile wins.
func (s *Store) AddOfficeKey(ctx context.Context, office, id string, wrapped []byte) error {
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO office_key (office_id, id, wrapped, created_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (office_id) DO NOTHING`, office, id, wrapped, millis(now))
		return err
	})
}

const connectionColumns = `client_id, tenant, company, orgnr, scopes, service, state, connected_by, connected_at,
	refreshed_at, expires_at, unanswered, failures, not_before, secret, version`

func scanConnection(office string, scan func(...any) error) (connection.Connection, error) {
	c := connection.Connection{Office: office}
	var scopes string
	var service int
	var connected, refreshed, expires, notBefore int64
	err := scan(&c.Client, &c.Tenant, &c.Company, &c.OrgNr, &scopes, &service, &c.State, &c.ConnectedBy, &connected,
		&refreshed, &expires, &c.Unanswered, &c.Failures, &notBefore, &c.Secret, &c.Version)
	c.Scopes, c.Service = strings.Fields(scopes), service == 1
	c.ConnectedAt, c.RefreshedAt = fromMillis(connected), fromMillis(refreshed)
	c.ExpiresAt, c.NotBefore = fromMillis(expires), fromMillis(notBefore)
	return c, err
}

// Connection gives a client's connection with the database's time.
func (s *Store) Connection(ctx context.Context, office, client string) (connection.Connection, time.Time, error) {
	var c connection.Connection
	var now time.Time
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		if now, err = s.now(ctx, tx); err != nil {
			return err
		}
		c, err = scanConnection(office, tx.QueryRowContext(ctx, `SELECT `+connectionColumns+` FROM connection
			WHERE office_id = $1 AND client_id = $2`, office, client).Scan)
		return err
	})
	return c, now, found(err, connection.ErrNotFound)
}

// Connections lists the connections of an office.
func (s *Store) Connections(ctx context.Context, office string) ([]connection.Connection, error) {
	var all []connection.Connection
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+connectionColumns+` FROM connection WHERE office_id = $1 ORDER BY client_id`, office)
		return each(rows, err, func(rows *sql.Rows) error {
			c, err := scanConnection(office, rows.Scan)
			all = append(all, c)
			return err
		})
	})
	return all, err
}

// SaveConnection replaces version old by c as old+1; old 0 means there is none.
func (s *Store) SaveConnection(ctx context.Context, c connection.Connection, old int64, event audit.Event) error {
	service := 0
	if c.Service {
		service = 1
	}
	args := []any{
		c.Office, c.Client, c.Tenant, c.Company, c.OrgNr, strings.Join(c.Scopes, " "), service, string(c.State), c.ConnectedBy,
		millis(c.ConnectedAt), millis(c.RefreshedAt), millis(c.ExpiresAt), c.Unanswered, c.Failures, millis(c.NotBefore), c.Secret, old,
	}
	return s.write(ctx, c.Office, func(ctx context.Context, tx querier) error {
		query := `UPDATE connection SET tenant = $3, company = $4, orgnr = $5, scopes = $6, service = $7, state = $8,
			connected_by = $9, connected_at = $10, refreshed_at = $11, expires_at = $12, unanswered = $13, failures = $14,
			not_before = $15, secret = $16, version = version + 1 WHERE office_id = $1 AND client_id = $2 AND version = $17`
		if old == 0 {
			query = `INSERT INTO connection (office_id, ` + connectionColumns + `)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17 + 1)
				ON CONFLICT (office_id, client_id) DO NOTHING`
		}
		result, err := tx.ExecContext(ctx, query, args...)
		if err := affected(result, err, connection.ErrConflict); err != nil || event.What == "" {
			return err
		}
		return s.appendOfficeEvent(ctx, tx, event)
	})
}

// LeaseConnection gives holder the connection's lease for d.
func (s *Store) LeaseConnection(ctx context.Context, office, client, holder string, d time.Duration) error {
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, `UPDATE connection SET lease_holder = $3, lease_until = $4
			WHERE office_id = $1 AND client_id = $2 AND (lease_holder = $3 OR lease_until <= $5)`,
			office, client, holder, millis(now.Add(d)), millis(now))
		return affected(result, err, connection.ErrLease)
	})
}

// ReleaseConnection ends holder's lease.
func (s *Store) ReleaseConnection(ctx context.Context, office, client, holder string) error {
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE connection SET lease_holder = '', lease_until = 0
			WHERE office_id = $1 AND client_id = $2 AND lease_holder = $3`, office, client, holder)
		return err
	})
}

// SaveLogin keeps a login under way, and sweeps those that never came back.
func (s *Store) SaveLogin(ctx context.Context, l connection.Login) error {
	verifier := l.Verifier
	l.Verifier = nil
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return s.write(ctx, l.Office, func(ctx context.Context, tx querier) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM login WHERE office_id = $1 AND begun_at < $2`,
			l.Office, millis(l.Begun.Add(-24*time.Hour))); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO login (state_hash, office_id, begun_at, body, verifier) VALUES ($1, $2, $3, $4, $5)`,
			l.StateHash, l.Office, millis(l.Begun), string(body), verifier)
		return err
	})
}

// TakeLogin deletes and gives a login under way.
func (s *Store) TakeLogin(ctx context.Context, stateHash string) (connection.Login, error) {
	var l connection.Login
	err := s.write(ctx, "", func(ctx context.Context, tx querier) error {
		var body string
		var verifier []byte
		if err := tx.QueryRowContext(ctx, `DELETE FROM login WHERE state_hash = $1 RETURNING body, verifier`, stateHash).Scan(&body, &verifier); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(body), &l); err != nil {
			return err
		}
		l.Verifier = verifier
		return nil
	})
	return l, found(err, connection.ErrNotFound)
}
