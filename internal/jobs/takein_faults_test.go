package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/audit"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
	"bokslut/internal/store"
)

var errDead = errors.New("the process is dead")

// mortal is a database as a process sees it that dies at its nth step, before
// the step takes effect or after. From then on it sees nothing more.
type mortal struct {
	*store.Store
	steps *atomic.Int64 // taken so far
	nth   int64         // 0: immortal
	after bool
}

func (m mortal) step(f func() error) error {
	n := m.steps.Add(1)
	if m.nth != 0 && (n > m.nth || n == m.nth && !m.after) {
		return errDead
	}
	err := f()
	if m.nth != 0 && n == m.nth {
		return errDead
	}
	return err
}

func stepped[T any](m mortal, f func() (T, error)) (T, error) {
	var v T
	err := m.step(func() (err error) {
		v, err = f()
		return err
	})
	if err != nil {
		var none T
		return none, err
	}
	return v, nil
}

func (m mortal) Claim(ctx context.Context, holder string, d time.Duration) (jobs.Job, error) {
	return stepped(m, func() (jobs.Job, error) { return m.Store.Claim(ctx, holder, d) })
}

func (m mortal) AddJob(ctx context.Context, j jobs.Job, holder string, d time.Duration) (jobs.Job, error) {
	return stepped(m, func() (jobs.Job, error) { return m.Store.AddJob(ctx, j, holder, d) })
}

func (m mortal) SaveJob(ctx context.Context, j jobs.Job, d time.Duration) (bool, error) {
	return stepped(m, func() (bool, error) { return m.Store.SaveJob(ctx, j, d) })
}

func (m mortal) Engagement(ctx context.Context, office, id string) (engagement.Engagement, error) {
	return stepped(m, func() (engagement.Engagement, error) { return m.Store.Engagement(ctx, office, id) })
}

func (m mortal) Snapshot(ctx context.Context, office, id, snapshot string) (engagement.Snapshot, error) {
	return stepped(m, func() (engagement.Snapshot, error) { return m.Store.Snapshot(ctx, office, id, snapshot) })
}

func (m mortal) SnapshotParts(ctx context.Context, office, snapshot string) ([]engagement.RawPart, error) {
	return stepped(m, func() ([]engagement.RawPart, error) { return m.Store.SnapshotParts(ctx, office, snapshot) })
}

func (m mortal) Load(ctx context.Context, office, id string, bodies []engagement.PartID) (*engagement.Change, error) {
	return stepped(m, func() (*engagement.Change, error) { return m.Store.Load(ctx, office, id, bodies) })
}

func (m mortal) Change(ctx context.Context, office, id string, bodies []engagement.PartID, f func(*engagement.Change) (audit.Event, error)) error {
	return m.step(func() error { return m.Store.Change(ctx, office, id, bodies, f) })
}

// dying is an instance that dies at its nth step.
func (h *house) dying(nth int64, after bool) (*instance, *atomic.Int64) {
	m := mortal{Store: h.db, steps: new(atomic.Int64), nth: nth, after: after}
	i := *h.instance
	i.offices = office.NewService(m, h.now)
	i.engagements = engagement.NewService(m, i.offices, jobs.NewBooks(m, 100_000), h.now)
	i.work = jobs.NewService(m, i.engagements, i.connections, i.offices, "test", h.now, h.log)
	return &i, m.steps
}

// bookOne books another voucher in Fortnox, so that the next import differs.
func (h *house) bookOne(c company.Company) {
	h.t.Helper()
	_, err := h.local.AddVoucher(c.Tenant(), fortnoxtest.Voucher{
		VoucherSeries: "A", TransactionDate: truth(c).Closing.To.String(), Year: truth(c).ClosingYearID, Description: "Sent bokfört",
		VoucherRows: []fortnoxtest.Row{{Account: 6530, Debit: 777_00}, {Account: 1930, Credit: 777_00}},
	})
	must(h.t, err)
}

// awake lets the lease of what a dead process held run out.
func (h *house) awake() {
	h.t.Helper()
	_, err := h.db.DB().Exec(`UPDATE job SET lease_until = 0`)
	must(h.t, err)
}

// stride is how many steps lie between two deaths: one when
// BOKSLUT_TEST_EVERY_STEP is 1, which takes minutes, else so many that the test
// is quick.
func stride() int64 {
	if os.Getenv("BOKSLUT_TEST_EVERY_STEP") == "1" {
		return 1
	}
	return 7
}

// TestKilledAtEveryStepOfAnImport lets the process die before and after each
// step that it takes in the database while it reads an import from Fortnox and
// while it takes one in. Nobody sees half an import: the former one is in use
// until the whole of the new one is, and the next import works.
func TestKilledAtEveryStepOfAnImport(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		h := newHouse(t, database)
		c := design()
		e := h.imported(c)
		runs := 0
		for _, after := range []bool{false, true} {
			for nth := int64(1); ; nth += stride() {
				h.bookOne(c)
				before := h.again(e)
				_, err := h.work.StartImport(t.Context(), h.by, e.ID)
				must(t, err)
				dying, steps := h.dying(nth, after)
				dying.work.Turn(t.Context())
				if died := steps.Load() >= nth; !died {
					h.takeIn(e)
					break
				}
				runs++
				if got := h.again(e); got.Snapshot != before.Snapshot {
					t.Fatalf("dead at step %d (after: %v) of an import that changes something: it is in use", nth, after)
				}
				h.awake()
				h.work.Turn(t.Context())
				j, err := h.work.LatestImport(t.Context(), h.by, e.ID)
				must(t, err)
				if j.State != jobs.Done || j.Snapshot != h.again(e).Candidate || j.Snapshot == before.Snapshot {
					t.Fatalf("dead at step %d (after: %v): the next process ends it as %s %+v", nth, after, j.State, j.Problem)
				}
				h.killTakingIn(e, nth, after)
			}
		}
		t.Logf("%d deaths in imports and as many in taking in", runs)
		imports, err := h.engagements.Imports(t.Context(), h.by, e.ID)
		must(t, err)
		if len(imports) != runs+3 {
			t.Errorf("%d imports are kept after %d deaths, want one for each import", len(imports), runs)
		}
	})
}

// killTakingIn lets the process die at the nth step of taking in what waits,
// and then takes it in.
func (h *house) killTakingIn(e engagement.Engagement, nth int64, after bool) {
	h.t.Helper()
	was := h.again(e)
	dying, _ := h.dying(nth, after)
	err := dying.work.TakeIn(h.t.Context(), h.by, e.ID, was.Candidate, was.Snapshot)
	is := h.again(e)
	whole := is.Snapshot == was.Candidate && is.Candidate == ""
	none := is.Snapshot == was.Snapshot && is.Candidate == was.Candidate
	intakes, listErr := h.engagements.Intakes(h.t.Context(), h.by, e.ID)
	must(h.t, listErr)
	kept := len(intakes) > 0 && intakes[0].To == is.Snapshot
	if !whole && !none || !kept || err == nil && !whole {
		h.t.Fatalf("dead at step %d (after: %v) of taking in (%v): %+v became %+v, intake kept: %v", nth, after, err, was, is, kept)
	}
	if none {
		must(h.t, h.work.TakeIn(h.t.Context(), h.by, e.ID, was.Candidate, was.Snapshot))
	}
	if sum := fmt.Sprint(h.finals(e)); sum == "map[]" {
		h.t.Fatal("nothing is in use")
	}
}

// TestKilledWhileAFileIsRead: an upload lives in the request; when the process
// dies in it the next one ends the job, and a new upload works.
func TestKilledWhileAFileIsRead(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		h, e, files := sieFilesOn(t, design(), database)
		before := h.again(e)
		runs := 0
		for _, after := range []bool{false, true} {
			for nth := int64(1); ; nth += stride() {
				dying, steps := h.dying(nth, after)
				_, err := dying.work.ImportFiles(t.Context(), h.by, e.ID, []jobs.Upload{{Name: "a.se", Body: files[0]}})
				if steps.Load() < nth {
					must(t, err)
					break
				}
				runs++
				if got := h.again(e); got.Snapshot != before.Snapshot {
					t.Fatalf("dead at step %d (after: %v): it is in use", nth, after)
				}
				h.awake()
				h.work.Turn(t.Context())
				j, err := h.work.LatestImport(t.Context(), h.by, e.ID)
				if err == nil && !j.State.Final() {
					t.Fatalf("dead at step %d (after: %v): the job stays %s", nth, after, j.State)
				}
			}
		}
		t.Logf("%d deaths", runs)
		if j := h.upload(e, files[0]); j.State != jobs.Done || h.again(e).Snapshot != j.Snapshot {
			t.Errorf("the upload after them ended as %s: %+v", j.State, j.Problem)
		}
	})
}
