package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
)

type fortnoxCommand struct {
	Listen    string `help:"Address to listen on. Only this machine may be reached." default:"127.0.0.1:8090"`
	Companies string `help:"Folder with one folder for each company. Default: the invented companies of the demonstration." type:"existingdir"`
	Redirect  string `help:"Redirect address to register for the demonstration's app." default:"http://127.0.0.1:8080/oauth/fortnox/callback"`
	State     string `help:"File that keeps what changes over a restart." type:"path"`
	Control   string `help:"Address of the control of faults, as 127.0.0.1:8091. Default: none."`
}

// Run serves a local Fortnox until it is stopped.
func (c fortnoxCommand) Run(w *world) error {
	for _, address := range []string{c.Listen, c.Control} {
		if host, _, err := net.SplitHostPort(address); address != "" && (err != nil || !isLoopback(host)) {
			return fmt.Errorf("%q: the local Fortnox listens on this machine only", address)
		}
	}
	server := fortnoxtest.New(fortnoxtest.Options{
		StateFile: c.State,
		Apps: []fortnoxtest.App{{
			ClientID: company.ClientID, ClientSecret: company.ClientSecret, Name: "Skatt & Bokslut", RedirectURIs: []string{c.Redirect},
			Scopes: connection.Scopes, ServiceAccount: true,
		}},
	})
	if err := c.load(server); err != nil {
		return err
	}
	for _, co := range server.Companies() {
		fmt.Fprintf(w.stdout, "%v\n", co)
	}
	return errors.Join(c.serve(w, server), server.Close())
}

// serve listens first, so that the addresses printed are those that answer, also
// when a port is 0.
func (c fortnoxCommand) serve(w *world, server *fortnoxtest.Server) error {
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(w.ctx)
	defer stop()
	control := make(chan error, 1)
	if c.Control == "" {
		control <- nil
	} else {
		cl, err := net.Listen("tcp", c.Control)
		if err != nil {
			return errors.Join(err, l.Close())
		}
		fmt.Fprintf(w.stdout, "Styrning på http://%s\n", cl.Addr())
		go func() {
			defer stop()
			control <- serveUntil(ctx, cl, server.Control())
		}()
	}
	fmt.Fprintf(w.stdout, "Lokalt Fortnox på http://%s\n", l.Addr())
	err = serveUntil(ctx, l, server)
	stop()
	return errors.Join(err, <-control)
}

func (c fortnoxCommand) load(server *fortnoxtest.Server) error {
	if c.Companies != "" {
		return server.LoadAll(os.DirFS(c.Companies))
	}
	for _, co := range company.All() {
		if err := server.Load(co.FS()); err != nil {
			return err
		}
	}
	return nil
}

// serveUntil serves h on l until ctx ends.
func serveUntil(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := server.Shutdown(closing)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close() // somebody waits for an answer that a fault holds back
	}
	if serveErr := <-served; !errors.Is(serveErr, http.ErrServerClosed) {
		err = errors.Join(err, serveErr)
	}
	return err
}
