package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/connection"
	"bokslut/internal/demo"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
	"bokslut/internal/report/pdf"
	"bokslut/internal/store"
	"bokslut/internal/web"
)

// settings is everything that the running program is told.
type settings struct {
	database string // SQLite file or postgres:// address
	key      []byte // installation key
	origin   string // public address
	secure   bool
	proxies  []netip.Prefix
	workers  int
	oauth    *fortnox.OAuth
	api      string // address of the Fortnox API
}

// app is the program, wired.
type app struct {
	store       *store.Store
	offices     *office.Service
	engagements *engagement.Service
	connections *connection.Service
	work        *jobs.Service
	meters      *meters
	health      *health
	settings    settings
	log         *slog.Logger
}

// cachedRows is how many voucher rows of parsed books are kept, some 150 bytes each.
const cachedRows = 2_500_000

func newApp(ctx context.Context, c settings, log *slog.Logger) (*app, error) {
	db, err := store.Open(ctx, c.database, version)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", withoutPassword(c.database), err)
	}
	sealer, err := connection.NewSealer(c.key, db)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	a := &app{store: db, settings: c, log: log, meters: newMeters(db), health: &health{ready: db.Ready, log: log}}
	a.offices = office.NewService(db, time.Now)
	a.engagements = engagement.NewService(db, a.offices, jobs.NewBooks(db, cachedRows), time.Now)
	a.connections = connection.NewService(db, sealer, c.oauth, c.api, time.Now, log)
	a.connections.Observe(a.meters.watch(log))
	a.work = jobs.NewService(db, a.engagements, a.connections, a.offices, version, time.Now, log)
	return a, nil
}

func (a *app) handler(demoUser *office.User, invite *web.Invitation) (http.Handler, error) {
	auth := a.settings.oauth.AuthURL
	if auth == "" {
		auth = fortnox.DefaultAuthURL
	}
	pages, err := web.New(web.Config{
		Offices: a.offices, Engagements: a.engagements, Connections: a.connections, Work: a.work, Sessions: a.store.Sessions(),
		Now: time.Now, Version: version, DemoUser: demoUser, DemoPassword: demo.Password, Invite: invite, Origin: a.settings.origin, FortnoxAuth: auth,
		Secure: a.settings.secure, Proxies: a.settings.proxies, Log: a.log, Files: pdf.NewApart(preparer...),
	})
	if err != nil {
		return nil, err
	}
	return a.health.before(pages), nil
}

// stopWithin is how long a running POST to Fortnox may take when the program
// stops. Source: safety requirement R125.
const stopWithin = 75 * time.Second

// serve answers on l and works until ctx ends; then nothing new begins, what
// runs may finish, and the database is closed.
func (a *app) serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	working := make(chan struct{})
	workCtx, stopWork := context.WithCancel(ctx)
	defer stopWork()
	go func() {
		a.work.Run(workCtx, a.settings.workers)
		close(working)
	}()
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	var err error
	select {
	case err = <-served:
	case <-ctx.Done():
	}
	stopWork()
	stopping, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	if shutErr := server.Shutdown(stopping); shutErr != nil {
		err = errors.Join(err, shutErr)
	}
	select {
	case <-working:
	case <-stopping.Done():
		err = errors.Join(err, errors.New("a job did not stop in time; it is taken up at the next start"))
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, a.connections.Flush(stopping))
}

func (a *app) close() error { return a.store.Close() }
