package fortnoxtest

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// largeCompany is Provbolaget with n more vouchers of three rows in series C of its first year.
func largeCompany(t testing.TB, n int) fs.FS {
	t.Helper()
	folder := fstest.MapFS{}
	files, err := filepath.Glob(filepath.Join(provbolaget, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		folder[filepath.Base(file)] = &fstest.MapFile{Data: data}
	}
	var buf bytes.Buffer
	for i := range n {
		fmt.Fprintf(&buf, `{"@url":"https://api.fortnox.se/3/vouchers/C/%[1]d?financialyear=3","Comments":null,"CostCenter":"",`+
			`"Description":"Inbetalning %[1]d från Prövare AB","Project":"","ReferenceNumber":"%[1]d","ReferenceType":"INVOICEPAYMENT",`+
			`"TransactionDate":"2025-%02[2]d-%02[3]d","VoucherNumber":%[1]d,"VoucherRows":[`+
			`{"Account":1930,"CostCenter":"","Credit":0,"Description":"Företagskonto","Debit":125.%02[4]d,"Project":"","Quantity":0,"Removed":false,"TransactionInformation":""},`+
			`{"Account":2611,"CostCenter":"","Credit":25,"Description":"Utgående moms, 25 %%","Debit":0,"Project":"","Quantity":0,"Removed":false,"TransactionInformation":""},`+
			`{"Account":3001,"CostCenter":"100","Credit":100.%02[4]d,"Description":"Försäljning inom Sverige, 25 %% moms","Debit":0,"Project":"P1","Quantity":0,"Removed":false,"TransactionInformation":""}],`+
			`"VoucherSeries":"C","Year":3,"_RegistrationDate":"2026-01-02"},`+"\n", i+1, i*12/n+1, i%28+1, i%100)
	}
	vouchers := string(folder["vouchers.json"].Data)
	at := strings.Index(vouchers, `{"@url"`)
	folder["vouchers.json"] = &fstest.MapFile{Data: append([]byte(vouchers[:at]), append(buf.Bytes(), vouchers[at:]...)...)}
	return folder
}

func BenchmarkLoad200000Vouchers(b *testing.B) {
	folder := largeCompany(b, 200_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := New(Options{}).Load(folder); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSIE200000Vouchers asks for the file over HTTP and reads it.
func BenchmarkSIE200000Vouchers(b *testing.B) {
	srv := New(Options{Rate: Rate{Requests: -1}})
	if err := srv.Load(largeCompany(b, 200_000)); err != nil {
		b.Fatal(err)
	}
	web := httptest.NewServer(srv)
	defer web.Close()
	tokens, err := srv.Grant("klient-prov", 4711, false)
	if err != nil {
		b.Fatal(err)
	}
	c := &client{t: b, srv: srv, url: web.URL, token: tokens.Access, tenant: 4711}
	for b.Loop() {
		b.SetBytes(int64(len(c.get("/3/sie/4?financialyear=3", 200))))
	}
}

func BenchmarkVoucherList200000(b *testing.B) {
	srv := New(Options{Rate: Rate{Requests: -1}})
	if err := srv.Load(largeCompany(b, 200_000)); err != nil {
		b.Fatal(err)
	}
	c := &call{srv: srv, co: srv.company(4711), query: query{"financialyear": "3", "limit": "500", "page": "200"}}
	for b.Loop() {
		p := listVouchers(c)
		if body, _ := p.body(); p.status != 200 || len(body) < 1000 {
			b.Fatalf("got %d %s", p.status, body)
		}
	}
}
