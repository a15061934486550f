package fortnoxtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// document is one object of a resource that the emulator only shows: an invoice, a payment, a customer.
type document struct {
	key  string
	raw  json.RawMessage // the single object
	item object          // what lists, filters and searches need of it

	// modified is the time of the last change. The folders do not hold it, so it is the latest date in the object.
	modified string
}

// object is a JSON object that keeps the order of its fields.
type object []field

type field struct {
	name string
	raw  json.RawMessage
}

func (o object) get(name string) json.RawMessage {
	for _, f := range o {
		if f.name == name {
			return f.raw
		}
	}
	return nil
}

// MarshalJSON writes the fields in order.
func (o object) MarshalJSON() ([]byte, error) {
	buf := []byte{'{'}
	for i, f := range o {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = append(strconv.AppendQuote(buf, f.name), ':')
		buf = append(buf, f.raw...)
	}
	return append(buf, '}'), nil
}

// text returns a field as text: the string itself, a number's digits, true or false; "" for null and for what is missing.
func (d *document) text(name string) string {
	return rawText(d.item.get(name))
}

func rawText(raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	if raw[0] != '"' {
		return string(raw)
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// zero says whether an amount, number or string, is nothing.
func (d *document) zero(name string) bool {
	return strings.Trim(d.text(name), "0.-") == ""
}

func (d *document) is(name string) bool {
	return d.text(name) == "true"
}

// collection holds the documents of one resource by key, sorted: numbers by value, before other keys.
type collection struct {
	sorted []*document
	byKey  map[string]*document
}

func (c *collection) get(key string) *document {
	if c == nil {
		return nil
	}
	return c.byKey[key]
}

// put adds d, or replaces the one with the same key.
func (c *collection) put(d *document) {
	at, found := slices.BinarySearchFunc(c.sorted, d, compareDocuments)
	if found {
		c.sorted[at] = d
	} else {
		c.sorted = slices.Insert(c.sorted, at, d)
	}
	c.byKey[d.key] = d
}

func (c *collection) remove(key string) {
	d := c.byKey[key]
	if at, found := slices.BinarySearchFunc(c.sorted, d, compareDocuments); found {
		c.sorted = slices.Delete(c.sorted, at, at+1)
	}
	delete(c.byKey, key)
}

// add takes a document whose place [collection.sort] will find.
func (c *collection) add(d *document) error {
	if c.byKey[d.key] != nil {
		return fmt.Errorf("%q is given twice", d.key)
	}
	c.byKey[d.key] = d
	c.sorted = append(c.sorted, d)
	return nil
}

func (c *collection) sort() { slices.SortStableFunc(c.sorted, compareDocuments) }

func compareDocuments(a, b *document) int {
	return compareNatural(a.key, b.key)
}

// compareNatural orders numbers by value, before text.
func compareNatural(a, b string) int {
	x, errX := parseOre(a)
	y, errY := parseOre(b)
	switch {
	case errX == nil && errY == nil && x != y:
		return cmp.Compare(x, y)
	case errX == nil && errY != nil:
		return -1
	case errX != nil && errY == nil:
		return 1
	}
	return strings.Compare(a, b)
}
