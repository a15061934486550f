package simulation

import (
	"context"
	"slices"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/store/memory"
)

// restart starts a program anew in the place of one.
func (w *world) restart(old *proc) {
	for i, p := range w.procs {
		if p == old {
			p.kill()
			fresh := w.newProc(p.name+"'", p.skew)
			w.procs[i] = fresh
			w.note("%s starts", fresh.name)
			w.turn(fresh)
		}
	}
}

// turn lets a program do what is due, again and again.
func (w *world) turn(p *proc) {
	if p.ctx.Err() != nil || p.working {
		return
	}
	p.working = true
	w.spawn(p, "worker", p.work.Turn, func(ended bool) {
		p.working = false
		if ended {
			w.wake(p, w.idle())
		}
	})
}

// wake lets a program look for work after a while, instead of when it was going
// to.
func (w *world) wake(p *proc, after time.Duration) {
	p.wakes++
	this := p.wakes
	w.at(after, "", func() {
		if p.wakes == this {
			w.turn(p)
		}
	})
}

// idle is how long until a program wakes: soon, when there is something to do.
// In life it wakes more often, to look in vain, which changes nothing.
func (w *world) idle() time.Duration {
	soon := time.Duration(2+w.rng.IntN(40)) * time.Second
	for _, it := range w.oracle.items {
		switch {
		case it.State.ForWorker():
			return max(0, time.Until(it.NotBefore)) + soon
		case it.State == export.Absent || it.State == export.Doubtful:
			return 10*time.Minute + soon // the others wait behind it
		}
	}
	for _, a := range w.oracle.files.attached {
		if !a.NotBefore.IsZero() {
			return max(0, time.Until(a.NotBefore)) + soon
		}
	}
	return 5*time.Minute + soon
}

// later does something once, and keeps the run from ending before.
func (w *world) later(d time.Duration, name string, do func()) {
	w.crowd.plans++
	w.at(w.within(d), name, func() { w.crowd.plans--; do() })
}

// calmAfter is when nothing befalls anybody any more.
const calmAfter = 40 * time.Minute

// live is a run from first press to last answer.
func (w *world) live(procs int) {
	w.open = false
	wrong := w.rng.IntN(3) == 0
	for i := range procs {
		skew := time.Duration(0)
		if wrong && w.rng.IntN(2) == 0 {
			skew = time.Duration(w.rng.IntN(7200)-3600) * time.Second
		}
		p := w.newProc(string(rune('a'+i)), skew)
		w.procs = append(w.procs, p)
		w.at(w.within(10*time.Second), "", func() { w.turn(p) })
	}
	w.later(5*time.Second, "Anna presses", func() { w.press("Anna") })
	for range w.rng.IntN(3) {
		w.later(8*time.Second, "Bo presses", func() { w.press("Bo") })
	}
	for range w.rng.IntN(3) {
		w.later(10*time.Minute, "", w.checkNow)
	}
	if w.rng.IntN(2) == 0 {
		alike := w.rng.IntN(2) == 0
		w.later(30*time.Second, "", func() { w.byHand(alike) })
	}
	if w.rng.IntN(4) == 0 {
		w.later(2*time.Minute, "", func() { w.meddle([]fault{stripped, edited, deleted}[w.rng.IntN(3)]) })
	}
	if w.rng.IntN(3) == 0 {
		w.later(20*time.Second, "the access token expires", func() { w.must(w.local.ExpireAccess("app", tenant)) })
	}
	w.at(w.within(10*time.Minute), "", w.answer)
	w.crowd.leave = w.rng.IntN(2) == 0
	w.at(calmAfter, "calm", w.becomeCalm)
	w.run(8*time.Hour, w.over)
	w.oracle.end(w)
}

// becomeCalm ends all faults; people see to it that everything ends.
func (w *world) becomeCalm() {
	w.calm = true
	w.must(w.local.LockPeriod(tenant, ""))
	for _, p := range w.procs {
		p.skew = 0
		if p.ctx.Err() != nil {
			w.restart(p)
		}
	}
	w.persist()
}

// persist is a person who comes back until all is settled.
func (w *world) persist() {
	waiting, lapsed := false, false
	for _, e := range w.oracle.entries {
		it := w.oracle.latest(e.no)
		again := (it.State == export.Refused || it.State == export.Cancelled) && !w.crowd.leave
		waiting = waiting || it.ID == "" || again
	}
	w.outside(func() {
		c, _, err := w.db.Connection(context.Background(), w.by.Office, w.e.Client.ID)
		lapsed = err == nil && !c.Usable(hatchTime())
	})
	switch {
	case w.crowd.busy > 0:
	case lapsed:
		w.relogin()
	case waiting:
		w.press("Cia")
	}
	w.at(5*time.Minute, "", w.persist)
}

// over tells whether all is settled.
func (w *world) over() bool {
	if w.crowd.busy > 0 || w.crowd.plans > 0 {
		return false
	}
	for _, e := range w.oracle.entries {
		it := w.oracle.latest(e.no)
		switch it.State {
		case export.Sent:
		case export.Refused, export.Cancelled:
			if !w.calm || !w.crowd.leave {
				return false
			}
		default:
			return false
		}
	}
	return len(w.parked) == 0 && !slices.ContainsFunc(w.oracle.entries, w.unattached)
}

// simulate is one seeded run; it gives the log and what is wrong.
func simulate(t *testing.T, seed uint64, db database, clean func()) (log string, errs []string) {
	company := shapeOf(seed)
	parts := imported(t, company)
	return runOn(t, seed, db, clean, func(w *world) {
		w.plan = newChance(w.rng)
		if seed%attaching == 0 {
			w.documents = func(n int) int { return w.rng.IntN(2) + 1 - min(n, 1) }
		}
		most := 3
		if company != plain {
			w.extend(company)
			most = 2
		}
		w.furnish(parts, 1+w.rng.IntN(most))
		w.live(1 + w.rng.IntN(3))
	})
}

// runOn makes a world, lets f run it, and ends it.
func runOn(t *testing.T, seed uint64, db database, clean func(), f func(w *world)) (log string, errs []string) {
	clean()
	synctest.Test(t, func(t *testing.T) {
		cryptotest.SetGlobalRandom(t, seed)
		w := newWorld(t, seed, db)
		defer func() {
			w.end()
			log, errs = w.log.String(), w.errs
		}()
		f(w)
	})
	return log, errs
}

// importedParts are the answers that an import of the company of each shape reads.
var importedParts = map[shape][]engagement.RawPart{}

// imported imports the company once, so that no run needs to.
func imported(t *testing.T, s shape) []engagement.RawPart {
	if importedParts[s] == nil {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 1, memory.New(time.Now))
			defer w.end()
			w.extend(s)
			w.furnish(nil, 0)
			importedParts[s] = w.rawParts()
		})
	}
	return importedParts[s]
}

// rawParts are what the latest import read.
func (w *world) rawParts() []engagement.RawPart {
	e, err := w.db.Engagement(context.Background(), w.by.Office, w.e.ID)
	w.must(err)
	parts, err := w.db.SnapshotParts(context.Background(), w.by.Office, e.Snapshot)
	w.must(err)
	return parts
}
