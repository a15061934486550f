package fortnox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func testVoucher() NewVoucher {
	return NewVoucher{
		Series: "A", Date: "2025-12-31", Description: "Bokslut: periodisering & hyra", Comments: "ref 7F3C",
		Rows: []NewVoucherRow{{Account: 1790, Ore: 1200050, Text: "Hyra jan"}, {Account: 5010, Ore: -1200050, CostCenter: "K1"}},
	}
}

func TestNewVoucherBody(t *testing.T) {
	const want = `{"Voucher":{"VoucherSeries":"A","TransactionDate":"2025-12-31","Description":"Bokslut: periodisering \u0026 hyra","Comments":"ref 7F3C",` +
		`"VoucherRows":[{"Account":1790,"Debit":12000.5,"TransactionInformation":"Hyra jan"},{"Account":5010,"Credit":12000.5,"CostCenter":"K1"}]}}`
	for range 10 {
		got, err := testVoucher().Body()
		if err != nil || string(got) != want {
			t.Fatalf("got  %s, %v\nwant %s", got, err, want)
		}
	}
	v, err := DecodeVoucher([]byte(want))
	if err != nil || v.VoucherRows.Items[0].Ore() != 1200050 || v.VoucherRows.Items[1].Ore() != -1200050 {
		t.Errorf("decoded again: %+v, %v", v, err)
	}
}

func TestNewVoucherIsChecked(t *testing.T) {
	for _, tt := range []struct {
		field string
		f     func(*NewVoucher)
	}{
		{"Series", func(v *NewVoucher) { v.Series = "" }},
		{"Date", func(v *NewVoucher) { v.Date = "2025-02-29" }},
		{"Description", func(v *NewVoucher) { v.Description = "" }},
		{"Description", func(v *NewVoucher) { v.Description = strings.Repeat("å", 201) }},
		{"Description", func(v *NewVoucher) { v.Description = "a > b" }},
		{"Comments", func(v *NewVoucher) { v.Comments = strings.Repeat("x", 1001) }},
		{"Comments", func(v *NewVoucher) { v.Comments = "\xff" }},
		{"Rows", func(v *NewVoucher) { v.Rows = v.Rows[:1] }},
		{"Rows", func(v *NewVoucher) { v.Rows[0].Ore++ }},
		{"Rows[0].Account", func(v *NewVoucher) { v.Rows[0].Account = 999 }},
		{"Rows[1].Ore", func(v *NewVoucher) { v.Rows[1].Ore = 0 }},
		{"Rows[1].Ore", func(v *NewVoucher) { v.Rows[1].Ore = -9223372036854775808 }},
		{"Rows[0].Text", func(v *NewVoucher) { v.Rows[0].Text = strings.Repeat("x", 101) }},
		{"Rows[1].CostCenter", func(v *NewVoucher) { v.Rows[1].CostCenter = "<" }},
	} {
		v := testVoucher()
		tt.f(&v)
		_, err := v.Body()
		var iv *InvalidVoucherError
		if !errors.As(err, &iv) || iv.Field != tt.field {
			t.Errorf("got %v, want an error on %s", err, tt.field)
		}
	}
	v := testVoucher()
	v.Description = strings.Repeat("å", 200)
	if _, err := v.Body(); err != nil {
		t.Errorf("200 characters: %v", err)
	}
}

func TestClassifyPost(t *testing.T) {
	bodies := map[string]string{
		"voucher":   `{"Voucher":{"VoucherSeries":"A","VoucherNumber":12}}`,
		"text":      `{"Voucher":{"VoucherSeries":"A","VoucherNumber":"12"}}`,
		"no_number": `{"Voucher":{"VoucherSeries":"A"}}`,
		"zero":      `{"Voucher":{"VoucherSeries":"A","VoucherNumber":0}}`,
		"withheld":  `{"Voucher":{"VoucherSeries":"A","VoucherNumber":"API_NORIGHT"}}`,
		"shape_A":   `{"ErrorInformation":{"error":1,"message":"Nej","code":2000401}}`,
		"shape_B":   `{"ErrorInformation":{"Error":1,"Message":"Nej","Code":"2000401"}}`,
		"shape_C":   `{"message":"nej"}`,
		"shape_D":   `{"error":"missing.rights"}`,
		"html":      `<html>`,
		"foreign":   `{"ok":1}`,
		"empty":     ``,
		"cut":       `{"Voucher":{"Vouch`,
	}
	refusable := []int{400, 403, 404, 409, 422}
	for status := 100; status <= 599; status++ {
		for name, body := range bodies {
			want := Unknown
			switch {
			case status == 401:
				want = TokenRejected
			case status == 429:
				want = Paced
			case status == 201 && (name == "voucher" || name == "text"):
				want = Sent
			case slices.Contains(refusable, status) && strings.HasPrefix(name, "shape"):
				want = Refused
			}
			got, v, err := classifyPost(status, []byte(body), nil, decodeCreated)
			if got != want || (err == nil) != (want == Sent) || (v.VoucherNumber.Int == 12) != (want == Sent) {
				t.Errorf("status %d with %s = %v, %v, want %v", status, name, got, err, want)
			}
		}
	}
	for _, status := range []int{200, 201, 400, 500} {
		if got, _, err := classifyPost(status, nil, io.ErrUnexpectedEOF, decodeCreated); got != Unknown || err == nil {
			t.Errorf("status %d with a cut body = %v, want unknown", status, got)
		}
	}
}

func TestCreateVoucher(t *testing.T) {
	const stored = `{"Voucher":{"VoucherSeries":"A","VoucherNumber":12,"Year":4}}`
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		want   Outcome
	}{
		{"made", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(201); io.WriteString(w, stored) }, Sent},
		{"cut_body", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "999")
			w.WriteHeader(201)
			io.WriteString(w, stored)
		}, Unknown},
		{"no_answer", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, Unknown},
		{"too_late", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, Unknown},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/3/other", http.StatusTemporaryRedirect)
		}, Unknown},
		{"bad_gateway", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "<html>", http.StatusBadGateway) }, Unknown},
		{"locked", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			io.WriteString(w, `{"ErrorInformation":{"error":1,"message":"låst","code":2000401}}`)
		}, Refused},
		{"token", func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"message":"unauthorized"}`, http.StatusUnauthorized)
		}, TokenRejected},
		{"pace", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "2"); w.WriteHeader(429) }, Paced},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var posts atomic.Int32
			var uri atomic.Value
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				posts.Add(1)
				uri.Store(r.Method + " " + r.URL.RequestURI() + " " + r.Header.Get("Content-Type"))
				io.Copy(io.Discard, r.Body)
				tt.answer(w, r)
			}))
			defer srv.Close()
			tokens, pace := &fixedTokens{}, &noPace{}
			c, err := New(Config{Tokens: tokens, Pace: pace, BaseURL: srv.URL + "/"})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			got := c.CreateVoucher(ctx, 4, testVoucher())
			if got.Outcome != tt.want || (got.Err == nil) != (tt.want == Sent) {
				t.Errorf("got %v, %v, want %v", got.Outcome, got.Err, tt.want)
			}
			if n := posts.Load(); n != 1 {
				t.Errorf("server saw %d requests, want 1", n)
			}
			if uri.Load() != "POST /3/vouchers?financialyear=4 application/json" {
				t.Errorf("sent %v", uri.Load())
			}
			switch tt.want {
			case Sent:
				if got.Voucher.Key() != "A/12/4" {
					t.Errorf("voucher %s, want A/12/4", got.Voucher.Key())
				}
			case Refused:
				if !errors.Is(got.Err, ErrPeriodLocked) {
					t.Errorf("got %v, want ErrPeriodLocked", got.Err)
				}
			case TokenRejected:
				if tokens.rejected != 1 {
					t.Errorf("%d refreshes, want 1", tokens.rejected)
				}
			case Paced:
				var rl *RateLimitError
				if !errors.As(got.Err, &rl) || rl.RetryAfter != 2*time.Second || len(pace.held) != 1 {
					t.Errorf("got %v, held %v, want a wait of 2s", got.Err, pace.held)
				}
			}
		})
	}
}

func TestCreateVoucherNotSent(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	address := srv.URL
	srv.Close()
	lease := errors.New("the lease has run out")
	for _, tt := range []struct {
		name string
		call func(ctx context.Context, c *Client) Created
	}{
		{"refused_connection", func(ctx context.Context, c *Client) Created { return c.CreateVoucher(ctx, 4, testVoucher()) }},
		{"invalid", func(ctx context.Context, c *Client) Created { return c.CreateVoucher(ctx, 4, NewVoucher{}) }},
		{"check", func(ctx context.Context, c *Client) Created {
			return c.PostVoucher(ctx, 4, []byte(`{}`), func() error { return lease })
		}},
		{"context_over", func(ctx context.Context, c *Client) Created {
			ctx, cancel := context.WithCancel(ctx)
			cancel()
			return c.PostVoucher(ctx, 4, []byte(`{}`), nil)
		}},
		{"context_over_in_check", func(ctx context.Context, c *Client) Created {
			ctx, cancel := context.WithCancel(ctx)
			return c.PostVoucher(ctx, 4, []byte(`{}`), func() error { cancel(); return nil })
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := New(Config{Tokens: &fixedTokens{}, Pace: &noPace{}, BaseURL: address})
			if err != nil {
				t.Fatal(err)
			}
			if got := tt.call(t.Context(), c); got.Outcome != NotSent || got.Err == nil {
				t.Errorf("got %v, %v, want not sent", got.Outcome, got.Err)
			}
		})
	}
}

func TestOutcomeNames(t *testing.T) {
	got := fmt.Sprint(Unknown, NotSent, Refused, TokenRejected, Paced, Sent, Outcome(99))
	if want := "unknown not sent refused token pace sent unknown"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
