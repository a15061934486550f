package jobs

import (
	"context"
	"sync"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/source"
)

// PartStore gives the raw parts of an import.
type PartStore interface {
	SnapshotParts(ctx context.Context, office, snapshot string) ([]engagement.RawPart, error)
}

// Books rebuilds the books of imports from their parts. It keeps those used
// last, within a budget of voucher rows; one parse at a time per import.
type Books struct {
	store  PartStore
	budget int // voucher rows kept

	mu    sync.Mutex
	rows  int
	known map[string]*kept
	clock int64
}

// kept is a book, or one that is being rebuilt until ready is closed.
type kept struct {
	ready chan struct{}
	book  *ledger.Book
	err   error
	rows  int
	used  int64
}

// NewBooks keeps at most about budget voucher rows, some 150 bytes each.
func NewBooks(store PartStore, budget int) *Books {
	return &Books{store: store, budget: budget, known: map[string]*kept{}}
}

// Book gives the books of an import of the office.
func (b *Books) Book(ctx context.Context, office, snapshot string) (*ledger.Book, error) {
	key := office + " " + snapshot
	b.mu.Lock()
	b.clock++
	k, found := b.known[key]
	if !found {
		k = &kept{ready: make(chan struct{})}
		b.known[key] = k
		go b.build(context.WithoutCancel(ctx), key, office, snapshot, k)
	}
	k.used = b.clock
	b.mu.Unlock()
	select {
	case <-k.ready:
		return k.book, k.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (b *Books) build(ctx context.Context, key, office, snapshot string, k *kept) {
	defer close(k.ready)
	k.book, k.err = b.rebuild(ctx, office, snapshot)
	b.mu.Lock()
	defer b.mu.Unlock()
	if k.err != nil {
		delete(b.known, key)
		return
	}
	b.weigh(key, k)
}

// Keep takes over books that were just made of an import's parts, so that they
// are not made once more.
func (b *Books) Keep(office, snapshot string, book *ledger.Book) {
	key := office + " " + snapshot
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, found := b.known[key]; found {
		return
	}
	b.clock++
	k := &kept{ready: make(chan struct{}), book: book, used: b.clock}
	close(k.ready)
	b.known[key] = k
	b.weigh(key, k)
}

// weigh counts what a book takes, and lets go of older ones beyond the budget.
func (b *Books) weigh(key string, k *kept) {
	k.rows = 1 // also what holds no voucher takes room
	for _, year := range k.book.Years {
		for _, v := range year.Vouchers {
			k.rows += len(v.Rows)
		}
	}
	b.rows += k.rows
	for b.rows > b.budget && b.dropOldest(key) {
	}
}

// dropOldest lets go of the book that was used longest ago, but not of keep.
func (b *Books) dropOldest(keep string) bool {
	oldest := ""
	for key, k := range b.known {
		if key != keep && k.rows > 0 && (oldest == "" || k.used < b.known[oldest].used) {
			oldest = key
		}
	}
	if oldest == "" {
		return false
	}
	b.rows -= b.known[oldest].rows
	delete(b.known, oldest)
	return true
}

func (b *Books) rebuild(ctx context.Context, office, snapshot string) (*ledger.Book, error) {
	raw, err := b.store.SnapshotParts(ctx, office, snapshot)
	if err != nil {
		return nil, err
	}
	book, _, err := source.Book(partsOf(raw))
	return book, err
}

func partsOf(raw []engagement.RawPart) []source.Part {
	parts := make([]source.Part, len(raw))
	for i, r := range raw {
		parts[i] = source.Part(r)
	}
	return parts
}

func rawOf(parts []source.Part) []engagement.RawPart {
	raw := make([]engagement.RawPart, len(parts))
	for i, p := range parts {
		raw[i] = engagement.RawPart(p)
	}
	return raw
}
