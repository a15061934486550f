// Package testenv hands tests the parts of the world that the Go toolchain does
// not bring: a PostgreSQL, a browser, the reference folder.
//
// What is missing skips the test by name, so that plain go test runs anywhere.
// With BOKSLUT_TEST_ALL=1, which make test sets, a missing PostgreSQL or browser
// is a failure instead: nothing can be skipped by mistake.
package testenv

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// All reports whether a missing part is a failure.
func All() bool {
	return os.Getenv("BOKSLUT_TEST_ALL") == "1"
}

// Shared is the absolute path of the reference folder: BOKSLUT_SHARED, else
// ../shared beside the repository. It lies outside the repository and need not
// exist, so a test without it is skipped; but a BOKSLUT_SHARED that names no
// folder is a failure.
func Shared(t testing.TB) string {
	t.Helper()
	dir, set := os.LookupEnv("BOKSLUT_SHARED")
	if !set || dir == "" {
		dir, set = filepath.Join(Root(t), "..", "shared"), false
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		if set {
			t.Fatalf("BOKSLUT_SHARED is %q, which is no folder", dir)
		}
		t.Skip("no reference folder: set BOKSLUT_SHARED")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

// Root is the absolute path of the repository: the nearest folder at or above
// the working directory with a go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the working directory")
		}
		dir = up
	}
}

// Chromium is the path of the browser that BOKSLUT_TEST_CHROMIUM names.
func Chromium(t testing.TB) string {
	t.Helper()
	name := os.Getenv("BOKSLUT_TEST_CHROMIUM")
	if name == "" {
		missing(t, "no browser: set BOKSLUT_TEST_CHROMIUM, or run scripts/test")
	}
	found, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("BOKSLUT_TEST_CHROMIUM: %v", err)
	}
	return found
}

// Postgres makes an empty database for this test and returns its address,
// postgres://… . The database and all connections to it are gone when the test
// ends. The server is the one that BOKSLUT_TEST_POSTGRES names; its user must
// be allowed to create databases.
func Postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv("BOKSLUT_TEST_POSTGRES")
	if server == "" {
		missing(t, "no PostgreSQL: set BOKSLUT_TEST_POSTGRES, or run scripts/test")
	}
	address, err := url.Parse(server)
	if err != nil {
		t.Fatalf("BOKSLUT_TEST_POSTGRES: %v", err)
	}
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatalf("BOKSLUT_TEST_POSTGRES: %v", err)
	}
	t.Cleanup(func() { admin.Close() })

	name := "bokslut_test_" + randomHex(t)
	// template0, since nobody is ever connected to it: template1 refuses to be
	// copied while another test is.
	execute(t, admin, "CREATE DATABASE "+name+" TEMPLATE template0")
	t.Cleanup(func() { execute(t, admin, "DROP DATABASE "+name+" WITH (FORCE)") })

	address.Path = "/" + name
	return address.String()
}

func execute(t testing.TB, db *sql.DB, statement string) {
	t.Helper()
	// Not the test's context: the clean-up runs after that has ended.
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if _, err := db.ExecContext(ctx, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func randomHex(t testing.TB) string {
	t.Helper()
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(b)
}

func missing(t testing.TB, what string) {
	t.Helper()
	if All() {
		t.Fatalf("%s (BOKSLUT_TEST_ALL is set)", what)
	}
	t.Skip(what)
}
