package simulation

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"bokslut/internal/store"
	"bokslut/internal/store/memory"
	"bokslut/internal/testenv"
)

func TestMain(m *testing.M) {
	runtime.GOMAXPROCS(1)   // one goroutine runs at a time; handing over within a thread costs a third less
	debug.SetGCPercent(400) // a world lives for milliseconds, and is small
	go openHatch()
	os.Exit(m.Run())
}

// opener gives a new, empty database and what takes away what a run has left
// for workers in it.
type opener func(t *testing.T) (db database, clean func())

// sqliteMemory is SQLite with all its settings, on a file system in memory
// where the machine has one.
func sqliteMemory(t *testing.T) (database, func()) {
	dir, err := os.MkdirTemp("/dev/shm", "bokslut")
	if err != nil {
		return sqliteFile(t)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return open(t, filepath.Join(dir, "bokslut.db"))
}

func sqliteFile(t *testing.T) (database, func()) {
	return open(t, filepath.Join(t.TempDir(), "bokslut.db"))
}

func postgres(t *testing.T) (database, func()) { return open(t, testenv.Postgres(t)) }

// inMemory is the store of package memory, new for each run.
func inMemory(*testing.T) (database, func()) { return memory.New(time.Now), func() {} }

func open(t *testing.T, address string) (database, func()) {
	s, err := store.Open(context.Background(), address, "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	s.SetClock(hatchTime)
	return s, func() {
		var errs []error
		for _, table := range []string{"delivery", "job", "series_lease", "pace"} {
			_, err := s.DB().Exec("DELETE FROM " + table)
			errs = append(errs, err)
		}
		if err := errors.Join(errs...); err != nil {
			t.Error(err)
		}
	}
}
