package fortnoxtest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"bokslut/fortnox/fortnoxtest"
)

// A voucher is stored, but the answer is lost on the way.
func Example() {
	srv := fortnoxtest.New(fortnoxtest.Options{})
	if err := srv.Load(os.DirFS("testdata/provbolaget-ab")); err != nil {
		fmt.Println(err)
		return
	}
	web := httptest.NewServer(srv)
	defer web.Close()

	tenant := srv.Companies()[0].Tenant
	tokens, err := srv.Grant("klient-prov", tenant, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := srv.Inject(fortnoxtest.Fault{Kind: fortnoxtest.CutAfter, Method: "POST", Path: "/3/vouchers"}); err != nil {
		fmt.Println(err)
		return
	}

	body := `{"Voucher":{"VoucherSeries":"A","TransactionDate":"2025-12-31","Description":"Periodisering","VoucherRows":[
		{"Account":6570,"Debit":100},{"Account":1930,"Credit":100}]}}`
	req, err := http.NewRequest("POST", web.URL+"/3/vouchers?financialyear=3", strings.NewReader(body))
	if err != nil {
		fmt.Println(err)
		return
	}
	req.Header.Set("Authorization", "Bearer "+tokens.Access)
	req.Header.Set("Content-Type", "application/json")
	if res, err := http.DefaultTransport.RoundTrip(req); err != nil {
		fmt.Println("no answer")
	} else {
		res.Body.Close()
	}

	vouchers, err := srv.Vouchers(tenant, 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, v := range vouchers {
		if v.Description == "Periodisering" {
			fmt.Println("stored as", v.VoucherSeries, v.VoucherNumber)
		}
	}
	for _, e := range srv.Journal() {
		fmt.Println(e.Method, e.Path, e.Status, e.Faults)
	}
	// Output:
	// no answer
	// stored as A 4
	// POST /3/vouchers 0 [cut-after]
}
