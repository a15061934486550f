package fortnox

import (
	"context"
	"errors"
	"iter"
	"net/url"
)

const (
	pageLimit = 500
	maxPages  = 100_000
	maxReads  = 3 // of a list that moves while it is read
)

// Errors of a list that was read several times and not once whole. The items
// that came before the error are not all.
var (
	// ErrMoving says that the list changed each time between two pages.
	ErrMoving = errors.New("fortnox: the list changed while it was read")
	// ErrIncomplete says that Fortnox gave fewer items than it says that there
	// are. It comes in a [*DecodeError].
	ErrIncomplete = errors.New("fewer items came than there are")
)

// keyed is an item with a key that tells it from all others of its list. An
// empty key tells nothing.
type keyed interface{ Key() string }

// Collect reads a whole list.
func Collect[T any](items iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for item, err := range items {
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, nil
}

// Distinct gives the items of stored pages, each once: data that moves between
// two pages can stand on both. The first one counts.
func Distinct[T keyed](pages ...Page[T]) []T {
	var all []T
	seen := map[string]bool{}
	for _, p := range pages {
		for _, item := range p.Items {
			if fresh(seen, item.Key()) {
				all = append(all, item)
			}
		}
	}
	return all
}

// fresh tells whether key is new, and remembers it.
func fresh(seen map[string]bool, key string) bool {
	if key == "" {
		return true
	}
	old := seen[key]
	seen[key] = true
	return !old
}

// list reads all pages and yields each item once. When it sees that the list
// moved between two pages (another total, an item twice), or that it got fewer
// items than there should be, it reads all again and yields what it had missed.
func list[T keyed](ctx context.Context, c *Client, path string, query url.Values, decode func([]byte) (Page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		seen := map[string]bool{}
		var err error
		for range maxReads {
			r := reading[T]{pages: map[string]int{}, yield: func(item T, err error) bool {
				if err == nil && !fresh(seen, item.Key()) {
					return true
				}
				return yield(item, err)
			}}
			if !r.all(ctx, c, path, query, decode) {
				return
			}
			if err = r.doubt(path, query); err == nil {
				return
			}
		}
		var none T
		yield(none, err)
	}
}
