package testenv

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// A Server is a PostgreSQL of a test's own, which it may stop, copy and start
// anew. It is stopped when the test ends.
type Server struct {
	t    testing.TB
	bin  string
	dir  string
	port int
	as   *syscall.Credential
}

// NewServer makes a PostgreSQL server that does not run yet. The programs are
// those of the path, else Debian's newest.
func NewServer(t testing.TB) *Server {
	t.Helper()
	bin := serverPrograms()
	if bin == "" {
		missing(t, "no PostgreSQL server programs: run scripts/test-deps")
	}
	dir, err := os.MkdirTemp("", "bokslut-server") // not the test's folder: another user must reach it
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, bin: bin, dir: dir, port: freePort(t)}
	if os.Getuid() == 0 { // the server refuses to run as root
		s.as = postgresUser(t)
		if err := os.Chown(dir, int(s.as.Uid), int(s.as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		if _, err := os.Stat(s.Data() + "/postmaster.pid"); err == nil {
			s.Stop()
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	s.run("initdb", "-D", s.Data(), "-U", "bokslut", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	return s
}

func serverPrograms() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1])
}

func postgresUser(t testing.TB) *syscall.Credential {
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
	if errUID != nil || errGID != nil {
		t.Fatalf("user postgres: %v %v", errUID, errGID)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func freePort(t testing.TB) int {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Data is the folder that holds the databases.
func (s *Server) Data() string { return filepath.Join(s.dir, "data") }

// Address leads a role to a database of the server. Its superuser is bokslut.
func (s *Server) Address(role, database string) string {
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/%s?sslmode=disable", role, s.port, database)
}

// Start starts the server.
func (s *Server) Start() {
	s.t.Helper()
	s.run("pg_ctl", "-D", s.Data(), "-w", "-t", "60", "-l", filepath.Join(s.dir, "log"), "-o", fmt.Sprintf(
		"-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off -c max_connections=30", s.port, s.dir), "start")
}

// Stop stops the server, and breaks off its connections.
func (s *Server) Stop() {
	s.t.Helper()
	s.run("pg_ctl", "-D", s.Data(), "-m", "fast", "-w", "stop")
}

// Promote lets a standby take over.
func (s *Server) Promote() {
	s.t.Helper()
	s.run("pg_ctl", "-D", s.Data(), "-w", "promote")
}

// Copy copies the folder of a server that does not run, under its owner.
func (s *Server) Copy(from, to string) {
	s.t.Helper()
	s.command("cp", "-r", "--preserve=mode", from, to)
}

// Write writes a file in the folder of the server, under its owner.
func (s *Server) Write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.Data(), name)
	s.command("sh", "-c", `printf %s "$1" >"$0"`, path, text)
}

func (s *Server) run(program string, args ...string) {
	s.t.Helper()
	s.command(filepath.Join(s.bin, program), args...)
}

func (s *Server) command(name string, args ...string) {
	s.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = s.dir, append(os.Environ(), "LC_ALL=C")
	if s.as != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	}
	out, err := os.Create(filepath.Join(s.dir, "out")) // a file, no pipe: the server keeps it open
	if err != nil {
		s.t.Fatal(err)
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(out.Name())
		log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
		s.t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, bytes.TrimSpace(text), log)
	}
}
