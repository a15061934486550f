package fortnox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fixedTokens gives "t0"; each 401 gives the next, "t1".
type fixedTokens struct {
	mu       sync.Mutex
	n        int
	rejected int
	err      error // of Rejected
}

func (f *fixedTokens) Token(context.Context) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return fmt.Sprintf("t%d", f.n), nil
}

func (f *fixedTokens) Rejected(context.Context, string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rejected++
	f.n++
	return fmt.Sprintf("t%d", f.n), f.err
}

func (f *fixedTokens) Renew(context.Context) error { return nil }

// noPace lets all through and notes the holds.
type noPace struct{ held []time.Duration }

func (*noPace) Wait(ctx context.Context, _ Priority) error { return ctx.Err() }
func (p *noPace) Hold(d time.Duration)                     { p.held = append(p.held, d) }

// scripted answers requests by turns with the replies given for "METHOD path?query".
type scripted struct {
	mu      sync.Mutex
	replies map[string][]func() (*http.Response, error)
	seen    []string
	headers []http.Header
}

func (s *scripted) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Body != nil {
		io.Copy(io.Discard, r.Body)
	}
	key := r.Method + " " + r.URL.RequestURI()
	s.seen = append(s.seen, key)
	s.headers = append(s.headers, r.Header)
	list := s.replies[key]
	if len(list) == 0 {
		return reply(404, `{"ErrorInformation":{"Error":1,"Message":"Ingen sådan väg.","Code":2000762}}`), nil
	}
	if len(list) > 1 {
		s.replies[key] = list[1:]
	}
	return list[0]()
}

// on adds replies for key; the last one is repeated.
func (s *scripted) on(key string, replies ...func() (*http.Response, error)) {
	if s.replies == nil {
		s.replies = map[string][]func() (*http.Response, error){}
	}
	s.replies[key] = append(s.replies[key], replies...)
}

func says(status int, body string, header ...string) func() (*http.Response, error) {
	return func() (*http.Response, error) {
		resp := reply(status, body)
		for i := 0; i+1 < len(header); i += 2 {
			resp.Header.Set(header[i], header[i+1])
		}
		return resp, nil
	}
}

func fails(err error) func() (*http.Response, error) {
	return func() (*http.Response, error) { return nil, err }
}

func newTestClient(t *testing.T, s *scripted) (*Client, *fixedTokens, *noPace) {
	t.Helper()
	tokens, pace := &fixedTokens{}, &noPace{}
	c, err := New(Config{Tokens: tokens, Pace: pace, HTTP: s})
	if err != nil {
		t.Fatal(err)
	}
	return c, tokens, pace
}

func TestReadsAskForTheRightThing(t *testing.T) {
	const page = "&limit=500&page=1"
	const first = "?limit=500&page=1"
	listOf := func(key string) string { return `{"MetaInformation":{"@TotalPages":0},"` + key + `":[]}` }
	for _, tt := range []struct {
		key, body string
		call      func(context.Context, *Client) error
	}{
		{"/3/companyinformation", `{"CompanyInformation":{}}`, func(ctx context.Context, c *Client) error { _, err := c.CompanyInformation(ctx); return err }},
		{"/3/settings/company", `{"CompanySettings":{}}`, func(ctx context.Context, c *Client) error { _, err := c.CompanySettings(ctx); return err }},
		{"/3/settings/lockedperiod", `{"LockedPeriod":{"EndDate":null}}`, func(ctx context.Context, c *Client) error { _, err := c.LockedPeriod(ctx); return err }},
		{"/3/financialyears" + first, listOf("FinancialYears"), func(ctx context.Context, c *Client) error { _, err := Collect(c.FinancialYears(ctx)); return err }},
		{"/3/accounts?financialyear=4" + page + "&sortby=number", listOf("Accounts"), func(ctx context.Context, c *Client) error { _, err := Collect(c.Accounts(ctx, 4)); return err }},
		{"/3/accounts/1930?financialyear=4", `{"Account":{}}`, func(ctx context.Context, c *Client) error { _, err := c.Account(ctx, 4, 1930); return err }},
		{"/3/voucherseries?financialyear=4" + page, listOf("VoucherSeriesCollection"), func(ctx context.Context, c *Client) error { _, err := Collect(c.VoucherSeries(ctx, 4)); return err }},
		{"/3/voucherseries/A?financialyear=4", `{"VoucherSeries":{}}`, func(ctx context.Context, c *Client) error { _, err := c.VoucherSeriesOne(ctx, 4, "A"); return err }},
		{"/3/vouchers?financialyear=4&fromdate=2025-01-01" + page + "&todate=2025-12-31&voucherseries=A", listOf("Vouchers"), func(ctx context.Context, c *Client) error {
			_, err := Collect(c.Vouchers(ctx, 4, VoucherQuery{Series: "A", FromDate: "2025-01-01", ToDate: "2025-12-31"}))
			return err
		}},
		{"/3/vouchers/A%2FB/7?financialyear=4", `{"Voucher":{}}`, func(ctx context.Context, c *Client) error { _, err := c.Voucher(ctx, "A/B", 7, 4); return err }},
		{"/3/invoices?limit=500&page=1&sortby=documentnumber&sortorder=ascending&todate=2025-12-31", listOf("Invoices"), func(ctx context.Context, c *Client) error {
			_, err := Collect(c.Invoices(ctx, InvoiceQuery{ToDate: "2025-12-31"}))
			return err
		}},
		{"/3/invoices/12", `{"Invoice":{}}`, func(ctx context.Context, c *Client) error { _, err := c.Invoice(ctx, "12"); return err }},
		{"/3/invoicepayments" + first, listOf("InvoicePayments"), func(ctx context.Context, c *Client) error {
			_, err := Collect(c.InvoicePayments(ctx, PaymentQuery{}))
			return err
		}},
		{"/3/invoicepayments/5", `{"InvoicePayment":{}}`, func(ctx context.Context, c *Client) error { _, err := c.InvoicePayment(ctx, "5"); return err }},
		{"/3/supplierinvoices" + first, listOf("SupplierInvoices"), func(ctx context.Context, c *Client) error { _, err := Collect(c.SupplierInvoices(ctx)); return err }},
		{"/3/supplierinvoices/9", `{"SupplierInvoice":{}}`, func(ctx context.Context, c *Client) error { _, err := c.SupplierInvoice(ctx, "9"); return err }},
		{"/3/supplierinvoicepayments?invoicenumber=9" + page, listOf("SupplierInvoicePayments"), func(ctx context.Context, c *Client) error {
			_, err := Collect(c.SupplierInvoicePayments(ctx, PaymentQuery{InvoiceNumber: "9"}))
			return err
		}},
		{"/3/supplierinvoicepayments/3", `{"SupplierInvoicePayment":{}}`, func(ctx context.Context, c *Client) error { _, err := c.SupplierInvoicePayment(ctx, "3"); return err }},
		{"/3/customers" + first + "&sortby=customernumber", listOf("Customers"), func(ctx context.Context, c *Client) error { _, err := Collect(c.Customers(ctx)); return err }},
		{"/3/suppliers" + first, listOf("Suppliers"), func(ctx context.Context, c *Client) error { _, err := Collect(c.Suppliers(ctx)); return err }},
		{"/3/financialyears/4", `{"FinancialYear":{}}`, func(ctx context.Context, c *Client) error { _, err := c.FinancialYear(ctx, 4); return err }},
		{"/3/customers/7", `{"Customer":{}}`, func(ctx context.Context, c *Client) error { _, err := c.Customer(ctx, "7"); return err }},
		{"/3/suppliers/K%207", `{"Supplier":{}}`, func(ctx context.Context, c *Client) error { _, err := c.Supplier(ctx, "K 7"); return err }},
		{"/3/taxreductions?filter=invoices" + page, listOf("TaxReductions"), func(ctx context.Context, c *Client) error { _, err := Collect(c.TaxReductions(ctx)); return err }},
		{"/3/taxreductions/2", `{"TaxReduction":{}}`, func(ctx context.Context, c *Client) error { _, err := c.TaxReduction(ctx, 2); return err }},
		{"/3/predefinedaccounts" + first, listOf("PreDefinedAccounts"), func(ctx context.Context, c *Client) error {
			_, err := Collect(c.PredefinedAccounts(ctx))
			return err
		}},
		{"/3/predefinedaccounts/BG", `{"PreDefinedAccount":{}}`, func(ctx context.Context, c *Client) error { _, err := c.PredefinedAccount(ctx, "BG"); return err }},
		{"/3/voucherfileconnections" + first, listOf("VoucherFileConnections"), func(ctx context.Context, c *Client) error { _, err := Collect(c.VoucherFiles(ctx)); return err }},
		{"/3/voucherfileconnections/ab-1", `{"VoucherFileConnection":{}}`, func(ctx context.Context, c *Client) error { _, err := c.VoucherFile(ctx, "ab-1"); return err }},
		{"/3/sie/4?financialyear=4", "\r\n#FLAGGA 0\r\n", func(ctx context.Context, c *Client) error { _, err := c.SIE(ctx, 4, 4); return err }},
	} {
		t.Run(tt.key, func(t *testing.T) {
			s := &scripted{}
			s.on("GET "+tt.key, says(200, tt.body))
			c, _, _ := newTestClient(t, s)
			var raws []Raw
			if err := tt.call(t.Context(), c.Recording(func(r Raw) { raws = append(raws, r) })); err != nil {
				t.Errorf("got %v after %q", err, s.seen)
			}
			accept := "application/json"
			if strings.HasPrefix(tt.key, "/3/sie") {
				accept = "*/*"
			}
			if h := s.headers[0]; h.Get("Accept") != accept || h.Get("Authorization") != "Bearer t0" {
				t.Errorf("headers %v, want Accept %s and the token", h, accept)
			}
			path, query, _ := strings.Cut(tt.key, "?")
			if len(raws) != 1 || raws[0].Path != path || raws[0].Query != query || string(raws[0].Body) != tt.body || raws[0].Status != 200 || raws[0].At.IsZero() {
				t.Errorf("recorded %+v", raws)
			}
		})
	}
}

func TestNamesThatWouldAskForAnotherThing(t *testing.T) {
	s := &scripted{}
	c, _, _ := newTestClient(t, s)
	for _, name := range []string{"", ".", ".."} {
		if _, err := c.Invoice(t.Context(), name); !errors.Is(err, errSegment) {
			t.Errorf("Invoice(%q): got %v", name, err)
		}
		if _, err := c.Voucher(t.Context(), name, 1, 1); !errors.Is(err, errSegment) {
			t.Errorf("Voucher(%q): got %v", name, err)
		}
	}
	if _, err := c.SIE(t.Context(), 1, 5); err == nil {
		t.Error("SIE type 5 was asked for")
	}
	if len(s.seen) != 0 {
		t.Errorf("sent %q", s.seen)
	}
}

func TestReadRetries(t *testing.T) {
	const key = "GET /3/companyinformation"
	good := says(200, `{"CompanyInformation":{"CompanyName":"Bolaget"}}`)
	for _, tt := range []struct {
		name    string
		replies []func() (*http.Response, error)
		calls   int
		least   time.Duration
		want    func(error) bool
	}{
		{"429_503_network", []func() (*http.Response, error){says(429, ``), says(503, `<html>`), fails(io.ErrUnexpectedEOF), good}, 4, time.Second, nil},
		{"retry_after", []func() (*http.Response, error){says(429, ``, "Retry-After", "20"), good}, 2, 20 * time.Second, nil},
		{"retry_after_too_long", []func() (*http.Response, error){says(429, ``, "Retry-After", "3600"), good}, 1, 0, func(err error) bool {
			var rl *RateLimitError
			return errors.As(err, &rl) && rl.RetryAfter == time.Hour
		}},
		{"401_then_good", []func() (*http.Response, error){says(401, `{"message":"unauthorized"}`), good}, 2, 0, nil},
		{"401_twice", []func() (*http.Response, error){says(401, `{"message":"unauthorized"}`)}, 2, 0, func(err error) bool { return errors.Is(err, ErrUnauthorized) }},
		{"400_is_final", []func() (*http.Response, error){says(400, `{"ErrorInformation":{"message":"Nej","code":2000588}}`), good}, 1, 0, func(err error) bool {
			var e *Error
			return errors.As(err, &e) && e.Code == 2000588
		}},
		{"403_scope", []func() (*http.Response, error){says(403, `{"ErrorInformation":{"message":"Nej","code":2000663}}`), good}, 1, 0, func(err error) bool { return errors.Is(err, ErrMissingScope) }},
		{"500_for_ever", []func() (*http.Response, error){says(500, ``)}, maxTries, 2 * time.Second, func(err error) bool {
			var e *Error
			return errors.As(err, &e) && e.Status == 500
		}},
		{"redirect", []func() (*http.Response, error){says(302, ``, "Location", "https://evil.example/")}, 1, 0, func(err error) bool {
			var e *Error
			return errors.As(err, &e) && e.Status == 302
		}},
		{"html_with_200", []func() (*http.Response, error){says(200, `<html>`)}, 1, 0, func(err error) bool {
			var e *DecodeError
			return errors.As(err, &e)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &scripted{}
				s.on(key, tt.replies...)
				c, tokens, _ := newTestClient(t, s)
				begin := time.Now()
				got, err := c.CompanyInformation(t.Context())
				if tt.want == nil && (err != nil || got.CompanyName.Text != "Bolaget") || tt.want != nil && !tt.want(err) {
					t.Errorf("got %v, %v", got.CompanyName, err)
				}
				if len(s.seen) != tt.calls || time.Since(begin) < tt.least {
					t.Errorf("%d requests in %v, want %d in at least %v", len(s.seen), time.Since(begin), tt.calls, tt.least)
				}
				if tokens.rejected > 1 {
					t.Errorf("%d refreshes, want at most 1", tokens.rejected)
				}
			})
		})
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{}
		s.on("GET /3/companyinformation", says(503, ``))
		c, _, _ := newTestClient(t, s)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begin := time.Now()
		if _, err := c.CompanyInformation(ctx); err == nil || time.Since(begin) > time.Second {
			t.Errorf("got %v after %v", err, time.Since(begin))
		}
	})
}

func TestRateLimitHoldsAllRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{}
		s.on("GET /3/companyinformation", says(429, ``, "Retry-After", "3"), says(200, `{"CompanyInformation":{}}`))
		c, _, pace := newTestClient(t, s)
		if _, err := c.CompanyInformation(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]time.Duration{3 * time.Second}, pace.held); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
	})
}

func TestAnswerTooLarge(t *testing.T) {
	s := &scripted{}
	s.on("GET /3/companyinformation", func() (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, ContentLength: -1, Body: io.NopCloser(&endless{})}, nil
	})
	c, _, _ := newTestClient(t, s)
	_, err := c.CompanyInformation(t.Context())
	var tl *TooLargeError
	if !errors.As(err, &tl) || len(s.seen) != 1 {
		t.Errorf("got %v after %d requests, want a TooLargeError after 1", err, len(s.seen))
	}
}

type endless struct{}

func (*endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestOtherHostIsNotDialled(t *testing.T) {
	asked := 0
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer srv.Close()
	c, err := New(Config{Tokens: &fixedTokens{}, Pace: &noPace{}})
	if err != nil {
		t.Fatal(err)
	}
	c.base = srv.URL
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := c.CompanyInformation(ctx); err == nil || asked != 0 {
		t.Errorf("got %v after %d requests to another host", err, asked)
	}
	if _, err := New(Config{}); err == nil {
		t.Error("a client without tokens was made")
	}
	if _, err := New(Config{Tokens: &fixedTokens{}, BaseURL: "api.fortnox.se"}); err == nil {
		t.Error("a client without scheme was made")
	}
}

func TestSIEAnswers(t *testing.T) {
	for body, ok := range map[string]bool{
		"#FLAGGA 0\r\n":             true,
		"\xef\xbb\xbf#FLAGGA 0\r\n": true,
		"#FNAMN \"\x8Fkeri\"":       true,
		"<html>":                    false,
		`{"ErrorInformation":{}}`:   false,
		"":                          false,
	} {
		s := &scripted{}
		s.on("GET /3/sie/4?financialyear=1", says(200, body))
		c, _, _ := newTestClient(t, s)
		got, err := c.SIE(t.Context(), 1, 4)
		if (err == nil) != ok || ok && string(got) != body {
			t.Errorf("%q: got %q, %v", body, got, err)
		}
	}
}
