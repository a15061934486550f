// Package web serves the pages: routes, handlers, templates and every Swedish
// sentence that a user reads.
package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/alexedwards/scs/v2"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/report/pdf"
)

// Config is everything the pages need of the world.
type Config struct {
	Offices     *office.Service
	Engagements *engagement.Service
	Connections ConnectionService
	Work        WorkService
	Sessions    scs.CtxStore
	Now         func() time.Time
	Version     string
	// DemoUser, when set, is signed in by itself on requests from this machine.
	DemoUser *office.User
	// DemoPassword is the demo user's, told on this machine where it is asked for.
	DemoPassword string
	// Invite, when set, is shown above Uppdrag.
	Invite *Invitation
	// Origin is the public address, as https://bokslut.example.se. Requests for
	// another host are refused.
	Origin string
	// FortnoxAuth is the address of Fortnox's login page: a form may lead there.
	FortnoxAuth string
	// Secure says that browsers reach the program over HTTPS only.
	Secure bool
	// Proxies lists who may say where a request comes from (X-Forwarded-For).
	Proxies []netip.Prefix
	Log     *slog.Logger
	// Files makes attached files ready to be printed. Without it they are made
	// ready in this process, which a file can harm.
	Files *pdf.Apart
}

type server struct {
	offices     *office.Service
	engagements *engagement.Service
	connections ConnectionService
	work        WorkService
	sessions    *scs.SessionManager
	now         func() time.Time
	version     string
	demo        *office.User
	demoPass    string
	invite      *Invitation
	origin      string // public address
	host        string
	formAction  string
	secure      bool
	proxies     []netip.Prefix
	log         *slog.Logger
	files       *pdf.Apart
}

// New gives the handler of all pages, with its middleware.
func New(c Config) (http.Handler, error) {
	origin, err := url.Parse(c.Origin)
	if err != nil || origin.Host == "" {
		return nil, fmt.Errorf("public address %q: want a scheme and a host", c.Origin)
	}
	if c.Offices == nil || c.Engagements == nil || c.Connections == nil || c.Work == nil || c.Sessions == nil || c.Now == nil {
		return nil, errors.New("web: a service is missing")
	}
	log := c.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &server{
		offices: c.Offices, engagements: c.Engagements, connections: c.Connections, work: c.Work,
		now: c.Now, version: c.Version, demo: c.DemoUser, demoPass: c.DemoPassword, invite: c.Invite, origin: origin.Scheme + "://" + origin.Host, host: origin.Host, secure: c.Secure, proxies: c.Proxies, log: log,
	}
	if s.files = c.Files; s.files == nil {
		s.files = pdf.NewApart()
	}
	if s.formAction, err = authOrigin(c.FortnoxAuth); err != nil {
		return nil, err
	}
	s.sessions = newSessions(c.Sessions, c.Secure, log)
	return s.handler(), nil
}

// authOrigin is the part of an address that a content security policy names.
func authOrigin(address string) (string, error) {
	if address == "" {
		return "", nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", fmt.Errorf("login address of Fortnox %q: want a scheme and a host", address)
	}
	return u.Scheme + "://" + u.Host, nil
}
