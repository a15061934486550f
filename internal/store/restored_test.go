package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"bokslut/internal/store"
)

// TestRestoredIsNoticed: a backup from before the latest epoch, and a copy on
// another machine, are known at the start; what the machine itself had is not
// taken for either. Source: safety requirement R29.
func TestRestoredIsNoticed(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	here := filepath.Join(t.TempDir(), "bokslut.db")
	start := func(path string, want bool) *store.Store {
		t.Helper()
		s, err := store.Open(ctx, path, "test")
		if err != nil {
			t.Fatal(err)
		}
		at, err := s.Restored(ctx)
		if err != nil || at.IsZero() == want {
			t.Fatalf("restored at %v (error %v), want one: %v", at, err, want)
		}
		return s
	}
	stop := func(s *store.Store) {
		t.Helper()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	turn := func(s *store.Store) {
		t.Helper()
		if err := s.NewEpoch(ctx); err != nil {
			t.Fatal(err)
		}
	}
	copyTo := func(from, to string) {
		t.Helper()
		b, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}

	s := start(here, false)
	turn(s)
	stop(s)
	s = start(here, false)
	stop(s)
	backup, clone := filepath.Join(t.TempDir(), "backup.db"), filepath.Join(t.TempDir(), "bokslut.db")
	copyTo(here, backup)
	copyTo(here, clone)
	stop(start(clone, true))
	s = start(here, false)
	turn(s) // something is sent
	stop(s)
	stop(start(here, false))
	copyTo(backup, here)
	stop(start(here, true))
}
