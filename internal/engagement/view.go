package engagement

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/document"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/workpaper"
)

func decode[T any](raw json.RawMessage) (T, error) {
	var v T
	if len(raw) == 0 {
		return v, nil
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, fmt.Errorf("stored %T: %w", v, err)
	}
	return v, nil
}

func encode(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("engagement: %T cannot be stored: %v", v, err))
	}
	return b
}

// entryPart is how an entry is kept: it is small, so its digest is all of it.
func entryPart(e closing.Entry, version int64) Part {
	return Part{ID: PartID{EntryPart, e.No}, Version: version, Digest: encode(e)}
}

func workpaperPart(w workpaper.Workpaper, version int64) Part {
	return Part{ID: PartID{WorkpaperPart, w.No}, Version: version, Digest: encode(w.Digest()), Body: encode(w)}
}

// view gathers what the change will leave behind: saved parts win over those
// that were loaded.
func (c *Change) view() (view, error) {
	parts := map[PartID]Part{}
	for id, p := range c.Parts {
		parts[id] = p
	}
	for _, p := range c.Save {
		parts[p.ID] = p
	}
	v := newView(c.Totals, c.Taken.Recognised)
	for _, p := range parts {
		if err := v.add(p); err != nil {
			return view{}, err
		}
	}
	v.sort()
	return v, nil
}

func newView(totals *ledger.Totals, recognised []export.Recognised) view {
	v := view{totals: totals, inBooks: map[string]bool{}, notes: map[string][]workpaper.Comment{}, documented: map[string]bool{}}
	for _, r := range recognised {
		if r.State.InBooks() {
			v.inBooks[r.Entry] = true
		}
	}
	return v
}

func (v *view) add(p Part) error {
	switch p.ID.Kind {
	case EntryPart:
		e, err := decode[closing.Entry](p.Digest)
		if err != nil {
			return err
		}
		if e.Next != closing.ThisYear {
			v.next = append(v.next, e)
			return nil
		}
		v.entries = append(v.entries, e)
	case WorkpaperPart:
		w, err := decode[workpaper.Digest](p.Digest)
		if err != nil {
			return err
		}
		v.workpapers = append(v.workpapers, w)
	case NotePart:
		n, err := decode[Note](p.Digest)
		if err != nil {
			return err
		}
		v.notes[n.Account] = n.Comments
	case DocumentPart:
		d, err := decode[document.Document](p.Digest)
		if err != nil {
			return err
		}
		for _, place := range d.Places {
			if !d.Deleted {
				v.documented[place.Workpaper+place.Account] = true
			}
		}
	}
	return nil
}

func (v *view) sort() {
	for _, entries := range [][]closing.Entry{v.entries, v.next} {
		slices.SortFunc(entries, func(a, b closing.Entry) int { return closing.CompareNo(a.No, b.No) })
	}
	slices.SortFunc(v.workpapers, func(a, b workpaper.Digest) int { return compareNo(a.No, b.No) })
}

func (c *Change) allDeliveries() []export.Item {
	changed := map[string]export.Item{}
	for _, it := range c.Decided {
		changed[it.ID] = it
	}
	var all []export.Item
	for _, it := range c.Deliveries {
		if decided, ok := changed[it.ID]; ok {
			it = decided
		}
		all = append(all, it)
	}
	return append(all, c.Deliver...)
}

// compareNo orders bilagor: 9.1, 15.1, 15.2, 15.10.
func compareNo(a, b string) int {
	groupA, runA, _ := strings.Cut(a, ".")
	groupB, runB, _ := strings.Cut(b, ".")
	return cmp.Or(cmp.Compare(number(groupA), number(groupB)), cmp.Compare(groupA, groupB), cmp.Compare(number(runA), number(runB)))
}

// number is 0 for what is none.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
