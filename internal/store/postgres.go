package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"bokslut/internal/store/migrations"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver named pgx
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

type postgres struct{}

func openPostgres(ctx context.Context, address string) (*sql.DB, error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(20)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("PostgreSQL does not answer: %w", err), db.Close())
	}
	return db, nil
}

func (postgres) name() string         { return "postgres" }
func (postgres) migrations() fs.FS    { return migrations.Postgres }
func (postgres) goose() goose.Dialect { return goose.DialectPostgres }

// gooseOptions let several instances start at once: one migrates, others wait.
func (postgres) gooseOptions() []goose.ProviderOption {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		panic(fmt.Sprintf("store: migration lock: %v", err))
	}
	return []goose.ProviderOption{goose.WithSessionLocker(locker)}
}

func (postgres) nowSQL() string     { return "(extract(epoch FROM clock_timestamp()) * 1000)::bigint" }
func (postgres) lockRow() string    { return " FOR UPDATE" }
func (postgres) skipLocked() string { return " FOR UPDATE SKIP LOCKED" }

func (postgres) check(ctx context.Context, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, `SELECT current_setting('server_version_num')::int`).Scan(&version); err != nil {
		return err
	}
	if version < 150000 {
		return fmt.Errorf("PostgreSQL %d is older than 15", version/10000)
	}
	return nil
}

func (postgres) isUnique(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "23505"
}

// isRetry: the server undid the transaction because of others, not of us.
func (postgres) isRetry(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}
