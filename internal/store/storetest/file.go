package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"bokslut/internal/store"
)

// File is a new, empty SQLite file with every migration done: a copy of one that
// is migrated once per process.
func File(t testing.TB) string {
	t.Helper()
	content, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "bokslut.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "bokslut-storetest")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "bokslut.db")
	db, err := store.Open(context.Background(), path, "test")
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})
