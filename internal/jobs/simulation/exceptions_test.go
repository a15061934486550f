package simulation

import (
	"context"
	"slices"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// oneStep strikes one step of a kind only, and as it says.
type oneStep struct {
	kind string
	nth  int
	fate fate
}

func (p *oneStep) strike(kind string) fate {
	if kind == p.kind {
		if p.nth--; p.nth == 0 {
			return p.fate
		}
	}
	return fate{}
}

// blind loses the answer of the first POST, and lets every look fail after that.
type blind struct {
	post oneStep
	look fate
}

func (p *blind) strike(kind string) fate {
	if kind == "look" && p.post.nth <= 0 {
		return p.look
	}
	return p.post.strike(kind)
}

// TestBlind: what a look cannot read is not known. However often looks fail, in
// whatever way, the voucher does not count as absent; when they work again it is
// found. Source: safety requirement R31.
func TestBlind(t *testing.T) {
	imported(t, plain)
	for _, look := range append(gets(), faultsOf["look"]...) {
		if look.fault != answers && look.fault != notSent && look.fault != lostAnswer {
			continue
		}
		t.Run(look.String(), func(t *testing.T) {
			_, errs := runWorld(t, 1, func(w *world) {
				w.plan = &blind{oneStep{"post", 1, fate{fault: lostAnswer}}, look}
				w.furnish(importedParts[plain], 1)
				w.twoPrograms()
				w.run(8*time.Hour, w.over)
				w.oracle.end(w)
			})
			for _, err := range errs {
				t.Error(err)
			}
		})
	}
}

// twoPrograms start; a person presses, and answers what is asked.
func (w *world) twoPrograms() {
	w.open = false
	for _, name := range []string{"a", "b"} {
		p := w.newProc(name, 0)
		w.procs = append(w.procs, p)
		w.wake(p, time.Duration(len(w.procs))*time.Second)
	}
	w.later(time.Millisecond, "Anna presses", func() { w.press("Anna") })
	w.at(6*time.Minute, "", w.answer)
	w.at(calmAfter, "calm", w.becomeCalm)
}

// intent is the step that saves that sending begins; the one before it says that
// the delivery was taken up.
const intent = 2

// TestExceptions runs what no client can keep from ending in two vouchers: a
// process that stands still inside its write for longer than the quiet time
// (before it, the lease keeps it from writing), a
// voucher that Fortnox shows later than that, a proxy that repeats the request,
// and a person who answers wrongly. The double must be there, and must be found
// and shown by the next import; with the right answer there is none.
// Source: safety requirements, P2, R26, R32, R35.
func TestExceptions(t *testing.T) {
	long := export.QuietTime + 40*time.Minute
	hidden := fate{fault: lostAnswer, exact: true, local: fortnoxtest.Fault{Kind: fortnoxtest.HideVoucher, Delay: long}}
	aMinute := hidden
	aMinute.local.Delay = time.Minute
	almost := hidden
	almost.local.Delay = export.QuietTime - time.Minute
	aWhile := hidden
	aWhile.local.Delay = export.QuietTime + 10*time.Minute
	for _, tt := range []struct {
		name   string
		fate   fate
		before func(w *world)
		answer func(w *world, e entry, it export.Item) (export.Decision, int64, bool)
		double bool
	}{
		{"stopped_in_the_write", fate{fault: stopInWrite, exact: true, before: long}, nil, sendAgain, true},
		{"stopped_before_the_write", fate{fault: slowDatabase, exact: true, after: long}, nil, sendAgain, false},
		{"request_in_a_queue", fate{fault: lateRequest, exact: true, before: long}, nil, sendAgain, true},
		{"shown_too_late", hidden, nil, sendAgain, true},
		{"shown_too_late_but_before_the_answer", aWhile, nil, sendAgainLater, false},
		{"shown_too_late_and_given_up", hidden, nil, giveUp, true},
		{"another_like_it_answered_rightly", almost, bookAlike, notOurs, false},
		{"proxy_repeats", fate{fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.Repeat}}, nil, nil, true},
		{"proxy_repeats_and_loses_the_answer", fate{fault: lostAnswer, local: fortnoxtest.Fault{Kind: fortnoxtest.Repeat}}, nil, first, true},
		{"marker_gone_answered_wrongly", aMinute, strip, notOurs, true},
		{"marker_gone_answered_rightly", aMinute, strip, first, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			log, errs := exception(t, tt.fate, tt.before, tt.answer, tt.double)
			for _, err := range errs {
				t.Error(err)
			}
			if t.Failed() {
				t.Log(log)
			}
		})
	}
}

func sendAgain(_ *world, _ entry, it export.Item) (export.Decision, int64, bool) {
	return export.SendAgain, 0, it.State == export.Absent
}

// sendAgainLater is a person who comes back after lunch.
func sendAgainLater(w *world, e entry, it export.Item) (export.Decision, int64, bool) {
	if time.Since(w.begun) < time.Hour {
		return "", 0, false
	}
	return sendAgain(w, e, it)
}

func giveUp(_ *world, _ entry, it export.Item) (export.Decision, int64, bool) {
	return export.Cancel, 0, it.State == export.Absent
}

func first(_ *world, _ entry, it export.Item) (export.Decision, int64, bool) {
	if it.State != export.Doubtful {
		return "", 0, false
	}
	return export.ItIsThis, it.Found[0].Number, true
}

// notOurs is wrong, and so is sending again.
func notOurs(_ *world, _ entry, it export.Item) (export.Decision, int64, bool) {
	if it.State == export.Doubtful {
		return export.NotOurs, 0, true
	}
	return export.SendAgain, 0, it.State == export.Absent
}

func strip(w *world) { w.meddle(stripped) }

// bookAlike is a person who books the same by hand, and another who checks now.
func bookAlike(w *world) {
	w.byHand(true)
	w.crowd.plans++
	w.at(time.Minute, "", func() { w.crowd.plans--; w.checkNow() })
}

// TestClockBehind: the machine that sends has a clock that is an hour behind, and
// is set right afterwards. The quiet time is not over for that.
func TestClockBehind(t *testing.T) {
	imported(t, plain)
	_, errs := runWorld(t, 1, func(w *world) {
		hidden := fortnoxtest.Fault{Kind: fortnoxtest.HideVoucher, Delay: export.QuietTime - time.Minute}
		w.plan = &oneStep{"post", 1, fate{fault: lostAnswer, exact: true, local: hidden}}
		w.furnish(importedParts[plain], 1)
		w.twoPrograms()
		for _, p := range w.procs {
			p.skew = -time.Hour
			w.at(4500*time.Millisecond, "", func() { p.skew = 0 })
		}
		w.run(8*time.Hour, w.over)
		w.oracle.end(w)
	})
	for _, err := range errs {
		t.Error(err)
	}
}

// exception is a run of one entry that may end in two vouchers.
func exception(t *testing.T, f fate, before func(*world), answer func(*world, entry, export.Item) (export.Decision, int64, bool), double bool) (string, []string) {
	imported(t, plain)
	return runWorld(t, 1, func(w *world) {
		w.plan = &oneStep{"post", 1, f}
		if f.fault == slowDatabase {
			w.plan = &oneStep{"save", intent, f}
		}
		w.furnish(importedParts[plain], 1)
		e := w.oracle.entries[0]
		w.oracle.excused[e.no], w.crowd.answer = true, answer
		w.twoPrograms()
		if before != nil {
			w.crowd.plans++
			w.at(4500*time.Millisecond, "", func() { w.crowd.plans--; before(w) })
		}
		w.crowd.plans++
		w.at(3*time.Hour, "", func() { w.crowd.plans-- }) // until what was late has come
		w.run(8*time.Hour, w.over)
		if n := len(w.oracle.ours(e)); n != 1 && !double || n != 2 && double {
			w.fails("Fortnox holds %s %d times", e.no, n)
		}
		w.reads(e, double)
	})
}

// reads lets a person import, and holds what is shown against what is there.
func (w *world) reads(e entry, double bool) {
	over := false
	var step func()
	step = func() {
		w.asks("reads", w.catchUp, func(err error, _ bool) {
			over = err == nil && w.isTaken()
			if !over {
				w.at(time.Minute, "", step)
			}
		})
	}
	step()
	w.run(20*time.Hour, func() bool { return over })
	var taken engagement.Taken
	w.outside(func() {
		var err error
		taken, err = w.db.Taken(context.Background(), w.by.Office, w.e.ID)
		w.must(err)
	})
	shown := slices.ContainsFunc(taken.Findings, func(f engagement.Finding) bool {
		return f.Code == engagement.FindingDouble && f.Args[0] == e.no
	})
	if shown != double {
		w.fails("the import shows a double of %s: %v, want %v; findings %+v", e.no, shown, double, taken.Findings)
	}
}

// isTaken tells whether an import is in use that was read just now.
func (w *world) isTaken() bool {
	var head engagement.Engagement
	var snap engagement.Snapshot
	var err error
	w.outside(func() {
		if head, err = w.db.Engagement(context.Background(), w.by.Office, w.e.ID); err == nil {
			snap, err = w.db.Snapshot(context.Background(), w.by.Office, w.e.ID, head.Snapshot)
		}
	})
	w.must(err)
	return head.Candidate == "" && time.Since(snap.At) < 10*time.Minute && len(snap.Totals.Years) > 0 && snap.Totals.Years[0].Vouchers > 0
}
