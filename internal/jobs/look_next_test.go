package jobs_test

import (
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// TestLookAtNextYear: what was exported to the next year is watched between two
// imports too, by two requests more; others' vouchers there do not matter, and
// what an import has told is not told again.
func TestLookAtNextYear(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	h.whole = true
	c := design()
	e := h.imported(c)
	no := h.accrual(e)
	h.start(h.instance, 1)
	if j := h.exportNow(e, []string{no, "N1"}); j.State != jobs.Done {
		t.Fatalf("export ended as %s: %+v", j.State, j.Problem)
	}
	look := func(when string, changed, gone, requests int) {
		t.Helper()
		h.local.ResetJournal()
		if l := h.glanceAgain(e); l.Changed != changed || l.Gone != gone || h.requests() != requests {
			t.Errorf("%s: %+v in %d requests, want %d changed and %d gone in %d", when, l, h.requests(), changed, gone, requests)
		}
	}
	look("exported since the import", 0, 0, 4)
	h.importNow(e)
	e = h.again(e)
	look("imported", 0, 0, 4)
	ours := h.heldNext(e)[0]
	other := ours
	other.VoucherSeries, other.VoucherNumber, other.Description, other.Comments = "A", 0, "En annans", nil
	_, err := h.local.AddVoucher(c.Tenant(), other)
	must(t, err)
	h.hoursAgo(e, 3) // all that was written just now counts as written after it
	look("written later, one in each year that are ours", 2, 0, 4)
	must(t, h.local.DeleteVoucher(c.Tenant(), ours.Year, ours.VoucherSeries, ours.VoucherNumber))
	look("deleted", 1, 1, 4)
	h.importNow(e)
	e = h.again(e)
	if got := h.findings(e, engagement.FindingMissing); len(got) == 0 {
		t.Fatal("the import does not tell that the reversal is gone")
	}
	look("after the import has told it", 0, 0, 2)
}
