// Package memory is a store that keeps everything in memory: for tests that
// need thousands of them. It passes the contract of the databases.
package memory

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
)

// A Store satisfies the Store interfaces of office, engagement, connection and
// work. Each method is one transaction; they run one at a time.
type Store struct {
	mu  sync.Mutex
	now func() time.Time

	links       map[string]time.Time
	offices     map[string]bool
	rules       map[string]office.Rules
	choices     map[[3]string]string // office, user, key
	users       map[key]user
	clients     map[key]office.Client
	failures    map[string]failure
	events      map[key][]audit.Event
	keys        map[string]officeKey
	connections map[key]*leased[connection.Connection]
	logins      map[string]connection.Login
	binders     map[key]*binder
	snapshots   map[key]snapshot
	jobs        []*job
	deliveries  []*leased[export.Item]
	owner       map[string]string // office of a delivery
	sessions    map[string]session
	series      map[series]lease
	looks       map[key]look
	templates   map[key]closing.SavedTemplate
	pace        map[paceKey][]byte
	restored    time.Time
}

// key is an id within an office.
type key struct{ office, id string }

type user struct {
	office.User
	hash string
}

type failure struct {
	count int
	last  time.Time
}

type officeKey struct {
	id      string
	wrapped []byte
}

type binder struct {
	head  engagement.Engagement
	taken engagement.Taken
	parts map[engagement.PartID]engagement.Part
	kept  map[string][]byte // by SHA-256
}

type snapshot struct {
	engagement.NewSnapshot
	engagement string
	seq        int
}

type job struct {
	jobs.Job
	until time.Time
}

type session struct {
	data    []byte
	expires time.Time
}

type series struct{ tenant, code string }

type lease struct {
	holder string
	until  time.Time
}

// free tells whether holder may take the lease now.
func (l lease) free(holder string, now time.Time) bool {
	return l.holder == holder || !l.until.After(now)
}

type leased[T any] struct {
	value T
	lease lease
}

type look struct {
	jobs.Look
	asked time.Time
}

type paceKey struct {
	client string
	tenant int64
}

// New makes an empty store whose leases go by now.
func New(now func() time.Time) *Store {
	return &Store{
		now: func() time.Time { return whole(now()) }, links: map[string]time.Time{}, offices: map[string]bool{}, rules: map[string]office.Rules{}, choices: map[[3]string]string{}, users: map[key]user{}, clients: map[key]office.Client{},
		failures: map[string]failure{}, events: map[key][]audit.Event{}, keys: map[string]officeKey{},
		connections: map[key]*leased[connection.Connection]{}, logins: map[string]connection.Login{}, binders: map[key]*binder{},
		snapshots: map[key]snapshot{}, series: map[series]lease{}, looks: map[key]look{},
		templates: map[key]closing.SavedTemplate{}, owner: map[string]string{}, sessions: map[string]session{}, pace: map[paceKey][]byte{},
	}
}

// whole leaves out what is finer than a millisecond, which databases do not keep.
func whole(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// begin starts a transaction; what it gives ends it.
func (s *Store) begin(ctx context.Context) (func(), error) {
	if err := ctx.Err(); err != nil {
		return func() {}, err
	}
	s.mu.Lock()
	return s.mu.Unlock, nil
}

// read gives what f finds.
func read[T any](ctx context.Context, s *Store, f func() (T, error)) (T, error) {
	end, err := s.begin(ctx)
	defer end()
	if err != nil {
		var none T
		return none, err
	}
	return f()
}

func (s *Store) write(ctx context.Context, f func() error) error {
	_, err := read(ctx, s, func() (struct{}, error) { return struct{}{}, f() })
	return err
}

// append chains an event to its stream.
func (s *Store) append(e audit.Event) {
	k := key{e.Office, e.Stream}
	previous := ""
	if n := len(s.events[k]); n > 0 {
		previous = s.events[k][n-1].Hash
	}
	e.Seq, e.Program, e.Salt = int64(len(s.events[k])+1), "memory", rand.Text()
	e.Hash = audit.Chain(previous, e)
	s.events[k] = append(s.events[k], e)
}

// Time is the clock that leases go by.
func (s *Store) Time(context.Context) (time.Time, error) { return s.now(), nil }

// Restored implements jobs.Store.
func (s *Store) Restored(ctx context.Context) (time.Time, error) {
	return read(ctx, s, func() (time.Time, error) { return s.restored, nil })
}

// DeclareRestored says that the store comes from a backup or a copy.
func (s *Store) DeclareRestored(ctx context.Context) error {
	return s.write(ctx, func() error {
		s.restored = s.now()
		return nil
	})
}

// NewEpoch implements jobs.Store: there is no older state that could come back.
func (s *Store) NewEpoch(ctx context.Context) error { return s.write(ctx, func() error { return nil }) }

// Instances tells that several may share it, within one process.
func (s *Store) Instances() bool { return true }

// ChangePace implements connection.PaceStore.
func (s *Store) ChangePace(ctx context.Context, client string, tenant int64, f func(saved []byte, now time.Time) []byte) error {
	return s.write(ctx, func() error {
		k := paceKey{client, tenant}
		s.pace[k] = f(s.pace[k], s.now())
		return nil
	})
}
