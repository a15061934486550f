package connection_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/audit"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
	"bokslut/internal/office"
	"bokslut/internal/store"
	"bokslut/internal/store/storetest"
)

// house is an office with one client, its database and a local Fortnox.
type house struct {
	t      *testing.T
	db     *store.Store
	conns  *connection.Service
	local  *fortnoxtest.Server
	host   *httptest.Server
	oauth  *fortnox.OAuth
	by     office.User
	client office.Client
	log    *logged
	ahead  atomic.Int64 // nanoseconds that the program's clock is ahead
}

func (h *house) now() time.Time { return time.Now().Add(time.Duration(h.ahead.Load())) }

// logged keeps what was logged.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// quick is a clock by which waits are short.
type quick struct{ begun time.Time }

func (q quick) Now() time.Time { return q.begun.Add(50 * time.Since(q.begun)) }

func (q quick) AfterFunc(d time.Duration, f func()) func() bool { return time.AfterFunc(d/50, f).Stop }

const redirect = "http://127.0.0.1:1/oauth/fortnox/callback"

func firm() company.Company { return company.All()[1] }

func other() company.Company { return company.All()[3] }

// folders are those of firm and other, made once and without their books: what
// counts here is whose they are.
var folders = []func() fs.FS{
	sync.OnceValue(func() fs.FS { return bare(firm()) }), sync.OnceValue(func() fs.FS { return bare(other()) }),
}

func bare(c company.Company) fs.FS {
	from, to := c.FS(), fstest.MapFS{"vouchers.json": {Data: []byte(`{"Vouchers": {}}`)}}
	for _, name := range []string{"accounts.json", "app.json", "companyinformation.json", "financialyears.json", "settings.json", "voucherseries.json"} {
		body, err := fs.ReadFile(from, name)
		if err != nil {
			panic(err)
		}
		to[name] = &fstest.MapFile{Data: body}
	}
	return to
}

func newHouse(t *testing.T, o fortnoxtest.Options) *house {
	t.Helper()
	h := &house{t: t, log: &logged{}}
	o.Rate = fortnoxtest.Rate{Requests: -1}
	o.Apps = []fortnoxtest.App{{ClientID: "app", ClientSecret: "s", RedirectURIs: []string{redirect}, Scopes: connection.Scopes, ServiceAccount: true}}
	h.local = fortnoxtest.New(o)
	must(t, h.local.Load(folders[0]()))
	h.host = httptest.NewServer(h.local)
	t.Cleanup(h.host.Close)
	h.oauth = &fortnox.OAuth{
		ClientID: "app", ClientSecret: "s", RedirectURL: redirect, Clock: quick{time.Now()},
		AuthURL: h.host.URL + "/oauth-v1/auth", TokenURL: h.host.URL + "/oauth-v1/token", RevokeURL: h.host.URL + "/oauth-v1/revoke",
	}
	db, err := store.Open(context.Background(), storetest.File(t), "test")
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	h.db = db
	h.by, h.client = h.office("anna@nordan.example"), office.Client{}
	h.client = h.newClient(h.by, firm())
	h.conns = h.service(make([]byte, connection.KeyLength))
	return h
}

// service is an instance of the program with an installation key.
func (h *house) service(key []byte) *connection.Service {
	h.t.Helper()
	sealer, err := connection.NewSealer(key, h.db)
	must(h.t, err)
	return connection.NewService(h.db, sealer, h.oauth, h.host.URL, h.now, slog.New(slog.NewTextHandler(h.log, nil)))
}

// office is a new office with one user.
func (h *house) office(email string) office.User {
	h.t.Helper()
	_, hash := office.NewSecret()
	must(h.t, h.db.SaveLink(h.t.Context(), hash, time.Now().Add(time.Hour)))
	u := office.User{Office: office.NewID(), ID: office.NewID(), Name: "Anna Ek", Email: email, Role: office.Admin}
	event := audit.Event{Office: u.Office, Stream: audit.OfficeStream, At: time.Now(), User: u.ID, What: "office.created"}
	must(h.t, h.db.CreateOffice(h.t.Context(), "Byrån", u, "no password", hash, event))
	return u
}

func (h *house) newClient(by office.User, c company.Company) office.Client {
	h.t.Helper()
	client, err := office.NewService(h.db, time.Now).SaveClient(h.t.Context(), by, office.Client{
		Name: c.Name(), OrgNr: c.OrganisationNumber(), Form: office.AB, Framework: office.K2, Method: office.Accrual, VAT: office.VATMonth,
	})
	must(h.t, err)
	return client
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// begin is how the house's user asks for a login.
func (h *house) begin() connection.Begin {
	return connection.Begin{Office: h.by.Office, User: h.by.ID, Session: "session", Client: h.client.ID, Engagement: "e", Then: "import", OrgNr: h.client.OrgNr}
}

// answer goes through Fortnox's login page, and gives what comes back.
func (h *house) answer(b connection.Begin, c company.Company, answer string) url.Values {
	h.t.Helper()
	address, err := h.conns.Begin(h.t.Context(), b)
	must(h.t, err)
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := url.Values{"tenant": {strconv.Itoa(c.Tenant())}, "answer": {answer}}
	resp, err := browser.Post(address, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	must(h.t, err)
	resp.Body.Close()
	back, err := resp.Location()
	must(h.t, err)
	return back.Query()
}

func (h *house) complete(query url.Values) error {
	_, err := h.conns.Complete(h.t.Context(), h.by.Office, h.by.ID, "session", query)
	return err
}

// connect logs in, and it must work.
func (h *house) connect() connection.Connection {
	h.t.Helper()
	must(h.t, h.complete(h.answer(h.begin(), firm(), "approve")))
	return h.get()
}

func (h *house) get() connection.Connection {
	h.t.Helper()
	c, err := h.conns.Get(h.t.Context(), h.by.Office, h.client.ID)
	must(h.t, err)
	return c
}

// calls counts the requests to a path.
func (h *house) calls(path string) int {
	n := 0
	for _, e := range h.local.Journal() {
		if e.Path == path {
			n++
		}
	}
	return n
}

func (h *house) tokenCalls() int { return h.calls("/oauth-v1/token") }

func (h *house) inject(f fortnoxtest.Fault) {
	h.t.Helper()
	_, err := h.local.Inject(f)
	must(h.t, err)
}

func (h *house) exec(query string, args ...any) {
	h.t.Helper()
	_, err := h.db.DB().Exec(query, args...)
	must(h.t, err)
}

// unconnected proves that nothing was bound.
func (h *house) unconnected() {
	h.t.Helper()
	if c, err := h.conns.Get(h.t.Context(), h.by.Office, h.client.ID); !errors.Is(err, connection.ErrNone) {
		h.t.Errorf("a connection was made: %+v, %v", c, err)
	}
}
