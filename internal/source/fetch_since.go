package source

import (
	"errors"
	"iter"
	"maps"
	"slices"

	"bokslut/fortnox"
)

// A register is how one list of a ledger is read.
type register[T keyed] struct {
	kind   string
	single string // the kind of its single objects, empty when none are read
	whole  iter.Seq2[T, error]
	decode func([]byte) (fortnox.Page[T], error)
	// since lists what has been changed; nil when Fortnox has no such question.
	since func(lastModified string) iter.Seq2[T, error]
	// count tells how many the whole list has. Nil: the list is never cut.
	count func() (int64, error)
}

// A list is a register as it was read.
type list[T keyed] struct {
	register[T]
	items  []T
	before map[string]T    // its items in the import before
	cut    bool            // only what has changed was asked for
	moved  map[string]bool // keys of what Fortnox named as changed
}

// worthCutting: a whole list of one or two pages costs no more than asking for
// the changes and the number of all, and is sure.
const worthCutting = 3

// mostCuts is how many times in a row a list is read in part: then it is read
// whole again, which bounds the pages that a snapshot is made of.
const mostCuts = 10

// readRegister reads a list whole, or what is new of a long one.
func readRegister[T keyed](f *fetcher, r register[T]) (list[T], error) {
	l := list[T]{register: r, moved: map[string]bool{}}
	var old []T
	old, l.before = formerItems(f.former, r.kind, r.decode)
	whole, later := readings(ofKind(f.former.parts, r.kind))
	if r.count != nil && !f.whole && len(whole) >= worthCutting && len(later) < mostCuts && l.before != nil {
		ok, err := l.readSince(f, old)
		if ok || err != nil {
			return l, err
		}
	}
	var err error
	l.items, err = listOrWithheld(f, r.kind, r.whole)
	return l, err
}

// readSince reads what has changed. ok is false when that does not give as many
// as there are, or Fortnox does not answer the question, or an item has no key
// by which it could be told whether it is another.
func (l *list[T]) readSince(f *fetcher, old []T) (ok bool, err error) {
	f.step(l.kind, "", f.former.pages(l.kind))
	since := f.former.since(l.kind)
	changed, err := collect(f, l.since(since))
	if err != nil {
		return f.refused(l.kind, err)
	}
	pages := f.taken(l.kind, func(n int) string { return "since " + since + "/" + byPage(n) })
	f.here = 1
	n, err := l.count()
	if err != nil {
		return f.refused(l.kind, err)
	}
	counted := f.taken(KindChanges, named(l.kind+"/count"))
	all := lastOf(append(old, changed...))
	if int64(len(all)) != n || slices.ContainsFunc(all, unkeyed) {
		return false, nil
	}
	f.shareList(l.kind, since)
	f.parts = append(append(f.parts, pages...), counted...)
	l.items, l.cut = all, true
	for _, item := range changed {
		l.moved[item.Key()] = true
	}
	f.progress.Total = len(all)
	f.tell()
	return true, nil
}

// refused gives way to reading all when Fortnox says no to a question; another
// error is handed on.
func (f *fetcher) refused(kind string, err error) (ok bool, _ error) {
	e := fetchError(kind, err)
	if e.Reason == ReasonRefused || e.withheld() || errors.Is(err, fortnox.ErrIncomplete) {
		f.raws = nil
		return false, nil
	}
	return false, e
}

// shareList takes over the pages of a list but those that were asked for since
// the same minute, which come anew.
func (f *fetcher) shareList(kind, since string) {
	for _, p := range ofKind(f.former.parts, kind) {
		if lastModified(p) != since {
			f.parts = append(f.parts, p)
		}
	}
}

// An errand is the reading of single objects of one kind.
type errand struct {
	kind    string
	numbers []string
	shared  map[string]Part
	read    func(number string) error
}

// errand finds out which of the wanted objects can be shared: their lines in
// the list are as they were, and Fortnox does not name them among the changed.
// That question is worth its request when it can save more than one; what hangs
// on it besides is also, by the key of the item that it belongs to.
func (l list[T]) errand(f *fetcher, wanted []string, read func(string) error, also map[string]Part) (errand, error) {
	e := errand{kind: l.single, numbers: wanted, shared: map[string]Part{}, read: read}
	now := make(map[string]T, len(l.items))
	for _, item := range l.items {
		now[item.Key()] = item
	}
	for _, number := range wanted {
		p, ok := f.former.single(l.single, number)
		if ok && same(l.before, number, now[number]) && !l.moved[number] {
			e.shared[number] = p
		}
	}
	maps.DeleteFunc(also, func(key string, _ Part) bool { return !same(l.before, key, now[key]) })
	if !l.cut && len(e.shared)+len(also) > 1 {
		return e, l.askForChanges(f, e.shared, also)
	}
	if !l.cut {
		clear(e.shared)
		clear(also)
	}
	for key := range l.moved {
		delete(also, key)
	}
	return e, nil
}

// askForChanges takes away what Fortnox names as changed; all, when it does not
// answer the question.
func (l list[T]) askForChanges(f *fetcher, shared, also map[string]Part) error {
	changed, err := collect(f, l.since(f.former.since(l.kind)))
	if err != nil {
		clear(shared)
		clear(also)
		_, err = f.refused(l.kind, err)
		return err
	}
	f.keep(KindChanges, func(n int) string { return l.kind + "/" + byPage(n) })
	for _, item := range changed {
		delete(shared, item.Key())
		delete(also, item.Key())
	}
	return nil
}
