package simulation

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/money"
)

// In every so many-th seed entries go to the next year: some are taken back
// there, and in every second of those the year's result is moved too. In every
// so many-th seed documents hang on the entries.
const (
	reversing = 3
	moving    = 6
	attaching = 4
)

// shapeOf is the company of a seed.
func shapeOf(seed uint64) shape {
	switch {
	case seed%moving == 0:
		return withResult
	case seed%reversing == 0:
		return withNext
	}
	return plain
}

// extend gives the company a shape.
func (w *world) extend(s shape) {
	if s != plain {
		w.shape = s
		w.local = w.newLocal()
	}
}

// The year's result, and what the meeting takes of it.
var (
	result   = money.Kronor(8_000)
	dividend = money.Kronor(3_000)
	meeting  = civil.MustParse("2026-05-20")
)

// closeResult books the year's result, and lets it be moved in the next year,
// where a meeting may have decided of it.
func (w *world) closeResult(ctx context.Context, p *proc) {
	w.enter(ctx, p, closing.Entry{
		Text: "Årets resultat bokförs.", Rows: []closing.Row{{Account: "8999", Amount: result}, {Account: "2099", Amount: -result}},
	})
	var decision *engagement.Decision
	if w.rng.IntN(4) > 0 {
		decision = &engagement.Decision{Date: meeting, Dividend: dividend}
	}
	w.must(p.engagements.MoveResult(ctx, w.by, w.e.ID, true, decision, 0))
}

// addNextYear tells the oracle of the entries that the program made for the next
// year. People choose all at once, those of the next year first now and then.
func (w *world) addNextYear(ctx context.Context, p *proc) {
	e, err := p.engagements.Get(ctx, w.by, w.e.ID)
	w.must(err)
	views, err := p.engagements.Entries(ctx, w.by, e)
	w.must(err)
	rests := slices.Clone(w.crowd.numbers)
	for _, v := range views {
		if v.Next == closing.ThisYear {
			continue
		}
		n := entry{no: v.No, text: v.Text, lines: linesOf(v.Rows), date: v.Date.String(), year: nextID, rests: rests, moves: true}
		if v.Next == closing.Reversal {
			n.rests, n.moves = []string{v.Of}, false
		}
		w.oracle.entries = append(w.oracle.entries, n)
		w.crowd.numbers = append(w.crowd.numbers, v.No)
	}
	for i, entry := range w.oracle.entries { // a change of it would change what rests on it
		w.oracle.entries[i].moves = entry.moves || entry.lines[0].Account == 8999
	}
	if w.rng.IntN(2) == 0 {
		slices.Reverse(w.crowd.numbers)
	}
}

// frozen are the rows that a delivery sends.
func frozen(it export.Item) []fortnoxtest.Row {
	var body struct{ Voucher fortnoxtest.Voucher }
	if err := json.Unmarshal(it.Body, &body); err != nil {
		panic(err)
	}
	return body.Voucher.VoucherRows
}

// held is what Fortnox holds in the years of the run.
func (w *world) held() ([]fortnoxtest.Voucher, error) {
	held, err := w.local.Vouchers(tenant, yearID)
	if err != nil || w.shape == plain {
		return held, err
	}
	next, err := w.local.Vouchers(tenant, nextID)
	return append(held, next...), err
}

// judgeOrder: an entry of the next year is never there, nor on its way, without
// those that it rests on.
func (o *oracle) judgeOrder(w *world, e entry, ours []fortnoxtest.Voucher, it export.Item) {
	for _, no := range e.rests {
		if o.moved[no] || o.excused[no] {
			continue
		}
		under := o.entries[slices.IndexFunc(o.entries, func(other entry) bool { return other.no == no })]
		if len(ours) > 0 && len(o.ours(under)) == 0 {
			w.fails("Fortnox holds %s and not %s, which it rests on", e.no, no)
		}
		if state := o.latest(no).State; it.Attempt > 0 && state != export.Sent {
			w.fails("%s was sent while %s was %s", e.no, no, state)
		}
	}
}

// thinned is that make test tries every so many-th of those; make soak tries all.
const thinned = 3

// TestNextYearFaults tries the single faults over the way of an entry and of the
// reversal that follows it, and the same where the year's result is moved too.
func TestNextYearFaults(t *testing.T) {
	for name, s := range map[string]shape{"reversal": withNext, "result": withResult} {
		t.Run(name, func(t *testing.T) { nextYearFaults(t, s) })
	}
}

func nextYearFaults(t *testing.T, s shape) {
	parts := imported(t, s)
	try := func(at map[int]fate) *planned {
		plan := &planned{at: at}
		_, errs := runWorld(t, 1, func(w *world) {
			w.plan = plan
			w.extend(s)
			w.delivered(parts, plan)
		})
		for _, err := range errs {
			t.Errorf("%v: %s", plan, err)
		}
		if *stopFlag && t.Failed() {
			t.FailNow()
		}
		return plan
	}
	none, count := try(map[int]fate{}), 0
	for i, kind := range none.kinds {
		for _, f := range faultsAt(kind) {
			if count++; *pairsFlag == 1 || count%(thinned*int(s)) == 0 {
				try(map[int]fate{i + 1: f})
			}
		}
	}
	if count < 150 {
		t.Errorf("%d single faults: the enumeration is cut short", count)
	}
	t.Logf("%d single faults", count)
}
