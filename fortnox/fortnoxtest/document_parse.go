package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"slices"
)

// parse makes a document of one object of the resource: what is not for sending is taken away, and what lists need is
// picked out.
func (res *resource) parse(raw json.RawMessage) (*document, error) {
	raw = withoutPrivate(raw)
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", res.path, err)
	}
	d := &document{key: rawText(all[res.key]), raw: raw}
	if d.key == "" {
		return nil, fmt.Errorf("%s: an object has no %s", res.path, res.key)
	}
	changed := false
	for name, value := range res.unset {
		if _, ok := all[name]; !ok {
			all[name], changed = json.RawMessage(value), true
		}
	}
	if changed {
		d.raw = encodeJSON(all)
	}
	d.item = res.pick(all)
	for _, name := range res.changed {
		if date := d.text(name); validDate(date) {
			d.modified = max(d.modified, date)
		}
	}
	return d, nil
}

// pick keeps the fields that the resource's lists and searches use, in the order of the resource.
func (res *resource) pick(all map[string]json.RawMessage) object {
	item := make(object, 0, len(res.fields)+len(res.indexed))
	for _, name := range append(slices.Clip(res.fields), res.indexed...) {
		if raw, ok := all[name]; ok && item.get(name) == nil {
			item = append(item, field{name, raw})
		}
	}
	return item
}

// listed is the document as lists show it.
func (res *resource) listed(d *document) object {
	if res.shorten != nil {
		return res.shorten(res, d)
	}
	return d.only(res.fields)
}

func (d *document) only(names []string) object {
	item := make(object, 0, len(names))
	for _, name := range names {
		if raw := d.item.get(name); raw != nil {
			item = append(item, field{name, raw})
		}
	}
	return item
}
