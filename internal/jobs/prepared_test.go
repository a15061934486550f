package jobs_test

import (
	"bytes"
	"context"
	"sync/atomic"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
	"bokslut/internal/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// counting is a database that counts how often all parts of an import are read.
type counting struct {
	*store.Store
	reads *atomic.Int64
}

func (c counting) SnapshotParts(ctx context.Context, office, snapshot string) ([]engagement.RawPart, error) {
	c.reads.Add(1)
	return c.Store.SnapshotParts(ctx, office, snapshot)
}

// newProcess is an instance that has seen nothing yet.
func (h *house) newProcess() (*instance, *atomic.Int64) {
	c := counting{h.db, new(atomic.Int64)}
	i := *h.instance
	i.offices = office.NewService(c, h.now)
	i.engagements = engagement.NewService(c, i.offices, jobs.NewBooks(c, 100_000), h.now)
	i.work = jobs.NewService(c, i.engagements, i.connections, i.offices, "test", h.now, h.log)
	return &i, c.reads
}

// TestPreviewReadsPartsOnce: an import that this process has just read is not
// read again, neither for its preview nor for Kontoanalys; another process reads
// the two that it compares once, however often the page is shown.
func TestPreviewReadsPartsOnce(t *testing.T) {
	t.Parallel()
	h, e, files := sieFiles(t, design())
	first, reads := h.newProcess()
	upload := func(body []byte) {
		t.Helper()
		j, err := first.work.ImportFiles(t.Context(), h.by, e.ID, []jobs.Upload{{Name: "a.se", Body: body}})
		must(t, err)
		if j.State != jobs.Done {
			t.Fatalf("upload ended as %s: %+v", j.State, j.Problem)
		}
	}
	upload(files[0])
	h.takeIn(e)
	reads.Store(0)
	upload(bytes.Replace(files[0], []byte("#TRANS 1930 {}"), []byte("#TRANS 1920 {}"), 1))
	e = h.again(e)
	if e.Candidate == "" {
		t.Fatal("the second file does not wait")
	}
	want, err := first.work.Preview(t.Context(), h.by, e, e.Candidate)
	must(t, err)
	if _, err := first.engagements.Account(t.Context(), h.by, e, "1930", engagement.Filter{}); err != nil {
		t.Error(err)
	}
	if n := reads.Load(); n != 0 {
		t.Errorf("the process that read both imports read %d times anew, want 0", n)
	}
	second, reads := h.newProcess()
	for range 3 {
		got, err := second.work.Preview(t.Context(), h.by, e, e.Candidate)
		must(t, err)
		if diff := cmp.Diff(want.Intake, got.Intake); diff != "" || want.Counts.Changed != 1 {
			t.Errorf("preview of another process (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want.Lines(0, 10), got.Lines(0, 10), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("vouchers (-want +got):\n%s", diff)
		}
	}
	must(t, second.work.TakeIn(t.Context(), h.by, e.ID, e.Candidate, e.Snapshot))
	if n := reads.Load(); n != 2 {
		t.Errorf("another process read parts %d times, want 2", n)
	}
}
