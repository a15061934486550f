package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/office"
)

type serveCommand struct {
	Listen   string   `help:"Address to listen on." default:"127.0.0.1:8080" env:"BOKSLUT_LISTEN"`
	Origin   string   `help:"Public address, as https://bokslut.example.se. Default: http:// and the address listened on." env:"BOKSLUT_ORIGIN"`
	Proxy    []string `help:"Networks of reverse proxies that speak HTTPS to browsers, as 10.0.0.0/8." env:"BOKSLUT_PROXY"`
	Data     string   `help:"Folder for the database." default:"bokslut-data" env:"BOKSLUT_DATA" type:"path"`
	Database string   `help:"postgres:// address, or a SQLite file. Default: bokslut.db in the data folder." env:"BOKSLUT_DATABASE"`
	KeyFile  string   `help:"File with the installation key (mode 0400). Made with bokslut key." env:"BOKSLUT_KEY_FILE" type:"path"`
	Metrics  string   `help:"Address of metrics and health, as 127.0.0.1:9090, on this machine or a private network. Default: none." env:"BOKSLUT_METRICS"`
	Workers  int      `help:"Imports and exports side by side." default:"4" env:"BOKSLUT_WORKERS"`

	ClientID   string `help:"Fortnox client id, from Fortnox's developer portal." env:"BOKSLUT_FORTNOX_CLIENT_ID"`
	SecretFile string `help:"File with the Fortnox client secret (mode 0400)." env:"BOKSLUT_FORTNOX_SECRET_FILE" type:"path"`
	AuthURL    string `help:"Fortnox's login page." env:"BOKSLUT_FORTNOX_AUTH_URL"`
	TokenURL   string `help:"Fortnox's token address." env:"BOKSLUT_FORTNOX_TOKEN_URL"`
	RevokeURL  string `help:"Fortnox's revoke address." env:"BOKSLUT_FORTNOX_REVOKE_URL"`
	APIURL     string `help:"Fortnox's API." name:"api-url" env:"BOKSLUT_FORTNOX_API_URL"`
}

// Run starts the program, or says everything that is missing or unsafe at once.
func (c serveCommand) Run(w *world) error {
	s, err := c.settings()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(w.stderr, nil))
	a, err := newApp(w.ctx, s, log)
	if err != nil {
		return err
	}
	return errors.Join(c.serve(w, a), a.close())
}

func (c serveCommand) serve(w *world, a *app) error {
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	h, err := a.handler(nil, nil)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	stopMetrics, err := a.serveMetrics(w.ctx, c.Metrics)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if err := firstUser(w, a); err != nil {
		return errors.Join(err, l.Close(), stopMetrics())
	}
	fmt.Fprintf(w.stdout, "Skatt & Bokslut körs på %s\n", a.settings.origin)
	return errors.Join(a.serve(w.ctx, l, h), stopMetrics())
}

// firstUser prints the one-time link by which the first user is made.
func firstUser(w *world, a *app) error {
	secret, err := a.offices.FirstLink(w.ctx)
	if errors.Is(err, office.ErrSetUp) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w.stdout, "Skapa den första användaren här (länken gäller en gång, i 72 timmar):\n%s/kom-igang/%s\n", a.settings.origin, secret)
	return err
}

func (c serveCommand) settings() (settings, error) {
	s := settings{database: c.Database, workers: max(1, c.Workers), api: c.APIURL}
	if s.database == "" {
		s.database = filepath.Join(c.Data, "bokslut.db")
	}
	var errs []error
	s.origin, s.secure, s.proxies = c.publicAddress(&errs)
	errs = append(errs, privateAddress("--metrics", c.Metrics))
	if path := orCredential(c.KeyFile, "bokslut-key"); path == "" {
		errs = append(errs, errors.New("--key-file is missing: make a key with bokslut key FILE"))
	} else if key, err := readKey(path); err != nil {
		errs = append(errs, fmt.Errorf("installation key: %w", err))
	} else {
		s.key = key
	}
	secret, err := c.clientSecret()
	errs = append(errs, err)
	s.oauth = &fortnox.OAuth{
		ClientID: c.ClientID, ClientSecret: secret, RedirectURL: s.origin + "/oauth/fortnox/callback",
		AuthURL: c.AuthURL, TokenURL: c.TokenURL, RevokeURL: c.RevokeURL,
	}
	return s, errors.Join(errs...)
}

// clientSecret may be left out together with the client id: then Fortnox is
// not offered, and SIE files are.
func (c serveCommand) clientSecret() (string, error) {
	path := orCredential(c.SecretFile, "fortnox-secret")
	switch {
	case c.ClientID == "" && path == "":
		return "", nil
	case c.ClientID == "":
		return "", errors.New("--client-id is missing: a Fortnox client secret was given")
	case path == "":
		return "", errors.New("--secret-file is missing: a Fortnox client id was given")
	}
	secret, err := readSecret(path)
	if err == nil && secret == "" {
		err = fmt.Errorf("%s is empty", path)
	}
	if err != nil {
		return "", fmt.Errorf("--secret-file: %w", err)
	}
	return secret, nil
}

func orCredential(path, name string) string {
	if dir := os.Getenv("CREDENTIALS_DIRECTORY"); path == "" && dir != "" {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return filepath.Join(dir, name)
		}
	}
	return path
}

// publicAddress refuses plain HTTP anywhere but on this machine or behind a
// declared proxy.
func (c serveCommand) publicAddress(errs *[]error) (origin string, secure bool, proxies []netip.Prefix) {
	fail := func(err error) { *errs = append(*errs, err) }
	for _, network := range c.Proxy {
		p, err := netip.ParsePrefix(network)
		if err != nil {
			fail(fmt.Errorf("--proxy %q: want a network as 10.0.0.0/8", network))
		}
		proxies = append(proxies, p)
	}
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		fail(fmt.Errorf("--listen %q: want host:port", c.Listen))
	}
	loopback := isLoopback(host)
	if !loopback && len(proxies) == 0 {
		fail(fmt.Errorf("--listen %s is reached from other machines in plain HTTP: put a reverse proxy with HTTPS before the program and name it with --proxy", c.Listen))
	}
	origin = strings.TrimRight(c.Origin, "/")
	if origin == "" {
		if !loopback || len(proxies) > 0 {
			fail(errors.New("--origin is missing: the https:// address that browsers use"))
		}
		origin = "http://" + c.Listen
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.Path != "" || u.Scheme != "https" && u.Scheme != "http" {
		fail(fmt.Errorf("--origin %q: want a scheme and a host, as https://bokslut.example.se", c.Origin))
		return origin, false, proxies
	}
	if u.Scheme == "http" && !isLoopback(u.Hostname()) {
		fail(fmt.Errorf("--origin %s: plain HTTP is for this machine only", origin))
	}
	return origin, u.Scheme == "https", proxies
}

// privateAddress refuses an address that strangers might reach: what listens
// there asks for no login.
func privateAddress(flag, address string) error {
	if address == "" {
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%s %q: want host:port", flag, address)
	}
	if ip, err := netip.ParseAddr(host); isLoopback(host) || err == nil && ip.IsPrivate() {
		return nil
	}
	return fmt.Errorf("%s %s may be reached by strangers: take an address of this machine or of a private network, as 127.0.0.1:9090", flag, address)
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// withoutPassword is a database address that may be shown.
func withoutPassword(address string) string {
	if u, err := url.Parse(address); err == nil && u.User != nil {
		return u.Redacted()
	}
	return address
}
