// Package migrations holds the schema, one file per change and dialect.
package migrations

import "embed"

// SQLite and Postgres are the migrations of each dialect.
//
//go:embed sqlite/*.sql
var SQLite embed.FS

//go:embed postgres/*.sql
var Postgres embed.FS
