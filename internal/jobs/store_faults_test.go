package jobs_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/store"
)

// troubled is a database whose saving of deliveries a test gets in the way of.
type troubled struct {
	*store.Store
	before func(export.Item) error
	after  func(export.Item)
	lost   func(export.Item) bool // it is saved, and an error is told
}

func (d troubled) SaveDelivery(ctx context.Context, office string, it export.Item, holder string) (export.Item, error) {
	if d.before != nil {
		if err := d.before(it); err != nil {
			return it, err
		}
	}
	saved, err := d.Store.SaveDelivery(ctx, office, it, holder)
	if err == nil && d.after != nil {
		d.after(saved)
	}
	if err == nil && d.lost != nil && d.lost(saved) {
		return it, errors.New("the connection broke at commit")
	}
	return saved, err
}

// with is an instance over a troubled database.
func (h *house) with(d troubled) *instance {
	i := *h.instance
	i.work = jobs.NewService(d, i.engagements, i.connections, i.offices, "test", h.now, h.log)
	return &i
}

// TestStopBeforeTheFirstByte: the program is told to stop when the intent is
// saved and nothing has left. It knows that, and the next start sends it.
func TestStopBeforeTheFirstByte(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	numbers := h.entries(e, 2)
	h.local.ResetJournal()
	ctx, cancel := context.WithCancel(t.Context())
	stopped := h.with(troubled{Store: h.db, after: func(it export.Item) {
		if it.State == export.Sending {
			cancel()
		}
	}})
	_, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers)
	must(t, err)
	stopped.work.Run(ctx, 1)
	if it := h.latest(e, numbers[0]); it.State != export.Queued || it.Attempt != 1 || len(h.posts()) != 0 {
		t.Errorf("after the stop it is %s with %d POSTs, want queued with none", it.State, len(h.posts()))
	}
	h.later(time.Minute)
	h.start(h.instance, 1)
	h.ended(h.work.LatestExport, e)
	wantTransfers(t, h, e, engagement.TransferSent, engagement.TransferSent)
	if len(h.posts()) != 2 {
		t.Errorf("%d POSTs, want 2", len(h.posts()))
	}
}

// TestDatabaseAwayAfterThePost: the receipt is worth waiting for.
func TestDatabaseAwayAfterThePost(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	numbers := h.entries(e, 1)
	h.local.ResetJournal()
	failures := 0
	i := h.with(troubled{Store: h.db, before: func(it export.Item) error {
		if it.State == export.Sent || it.State == export.Sending && it.Receipt.Number != 0 {
			if failures++; failures <= 2 {
				return errors.New("the database is away")
			}
		}
		return nil
	}})
	h.start(i, 1)
	_, err := i.work.Export(t.Context(), h.by, e.ID, "I", numbers)
	must(t, err)
	if j := h.ended(h.work.LatestExport, e); j.State != jobs.Done || failures < 2 {
		t.Errorf("the job ended as %s after %d failures", j.State, failures)
	}
	wantTransfers(t, h, e, engagement.TransferSent)
	if len(h.posts()) != 1 {
		t.Errorf("%d POSTs, want 1", len(h.posts()))
	}
}

// TestLeaseLostWhileSending: another worker took the delivery over while the
// answer was on its way. The late one changes nothing and sends nothing more.
func TestLeaseLostWhileSending(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	numbers := h.entries(e, 2)
	h.local.ResetJournal()
	i := h.with(troubled{Store: h.db, after: func(it export.Item) {
		if it.State == export.Sending && it.Receipt.Number == 0 {
			if _, err := h.db.DB().Exec(`UPDATE delivery SET lease_holder = 'other' WHERE id = $1`, it.ID); err != nil {
				t.Error(err)
			}
		}
	}})
	stop := h.start(i, 1)
	_, err := i.work.Export(t.Context(), h.by, e.ID, "I", numbers)
	must(t, err)
	j := h.ended(h.work.LatestExport, e)
	stop()
	if j.State != jobs.Failed || j.Problem.Code != jobs.ProblemSeriesBusy {
		t.Errorf("the late worker's job ended as %s: %+v", j.State, j.Problem)
	}
	if it := h.latest(e, numbers[0]); it.State != export.Sending || len(h.posts()) != 1 {
		t.Errorf("it is %s with %d POSTs, want sending with 1", it.State, len(h.posts()))
	}
	events, err := h.engagements.Events(t.Context(), h.by, e.ID, 20)
	must(t, err)
	if !slices.ContainsFunc(events, func(e audit.Event) bool {
		return e.What == "export.late-receipt" && e.Object == numbers[0] && strings.Contains(string(e.Detail), `"number":1`)
	}) {
		t.Errorf("what the late worker was told is not kept: %v", events)
	}
	_, err = h.db.DB().Exec(`UPDATE delivery SET lease_until = 0`)
	must(t, err)
	_, err = h.db.DB().Exec(`DELETE FROM series_lease`)
	must(t, err)
	h.later(2 * time.Minute)
	h.start(h.instance, 1) // it finds by itself that there is something to look for
	h.ends(e, func(it export.Item) bool { return it.State == export.Sent }, numbers...)
	if len(h.posts()) != 2 || len(h.held(design())) != 2 {
		t.Errorf("%d POSTs and %d vouchers, want 2 of each", len(h.posts()), len(h.held(design())))
	}
}

// ends waits until the deliveries of all the entries are as wanted.
func (h *house) ends(e engagement.Engagement, wanted func(export.Item) bool, numbers ...string) {
	h.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if !slices.ContainsFunc(numbers, func(no string) bool { return !wanted(h.latest(e, no)) }) {
			return
		}
	}
	h.t.Fatalf("deliveries end as %v", h.transfers(e))
}

// TestAskedWhileAJobEnds asks for the next entry as soon as the one before it
// is sent, when the job that sent it is about to end.
func TestAskedWhileAJobEnds(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 8)
	for _, no := range numbers {
		_, err := h.work.Export(t.Context(), h.by, e.ID, "I", []string{no})
		must(t, err)
		h.ends(e, func(it export.Item) bool { return it.State == export.Sent }, no)
	}
	if len(h.posts()) != 8 {
		t.Errorf("%d POSTs, want 8", len(h.posts()))
	}
}

// TestRefusalBeforeACrash: the worker died between a refusal and letting go of
// what waited behind it. The next one sends nothing of that batch.
func TestRefusalBeforeACrash(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	numbers := h.entries(e, 3)
	_, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers)
	must(t, err)
	it := h.latest(e, numbers[0])
	must(t, h.db.ClaimDelivery(t.Context(), h.by.Office, it, "dead", time.Minute))
	it.State, it.Attempt, it.Reason = export.Refused, 1, export.Reason{Code: "fortnox", Detail: "Nej"}
	it, err = h.db.SaveDelivery(t.Context(), h.by.Office, it, "dead")
	must(t, err)
	must(t, h.db.ReleaseDelivery(t.Context(), h.by.Office, it, "dead"))
	h.local.ResetJournal()
	h.start(h.instance, 1)
	h.ended(h.work.LatestExport, e)
	wantTransfers(t, h, e, engagement.TransferRefused, engagement.TransferNone, engagement.TransferNone)
	if len(h.posts()) != 0 {
		t.Errorf("%d POSTs behind a refusal, want none", len(h.posts()))
	}
}
