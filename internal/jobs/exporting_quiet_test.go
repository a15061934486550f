package jobs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"

	"github.com/google/go-cmp/cmp"
)

// fast is an instance on the house's database whose clock is ahead.
func (h *house) fast(ahead time.Duration) *instance {
	i := *h.instance
	now := func() time.Time { return h.now().Add(ahead) }
	i.engagements = engagement.NewService(h.db, i.offices, jobs.NewBooks(h.db, 100_000), now)
	i.work = jobs.NewService(h.db, i.engagements, i.connections, i.offices, "test", now, h.log)
	return &i
}

// TestQuietTimeIsTheDatabases: a machine whose clock is an hour ahead looks for
// a voucher that Fortnox shows late. It does not take it for absent, and does
// not look all the time either.
func TestQuietTimeIsTheDatabases(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	numbers := h.entries(e, 1)
	h.inject(onPost(fortnoxtest.CutAfter, 1))
	h.inject(fortnoxtest.Fault{Kind: fortnoxtest.HideVoucher, Method: "POST", Path: "/3/vouchers", Delay: time.Hour})
	_, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers)
	must(t, err)
	fast := h.fast(time.Hour)
	h.start(fast, 1)
	h.ends(e, func(it export.Item) bool { return it.State == export.Unknown }, numbers...)
	h.later(2 * time.Minute)
	h.local.ResetJournal()
	must(t, fast.work.CheckNow(t.Context(), h.by, e.ID))
	h.ended(h.work.LatestExport, e)
	time.Sleep(300 * time.Millisecond)
	if it := h.latest(e, numbers[0]); it.State != export.Unknown || it.Looks != 0 {
		t.Errorf("before the quiet time it is %s after %d looks that count, want unknown after none", it.State, it.Looks)
	}
	journal := h.local.Journal()
	if len(journal) > 10 {
		t.Errorf("%d requests while there is nothing to do but wait", len(journal))
	}
	if !slices.ContainsFunc(journal, func(entry fortnoxtest.Entry) bool { return strings.HasPrefix(entry.Path, "/3/vouchers") }) {
		t.Error("Kontrollera nu did not look for the voucher")
	}
}

// TestNothingRunsBehindAQuestion: what waits behind a delivery that a person is
// asked about is not tried again and again.
func TestNothingRunsBehindAQuestion(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 2)
	h.inject(onPost(fortnoxtest.AlterVoucher, 1))
	h.exportNow(e, numbers)
	wantTransfers(t, h, e, engagement.TransferDecide, engagement.TransferNone)
	h.local.ResetJournal()
	h.later(2 * time.Minute) // the next poll would take it up
	time.Sleep(2500 * time.Millisecond)
	if n := len(h.local.Journal()); n != 0 {
		t.Errorf("%d requests while a person is asked, want none", n)
	}
}

// TestCommitToldAsLost: the database saved a state and told of an error, as a
// connection does that breaks at commit. The worker finds that out and goes on.
func TestCommitToldAsLost(t *testing.T) {
	t.Parallel()
	for _, state := range []export.State{export.Sending, export.Sent} {
		t.Run(string(state), func(t *testing.T) {
			h := newHouse(t, sqliteFile(t))
			e := h.imported(design())
			numbers := h.entries(e, 1)
			h.local.ResetJournal()
			told := false
			i := h.with(troubled{Store: h.db, lost: func(it export.Item) bool {
				lost := !told && it.State == state
				told = told || lost
				return lost
			}})
			h.start(i, 1)
			_, err := i.work.Export(t.Context(), h.by, e.ID, "I", numbers)
			must(t, err)
			if j := h.ended(h.work.LatestExport, e); j.State != jobs.Done || !told {
				t.Errorf("the job ended as %s: %+v", j.State, j.Problem)
			}
			wantTransfers(t, h, e, engagement.TransferSent)
			if len(h.posts()) != 1 {
				t.Errorf("%d POSTs, want 1", len(h.posts()))
			}
		})
	}
}

// TestDeletedWhileInDoubt: a voucher that a person doubts is deleted in Fortnox.
// Kontrollera nu finds that out, and after the quiet time it can be sent again.
func TestDeletedWhileInDoubt(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 1)
	h.inject(onPost(fortnoxtest.AlterVoucher, 1))
	h.exportNow(e, numbers)
	wantTransfers(t, h, e, engagement.TransferDecide)
	must(t, h.local.DeleteVoucher(design().Tenant(), truth(design()).ClosingYearID, "I", 1))
	h.lookNow(e)
	wantTransfers(t, h, e, engagement.TransferUnknown)
	for range 2 {
		h.later(export.QuietTime)
		h.lookNow(e)
	}
	it := h.latest(e, numbers[0])
	must(t, h.engagements.Decide(t.Context(), h.by, e.ID, it.ID, export.SendAgain, 0))
	h.lookNow(e)
	wantTransfers(t, h, e, engagement.TransferSent)
}

// TestOthersInTheSeries: the dialog warns when somebody else books in the series,
// and finds an entry there that was given up before it showed up.
func TestOthersInTheSeries(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 2)
	c := design()
	_, err := h.local.AddVoucher(c.Tenant(), fortnoxtest.Voucher{
		VoucherSeries: "I", TransactionDate: e.Year.To.String(), Year: truth(c).ClosingYearID, Description: "Eget",
		VoucherRows: []fortnoxtest.Row{{Account: 6530, Debit: 1}, {Account: 2990, Credit: 1}},
	})
	must(t, err)
	h.inject(onPost(fortnoxtest.CutAfter, 1))
	h.inject(fortnoxtest.Fault{Kind: fortnoxtest.HideVoucher, Method: "POST", Path: "/3/vouchers", Delay: 1500 * time.Millisecond})
	h.exportNow(e, numbers[:1])
	for range 2 {
		h.later(export.QuietTime)
		h.lookNow(e)
	}
	must(t, h.engagements.Decide(t.Context(), h.by, e.ID, h.latest(e, numbers[0]).ID, export.Cancel, 0))
	time.Sleep(1500 * time.Millisecond)
	p, err := h.work.Plan(t.Context(), h.by, h.again(e), "I")
	must(t, err)
	if want := []jobs.Check{{Code: jobs.WarnOthers, Args: []string{"I", "1"}}}; !cmp.Equal(p.Warnings, want) {
		t.Errorf("warnings %+v, want %+v", p.Warnings, want)
	}
	if want := []jobs.Obstacle{{Code: jobs.ObstacleThere, Entry: numbers[0], Args: []string{numbers[0], "I 2"}}}; !cmp.Equal(p.Obstacles, want) {
		t.Errorf("obstacles %+v, want %+v", p.Obstacles, want)
	}
}
