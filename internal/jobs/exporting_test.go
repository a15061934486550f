package jobs_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/testenv"
)

// design is a small company whose series I is empty in the year to close.
func design() company.Company { return company.All()[1] }

// entries makes n closing entries, each of its own amount.
func (h *house) entries(e engagement.Engagement, n int) []string {
	h.t.Helper()
	var numbers []string
	for i := range n {
		numbers = append(numbers, h.entry(e, "6530", "2990", money.Kronor(int64(100+i))))
	}
	return numbers
}

func (h *house) entry(e engagement.Engagement, debit, credit string, amount money.Amount) string {
	h.t.Helper()
	no, err := h.engagements.CreateEntry(h.t.Context(), h.by, e.ID, closing.Entry{
		Date: e.Year.To, Text: "Upplupen kostnad", Rows: []closing.Row{{Account: debit, Amount: amount}, {Account: credit, Amount: -amount}},
	})
	must(h.t, err)
	return no
}

// exportable is an imported engagement with n entries, and a worker.
func exportable(t *testing.T, n int) (*house, engagement.Engagement, []string) {
	t.Helper()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	numbers := h.entries(e, n)
	h.start(h.instance, 1)
	h.local.ResetJournal()
	return h, e, numbers
}

// exportNow asks for an export and waits until its job is over.
func (h *house) exportNow(e engagement.Engagement, chosen []string) jobs.Job {
	h.t.Helper()
	_, err := h.work.Export(h.t.Context(), h.by, e.ID, "I", chosen)
	must(h.t, err)
	return h.ended(h.work.LatestExport, e)
}

func (h *house) posts() []fortnoxtest.Entry {
	var posts []fortnoxtest.Entry
	for _, entry := range h.local.Journal() {
		if entry.Method == "POST" && entry.Path == "/3/vouchers" {
			posts = append(posts, entry)
		}
	}
	return posts
}

// held are the vouchers in series I of the year to close.
func (h *house) held(c company.Company) []fortnoxtest.Voucher {
	h.t.Helper()
	all, err := h.local.Vouchers(c.Tenant(), truth(c).ClosingYearID)
	must(h.t, err)
	return slices.DeleteFunc(all, func(v fortnoxtest.Voucher) bool { return v.VoucherSeries != "I" })
}

// transfers are the states of transfer of all entries, in order.
func (h *house) transfers(e engagement.Engagement) []engagement.Transfer {
	h.t.Helper()
	views, err := h.engagements.Entries(h.t.Context(), h.by, h.again(e))
	must(h.t, err)
	var all []engagement.Transfer
	for _, v := range views {
		all = append(all, v.Transfer)
	}
	return all
}

func wantTransfers(t *testing.T, h *house, e engagement.Engagement, want ...engagement.Transfer) {
	t.Helper()
	if got := h.transfers(e); !slices.Equal(got, want) {
		t.Errorf("transfers = %v, want %v", got, want)
	}
}

func TestExportOnce(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 3)
	before, err := h.connections.Get(t.Context(), h.by.Office, e.Client.ID)
	must(t, err)
	plan, err := h.work.Plan(t.Context(), h.by, e, "")
	must(t, err)
	if plan.Proposed != "I" || len(plan.Entries) != 3 || len(plan.Obstacles) != 0 || len(plan.Checks) != 6 {
		t.Errorf("plan %+v", plan)
	}
	if j := h.exportNow(e, numbers); j.State != jobs.Done {
		t.Fatalf("export ended as %s: %+v", j.State, j.Problem)
	}
	wantTransfers(t, h, e, engagement.TransferSent, engagement.TransferSent, engagement.TransferSent)
	held := h.held(design())
	if len(held) != 3 || len(h.posts()) != 3 {
		t.Fatalf("%d vouchers, %d POSTs, want 3 of each", len(held), len(h.posts()))
	}
	views, err := h.engagements.Entries(t.Context(), h.by, e)
	must(t, err)
	for i, v := range views {
		want := export.Receipt{Series: "I", Number: int64(held[i].VoucherNumber), Year: int64(held[i].Year)}
		if got := v.Delivery.Receipt; got.Series != want.Series || got.Number != want.Number || got.Year != want.Year || got.Hash == "" || got.At.IsZero() {
			t.Errorf("receipt of %s = %+v, want %+v with hash and time", v.No, got, want)
		}
		if money.Amount(held[i].VoucherRows[0].Debit) != v.Rows[0].Amount || held[i].TransactionDate != e.Year.To.String() {
			t.Errorf("voucher %d holds %v on %s, want %v", held[i].VoucherNumber, held[i].VoucherRows[0].Debit, held[i].TransactionDate, v.Rows[0].Amount)
		}
	}
	after, err := h.connections.Get(t.Context(), h.by.Office, e.Client.ID)
	must(t, err)
	if !after.RefreshedAt.After(before.RefreshedAt) {
		t.Errorf("the export did not renew the connection: %v, then %v", before.RefreshedAt, after.RefreshedAt)
	}

	if _, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers); !errors.Is(err, engagement.ErrNoEntries) {
		t.Errorf("export again = %v, want ErrNoEntries", err)
	}
	plan, err = h.work.Plan(t.Context(), h.by, h.again(e), "")
	must(t, err)
	if len(plan.Entries) != 0 || len(plan.Obstacles) != 1 || plan.Obstacles[0].Code != jobs.ObstacleNothing {
		t.Errorf("plan afterwards %+v", plan)
	}
	if len(h.posts()) != 3 || len(h.held(design())) != 3 {
		t.Errorf("%d POSTs after asking again, want 3", len(h.posts()))
	}
}

func TestExportedEntriesComeBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	h.whole = true
	e := h.imported(design())
	numbers := h.entries(e, 2)
	h.start(h.instance, 1)
	before := h.finals(e)
	h.exportNow(e, numbers)
	h.importNow(e)
	e = h.again(e)
	sheet, err := h.engagements.Balance(t.Context(), h.by, e)
	must(t, err)
	if sheet.Sum.Adjustment != 0 {
		t.Errorf("adjustments are %v after the import, want 0", sheet.Sum.Adjustment)
	}
	after := h.finals(e)
	for account, was := range before {
		if after[account] != was {
			t.Errorf("%s was %v and is %v", account, was, after[account])
		}
	}
	views, err := h.engagements.Entries(t.Context(), h.by, e)
	must(t, err)
	for _, v := range views {
		if v.Recognised.State != export.Equal {
			t.Errorf("%s came back as %+v, want equal", v.No, v.Recognised)
		}
	}
}

// finals are the final balances of balance and result.
func (h *house) finals(e engagement.Engagement) map[string]money.Amount {
	h.t.Helper()
	all := map[string]money.Amount{}
	for _, read := range []func() (engagement.Sheet, error){
		func() (engagement.Sheet, error) { return h.engagements.Balance(h.t.Context(), h.by, h.again(e)) },
		func() (engagement.Sheet, error) { return h.engagements.Result(h.t.Context(), h.by, h.again(e)) },
	} {
		sheet, err := read()
		must(h.t, err)
		for _, g := range sheet.Groups {
			for _, row := range g.Rows {
				all[row.Account] = row.Final
			}
		}
	}
	return all
}

func TestDoubleClick(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 2)
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() { _, errs[i] = h.work.Export(t.Context(), h.by, e.ID, "I", numbers) })
	}
	wg.Wait()
	asked := 0
	for _, err := range errs {
		switch {
		case err == nil:
			asked++
		case !errors.Is(err, engagement.ErrNoEntries):
			t.Errorf("Export = %v, want ErrNoEntries", err)
		}
	}
	if asked != 1 {
		t.Errorf("%d clicks asked for the export, want 1", asked)
	}
	h.ended(h.work.LatestExport, e)
	wantTransfers(t, h, e, engagement.TransferSent, engagement.TransferSent)
	if n := len(h.posts()); n != 2 || len(h.held(design())) != 2 {
		t.Errorf("%d POSTs, want 2", n)
	}
}

// TestTwoInstances lets two programs on one PostgreSQL, each with two workers,
// send twenty entries that both were asked for.
func TestTwoInstances(t *testing.T) {
	database := testenv.Postgres(t)
	h := newHouse(t, database)
	e := h.imported(design())
	numbers := h.entries(e, 20)
	other := h.open(database)
	h.start(h.instance, 2)
	h.start(other, 2)
	h.local.ResetJournal()
	var wg sync.WaitGroup
	for _, i := range []*instance{h.instance, other, h.instance, other} {
		wg.Go(func() {
			if _, err := i.work.Export(t.Context(), h.by, e.ID, "I", numbers); err != nil && !errors.Is(err, engagement.ErrNoEntries) {
				t.Errorf("Export = %v", err)
			}
		})
	}
	wg.Wait()
	h.ended(h.work.LatestExport, e)
	wantTransfers(t, h, e, slices.Repeat([]engagement.Transfer{engagement.TransferSent}, 20)...)
	if n := len(h.held(design())); n != 20 {
		t.Errorf("%d vouchers, want 20", n)
	}
	for _, p := range h.posts() {
		if p.Overlap != 0 {
			t.Errorf("POST %d came while another was answered", p.Number)
		}
	}
	if n := len(h.posts()); n != 20 {
		t.Errorf("%d POSTs, want 20", n)
	}
}

func TestLapsedConnection(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 1)
	h.lapse(e, 31)
	if _, err := h.work.Plan(t.Context(), h.by, e, ""); !errors.Is(err, connection.ErrLapsed) {
		t.Errorf("Plan = %v, want ErrLapsed", err)
	}
	if _, err := h.work.Export(t.Context(), h.by, e.ID, "I", numbers); !errors.Is(err, connection.ErrLapsed) {
		t.Errorf("Export = %v, want ErrLapsed", err)
	}
	if _, err := h.work.StartImport(t.Context(), h.by, e.ID); !errors.Is(err, connection.ErrLapsed) {
		t.Errorf("StartImport = %v, want ErrLapsed", err)
	}
	if n := len(h.local.Journal()); n != 0 {
		t.Errorf("%d requests were made with a lapsed connection", n)
	}
	h.connect(e, design().Tenant())
	h.importNow(e)
	if j := h.exportNow(e, numbers); j.State != jobs.Done {
		t.Errorf("export after the login ended as %s: %+v", j.State, j.Problem)
	}
	wantTransfers(t, h, e, engagement.TransferSent)
}

// TestRevokedConsent: the consent is taken back in Fortnox after the export was
// asked for. Nothing is sent, and nothing is lost.
func TestRevokedConsent(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 1)
	_, err := h.work.Plan(t.Context(), h.by, e, "")
	must(t, err)
	must(t, h.local.RevokeConsent("", design().Tenant()))
	_, err = h.work.Export(t.Context(), h.by, e.ID, "I", numbers)
	if !errors.Is(err, connection.ErrLapsed) {
		t.Errorf("Export = %v, want ErrLapsed", err)
	}
	wantTransfers(t, h, e, engagement.TransferNone)
	h.connect(e, design().Tenant())
	h.importNow(e)
	h.exportNow(e, numbers)
	wantTransfers(t, h, e, engagement.TransferSent)
}

// later moves the program's clock on.
func (h *house) later(d time.Duration) { h.ahead.Add(int64(d)) }
