package jobs_test

import (
	"strings"
	"testing"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// glanceAgain lets the time pass after which Fortnox is looked at again.
func (h *house) glanceAgain(e engagement.Engagement) jobs.Look {
	h.t.Helper()
	_, err := h.db.DB().Exec(`UPDATE look SET asked_at = 0 WHERE engagement_id = $1`, e.ID)
	must(h.t, err)
	return h.glance(e)
}

func (h *house) glance(e engagement.Engagement) jobs.Look {
	h.t.Helper()
	l, err := h.work.LookAtFortnox(h.t.Context(), h.by, e.ID)
	must(h.t, err)
	return l
}

// requests counts those to the API since the journal was reset.
func (h *house) requests() int {
	n := 0
	for _, entry := range h.local.Journal() {
		if strings.HasPrefix(entry.Path, "/3/") {
			n++
		}
	}
	return n
}

func TestLookAtFortnox(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		h := newHouse(t, database)
		h.whole = true
		c := design()
		e := h.imported(c)
		year := truth(c).ClosingYearID
		h.local.ResetJournal()
		if l := h.glance(e); l.Differs() || l.At.IsZero() || h.requests() != 2 {
			t.Errorf("after the import %+v in %d requests, want nothing new in 2", l, h.requests())
		}
		for range 3 {
			h.byHand(c)
		}
		if l := h.glance(e); l.Differs() || h.requests() != 2 {
			t.Errorf("within five minutes %+v in %d requests, want no new ones", l, h.requests())
		}
		h.local.ResetJournal()
		if l := h.glanceAgain(e); l.New != 3 || l.Changed+l.Gone != 0 || h.requests() != 2 {
			t.Errorf("three vouchers later %+v in %d requests, want 3 new in 2", l, h.requests())
		}
		all, err := h.local.Vouchers(c.Tenant(), year)
		must(t, err)
		h.hoursAgo(e, 3)
		must(t, h.local.StrikeRows(c.Tenant(), year, all[0].VoucherSeries, all[0].VoucherNumber, "Anna Ek"))
		if l := h.glanceAgain(e); l.New != 3 || l.Changed != 1 {
			t.Errorf("one voucher struck: %+v, want 3 new and 1 changed", l)
		}
		h.start(h.instance, 1)
		_, err = h.work.StartImport(t.Context(), h.by, e.ID)
		must(t, err)
		h.ended(h.work.LatestImport, e)
		if e = h.again(e); e.Candidate == "" {
			t.Fatal("the import does not wait although vouchers are other")
		}
		if l := h.glance(e); l.New+l.Gone != 0 || l.At.IsZero() {
			t.Errorf("since the import that waits: %+v, want nothing new", l)
		}
	})
}

// A look that fails says what was known, and nothing else.
func TestLookFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	h.whole = true
	c := design()
	e := h.imported(c)
	h.byHand(c)
	if l := h.glanceAgain(e); l.New != 1 {
		t.Fatalf("%+v, want 1 new", l)
	}
	h.byHand(c)
	for _, fault := range []fortnoxtest.Fault{
		{Kind: fortnoxtest.TooManyRequests, Path: "/3/vouchers", Times: -1},
		{Kind: fortnoxtest.ServerError, Path: "/3/vouchers", Times: -1},
		{Kind: fortnoxtest.HTML, Path: "/3/vouchers", Times: -1},
		{Kind: fortnoxtest.CutBefore, Path: "/3/vouchers", Times: -1},
		{Kind: fortnoxtest.ServerError, Path: "/3/vouchers", Status: 403, Times: -1},
	} {
		h.inject(fault)
		h.local.ResetJournal()
		if l := h.glanceAgain(e); l.New != 1 || h.requests() > 2 {
			t.Errorf("%s: %+v in %d requests, want what was known, in at most 2", fault.Kind, l, h.requests())
		}
		h.local.ClearFaults()
	}
	h.local.ResetJournal()
	h.lapse(e, 31)
	if l := h.glanceAgain(e); l.New != 1 || len(h.local.Journal()) != 0 {
		t.Errorf("lapsed: %+v after %d requests, want what was known and none", l, len(h.local.Journal()))
	}
}

// Several who open the engagement at once, with an access token that has run
// out, make one refresh and two requests.
func TestManyLookOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	_, err := h.db.DB().Exec(`UPDATE connection SET expires_at = 0 WHERE client_id = $1`, e.Client.ID)
	must(t, err)
	before, fresh := h.connection(e), h.on(h.db) // an instance that has no token in memory
	h.local.ResetJournal()
	done := make(chan jobs.Look)
	const many = 8
	for range many {
		go func() {
			l, err := fresh.work.LookAtFortnox(t.Context(), h.by, e.ID)
			if err != nil {
				t.Error(err)
			}
			done <- l
		}()
	}
	for range many {
		<-done
	}
	if refreshes := len(h.local.Journal()) - h.requests(); h.requests() != 2 || refreshes != 1 {
		t.Errorf("%d requests and %d refreshes, want 2 and 1", h.requests(), refreshes)
	}
	if after := h.connection(e); !after.RefreshedAt.After(before.RefreshedAt) {
		t.Error("a completed refresh does not renew the connection")
	}
}

// hoursAgo makes the current import older: Fortnox tells changes to the minute,
// and the clock by which answers are dated runs fast here.
func (h *house) hoursAgo(e engagement.Engagement, n int64) {
	h.t.Helper()
	_, err := h.db.DB().Exec(`UPDATE snapshot_part SET at = at - $1 WHERE snapshot_id = $2`, n*3_600_000, e.Snapshot)
	must(h.t, err)
}

// byHand books a voucher in Fortnox itself.
func (h *house) byHand(c company.Company) {
	h.t.Helper()
	_, err := h.local.AddVoucher(c.Tenant(), fortnoxtest.Voucher{
		VoucherSeries: "A", TransactionDate: truth(c).Closing.To.String(), Year: truth(c).ClosingYearID, Description: "Glömd",
		VoucherRows: []fortnoxtest.Row{{Account: 6530, Debit: 100_00}, {Account: 2990, Credit: 100_00}},
	})
	must(h.t, err)
}

func (h *house) connection(e engagement.Engagement) connection.Connection {
	h.t.Helper()
	c, err := h.connections.Get(h.t.Context(), e.Office, e.Client.ID)
	must(h.t, err)
	return c
}
