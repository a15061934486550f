package simulation

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"bokslut/internal/engagement"
)

var pairsFlag = flag.Int("pairs", 20, "TestPairs tries every so many-th pair of faults; 1 tries all")

// enumerated are the kinds of step whose faults are tried one by one: those
// that do something. wake comes between two looks of the program: something
// happens in Fortnox, at the desk, or to a clock.
var enumerated = map[string]bool{"save": true, "claim": true, "change": true, "look": true, "read": true, "post": true, "wake": true, "upload": true, "connect": true, "connection": true}

// What can happen between.
const (
	alike     fault = "person-books-alike"
	other     fault = "person-books-other"
	stripped  fault = "person-strips-marker"
	edited    fault = "person-edits-rows"
	deleted   fault = "person-deletes"
	struck    fault = "person-strikes"
	pressed   fault = "person-presses-again"
	checked   fault = "person-checks-now"
	withdrawn fault = "person-withdraws"
	locked    fault = "period-locked"
	expired   fault = "token-expires"
	revoked   fault = "consent-revoked"
	clockOn   fault = "clock-on"
	clockBack fault = "clock-back"
)

func faultsAt(kind string) []fate {
	if kind != "wake" {
		return faultsOf[kind]
	}
	var all []fate
	for _, f := range []fault{alike, other, stripped, edited, deleted, struck, pressed, checked, withdrawn, locked, expired, revoked, clockOn, clockBack} {
		all = append(all, fate{fault: f})
	}
	return all
}

// planned is a planner that strikes at chosen steps, counted from 1.
type planned struct {
	at    map[int]fate
	kinds []string // of the steps taken
}

func (p *planned) strike(kind string) fate {
	if !enumerated[kind] {
		return fate{}
	}
	p.kinds = append(p.kinds, kind)
	return p.at[len(p.kinds)]
}

func (p *planned) String() string {
	var all []string
	for i, kind := range p.kinds {
		if f, ok := p.at[i+1]; ok {
			all = append(all, fmt.Sprintf("%s at step %d (%s)", strings.TrimPrefix(f.String(), " ! "), i+1, kind))
		}
	}
	return strings.Join(all, ", ")
}

// happens does what a wake step says.
func (w *world) happens(f fate) {
	e := w.oracle.entries[0]
	switch f.fault {
	case alike, other:
		w.byHand(f.fault == alike)
	case stripped, edited, deleted, struck:
		w.meddle(f.fault)
	case pressed:
		w.press("Bo")
	case checked:
		w.checkNow()
	case withdrawn:
		w.withdraw(e)
	case locked:
		w.must(w.local.LockPeriod(tenant, lastDay))
	case expired:
		w.must(w.local.ExpireAccess("app", tenant))
	case revoked:
		w.must(w.local.RevokeConsent("app", tenant))
	case clockOn, clockBack:
		for _, p := range w.procs {
			if p.skew = time.Hour; f.fault == clockBack {
				p.skew = -time.Hour
			}
		}
	}
}

// pair is a run of one entry, two programs and a plan of faults.
func pair(t *testing.T, plan *planned) []string {
	_, errs := runWorld(t, 1, func(w *world) {
		w.plan = plan
		w.delivered(importedParts[plain], plan)
	})
	return errs
}

// delivered is the way of one entry, from the press to its end.
func (w *world) delivered(parts []engagement.RawPart, plan *planned) {
	w.furnish(parts, 1)
	w.twoPrograms()
	for _, after := range []time.Duration{2500 * time.Millisecond, 4 * time.Minute, 18 * time.Minute} {
		w.crowd.plans++
		w.at(after, "", func() {
			w.crowd.plans--
			if f := plan.strike("wake"); f.fault != "" {
				w.note("%s", f)
				w.happens(f)
			}
		})
	}
	w.run(8*time.Hour, w.over)
	w.oracle.end(w)
}

// TestPairs tries all single faults, and every so many-th of all pairs of
// faults, over the whole way of one delivery, with the real code on the store in
// memory. Source: safety requirements, section 6.2.
func TestPairs(t *testing.T) {
	imported(t, plain)
	singles, pairs, failed, count := 0, 0, 0, 0
	try := func(at map[int]fate) *planned {
		plan := &planned{at: at}
		for _, err := range pair(t, plan) {
			if failed++; failed <= 20 {
				t.Errorf("%v: %s", plan, err)
			}
			if *stopFlag {
				t.FailNow()
			}
		}
		return plan
	}
	none := try(map[int]fate{})
	for i, kind := range none.kinds {
		for _, first := range faultsAt(kind) {
			one := try(map[int]fate{i + 1: first})
			singles++
			for j := i + 1; j < len(one.kinds); j++ {
				for _, second := range faultsAt(one.kinds[j]) {
					if count++; count%*pairsFlag != 0 {
						continue
					}
					try(map[int]fate{i + 1: first, j + 1: second})
					pairs++
				}
			}
		}
	}
	if singles < 80 || count < 5000 {
		t.Errorf("%d single faults and %d pairs: the enumeration is cut short", singles, count)
	}
	t.Logf("%d single faults, %d of %d pairs, %d failed", singles, pairs, count, failed)
}

// runWorld makes a world on the store in memory, and ends it.
func runWorld(t *testing.T, seed uint64, f func(w *world)) (log string, errs []string) {
	db, clean := inMemory(t)
	return runOn(t, seed, db, clean, f)
}
