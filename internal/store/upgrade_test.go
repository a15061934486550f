package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/store/migrations"
	"bokslut/internal/testenv"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/pressly/goose/v3"
)

// An oldDatabase is one as an earlier version of the program left it.
type oldDatabase struct {
	t       *testing.T
	db      *sql.DB
	address string
	version int64
}

// newOldDatabase makes a database and brings it to an earlier schema.
func newOldDatabase(t *testing.T, postgres bool, version int64) *oldDatabase {
	t.Helper()
	o := &oldDatabase{t: t, address: filepath.Join(t.TempDir(), "old.db"), version: version}
	driver, source, files, dialect := "sqlite", "file:"+o.address, fs.FS(migrations.SQLite), goose.DialectSQLite3
	if postgres {
		o.address = testenv.Postgres(t)
		driver, source, files, dialect = "pgx", o.address, migrations.Postgres, goose.DialectPostgres
	}
	var err error
	if o.db, err = sql.Open(driver, source); err != nil {
		t.Fatal(err)
	}
	if files, err = fs.Sub(files, map[bool]string{true: "postgres", false: "sqlite"}[postgres]); err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(dialect, o.db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *oldDatabase) exec(query string, args ...any) {
	o.t.Helper()
	if _, err := o.db.ExecContext(context.Background(), query, args...); err != nil {
		o.t.Fatalf("%s: %v", query, err)
	}
}

// partKinds are the kinds of part by the schema that brought them.
var partKinds = []struct {
	since int64
	kinds []string
}{{1, []string{"workpaper", "entry"}}, {3, []string{"intake"}}, {5, []string{"tax", "plan"}}, {6, []string{"document", "attachment"}}}

// fill puts a firm with one engagement there: two imports, of which the second
// is in use, with an exported entry that came back, and a part of each kind.
func (o *oldDatabase) fill() {
	o.t.Helper()
	zip, err := zstd.NewWriter(nil)
	if err != nil {
		o.t.Fatal(err)
	}
	packed := func(text string) []byte { return zip.EncodeAll([]byte(text), nil) }
	o.exec(`INSERT INTO office (id, name, created_at) VALUES ('o', 'Nordan', 1)`)
	o.exec(`INSERT INTO office_user (office_id, id, name, sort_key, email, email_key, password_hash, role, created_at, version)
		VALUES ('o', 'anna', 'Anna', 'anna', 'a@x', 'a@x', 'none', 'admin', 1, 1)`)
	o.exec(`INSERT INTO client (office_id, id, name, sort_key, orgnr, facts, version) VALUES ('o', 'c', 'Å AB', 'å ab', '556000-4615', '{"name":"Å AB","orgnr":"556000-4615"}', 2)`)
	o.exec(`INSERT INTO engagement (office_id, id, client_id, year_from, year_to, source, responsible, reviewer, snapshot_id, series, locked, summary, created_at, version)
		VALUES ('o', 'e', 'c', '2025-01-01', '2025-12-31', 'fortnox', 'anna', '', 's2', 'I', 0, '{}', 1, 7)`)
	o.exec(`INSERT INTO blob (office_id, sha256, size, zstd) VALUES ('o', 'aa', 4, $1)`, packed("#SIE"))
	for i, recognised := range []string{`[]`, `[{"entry":"B1","series":"I","number":"14","state":"equal"}]`} {
		id := fmt.Sprint("s", i+1)
		head := fmt.Sprintf(`{"id":%q,"source":"fortnox","at":"2026-02-0%dT08:41:00Z","by":"anna","program":"0.1","requests":42,
			"findings":[{"code":"cash_negative","severity":"warning","args":["1910"]}],"recognised":%s}`, id, i+1, recognised)
		o.exec(`INSERT INTO snapshot (office_id, id, engagement_id, seq, at, head, totals) VALUES ('o', $1, 'e', $2, $3, $4, $5)`,
			id, i+1, 1000+i, head, packed(`{"company":{"name":"Å AB","orgnr":"556000-4615"},"years":null}`))
		o.exec(`INSERT INTO snapshot_part (office_id, snapshot_id, seq, name, kind, request, at, sha256) VALUES ('o', $1, 0, 'sie/1', 'sie', 'GET', 5, 'aa')`, id)
	}
	for _, one := range partKinds {
		for _, kind := range one.kinds {
			if one.since <= o.version {
				o.exec(`INSERT INTO engagement_part (office_id, engagement_id, kind, key, digest, body, version) VALUES ('o', 'e', $1, '1', $2, $2, 3)`, kind, `{"no":"1","till":"å"}`)
			}
		}
	}
	if o.version >= 4 {
		o.exec(`INSERT INTO look (office_id, engagement_id, snapshot_id, asked_at, body) VALUES ('o', 'e', 's2', 9, '{}')`)
	}
}

// contents is every row of every table, by table.
func (o *oldDatabase) contents(db *sql.DB, tables []string) map[string][]map[string]string {
	o.t.Helper()
	all := map[string][]map[string]string{}
	for _, table := range tables {
		rows, err := db.QueryContext(context.Background(), "SELECT * FROM "+table)
		if err != nil {
			o.t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			o.t.Fatal(err)
		}
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				o.t.Fatal(err)
			}
			row := map[string]string{}
			for i, column := range columns {
				if b, ok := values[i].([]byte); ok {
					values[i] = string(b)
				}
				row[column] = fmt.Sprint(values[i])
			}
			all[table] = append(all[table], row)
		}
		if err := rows.Err(); err != nil {
			o.t.Fatal(err)
		}
	}
	return all
}

// within tells whether a row is there with the columns that it had.
func within(row map[string]string, rows []map[string]string) bool {
	for _, now := range rows {
		same := true
		for column, value := range row {
			same = same && now[column] == value
		}
		if same {
			return true
		}
	}
	return false
}

var oldTables = []string{"office", "office_user", "client", "engagement", "engagement_part", "blob", "snapshot", "snapshot_part"}

// TestUpgrade opens databases that each earlier schema left, filled: every row
// is still there, and what a migration derives is right.
func TestUpgrade(t *testing.T) {
	for name, postgres := range map[string]bool{"sqlite": false, "postgres": true} {
		files, err := fs.Glob(migrations.SQLite, "sqlite/*.sql")
		if err != nil || len(files) < 6 {
			t.Fatalf("%d migrations, %v", len(files), err)
		}
		for version := int64(1); version < int64(len(files)); version++ {
			t.Run(fmt.Sprint(name, "_", version), func(t *testing.T) {
				t.Parallel()
				o := newOldDatabase(t, postgres, version)
				o.fill()
				tables := oldTables
				if version >= 4 {
					tables = append(tables[:len(tables):len(tables)], "look")
				}
				before := o.contents(o.db, tables)
				if err := o.db.Close(); err != nil {
					t.Fatal(err)
				}
				s := open(t, o.address)
				after := o.contents(s.DB(), tables)
				for table, rows := range before {
					for _, row := range rows {
						if !within(row, after[table]) {
							t.Errorf("%s lost %v", table, row)
						}
					}
				}
				if version < 3 {
					intakesAreMade(t, s)
				}
			})
		}
	}
}

// intakesAreMade: imports from before they were taken in by a person were taken
// in when they were read, and the one in use keeps what it said.
func intakesAreMade(t *testing.T, s engagement.Store) {
	t.Helper()
	taken, err := s.Taken(t.Context(), "o", "e")
	if err != nil {
		t.Fatal(err)
	}
	if len(taken.Recognised) != 1 || taken.Recognised[0].Entry != "B1" || taken.Recognised[0].State != "equal" || len(taken.Findings) != 1 || taken.Findings[0].Code != "cash_negative" {
		t.Errorf("taken in: %+v, want B1 and the finding of the import in use", taken)
	}
	parts, err := s.Digests(t.Context(), "o", "e", engagement.IntakePart)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range parts {
		got = append(got, p.ID.Key+" "+strings.Join(strings.Fields(string(p.Digest)), ""))
	}
	intake := func(no int, to, from string) string {
		return fmt.Sprintf(`%d {"no":%d,"unknown":true,"at":"2026-02-0%dT08:41:00Z","readAt":"2026-02-0%dT08:41:00Z","by":"anna","source":"fortnox","to":%q,"from":%q}`, no, no, no, no, to, from)
	}
	if diff := cmp.Diff([]string{intake(1, "s1", ""), intake(2, "s2", "s1")}, got); diff != "" {
		t.Errorf("intakes (-want +got):\n%s", diff)
	}
	if e, err := s.Engagement(t.Context(), "o", "e"); err != nil || e.Snapshot != "s2" || e.Candidate != "" || e.Version != 7 {
		t.Errorf("engagement %+v, %v", e, err)
	}
	if snap, err := s.Snapshot(t.Context(), "o", "e", "s2"); err != nil || snap.Requests != 42 {
		t.Errorf("snapshot %+v, %v", snap, err)
	}
}
