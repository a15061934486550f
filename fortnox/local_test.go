package fortnox_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// local is a client of a local Fortnox with one company.
type local struct {
	*fortnox.Client
	srv    *fortnoxtest.Server
	oauth  *fortnox.OAuth
	store  *fortnox.MemoryTokens
	tokens *fortnox.RotatingTokens
	tenant int
}

// noPace lets everything through.
type noPace struct{}

func (noPace) Wait(context.Context, fortnox.Priority) error { return nil }
func (noPace) Hold(time.Duration)                           {}

// openLocal logs in to a company, without limit of pace. The access token has
// left what life says.
func openLocal(t *testing.T, life time.Duration) *local {
	t.Helper()
	return openPaced(t, life, -1, noPace{})
}

var provbolaget = os.DirFS("fortnoxtest/testdata/provbolaget-ab")

// openPaced logs in to a Fortnox that takes so many requests in 5 seconds.
func openPaced(t *testing.T, life time.Duration, requests int, pace fortnox.Pacer) *local {
	t.Helper()
	return openRate(t, life, fortnoxtest.Rate{Requests: requests}, pace)
}

func openRate(t *testing.T, life time.Duration, rate fortnoxtest.Rate, pace fortnox.Pacer) *local {
	t.Helper()
	l := &local{srv: fortnoxtest.New(fortnoxtest.Options{Rate: rate})}
	if err := l.srv.Load(provbolaget); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(l.srv)
	t.Cleanup(web.Close)
	l.tenant = l.srv.Companies()[0].Tenant
	granted, err := l.srv.Grant("klient-prov", l.tenant, true)
	if err != nil {
		t.Fatal(err)
	}
	l.oauth = &fortnox.OAuth{ClientID: "klient-prov", ClientSecret: "hemlig-prov", TokenURL: web.URL + "/oauth-v1/token", RevokeURL: web.URL + "/oauth-v1/revoke"}
	rec := fortnox.NewTokenRecord(fortnox.Token{AccessToken: granted.Access, RefreshToken: granted.Refresh, ExpiresIn: life}, time.Now())
	l.store = fortnox.NewMemoryTokens(rec, nil)
	l.tokens = fortnox.NewRotatingTokens(l.oauth, l.store, nil)
	l.Client, err = fortnox.New(fortnox.Config{Tokens: l.tokens, BaseURL: web.URL, Pace: pace})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *local) inject(t *testing.T, f fortnoxtest.Fault) {
	t.Helper()
	if _, err := l.srv.Inject(f); err != nil {
		t.Fatal(err)
	}
}

// count is how many requests the local Fortnox saw.
func (l *local) count(method, prefix string) int {
	n := 0
	for _, e := range l.srv.Journal() {
		if e.Method == method && strings.HasPrefix(e.Path, prefix) {
			n++
		}
	}
	return n
}

// answered is how many requests the local Fortnox answered with a status.
func (l *local) answered(status int) int {
	n := 0
	for _, e := range l.srv.Journal() {
		if e.Status == status {
			n++
		}
	}
	return n
}

// keysOf reads a list, and each single item of it when single is not nil.
func keysOf[T interface{ Key() string }](items iter.Seq2[T, error], single func(T) (T, error)) (string, error) {
	var keys []string
	for x, err := range items {
		if err != nil {
			return "", err
		}
		keys = append(keys, x.Key())
		if single == nil {
			continue
		}
		again, err := single(x)
		if err != nil {
			return "", err
		}
		if again.Key() != x.Key() {
			return "", fmt.Errorf("single item has key %q, in the list %q", again.Key(), x.Key())
		}
	}
	return strings.Join(keys, " "), nil
}

func (l *local) year(t *testing.T) int64 {
	t.Helper()
	years, err := fortnox.Collect(l.FinancialYears(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	for _, y := range years {
		if y.ToDate.Day == "2025-12-31" {
			return y.ID.Int
		}
	}
	t.Fatalf("no year 2025 among %d", len(years))
	return 0
}

// readAll reads every resource and gives what it found in short form.
func (l *local) readAll(t *testing.T) map[string]string {
	t.Helper()
	ctx := t.Context()
	year := l.year(t)
	got := map[string]string{}
	keep := func(name string) func(string, error) {
		return func(keys string, err error) {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			got[name] = keys
		}
	}
	keep("years")(keysOf(l.FinancialYears(ctx), func(y fortnox.FinancialYear) (fortnox.FinancialYear, error) { return l.FinancialYear(ctx, y.ID.Int) }))
	company, err := l.CompanyInformation(ctx)
	keep("company")(company.DatabaseNumber.String(), err)
	settings, err := l.CompanySettings(ctx)
	keep("settings")(settings.DatabaseNumber.String(), err)
	locked, err := l.LockedPeriod(ctx)
	keep("locked")(locked.EndDate.Day, err)
	sie, err := l.SIE(ctx, year, 4)
	keep("sie")(string(sie[:min(9, len(sie))]), err)
	keep("accounts")(keysOf(l.Accounts(ctx, year), nil))
	keep("series")(keysOf(l.VoucherSeries(ctx, year), func(s fortnox.VoucherSeries) (fortnox.VoucherSeries, error) {
		return l.VoucherSeriesOne(ctx, year, s.Code.Text)
	}))
	keep("vouchers")(keysOf(l.Vouchers(ctx, year, fortnox.VoucherQuery{}), func(v fortnox.Voucher) (fortnox.Voucher, error) {
		return l.Voucher(ctx, v.VoucherSeries.Text, v.VoucherNumber.Int, v.Year.Int)
	}))
	keep("invoices")(keysOf(l.Invoices(ctx, fortnox.InvoiceQuery{ToDate: "2025-12-31"}), nil))
	keep("invoicepayments")(keysOf(l.InvoicePayments(ctx, fortnox.PaymentQuery{}), func(p fortnox.InvoicePayment) (fortnox.InvoicePayment, error) {
		return l.InvoicePayment(ctx, p.Number.Text)
	}))
	keep("supplierinvoices")(keysOf(l.SupplierInvoices(ctx), func(p fortnox.SupplierInvoice) (fortnox.SupplierInvoice, error) {
		return l.SupplierInvoice(ctx, p.Key())
	}))
	keep("supplierinvoicepayments")(keysOf(l.SupplierInvoicePayments(ctx, fortnox.PaymentQuery{}), func(p fortnox.SupplierInvoicePayment) (fortnox.SupplierInvoicePayment, error) {
		return l.SupplierInvoicePayment(ctx, p.Number.Text)
	}))
	keep("customers")(keysOf(l.Customers(ctx), func(p fortnox.Customer) (fortnox.Customer, error) {
		return l.Customer(ctx, p.Key())
	}))
	keep("suppliers")(keysOf(l.Suppliers(ctx), func(p fortnox.Supplier) (fortnox.Supplier, error) {
		return l.Supplier(ctx, p.Key())
	}))
	keep("taxreductions")(keysOf(l.TaxReductions(ctx), func(p fortnox.TaxReduction) (fortnox.TaxReduction, error) {
		return l.TaxReduction(ctx, p.ID.Int)
	}))
	return got
}

func TestLocalReadsEverything(t *testing.T) {
	l := openLocal(t, time.Hour)
	got := l.readAll(t)
	for name, keys := range got {
		if keys == "" && name != "locked" && name != "supplierinvoicepayments" {
			t.Errorf("%s: nothing was read", name)
		}
	}
	if got["company"] != fmt.Sprint(l.tenant) || got["settings"] != got["company"] || !strings.HasPrefix(got["sie"], "#FLAGGA") {
		t.Errorf("got company %q, settings %q, SIE %q", got["company"], got["settings"], got["sie"])
	}
	for _, e := range l.srv.Journal() {
		if e.Status >= 400 {
			t.Errorf("%s %s?%s was answered %d", e.Method, e.Path, e.Query, e.Status)
		}
	}
}

// The limit is the real one, 25 in 5 seconds, counted by the local Fortnox.
func TestLocalPaceMeetsNo429(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 5 seconds")
	}
	t.Parallel()
	l := openPaced(t, time.Hour, 0, fortnox.NewWindow(nil))
	for range 40 {
		if _, err := l.CompanyInformation(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range l.srv.Journal() {
		if e.Status != 200 {
			t.Errorf("request %d was answered %d", e.Number, e.Status)
		}
	}
}

func TestLocalReadsThroughFaults(t *testing.T) {
	want := openLocal(t, time.Hour).readAll(t)
	for _, f := range []fortnoxtest.Fault{
		{Kind: fortnoxtest.OddTypes, Times: -1},
		{Kind: fortnoxtest.Unauthorized, Nth: 5},
		{Kind: fortnoxtest.ServerError, Status: 503, Nth: 4},
		{Kind: fortnoxtest.CutBefore, Path: "/3/accounts"},
		{Kind: fortnoxtest.CutDuring, Path: "/3/sie/*"},
		{Kind: fortnoxtest.TooManyRequests, Path: "/3/suppliers"},
	} {
		t.Run(string(f.Kind), func(t *testing.T) {
			t.Parallel()
			l := openLocal(t, time.Hour)
			l.inject(t, f)
			for name, keys := range l.readAll(t) {
				if keys != want[name] {
					t.Errorf("%s = %q, want %q", name, keys, want[name])
				}
			}
		})
	}
}

func voucherFor(date string) fortnox.NewVoucher {
	return fortnox.NewVoucher{Series: "A", Date: date, Description: "Periodisering", Comments: "ref 1",
		Rows: []fortnox.NewVoucherRow{{Account: 6570, Ore: 10050}, {Account: 1930, Ore: -10050}}}
}

func TestLocalCreateVoucher(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fault  fortnoxtest.Fault
		want   fortnox.Outcome
		stored int
	}{
		{"no_fault", fortnoxtest.Fault{}, fortnox.Sent, 1},
		{"cut_before", fortnoxtest.Fault{Kind: fortnoxtest.CutBefore}, fortnox.Unknown, 0},
		{"cut_during", fortnoxtest.Fault{Kind: fortnoxtest.CutDuring}, fortnox.Unknown, 1},
		{"cut_after", fortnoxtest.Fault{Kind: fortnoxtest.CutAfter}, fortnox.Unknown, 1},
		{"503_after_the_work", fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: 503, AfterWork: true}, fortnox.Unknown, 1},
		{"html_after_the_work", fortnoxtest.Fault{Kind: fortnoxtest.HTML, AfterWork: true}, fortnox.Unknown, 1},
		{"429", fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests}, fortnox.Paced, 0},
		{"401", fortnoxtest.Fault{Kind: fortnoxtest.Unauthorized}, fortnox.TokenRejected, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := openLocal(t, time.Hour)
			year := l.year(t)
			if tt.fault.Kind != "" {
				tt.fault.Method, tt.fault.Path = "POST", "/3/vouchers"
				l.inject(t, tt.fault)
			}
			got := l.CreateVoucher(t.Context(), year, voucherFor("2025-12-31"))
			if got.Outcome != tt.want {
				t.Errorf("got %v, %v, want %v", got.Outcome, got.Err, tt.want)
			}
			if n := l.count("POST", "/3/vouchers"); n != 1 {
				t.Errorf("Fortnox saw %d requests, want 1", n)
			}
			all, err := l.srv.Vouchers(l.tenant, int(year))
			if err != nil {
				t.Fatal(err)
			}
			stored := 0
			for _, v := range all {
				if v.Description == "Periodisering" {
					stored++
				}
			}
			if stored != tt.stored {
				t.Errorf("Fortnox holds %d vouchers, want %d", stored, tt.stored)
			}
			if tt.want == fortnox.Sent {
				back, err := l.Voucher(t.Context(), got.Voucher.VoucherSeries.Text, got.Voucher.VoucherNumber.Int, year)
				if err != nil || back.VoucherRows.Items[0].Ore() != 10050 || back.Comments.Text != "ref 1" {
					t.Errorf("read back %+v, %v", back, err)
				}
			}
		})
	}
	t.Run("refused", func(t *testing.T) {
		l := openLocal(t, time.Hour)
		year := l.year(t)
		if err := l.srv.LockPeriod(l.tenant, "2025-12-31"); err != nil {
			t.Fatal(err)
		}
		got := l.CreateVoucher(t.Context(), year, voucherFor("2025-12-31"))
		if got.Outcome != fortnox.Refused || !errors.Is(got.Err, fortnox.ErrPeriodLocked) {
			t.Errorf("got %v, %v, want refused for the lock", got.Outcome, got.Err)
		}
	})
}

func TestLocalTokens(t *testing.T) {
	ctx := context.Background()
	l := openLocal(t, 0)
	if _, err := l.CompanyInformation(ctx); err != nil {
		t.Fatal(err)
	}
	if err := l.srv.ExpireAccess("", l.tenant); err != nil {
		t.Fatal(err)
	}
	if _, err := l.CompanyInformation(ctx); err != nil {
		t.Errorf("after a token that ended early: %v", err)
	}
	if err := l.tokens.Renew(ctx); err != nil {
		t.Error(err)
	}
	if n := l.count("POST", "/oauth-v1/token"); n != 3 {
		t.Errorf("%d refreshes, want 3", n)
	}
	rec, _ := l.store.Load(ctx)
	if rec.TenantID != int64(l.tenant) || len(rec.Scopes) == 0 {
		t.Errorf("stored %v with %d scopes", rec, len(rec.Scopes))
	}
	service := fortnox.NewServiceTokens(l.oauth, int64(l.tenant))
	if _, err := service.Token(ctx); err != nil {
		t.Errorf("service account: %v", err)
	}
	if err := l.oauth.Revoke(ctx, rec.RefreshToken); err != nil {
		t.Errorf("revoke: %v", err)
	}
	if err := l.tokens.Renew(ctx); !errors.Is(err, fortnox.ErrLoginRequired) {
		t.Errorf("after revoke: got %v, want ErrLoginRequired", err)
	}
}
