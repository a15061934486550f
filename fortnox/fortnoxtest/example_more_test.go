package fortnoxtest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"bokslut/fortnox/fortnoxtest"
)

// start serves the example company and logs in to it.
func start(o fortnoxtest.Options) (*fortnoxtest.Server, *httptest.Server, string) {
	srv := fortnoxtest.New(o)
	if err := srv.Load(os.DirFS("testdata/provbolaget-ab")); err != nil {
		panic(err)
	}
	tokens, err := srv.Grant("klient-prov", srv.Companies()[0].Tenant, false)
	if err != nil {
		panic(err)
	}
	return srv, httptest.NewServer(srv), tokens.Access
}

// get asks once and gives status and body.
func get(address, token string) (int, string) {
	req, err := http.NewRequest("GET", address, nil)
	if err != nil {
		return 0, err.Error()
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0, "no answer"
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return res.StatusCode, "cut answer"
	}
	return res.StatusCode, string(body)
}

// The real limit holds unless Rate says otherwise.
func ExampleOptions_rate() {
	_, web, token := start(fortnoxtest.Options{Rate: fortnoxtest.Rate{Requests: 2}})
	defer web.Close()
	for range 3 {
		fmt.Println(get(web.URL+"/3/settings/lockedperiod", token))
	}
	// Output:
	// 200 {"LockedPeriod":{"EndDate":"2025-06-30"}}
	// 200 {"LockedPeriod":{"EndDate":"2025-06-30"}}
	// 429 {"message":"Too Many Requests"}
}

// The second request for a SIE file is cut in the middle, once.
func ExampleServer_Inject() {
	srv, web, token := start(fortnoxtest.Options{})
	defer web.Close()
	if _, err := srv.Inject(fortnoxtest.Fault{Kind: fortnoxtest.CutDuring, Path: "/3/sie/*", Nth: 2}); err != nil {
		fmt.Println(err)
		return
	}
	for range 3 {
		status, body := get(web.URL+"/3/sie/4?financialyear=3", token)
		fmt.Println(status, strings.Count(body, "#VER"), body == "cut answer")
	}
	// Output:
	// 200 6 false
	// 200 0 true
	// 200 6 false
}

// A program in another process steers the faults over HTTP.
func ExampleServer_Control() {
	srv, web, token := start(fortnoxtest.Options{})
	defer web.Close()
	control := httptest.NewServer(srv.Control())
	defer control.Close()
	res, err := http.Post(control.URL+"/faults", "application/json", strings.NewReader(`{"kind":"server-error","status":503}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	res.Body.Close()
	fmt.Println(get(web.URL+"/3/financialyears/1", token))
	// Output: 503 {"ErrorInformation":{"Error":1,"Message":"Tj\u00e4nsten \u00e4r inte tillg\u00e4nglig.","Code":1000003}}
}

// A bookkeeper locks the period while the program is at work.
func ExampleServer_LockPeriod() {
	srv, web, token := start(fortnoxtest.Options{})
	defer web.Close()
	if err := srv.LockPeriod(srv.Companies()[0].Tenant, "2025-12-31"); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(get(web.URL+"/3/settings/lockedperiod", token))
	// Output: 200 {"LockedPeriod":{"EndDate":"2025-12-31"}}
}
