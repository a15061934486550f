package fortnox

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"strconv"
)

// A reading is one reading of a whole list, page by page.
type reading[T keyed] struct {
	yield func(T, error) bool

	pages map[string]int // by key, the page where each item was seen
	total FlexInt        // TotalResources of the page before
	got   int64          // items, each once
	moved bool
}

// all reads the pages. It is false when yield has stopped, or was given an error.
func (r *reading[T]) all(ctx context.Context, c *Client, path string, query url.Values, decode func([]byte) (Page[T], error)) bool {
	query = maps.Clone(query)
	if query == nil {
		query = url.Values{}
	}
	query.Set("limit", strconv.Itoa(pageLimit))
	for number := 1; number <= maxPages; number++ {
		query.Set("page", strconv.Itoa(number))
		page, err := one(ctx, c, path, query, decode)
		if err != nil && number > 1 && errors.Is(err, ErrNotFound) {
			// The list has become shorter, or never said how long it is.
			r.moved = r.moved || r.total.Valid
			return true
		}
		if err != nil {
			var none T
			r.yield(none, err)
			return false
		}
		if !r.take(number, page) {
			return false
		}
		if r.last(number, page) {
			return true
		}
	}
	return true
}

// take hands the items of one page on.
func (r *reading[T]) take(number int, page Page[T]) bool {
	r.moved = r.moved || number > 1 && page.Meta.TotalResources != r.total
	r.total = page.Meta.TotalResources
	for _, item := range page.Items {
		key := item.Key()
		at, old := r.pages[key]
		switch {
		case key == "" || !old:
			r.pages[key] = number
			r.got++
		case at != number:
			r.moved = true
		}
		if !r.yield(item, nil) {
			return false
		}
	}
	return true
}

// last tells whether there is no page after this one. A list that does not say
// how many pages it has goes on while its pages are full.
func (r *reading[T]) last(number int, page Page[T]) bool {
	if len(page.Items) == 0 {
		return true
	}
	if page.Meta.TotalPages.Valid {
		return int64(number) >= page.Meta.TotalPages.Int
	}
	return len(page.Items) < pageLimit
}

// doubt says why the list may not have been read whole; nil when it was.
//
// With a filter Fortnox may count items that it does not give (reported by users
// of its API), so only a list without a single one of them is doubted then.
func (r *reading[T]) doubt(path string, query url.Values) error {
	short := r.total.Valid && r.got < r.total.Int
	if query.Has("filter") && r.got > 0 {
		short = false
	}
	switch {
	case r.moved:
		return ErrMoving
	case short:
		return &DecodeError{resource(path), fmt.Errorf("%w: %d of %d", ErrIncomplete, r.got, r.total.Int)}
	}
	return nil
}
