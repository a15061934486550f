package e2e

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"bokslut/internal/testenv"
)

// workDir holds the binary while the tests run.
var workDir string

// sideBySide is how many tests run at once where GOMAXPROCS says fewer: they
// wait for the browser and for Fortnox's pace more than they compute.
const sideBySide = 3

func TestMain(m *testing.M) {
	flag.Parse()
	if runtime.GOMAXPROCS(0) < sideBySide {
		if err := flag.Set("test.parallel", strconv.Itoa(sideBySide)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	var err error
	if workDir, err = os.MkdirTemp("", "bokslut-e2e"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := os.RemoveAll(workDir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// build builds the program, once for all tests.
var build = sync.OnceValues(func() (string, error) {
	file := filepath.Join(workDir, "bokslut")
	out, err := exec.Command("go", "build", "-o", file, "bokslut/cmd/bokslut").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return file, nil
})

// binary is the built program. A test without a browser is skipped before
// anything is built.
func binary(t *testing.T) string {
	t.Helper()
	testenv.Chromium(t)
	file, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return file
}
