package engagement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
)

// A ReversedError says that the entry is taken back in the next year by an entry
// that is exported or on its way, so that it cannot change.
type ReversedError struct{ No string }

func (e *ReversedError) Error() string {
	return fmt.Sprintf("the entry is taken back by %s, which is exported or on its way", e.No)
}

// takenBack finds the entry of the next year that takes e back, when it is
// exported or on its way.
func (c *Change) takenBack(e closing.Entry) (no string, ok bool) {
	for id, p := range c.Parts {
		if id.Kind != EntryPart || !c.delivered(id.Key) {
			continue
		}
		if back, err := decode[closing.Entry](p.Digest); err == nil && back.Of == e.No && back.Next == closing.Reversal {
			return back.No, true
		}
	}
	return "", false
}

// follow brings the entries of the next year in line with what they follow. One
// that is exported or on its way stays as it is.
func (c *Change) follow() error {
	v, err := c.view()
	if err != nil {
		return err
	}
	set, err := c.settings()
	if err != nil {
		return err
	}
	wanted := append(v.reversals(c.Head.Year), v.resultEntries(c.Head.Year, set)...)
	given := c.numbers()
	used := map[string]bool{}
	for _, w := range wanted {
		at := slices.IndexFunc(v.next, func(old closing.Entry) bool { return old.Next == w.Next && old.Of == w.Of })
		if at < 0 {
			w.No = closing.NextYearNo(given)
			given = append(given, w.No)
			c.replace(entryPart(w, 0))
			continue
		}
		old := v.next[at]
		used[old.No] = true
		w.No, w.Excluded = old.No, old.Excluded
		if w.Saved.IsZero() {
			w.Saved = old.Saved
		}
		c.keep(old, w)
	}
	for _, old := range v.next {
		if !used[old.No] {
			gone := old
			gone.Deleted = true
			c.keep(old, gone)
		}
	}
	return nil
}

// keep saves an entry of the next year that became another one.
func (c *Change) keep(old, e closing.Entry) {
	if c.onItsWay(old.No) || string(encode(old)) == string(encode(e)) {
		return
	}
	p, _ := c.current(PartID{EntryPart, old.No})
	c.replace(entryPart(e, p.Version))
}

// A BeforeError says that an entry of the next year rests on entries that are
// neither transferred nor chosen with it.
type BeforeError struct {
	No      string
	Missing []string
}

func (e *BeforeError) Error() string {
	return fmt.Sprintf("%s is exported with or after what it rests on: left out %s", e.No, strings.Join(e.Missing, ", "))
}

// Before is what is missing for an entry of the next year to be exported: a
// reversal rests on the entry that it takes back, the year's result on all that
// are to be exported. Nothing is missing of what is transferred or chosen too.
func Before(e closing.Entry, all []EntryView, chosen func(no string) bool) []string {
	var missing []string
	for _, v := range all {
		rests := e.Next == closing.Reversal && v.No == e.Of || e.Next != closing.Reversal && awaited(v)
		if v.Next != closing.ThisYear || v.Deleted || !rests || v.Transfer == TransferSent || v.Recognised.State.InBooks() {
			continue
		}
		if v.Excluded || !v.unsent() || !chosen(v.No) {
			missing = append(missing, v.No)
		}
	}
	return missing
}

// checkBefore holds the rule for entries of the next year against those that are
// to be exported now.
func (c *Change) checkBefore(numbers []string) error {
	views, err := c.entryViews()
	if err != nil {
		return err
	}
	for _, v := range views {
		if v.Next == closing.ThisYear || v.Deleted || !v.unsent() || !slices.Contains(numbers, v.No) {
			continue
		}
		if missing := Before(v.Entry, views, func(no string) bool { return slices.Contains(numbers, no) }); len(missing) > 0 {
			return &BeforeError{v.No, missing}
		}
	}
	return nil
}

// giveUpAfter gives up what waits to be sent and rests on an entry that was given
// up.
func (c *Change) giveUpAfter(no string) error {
	entries, err := c.entries()
	if err != nil {
		return err
	}
	for _, it := range c.Deliveries {
		e := entries[it.Entry]
		rests := e.Next == closing.Reversal && e.Of == no || e.Next != closing.Reversal && e.Next != closing.ThisYear
		if it.State != export.Queued || !rests || it.Entry == no {
			continue
		}
		it.State = export.Cancelled
		c.Decided = append(c.Decided, it)
	}
	return nil
}

// turnOf is the order in which entries are exported.
var turnOf = map[closing.Next]int{closing.Reversal: 1, closing.ResultMoved: 2, closing.ResultDecided: 3}

// inTurn puts entries of the next year after those that they rest on.
func inTurn(numbers []string, entries map[string]closing.Entry) []string {
	turn := slices.Clone(numbers)
	slices.SortStableFunc(turn, func(a, b string) int { return cmp.Compare(turnOf[entries[a].Next], turnOf[entries[b].Next]) })
	return turn
}

// reversals are the entries that take others back on the first day of the next
// year.
func (v view) reversals(year civil.Period) []closing.Entry {
	var wanted []closing.Entry
	for _, e := range v.entries {
		if e.Reverse && e.Whole() && !e.Deleted {
			wanted = append(wanted, e.TakenBack(year))
		}
	}
	return wanted
}
