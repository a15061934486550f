package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func (c *client) inject(f Fault) {
	c.t.Helper()
	if _, err := c.srv.Inject(f); err != nil {
		c.t.Fatal(err)
	}
}

// numbers are the voucher numbers that the server holds in a series of year 3.
func (c *client) numbers(series string) []int {
	c.t.Helper()
	all, err := c.srv.Vouchers(c.tenant, 3)
	if err != nil {
		c.t.Fatal(err)
	}
	var found []int
	for _, v := range all {
		if v.VoucherSeries == series {
			found = append(found, v.VoucherNumber)
		}
	}
	return found
}

func TestFaultsThatAnswer(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, tt := range []struct {
		fault  Fault
		status int
		body   string // part of it
	}{
		{Fault{Kind: TooManyRequests}, 429, "Too Many Requests"},
		{Fault{Kind: ServerError}, 500, `"Code":1000003`},
		{Fault{Kind: ServerError, Status: 503}, 503, `"Code":1000003`},
		{Fault{Kind: ServerError, Status: 502}, 502, `"Code":1000003`},
		{Fault{Kind: Unauthorized}, 401, `{"message":"unauthorized"}`},
		{Fault{Kind: HTML}, 200, "<!DOCTYPE html>"},
		{Fault{Kind: HTML, Status: 502}, 502, "<!DOCTYPE html>"},
	} {
		for _, done := range []bool{false, true} {
			before := len(c.numbers("A"))
			tt.fault.AfterWork, tt.fault.Method = done, "POST"
			c.inject(tt.fault)
			c.get("/3/companyinformation", 200)
			res, body, err := c.do("POST", "/3/vouchers?financialyear=3", strings.NewReader(goodVoucher))
			if err != nil || res.StatusCode != tt.status || !strings.Contains(string(body), tt.body) {
				t.Errorf("%+v: got %v %s, %v, want %d %s", tt.fault, res.Status, body, err, tt.status, tt.body)
			}
			want := before
			if done {
				want++
			}
			if got := len(c.numbers("A")); got != want {
				t.Errorf("%+v: got %d vouchers, want %d", tt.fault, got, want)
			}
		}
	}
}

func TestConnectionIsCut(t *testing.T) {
	for _, tt := range []struct {
		fault  Fault
		stored bool
	}{
		{Fault{Kind: CutBefore}, false},
		{Fault{Kind: CutDuring}, true},
		{Fault{Kind: CutDuring, Bytes: 1 << 20}, true},
		{Fault{Kind: CutAfter}, true},
	} {
		t.Run(fmt.Sprint(tt.fault.Kind, tt.fault.Bytes), func(t *testing.T) {
			c := open(t, provbolaget, Options{})
			c.inject(tt.fault)
			if _, body, err := c.do("POST", "/3/vouchers?financialyear=3", strings.NewReader(goodVoucher)); err == nil {
				t.Errorf("got an answer, %s, want a broken connection", body)
			}
			want := []int{1, 2, 3}
			if tt.stored {
				want = append(want, 4)
			}
			if diff := cmp.Diff(want, c.numbers("A")); diff != "" {
				t.Errorf("vouchers (-want +got):\n%s", diff)
			}
			journal := c.srv.Journal()
			last := journal[len(journal)-1]
			if last.Body != goodVoucher || last.Faults[0] != tt.fault.Kind || (last.Status == 0) != (tt.fault.Kind != CutDuring) {
				t.Errorf("journal: got %+v", last)
			}
		})
	}
}

func TestCutSIE(t *testing.T) {
	c := open(t, provbolaget, Options{})
	whole := c.get("/3/sie/4?financialyear=3", 200)
	c.inject(Fault{Kind: CutDuring, Path: "/3/sie/*", Bytes: 100})
	res, part, err := c.do("GET", "/3/sie/4?financialyear=3", nil)
	if err == nil || res.StatusCode != 200 || !bytes.Equal(part, whole[:100]) {
		t.Errorf("got %d bytes and error %v, want the first 100 bytes and an error", len(part), err)
	}
}

func TestLostRefresh(t *testing.T) {
	c := open(t, provbolaget, Options{})
	tokens, err := c.srv.Grant("klient-prov", c.tenant, false)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}}
	c.inject(Fault{Kind: CutAfter, Path: "/oauth-v1/token"})
	if _, _, err := c.do("POST", "/oauth-v1/token", strings.NewReader(form.Encode())); err == nil {
		t.Errorf("got an answer, want a broken connection")
	}
	// The request above carried no client secret, so the token is still good; the next one spends it.
	c.inject(Fault{Kind: HTML, AfterWork: true, Path: "/oauth-v1/*"})
	if got := c.token1(form); got.status != 200 || got.fields != nil {
		t.Errorf("got %d %s, want a web page", got.status, got.text)
	}
	if got := c.token1(form); got.fields["error"] != "invalid_grant" {
		t.Errorf("after a lost answer: got %d %s, want invalid_grant", got.status, got.text)
	}
}

func TestMovedPages(t *testing.T) {
	for shift, want := range map[int]string{0: "1 2 3 4 10", 1: "1 2 4 10", -1: "1 2 2 3 4"} {
		c := open(t, provbolaget, Options{})
		if shift != 0 {
			c.inject(Fault{Kind: MovePages, Path: "/3/invoices", Times: -1, Shift: shift})
		}
		var got []string
		for page := 1; ; page++ {
			keys, meta := c.keys(fmt.Sprintf("/3/invoices?limit=2&page=%d", page), "Invoices", "DocumentNumber")
			got = append(got, keys...)
			if page >= meta.TotalPages {
				break
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("shift %d: got %v, want %s", shift, got, want)
		}
	}
}

func TestHiddenVoucher(t *testing.T) {
	now := &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	c := open(t, provbolaget, Options{Clock: now.now})
	c.inject(Fault{Kind: HideVoucher, Method: "POST", Delay: time.Minute})
	if status, _, body := c.post("?financialyear=3", goodVoucher); status != 201 {
		t.Fatalf("got %d %s, want 201", status, body)
	}
	c.get("/3/vouchers/A/4?financialyear=3", 404)
	if got, _ := c.keys("/3/vouchers/sublist/A?financialyear=3", "Vouchers", "VoucherNumber"); len(got) != 3 {
		t.Errorf("list: got %v, want 3 vouchers", got)
	}
	if sie := c.get("/3/sie/4?financialyear=3", 200); bytes.Contains(sie, []byte("#VER A 4")) ||
		bytes.Contains(sie, []byte("#UB 0 1510 13700.5")) {
		t.Errorf("the SIE file shows the hidden voucher")
	}
	seen := func() (balance, next string) {
		account := string(c.get("/3/accounts/1510?financialyear=3", 200))
		series := string(c.get("/3/voucherseries/A?financialyear=3", 200))
		_, balance, _ = strings.Cut(account, `"BalanceCarriedForward":`)
		_, next, _ = strings.Cut(series, `"NextVoucherNumber":`)
		balance, _, _ = strings.Cut(balance, ",")
		return balance, strings.TrimRight(next, "}")
	}
	if balance, next := seen(); balance != "12500" || next != "4" {
		t.Errorf("while hidden: got balance %s and next number %s, want 12500 and 4", balance, next)
	}
	now.at = now.at.Add(time.Minute)
	c.get("/3/vouchers/A/4?financialyear=3", 200)
	if balance, next := seen(); balance != "13700.5" || next != "5" {
		t.Errorf("afterwards: got balance %s and next number %s, want 13700.5 and 5", balance, next)
	}
	c.inject(Fault{Kind: HideVoucher, Method: "POST", Delay: time.Minute})
	if _, _, body := c.post("?financialyear=3", goodVoucher); !strings.Contains(string(body), `"VoucherNumber":5`) {
		t.Errorf("next voucher: got %s, want number 5", body)
	}
	if got := len(c.srv.company(c.tenant).hidden); got != 1 {
		t.Errorf("%d vouchers are remembered as hidden, want 1", got)
	}
}

func TestOddTypes(t *testing.T) {
	c := open(t, provbolaget, Options{})
	right := string(c.get("/3/invoices", 200))
	c.inject(Fault{Kind: OddTypes, Path: "/3/invoices"})
	odd := string(c.get("/3/invoices", 200))
	if odd == right || !json.Valid([]byte(odd)) {
		t.Errorf("got %s, want other JSON types", odd)
	}
	if !strings.Contains(odd, `"@TotalResources":5`) {
		t.Errorf("paging changed: %s", odd)
	}
	for _, want := range []string{`"true"`, `"Total":"`, `"CostCenter":null`} {
		if !strings.Contains(odd, want) {
			t.Errorf("got %s, want some %s", odd, want)
		}
	}
}

func TestNoRight(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: NoRight, Fields: []string{"FinalPayDate", "Balance"}})
	got := string(c.get("/3/invoices/1", 200))
	for _, want := range []string{`"FinalPayDate":"API_NORIGHT"`, `"Balance":"API_NORIGHT"`, `"Total":12500`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestSIEInUTF8(t *testing.T) {
	c := open(t, provbolaget, Options{})
	if sie := c.get("/3/sie/4?financialyear=3", 200); utf8.Valid(sie) {
		t.Errorf("SIE is valid UTF-8, want CP437")
	}
	c.inject(Fault{Kind: UTF8, Path: "/3/sie/**"})
	if sie := c.get("/3/sie/4?financialyear=3", 200); !bytes.Contains(sie, []byte("#FORMAT PC8\r\n")) ||
		!bytes.Contains(sie, []byte("Provbolaget i Åmål AB")) {
		t.Errorf("got %s, want UTF-8 under PC8", sie)
	}
}

func TestSlow(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: Slow, Delay: 30 * time.Millisecond})
	start := time.Now()
	c.get("/3/companyinformation", 200)
	if got := time.Since(start); got < 30*time.Millisecond {
		t.Errorf("answer after %v, want 30 ms at least", got)
	}
}

func TestStall(t *testing.T) {
	c := open(t, provbolaget, Options{})
	whole := c.get("/3/sie/4?financialyear=3", 200)
	c.inject(Fault{Kind: Stall, Path: "/3/sie/*", Bytes: 10, Delay: 30 * time.Millisecond})
	req, err := http.NewRequest("GET", c.url+"/3/sie/4?financialyear=3", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	first := make([]byte, 100)
	n, err := res.Body.Read(first)
	if err != nil || n != 10 {
		t.Errorf("first read: got %d bytes and %v, want 10", n, err)
	}
	start := time.Now()
	rest, err := io.ReadAll(res.Body)
	if waited := time.Since(start); err != nil || waited < 20*time.Millisecond || !bytes.Equal(append(first[:n], rest...), whole) {
		t.Errorf("the rest came after %v with error %v, want all of it after a while", waited, err)
	}
}

func TestFaultsChooseRequests(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: Unauthorized, Method: "GET", Path: "/3/vouchers/**", Nth: 2, Times: 2})
	paths := []string{"vouchers?financialyear=3", "companyinformation", "vouchers/sublist?financialyear=3",
		"vouchers/A/1?financialyear=3", "vouchers?financialyear=3"}
	for i, want := range []int{200, 200, 401, 401, 200} {
		c.get("/3/"+paths[i], want)
	}
	if got := c.srv.Faults(); len(got) != 1 || got[0].Fired != 2 {
		t.Errorf("got %+v, want one fault that fired twice", got)
	}
	c.srv.ClearFaults()
	if got := c.srv.Faults(); len(got) != 0 {
		t.Errorf("after clearing: got %+v, want none", got)
	}
	for _, bad := range []Fault{{Kind: "nonsense"}, {Kind: Slow, Path: "["}} {
		if _, err := c.srv.Inject(bad); err == nil {
			t.Errorf("Inject(%+v): want an error", bad)
		}
	}
}

func TestChanceIsRepeatable(t *testing.T) {
	run := func(seed uint64) string {
		c := open(t, provbolaget, Options{Seed: seed})
		c.inject(Fault{Kind: ServerError, Times: -1, Percent: 50})
		var pattern strings.Builder
		for range 40 {
			res, _, err := c.do("GET", "/3/companyinformation", nil)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(&pattern, res.StatusCode/100)
		}
		return pattern.String()
	}
	first := run(1)
	if second := run(1); first != second || !strings.Contains(first, "2") || !strings.Contains(first, "5") {
		t.Errorf("got %s and %s, want the same mix twice", first, second)
	}
	if other := run(2); other == first {
		t.Errorf("another seed gave the same run %s", other)
	}
}
