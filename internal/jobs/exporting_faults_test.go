package jobs_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

// onPost is a fault that strikes the nth voucher sent.
func onPost(kind fortnoxtest.FaultKind, nth int) fortnoxtest.Fault {
	return fortnoxtest.Fault{Kind: kind, Method: "POST", Path: "/3/vouchers", Nth: nth}
}

// latest is the latest delivery of an entry.
func (h *house) latest(e engagement.Engagement, no string) export.Item {
	h.t.Helper()
	v, err := h.engagements.Entry(h.t.Context(), h.by, h.again(e), no)
	must(h.t, err)
	return v.Delivery
}

// lookNow is Kontrollera nu.
func (h *house) lookNow(e engagement.Engagement) jobs.Job {
	h.t.Helper()
	must(h.t, h.work.CheckNow(h.t.Context(), h.by, e.ID))
	return h.ended(h.work.LatestExport, e)
}

func TestPreflight(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 2)
	tenant := design().Tenant()
	for _, tt := range []struct {
		name, series string
		before       func()
		code, entry  string
	}{
		{"series_not_manual", "B", func() {}, jobs.ObstacleSeries, ""},
		{"series_missing", "Ö", func() {}, jobs.ObstacleSeries, ""},
		{"period_locked", "I", func() { must(t, h.local.LockPeriod(tenant, e.Year.To.String())) }, jobs.ObstacleLocked, numbers[0]},
		{"period_locked_to_the_day_before", "I", func() { must(t, h.local.LockPeriod(tenant, e.Year.To.AddDays(-1).String())) }, "", ""},
		{"unlocked", "I", func() { must(t, h.local.LockPeriod(tenant, "")) }, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.before()
			p, err := h.work.Plan(t.Context(), h.by, e, tt.series)
			must(t, err)
			if tt.code == "" {
				if len(p.Obstacles) > 0 {
					t.Errorf("obstacles %+v, want none", p.Obstacles)
				}
				return
			}
			_, err = h.work.Export(t.Context(), h.by, e.ID, tt.series, numbers)
			var stopped *jobs.PreflightError
			if !errors.As(err, &stopped) {
				t.Fatalf("Export = %v, want PreflightError", err)
			}
			for _, obstacles := range [][]jobs.Obstacle{p.Obstacles, stopped.Obstacles} {
				if len(obstacles) == 0 || obstacles[0].Code != tt.code || obstacles[0].Entry != tt.entry {
					t.Errorf("obstacles %+v, want %s for %q", obstacles, tt.code, tt.entry)
				}
			}
		})
	}
	if len(h.posts()) > 0 {
		t.Errorf("%d POSTs past a preflight that says no", len(h.posts()))
	}
	wantTransfers(t, h, e, engagement.TransferNone, engagement.TransferNone)
}

// TestRefusalStopsTheBatch: a refusal that preflight cannot foresee stops there.
// What went before stays, what waited behind is let go, and all can go later.
func TestRefusalStopsTheBatch(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 4)
	refuse := onPost(fortnoxtest.ServerError, 2)
	refuse.Status = 400
	h.inject(refuse)
	h.exportNow(e, numbers)
	wantTransfers(t, h, e, engagement.TransferSent, engagement.TransferRefused, engagement.TransferNone, engagement.TransferNone)
	if it := h.latest(e, numbers[1]); it.Reason.Code != "fortnox" || it.Reason.Detail == "" {
		t.Errorf("the refusal says %+v, want Fortnox's words", it.Reason)
	}
	if len(h.posts()) != 2 {
		t.Errorf("%d POSTs, want 2", len(h.posts()))
	}
	h.exportNow(e, numbers)
	wantTransfers(t, h, e, slices.Repeat([]engagement.Transfer{engagement.TransferSent}, 4)...)
	if n := len(h.held(design())); n != 4 || len(h.posts()) != 5 {
		t.Errorf("%d vouchers and %d POSTs, want 4 and 5", n, len(h.posts()))
	}
}

// TestLostAnswerIsSettledByLooking: the voucher was stored and nobody was told.
func TestLostAnswerIsSettledByLooking(t *testing.T) {
	t.Parallel()
	for _, kind := range []fortnoxtest.FaultKind{fortnoxtest.CutAfter, fortnoxtest.CutDuring} {
		t.Run(string(kind), func(t *testing.T) {
			h, e, numbers := exportable(t, 3)
			h.inject(onPost(kind, 2))
			if j := h.exportNow(e, numbers); j.State != jobs.Done {
				t.Errorf("export ended as %s: %+v", j.State, j.Problem)
			}
			wantTransfers(t, h, e, slices.Repeat([]engagement.Transfer{engagement.TransferSent}, 3)...)
			if n := len(h.held(design())); n != 3 || len(h.posts()) != 3 {
				t.Errorf("%d vouchers and %d POSTs, want 3 of each", n, len(h.posts()))
			}
		})
	}
}

// TestUnknownWaitsForAPerson: the 7th of 20 gets no usable answer. It is never
// sent again by the machine, and what comes after it in the series waits.
func TestUnknownWaitsForAPerson(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 20)
	h.inject(onPost(fortnoxtest.ServerError, 7))
	h.exportNow(e, numbers)
	want := slices.Repeat([]engagement.Transfer{engagement.TransferSent}, 6)
	want = append(append(want, engagement.TransferUnknown), slices.Repeat([]engagement.Transfer{engagement.TransferNone}, 13)...)
	wantTransfers(t, h, e, want...)

	if _, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers); !errors.Is(err, engagement.ErrNoEntries) && !errors.As(err, new(*jobs.PreflightError)) {
		t.Errorf("export again = %v, want that nothing is left, or an obstacle", err)
	}
	h.lookNow(e)
	wantTransfers(t, h, e, want...) // before the quiet time nothing is known
	h.later(export.QuietTime)
	h.lookNow(e)
	wantTransfers(t, h, e, want...) // one look is not enough
	h.later(export.BetweenLook)
	h.lookNow(e)
	want[6] = engagement.TransferDecide
	wantTransfers(t, h, e, want...)
	if it := h.latest(e, numbers[6]); it.State != export.Absent {
		t.Errorf("it is %s, want absent", it.State)
	}
	if n := len(h.posts()); n != 7 {
		t.Errorf("%d POSTs before a person has decided, want 7", n)
	}

	must(t, h.engagements.Decide(t.Context(), h.by, e.ID, h.latest(e, numbers[6]).ID, export.SendAgain, 0))
	if j := h.lookNow(e); j.State != jobs.Done {
		t.Errorf("the job after Skicka igen ended as %s: %+v", j.State, j.Problem)
	}
	wantTransfers(t, h, e, slices.Repeat([]engagement.Transfer{engagement.TransferSent}, 20)...)
	if n := len(h.held(design())); n != 20 || len(h.posts()) != 21 {
		t.Errorf("%d vouchers and %d POSTs, want 20 and 21", n, len(h.posts()))
	}
}

// TestLateVoucherIsFound: Fortnox answered 500, and shows the voucher later.
func TestLateVoucherIsFound(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 1)
	hide := onPost(fortnoxtest.HideVoucher, 1)
	hide.Delay = 1500 * time.Millisecond
	h.inject(hide)
	lost := onPost(fortnoxtest.ServerError, 1)
	lost.AfterWork = true
	h.inject(lost)
	h.exportNow(e, numbers)
	wantTransfers(t, h, e, engagement.TransferUnknown)
	time.Sleep(hide.Delay)
	h.lookNow(e)
	wantTransfers(t, h, e, engagement.TransferSent)
	if n := len(h.held(design())); n != 1 || len(h.posts()) != 1 {
		t.Errorf("%d vouchers and %d POSTs, want 1 of each", n, len(h.posts()))
	}
}

// TestChangedOnTheWay: Fortnox holds something else than what was sent.
func TestChangedOnTheWay(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 1)
	h.inject(onPost(fortnoxtest.AlterVoucher, 1))
	h.exportNow(e, numbers)
	wantTransfers(t, h, e, engagement.TransferDecide)
	it := h.latest(e, numbers[0])
	if it.State != export.Doubtful || it.Reason.Code != "changed" || len(it.Found) != 1 {
		t.Fatalf("delivery %+v", it)
	}
	must(t, h.engagements.Decide(t.Context(), h.by, e.ID, it.ID, export.ItIsThis, it.Found[0].Number))
	wantTransfers(t, h, e, engagement.TransferSent)
}

// TestTokenExpiresOnTheWay: a 401 is followed by one refresh and one more POST.
func TestTokenExpiresOnTheWay(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 2)
	h.inject(onPost(fortnoxtest.Unauthorized, 1))
	h.exportNow(e, numbers)
	wantTransfers(t, h, e, engagement.TransferSent, engagement.TransferSent)
	if n := len(h.held(design())); n != 2 || len(h.posts()) != 3 {
		t.Errorf("%d vouchers and %d POSTs, want 2 and 3", n, len(h.posts()))
	}
}

// TestWorkerDiedWhileSending: the row says sending, and nobody holds it. The
// next worker looks, whether the voucher is there or not.
func TestWorkerDiedWhileSending(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		left bool // the request had left
		want engagement.Transfer
	}{
		{"after_the_request", true, engagement.TransferSent},
		{"before_the_request", false, engagement.TransferUnknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, sqliteFile(t))
			e := h.imported(design())
			numbers := h.entries(e, 1)
			h.local.ResetJournal()
			_, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers)
			must(t, err)
			it := h.latest(e, numbers[0])
			must(t, h.db.ClaimDelivery(t.Context(), h.by.Office, it, "dead", time.Minute))
			it.State, it.Attempt, it.SendingAt = export.Sending, 1, h.now()
			it, err = h.db.SaveDelivery(t.Context(), h.by.Office, it, "dead")
			must(t, err)
			if tt.left {
				api, _, err := h.connections.Client(t.Context(), h.by.Office, e.Client.ID)
				must(t, err)
				if p := (export.Fortnox{API: api}).Post(t.Context(), it, nil); p.Class != export.WasSent {
					t.Fatalf("Post = %+v", p)
				}
			}
			must(t, h.db.ClaimDelivery(t.Context(), h.by.Office, it, "dead", -time.Second)) // the lease runs out
			h.start(h.instance, 1)
			h.ended(h.work.LatestExport, e)
			wantTransfers(t, h, e, tt.want)
			want := 0
			if tt.left {
				want = 1
			}
			if n := len(h.held(design())); n != want || len(h.posts()) != want {
				t.Errorf("%d vouchers and %d POSTs, want %d", n, len(h.posts()), want)
			}
			if _, err := h.db.SaveDelivery(t.Context(), h.by.Office, it, "dead"); !errors.Is(err, jobs.ErrLease) {
				t.Errorf("the dead worker's late save = %v, want ErrLease", err)
			}
		})
	}
}
