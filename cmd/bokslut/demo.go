package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/demo"
	"bokslut/internal/demo/company"
)

type demoCommand struct {
	Reset   bool   `help:"Start afresh: what was done in the demonstration is deleted."`
	Data    string `help:"Folder of the demonstration." default:"demo-data" type:"path"`
	Port    int    `help:"Port to begin looking for a free one at." default:"8080"`
	Verbose bool   `help:"Log everything."`
}

// Run starts a local Fortnox on localhost and the program on 127.0.0.1, so that
// the login goes between two sites as in life.
func (c demoCommand) Run(w *world) error {
	if c.Reset {
		if err := c.reset(); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return err
	}
	page, err := listenFrom("127.0.0.1", c.Port)
	if err != nil {
		return err
	}
	local, err := listenFrom("localhost", page.Addr().(*net.TCPAddr).Port+1)
	if err != nil {
		return errors.Join(err, page.Close())
	}
	return c.serve(w, page, local)
}

// marker is a file that says that a folder is a demonstration's, so that
// --reset never deletes anything else.
const marker = "demonstration"

func (c demoCommand) reset() error {
	if _, err := os.Stat(c.Data); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(c.Data, marker)); err != nil {
		return fmt.Errorf("%s is no folder of a demonstration: delete it yourself", c.Data)
	}
	return os.RemoveAll(c.Data)
}

// listenFrom takes the first free port from port on.
func listenFrom(host string, port int) (net.Listener, error) {
	var err error
	for p := port; p < port+100 && p < 65536; p++ {
		var l net.Listener
		if l, err = net.Listen("tcp4", fmt.Sprintf("%s:%d", host, p)); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no free port from %d on: %w", port, err)
}

func (c demoCommand) serve(w *world, page, local net.Listener) error {
	origin := "http://" + page.Addr().String()
	fortnoxAddress := fmt.Sprintf("http://localhost:%d", local.Addr().(*net.TCPAddr).Port)
	if err := os.WriteFile(filepath.Join(c.Data, marker), []byte("made by bokslut demo\n"), 0o600); err != nil {
		return err
	}
	key, err := demoKey(filepath.Join(c.Data, "installation.key"))
	if err != nil {
		return err
	}
	log := c.log(w)
	a, err := newApp(w.ctx, settings{
		database: filepath.Join(c.Data, "bokslut.db"), key: key, origin: origin, workers: 2, api: fortnoxAddress,
		oauth: &fortnox.OAuth{
			ClientID: company.ClientID, ClientSecret: company.ClientSecret, RedirectURL: origin + "/oauth/fortnox/callback",
			AuthURL: fortnoxAddress + "/oauth-v1/auth", TokenURL: fortnoxAddress + "/oauth-v1/token", RevokeURL: fortnoxAddress + "/oauth-v1/revoke",
		},
	}, log)
	if err != nil {
		return errors.Join(err, page.Close(), local.Close())
	}
	err = c.run(w, a, page, local, log)
	return errors.Join(err, a.close())
}

func (c demoCommand) log(w *world) *slog.Logger {
	level := slog.LevelError
	if c.Verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(w.stderr, &slog.HandlerOptions{Level: level}))
}

func demoKey(path string) ([]byte, error) {
	if err := makeKey(path); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	return readKey(path)
}

// run shows the first page at once; the prepared engagements come in sight as
// their imports go on.
func (c demoCommand) run(w *world, a *app, page, local net.Listener, log *slog.Logger) error {
	services := demo.Services{
		Offices: a.offices, Store: a.store, Engagements: a.engagements, Connections: a.connections, Work: a.work, Log: log,
	}
	user, err := services.User(w.ctx)
	if err != nil {
		return err
	}
	h, err := a.handler(&user, demo.Invitation())
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "Öppna %s\n\nProgrammet körs med påhittade företag i %s. Avsluta med Ctrl-C.\n", a.settings.origin, c.Data)
	ended, end := context.WithCancel(context.WithoutCancel(w.ctx))
	defer end()
	preparing, stop := context.WithCancel(w.ctx)
	defer stop()
	background := make(chan error, 1)
	go func() { background <- c.background(preparing, ended, a, services, local, log) }()
	err = a.serve(w.ctx, page, h)
	stop()
	end()
	return errors.Join(err, <-background)
}

// background serves the local Fortnox until the program has ended, so that what
// the program is finishing gets its answers, and prepares the engagements until
// ctx is done.
func (c demoCommand) background(ctx, ended context.Context, a *app, services demo.Services, local net.Listener, log *slog.Logger) error {
	books, err := demo.LocalFortnox(a.settings.oauth.RedirectURL, filepath.Join(c.Data, "fortnox.jsonl"), nil)
	if err != nil {
		return errors.Join(err, local.Close())
	}
	server := &http.Server{Handler: books, ReadHeaderTimeout: 5 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(local) }()
	user, err := services.User(ctx)
	if err == nil {
		err = services.Prepare(ctx, user)
	}
	if err != nil && ctx.Err() == nil {
		log.Error("the prepared engagements could not be made", "err", err)
	}
	<-ended.Done()
	closing, cancel := context.WithTimeout(context.WithoutCancel(ended), stopWithin)
	defer cancel()
	err = server.Shutdown(closing)
	if serveErr := <-served; !errors.Is(serveErr, http.ErrServerClosed) {
		err = errors.Join(err, serveErr)
	}
	return errors.Join(err, books.Close())
}
