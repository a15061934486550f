package jobs_test

import (
	"slices"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
)

// accrual makes an entry that is taken back in the next year, as N1.
func (h *house) accrual(e engagement.Engagement) string {
	h.t.Helper()
	amount := money.Kronor(1200)
	no, err := h.engagements.CreateEntry(h.t.Context(), h.by, e.ID, closing.Entry{
		Date: e.Year.To, Text: "Upplupen kostnad", Reverse: true, Rows: []closing.Row{{Account: "6530", Amount: amount}, {Account: "2990", Amount: -amount}},
	})
	must(h.t, err)
	return no
}

// heldNext are the vouchers in series I of the year that N1 goes to.
func (h *house) heldNext(e engagement.Engagement) []fortnoxtest.Voucher {
	h.t.Helper()
	all, err := h.local.Vouchers(design().Tenant(), int(h.latest(e, "N1").Target.Year))
	must(h.t, err)
	return slices.DeleteFunc(all, func(v fortnoxtest.Voucher) bool { return v.VoucherSeries != "I" })
}

// findings are the codes of an engagement's findings about exported entries.
func (h *house) findings(e engagement.Engagement, code string) []string {
	h.t.Helper()
	snap, err := h.engagements.Snapshot(h.t.Context(), h.by, h.again(e))
	must(h.t, err)
	for _, f := range snap.Findings {
		if f.Code == code {
			return f.Args
		}
	}
	return nil
}

func TestReversalIsBookedInTheNextYear(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	no := h.accrual(e)
	h.start(h.instance, 1)
	if j := h.exportNow(e, []string{"N1", no}); j.State != jobs.Done {
		t.Fatalf("export ended as %s: %+v", j.State, j.Problem)
	}
	wantTransfers(t, h, e, engagement.TransferSent, engagement.TransferSent)
	held, next := h.held(design()), h.heldNext(e)
	if len(held) != 1 || len(next) != 1 {
		t.Fatalf("%d vouchers in the year and %d in the next, want one in each", len(held), len(next))
	}
	if got := next[0]; got.TransactionDate != e.Year.To.AddDays(1).String() || got.Year == held[0].Year {
		t.Errorf("the reversal is booked on %s in year %d", got.TransactionDate, got.Year)
	}
	views, err := h.engagements.Entries(t.Context(), h.by, e)
	must(t, err)
	if got := views[1].Delivery.Receipt; got.Series != "I" || got.Number != int64(next[0].VoucherNumber) || got.Year != int64(next[0].Year) {
		t.Errorf("the receipt of the reversal is %+v", got)
	}

	h.importNow(e)
	views, err = h.engagements.Entries(t.Context(), h.by, h.again(e))
	must(t, err)
	for _, v := range views {
		if v.Recognised.State != export.Equal {
			t.Errorf("%s came back as %+v, want equal", v.No, v.Recognised)
		}
	}
	must(t, h.local.DeleteVoucher(design().Tenant(), next[0].Year, "I", next[0].VoucherNumber))
	h.importNow(e)
	if got := h.findings(e, engagement.FindingMissing); len(got) != 2 || got[0] != "N1" {
		t.Errorf("the deleted reversal is told as %v, want N1", got)
	}
}

// TestReversalWaitsForItsEntry: what is not known of the entry holds the reversal
// back, though it goes to another year, and it is given up with it.
func TestReversalWaitsForItsEntry(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	no := h.accrual(e)
	h.start(h.instance, 1)
	h.inject(onPost(fortnoxtest.ServerError, 1))
	h.exportNow(e, []string{no, "N1"})
	h.lookNow(e)
	wantTransfers(t, h, e, engagement.TransferUnknown, engagement.TransferNone)
	for _, d := range []time.Duration{export.QuietTime, export.BetweenLook} {
		h.later(d)
		h.lookNow(e)
	}
	wantTransfers(t, h, e, engagement.TransferDecide, engagement.TransferNone)
	must(t, h.engagements.Decide(t.Context(), h.by, e.ID, h.latest(e, no).ID, export.Cancel, 0))
	if it := h.latest(e, "N1"); it.State != export.Cancelled {
		t.Errorf("the reversal of an entry that was given up is %s", it.State)
	}
	if next := h.heldNext(e); len(next) != 0 {
		t.Errorf("%d reversals are booked of an entry that is not there", len(next))
	}
}
