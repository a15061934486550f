package jobs_test

import (
	"errors"
	"testing"
	"time"

	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

// TestNothingIsSentAfterARestore: neither a new export nor what the backup says
// is still to be sent goes before an import was taken in. Source: safety
// requirement R29.
func TestNothingIsSentAfterARestore(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	numbers := h.entries(e, 2)
	_, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers[:1]) // no worker runs: it stays in the queue
	must(t, err)
	must(t, h.db.DeclareRestored(t.Context()))
	h.local.ResetJournal()
	h.start(h.instance, 1)
	if j := h.ended(h.work.LatestExport, e); j.State != jobs.Failed || j.Problem.Code != jobs.ProblemRestored {
		t.Errorf("the queue went as %s: %+v", j.State, j.Problem)
	}
	if _, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers); !errors.Is(err, jobs.ErrRestored) {
		t.Errorf("a new export = %v, want ErrRestored", err)
	}
	if len(h.posts()) != 0 || h.latest(e, numbers[0]).State != export.Queued {
		t.Errorf("%d POSTs, and the delivery is %s", len(h.posts()), h.latest(e, numbers[0]).State)
	}
	time.Sleep(2 * time.Millisecond) // times are kept in milliseconds
	h.importNow(e)
	_, err = h.work.Export(t.Context(), h.by, e.ID, "I", numbers)
	must(t, err)
	h.ends(e, func(it export.Item) bool { return it.State == export.Sent }, numbers...)
}
