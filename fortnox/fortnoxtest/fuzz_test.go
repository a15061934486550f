package fortnoxtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRequest sends anything at all. No request may panic, answer JSON that is not JSON, or leave books that do not balance.
func FuzzRequest(f *testing.F) {
	for _, seed := range []struct{ method, target, body string }{
		{"POST", "/3/vouchers?financialyear=3", goodVoucher},
		{"GET", "/3/invoices?filter=unpaid&fromdate=2025-01-01&page=1&limit=2&sortby=total&label=x&accountnumberfrom=1", ""},
		{"GET", "/3/vouchers/A/1?financialyear=3", ""},
		{"GET", "/3/sie/4?financialyear=3&selection=A,1,2;B,1,1&fromdate=2025-01-01", ""},
		{"GET", "/3/accounts/?offset=-1", ""},
		{"POST", "/oauth-v1/auth?client_id=klient-prov&response_type=code&scope=bookkeeping&redirect_uri=x", "tenant=4711&answer=approve"},
		{"POST", "/oauth-v1/token", "grant_type=refresh_token&refresh_token=%00"},
		{"POST", "/3/voucherfileconnections", `{"VoucherFileConnection":{"FileId":"","VoucherNumber":{}}}`},
		{"POST", "/3/inbox", "--x\r\n\r\n"},
		{"GET", "//3/../..", ""},
	} {
		f.Add(seed.method, seed.target, seed.body)
	}
	srv := New(Options{Rate: Rate{Requests: -1}, JournalLimit: 10})
	if err := srv.Load(os.DirFS(provbolaget)); err != nil {
		f.Fatal(err)
	}
	tokens, err := srv.Grant("klient-prov", 4711, false, "bookkeeping", "invoice", "connectfile", "inbox", "settings", "customer")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, target, body string) {
		if !strings.HasPrefix(target, "/") || strings.ContainsAny(target+method, " \r\n\x00\x7f") || method == "" {
			t.Skip()
		}
		req, err := http.NewRequest(method, "http://localhost"+target, strings.NewReader(body))
		if err != nil {
			t.Skip()
		}
		req.Header.Set("Authorization", "Bearer "+tokens.Access)
		req.Header.Set("Content-Type", "application/json")
		if strings.HasPrefix(target, "/3/inbox") {
			req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		}
		w := httptest.NewRecorder()
		srv.ServeHTTP(w, req)
		got := w.Body.Bytes()
		if w.Header().Get("Content-Type") == "application/json" && (!json.Valid(got) || !utf8.Valid(got)) {
			t.Errorf("%s %s: got %q, want JSON", method, target, got)
		}
		if w.Code == http.StatusCreated && strings.HasPrefix(target, "/3/vouchers") {
			var made struct{ Voucher Voucher }
			if err := json.Unmarshal(got, &made); err != nil || made.Voucher.difference() != 0 {
				t.Errorf("stored %s, %v, want a voucher that balances", got, err)
			}
		}
	})
}
