package jobs_test

import (
	"context"
	"io"
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
	"bokslut/internal/civil"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
	"bokslut/internal/store"
	"bokslut/internal/store/storetest"
	"bokslut/internal/testenv"
)

// A house is an office, its database and a local Fortnox, with the real
// services between them.
type house struct {
	*instance
	t     *testing.T
	local *fortnoxtest.Server
	host  *httptest.Server
	by    office.User
	log   *slog.Logger
	key   []byte
	oauth *fortnox.OAuth
	whole bool         // companies are loaded with their books
	ahead atomic.Int64 // nanoseconds that the program's clock is ahead of the world's
}

func (h *house) now() time.Time { return time.Now().Add(time.Duration(h.ahead.Load())) }

// An instance is one running program on the house's database.
type instance struct {
	db          *store.Store
	offices     *office.Service
	engagements *engagement.Service
	connections *connection.Service
	work        *jobs.Service
}

// speed is how much faster than life the waits for Fortnox go.
const speed = 50

// quick is a clock by which waits are short.
type quick struct{ begun time.Time }

func (q quick) Now() time.Time { return q.begun.Add(speed * time.Since(q.begun)) }

func (q quick) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d/speed, f).Stop
}

// sqliteFile is a new database file.
func sqliteFile(t *testing.T) string {
	t.Helper()
	return storetest.File(t)
}

// newHouse makes an office on a database, with a Fortnox that holds the
// demonstration companies.
func newHouse(t *testing.T, database string) *house {
	t.Helper()
	h := &house{t: t, log: slog.New(slog.NewTextHandler(io.Discard, nil)), key: make([]byte, connection.KeyLength)}
	const redirect = "http://127.0.0.1:1/oauth/fortnox/callback"
	h.local = fortnoxtest.New(fortnoxtest.Options{
		Rate: fortnoxtest.Rate{Requests: -1},
		Apps: []fortnoxtest.App{{ClientID: "app", ClientSecret: "s", RedirectURIs: []string{redirect}, Scopes: connection.Scopes, ServiceAccount: true}},
	})
	h.host = httptest.NewServer(h.local)
	t.Cleanup(h.host.Close)
	h.oauth = &fortnox.OAuth{
		ClientID: "app", ClientSecret: "s", RedirectURL: redirect, Clock: quick{time.Now()},
		AuthURL: h.host.URL + "/oauth-v1/auth", TokenURL: h.host.URL + "/oauth-v1/token", RevokeURL: h.host.URL + "/oauth-v1/revoke",
	}
	h.instance = h.open(database)
	_, link := office.NewSecret()
	must(t, h.db.SaveLink(t.Context(), link, time.Now().Add(time.Hour)))
	h.by = office.User{Office: office.NewID(), ID: office.NewID(), Name: "Anna Ek", Email: "anna@nordan.example", Role: office.Admin}
	event := audit.Event{Office: h.by.Office, Stream: audit.OfficeStream, At: time.Now(), User: h.by.ID, What: "office.created"}
	must(t, h.db.CreateOffice(t.Context(), "Nordan", h.by, "no password", link, event))
	return h
}

// open starts an instance on a database.
func (h *house) open(database string) *instance {
	h.t.Helper()
	db, err := store.Open(context.Background(), database, "test")
	must(h.t, err)
	db.SetClock(h.now)
	h.t.Cleanup(func() {
		if err := db.Close(); err != nil {
			h.t.Error(err)
		}
	})
	return h.on(db)
}

// on makes the services over a database.
func (h *house) on(db *store.Store) *instance {
	h.t.Helper()
	sealer, err := connection.NewSealer(h.key, db)
	must(h.t, err)
	i := &instance{db: db, offices: office.NewService(db, h.now)}
	i.engagements = engagement.NewService(db, i.offices, jobs.NewBooks(db, 100_000), h.now)
	oauth := &fortnox.OAuth{
		ClientID: h.oauth.ClientID, ClientSecret: h.oauth.ClientSecret, RedirectURL: h.oauth.RedirectURL, Clock: h.oauth.Clock,
		AuthURL: h.oauth.AuthURL, TokenURL: h.oauth.TokenURL, RevokeURL: h.oauth.RevokeURL,
	}
	i.connections = connection.NewService(db, sealer, oauth, h.host.URL, h.now, h.log)
	i.work = jobs.NewService(db, i.engagements, i.connections, i.offices, "test", h.now, h.log)
	return i
}

// start lets an instance work until the function that it gives is called.
func (h *house) start(i *instance, workers int) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		i.work.Run(ctx, workers)
		close(done)
	}()
	stop = func() { cancel(); <-done }
	h.t.Cleanup(stop)
	return stop
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// made keeps what companies are once they are made up.
var made = struct {
	sync.Mutex
	folders map[int]fs.FS
	truths  map[int]company.Truth
}{folders: map[int]fs.FS{}, truths: map[int]company.Truth{}}

func folder(c company.Company) fs.FS {
	made.Lock()
	defer made.Unlock()
	if made.folders[c.Tenant()] == nil {
		made.folders[c.Tenant()] = c.FS()
	}
	return made.folders[c.Tenant()]
}

func truth(c company.Company) company.Truth {
	made.Lock()
	defer made.Unlock()
	known, ok := made.truths[c.Tenant()]
	if !ok {
		known = c.Truth()
		made.truths[c.Tenant()] = known
	}
	return known
}

// bare is a company without its documents and vouchers, for tests to which its
// books are all the same.
func bare(c company.Company) fs.FS {
	whole, to := folder(c), fstest.MapFS{"vouchers.json": {Data: []byte(`{"Vouchers": {}}`)}}
	for _, name := range []string{"accounts.json", "app.json", "companyinformation.json", "financialyears.json", "settings.json", "voucherseries.json"} {
		body, err := fs.ReadFile(whole, name)
		if err != nil {
			panic(err)
		}
		to[name] = &fstest.MapFile{Data: body}
	}
	return to
}

// load puts a demonstration company into the Fortnox.
func (h *house) load(c company.Company) company.Company {
	h.t.Helper()
	books := bare(c)
	if h.whole {
		books = folder(c)
	}
	must(h.t, h.local.Load(books))
	return c
}

// client is what the guide asks for.
func client(name, orgnr string) office.Client {
	return office.Client{Name: name, OrgNr: orgnr, Form: office.AB, Framework: office.K2, Method: office.Accrual, VAT: office.VATMonth}
}

func (h *house) create(name, orgnr string, year civil.Period, source engagement.Source) engagement.Engagement {
	h.t.Helper()
	e, err := h.engagements.Create(h.t.Context(), h.by, engagement.New{
		Client: client(name, orgnr), Year: year, Source: source, Responsible: h.by.ID,
	})
	must(h.t, err)
	return e
}

// engaged is an engagement of a company, connected.
func (h *house) engaged(c company.Company) engagement.Engagement {
	h.t.Helper()
	h.load(c)
	e := h.create(c.Name(), c.OrganisationNumber(), truth(c).Closing, engagement.Fortnox)
	h.connect(e, c.Tenant())
	return e
}

// imported is an engagement of a company with its first import.
func (h *house) imported(c company.Company) engagement.Engagement {
	h.t.Helper()
	e := h.engaged(c)
	stop := h.start(h.instance, 1)
	defer stop()
	h.importNow(e)
	return h.again(e)
}

// connect goes through the login page of Fortnox as a browser does.
func (h *house) connect(e engagement.Engagement, tenant int) {
	h.t.Helper()
	address, err := h.connections.Begin(h.t.Context(), connection.Begin{
		Office: h.by.Office, User: h.by.ID, Session: "s", Client: e.Client.ID, Engagement: e.ID, OrgNr: e.Client.OrgNr,
	})
	must(h.t, err)
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := url.Values{"tenant": {strconv.Itoa(tenant)}, "answer": {"approve"}}
	resp, err := browser.Post(address, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	must(h.t, err)
	resp.Body.Close()
	back, err := resp.Location()
	must(h.t, err)
	_, err = h.connections.Complete(h.t.Context(), h.by.Office, h.by.ID, "s", back.Query())
	must(h.t, err)
}

// lapse makes the connection as old as days.
func (h *house) lapse(e engagement.Engagement, days int) {
	h.t.Helper()
	_, err := h.db.DB().Exec(`UPDATE connection SET refreshed_at = refreshed_at - $1 WHERE client_id = $2`, int64(days)*24*3600*1000, e.Client.ID)
	must(h.t, err)
}

// again reads the engagement anew.
func (h *house) again(e engagement.Engagement) engagement.Engagement {
	h.t.Helper()
	e, err := h.engagements.Get(h.t.Context(), h.by, e.ID)
	must(h.t, err)
	return e
}

// ended waits until a job is over.
func (h *house) ended(latest func(context.Context, office.User, string) (jobs.Job, error), e engagement.Engagement) jobs.Job {
	h.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		j, err := latest(h.t.Context(), h.by, e.ID)
		must(h.t, err)
		if j.State.Final() {
			return j
		}
	}
	h.t.Fatal("the job does not end")
	return jobs.Job{}
}

// importNow imports, and the import must be done.
func (h *house) importNow(e engagement.Engagement) jobs.Job {
	h.t.Helper()
	_, err := h.work.StartImport(h.t.Context(), h.by, e.ID)
	must(h.t, err)
	j := h.ended(h.work.LatestImport, e)
	if j.State != jobs.Done {
		h.t.Fatalf("import ended as %s: %+v", j.State, j.Problem)
	}
	h.takeIn(e)
	return j
}

// takeIn takes in the import that waits, if one does.
func (h *house) takeIn(e engagement.Engagement) {
	h.t.Helper()
	e, err := h.engagements.Get(h.t.Context(), h.by, e.ID)
	must(h.t, err)
	if e.Candidate != "" {
		must(h.t, h.work.TakeIn(h.t.Context(), h.by, e.ID, e.Candidate, e.Snapshot))
	}
}

func (h *house) inject(f fortnoxtest.Fault) {
	h.t.Helper()
	_, err := h.local.Inject(f)
	must(h.t, err)
}

// onBoth runs a test on a SQLite file and on PostgreSQL.
func onBoth(t *testing.T, test func(t *testing.T, database string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, sqliteFile(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, testenv.Postgres(t)) })
}
