package chaos

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"bokslut/internal/demo/company"
)

// build builds the program, once for all tests.
var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "bokslut-chaos")
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "bokslut")
	out, err := exec.Command("go", "build", "-o", file, "bokslut/cmd/bokslut").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return file, nil
})

// A program is the built binary, running as a process of its own.
type program struct {
	t    *testing.T
	args []string
	cmd  *exec.Cmd
	out  lines
	log  lines
}

// newProgram prepares a program that works on the database and reaches Fortnox
// at api. It is not started yet.
func newProgram(t *testing.T, database, key, api string) *program {
	t.Helper()
	dir := t.TempDir()
	secret := filepath.Join(dir, "fortnox.secret")
	if err := os.WriteFile(secret, []byte(company.ClientSecret+"\n"), 0o400); err != nil {
		t.Fatal(err)
	}
	return &program{t: t, args: []string{
		"serve", "--listen", "127.0.0.1:0", "--data", dir, "--database", database, "--workers", "2",
		"--key-file", key, "--client-id", company.ClientID, "--secret-file", secret,
		"--auth-url", api + "/oauth-v1/auth", "--token-url", api + "/oauth-v1/token",
		"--revoke-url", api + "/oauth-v1/revoke", "--api-url", api,
	}}
}

// start returns when the program is up.
func (p *program) start() {
	p.t.Helper()
	file, err := build()
	if err != nil {
		p.t.Fatal(err)
	}
	p.cmd = exec.Command(file, p.args...)
	p.out, p.log = lines{}, lines{}
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.log
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if strings.Contains(p.out.String(), "körs på") {
			return
		}
	}
	p.t.Fatalf("the program does not start:\n%s%s", p.out.String(), p.log.String())
}

// kill is kill -9. It returns when the process is gone.
func (p *program) kill() {
	p.t.Helper()
	if p.cmd == nil {
		return
	}
	if err := p.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		p.t.Errorf("the program was gone before it was killed: %v\n%s", err, p.log.String())
	}
	_ = p.cmd.Wait() // it always tells that it was killed
	p.cmd = nil
	if log := p.log.String(); strings.Contains(log, "panic") {
		p.t.Errorf("the program panicked:\n%s", log)
	}
}

// lines is what a process has printed.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
