package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"bokslut/internal/store"
	"bokslut/internal/store/storetest"
	"bokslut/internal/testenv"
)

func open(t *testing.T, address string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), address, "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// database is an open store with what the contract looks at behind it.
func database(t *testing.T, address string) storetest.Database {
	s := open(t, address)
	return storetest.Database{Store: s, DeclareRestored: s.DeclareRestored, Sessions: s.Sessions(), Exec: func(query string) error {
		_, err := s.DB().Exec(query)
		return err
	}}
}

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Database { return database(t, filepath.Join(t.TempDir(), "bokslut.db")) })
}

func TestPostgres(t *testing.T) {
	testenv.Postgres(t)
	storetest.Run(t, func(t *testing.T) storetest.Database { return database(t, testenv.Postgres(t)) })
}

func TestOneProcessPerFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bokslut.db")
	open(t, path)
	if s, err := store.Open(context.Background(), path, "test"); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second Open = %v, %v, want ErrInUse", s, err)
	}
}

func TestFileIsTheOwnersOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bokslut.db")
	open(t, path)
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %04o, want 0600", filepath.Base(name), mode)
		}
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bokslut.db")
	s, err := store.Open(context.Background(), path, "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.DB().Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var newer *store.NewerSchemaError
	if _, err := store.Open(context.Background(), path, "test"); !errors.As(err, &newer) || newer.Have != 999 {
		t.Errorf("Open of a newer schema = %v, want NewerSchemaError", err)
	}
}
