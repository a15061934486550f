package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// querier is a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// write runs f in one transaction on behalf of an office; office is empty for
// what comes before an office is known (sign-in) and for the worker's claims.
// It is the only place that opens a writing transaction.
func (s *Store) write(ctx context.Context, office string, f func(context.Context, querier) error) error {
	var err error
	for range 3 {
		if err = s.inTx(ctx, office, nil, f); !s.dialect.isRetry(err) {
			return err
		}
	}
	return err
}

// read runs f in a read-only transaction, which never waits for writers.
func (s *Store) read(ctx context.Context, office string, f func(context.Context, querier) error) error {
	return s.inTx(ctx, office, &sql.TxOptions{ReadOnly: true}, f)
}

func (s *Store) inTx(ctx context.Context, office string, options *sql.TxOptions, f func(context.Context, querier) error) (err error) {
	tx, err := s.db.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("transaction of office %q: %w", office, err)
	}
	defer func() {
		if err != nil {
			if rollback := tx.Rollback(); rollback != nil && !errors.Is(rollback, sql.ErrTxDone) {
				err = errors.Join(err, rollback)
			}
		}
	}()
	if err := f(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// databaseTime is the clock that leases use.
func (s *Store) databaseTime(ctx context.Context, q querier) (time.Time, error) {
	var ms int64
	err := q.QueryRowContext(ctx, "SELECT "+s.dialect.nowSQL()).Scan(&ms)
	return fromMillis(ms), err
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// affected turns "no row was changed" into otherwise.
func affected(result sql.Result, err error, otherwise error) error {
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return otherwise
	}
	return err
}

// found turns "no such row" into missing.
func found(err, missing error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return missing
	}
	return err
}

// each walks over the rows of a query.
func each(rows *sql.Rows, err error, scan func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
