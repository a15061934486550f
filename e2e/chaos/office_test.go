package chaos

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/audit"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
	"bokslut/internal/store"
)

// redirect is where Fortnox sends a browser after a login. Nobody listens.
const redirect = "http://127.0.0.1:1/oauth/fortnox/callback"

// A fortnoxServer is a local Fortnox with one company without vouchers.
type fortnoxServer struct {
	*fortnoxtest.Server
	host    *httptest.Server
	company company.Company
	truth   company.Truth
}

func startFortnox(t *testing.T) *fortnoxServer {
	t.Helper()
	f := &fortnoxServer{company: company.All()[1]}
	f.truth = f.company.Truth()
	f.Server = fortnoxtest.New(fortnoxtest.Options{
		Rate: fortnoxtest.Rate{Requests: 25}, JournalLimit: 100_000,
		Apps: []fortnoxtest.App{{
			ClientID: company.ClientID, ClientSecret: company.ClientSecret, RedirectURIs: []string{redirect}, Scopes: connection.Scopes,
		}},
	})
	whole, books := f.company.FS(), fstest.MapFS{"vouchers.json": {Data: []byte(`{"Vouchers": {}}`)}}
	for _, name := range []string{"accounts.json", "app.json", "companyinformation.json", "financialyears.json", "settings.json", "voucherseries.json"} {
		body, err := fs.ReadFile(whole, name)
		must(t, err)
		books[name] = &fstest.MapFile{Data: body}
	}
	must(t, f.Load(books))
	f.host = httptest.NewServer(f.Server)
	t.Cleanup(f.host.Close)
	return f
}

// texts are the descriptions of the vouchers in series I of the year to close.
func (f *fortnoxServer) texts(t *testing.T) []string {
	t.Helper()
	all, err := f.Vouchers(f.company.Tenant(), f.truth.ClosingYearID)
	must(t, err)
	var texts []string
	for _, v := range all {
		if v.VoucherSeries == "I" {
			texts = append(texts, v.Description)
		}
	}
	return texts
}

// A desk is where a person sits while the program is down: the same services on
// the same database.
type desk struct {
	t           *testing.T
	db          *store.Store
	engagements *engagement.Service
	connections *connection.Service
	work        *jobs.Service
	by          office.User
	e           engagement.Engagement
}

// person is who sits there, kept from one time to the next.
type person struct {
	by office.User
	e  engagement.Engagement
}

func sit(t *testing.T, database string, key []byte, f *fortnoxServer, who person) *desk {
	t.Helper()
	db, err := store.Open(context.Background(), database, "test")
	must(t, err)
	sealer, err := connection.NewSealer(key, db)
	must(t, err)
	api := f.host.URL
	oauth := &fortnox.OAuth{
		ClientID: company.ClientID, ClientSecret: company.ClientSecret, RedirectURL: redirect,
		AuthURL: api + "/oauth-v1/auth", TokenURL: api + "/oauth-v1/token", RevokeURL: api + "/oauth-v1/revoke",
	}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	d := &desk{t: t, db: db, by: who.by, e: who.e}
	offices := office.NewService(db, time.Now)
	d.engagements = engagement.NewService(db, offices, jobs.NewBooks(db, 100_000), time.Now)
	d.connections = connection.NewService(db, sealer, oauth, api, time.Now, quiet)
	d.work = jobs.NewService(db, d.engagements, d.connections, offices, "test", time.Now, quiet)
	return d
}

func (d *desk) leave() {
	d.t.Helper()
	must(d.t, d.db.Close())
}

// furnish makes the office and the engagement, logs in and imports.
func (d *desk) furnish(f *fortnoxServer) person {
	d.t.Helper()
	ctx := d.t.Context()
	_, link := office.NewSecret()
	must(d.t, d.db.SaveLink(ctx, link, time.Now().Add(time.Hour)))
	d.by = office.User{Office: office.NewID(), ID: office.NewID(), Name: "Anna Ek", Email: "anna@nordan.example", Role: office.Admin}
	event := audit.Event{Office: d.by.Office, Stream: audit.OfficeStream, At: time.Now(), User: d.by.ID, What: "office.created"}
	must(d.t, d.db.CreateOffice(ctx, "Nordan", d.by, "no password", link, event))
	var err error
	d.e, err = d.engagements.Create(ctx, d.by, engagement.New{
		Client: office.Client{
			Name: f.company.Name(), OrgNr: f.company.OrganisationNumber(), Form: office.AB, Framework: office.K2,
			Method: office.Accrual, VAT: office.VATMonth,
		},
		Year: f.truth.Closing, Source: engagement.Fortnox, Responsible: d.by.ID,
	})
	must(d.t, err)
	d.login(f)
	_, err = d.work.StartImport(ctx, d.by, d.e.ID)
	must(d.t, err)
	d.work.Turn(ctx)
	return person{d.by, d.e}
}

// login goes through Fortnox's login page.
func (d *desk) login(f *fortnoxServer) {
	d.t.Helper()
	ctx := d.t.Context()
	address, err := d.connections.Begin(ctx, connection.Begin{
		Office: d.by.Office, User: d.by.ID, Session: "s", Client: d.e.Client.ID, Engagement: d.e.ID, OrgNr: d.e.Client.OrgNr,
	})
	must(d.t, err)
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := url.Values{"tenant": {strconv.Itoa(f.company.Tenant())}, "answer": {"approve"}}
	resp, err := browser.Post(address, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	must(d.t, err)
	must(d.t, resp.Body.Close())
	back, err := resp.Location()
	must(d.t, err)
	_, err = d.connections.Complete(ctx, d.by.Office, d.by.ID, "s", back.Query())
	must(d.t, err)
}

// pass lets time go by while nothing runs: leases run out, quiet times end. It
// moves back what is stored instead.
func (d *desk) pass(by time.Duration) {
	d.t.Helper()
	ms := by.Milliseconds()
	for _, query := range []string{
		`UPDATE job SET lease_until = lease_until - $1, asked_at = asked_at - $1`,
		`UPDATE series_lease SET lease_until = lease_until - $1`,
		`UPDATE connection SET lease_until = lease_until - $1, not_before = not_before - $1 WHERE not_before > 0`,
		`UPDATE delivery SET lease_until = lease_until - $1, not_before = not_before - $1`,
	} {
		_, err := d.db.DB().Exec(query, ms)
		must(d.t, err)
	}
	_, err := d.db.DB().Exec(`UPDATE connection SET lease_until = 0`)
	must(d.t, err)
	items, err := d.engagements.Deliveries(d.t.Context(), d.by, d.e.ID)
	must(d.t, err)
	for _, it := range items {
		if !it.State.ForWorker() {
			continue
		}
		it.SendingAt, it.LookedAt, it.NotBefore = it.SendingAt.Add(-by), it.LookedAt.Add(-by), it.NotBefore.Add(-by)
		it.Body = nil
		body, err := json.Marshal(it)
		must(d.t, err)
		_, err = d.db.DB().Exec(`UPDATE delivery SET item = $1 WHERE id = $2`, string(body), it.ID)
		must(d.t, err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
