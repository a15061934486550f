package fortnoxtest

import (
	"cmp"
	"slices"
	"strconv"
)

// maxLimit is the most items of a page; a larger limit gives this many.
const maxLimit = 500

type metaInformation struct {
	TotalResources int `json:"@TotalResources"`
	TotalPages     int `json:"@TotalPages"`
	CurrentPage    int `json:"@CurrentPage"`
}

// paging is the wanted part of a list.
type paging struct {
	page, limit, offset int
}

// paging reads page, limit and offset; bad names the one that is no number or too small.
func (q query) paging() (p paging, bad string) {
	p = paging{page: 1, limit: 100}
	for _, want := range []struct {
		name  string
		value *int
		least int
	}{{"page", &p.page, 1}, {"limit", &p.limit, 1}, {"offset", &p.offset, 0}} {
		s, given := q[want.name]
		if !given || s == "" {
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < want.least {
			return p, want.name
		}
		*want.value = n
	}
	p.limit = min(p.limit, maxLimit)
	return p, ""
}

// pageReply answers with one page of items. shown makes what is sent of an item.
//
// An empty list has no pages and answers to page 1; any page past the last is an unknown path, as in the real service. An
// offset takes items away before they are counted (recorded).
func pageReply[T any](c *call, name string, items []T, shown func(T) any) reply {
	p, bad := c.query.paging()
	if bad != "" {
		return problemParameter.reply(bad)
	}
	items = items[min(p.offset, len(items)):]
	pages := (len(items) + p.limit - 1) / p.limit
	if p.page > max(pages, 1) {
		return problemNoRoute.reply()
	}
	meta := metaInformation{len(items), pages, p.page}
	from := (p.page - 1) * p.limit
	to := min(from+p.limit, len(items))
	if shift := c.hits.shift(p.page); shift != 0 {
		from, to = max(from+shift, 0), min(max(to+shift, 0), len(items))
		from = min(from, to)
		meta.TotalResources -= shift
	}
	list := make([]any, 0, to-from) // [], not null
	for _, item := range items[from:to] {
		list = append(list, shown(item))
	}
	if h := c.hits.find(CountMore); h != nil {
		meta.TotalResources += cmp.Or(h.Shift, 1)
	}
	if c.hits.find(EmptyPage) != nil {
		list = []any{}
	}
	return jsonReply(object{{"MetaInformation", encodeJSON(meta)}, {name, encodeJSON(list)}})
}

// sorted orders items by the wanted field. fields are the allowed values of sortby; get reads a field as text.
func sorted[T any](c *call, items []T, fields map[string]string, get func(T, string) string) ([]T, *reply) {
	descending := false
	switch order := c.query["sortorder"]; order {
	case "", "ascending":
	case "descending":
		descending = true
	default:
		p := problemParameter.reply("sortorder")
		return nil, &p
	}
	by, given := c.query["sortby"]
	if !given {
		if descending {
			items = slices.Clone(items)
			slices.Reverse(items)
		}
		return items, nil
	}
	name, ok := fields[by]
	if !ok {
		p := problemParameter.reply("sortby")
		return nil, &p
	}
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b T) int {
		if descending {
			a, b = b, a
		}
		return compareNatural(get(a, name), get(b, name))
	})
	return items, nil
}
