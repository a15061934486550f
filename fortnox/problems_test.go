package fortnox_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// openQuick is openLocal with pauses two hundred times shorter.
func openQuick(t *testing.T) *local {
	t.Helper()
	l := openLocal(t, time.Hour)
	clock := quick{time.Now()}
	rec, err := l.store.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rec.ExpiresAt = clock.Now().Add(24 * time.Hour)
	l.oauth.Clock, l.store = clock, fortnox.NewMemoryTokens(rec, clock)
	l.tokens = fortnox.NewRotatingTokens(l.oauth, l.store, nil)
	base := strings.TrimSuffix(l.oauth.TokenURL, "/oauth-v1/token")
	l.Client, err = fortnox.New(fortnox.Config{Tokens: l.tokens, BaseURL: base, Pace: noPace{}, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A knownProblem is a row of the table of known problems of Fortnox's API in
// the reference, section 9.
type knownProblem struct {
	row  string
	test func(t *testing.T)
}

func TestKnownProblems(t *testing.T) {
	for _, p := range []knownProblem{
		{"two_workers_refresh_at_once", twoWorkersRefresh},
		{"refresh_token_stops_within_hours", refreshTokenStops},
		{"new_refresh_token_lost_by_crash", newTokenLostByCrash},
		{"429_although_under_300_per_minute", tooManyInASecond},
		{"429_used_to_be_503", busyIsReadAgain},
		{"sie_letters_wrong", sieLettersAreBytes},
		{"sie_refused_with_accept_json", sieAcceptsAnything},
		{"rows_missing_in_voucher_list", rowsComeFromSIE},
		{"paging_past_the_end", noPagePastTheEnd},
		{"wrong_year_when_left_out", yearIsAlwaysSent},
		{"api_noright_in_any_field", noRightIsNoError},
		{"error_names_and_codes_vary", errorShapesVary},
		{"types_differ_between_list_and_single", typesDiffer},
		{"double_vouchers_after_timeout", voucherIsSentOnce},
		{"temporary_5xx", onlyReadsAreRepeated},
		{"forbidden_characters", forbiddenCharacters},
		{"required_fields_that_are_read_only", yearIsNotInTheBody},
	} {
		t.Run(p.row, func(t *testing.T) {
			t.Parallel()
			p.test(t)
		})
	}
}

// tooManyInASecond: a burst keeps below both limits, and a 429 that comes all
// the same is waited out.
func tooManyInASecond(t *testing.T) {
	l := openRate(t, time.Hour, fortnoxtest.Rate{PerSecond: true}, fortnox.NewWindow(nil))
	var wg sync.WaitGroup
	for range 24 {
		wg.Go(func() {
			if _, err := l.CompanyInformation(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := l.answered(429); n != 0 {
		t.Errorf("%d answers 429 to a burst", n)
	}
	q := openQuick(t)
	q.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests, Times: 3, Delay: 4 * time.Second})
	begin := time.Now()
	if _, err := q.CompanyInformation(t.Context()); err != nil || q.answered(429) != 3 {
		t.Errorf("after a burst of 429: %v, %d of them", err, q.answered(429))
	}
	if waited := time.Since(begin); waited < 3*4*time.Second/200 {
		t.Errorf("waited %v, want three times what Retry-After said", waited)
	}
}

func busyIsReadAgain(t *testing.T) {
	l := openQuick(t)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: 503, Times: 2})
	if _, err := l.CompanyInformation(t.Context()); err != nil || l.count("GET", "/3/") != 3 {
		t.Errorf("got %v after %d requests, want the company after 3", err, l.count("GET", "/3/"))
	}
}

// sieLettersAreBytes: what was sent is what comes, in code page 437 and in UTF-8.
func sieLettersAreBytes(t *testing.T) {
	l := openQuick(t)
	year := l.year(t)
	pc8, err := l.SIE(t.Context(), year, 4)
	if err != nil || !bytes.Contains(pc8, []byte("F\x94rs\x84ljning")) {
		t.Errorf("SIE has no Försäljning in code page 437: %v", err)
	}
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.UTF8})
	utf, err := l.SIE(t.Context(), year, 4)
	if err != nil || !bytes.Contains(utf, []byte("Försäljning")) || !bytes.Contains(utf, []byte("#FORMAT PC8")) {
		t.Errorf("SIE in UTF-8 came otherwise than sent: %v", err)
	}
}

func sieAcceptsAnything(t *testing.T) {
	l := openQuick(t)
	year := l.year(t)
	token, err := l.tokens.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest("GET", strings.TrimSuffix(l.oauth.TokenURL, "/oauth-v1/token")+"/3/sie/4", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept", "application/json")
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode < 400 {
		t.Errorf("the local Fortnox takes Accept application/json: the test proves nothing")
	}
	if _, err := l.SIE(t.Context(), year, 4); err != nil {
		t.Error(err)
	}
}

func rowsComeFromSIE(t *testing.T) {
	l := openQuick(t)
	year := l.year(t)
	all, err := fortnox.Collect(l.Vouchers(t.Context(), year, fortnox.VoucherQuery{}))
	if err != nil || len(all) == 0 {
		t.Fatalf("%d vouchers, %v", len(all), err)
	}
	for _, v := range all {
		if len(v.VoucherRows.Items) != 0 {
			t.Errorf("voucher %s has rows in the list", v.Key())
		}
	}
	before := l.count("GET", "/3/")
	sie, err := l.SIE(t.Context(), year, 4)
	if got := bytes.Count(sie, []byte("#VER ")); err != nil || got != len(all) || l.count("GET", "/3/") != before+1 {
		t.Errorf("SIE has %d vouchers in %d requests, %v, want %d in 1", got, l.count("GET", "/3/")-before, err, len(all))
	}
}

func noPagePastTheEnd(t *testing.T) {
	l := openQuick(t)
	have, err := fortnox.Collect(l.Customers(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	for i := len(have); i < 1000; i++ {
		if err := l.srv.PutDocument(l.tenant, "customers", fmt.Appendf(nil, `{"CustomerNumber":"k%d","Name":"Kund"}`, i)); err != nil {
			t.Fatal(err)
		}
	}
	l.srv.ResetJournal()
	all, err := fortnox.Collect(l.Customers(t.Context()))
	if err != nil || len(all) != 1000 || l.count("GET", "/3/customers") != 2 || l.answered(404) != 0 {
		t.Errorf("got %d customers in %d requests, %d answered 404, %v, want 1000 in 2", len(all), l.count("GET", "/3/customers"), l.answered(404), err)
	}
}

func yearIsAlwaysSent(t *testing.T) {
	l := openQuick(t)
	l.readAll(t)
	l.CreateVoucher(t.Context(), l.year(t), voucherFor("2025-12-31"))
	for _, e := range l.srv.Journal() {
		switch strings.Split(e.Path+"/", "/")[2] {
		case "accounts", "voucherseries", "vouchers", "sie":
			if !strings.Contains(e.Query, "financialyear=") {
				t.Errorf("%s %s?%s leaves the year to Fortnox", e.Method, e.Path, e.Query)
			}
		}
	}
}

func noRightIsNoError(t *testing.T) {
	l := openQuick(t)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Times: -1, Fields: []string{"Balance", "Total", "InvoiceDate", "Booked", "CurrencyUnit"}})
	all, err := fortnox.Collect(l.Invoices(t.Context(), fortnox.InvoiceQuery{}))
	if err != nil || len(all) == 0 {
		t.Fatalf("%d invoices, %v", len(all), err)
	}
	for _, i := range all {
		if !i.Balance.NoRight || !i.Total.NoRight || !i.InvoiceDate.NoRight || !i.Booked.NoRight || !i.CurrencyUnit.NoRight {
			t.Errorf("invoice %s does not tell what was withheld: %+v", i.Key(), i)
		}
	}
}

func errorShapesVary(t *testing.T) {
	for body, want := range map[string]error{
		`{"ErrorInformation":{"error":1,"message":"låst","code":2000401}}`:     fortnox.ErrPeriodLocked,
		`{"ErrorInformation":{"Error":"1","Message":"låst","Code":"2000401"}}`: fortnox.ErrPeriodLocked,
		`{"error":"missing.rights","error_description":"rätt saknas"}`:         fortnox.ErrMissingScope,
		`{"ErrorInformation":{"error":1,"message":"licens","code":"2001101"}}`: fortnox.ErrMissingLicence,
		`{"ErrorInformation":{"Error":1,"Message":"licens","Code":2001103}}`:   fortnox.ErrMissingLicence,
		`<html><body>Behörighet saknas (2000663)</body></html>`:                fortnox.ErrMissingScope,
		`Rätt saknas (2000663)`: fortnox.ErrMissingScope,
		`{"ErrorInformation":{"error":null,"message":"scope","code":"2000663"}}`: fortnox.ErrMissingScope,
	} {
		srv := answer(403, body)
		_, err := connected(srv.URL).CompanyInformation(t.Context())
		srv.Close()
		var e *fortnox.Error
		if !errors.Is(err, want) || !errors.As(err, &e) || e.Status != 403 {
			t.Errorf("%s: got %v, want %v", body, err, want)
		}
	}
}

func typesDiffer(t *testing.T) {
	want := openQuick(t).readAll(t)
	l := openQuick(t)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.OddTypes, Times: -1})
	for name, keys := range l.readAll(t) {
		if keys != want[name] {
			t.Errorf("%s = %q, want %q", name, keys, want[name])
		}
	}
}

func voucherIsSentOnce(t *testing.T) {
	l := openQuick(t)
	year := l.year(t)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.CutAfter, Method: "POST", Path: "/3/vouchers"})
	got := l.CreateVoucher(t.Context(), year, voucherFor("2025-12-31"))
	if got.Outcome != fortnox.Unknown || l.count("POST", "/3/vouchers") != 1 {
		t.Errorf("got %v after %d requests, want unknown after 1", got.Outcome, l.count("POST", "/3/vouchers"))
	}
	found := 0
	for v, err := range l.Vouchers(t.Context(), year, fortnox.VoucherQuery{Series: "A", FromDate: "2025-12-31", ToDate: "2025-12-31"}) {
		if err != nil {
			t.Fatal(err)
		}
		if v.Comments.Text == "ref 1" {
			found++
		}
	}
	if found != 1 {
		t.Errorf("looking found it %d times, want once", found)
	}
}

func onlyReadsAreRepeated(t *testing.T) {
	for _, status := range []int{500, 502, 503} {
		l := openQuick(t)
		year := l.year(t)
		l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: status, Times: 2, Method: "GET", Path: "/3/accounts"})
		if _, err := fortnox.Collect(l.Accounts(t.Context(), year)); err != nil || l.count("GET", "/3/accounts") != 3 {
			t.Errorf("%d: read %d times, %v, want 3", status, l.count("GET", "/3/accounts"), err)
		}
		l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: status, Times: 2, Method: "POST"})
		if got := l.CreateVoucher(t.Context(), year, voucherFor("2025-12-31")); got.Outcome != fortnox.Unknown || l.count("POST", "/3/vouchers") != 1 {
			t.Errorf("%d: got %v after %d requests, want unknown after 1", status, got.Outcome, l.count("POST", "/3/vouchers"))
		}
	}
}

func forbiddenCharacters(t *testing.T) {
	l := openQuick(t)
	year := l.year(t)
	const text = `Hyra <januari> "kvartal 1" {a|b} ~ 😀 åäö`
	v := voucherFor("2025-12-31")
	v.Description = text
	var invalid *fortnox.InvalidVoucherError
	if got := l.CreateVoucher(t.Context(), year, v); got.Outcome != fortnox.NotSent || !errors.As(got.Err, &invalid) || invalid.Field != "Description" {
		t.Errorf("got %v, %v, want it stopped here for its description", got.Outcome, got.Err)
	}
	raw := `{"Voucher":{"VoucherSeries":"A","TransactionDate":"2025-12-31","Description":"Hyra <januari>","VoucherRows":[{"Account":6570,"Debit":1},{"Account":1930,"Credit":1}]}}`
	if got := l.PostVoucher(t.Context(), year, []byte(raw), nil); got.Outcome != fortnox.Refused {
		t.Errorf("got %v: the local Fortnox takes what the real one refuses", got.Outcome)
	}
	v.Description = fortnox.CleanText(text, fortnox.MaxDescription)
	if got := l.CreateVoucher(t.Context(), year, v); got.Outcome != fortnox.Sent || !strings.Contains(got.Voucher.Description.Text, "åäö") {
		t.Errorf("cleaned: got %v, %v, %q", got.Outcome, got.Err, got.Voucher.Description)
	}
}

func yearIsNotInTheBody(t *testing.T) {
	l := openQuick(t)
	body, err := voucherFor("2025-12-31").Body()
	if err != nil || bytes.Contains(body, []byte(`"Year"`)) || bytes.Contains(body, []byte(`"VoucherNumber"`)) {
		t.Errorf("body %s, %v, want no field that Fortnox sets", body, err)
	}
	if got := l.PostVoucher(t.Context(), l.year(t), body, nil); got.Outcome != fortnox.Sent || got.Voucher.Year.Int != l.year(t) {
		t.Errorf("got %v, %v in year %v", got.Outcome, got.Err, got.Voucher.Year)
	}
}
