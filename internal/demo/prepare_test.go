package demo_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/connection"
	"bokslut/internal/demo"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/store"

	"github.com/google/go-cmp/cmp"
)

// prepared is a demonstration on a SQLite file with its local Fortnox.
type prepared struct {
	demo.Services
	local *fortnoxtest.Server
	by    office.User
}

// speed is how much faster than life Fortnox and the waits for it go.
const speed = 8

// quick is the clock of both.
type quick struct{ begun time.Time }

func (q quick) Now() time.Time { return q.begun.Add(speed * time.Since(q.begun)) }

func (q quick) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d/speed, f).Stop
}

func newDemo(t *testing.T) prepared {
	t.Helper()
	const redirect = "http://127.0.0.1:1/oauth/fortnox/callback"
	clock := quick{time.Now()}
	local, err := demo.LocalFortnox(redirect, filepath.Join(t.TempDir(), "fortnox.jsonl"), clock.Now)
	must(t, err)
	host := httptest.NewServer(local)
	t.Cleanup(func() { host.Close(); must(t, local.Close()) })
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "bokslut.db"), "test")
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	sealer, err := connection.NewSealer(make([]byte, connection.KeyLength), db)
	must(t, err)
	log := slog.New(slog.DiscardHandler)
	oauth := &fortnox.OAuth{
		ClientID: company.ClientID, ClientSecret: company.ClientSecret, RedirectURL: redirect, Clock: clock,
		AuthURL: host.URL + "/oauth-v1/auth", TokenURL: host.URL + "/oauth-v1/token", RevokeURL: host.URL + "/oauth-v1/revoke",
	}
	d := prepared{local: local}
	d.Offices = office.NewService(db, time.Now)
	d.Store, d.Log = db, log
	d.Engagements = engagement.NewService(db, d.Offices, jobs.NewBooks(db, 100_000), time.Now)
	d.Connections = connection.NewService(db, sealer, oauth, host.URL, time.Now, log)
	d.Work = jobs.NewService(db, d.Engagements, d.Connections, d.Offices, "test", time.Now, log)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		d.Work.Run(ctx, 2)
		close(done)
	}()
	t.Cleanup(func() { stop(); <-done })
	d.by, err = d.User(t.Context())
	must(t, err)
	return d
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// listed are the prepared engagements by organisation number.
func (d prepared) listed(t *testing.T) map[string]engagement.Listed {
	t.Helper()
	all, err := d.Engagements.List(t.Context(), d.by)
	must(t, err)
	by := map[string]engagement.Listed{}
	for _, l := range all {
		by[l.Client.OrgNr] = l
	}
	return by
}

// TestPrepareAsTheDemoDoes is the command that makes the demonstration's
// engagements, run as bokslut demo runs it: through the real services, against
// the local Fortnox, at the pace that Fortnox allows by a clock of its own. Run
// again it changes nothing.
func TestPrepareAsTheDemoDoes(t *testing.T) {
	d := newDemo(t)
	must(t, d.Prepare(t.Context(), d.by))
	for _, e := range d.local.Journal() {
		if e.Status == 429 {
			t.Error("Fortnox had to ask for a slower pace")
		}
	}
	all := company.All()
	before := d.listed(t)
	if len(before) != 2 {
		t.Fatalf("%d engagements, want 2", len(before))
	}
	t.Run("finished", func(t *testing.T) { d.finished(t, all[1], before[all[1].OrganisationNumber()]) })
	t.Run("half_done", func(t *testing.T) { d.halfDone(t, before[all[2].OrganisationNumber()]) })
	t.Run("again", func(t *testing.T) {
		d.local.ResetJournal()
		must(t, d.Prepare(t.Context(), d.by))
		if diff := cmp.Diff(before, d.listed(t)); diff != "" {
			t.Errorf("the engagements changed (-before +after):\n%s", diff)
		}
		for _, e := range d.local.Journal() {
			if e.Method != "GET" && !strings.HasPrefix(e.Path, "/oauth-v1/") {
				t.Errorf("%s %s was sent again", e.Method, e.Path)
			}
		}
	})
	t.Run("unsigned", func(t *testing.T) { d.unsigned(t, before[all[2].OrganisationNumber()]) })
}

// unsigned: a bilaga that a person opened again is not signed by the next start.
func (d prepared) unsigned(t *testing.T, l engagement.Listed) {
	lines, err := d.Engagements.Workpapers(t.Context(), d.by, l.Engagement)
	must(t, err)
	at := slices.IndexFunc(lines, func(line engagement.WorkpaperLine) bool { return line.SignOff != nil })
	w, err := d.Engagements.Workpaper(t.Context(), d.by, l.Engagement, lines[at].No)
	must(t, err)
	must(t, d.Engagements.Unsign(t.Context(), d.by, l.ID, w.No, w.Version))
	must(t, d.Prepare(t.Context(), d.by))
	if w, err = d.Engagements.Workpaper(t.Context(), d.by, l.Engagement, w.No); err != nil || w.SignOff != nil {
		t.Errorf("bilaga %s was signed by itself: %+v, %v", w.No, w.SignOff, err)
	}
}

// finished: every bilaga is signed, nothing differs, every entry is transferred
// and came back, and the year's result stands on 2099.
func (d prepared) finished(t *testing.T, c company.Company, l engagement.Listed) {
	s := l.Summary
	if s.Workpapers == 0 || s.Done != s.Workpapers || s.Differences != 0 || s.DiffSum != 0 || s.Drifted != 0 || s.AccountDone != s.Accounts || s.Unsent != 0 || s.ToDecide != 0 {
		t.Errorf("summary %+v, want all done", s)
	}
	entries, err := d.Engagements.Entries(t.Context(), d.by, l.Engagement)
	must(t, err)
	if len(entries) < 6 {
		t.Errorf("%d entries, want the whole closing", len(entries))
	}
	held, err := d.local.Vouchers(c.Tenant(), c.Truth().ClosingYearID)
	must(t, err)
	for _, e := range entries {
		if e.Transfer != engagement.TransferSent || e.Recognised.State != export.Equal {
			t.Errorf("%s %q is %s and came back as %q", e.No, e.Text, e.Transfer, e.Recognised.State)
		}
		there := 0
		for _, v := range held {
			if export.FindMarker(v.Description) == e.Delivery.Marker {
				there++
			}
		}
		if there != 1 {
			t.Errorf("%s is %d times in Fortnox, want once", e.No, there)
		}
	}
	balance, err := d.Engagements.Balance(t.Context(), d.by, l.Engagement)
	must(t, err)
	result, err := d.Engagements.Result(t.Context(), d.by, l.Engagement)
	must(t, err)
	if balance.Sum.Final != 0 || result.Sum.Final != 0 || balance.Sum.Adjustment != 0 {
		t.Errorf("balance %v, result %v, adjustments %v, want 0", balance.Sum.Final, result.Sum.Final, balance.Sum.Adjustment)
	}
	var earned, carried, tax money.Amount
	for _, row := range rows(result) {
		if !strings.HasPrefix(row.Account, "899") {
			earned -= row.Final
		}
		if row.Account == "8910" {
			tax = row.Final
		}
	}
	for _, row := range rows(balance) {
		if row.Account == "2099" {
			carried = -row.Final
		}
		if row.SeamDiff != 0 {
			t.Errorf("IB of %s differs from last year's UB by %v", row.Account, row.SeamDiff)
		}
	}
	if earned == 0 || carried != earned || tax <= 0 || s.Result != earned {
		t.Errorf("earned %v with tax %v, 2099 is %v, the summary says %v", earned, tax, carried, s.Result)
	}
}

// halfDone: some bilagor are signed, the entries are not transferred.
func (d prepared) halfDone(t *testing.T, l engagement.Listed) {
	s := l.Summary
	if s.Done < 3 || s.Done == s.Accounts || s.Entries != 2 || s.Unsent != 2 || s.ToDecide != 0 || s.Status.IsDone() {
		t.Errorf("summary %+v, want half done", s)
	}
	conn, err := d.Connections.Usable(t.Context(), d.by.Office, l.Client.ID)
	if err != nil || conn.DaysLeft(time.Now()) != 30 {
		t.Errorf("the connection has %d days left, %v", conn.DaysLeft(time.Now()), err)
	}
}

func rows(sheet engagement.Sheet) []engagement.Row {
	var all []engagement.Row
	for _, g := range sheet.Groups {
		all = append(all, g.Rows...)
	}
	return all
}
