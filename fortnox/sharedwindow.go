package fortnox

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// A PaceStore keeps the window of one client id and tenant for all instances of
// a program.
type PaceStore interface {
	// Change gives f what is saved (nothing the first time) and the store's time,
	// and saves what f returns, so that nobody else's Change comes between. f is
	// quick, touches nothing else, and may be called again.
	Change(ctx context.Context, f func(saved []byte, now time.Time) []byte) error
}

// A SharedWindow is a [Pacer] for one client id and tenant over any number of
// instances: together they send at most 24 requests in any 5 seconds. Permits
// are fetched from the store in blocks, as many as are waited for or were used
// in the last second; what is left of a block is given back. Clicks go before
// the background work of every instance.
//
// When the store fails, Wait returns its error: then nothing may be sent.
type SharedWindow struct {
	store PaceStore
	clock Clock
	name  string // of this instance

	mu      sync.Mutex
	waiting [2][]chan error // by priority, first come first
	block   permits
	done    []paceDone
	recent  []time.Time // when requests of the last second went
	hold    time.Time
	untold  time.Duration // a hold that the store does not know
	asking  bool
	armed   bool // a timer will call wake
	timer   int  // the one that counts
	told    int  // clicks that the store knows to wait
}

// permits are the block at hand. until is by our clock, counted from before it
// was asked for, so it is never later than what the store thinks.
type permits struct {
	id    string
	left  int
	asked time.Time
	used  []time.Duration
}

// NewSharedWindow makes one instance's part of the window that store keeps. A
// nil clock is the machine's.
func NewSharedWindow(store PaceStore, clock Clock) *SharedWindow {
	return &SharedWindow{store: store, clock: clockOr(clock), name: rand.Text()}
}

// Wait implements [Pacer].
func (w *SharedWindow) Wait(ctx context.Context, p Priority) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p = min(max(p, Background), Click)
	ready := make(chan error, 1)
	w.mu.Lock()
	w.waiting[p] = append(w.waiting[p], ready)
	w.grant()
	w.mu.Unlock()
	select {
	case err := <-ready:
		return err
	case <-ctx.Done():
		w.leave(p, ready)
		return ctx.Err()
	}
}

// Hold implements [Pacer]. Other instances are told with the next block.
func (w *SharedWindow) Hold(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if until := w.clock.Now().Add(d); until.After(w.hold) {
		w.hold, w.untold = until, d
	}
}

// grant lets through what the block at hand allows, and asks for another when
// somebody waits. The caller holds mu.
func (w *SharedWindow) grant() {
	now := w.clock.Now()
	for w.block.left > 0 && !now.Before(w.hold) && elapsed(w.block.asked, now) < blockLife {
		ready := w.first()
		if ready == nil {
			return
		}
		ready <- nil
		w.block.left--
		w.block.used = append(w.block.used, elapsed(w.block.asked, now))
		w.recent = append(w.recent, now)
	}
	clicks := len(w.waiting[Click])
	if clicks+len(w.waiting[Background]) == 0 || w.asking || w.armed && clicks <= w.told {
		return
	}
	if d := w.hold.Sub(now); d > 0 && w.untold == 0 {
		w.told = clicks
		w.arm(d + time.Millisecond) // after those who wait out the same pause themselves
		return
	}
	w.asking, w.told = true, clicks
	go w.fetch(w.ask(now), now)
}

// first takes the one out of the queues whose turn it is.
func (w *SharedWindow) first() chan error {
	for _, p := range []Priority{Click, Background} {
		if q := w.waiting[p]; len(q) > 0 {
			w.waiting[p] = q[1:]
			return q[0]
		}
	}
	return nil
}

// maxBlock bounds a block for background work, so that instances take turns.
const maxBlock = 8

// ask closes the block at hand and says what is wanted next.
func (w *SharedWindow) ask(now time.Time) paceAsk {
	if w.block.id != "" {
		w.done = append(w.done, paceDone{w.block.id, w.block.used})
		w.block = permits{}
	}
	for len(w.recent) > 0 && elapsed(w.recent[0], now) > blockLife {
		w.recent = w.recent[1:]
	}
	work := len(w.waiting[Background])
	if work > 0 {
		work = min(max(work, len(w.recent)), maxBlock)
	}
	a := paceAsk{By: w.name, ID: rand.Text(), Clicks: len(w.waiting[Click]), Work: work, Hold: w.untold, Done: w.done}
	w.untold = 0
	return a
}

// fetch asks the store for a block.
func (w *SharedWindow) fetch(a paceAsk, asked time.Time) {
	ctx, cancel := context.WithTimeout(context.Background(), storeWait)
	defer cancel()
	var got paceGrant
	err := w.store.Change(ctx, func(saved []byte, now time.Time) []byte {
		ms := now.UnixMilli()
		state := readPaceState(saved, ms)
		got = state.take(a, ms)
		next, err := json.Marshal(state)
		if err != nil {
			panic(fmt.Sprintf("fortnox: pace state: %v", err)) // it holds numbers and plain text only
		}
		return next
	})
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asking = false
	switch {
	case err != nil:
		w.untold = max(w.untold, a.Hold)
		w.fail(fmt.Errorf("fortnox: pace: %w", err))
	case got.N > 0:
		w.done = nil
		w.block = permits{id: a.ID, left: got.N, asked: asked}
	default:
		w.done = nil
		w.arm(got.Wait)
	}
	w.grant()
}

// fail gives err to all who wait.
func (w *SharedWindow) fail(err error) {
	for ready := w.first(); ready != nil; ready = w.first() {
		ready <- err
	}
	w.done = w.done[max(0, len(w.done)-maxUnsettled):]
}

// maxUnsettled bounds the blocks that a failing store could not be told about;
// the store counts those as used to the end anyway.
const maxUnsettled = windowRequests

// arm lets wake come in d. A timer that was set before, and may be due at this
// very moment, counts no more.
func (w *SharedWindow) arm(d time.Duration) {
	w.armed = true
	w.timer++
	timer := w.timer
	w.clock.AfterFunc(d, func() { w.wake(timer) })
}

func (w *SharedWindow) wake(timer int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if timer != w.timer {
		return
	}
	w.armed = false
	w.grant()
}

// leave takes a caller that gave up out of the queue. A turn that it was given
// at the same moment stays used.
func (w *SharedWindow) leave(p Priority, ready chan error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, c := range w.waiting[p] {
		if c == ready {
			w.waiting[p] = append(w.waiting[p][:i:i], w.waiting[p][i+1:]...)
			return
		}
	}
}
