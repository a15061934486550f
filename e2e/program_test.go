package e2e

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"bokslut/internal/demo/company"
)

// A program is the built binary, running as a process of its own.
type program struct {
	t    *testing.T
	URL  string // of the program, without a slash at the end
	dir  string // where it runs
	args []string
	cmd  *exec.Cmd
	out  *output
	log  *output
}

// serve starts the program for real use, with Fortnox f, in an empty folder.
func serve(t *testing.T, f *localFortnox) *program {
	t.Helper()
	dir := t.TempDir()
	p := &program{t: t, URL: f.program, dir: dir}
	key, secret, data := filepath.Join(dir, "installation.key"), filepath.Join(dir, "fortnox.secret"), filepath.Join(dir, "data")
	if out, err := exec.Command(binary(t), "key", key).CombinedOutput(); err != nil {
		t.Fatalf("bokslut key: %v\n%s", err, out)
	}
	err := errors.Join(os.WriteFile(secret, []byte(company.ClientSecret+"\n"), 0o400), os.Mkdir(data, 0o700))
	if err != nil {
		t.Fatal(err)
	}
	p.args = []string{
		"serve", "--listen", strings.TrimPrefix(p.URL, "http://"), "--data", data,
		"--key-file", key, "--client-id", company.ClientID, "--secret-file", secret,
		"--auth-url", f.URL + "/oauth-v1/auth", "--token-url", f.URL + "/oauth-v1/token",
		"--revoke-url", f.URL + "/oauth-v1/revoke", "--api-url", f.URL,
	}
	p.start()
	p.waitFor("Skatt & Bokslut körs på " + p.URL)
	t.Cleanup(p.stop)
	return p
}

func (p *program) start() {
	p.t.Helper()
	p.out, p.log = &output{}, &output{}
	p.cmd = exec.Command(binary(p.t), p.args...)
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = p.dir, p.out, p.log
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
}

// stop ends the program as Ctrl-C does. It must end by itself, in order, and
// have logged no error.
func (p *program) stop() {
	p.t.Helper()
	if p.cmd.ProcessState != nil {
		return
	}
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		p.t.Errorf("stop: %v", err)
	}
	killed := time.AfterFunc(15*time.Second, func() { _ = p.cmd.Process.Signal(syscall.SIGKILL) })
	defer killed.Stop()
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("the program did not stop in order: %v\n%s", err, p.log)
	}
	if p.t.Failed() {
		p.t.Logf("what the program logged last:\n%s", p.log.last(25))
	}
	if log := p.log.String(); strings.Contains(log, `"level":"ERROR"`) || strings.Contains(log, "level=ERROR") {
		p.t.Errorf("the program logged an error:\n%s", log)
	}
}

// waitFor waits until a line of what the program prints begins with the text,
// and returns the line.
func (p *program) waitFor(text string) string {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		for line := range strings.Lines(p.out.String()) {
			if strings.HasPrefix(line, text) && strings.HasSuffix(line, "\n") {
				return strings.TrimSpace(line)
			}
		}
	}
	_ = p.cmd.Process.Kill()
	p.t.Fatalf("the program did not print %q but\n%s%s", text, p.out, p.log)
	return ""
}

// output is what a process has printed.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// last gives the last n lines.
func (o *output) last(n int) string {
	lines := slices.Collect(strings.Lines(o.String()))
	return strings.Join(lines[max(0, len(lines)-n):], "")
}

// freeAddress is an address on this machine that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
