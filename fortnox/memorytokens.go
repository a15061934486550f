package fortnox

import (
	"context"
	"sync"
	"time"
)

// MemoryTokens is a [TokenStore] in memory, for programs of one process and for
// tests. What it holds is lost with the process.
type MemoryTokens struct {
	clock Clock

	mu     sync.Mutex
	rec    TokenRecord
	holder string
	until  time.Time
}

// NewMemoryTokens makes a store that holds rec. A nil clock is the machine's.
func NewMemoryTokens(rec TokenRecord, clock Clock) *MemoryTokens {
	return &MemoryTokens{clock: clockOr(clock), rec: rec}
}

// Load implements [TokenStore].
func (m *MemoryTokens) Load(ctx context.Context) (TokenRecord, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	rec := m.rec
	rec.Now = m.clock.Now()
	return rec, ctx.Err()
}

// Save implements [TokenStore].
func (m *MemoryTokens) Save(ctx context.Context, old int64, rec TokenRecord) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.rec.Version != old {
		return ErrConflict
	}
	rec.Version = old + 1
	m.rec = rec
	return nil
}

// Lease implements [TokenStore].
func (m *MemoryTokens) Lease(ctx context.Context, holder string, d time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	now := m.clock.Now()
	if m.holder != "" && m.holder != holder && now.Before(m.until) {
		return ErrLeaseHeld
	}
	m.holder, m.until = holder, now.Add(d)
	return nil
}

// Release implements [TokenStore].
func (m *MemoryTokens) Release(_ context.Context, holder string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.holder == holder {
		m.holder = ""
	}
	return nil
}
