package main

import (
	"path/filepath"
	"testing"

	"bokslut/internal/store"
)

// TestRestored: what the command says stands in the database, at the address
// that serve would use.
func TestRestored(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	file := filepath.Join(data, "bokslut.db")
	isRestored := func(want bool) {
		t.Helper()
		db, err := store.Open(t.Context(), file, version)
		must(t, err)
		defer db.Close()
		if at, err := db.Restored(t.Context()); err != nil || at.IsZero() == want {
			t.Errorf("restored at %v (error %v), want one: %v", at, err, want)
		}
	}
	isRestored(false)
	var out, log output
	must(t, run(t.Context(), []string{"restored", "--data", data}, &out, &log))
	if want := "noted: nothing is sent to Fortnox from an engagement before it has been imported anew\n"; out.String() != want {
		t.Errorf("it prints %q, want %q", out.String(), want)
	}
	isRestored(true)

	inUse, err := store.Open(t.Context(), file, version)
	must(t, err)
	defer inUse.Close()
	if err := run(t.Context(), []string{"restored", "--database", file}, &out, &log); err == nil {
		t.Error("it says nothing of a database that a running program has")
	}
}
