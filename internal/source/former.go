package source

import (
	"net/url"
	"reflect"
	"strings"
	"time"

	"bokslut/fortnox"
)

// former is what an earlier import of the same company read.
type former struct {
	parts  []Part
	byName map[string]Part
}

// formerOf takes earlier parts when they are the company's; anything else is as
// if there were none.
func formerOf(parts []Part, tenant fortnox.FlexInt) former {
	then, err := TenantOf(parts)
	if err != nil || !tenant.Valid || then != tenant.Int {
		return former{}
	}
	f := former{parts, make(map[string]Part, len(parts))}
	for _, p := range parts {
		f.byName[p.Name] = p
	}
	return f
}

// pages is how many requests a list needs: as many as last time, or one.
func (f former) pages(kind string) int {
	whole, _ := readings(ofKind(f.parts, kind))
	return max(len(whole), 1)
}

// single is the part of a single object.
func (f former) single(kind, number string) (Part, bool) {
	p, ok := f.byName[kind+"/"+number]
	return p, ok && p.Kind == kind
}

// overlapTime is how much earlier than the last reading Fortnox is asked to begin:
// an hour that summer time's end repeats, and clocks that do not agree.
const overlapTime = 2 * time.Hour

// since is what to ask for all changes of a list with: Swedish time, to the minute.
func (f former) since(kind string) string {
	whole, later := readings(ofKind(f.parts, kind))
	began := begun(whole)
	for _, l := range later {
		if at := begun(l.parts); at.After(began) {
			began = at
		}
	}
	return fortnox.LastModified(began.Add(-overlapTime))
}

func begun(parts []Part) time.Time {
	var first time.Time
	for _, p := range parts {
		if first.IsZero() || p.At.Before(first) {
			first = p.At
		}
	}
	return first
}

// A laterReading is the pages of what had changed since a time.
type laterReading struct {
	since string
	parts []Part
}

// readings splits the pages of a list into the whole one and what was read of
// it afterwards, in order.
func readings(pages []Part) (whole []Part, later []laterReading) {
	for _, p := range pages {
		since := lastModified(p)
		switch n := len(later); {
		case since == "":
			whole = append(whole, p)
		case n > 0 && later[n-1].since == since:
			later[n-1].parts = append(later[n-1].parts, p)
		default:
			later = append(later, laterReading{since, []Part{p}})
		}
	}
	return whole, later
}

func lastModified(p Part) string { return queryOf(p).Get("lastmodified") }

func queryOf(p Part) url.Values {
	_, query, _ := strings.Cut(p.Request, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil
	}
	return values
}

// formerItems is a list as it was, in its order and by key. Parts that cannot
// be read are as if there were none.
func formerItems[T keyed](f former, kind string, decode func([]byte) (fortnox.Page[T], error)) (all []T, byKey map[string]T) {
	all, err := items(f.parts, kind, decode)
	if err != nil {
		return nil, nil
	}
	byKey = make(map[string]T, len(all))
	all = lastOf(all)
	for _, item := range all {
		byKey[item.Key()] = item
	}
	return all, byKey
}

// keyed is an item with a key that tells it from all others of its list.
type keyed interface{ Key() string }

// lastOf gives each item once, as it came last. What has no key, because Fortnox
// withheld or left out its number, is like nothing else and is kept each time.
func lastOf[T keyed](all []T) []T {
	at := map[string]int{}
	var once []T
	for _, item := range all {
		key := item.Key()
		i, ok := at[key]
		if !ok {
			i = len(once)
			once = append(once, item)
		}
		if key != "" {
			at[key] = i
		}
		once[i] = item
	}
	return once
}

func unkeyed[T keyed](item T) bool { return item.Key() == "" }

// same tells whether an item of a list is as it was.
func same[T any](before map[string]T, key string, now T) bool {
	was, ok := before[key]
	return ok && reflect.DeepEqual(was, now)
}

// SharedKinds are the kinds of parts that Update needs of the import before.
func SharedKinds() []string {
	kinds := append([]string{KindCompany, KindAccounts}, ledgerLists...)
	return append(kinds, KindInvoice, KindInvoicePayment, KindSupplierInvoice, KindSupplierInvoicePayment, KindTaxReduction)
}
