package fortnox

import (
	"context"
	"sync"
	"time"
)

// A Pacer holds requests back so that Fortnox's limit is not reached. It covers
// one client id and tenant, since that is what Fortnox counts by.
type Pacer interface {
	// Wait returns when a request may be sent, or with ctx's error.
	Wait(ctx context.Context, p Priority) error

	// Hold lets nothing through for d. It is called after an answer 429.
	Hold(d time.Duration)
}

// A Priority orders waiting requests: all clicks go before all background work.
type Priority int

const (
	Background Priority = iota // imports, exports, checks
	Click                      // a person waits for the page
)

type priorityKey struct{}

// WithPriority marks all requests made with the context. Without it they are
// Background.
func WithPriority(ctx context.Context, p Priority) context.Context {
	return context.WithValue(ctx, priorityKey{}, p)
}

func priority(ctx context.Context) Priority {
	p, _ := ctx.Value(priorityKey{}).(Priority)
	return p
}

// Fortnox allows 25 requests in any 5 seconds. One is left out, and the window is
// 3 % longer, because requests do not take equally long to arrive: the first on
// a connection waits for the handshake.
// Source: https://www.fortnox.se/developer/guides-and-good-to-know/rate-limits-for-fortnox-api.
const (
	windowRequests = 24
	windowLength   = 5*time.Second + 150*time.Millisecond
)

// PaceEach is how long a request takes at the pace that is kept, many together.
const PaceEach = windowLength / windowRequests

// A Window is a [Pacer] for one process: a sliding window that lets through at
// most 24 requests in any 5 seconds. (A token bucket would let through 50.) For
// several processes there is [SharedWindow].
type Window struct {
	clock Clock

	mu      sync.Mutex
	sent    [windowRequests]time.Time // a ring of the latest
	next    int                       // the oldest in the ring
	hold    time.Time
	waiting [2][]chan struct{} // by priority, first come first
	armed   bool               // a timer will call grant
}

// NewWindow makes an unused window. A nil clock is the machine's.
func NewWindow(clock Clock) *Window { return &Window{clock: clockOr(clock)} }

// Wait implements [Pacer].
func (w *Window) Wait(ctx context.Context, p Priority) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p = min(max(p, Background), Click)
	ready := make(chan struct{})
	w.mu.Lock()
	w.waiting[p] = append(w.waiting[p], ready)
	w.grant()
	w.mu.Unlock()
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
		w.leave(p, ready)
		return ctx.Err()
	}
}

// Hold implements [Pacer].
func (w *Window) Hold(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if until := w.clock.Now().Add(d); until.After(w.hold) {
		w.hold = until
	}
}

// grant lets through what may go now and arms a timer for the rest. The caller
// holds mu.
func (w *Window) grant() {
	for {
		queue := &w.waiting[Click]
		if len(*queue) == 0 {
			queue = &w.waiting[Background]
		}
		if len(*queue) == 0 || w.armed {
			return
		}
		now := w.clock.Now()
		if d := w.free().Sub(now); d > 0 {
			w.armed = true
			w.clock.AfterFunc(d, w.wake)
			return
		}
		close((*queue)[0])
		*queue = (*queue)[1:]
		w.sent[w.next] = now
		w.next = (w.next + 1) % windowRequests
	}
}

// free is the first time when the next request may go.
func (w *Window) free() time.Time {
	at := w.hold
	if oldest := w.sent[w.next]; !oldest.IsZero() && oldest.Add(windowLength).After(at) {
		at = oldest.Add(windowLength)
	}
	return at
}

func (w *Window) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.armed = false
	w.grant()
}

// leave takes a caller that gave up out of the queue. A turn that it was given
// at the same moment stays used.
func (w *Window) leave(p Priority, ready chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, c := range w.waiting[p] {
		if c == ready {
			w.waiting[p] = append(w.waiting[p][:i:i], w.waiting[p][i+1:]...)
			return
		}
	}
}

// Windows gives each client id and tenant its own [Window], the same one to all
// clients of the process. The zero value is ready.
type Windows struct {
	Clock Clock // nil means the machine's

	mu   sync.Mutex
	each map[windowKey]*Window
}

type windowKey struct {
	clientID string
	tenant   int64
}

// For is the window of one client id and tenant.
func (w *Windows) For(clientID string, tenant int64) *Window {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := windowKey{clientID, tenant}
	if w.each == nil {
		w.each = map[windowKey]*Window{}
	}
	if w.each[key] == nil {
		w.each[key] = NewWindow(w.Clock)
	}
	return w.each[key]
}
