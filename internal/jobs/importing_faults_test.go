package jobs_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
)

// snapshots counts the imports of an engagement that were kept.
func (h *house) snapshots(e engagement.Engagement) int {
	h.t.Helper()
	all, err := h.engagements.Imports(h.t.Context(), h.by, e.ID)
	must(h.t, err)
	return len(all)
}

// onSIE is a fault that strikes the reading of books.
func onSIE(kind fortnoxtest.FaultKind) fortnoxtest.Fault {
	return fortnoxtest.Fault{Kind: kind, Method: "GET", Path: "/3/sie/**"}
}

// TestLostNetworkLeavesTheOldImport cuts the connection at each request of an
// import. Nothing is half imported; the import before it still counts.
func TestLostNetworkLeavesTheOldImport(t *testing.T) {
	h := newHouse(t, sqliteFile(t))
	h.whole = true
	e := h.imported(design())
	h.start(h.instance, 1)
	h.local.ResetJournal()
	h.importNow(e)
	requests := 0
	for _, entry := range h.local.Journal() {
		if entry.Method == "GET" {
			requests++
		}
	}
	before, kept := h.again(e), h.snapshots(e)
	finals := h.finals(e)
	for nth := 1; nth <= requests; nth += 4 {
		h.inject(fortnoxtest.Fault{Kind: fortnoxtest.CutDuring, Method: "GET", Path: "/3/**", Nth: nth, Times: -1})
		_, err := h.work.StartImport(t.Context(), h.by, e.ID)
		must(t, err)
		j := h.ended(h.work.LatestImport, e)
		h.local.ClearFaults()
		if j.State != jobs.Failed || j.Problem.Code != jobs.ProblemBusy && j.Problem.Code != jobs.ProblemUnreached {
			t.Errorf("cut from request %d on: %s, %+v, want failed because of the network", nth, j.State, j.Problem)
		}
		if after := h.again(e); after != before || h.snapshots(e) != kept {
			t.Errorf("cut from request %d on: the engagement changed", nth)
		}
	}
	for account, was := range finals {
		if got := h.finals(e)[account]; got != was {
			t.Fatalf("%s was %v and is %v", account, was, got)
		}
	}
	h.importNow(e)
	if h.snapshots(e) != kept+1 {
		t.Error("the import after the faults was not kept")
	}
}

func TestImportRidesOutShortFaults(t *testing.T) {
	for _, f := range []fortnoxtest.Fault{
		{Kind: fortnoxtest.CutBefore, Percent: 20, Times: 5},
		{Kind: fortnoxtest.ServerError, Status: 503, Percent: 20, Times: 5},
		{Kind: fortnoxtest.TooManyRequests, Percent: 20, Times: 5},
		{Kind: fortnoxtest.Unauthorized},
		{Kind: fortnoxtest.OddTypes, Times: -1},
	} {
		t.Run(string(f.Kind), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, sqliteFile(t))
			e := h.engaged(design())
			h.start(h.instance, 1)
			f.Method, f.Path = "GET", "/3/**"
			h.inject(f)
			h.importNow(e)
		})
	}
}

func TestOneImportAtATime(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.engaged(design())
	_, err := h.work.StartImport(t.Context(), h.by, e.ID)
	must(t, err)
	if _, err := h.work.StartImport(t.Context(), h.by, e.ID); !errors.Is(err, engagement.ErrBusy) {
		t.Errorf("a second import = %v, want ErrBusy", err)
	}
	h.start(h.instance, 2)
	h.ended(h.work.LatestImport, e)
	if n := h.snapshots(e); n != 1 {
		t.Errorf("%d imports, want 1", n)
	}
}

func TestCancelledImport(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	before := h.again(e)
	if err := h.work.CancelImport(t.Context(), h.by, e.ID); !errors.Is(err, engagement.ErrNotRunning) {
		t.Errorf("CancelImport of nothing = %v, want ErrNotRunning", err)
	}
	for _, when := range []string{"queued", "running"} {
		t.Run(when, func(t *testing.T) {
			slow := onSIE(fortnoxtest.Slow)
			slow.Delay = 200 * time.Millisecond
			h.inject(slow)
			_, err := h.work.StartImport(t.Context(), h.by, e.ID)
			must(t, err)
			if when == "queued" {
				must(t, h.work.CancelImport(t.Context(), h.by, e.ID))
			}
			stop := h.start(h.instance, 1)
			defer stop()
			if when == "running" {
				h.until(e, func(j jobs.Job) bool { return j.State == jobs.Running && len(j.Steps) > 2 })
				must(t, h.work.CancelImport(t.Context(), h.by, e.ID))
			}
			if j := h.ended(h.work.LatestImport, e); j.State != jobs.Cancelled {
				t.Errorf("it ended as %s: %+v, want cancelled", j.State, j.Problem)
			}
			if after := h.again(e); after != before {
				t.Errorf("the engagement changed: %+v", after)
			}
			h.local.ClearFaults()
		})
	}
}

// until waits until the latest import is as wanted.
func (h *house) until(e engagement.Engagement, wanted func(jobs.Job) bool) {
	h.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		j, err := h.work.LatestImport(h.t.Context(), h.by, e.ID)
		must(h.t, err)
		if wanted(j) {
			return
		}
	}
	h.t.Fatal("the import does not come that far")
}

// TestPausedImportIsTakenOver: the program stands still in the middle of an
// import, longer than its lease. Another instance does it; the first one wakes
// up and changes nothing.
func TestPausedImportIsTakenOver(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		h := newHouse(t, database)
		e := h.engaged(design())
		slow := onSIE(fortnoxtest.Slow)
		slow.Delay = 1200 * time.Millisecond
		h.inject(slow)
		_, err := h.work.StartImport(t.Context(), h.by, e.ID)
		must(t, err)
		first := h.start(h.instance, 1)
		h.until(e, func(j jobs.Job) bool { return len(j.Steps) > 0 && j.Steps[len(j.Steps)-1].Code == "sie" })
		_, err = h.db.DB().Exec(`UPDATE job SET lease_until = 0`)
		must(t, err)
		second := h.on(h.db)
		h.start(second, 1)
		j := h.ended(h.work.LatestImport, e)
		if j.State != jobs.Done || j.Epoch != 2 {
			t.Errorf("it ended as %s in its lease number %d: %+v", j.State, j.Epoch, j.Problem)
		}
		time.Sleep(slow.Delay) // the first one wakes up
		first()
		latest, err := h.work.LatestImport(t.Context(), h.by, e.ID)
		must(t, err)
		if latest.State != jobs.Done || h.snapshots(e) != 1 || h.again(e).Snapshot != j.ID {
			t.Errorf("after the first one woke up: %s, %d imports", latest.State, h.snapshots(e))
		}
	})
}

// TestStoppedImportIsTakenUp: the program is stopped in good order in the
// middle of an import; the next start does it.
func TestStoppedImportIsTakenUp(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.engaged(design())
	slow := onSIE(fortnoxtest.Slow)
	slow.Delay = 400 * time.Millisecond
	h.inject(slow)
	_, err := h.work.StartImport(t.Context(), h.by, e.ID)
	must(t, err)
	stop := h.start(h.instance, 1)
	h.until(e, func(j jobs.Job) bool { return len(j.Steps) > 0 && j.Steps[len(j.Steps)-1].Code == "sie" })
	stop()
	j, err := h.work.LatestImport(t.Context(), h.by, e.ID)
	must(t, err)
	if j.State != jobs.Queued || h.again(e).Snapshot != "" {
		t.Errorf("after the stop it is %s, want queued", j.State)
	}
	h.start(h.on(h.db), 1)
	if j := h.ended(h.work.LatestImport, e); j.State != jobs.Done {
		t.Errorf("it ended as %s: %+v", j.State, j.Problem)
	}
}

// TestKilledAfterTheImportWasKept: the program died between keeping the import
// and saying so. The next one says so, and keeps it once.
func TestKilledAfterTheImportWasKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	_, err := h.db.DB().Exec(`UPDATE job SET state = 'running', lease_until = 0, body = replace(body, '"state":"done"', '"state":"running"')`)
	must(t, err)
	h.start(h.on(h.db), 1)
	j := h.ended(h.work.LatestImport, e)
	if j.State != jobs.Done || j.Snapshot != h.again(e).Snapshot || h.snapshots(e) != 1 {
		t.Errorf("it ended as %s with %q, %d imports kept", j.State, j.Snapshot, h.snapshots(e))
	}
}

func TestWrongBooksInFortnox(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	h.start(h.instance, 1)
	c := h.load(design())
	other := h.load(company.All()[3])
	year := truth(c).Closing
	for _, tt := range []struct {
		name string
		e    func() engagement.Engagement
		code string
		arg  string
	}{
		{"another_company", func() engagement.Engagement {
			e := h.create(c.Name(), c.OrganisationNumber(), year, engagement.Fortnox)
			h.connect(e, c.Tenant())
			_, err := h.db.DB().Exec(`UPDATE client SET facts = replace(facts, $1, '556036-0793') WHERE id = $2`, c.OrganisationNumber(), e.Client.ID)
			must(t, err)
			return e
		}, jobs.ProblemCompany, "556036-0793"},
		{"another_year", func() engagement.Engagement {
			e := h.create(other.Name(), other.OrganisationNumber(), civil.Period{From: civil.MustParse("2035-01-01"), To: civil.MustParse("2035-12-31")}, engagement.Fortnox)
			h.connect(e, other.Tenant())
			return e
		}, jobs.ProblemNoYear, "2035-01-01 – 2035-12-31"},
		{"other_days_of_the_year", func() engagement.Engagement {
			return h.create(other.Name(), other.OrganisationNumber(), civil.Period{From: year.From.AddMonths(2), To: year.To.AddMonths(2)}, engagement.Fortnox)
		}, jobs.ProblemYear, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := tt.e()
			_, err := h.work.StartImport(t.Context(), h.by, e.ID)
			must(t, err)
			j := h.ended(h.work.LatestImport, e)
			if j.State != jobs.Failed || j.Problem.Code != tt.code {
				t.Errorf("it ended as %s: %+v, want %s", j.State, j.Problem, tt.code)
			}
			if tt.arg != "" && (len(j.Problem.Args) == 0 || j.Problem.Args[0] != tt.arg) {
				t.Errorf("args %q, want %q", j.Problem.Args, tt.arg)
			}
			if h.again(e).Snapshot != "" || h.snapshots(e) != 0 {
				t.Error("something was taken in")
			}
		})
	}
}

// TestRightsToImport: a reader, another office and another source get nothing.
func TestRightsToImport(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.engaged(design())
	reader, stranger := h.by, h.by
	reader.Role, stranger.Office = office.Reader, "another"
	for _, tt := range []struct {
		name string
		call func(context.Context, office.User) error
	}{
		{"StartImport", func(ctx context.Context, by office.User) error {
			_, err := h.work.StartImport(ctx, by, e.ID)
			return err
		}},
		{"ImportFiles", func(ctx context.Context, by office.User) error {
			_, err := h.work.ImportFiles(ctx, by, e.ID, nil)
			return err
		}},
		{"ImportManual", func(ctx context.Context, by office.User) error {
			_, err := h.work.ImportManual(ctx, by, e.ID, "1930 1")
			return err
		}},
		{"Export", func(ctx context.Context, by office.User) error {
			_, err := h.work.Export(ctx, by, e.ID, "I", []string{"B1"})
			return err
		}},
		{"CheckNow", func(ctx context.Context, by office.User) error { return h.work.CheckNow(ctx, by, e.ID) }},
	} {
		if err := tt.call(t.Context(), reader); !errors.Is(err, engagement.ErrForbidden) {
			t.Errorf("%s by a reader = %v, want ErrForbidden", tt.name, err)
		}
		if err := tt.call(t.Context(), stranger); !errors.Is(err, engagement.ErrNotFound) {
			t.Errorf("%s by another office = %v, want ErrNotFound", tt.name, err)
		}
	}
	if _, err := h.work.ImportManual(t.Context(), h.by, e.ID, "1930 1"); !errors.Is(err, engagement.ErrSource) {
		t.Errorf("manual import of a Fortnox engagement = %v, want ErrSource", err)
	}
	must(t, h.engagements.SetSource(t.Context(), h.by, e.ID, engagement.SIE))
	if _, err := h.work.StartImport(t.Context(), h.by, e.ID); !errors.Is(err, engagement.ErrSource) {
		t.Errorf("Fortnox import of a SIE engagement = %v, want ErrSource", err)
	}
}

// TestCutSIEIsNotTakenIn: a SIE file that ends cleanly after some voucher looks
// whole, but its vouchers do not explain its balances.
func TestCutSIEIsNotTakenIn(t *testing.T) {
	h := newHouse(t, sqliteFile(t))
	h.whole = true
	e := h.imported(design())
	before, kept := h.again(e), h.snapshots(e)
	h.start(h.instance, 1)
	h.inject(fortnoxtest.Fault{Kind: fortnoxtest.ShortSIE, Method: "GET", Path: "/3/sie/*", Times: -1})
	_, err := h.work.StartImport(t.Context(), h.by, e.ID)
	must(t, err)
	j := h.ended(h.work.LatestImport, e)
	if j.State != jobs.Failed || j.Problem.Code != jobs.ProblemIncomplete || len(j.Problem.Args) != 1 {
		t.Errorf("import of a cut file: %s, %+v, want failed as incomplete", j.State, j.Problem)
	}
	if after := h.again(e); after != before || h.snapshots(e) != kept {
		t.Error("the engagement changed")
	}
}
