package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
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

// FuzzLoad puts anything at all into one file of a company folder. It is refused, or what is served of it is whole.
func FuzzLoad(f *testing.F) {
	files := []string{"accounts.json", "app.json", "companyinformation.json", "customers.json", "financialyears.json", "invoicepayments.json",
		"invoices.json", "settings.json", "supplierinvoices.json", "taxreductions.json", "vouchers.json", "voucherseries.json"}
	for i, name := range files {
		data, err := os.ReadFile(filepath.Join(provbolaget, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(i), data)
		f.Add(uint8(i), []byte(`{"Accounts":{"3":[null]},"Vouchers":{"3":[null,{"VoucherRows":[null]}]},"Invoices":[null],"Customers":null}`))
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		name := files[int(which)%len(files)]
		folder := largeCompany(t, 0).(fstest.MapFS)
		folder[name] = &fstest.MapFile{Data: data}
		srv := New(Options{Rate: Rate{Requests: -1}})
		if err := srv.LoadAll(folder); err != nil {
			if len(srv.Companies()) != 0 {
				t.Errorf("%s was refused, and there is a company: %v", name, err)
			}
			return
		}
		tenant := srv.Companies()[0].Tenant
		for client := range srv.oauth.apps {
			tokens, err := srv.Grant(client, tenant, false, "bookkeeping", "companyinformation", "invoice", "settings", "customer", "payment", "supplierinvoice")
			if err != nil {
				t.Fatal(err)
			}
			srv.readAnything(t, tokens.Access)
		}
	})
}

// readAnything asks for all that one company has.
func (s *Server) readAnything(t *testing.T, token string) {
	paths := []string{"/3/companyinformation", "/3/settings/company", "/3/settings/lockedperiod", "/3/invoices", "/3/customers", "/3/taxreductions",
		"/3/predefinedvoucherseries", "/3/supplierinvoices", "/3/invoicepayments", "/3/accounts/1930", "/3/voucherseries/A", "/3/vouchers/A/1"}
	for _, c := range s.companies {
		for _, y := range c.years {
			for _, path := range []string{"/3/accounts", "/3/voucherseries", "/3/vouchers", "/3/sie/4"} {
				paths = append(paths, fmt.Sprintf("%s?financialyear=%d", path, y.id))
			}
		}
	}
	for _, path := range paths {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if body := w.Body.Bytes(); w.Code >= 500 || !strings.HasPrefix(path, "/3/sie") && !json.Valid(body) {
			t.Errorf("%s: got %d %.300s", path, w.Code, body)
		}
	}
}
