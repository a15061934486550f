package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// output keeps what a running program prints.
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

// program is a command that runs.
type program struct {
	t      *testing.T
	out    output
	log    output
	cancel context.CancelFunc
	ended  chan error
}

func start(t *testing.T, args ...string) *program {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	p := &program{t: t, cancel: cancel, ended: make(chan error, 1)}
	go func() { p.ended <- run(ctx, args, &p.out, &p.log) }()
	t.Cleanup(cancel)
	return p
}

// wait gives the first thing printed that the pattern takes.
func (p *program) wait(pattern string) string {
	p.t.Helper()
	re := regexp.MustCompile(pattern)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if found := re.FindString(p.out.String()); found != "" {
			return found
		}
		select {
		case err := <-p.ended:
			p.t.Fatalf("it ended: %v\n%s", err, p.log.String())
		default:
		}
	}
	p.t.Fatalf("it never prints %s, but %q\n%s", pattern, p.out.String(), p.log.String())
	return ""
}

// stop is Ctrl-C; the program must end in good order, soon.
func (p *program) stop() {
	p.t.Helper()
	p.cancel()
	select {
	case err := <-p.ended:
		if err != nil {
			p.t.Errorf("it ended with %v", err)
		}
	case <-time.After(time.Minute):
		p.t.Fatal("it does not stop")
	}
}

// browse gets a page as a browser does, with cookies and redirects.
func browse(t *testing.T, browser *http.Client, address string) (int, string) {
	t.Helper()
	resp, err := browser.Get(address)
	must(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp.StatusCode, string(body)
}

func newBrowser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &http.Client{Jar: jar, Timeout: 10 * time.Second}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// freePort is a port that was free a moment ago.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// file makes a file of one line.
func file(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(path, []byte(text+"\n"), mode))
	return path
}

func keyFile(t *testing.T) string {
	t.Helper()
	return file(t, base64.StdEncoding.EncodeToString(make([]byte, 32)), 0o400)
}

// TestServeRefuses: what is missing or unsafe is said, with what to do, and
// nothing is started.
func TestServeRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		says []string
	}{
		{"no_key", nil, []string{"--key-file is missing", "bokslut key"}},
		{"key_not_there", []string{"--key-file", filepath.Join(t.TempDir(), "none")}, []string{"installation key", "no such file"}},
		{"key_readable_by_others", []string{"--key-file", file(t, "x", 0o444)}, []string{"can be read by others", "chmod 0400"}},
		{"key_readable_by_the_group", []string{"--key-file", file(t, "x", 0o440)}, []string{"can be read by others"}},
		{"key_of_rubbish", []string{"--key-file", file(t, "hej", 0o400)}, []string{"no installation key", "bokslut key"}},
		{"key_too_short", []string{"--key-file", file(t, base64.StdEncoding.EncodeToString(make([]byte, 16)), 0o400)}, []string{"no installation key"}},
		{"all_addresses", []string{"--key-file", keyFile(t), "--listen", "0.0.0.0:8080"}, []string{"reached from other machines", "--proxy"}},
		{"every_address_in_short", []string{"--key-file", keyFile(t), "--listen", ":8080"}, []string{"reached from other machines"}},
		{"ipv6_wildcard", []string{"--key-file", keyFile(t), "--listen", "[::]:8080"}, []string{"reached from other machines"}},
		{"no_port", []string{"--key-file", keyFile(t), "--listen", "127.0.0.1"}, []string{"--listen", "host:port"}},
		{"proxy_without_origin", []string{"--key-file", keyFile(t), "--listen", "0.0.0.0:8080", "--proxy", "10.0.0.0/8"}, []string{"--origin is missing", "https://"}},
		{"proxy_that_is_no_network", []string{"--key-file", keyFile(t), "--proxy", "nginx"}, []string{"--proxy", "10.0.0.0/8"}},
		{"http_on_a_public_name", []string{"--key-file", keyFile(t), "--origin", "http://bokslut.example.se"}, []string{"plain HTTP is for this machine only"}},
		{"http_on_a_public_address", []string{"--key-file", keyFile(t), "--origin", "http://192.0.2.1"}, []string{"plain HTTP is for this machine only"}},
		{"origin_with_a_path", []string{"--key-file", keyFile(t), "--origin", "https://example.se/bokslut"}, []string{"--origin", "a scheme and a host"}},
		{"origin_without_a_scheme", []string{"--key-file", keyFile(t), "--origin", "bokslut.example.se"}, []string{"--origin", "a scheme and a host"}},
		{"metrics_for_all", []string{"--key-file", keyFile(t), "--metrics", "0.0.0.0:9090"}, []string{"--metrics", "strangers"}},
		{"metrics_for_all_in_short", []string{"--key-file", keyFile(t), "--metrics", ":9090"}, []string{"--metrics", "strangers"}},
		{"metrics_on_a_public_address", []string{"--key-file", keyFile(t), "--metrics", "192.0.2.1:9090"}, []string{"--metrics", "strangers"}},
		{"metrics_without_port", []string{"--key-file", keyFile(t), "--metrics", "127.0.0.1"}, []string{"--metrics", "host:port"}},
		{"client_id_without_secret", []string{"--key-file", keyFile(t), "--client-id", "x"}, []string{"--secret-file is missing"}},
		{"secret_without_client_id", []string{"--key-file", keyFile(t), "--secret-file", file(t, "s", 0o400)}, []string{"--client-id is missing"}},
		{"secret_readable_by_others", []string{"--key-file", keyFile(t), "--client-id", "x", "--secret-file", file(t, "s", 0o644)}, []string{"--secret-file", "can be read by others"}},
		{"secret_empty", []string{"--key-file", keyFile(t), "--client-id", "x", "--secret-file", file(t, "", 0o400)}, []string{"--secret-file", "is empty"}},
		{"everything_at_once", []string{"--listen", "0.0.0.0:8080", "--client-id", "x"}, []string{"--key-file is missing", "reached from other machines", "--origin is missing", "--secret-file is missing"}},
		{"postgres_away", []string{"--key-file", keyFile(t), "--database", "postgres://u:hemligt@127.0.0.1:1/x"}, []string{"database postgres://u:xxxxx@127.0.0.1:1/x"}},
		{"database_folder_is_a_file", []string{"--key-file", keyFile(t), "--database", filepath.Join(file(t, "x", 0o600), "bokslut.db")}, []string{"database"}},
		{"unknown_flag", []string{"--port", "80"}, []string{"unknown flag --port"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "data")
			var out, log output
			err := run(t.Context(), append([]string{"serve", "--data", data}, tt.args...), &out, &log)
			if err == nil {
				t.Fatal("it started")
			}
			for _, says := range tt.says {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("it says %q, want %q in it", err, says)
				}
			}
			if strings.Contains(err.Error()+log.String(), "hemligt") {
				t.Errorf("it shows the database's password: %v", err)
			}
			if strings.Contains(out.String(), "körs på") {
				t.Errorf("it says that it runs: %s", out.String())
			}
			if _, err := os.Stat(filepath.Join(data, "bokslut.db")); err == nil {
				t.Error("it made a database")
			}
		})
	}
}

func TestServe(t *testing.T) {
	data, key, port := filepath.Join(t.TempDir(), "data"), keyFile(t), freePort(t)
	args := []string{"serve", "--data", data, "--key-file", key, "--listen", fmt.Sprintf("127.0.0.1:%d", port)}
	p := start(t, args...)
	link := p.wait(`http://\S+/kom-igang/\S+`)
	if status, body := browse(t, newBrowser(t), link); status != http.StatusOK || !strings.Contains(body, "<form") {
		t.Errorf("the link to the first user answers %d", status)
	}
	if status, body := browse(t, newBrowser(t), fmt.Sprintf("http://127.0.0.1:%d/", port)); status != http.StatusOK || !strings.Contains(body, "password") {
		t.Errorf("a stranger's first page answers %d, want the login page", status)
	}
	second := start(t, "serve", "--data", data, "--key-file", key, "--listen", fmt.Sprintf("127.0.0.1:%d", freePort(t)))
	if err := <-second.ended; err == nil || !strings.Contains(err.Error(), "another process uses the database") {
		t.Errorf("a second program on the database: %v", err)
	}
	other := start(t, "serve", "--data", t.TempDir(), "--key-file", key, "--listen", fmt.Sprintf("127.0.0.1:%d", port))
	if err := <-other.ended; err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("a second program on the port: %v", err)
	}
	p.stop()
	again := start(t, args...)
	if next := again.wait(`http://\S+/kom-igang/\S+`); next == link {
		t.Error("the one-time link is the same after a restart")
	}
	again.stop()
}

func TestKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	var out, log output
	must(t, run(t.Context(), []string{"key", path}, &out, &log))
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o400 {
		t.Errorf("the key's mode is %04o, want 0400", info.Mode().Perm())
	}
	if _, err := readKey(path); err != nil {
		t.Errorf("the key cannot be read: %v", err)
	}
	before, err := os.ReadFile(path)
	must(t, err)
	if strings.Contains(out.String()+log.String(), strings.TrimSpace(string(before))) {
		t.Error("the key is printed")
	}
	if err := run(t.Context(), []string{"key", path}, &out, &log); err == nil {
		t.Error("a key was written over")
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the key changed, %v", err)
	}
}

// TestKeyFromTheServiceManager: a credential that systemd hands over is used
// without a flag, whatever its mode.
func TestKeyFromTheServiceManager(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "bokslut-key"), []byte(base64.StdEncoding.EncodeToString(make([]byte, 32))), 0o440))
	t.Setenv("CREDENTIALS_DIRECTORY", dir)
	s, err := serveCommand{Listen: "127.0.0.1:8080", Data: "x"}.settings()
	if err != nil || len(s.key) != 32 {
		t.Errorf("settings: key of %d bytes, %v", len(s.key), err)
	}
}

func TestHelpAndVersion(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"demo", "--help"}, {"version"}} {
		var out, log output
		if err := run(t.Context(), args, &out, &log); err != nil || out.String() == "" {
			t.Errorf("%v: %v, %q", args, err, out.String())
		}
	}
}
