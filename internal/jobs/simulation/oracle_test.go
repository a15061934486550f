package simulation

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/closing"
	"bokslut/internal/export"
)

// An oracle knows what Fortnox really holds and what the database says, and
// holds one against the other whenever either has changed.
type oracle struct {
	entries []entry
	items   []export.Item // as the database has them
	held    []fortnoxtest.Voucher
	stale   bool // the database may have changed
	posted  bool // Fortnox may have changed

	sendingAt map[string]time.Time // by marker: when the latest attempt was saved
	left      map[string]int       // by marker: requests that may have done something
	allowed   map[string]int       // by marker: how often a person has said send again
	excused   map[string]bool      // by entry: a double is expected
	moved     map[string]bool      // by entry: a person has changed or deleted our voucher
	gone      map[string]bool      // by entry: it was given up
	files     files
}

// An entry as the run made it.
type entry struct {
	no, text string
	lines    []fortnoxtest.Row
	date     string
	year     int      // Fortnox's number of the year that it goes to
	rests    []string // the entries that must stand before it
	moves    bool     // it moves the year's result: what rests on it follows its amount
}

// rows are the entry's, of so much more on its first two lines, which stand on
// different sides.
func (e entry) rows(more fortnoxtest.Ore) []fortnoxtest.Row {
	rows := slices.Clone(e.lines)
	for i := range rows[:2] {
		if rows[i].Debit != 0 {
			rows[i].Debit += more
		} else {
			rows[i].Credit += more
		}
	}
	return rows
}

// linesOf are the rows of a closing entry as a voucher has them.
func linesOf(rows []closing.Row) []fortnoxtest.Row {
	var lines []fortnoxtest.Row
	for _, r := range rows {
		number, err := strconv.Atoi(r.Account)
		if err != nil {
			panic(err)
		}
		lines = append(lines, fortnoxtest.Row{Account: number, Debit: fortnoxtest.Ore(max(r.Amount, 0)), Credit: fortnoxtest.Ore(max(-r.Amount, 0))})
	}
	return lines
}

func newOracle() oracle {
	return oracle{
		sendingAt: map[string]time.Time{}, left: map[string]int{}, allowed: map[string]int{},
		excused: map[string]bool{}, moved: map[string]bool{}, gone: map[string]bool{}, files: newFiles(),
	}
}

// saved is called when the database has taken a delivery.
func (o *oracle) saved(it export.Item) {
	o.stale = true
	if it.State == export.Sending && it.Receipt.Number == 0 {
		o.sendingAt[it.Marker] = hatchTime()
	}
}

// leaves is called when a request that may do something leaves. Several sleepers
// may wake at the same time.
func (o *oracle) leaves(w *world, by op) {
	hatch.Lock()
	defer hatch.Unlock()
	switch by.kind {
	case "post":
		o.left[by.marker]++
	case "upload", "connect":
		o.files.leaves(w, by)
	}
}

// answered is called when an answer has come whole.
func (o *oracle) answered(to op, status int) {
	if to.kind == "connection" && status == http.StatusNotFound {
		hatch.Lock()
		defer hatch.Unlock()
		delete(o.files.unproved, to.file)
	}
}

// quietLeft is how long a voucher may still stay out of sight, or on the wire.
func (o *oracle) quietLeft(t *ticket) time.Duration {
	at, ok := o.sendingAt[t.op.marker]
	if !ok {
		return 0
	}
	return max(0, time.Until(at.Add(export.QuietTime))-2*time.Second)
}

// look reads what has changed, and judges.
func (o *oracle) look(w *world) {
	if !o.stale && !o.posted {
		return
	}
	if o.stale {
		w.outside(func() {
			items, err := w.db.Deliveries(context.Background(), w.by.Office, w.e.ID)
			if err != nil {
				panic(err)
			}
			o.items = items
			o.files.read(w)
		})
	}
	if o.posted {
		held, err := w.held()
		w.must(err)
		o.held = slices.DeleteFunc(held, func(v fortnoxtest.Voucher) bool { return v.VoucherSeries != series })
	}
	o.stale, o.posted = false, false
	o.judgeFiles(w)
	for _, e := range o.entries {
		o.judge(w, e)
	}
}

// ours are the vouchers of an entry that are there.
func (o *oracle) ours(e entry) []fortnoxtest.Voucher {
	var all []fortnoxtest.Voucher
	for _, v := range o.held {
		if strings.HasPrefix(v.Description, e.text) {
			all = append(all, v)
		}
	}
	return all
}

// latest is the entry's latest delivery; its zero value when there is none.
func (o *oracle) latest(no string) export.Item {
	var latest export.Item
	for _, it := range o.items {
		if it.Entry == no {
			latest = it
		}
	}
	return latest
}

func (e entry) equals(v fortnoxtest.Voucher) bool {
	if len(v.VoucherRows) != len(e.lines) || v.TransactionDate != e.date || v.Year != e.year {
		return false
	}
	for i, want := range e.lines {
		if got := v.VoucherRows[i]; got.Account != want.Account || got.Debit != want.Debit || got.Credit != want.Credit {
			return false
		}
	}
	return true
}

// judge holds an entry against the invariants of the moment.
func (o *oracle) judge(w *world, e entry) {
	ours, it := o.ours(e), o.latest(e.no)
	if e.moves && it.ID != "" {
		e.lines = frozen(it)
	}
	if len(ours) > 1 && !o.excused[e.no] {
		w.fails("Fortnox holds %s %d times", e.no, len(ours))
	}
	if n := o.left[it.Marker]; n > 1+o.allowed[it.Marker] {
		w.fails("%s was sent %d times, %d of them by a person's word", e.no, n, o.allowed[it.Marker])
	}
	o.judgeOrder(w, e, ours, it)
	if o.moved[e.no] || o.excused[e.no] {
		return
	}
	there := len(ours) == 1 && e.equals(ours[0])
	switch it.State {
	case export.Sent:
		if !there || int64(ours[0].VoucherNumber) != it.Receipt.Number || it.Receipt.Year != int64(e.year) {
			w.fails("%s counts as sent, and Fortnox holds %d", e.no, len(ours))
		}
	case export.Sending, export.Unknown, export.Doubtful:
	case export.Absent:
		if there {
			w.fails("%s counts as absent though it is there", e.no)
		}
	default:
		if there {
			w.fails("%s is in Fortnox and counts as %s", e.no, it.State)
		}
	}
}

// end judges when nothing is left to do.
func (o *oracle) end(w *world) {
	o.endFiles(w)
	for _, e := range o.entries {
		it, n := o.latest(e.no), len(o.ours(e))
		want := 1
		if it.State != export.Sent {
			want = 0
		}
		switch {
		case it.State != export.Sent && it.State != export.Refused && it.State != export.Cancelled && it.ID != "":
			w.fails("%s ends as %s%s", e.no, it.State, paren(it.Reason.Code))
		case it.ID == "" && !o.gone[e.no]:
			w.fails("%s was never taken up", e.no)
		case n != want && !o.moved[e.no] && !o.excused[e.no]:
			w.fails("%s ends as %s, and Fortnox holds it %d times", e.no, it.State, n)
		}
	}
}
