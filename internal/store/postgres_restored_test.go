package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"bokslut/internal/store"
	"bokslut/internal/testenv"
)

// TestServerIsRestored: a PostgreSQL that took over from a copy of its folder is
// known, also by a program that goes on running, and so is a database
// that was copied into another one; one that was only started anew is not taken
// for either. An ordinary role is enough, and where it is not allowed to ask,
// the program works nevertheless. Source: safety requirements R29, R47.
func TestServerIsRestored(t *testing.T) {
	t.Parallel()
	server := testenv.NewServer(t)
	server.Start()
	admin(t, server.Address("bokslut", "postgres"), `CREATE ROLE plain LOGIN`, `CREATE DATABASE bokslut OWNER plain`)
	s := open(t, server.Address("plain", "bokslut"))
	wantRestored(t, "new", s, false)

	backup := filepath.Join(filepath.Dir(server.Data()), "backup")
	server.Stop()
	server.Copy(server.Data(), backup)
	server.Start()
	wantRestored(t, "started anew", s, false)

	admin(t, server.Address("bokslut", "postgres"), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'bokslut'`,
		`CREATE DATABASE copied TEMPLATE bokslut OWNER plain`)
	wantRestored(t, "copied", open(t, server.Address("plain", "copied")), true)
	wantRestored(t, "the one it was copied from", open(t, server.Address("plain", "bokslut")), false)

	server.Stop()
	if err := errors.Join(os.RemoveAll(server.Data()), os.Rename(backup, server.Data())); err != nil {
		t.Fatal(err)
	}
	server.Write("standby.signal", "")
	server.Start()
	server.Promote()
	wantRestored(t, "taken over while the program runs", s, true)
	wantRestored(t, "opened after that", open(t, server.Address("plain", "bokslut")), true)

	admin(t, server.Address("bokslut", "postgres"), `CREATE DATABASE quiet OWNER plain`)
	admin(t, server.Address("bokslut", "quiet"), `REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC`)
	wantRestored(t, "a server that does not tell", open(t, server.Address("plain", "quiet")), false)
}

func wantRestored(t *testing.T, when string, s *store.Store, want bool) {
	t.Helper()
	s.DB().SetMaxIdleConns(-1) // those that were broken off
	for range 2 {
		if at, err := s.Restored(context.Background()); err != nil || at.IsZero() == want {
			t.Fatalf("%s: restored at %v (error %v), want one: %v", when, at, err, want)
		}
	}
}

func admin(t *testing.T, address string, statements ...string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}
