// Package simulation runs exports in a world of one process: instances of the
// program, a database, a local Fortnox, people, and faults, by a virtual clock
// and in an order that a seed decides.
//
// All goroutines live in a testing/synctest bubble. Whoever wants something of
// the database or of Fortnox parks; when everybody is parked or asleep, the
// world chooses one, decides what befalls it, and lets it go on alone. The same
// seed gives the same log, byte for byte.
package simulation

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// A world is one run.
type world struct {
	t     *testing.T
	rng   *rand.Rand
	plan  planner
	begun time.Time
	log   bytes.Buffer
	quiet *slog.Logger

	db     database
	key    []byte
	local  *fortnoxtest.Server
	oracle oracle
	by     office.User
	e      engagement.Engagement
	procs  []*proc
	crowd  crowd

	shape     shape         // of the company; in withNext some entries are taken back in the next year
	documents func(int) int // how many documents hang on the nth entry; nil for none
	open      bool          // nobody parks: the world is being set up or has ended
	calm      bool          // nothing befalls anybody any more
	mu        sync.Mutex
	parked    []*ticket
	arrived   chan struct{}
	events    []event
	serial    int
	running   sync.WaitGroup
	errs      []string
	requests  int // that came to Fortnox
}

// A ticket is somebody who waits to be let on.
type ticket struct {
	proc  *proc
	actor string
	op    op
	order int
	let   chan fate
}

// An op is what a ticket is for.
type op struct {
	kind   string // the kind of step, by which faults are chosen
	text   string // for the log
	marker string // of the voucher that is posted
	file   string // of an upload the body, else the file's id
}

// An event is something that begins by itself. Those of the same time come in
// the order of their keys.
type event struct {
	at     time.Time
	key    string
	serial int
	name   string
	do     func()
}

func newWorld(t *testing.T, seed uint64, db database) *world {
	w := &world{
		t: t, rng: rand.New(rand.NewPCG(seed, 7)), begun: time.Now(), db: db, key: make([]byte, 32),
		quiet: slog.New(slog.NewTextHandler(io.Discard, nil)), arrived: make(chan struct{}, 1), open: true,
		oracle: newOracle(),
	}
	w.local = w.newLocal()
	return w
}

func (w *world) fails(format string, args ...any) {
	if len(w.errs) < 5 {
		w.errs = append(w.errs, fmt.Sprintf(format, args...))
	}
	w.note("FAILS: "+format, args...)
}

// note writes a line of the log: when, what.
func (w *world) note(format string, args ...any) {
	fmt.Fprintf(&w.log, "%10.3f ", time.Since(w.begun).Seconds())
	fmt.Fprintf(&w.log, format, args...)
	w.log.WriteByte('\n')
}

// signal wakes the world: somebody parked, or ended.
func (w *world) signal() {
	select {
	case w.arrived <- struct{}{}:
	default:
	}
}

// actorKey names who acts, in a context.
type actorKey struct{}

func as(ctx context.Context, actor string) context.Context {
	return context.WithValue(ctx, actorKey{}, actor)
}

func actorOf(ctx context.Context) string {
	if name, ok := ctx.Value(actorKey{}).(string); ok {
		return name
	}
	return "background"
}

// park waits until the world lets the caller on, and tells what befalls it. A
// process that has died goes nowhere: its goroutines end here.
func (w *world) park(ctx context.Context, p *proc, o op) fate {
	p.dieIfDead()
	if w.open {
		return fate{}
	}
	t := &ticket{proc: p, actor: actorOf(ctx), op: o, let: make(chan fate)}
	w.mu.Lock()
	w.serial++
	t.order = w.serial
	w.parked = append(w.parked, t)
	w.mu.Unlock()
	w.signal()
	f := <-t.let
	p.dieIfDead()
	return f
}

// at begins something later.
func (w *world) at(d time.Duration, name string, do func()) { w.add(d, "", name, do) }

func (w *world) add(d time.Duration, key, name string, do func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.serial++
	w.events = append(w.events, event{time.Now().Add(d), key, w.serial, name, do})
}

// run is the world's loop, until over says that nothing is left.
func (w *world) run(limit time.Duration, over func() bool) {
	for steps := 0; ; steps++ {
		synctest.Wait()
		select {
		case <-w.arrived:
		default:
		}
		w.oracle.look(w)
		if over() {
			return
		}
		if time.Since(w.begun) > limit || steps > 200_000 {
			w.fails("does not come to an end: %s", w.situation())
			return
		}
		if t := w.choose(); t != nil {
			f := w.decide(t)
			w.note("%s %s %s%s", t.proc.name, t.actor, t.op.text, f)
			if f.fault == stopProcess {
				w.parkAgain(t)
				continue
			}
			t.let <- f
			continue
		}
		w.wait()
	}
}

// choose takes one of those that can go on.
func (w *world) choose() *ticket {
	w.mu.Lock()
	defer w.mu.Unlock()
	var able []*ticket
	for _, t := range w.parked {
		if t.proc.dead.Load() || !t.proc.paused.After(time.Now()) {
			able = append(able, t)
		}
	}
	if len(able) == 0 {
		return nil
	}
	slices.SortFunc(able, func(a, b *ticket) int {
		return cmp.Or(cmp.Compare(a.proc.name, b.proc.name), cmp.Compare(a.actor, b.actor), cmp.Compare(a.op.text, b.op.text), a.order-b.order)
	})
	t := able[0]
	if len(able) > 1 {
		t = able[w.rng.IntN(len(able))]
	}
	w.parked = slices.DeleteFunc(w.parked, func(other *ticket) bool { return other == t })
	return t
}

// parkAgain puts back a ticket whose process was stopped.
func (w *world) parkAgain(t *ticket) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.parked = append(w.parked, t)
}

// wait lets time pass until the next event, or until somebody parks.
func (w *world) wait() {
	if len(w.events) == 0 {
		w.at(time.Minute, "", func() {})
	}
	w.mu.Lock()
	slices.SortFunc(w.events, func(a, b event) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.key, b.key), a.serial-b.serial)
	})
	next := w.events[0]
	w.mu.Unlock()
	if d := time.Until(next.at); d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-w.arrived:
			return
		case <-timer.C:
		}
	}
	w.mu.Lock()
	w.events = slices.DeleteFunc(w.events, func(e event) bool { return e.serial == next.serial })
	w.mu.Unlock()
	if next.name != "" {
		w.note("%s", next.name)
	}
	next.do()
}

// spawn runs f as an actor of a process; then is called when it has ended, well
// or not, unless the world is over.
func (w *world) spawn(p *proc, actor string, f func(ctx context.Context), then func(ended bool)) {
	w.running.Go(func() {
		ended := false
		defer func() {
			w.add(0, p.name+" "+actor, "", func() { then(ended) })
			w.signal()
		}()
		f(as(p.ctx, actor))
		ended = true
	})
}

// end kills everybody who is left.
func (w *world) end() {
	for _, p := range w.procs {
		p.kill()
	}
	w.mu.Lock()
	left := w.parked
	w.parked = nil
	w.mu.Unlock()
	for _, t := range left {
		t.let <- fate{}
	}
	w.running.Wait()
}
