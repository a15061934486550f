package simulation

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
	"bokslut/internal/store/memory"
)

// A proc is one running program: the real services over the shared database.
// Its memory is gone when it dies.
type proc struct {
	w      *world
	name   string
	ctx    context.Context
	cancel context.CancelFunc
	dead   atomic.Bool
	paused time.Time     // SIGSTOP until then: nothing of it goes on
	skew   time.Duration // how wrong its clock is
	away   time.Time     // it does not reach the database until then

	working bool // its worker is at it
	wakes   int

	offices     *office.Service
	engagements *engagement.Service
	connections *connection.Service
	work        *jobs.Service
}

// oauth is the program as it is registered at the local Fortnox.
func (p *proc) oauth() *fortnox.OAuth {
	return &fortnox.OAuth{
		ClientID: "app", ClientSecret: "s", RedirectURL: redirect, HTTP: wire{p},
		AuthURL: host + "/oauth-v1/auth", TokenURL: host + "/oauth-v1/token", RevokeURL: host + "/oauth-v1/revoke",
	}
}

const (
	host     = "http://fortnox.test"
	redirect = "http://127.0.0.1:1/oauth/fortnox/callback"
)

func (w *world) newProc(name string, skew time.Duration) *proc {
	p := &proc{w: w, name: name, skew: skew}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	db := &gated{database: w.db, p: p}
	sealer, err := connection.NewSealer(w.key, db)
	if err != nil {
		panic(err)
	}
	p.offices = office.NewService(db, p.now)
	p.engagements = engagement.NewService(db, p.offices, jobs.NewBooks(db, 1000), p.now)
	p.connections = connection.NewService(db, sealer, p.oauth(), host, p.now, w.quiet)
	p.work = jobs.NewService(db, p.engagements, p.connections, p.offices, "test", p.now, w.quiet)
	return p
}

// now is the process's clock. Changes are decided outside the bubble, where the
// world's time is known from the hatch only.
func (p *proc) now() time.Time {
	now := time.Now()
	if hatch.busy.Load() {
		now = hatchTime()
	}
	return now.Truncate(time.Millisecond).Add(p.skew)
}

// kill is kill -9.
func (p *proc) kill() {
	p.dead.Store(true)
	p.cancel()
}

// dieIfDead ends the goroutine of a process that was killed.
func (p *proc) dieIfDead() {
	if p.dead.Load() {
		runtime.Goexit()
	}
}

// database is what the program needs of one.
type database interface {
	office.Store
	engagement.Store
	connection.Store
	connection.PaceStore
	jobs.Store
}

// hatch runs what must not happen in the bubble: a database has goroutines and
// channels of its own there. Whoever waits for it does not count as asleep, so
// the time stands still.
var hatch = struct {
	sync.Mutex
	in   chan func()
	done chan struct{}
	busy atomic.Bool
	now  atomic.Int64
}{in: make(chan func()), done: make(chan struct{})}

func openHatch() {
	for f := range hatch.in {
		f()
		hatch.done <- struct{}{}
	}
}

func (w *world) outside(f func()) {
	hatch.Lock()
	defer hatch.Unlock()
	if _, ok := w.db.(*memory.Store); ok { // it is at home in a bubble
		hatch.now.Store(time.Now().UnixNano())
		f()
		return
	}
	hatch.now.Store(time.Now().UnixNano())
	hatch.busy.Store(true)
	hatch.in <- f
	<-hatch.done
	hatch.busy.Store(false)
}

// hatchTime is the world's time, seen from outside, as exact as a database tells it.
func hatchTime() time.Time { return time.Unix(0, hatch.now.Load()).UTC().Truncate(time.Millisecond) }

// gated is the database as one process reaches it.
type gated struct {
	database
	p *proc
}

var errAway = errors.New("the database is away")

// do parks, and does f unless something befalls it.
func (d *gated) do(ctx context.Context, kind string, f func(context.Context) error, format string, args ...any) error {
	o := op{kind: kind, text: fmt.Sprintf(format, args...)}
	fate := d.p.w.park(ctx, d.p, o)
	if err := ctx.Err(); err != nil {
		return err
	}
	if fate.fault == crashBefore {
		d.p.kill()
	}
	time.Sleep(fate.before)
	d.p.dieIfDead()
	if d.p.away.After(time.Now()) {
		return errAway
	}
	var err error
	d.p.w.outside(func() { err = f(context.Background()) })
	switch fate.fault {
	case crashAfter:
		d.p.kill()
	case commitLost:
		err = errors.Join(err, errAway)
	}
	time.Sleep(fate.after)
	d.p.dieIfDead()
	return err
}

// get is do with a value.
func get[T any](d *gated, ctx context.Context, name string, f func(context.Context) (T, error)) (v T, err error) {
	err = d.do(ctx, "db", func(ctx context.Context) (err error) { v, err = f(ctx); return err }, "%s", name)
	return v, err
}

func (d *gated) User(ctx context.Context, firm, id string) (office.User, error) {
	return get(d, ctx, "User", func(ctx context.Context) (office.User, error) { return d.database.User(ctx, firm, id) })
}

func (d *gated) Engagement(ctx context.Context, office, id string) (engagement.Engagement, error) {
	return get(d, ctx, "Engagement", func(ctx context.Context) (engagement.Engagement, error) {
		return d.database.Engagement(ctx, office, id)
	})
}

func (d *gated) Snapshot(ctx context.Context, office, e, id string) (engagement.Snapshot, error) {
	return get(d, ctx, "Snapshot", func(ctx context.Context) (engagement.Snapshot, error) { return d.database.Snapshot(ctx, office, e, id) })
}

func (d *gated) Digests(ctx context.Context, office, e string, kind engagement.PartKind) ([]engagement.Part, error) {
	return get(d, ctx, "Digests", func(ctx context.Context) ([]engagement.Part, error) { return d.database.Digests(ctx, office, e, kind) })
}

func (d *gated) Part(ctx context.Context, office, e string, id engagement.PartID) (engagement.Part, error) {
	return get(d, ctx, "Part "+id.Key, func(ctx context.Context) (engagement.Part, error) { return d.database.Part(ctx, office, e, id) })
}

func (d *gated) Content(ctx context.Context, office, e, sum string) ([]byte, error) {
	return get(d, ctx, "Content", func(ctx context.Context) ([]byte, error) { return d.database.Content(ctx, office, e, sum) })
}

func (d *gated) Deliveries(ctx context.Context, office, e string) ([]export.Item, error) {
	return get(d, ctx, "Deliveries", func(ctx context.Context) ([]export.Item, error) { return d.database.Deliveries(ctx, office, e) })
}

func (d *gated) Change(ctx context.Context, office, id string, bodies []engagement.PartID, f func(*engagement.Change) (audit.Event, error)) error {
	return d.do(ctx, "change", func(ctx context.Context) error {
		d.p.w.oracle.stale = true
		return d.database.Change(ctx, office, id, bodies, f)
	}, "Change")
}

func (d *gated) SnapshotParts(ctx context.Context, office, id string) ([]engagement.RawPart, error) {
	return get(d, ctx, "SnapshotParts", func(ctx context.Context) ([]engagement.RawPart, error) {
		return d.database.SnapshotParts(ctx, office, id)
	})
}

func (d *gated) PartsOf(ctx context.Context, office, id string, kinds ...string) ([]engagement.RawPart, error) {
	return get(d, ctx, "PartsOf", func(ctx context.Context) ([]engagement.RawPart, error) {
		return d.database.PartsOf(ctx, office, id, kinds...)
	})
}

func (d *gated) Snapshots(ctx context.Context, office, e string) ([]engagement.Snapshot, error) {
	return get(d, ctx, "Snapshots", func(ctx context.Context) ([]engagement.Snapshot, error) { return d.database.Snapshots(ctx, office, e) })
}

func (d *gated) Taken(ctx context.Context, office, e string) (engagement.Taken, error) {
	return get(d, ctx, "Taken", func(ctx context.Context) (engagement.Taken, error) { return d.database.Taken(ctx, office, e) })
}

func (d *gated) Load(ctx context.Context, office, e string, bodies []engagement.PartID) (*engagement.Change, error) {
	return get(d, ctx, "Load", func(ctx context.Context) (*engagement.Change, error) { return d.database.Load(ctx, office, e, bodies) })
}

func (d *gated) YearBefore(ctx context.Context, office, client string, from civil.Date) (engagement.Engagement, error) {
	return get(d, ctx, "YearBefore", func(ctx context.Context) (engagement.Engagement, error) {
		return d.database.YearBefore(ctx, office, client, from)
	})
}

func (d *gated) OfficeKey(ctx context.Context, office string) (id string, wrapped []byte, err error) {
	err = d.do(ctx, "db", func(ctx context.Context) (err error) {
		id, wrapped, err = d.database.OfficeKey(ctx, office)
		return err
	}, "OfficeKey")
	return id, wrapped, err
}

func (d *gated) AddOfficeKey(ctx context.Context, office, id string, wrapped []byte) error {
	return d.do(ctx, "db", func(ctx context.Context) error { return d.database.AddOfficeKey(ctx, office, id, wrapped) }, "AddOfficeKey")
}

func (d *gated) Connection(ctx context.Context, office, client string) (c connection.Connection, now time.Time, err error) {
	err = d.do(ctx, "db", func(ctx context.Context) (err error) {
		c, now, err = d.database.Connection(ctx, office, client)
		return err
	}, "Connection")
	return c, now, err
}

func (d *gated) SaveConnection(ctx context.Context, c connection.Connection, old int64, event audit.Event) error {
	return d.do(ctx, "token-save", func(ctx context.Context) error { return d.database.SaveConnection(ctx, c, old, event) }, "SaveConnection %s", c.State)
}

func (d *gated) LeaseConnection(ctx context.Context, office, client, holder string, t time.Duration) error {
	return d.do(ctx, "db", func(ctx context.Context) error { return d.database.LeaseConnection(ctx, office, client, holder, t) }, "LeaseConnection")
}

func (d *gated) ReleaseConnection(ctx context.Context, office, client, holder string) error {
	return d.do(ctx, "db", func(ctx context.Context) error { return d.database.ReleaseConnection(ctx, office, client, holder) }, "ReleaseConnection")
}

func (d *gated) SaveLogin(ctx context.Context, l connection.Login) error {
	return d.do(ctx, "db", func(ctx context.Context) error { return d.database.SaveLogin(ctx, l) }, "SaveLogin")
}

func (d *gated) TakeLogin(ctx context.Context, hash string) (connection.Login, error) {
	return get(d, ctx, "TakeLogin", func(ctx context.Context) (connection.Login, error) { return d.database.TakeLogin(ctx, hash) })
}

func (d *gated) ChangePace(ctx context.Context, client string, tenant int64, f func([]byte, time.Time) []byte) error {
	if d.p.dead.Load() { // others of the dead process wait for the answer, and are to end too
		return errAway
	}
	err := errAway
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		err = d.do(ctx, "pace", func(ctx context.Context) error { return d.database.ChangePace(ctx, client, tenant, f) }, "ChangePace")
	}()
	<-finished
	return err
}

// Instances: several share the database in a simulation, whatever it is.
func (d *gated) Instances() bool { return true }

func (d *gated) AddJob(ctx context.Context, j jobs.Job, holder string, t time.Duration) (jobs.Job, error) {
	return get(d, ctx, "AddJob", func(ctx context.Context) (jobs.Job, error) { return d.database.AddJob(ctx, j, holder, t) })
}

func (d *gated) Claim(ctx context.Context, holder string, t time.Duration) (jobs.Job, error) {
	return get(d, ctx, "Claim", func(ctx context.Context) (jobs.Job, error) { return d.database.Claim(ctx, holder, t) })
}

func (d *gated) SaveJob(ctx context.Context, j jobs.Job, t time.Duration) (bool, error) {
	return get(d, ctx, "SaveJob "+string(j.State), func(ctx context.Context) (bool, error) { return d.database.SaveJob(ctx, j, t) })
}

// Beat does not park: it comes every other second while a worker works, and
// says nothing that others wait for.
func (d *gated) Beat(ctx context.Context, j jobs.Job, t time.Duration) (bool, error) {
	d.p.dieIfDead()
	if d.p.paused.After(time.Now()) {
		return false, nil
	}
	if d.p.away.After(time.Now()) {
		return false, errAway
	}
	var cancel bool
	var err error
	d.p.w.outside(func() { cancel, err = d.database.Beat(context.Background(), j, t) })
	return cancel, err
}

func (d *gated) LatestJob(ctx context.Context, office, e string, kind jobs.Kind) (jobs.Job, error) {
	return get(d, ctx, "LatestJob", func(ctx context.Context) (jobs.Job, error) { return d.database.LatestJob(ctx, office, e, kind) })
}

func (d *gated) DueEngagements(ctx context.Context, since time.Time, limit int) ([]jobs.Due, error) {
	return get(d, ctx, "DueEngagements", func(ctx context.Context) ([]jobs.Due, error) { return d.database.DueEngagements(ctx, since, limit) })
}

func (d *gated) Time(ctx context.Context) (time.Time, error) {
	return get(d, ctx, "Time", func(ctx context.Context) (time.Time, error) { return d.database.Time(ctx) })
}

// NewEpoch and Restored do not park: no fault is tried at them.
func (d *gated) NewEpoch(ctx context.Context) (err error) {
	d.p.w.outside(func() { err = d.database.NewEpoch(context.WithoutCancel(ctx)) })
	return err
}

func (d *gated) Restored(ctx context.Context) (at time.Time, err error) {
	d.p.w.outside(func() { at, err = d.database.Restored(context.WithoutCancel(ctx)) })
	return at, err
}

func (d *gated) ClaimDelivery(ctx context.Context, office string, it export.Item, holder string, t time.Duration) error {
	return d.do(ctx, "claim", func(ctx context.Context) error { return d.database.ClaimDelivery(ctx, office, it, holder, t) }, "ClaimDelivery %s", it.Entry)
}

func (d *gated) ReleaseDelivery(ctx context.Context, office string, it export.Item, holder string) error {
	return d.do(ctx, "db", func(ctx context.Context) error { return d.database.ReleaseDelivery(ctx, office, it, holder) }, "ReleaseDelivery %s", it.Entry)
}

func (d *gated) SaveDelivery(ctx context.Context, office string, it export.Item, holder string) (saved export.Item, err error) {
	w := d.p.w
	err = d.do(ctx, "save", func(ctx context.Context) (err error) {
		if saved, err = d.database.SaveDelivery(ctx, office, it, holder); err == nil {
			w.oracle.saved(it)
		}
		return err
	}, "SaveDelivery %s %s%s", it.Entry, it.State, paren(it.Reason.Code))
	return saved, err
}

func paren(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// alive are the processes that a person can reach.
func (w *world) alive() []*proc {
	return slices.DeleteFunc(slices.Clone(w.procs), func(p *proc) bool { return p.dead.Load() || p.paused.After(time.Now()) })
}

func (w *world) situation() string {
	var all []string
	for _, it := range w.oracle.items {
		all = append(all, fmt.Sprintf("%s %s%s", it.Entry, it.State, paren(it.Reason.Code)))
	}
	return strings.Join(all, ", ")
}
