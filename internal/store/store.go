// Package store keeps everything in SQLite or PostgreSQL. It holds SQL and
// nothing else: rules live in the rooms below.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/pressly/goose/v3"
)

// A Store is a database that has been brought to the current schema. It
// satisfies the Store interfaces of office, engagement, connection and work.
type Store struct {
	db      *sql.DB
	dialect dialect
	program string // version of the program, for the audit chain
	zip     *zstd.Encoder
	unzip   *zstd.Decoder
	now     func(ctx context.Context, q querier) (time.Time, error)
	release func() error
	turning sync.Mutex
	beside  string // path of the file with the epoch; empty when the database is no file
}

// Open opens the database at address: postgres://… or the path of a SQLite
// file, which is made when missing. It brings the schema up to date, and
// refuses a schema that is newer than the program.
func Open(ctx context.Context, address, program string) (*Store, error) {
	d, db, release, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, dialect: d, program: program, release: release}
	s.now = s.databaseTime
	if _, file := d.(sqlite); file {
		s.beside = address + ".epoch"
	}
	if s.zip, err = zstd.NewWriter(nil); err == nil {
		s.unzip, err = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBlob))
	}
	if err == nil {
		err = s.migrate(ctx)
	}
	if err == nil {
		err = d.check(ctx, db)
	}
	if err == nil {
		err = s.notice(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close ends the use of the database.
func (s *Store) Close() error {
	err := s.db.Close()
	if s.release != nil {
		err = errors.Join(err, s.release())
	}
	return err
}

// Ready tells whether the database answers and can be written.
func (s *Store) Ready(ctx context.Context) error {
	return s.write(ctx, "", func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM setup_link WHERE expires_at < 0`)
		return err
	})
}

func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(s.dialect.migrations(), s.dialect.name())
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(s.dialect.goose(), s.db, files, s.dialect.gooseOptions()...)
	if err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("schema version: %w", err)
	}
	if current > target {
		return &NewerSchemaError{Have: current, Know: target}
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	return nil
}

// A NewerSchemaError says that a later version of the program made the database.
type NewerSchemaError struct{ Have, Know int64 }

func (e *NewerSchemaError) Error() string {
	return fmt.Sprintf("the database has schema %d, this program knows up to %d: use a newer program", e.Have, e.Know)
}

// SetClock replaces the database's clock by which leases are given, for
// simulations whose time is not the world's. It is called before the first use.
func (s *Store) SetClock(now func() time.Time) {
	s.now = func(context.Context, querier) (time.Time, error) { return now(), nil }
}

// DB is the database itself, for tests that look behind the rules.
func (s *Store) DB() *sql.DB { return s.db }
