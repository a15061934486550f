// Package chaos kills the built program while it exports and imports, breaks
// the network between it and the local Fortnox, and starts it again. Nothing
// may be lost, and nothing may be there twice.
package chaos

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/testenv"
)

var (
	seedFlag = flag.Uint64("seed", 1, "chooses when the program is killed and what the network does")
	runsFlag = flag.Int("runs", 4, "how many times the program is killed, on each database")
)

// TestKillsOnSQLite kills one instance.
func TestKillsOnSQLite(t *testing.T) {
	kills(t, filepath.Join(t.TempDir(), "bokslut.db"), 1)
}

// TestKillsOnPostgres kills one or both of two instances.
func TestKillsOnPostgres(t *testing.T) { kills(t, testenv.Postgres(t), 2) }

// A run is a database, the programs on it, and what was asked of them.
type run struct {
	t         *testing.T
	rng       *mathrand.Rand
	database  string
	key       []byte
	fortnox   *fortnoxServer
	network   *proxy
	programs  []*program
	who       person
	texts     []string          // of the entries whose export was asked for
	documents map[string]string // by entry
	killed    int
	during    map[string]int // what was going on when it was killed
	logins    int
}

func kills(t *testing.T, database string, instances int) {
	r := &run{t: t, rng: mathrand.New(mathrand.NewPCG(*seedFlag, 3)), database: database, key: make([]byte, connection.KeyLength), during: map[string]int{}, documents: map[string]string{}}
	_, _ = rand.Read(r.key)
	keyFile := filepath.Join(t.TempDir(), "installation.key")
	must(t, os.WriteFile(keyFile, []byte(base64.StdEncoding.EncodeToString(r.key)+"\n"), 0o400))
	r.fortnox = startFortnox(t)
	r.network = startProxy(t, strings.TrimPrefix(r.fortnox.host.URL, "http://"), *seedFlag)
	for range instances {
		r.programs = append(r.programs, newProgram(t, database, keyFile, "http://"+r.network.addr))
	}
	r.atDesk(func(d *desk) { r.who = d.furnish(r.fortnox) })
	for r.killed < *runsFlag && !t.Failed() {
		r.round()
	}
	r.settle()
	t.Logf("%d kills (%v), %d connections broken, %d logins, %d entries, %d of them with documents",
		r.killed, r.during, r.network.broken.Load(), r.logins, len(r.texts), len(r.documents))
}

// atDesk lets a person work with the database while no program runs.
func (r *run) atDesk(f func(d *desk)) {
	r.t.Helper()
	d := sit(r.t, r.database, r.key, r.fortnox, r.who)
	defer d.leave()
	f(d)
}

// round asks for something, starts the programs, and kills them in the middle.
func (r *run) round() {
	r.atDesk(func(d *desk) {
		r.check(d)
		r.answer(d)
		d.pass(export.Lease + time.Duration(r.rng.IntN(40))*time.Minute)
		r.ask(d)
	})
	r.fortnox.ResetJournal()
	for _, p := range r.programs {
		p.start()
	}
	r.moment()
	for _, i := range r.rng.Perm(len(r.programs)) {
		r.programs[i].kill()
		r.killed++
		time.Sleep(time.Duration(r.rng.IntN(300)) * time.Millisecond)
	}
}

// moment waits until it is time to kill: for a while, until Fortnox has been asked
// a number of things, or until something is written there, most of whose answers
// are still under way.
func (r *run) moment() {
	switch r.rng.IntN(4) {
	case 0:
		time.Sleep(time.Duration(100+r.rng.IntN(1600)) * time.Millisecond)
	case 1:
		r.untilAsked(1+r.rng.IntN(40), func(fortnoxtest.Entry) bool { return true })
	default:
		r.untilAsked(1+r.rng.IntN(4), func(e fortnoxtest.Entry) bool { return e.Method == "POST" && strings.HasPrefix(e.Path, "/3/") })
	}
	time.Sleep(time.Duration(r.rng.IntN(300)) * time.Millisecond)
}

// untilAsked waits until Fortnox has been asked n times for what counts, at most
// eight seconds.
func (r *run) untilAsked(n int, counts func(fortnoxtest.Entry) bool) {
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		asked := 0
		for _, e := range r.fortnox.Journal() {
			if counts(e) {
				asked++
			}
		}
		if asked >= n {
			return
		}
	}
}

// ready does what must come before an export: a login where it is needed, an
// import after it, and taking in what was read.
func (r *run) ready(d *desk) {
	r.t.Helper()
	ctx := r.t.Context()
	conn, err := d.connections.Get(ctx, d.by.Office, d.e.Client.ID)
	must(r.t, err)
	if conn.State == connection.LoginRequired {
		d.login(r.fortnox)
		r.logins++
		r.startImport(d)
	}
	d.e, err = d.engagements.Get(ctx, d.by, d.e.ID)
	must(r.t, err)
	if d.e.Candidate != "" {
		must(r.t, d.work.TakeIn(ctx, d.by, d.e.ID, d.e.Candidate, d.e.Snapshot))
	}
}

func (r *run) startImport(d *desk) {
	r.t.Helper()
	if _, err := d.work.StartImport(r.t.Context(), d.by, d.e.ID); err != nil && !errors.Is(err, engagement.ErrBusy) {
		r.t.Fatal(err)
	}
}

// ask asks for an import, an export or both, as the state allows.
func (r *run) ask(d *desk) {
	r.t.Helper()
	ctx := r.t.Context()
	r.ready(d)
	if r.rng.IntN(6) == 0 {
		r.startImport(d)
	}
	if r.waiting(d) > 3 {
		return
	}
	var chosen []string
	for range 1 + r.rng.IntN(3) {
		text := fmt.Sprintf("Bokslutspost %d.", len(r.texts)+1)
		ore := money.Kronor(int64(100 + len(r.texts)))
		no, err := d.engagements.CreateEntry(ctx, d.by, d.e.ID, closing.Entry{
			Date: d.e.Year.To, Text: text, Rows: []closing.Row{{Account: "6530", Amount: ore}, {Account: "2990", Amount: -ore}},
		})
		must(r.t, err)
		if len(r.texts)%2 == 0 {
			r.hang(d, no, text)
		}
		r.texts = append(r.texts, text)
		chosen = append(chosen, no)
	}
	r.export(d, chosen)
}

// waiting is how many deliveries wait for a worker.
func (r *run) waiting(d *desk) int {
	r.t.Helper()
	items, err := d.engagements.Deliveries(r.t.Context(), d.by, d.e.ID)
	must(r.t, err)
	return len(slices.DeleteFunc(items, func(it export.Item) bool { return !it.State.ForWorker() }))
}

// export asks for entries; those of which something stands in the way wait.
func (r *run) export(d *desk, chosen []string) {
	r.t.Helper()
	_, err := d.work.Export(r.t.Context(), d.by, d.e.ID, "I", chosen)
	var stopped *jobs.PreflightError
	if err != nil && !errors.As(err, &stopped) && !errors.Is(err, engagement.ErrNoEntries) && !errors.Is(err, jobs.ErrImportFirst) {
		r.t.Fatalf("export of %v: %v", chosen, err)
	}
}

// check holds what Fortnox has against what the database says.
func (r *run) check(d *desk) {
	r.t.Helper()
	ctx := r.t.Context()
	items, err := d.engagements.Deliveries(ctx, d.by, d.e.ID)
	must(r.t, err)
	held := map[string]int{}
	for _, text := range r.fortnox.texts(r.t) {
		held[export.FindMarker(text)]++
	}
	for _, it := range items {
		n := held[it.Marker]
		if n > 1 {
			r.t.Errorf("Fortnox holds %s %d times", it.Entry, n)
		}
		if it.State == export.Sent && n != 1 {
			r.t.Errorf("%s counts as sent, and Fortnox holds it %d times", it.Entry, n)
		}
		if n == 1 && !slices.Contains([]export.State{export.Sending, export.Unknown, export.Sent, export.Doubtful}, it.State) {
			r.t.Errorf("%s is in Fortnox and counts as %s", it.Entry, it.State)
		}
		if it.State.ForWorker() && r.killed > 0 {
			r.during["export "+string(it.State)]++
		}
	}
	r.checkFiles(d, items)
	if j, err := d.work.LatestImport(ctx, d.by, d.e.ID); err == nil && j.State == jobs.Running {
		r.during["import"]++
	}
	r.checkHistory(d)
}

// checkHistory: the chain of events holds, and the import in use is whole.
func (r *run) checkHistory(d *desk) {
	r.t.Helper()
	ctx := r.t.Context()
	events, err := d.db.Events(ctx, d.by.Office, d.e.ID, 100_000)
	must(r.t, err)
	slices.Reverse(events)
	must(r.t, audit.Verify(events))
	e, err := d.engagements.Get(ctx, d.by, d.e.ID)
	must(r.t, err)
	if e.Snapshot != "" {
		_, err := d.db.SnapshotParts(ctx, d.by.Office, e.Snapshot) // proves every hash
		must(r.t, err)
	}
}

// answer is a person who answers what is asked, by what Fortnox holds.
func (r *run) answer(d *desk) {
	r.t.Helper()
	ctx := r.t.Context()
	items, err := d.engagements.Deliveries(ctx, d.by, d.e.ID)
	must(r.t, err)
	for _, it := range items {
		switch it.State {
		case export.Absent:
			must(r.t, d.engagements.Decide(ctx, d.by, d.e.ID, it.ID, export.SendAgain, 0))
		case export.Doubtful:
			r.t.Errorf("%s is in doubt: %s %+v", it.Entry, it.Reason.Code, it.Found)
		}
	}
}

// settle lets everything come to its end, on a network that holds.
func (r *run) settle() {
	r.t.Helper()
	r.network.calm.Store(true)
	files := 0
	for range 40 {
		var left []string
		r.atDesk(func(d *desk) {
			r.check(d)
			r.answer(d)
			d.pass(20 * time.Minute)
			left, files = r.unsettled(d), r.attach(d)
			if len(left) > 0 {
				r.export(d, left)
			}
		})
		if len(left)+files == 0 || r.t.Failed() {
			break
		}
		r.programs[0].start()
		r.untilStill()
		r.programs[0].kill()
	}
	if files > 0 {
		r.t.Errorf("at the end %d documents are not attached", files)
	}
	for text, n := range r.held() {
		if n != 1 {
			r.t.Errorf("at the end Fortnox holds %q %d times", text, n)
		}
	}
}

// untilStill waits until the program has asked Fortnox something, and then
// until it has nothing more to ask for now. On a busy machine it takes its time
// to begin, and Fortnox's pace lets it ask nothing for some five seconds.
func (r *run) untilStill() {
	asked, begun, since := len(r.fortnox.Journal()), false, time.Now()
	still := func() bool {
		quiet := time.Since(since)
		return begun && quiet > 6*time.Second || quiet > 10*time.Second
	}
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end) && !still(); time.Sleep(50 * time.Millisecond) {
		if n := len(r.fortnox.Journal()); n != asked {
			asked, begun, since = n, true, time.Now()
		}
	}
}

// held is how often Fortnox holds each entry.
func (r *run) held() map[string]int {
	held := map[string]int{}
	for _, text := range r.texts {
		held[text] = 0
	}
	for _, text := range r.fortnox.texts(r.t) {
		held[export.WithoutMarker(text)]++
	}
	return held
}

// unsettled are the entries that are not in Fortnox for certain.
func (r *run) unsettled(d *desk) []string {
	r.t.Helper()
	r.ready(d)
	entries, err := d.engagements.Entries(r.t.Context(), d.by, d.e)
	must(r.t, err)
	var left []string
	for _, entry := range entries {
		if entry.Transfer != engagement.TransferSent {
			left = append(left, entry.No)
		}
	}
	return left
}
