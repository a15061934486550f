package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"

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

// life is the cluster, its timeline and the database in it. The timeline is that
// of the log being written: the control file gets to know of a new one only at
// the next checkpoint. Source: safety requirements, section 7.2.
func (postgres) life(ctx context.Context, db *sql.DB) (string, error) {
	var life string
	err := db.QueryRowContext(ctx, `SELECT s.system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' || d.oid
		FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()`).Scan(&life)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && slices.Contains(untold, refused.Code) {
		return "", nil
	}
	return life, err
}

// untold are the errors of a server that keeps to itself which life it is in, as
// some that others run do: no right, no such function, not offered. One that is
// still in recovery is none of them.
var untold = []string{"42501", "42883", "0A000"}

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
