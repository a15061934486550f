package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"bokslut/internal/store/migrations"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

type sqlite struct{}

// pragmas are set on every connection. FULL keeps the saved intent of an
// export through a power cut. Source: safety requirements, section 7.1.
var pragmas = []string{
	"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "busy_timeout(5000)", "trusted_schema(0)",
	"cell_size_check(1)", "mmap_size(0)", "secure_delete(1)", "fullfsync(1)", "checkpoint_fullfsync(1)",
}

// ErrInUse says that another process has the database file open.
var ErrInUse = errors.New("another process uses the database")

func openSQLite(path string) (*sql.DB, func() error, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, nil, err
	}
	release, err := lockFile(path + ".lock")
	if err != nil {
		return nil, nil, err
	}
	if err := keepPrivate(path); err != nil {
		return nil, nil, errors.Join(err, release())
	}
	query := url.Values{"_txlock": {"immediate"}, "_pragma": pragmas}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+query.Encode())
	if err != nil {
		return nil, nil, errors.Join(err, release())
	}
	db.SetMaxOpenConns(8)
	return db, release, nil
}

// keepPrivate makes the file so that only its owner may read it; SQLite gives
// its log the same mode.
func keepPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// lockFile lets one process at a time use a database file.
func lockFile(path string) (func() error, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %s", ErrInUse, strings.TrimSuffix(path, ".lock")), f.Close())
	}
	return f.Close, nil
}

func (sqlite) name() string                                  { return "sqlite" }
func (sqlite) migrations() fs.FS                             { return migrations.SQLite }
func (sqlite) goose() goose.Dialect                          { return goose.DialectSQLite3 }
func (sqlite) gooseOptions() []goose.ProviderOption          { return nil }
func (sqlite) life(context.Context, *sql.DB) (string, error) { return "", nil } // the file beside it tells
func (sqlite) nowSQL() string                                { return "CAST(unixepoch('subsec') * 1000 AS INTEGER)" }
func (sqlite) lockRow() string                               { return "" }
func (sqlite) skipLocked() string                            { return "" }

// check reads the settings back. SQLite before 3.51.3 could corrupt a database
// in WAL mode with two connections. Source: safety requirements R39, R40.
func (sqlite) check(ctx context.Context, db *sql.DB) error {
	var version, journal string
	var synchronous, foreign int
	if err := db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&version); err != nil {
		return err
	}
	var major, minor, patch int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &major, &minor, &patch); err != nil {
		return fmt.Errorf("SQLite version %q: %w", version, err)
	}
	if major*1_000_000+minor*1000+patch < 3_051_003 {
		return fmt.Errorf("SQLite %s is older than 3.51.3", version)
	}
	for query, dest := range map[string]any{
		"PRAGMA journal_mode": &journal, "PRAGMA synchronous": &synchronous, "PRAGMA foreign_keys": &foreign,
	} {
		if err := db.QueryRowContext(ctx, query).Scan(dest); err != nil {
			return err
		}
	}
	if journal != "wal" || synchronous != 2 || foreign != 1 {
		return fmt.Errorf("SQLite settings journal_mode=%s synchronous=%d foreign_keys=%d: want wal, 2, 1", journal, synchronous, foreign)
	}
	return nil
}

func (sqlite) isUnique(err error) bool {
	var e *driver.Error
	return errors.As(err, &e) && (e.Code() == lib.SQLITE_CONSTRAINT_UNIQUE || e.Code() == lib.SQLITE_CONSTRAINT_PRIMARYKEY)
}

func (sqlite) isRetry(error) bool { return false }
