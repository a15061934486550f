package testenv_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"bokslut/internal/testenv"
)

func TestPostgresIsFreshForEachTest(t *testing.T) {
	var first string
	t.Run("one", func(t *testing.T) {
		first = testenv.Postgres(t)
		db := open(t, first)
		if _, err := db.Exec("CREATE TABLE mark (n BIGINT)"); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("two", func(t *testing.T) {
		second := testenv.Postgres(t)
		if second == first {
			t.Fatalf("both tests got %s", first)
		}
		var found sql.NullString
		if err := open(t, second).QueryRow("SELECT to_regclass('mark')::text").Scan(&found); err != nil {
			t.Fatal(err)
		}
		if found.Valid {
			t.Errorf("the second database holds the first one's table")
		}
	})
	if first != "" {
		if err := open(t, first).Ping(); err == nil {
			t.Errorf("%s still answers after its test", first)
		}
	}
}

func open(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestRootHoldsTheModule(t *testing.T) {
	root := testenv.Root(t)
	if _, err := os.Stat(filepath.Join(root, "internal", "testenv", "testenv.go")); err != nil {
		t.Errorf("Root() = %s, which does not hold this package: %v", root, err)
	}
}

func TestSharedFollowsTheVariable(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("BOKSLUT_SHARED", dir)
	if got := testenv.Shared(t); got != dir {
		t.Errorf("Shared() = %s, want %s", got, dir)
	}
}
