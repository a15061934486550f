package fortnox

import (
	"context"
	"errors"
	"iter"
	"maps"
	"net/url"
	"strconv"
)

const (
	pageLimit = 500
	maxPages  = 100_000
	maxReads  = 3 // of a list that moves while it is read
)

// ErrMoving says that a list changed so often while it was read that it could
// not be read whole.
var ErrMoving = errors.New("fortnox: the list changed while it was read")

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
// moved between two pages (another total, an item twice) it reads all again and
// yields what it had missed.
func list[T keyed](ctx context.Context, c *Client, path string, query url.Values, decode func([]byte) (Page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		seen := map[string]bool{}
		for range maxReads {
			moved, ok := readList(ctx, c, path, query, decode, func(item T, err error) bool {
				if err == nil && !fresh(seen, item.Key()) {
					return true
				}
				return yield(item, err)
			})
			if !ok || !moved {
				return
			}
		}
		var none T
		yield(none, ErrMoving)
	}
}

// readList reads all pages once. ok is false when yield has stopped or an error
// was given to it.
func readList[T keyed](ctx context.Context, c *Client, path string, query url.Values, decode func([]byte) (Page[T], error), yield func(T, error) bool) (moved, ok bool) {
	keys := map[string]int{} // the page where each was seen
	var total FlexInt
	query = maps.Clone(query)
	if query == nil {
		query = url.Values{}
	}
	query.Set("limit", strconv.Itoa(pageLimit))
	for number := 1; number <= maxPages; number++ {
		query.Set("page", strconv.Itoa(number))
		page, err := one(ctx, c, path, query, decode)
		if err != nil && number > 1 && errors.Is(err, ErrNotFound) {
			return true, true // the list has become shorter than it was
		}
		if err != nil {
			var none T
			yield(none, err)
			return moved, false
		}
		moved = moved || (number > 1 && page.Meta.TotalResources != total)
		total = page.Meta.TotalResources
		for _, item := range page.Items {
			if at, old := keys[item.Key()]; !old {
				keys[item.Key()] = number
			} else if at != number && item.Key() != "" {
				moved = true
			}
			if !yield(item, nil) {
				return moved, false
			}
		}
		if len(page.Items) == 0 || int64(number) >= page.Meta.TotalPages.Int {
			break
		}
	}
	return moved, true
}
