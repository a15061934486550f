package store

import (
	"context"
	"database/sql"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
)

// dialect is where the two databases differ.
type dialect interface {
	name() string
	migrations() fs.FS
	goose() goose.Dialect
	gooseOptions() []goose.ProviderOption
	// check proves after opening that the database is set up as promised.
	check(ctx context.Context, db *sql.DB) error
	// life names the life that the server is in: another after a recovery, a
	// failover or a move. Empty when it does not tell.
	life(ctx context.Context, db *sql.DB) (string, error)
	// nowSQL gives the database's time in milliseconds since 1970.
	nowSQL() string
	// lockRow is what makes a SELECT hold its row until the transaction ends.
	lockRow() string
	// skipLocked is lockRow that passes over rows held by others.
	skipLocked() string
	// isUnique tells whether err says that a unique constraint was broken.
	isUnique(err error) bool
	// isRetry tells whether a transaction that failed with err may run again.
	isRetry(err error) bool
}

func connect(ctx context.Context, address string) (dialect, *sql.DB, func() error, error) {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		db, err := openPostgres(ctx, address)
		return postgres{}, db, nil, err
	}
	db, release, err := openSQLite(address)
	return sqlite{}, db, release, err
}
