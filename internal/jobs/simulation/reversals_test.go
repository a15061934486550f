package simulation

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/store/memory"
)

// reversing is that every so many-th seed has entries that are taken back in the
// next year.
const reversing = 3

// simulateReversals is one seeded run in which the first entry, and perhaps the
// others, are taken back on the first day of the next year.
func simulateReversals(t *testing.T, seed uint64, db database, clean func()) (log string, errs []string) {
	parts := importedWithNext(t)
	return runOn(t, seed, db, clean, func(w *world) {
		w.plan = newChance(w.rng)
		w.extend()
		w.furnish(parts, 1+w.rng.IntN(2))
		w.live(1 + w.rng.IntN(3))
	})
}

// extend gives the company its next year.
func (w *world) extend() {
	w.reverses = true
	w.local = w.newLocal()
}

// addReversals tells the oracle of the entries that the program made for the next
// year. People choose all at once, those of the next year first now and then.
func (w *world) addReversals(ctx context.Context, p *proc) {
	e, err := p.engagements.Get(ctx, w.by, w.e.ID)
	w.must(err)
	views, err := p.engagements.Entries(ctx, w.by, e)
	w.must(err)
	for _, v := range views {
		if v.Next == closing.ThisYear {
			continue
		}
		w.oracle.entries = append(w.oracle.entries, entry{
			no: v.No, text: v.Text, ore: fortnoxtest.Ore(v.Debit()), date: newYear, year: nextID, of: v.Of,
		})
		w.crowd.numbers = append(w.crowd.numbers, v.No)
	}
	if w.rng.IntN(2) == 0 {
		slices.Reverse(w.crowd.numbers)
	}
}

// held is what Fortnox holds in the years of the run.
func (w *world) held() ([]fortnoxtest.Voucher, error) {
	held, err := w.local.Vouchers(tenant, yearID)
	if err != nil || !w.reverses {
		return held, err
	}
	next, err := w.local.Vouchers(tenant, nextID)
	return append(held, next...), err
}

// judgeReversal: a reversal is never there, nor on its way, without its entry.
func (o *oracle) judgeReversal(w *world, e entry, ours []fortnoxtest.Voucher, it export.Item) {
	if e.of == "" || o.moved[e.of] || o.excused[e.of] {
		return
	}
	at := slices.IndexFunc(o.entries, func(other entry) bool { return other.no == e.of })
	of := o.entries[at]
	if len(ours) > 0 && len(o.ours(of)) == 0 {
		w.fails("Fortnox holds %s and not %s, which it takes back", e.no, e.of)
	}
	if state := o.latest(e.of).State; it.Attempt > 0 && state != export.Sent {
		w.fails("%s was sent while %s was %s", e.no, e.of, state)
	}
}

var importedNext []engagement.RawPart

// importedWithNext is imported, of the company with its next year.
func importedWithNext(t *testing.T) []engagement.RawPart {
	if importedNext != nil {
		return importedNext
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1, memory.New(time.Now))
		defer w.end()
		w.extend()
		w.furnish(nil, 0)
		importedNext = w.rawParts()
	})
	return importedNext
}

// rawParts are what the latest import read.
func (w *world) rawParts() []engagement.RawPart {
	e, err := w.db.Engagement(context.Background(), w.by.Office, w.e.ID)
	w.must(err)
	parts, err := w.db.SnapshotParts(context.Background(), w.by.Office, e.Snapshot)
	w.must(err)
	return parts
}

// thinned is that make test tries every so many-th of those; make soak tries all.
const thinned = 3

// TestReversalFaults tries the single faults over the way of an entry and of the
// reversal that follows it.
func TestReversalFaults(t *testing.T) {
	parts := importedWithNext(t)
	try := func(at map[int]fate) *planned {
		plan := &planned{at: at}
		_, errs := runWorld(t, 1, func(w *world) {
			w.plan = plan
			w.extend()
			w.delivered(parts, plan)
		})
		for _, err := range errs {
			t.Errorf("%v: %s", plan, err)
		}
		return plan
	}
	none, count := try(map[int]fate{}), 0
	for i, kind := range none.kinds {
		for _, f := range faultsAt(kind) {
			if count++; *pairsFlag == 1 || count%thinned == 0 {
				try(map[int]fate{i + 1: f})
			}
		}
	}
	if count < 150 {
		t.Errorf("%d single faults: the enumeration is cut short", count)
	}
	t.Logf("%d single faults", count)
}
