package export_test

import (
	"context"
	"io/fs"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/demo/company"
	"bokslut/internal/export"
)

// local is a Fortnox with one company, reached over HTTP.
type local struct {
	*fortnoxtest.Server
	to     export.Fortnox
	tenant int
	year   int64
	date   civil.Date
	late   *atomic.Int64 // how many nanoseconds its clock is ahead
}

// firm is a company whose books of the year are left out: what counts here is
// its chart, years and series.
var firm = sync.OnceValues(func() (fs.FS, company.Truth) {
	c, folder := company.All()[1], fstest.MapFS{}
	from := c.FS()
	for _, name := range []string{"accounts", "app", "companyinformation", "financialyears", "settings", "voucherseries", "vouchers"} {
		body, err := fs.ReadFile(from, name+".json")
		if name == "vouchers" {
			body = []byte(`{"Vouchers": {}}`)
		}
		if err != nil {
			panic(err)
		}
		folder[name+".json"] = &fstest.MapFile{Data: body}
	}
	return folder, c.Truth()
})

func newLocal(t *testing.T) local {
	t.Helper()
	c := company.All()[1]
	folder, truth := firm()
	l := local{tenant: c.Tenant(), year: int64(truth.ClosingYearID), date: truth.Closing.To, late: new(atomic.Int64)}
	l.Server = fortnoxtest.New(fortnoxtest.Options{
		Rate:  fortnoxtest.Rate{Requests: -1},
		Clock: func() time.Time { return time.Now().Add(time.Duration(l.late.Load())) },
		Apps:  []fortnoxtest.App{{ClientID: "app", ClientSecret: "s", Scopes: []string{"bookkeeping", "companyinformation"}}},
	})
	if err := l.Load(folder); err != nil {
		t.Fatal(err)
	}
	host := httptest.NewServer(l.Server)
	t.Cleanup(host.Close)
	granted, err := l.Grant("app", l.tenant, false)
	if err != nil {
		t.Fatal(err)
	}
	api, err := fortnox.New(fortnox.Config{Tokens: token(granted.Access), BaseURL: host.URL, Pace: unpaced{}, Clock: hurried{}})
	if err != nil {
		t.Fatal(err)
	}
	l.to = export.Fortnox{API: api}
	_, err = l.AddVoucher(l.tenant, fortnoxtest.Voucher{
		VoucherSeries: "I", Year: int(l.year), TransactionDate: l.date.String(), Description: "Någon annans",
		VoucherRows: []fortnoxtest.Row{{Account: 6530, Debit: 1_00}, {Account: 2990, Credit: 1_00}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

type token string

func (k token) Token(context.Context) (string, error)            { return string(k), nil }
func (k token) Rejected(context.Context, string) (string, error) { return string(k), nil }
func (k token) Renew(context.Context) error                      { return nil }

type unpaced struct{}

func (unpaced) Wait(context.Context, fortnox.Priority) error { return nil }
func (unpaced) Hold(time.Duration)                           {}

// hurried is a clock whose waits take no time.
type hurried struct{}

func (hurried) Now() time.Time { return time.Now() }

func (hurried) AfterFunc(_ time.Duration, f func()) func() bool { return time.AfterFunc(0, f).Stop }

func (l local) entry() closing.Entry {
	return closing.Entry{No: "B1", Date: l.date, Text: "Upplupet arvode för bokslut", Rows: []closing.Row{
		{Account: "6530", Amount: 14000_00, Text: "Revision"}, {Account: "2990", Amount: -14000_00},
	}}
}

func (l local) target() export.Target {
	return export.Target{Tenant: "7", Year: l.year, Series: "I"}
}

// frozen is a delivery whose saved state is sending.
func (l local) frozen(t *testing.T) export.Item {
	t.Helper()
	it, err := export.Freeze("d1", l.entry(), l.target())
	if err != nil {
		t.Fatal(err)
	}
	it.State, it.Attempt, it.SendingAt = export.Sending, 1, noon
	it.Baseline = l.look(t, it).Baseline
	return it
}

func (l local) look(t *testing.T, it export.Item) export.Looked {
	t.Helper()
	looked := l.to.Look(t.Context(), it)
	if looked.Failed {
		t.Fatal("the look failed")
	}
	return looked
}

func (l local) inject(t *testing.T, f fortnoxtest.Fault) {
	t.Helper()
	if _, err := l.Inject(f); err != nil {
		t.Fatal(err)
	}
}

// ours are the vouchers that the company holds in the series of the delivery.
func (l local) ours(t *testing.T) []fortnoxtest.Voucher {
	t.Helper()
	all, err := l.Vouchers(l.tenant, int(l.year))
	if err != nil {
		t.Fatal(err)
	}
	var ours []fortnoxtest.Voucher
	for _, v := range all {
		if v.VoucherSeries == "I" {
			ours = append(ours, v)
		}
	}
	return ours
}

func (l local) posts() int {
	n := 0
	for _, e := range l.Journal() {
		if e.Method == "POST" && e.Path == "/3/vouchers" {
			n++
		}
	}
	return n
}
