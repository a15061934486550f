package fortnox

import (
	"context"
	"errors"
	"net/url"
)

var errSegment = errors.New("fortnox: a name in the address is empty or made of dots")

// segment escapes one part of a path. An empty part would ask for another thing:
// the list instead of an item.
func segment(s string) (string, error) {
	if s == "" || s == "." || s == ".." {
		return "", errSegment
	}
	return url.PathEscape(s), nil
}

// item reads one item of a collection.
func item[T any](ctx context.Context, c *Client, collection, name string, query url.Values, decode func([]byte) (T, error)) (T, error) {
	s, err := segment(name)
	if err != nil {
		var none T
		return none, err
	}
	return one(ctx, c, collection+"/"+s, query, decode)
}

// setQuery sets the names whose values are not empty.
func setQuery(q url.Values, namesAndValues ...string) {
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		if v := namesAndValues[i+1]; v != "" {
			q.Set(namesAndValues[i], v)
		}
	}
}
