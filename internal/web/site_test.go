package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
	"bokslut/internal/store"
	"bokslut/internal/store/storetest"
	"bokslut/internal/web"
)

// site is the whole program but its command line, on SQLite, with a local
// Fortnox and a browser that keeps cookies.
type site struct {
	t           testing.TB
	URL         string
	Browser     *http.Client
	Offices     *office.Service
	Engagements *engagement.Service
	Connections *connection.Service
	Store       *store.Store
	Fortnox     *fortnoxtest.Server // holds theCompany
	User        office.User
	Log         *safeLog
	again       func() error // starts the pages anew, with no books in memory
}

// forget lets go of all books in memory.
func (s *site) forget() {
	s.Engagements = engagement.NewService(s.Store, s.Offices, jobs.NewBooks(s.Store, 2_500_000), time.Now)
}

const (
	testPassword = "en lång mening om hösten"
	testEmail    = "anna@nordan.example"
)

// safeLog keeps the log for tests that read it.
type safeLog struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *safeLog) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// newSite starts the program with one office and one administrator, who is
// signed in. change may alter the configuration.
func newSite(t testing.TB, change func(*web.Config)) *site {
	t.Helper()
	s := newSiteWithout(t, change)
	s.User = s.newOffice("Nordans redovisning", "Anna Berg", testEmail)
	s.signIn(s.Browser, testEmail)
	return s
}

// newSiteWithout starts the program without any user.
func newSiteWithout(t testing.TB, change func(*web.Config)) *site {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	db, err := store.Open(ctx, storetest.File(t), "test")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, Store: db, Log: &safeLog{}}
	log := slog.New(slog.NewTextHandler(s.Log, nil))
	server := httptest.NewUnstartedServer(nil)
	s.URL = "http://" + server.Listener.Addr().String()
	oauth, local := localFortnox(t, s.URL+"/oauth/fortnox/callback")
	s.Fortnox = local

	sealer, err := connection.NewSealer(make([]byte, connection.KeyLength), db)
	if err != nil {
		t.Fatal(err)
	}
	s.Offices = office.NewService(db, time.Now)
	s.forget()
	s.Connections = connection.NewService(db, sealer, oauth, strings.TrimSuffix(oauth.TokenURL, "/oauth-v1/token"), time.Now, log)
	jobs := jobs.NewService(db, s.Engagements, s.Connections, s.Offices, "test", time.Now, log)
	config := web.Config{
		Offices: s.Offices, Engagements: s.Engagements, Connections: s.Connections, Work: jobs, Sessions: db.Sessions(),
		Now: time.Now, Version: "test", Origin: s.URL, FortnoxAuth: oauth.AuthURL, Log: log,
	}
	if change != nil {
		change(&config)
	}
	handler, err := web.New(config)
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = handler
	server.Start()
	s.again = func() error {
		s.forget()
		config.Engagements = s.Engagements
		server.Config.Handler, err = web.New(config)
		return err
	}
	worked := make(chan struct{})
	go func() { jobs.Run(ctx, 1); close(worked) }()
	t.Cleanup(func() {
		cancel()
		<-worked
		server.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	s.Browser = newBrowser(t)
	return s
}

// theCompany is the small company that the local Fortnox of these tests holds.
var theCompany = sync.OnceValue(func() company.Company { return company.All()[1] })

// localFortnox starts a Fortnox with theCompany in it and gives the program's
// registration there.
func localFortnox(t testing.TB, redirect string) (*fortnox.OAuth, *fortnoxtest.Server) {
	t.Helper()
	local := fortnoxtest.New(fortnoxtest.Options{
		Rate: fortnoxtest.Rate{Requests: -1},
		Apps: []fortnoxtest.App{{
			ClientID: company.ClientID, ClientSecret: company.ClientSecret, RedirectURIs: []string{redirect},
			Scopes: connection.Scopes, ServiceAccount: true,
		}},
	})
	if err := local.Load(theCompany().FS()); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(local)
	t.Cleanup(server.Close)
	return &fortnox.OAuth{
		ClientID: company.ClientID, ClientSecret: company.ClientSecret, RedirectURL: redirect,
		AuthURL: server.URL + "/oauth-v1/auth", TokenURL: server.URL + "/oauth-v1/token", RevokeURL: server.URL + "/oauth-v1/revoke",
		HTTP: http.DefaultTransport,
	}, local
}

func newBrowser(t testing.TB) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 20 * time.Second}
}

// newOffice makes an office in the store as its first user would; the one-time
// link is made directly, since only the first office comes by the terminal.
func (s *site) newOffice(name, person, email string) office.User {
	s.t.Helper()
	ctx := context.Background()
	secret, hash := office.NewSecret()
	if err := s.Store.SaveLink(ctx, hash, time.Now().Add(time.Hour)); err != nil {
		s.t.Fatal(err)
	}
	u, err := s.Offices.CreateFirst(ctx, secret, name, person, email, testPassword)
	if err != nil {
		s.t.Fatal(err)
	}
	return u
}

func (s *site) signIn(browser *http.Client, email string) {
	s.t.Helper()
	p := s.postAs(browser, "/logga-in", url.Values{"epost": {email}, "losenord": {testPassword}})
	if p.Status != http.StatusOK || p.Path != "/uppdrag" {
		s.t.Fatalf("signing in ended at %s with %d:\n%s", p.Path, p.Status, p.Body)
	}
}

// page is an answer after redirects.
type page struct {
	Status int
	Path   string
	URL    string
	Query  url.Values
	Header http.Header
	Body   string
}

// main is the sheet of the page, for a failure's message.
func (p page) main() string {
	if _, sheet, ok := strings.Cut(p.Body, "<main"); ok {
		return sheet
	}
	return p.Body
}

func (s *site) get(path string) page { s.t.Helper(); return s.getAs(s.Browser, path) }

func (s *site) getAs(browser *http.Client, path string) page {
	s.t.Helper()
	resp, err := browser.Get(s.URL + path)
	return s.read(resp, err)
}

func (s *site) post(path string, form url.Values) page {
	s.t.Helper()
	return s.postAs(s.Browser, path, form)
}

func (s *site) postAs(browser *http.Client, path string, form url.Values) page {
	s.t.Helper()
	resp, err := browser.PostForm(s.URL+path, form)
	return s.read(resp, err)
}

func (s *site) read(resp *http.Response, err error) page {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return page{resp.StatusCode, resp.Request.URL.Path, resp.Request.URL.String(), resp.Request.URL.Query(), resp.Header, string(body)}
}

// wants fails unless the page has the status and every text.
func (s *site) wants(p page, status int, texts ...string) {
	s.t.Helper()
	if p.Status != status {
		s.t.Errorf("%s: status %d, want %d\n%s", p.Path, p.Status, status, p.main())
	}
	for _, text := range texts {
		if !strings.Contains(p.Body, text) {
			s.t.Errorf("%s: the page lacks %q\n%s", p.Path, text, p.main())
		}
	}
}

// balances are typed balances that sum to zero.
const balances = "1930;Företagskonto;85000;125500\n2081;Aktiekapital;-25000;-25000\n2440;Leverantörsskulder;-60000;-42000\n3001;Försäljning;-58500"

// manual makes an engagement with typed balances and gives its id.
func (s *site) manual(name, orgnr string) string {
	s.t.Helper()
	p := s.toSource(name, orgnr, "2025-01-01", "2025-12-31", "manual")
	s.wants(p, http.StatusOK, "Skriv in saldon")
	id := p.Query.Get("u")
	s.wants(s.post("/u/"+id+"/import/manuell", url.Values{"guide": {"1"}, "saldon": {balances}}), http.StatusOK, "Bekräfta uppgifter", "Bokföringen är inläst")
	return id
}

// age makes every connection older, as if the days had passed.
func (s *site) age(days int) {
	s.t.Helper()
	past := (time.Duration(days) * 24 * time.Hour).Milliseconds()
	if _, err := s.Store.DB().ExecContext(context.Background(), "UPDATE connection SET refreshed_at = refreshed_at - $1", past); err != nil {
		s.t.Fatal(err)
	}
}
