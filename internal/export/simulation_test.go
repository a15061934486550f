package export_test

import (
	"fmt"
	"testing"
	"time"

	"bokslut/internal/export"
)

// A fault is what goes wrong at one step of a delivery.
type fault string

// What can go wrong, by the kind of step. A crash is followed by another
// worker once the lease has run out.
var faults = map[string][]fault{
	"save": {"crash-before", "crash-after"},
	"look": {"crash", "fails"},
	"post": {
		"crash-unsent", "crash-booked", "not-sent", "refused", "token", "pace", "lost-unbooked", "lost-booked", "lost-hidden",
		"lost-hidden-long", "hidden", "hidden-long", "altered", "repeated", "odd-answer",
	},
	"renew": {"crash", "fails"},
	"read":  {"crash", "fails", "missing"},
	"wake":  {"person-books-alike", "person-books-other", "person-strips-marker", "person-edits-rows", "person-deletes", "clock-back", "clock-on"},
}

// stored is a voucher that the receiver holds.
type stored struct {
	export.Voucher
	ours    bool
	visible time.Time
	gone    bool // deleted by a person
}

// world is a receiver, a database row and a clock.
type world struct {
	now    time.Time
	saved  export.Item
	holds  []stored
	plan   map[int]fault
	step   int
	kinds  []string // of the steps taken
	posts  int      // POSTs that may have left since a person last decided
	excuse bool     // a double is expected: the receiver repeated, or a person sent again what was there out of sight
	moved  bool     // a person has changed or deleted our voucher
	errs   []string
}

type crash struct{}

func (w *world) fails(format string, args ...any) {
	w.errs = append(w.errs, fmt.Sprintf(format, args...))
}

// at takes a step and gives the fault planned for it.
func (w *world) at(kind string) fault {
	w.step++
	w.kinds = append(w.kinds, kind)
	return w.plan[w.step]
}

func (w *world) save(it export.Item) {
	f := w.at("save")
	if f == "crash-before" {
		panic(crash{})
	}
	w.saved = it
	if f == "crash-after" {
		panic(crash{})
	}
}

func (w *world) visible() []stored {
	var seen []stored
	for _, v := range w.holds {
		if !v.gone && !v.visible.After(w.now) {
			seen = append(seen, v)
		}
	}
	return seen
}

func (w *world) look() export.Seen {
	switch w.at("look") {
	case "crash":
		panic(crash{})
	case "fails":
		return export.Seen{Looked: &export.Looked{Failed: true}}
	}
	var l export.Looked
	for _, v := range w.visible() {
		l.Baseline = max(l.Baseline, v.Number)
		if v.Marked || v.Equal {
			l.Found = append(l.Found, v.Voucher)
		}
	}
	return export.Seen{Looked: &l}
}

func (w *world) book(v export.Voucher, ours bool, hidden time.Duration) int64 {
	v.Series, v.Number = "I", int64(len(w.holds))+1
	w.holds = append(w.holds, stored{Voucher: v, ours: ours, visible: w.now.Add(hidden)})
	return v.Number
}

func (w *world) post() export.Seen {
	f := w.at("post")
	answer := func(c export.Class) export.Seen { return export.Seen{Posted: &export.Posted{Class: c}} }
	leaves := true
	switch f {
	case "crash-unsent", "not-sent", "refused", "token", "pace":
		leaves = false
	}
	if leaves {
		if w.posts++; w.posts > 1 {
			w.fails("sent again by the machine though the outcome was not known")
		}
	}
	hidden := map[fault]time.Duration{
		"hidden": export.QuietTime / 2, "lost-hidden": export.QuietTime - time.Second,
		"hidden-long": 2 * export.QuietTime, "lost-hidden-long": 2 * export.QuietTime,
	}[f]
	ours := export.Voucher{Marked: true, Equal: f != "altered"}
	switch f {
	case "crash-unsent":
		panic(crash{})
	case "not-sent":
		return answer(export.NotSent)
	case "refused":
		return answer(export.WasRefused)
	case "token":
		return answer(export.TokenRefused)
	case "pace":
		return answer(export.TooFast)
	case "lost-unbooked", "odd-answer":
		return answer(export.UnknownOutcome)
	}
	w.moved = w.moved || f == "altered"
	number := w.book(ours, true, hidden)
	switch f {
	case "crash-booked":
		panic(crash{})
	case "lost-booked", "lost-hidden", "lost-hidden-long":
		return answer(export.UnknownOutcome)
	case "repeated":
		number, w.excuse = w.book(ours, true, 0), true
	}
	return export.Seen{Posted: &export.Posted{Class: export.WasSent, Number: number}}
}

func (w *world) readBack(number int64) export.Seen {
	switch w.at("read") {
	case "crash":
		panic(crash{})
	case "fails":
		return read(export.Reread{Failed: true})
	case "missing":
		return read(export.Reread{Missing: true})
	}
	for _, v := range w.visible() {
		if v.Number == number {
			return read(export.Reread{Voucher: v.Voucher})
		}
	}
	return read(export.Reread{Missing: true})
}

// work is one worker taking the delivery as far as it goes; false: it crashed.
func (w *world) work() (alive bool) {
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(crash); !ok {
				panic(p)
			}
			alive = false
		}
	}()
	it, action := export.Next(w.saved, export.Seen{Claimed: true}, w.now)
	for range 50 {
		w.save(it)
		var seen export.Seen
		switch action {
		case export.Look:
			seen = w.look()
		case export.Send:
			seen = w.post()
		case export.ReadBack:
			seen = w.readBack(it.Receipt.Number)
		case export.Renew:
			f := w.at("renew")
			if f == "crash" {
				panic(crash{})
			}
			seen = export.Seen{Renewed: new(f != "fails")}
		default:
			return true
		}
		w.now = w.now.Add(time.Second)
		it, action = export.Next(it, seen, w.now)
	}
	w.fails("a worker never ends")
	return true
}

// wake is what happens between two workers.
func (w *world) wake() {
	var ours *stored
	for i := range w.holds {
		if w.holds[i].ours && !w.holds[i].gone {
			ours = &w.holds[i]
		}
	}
	switch f := w.at("wake"); {
	case f == "person-books-alike":
		w.book(export.Voucher{Equal: true}, false, 0)
	case f == "person-books-other":
		w.book(export.Voucher{}, false, 0)
	case f == "clock-back":
		w.now = w.now.Add(-time.Hour)
	case f == "clock-on":
		w.now = w.now.Add(time.Hour)
	case ours == nil || w.saved.State == export.Sent:
	case f == "person-strips-marker":
		ours.Marked = false
	case f == "person-edits-rows":
		ours.Equal, w.moved = false, true
	case f == "person-deletes":
		ours.gone, w.moved = true, true
	}
}

// decide is a person who answers by what the receiver shows.
func (w *world) decide() {
	d, number := export.SendAgain, int64(0)
	if w.saved.State == export.Refused { // its entry is exported anew
		w.saved, w.posts = newDelivery(), 0
		return
	}
	if w.saved.State == export.Doubtful {
		d = export.NotOurs
		for _, v := range w.holds {
			for _, found := range w.saved.Found {
				if v.ours && !v.gone && v.Number == found.Number {
					d, number = export.ItIsThis, v.Number
				}
			}
		}
		if d == export.NotOurs && w.saved.Reason.Code != "alike" {
			return // our own voucher is gone since it was found: nothing to answer
		}
	} else {
		for _, v := range w.holds {
			w.excuse = w.excuse || v.ours && !v.gone // it is there, out of the person's sight
		}
		w.posts = 0
	}
	it, err := export.Decide(w.saved, d, number, w.now)
	if err != nil {
		w.fails("decision %s in %s: %v", d, w.saved.State, err)
	}
	w.saved = it
}

func (w *world) ours() (n int, last stored) {
	for _, v := range w.holds {
		if v.ours && !v.gone {
			n, last = n+1, v
		}
	}
	return n, last
}

func newDelivery() export.Item {
	it := item(export.Queued)
	it.Attempt, it.Baseline = 0, 0
	return it
}

// deliver runs a delivery to its end under a plan of faults.
func deliver(plan map[int]fault) *world {
	w := &world{now: noon, plan: plan, saved: newDelivery()}
	w.book(export.Voucher{Equal: true}, false, 0) // somebody's, from before, that happens to be alike
	for range 40 {
		if !w.work() {
			w.now = w.now.Add(export.Lease)
		}
		if n, _ := w.ours(); n > 1 && !w.excuse {
			w.fails("the receiver holds it %d times", n)
		}
		if w.saved.State == export.Sent {
			break
		}
		w.wake()
		if w.saved.State.ForPerson() {
			w.decide()
		}
		w.now = w.now.Add(time.Second)
		if w.saved.State.ForWorker() && w.saved.NotBefore.After(w.now) {
			w.now = w.saved.NotBefore
		}
	}
	w.judge()
	return w
}

// judge holds the end against what the receiver holds.
func (w *world) judge() {
	n, last := w.ours()
	switch {
	case w.saved.State == export.Doubtful && w.moved:
	case w.saved.State != export.Sent:
		w.fails("ends as %s (%s)", w.saved.State, w.saved.Reason.Code)
	case n == 0 && !w.moved:
		w.fails("sent, and not there")
	case n == 1 && w.saved.Receipt.Number != last.Number:
		w.fails("receipt says %d, the voucher is %d", w.saved.Receipt.Number, last.Number)
	case n == 1 && !last.Equal && !w.moved:
		w.fails("sent, and another content there")
	}
}

// TestEveryThreeFaults enumerates all single faults, all pairs and all threes of
// faults over one delivery, from the first step to the last. The receiver never
// holds it twice, the machine never sends again what may have left, and the end
// is what the receiver holds.
func TestEveryThreeFaults(t *testing.T) {
	runs, failed := 0, 0
	var try func(plan map[int]fault, after, left int)
	try = func(plan map[int]fault, after, left int) {
		w := deliver(plan)
		runs++
		if len(w.errs) > 0 {
			if failed++; failed <= 10 {
				t.Errorf("faults %v: %s (steps %v)", plan, w.errs[0], w.kinds)
			}
		}
		if left == 0 {
			return
		}
		for i := after + 1; i <= len(w.kinds); i++ {
			for _, f := range faults[w.kinds[i-1]] {
				next := map[int]fault{i: f}
				for k, v := range plan {
					next[k] = v
				}
				try(next, i, left-1)
			}
		}
	}
	try(map[int]fault{}, 0, 3)
	if failed > 10 {
		t.Errorf("… %d of %d runs failed", failed, runs)
	}
	if runs < 20_000 {
		t.Errorf("only %d runs: the enumeration is cut short", runs)
	}
	t.Logf("%d runs", runs)
}

// TestDoublesTheModelCanSee proves that the model would see a double: a machine
// that takes an unknown outcome for one that never left is caught.
func TestDoublesTheModelCanSee(t *testing.T) {
	w := deliver(map[int]fault{})
	w.saved.State, w.saved.NotBefore = export.Queued, time.Time{}
	w.holds[len(w.holds)-1].Marked, w.holds[len(w.holds)-1].Equal = false, false
	w.work()
	if n, _ := w.ours(); n != 2 || len(w.errs) == 0 {
		t.Errorf("the receiver holds it %d times, errors %v, want 2 and an alarm", n, w.errs)
	}
}
