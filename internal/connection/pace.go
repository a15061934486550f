package connection

import (
	"context"
	"sync"
	"time"

	"bokslut/fortnox"
)

// A PaceStore is a Store that several instances of the program can share, so
// that they keep one pace towards Fortnox together.
type PaceStore interface {
	// Instances tells whether there can be more than one.
	Instances() bool
	// ChangePace is fortnox.PaceStore's Change for one client id and tenant.
	ChangePace(ctx context.Context, clientID string, tenant int64, f func(saved []byte, now time.Time) []byte) error
}

// windows gives the one window of a client id and tenant: the store's when
// several instances can share it, else one in memory, which costs no writing.
type windows struct {
	local fortnox.Windows
	store PaceStore // nil: in memory only

	mu     sync.Mutex
	shared map[tenantKey]*fortnox.SharedWindow
}

type tenantKey struct {
	clientID string
	tenant   int64
}

// newWindows uses the store when it can. A clock that is not the machine's, as
// tests have, does not go with the store's time: then windows are in memory.
func newWindows(store Store, clock fortnox.Clock) *windows {
	w := &windows{local: fortnox.Windows{Clock: clock}, shared: map[tenantKey]*fortnox.SharedWindow{}}
	if s, ok := store.(PaceStore); ok && clock == nil && s.Instances() {
		w.store = s
	}
	return w
}

// For is the window of one client id and tenant.
func (w *windows) For(clientID string, tenant int64) fortnox.Pacer {
	if w.store == nil {
		return w.local.For(clientID, tenant)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	key := tenantKey{clientID, tenant}
	if w.shared[key] == nil {
		w.shared[key] = fortnox.NewSharedWindow(paceOf{w.store, key}, nil)
	}
	return w.shared[key]
}

// paceOf is the stored pace of one key.
type paceOf struct {
	store PaceStore
	key   tenantKey
}

// Change implements fortnox.PaceStore.
func (p paceOf) Change(ctx context.Context, f func(saved []byte, now time.Time) []byte) error {
	return p.store.ChangePace(ctx, p.key.clientID, p.key.tenant, f)
}
