package e2e

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/connection"
	"bokslut/internal/demo/company"
)

// A localFortnox is a Fortnox in the test's own process, on localhost.
type localFortnox struct {
	*fortnoxtest.Server
	t       *testing.T
	URL     string
	program string // address that its app is registered with
}

// startFortnox starts a Fortnox with the companies in it. change may alter how
// the program is registered there.
func startFortnox(t *testing.T, companies []company.Company, change ...func(*fortnoxtest.Options)) *localFortnox {
	t.Helper()
	f := &localFortnox{t: t, program: "http://" + freeAddress(t)}
	options := fortnoxtest.Options{Apps: []fortnoxtest.App{{
		ClientID: company.ClientID, ClientSecret: company.ClientSecret, Name: "Skatt & Bokslut",
		RedirectURIs: []string{f.program + "/oauth/fortnox/callback"}, Scopes: connection.Scopes, ServiceAccount: true,
	}}}
	for _, one := range change {
		one(&options)
	}
	f.Server = fortnoxtest.New(options)
	for _, c := range companies {
		if err := f.Load(c.FS()); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp4", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	f.URL = "http://localhost:" + strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	server := &http.Server{Handler: f.Server, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return f
}

// fail makes requests fail from now on.
func (f *localFortnox) fail(fault fortnoxtest.Fault) {
	f.t.Helper()
	if _, err := f.Inject(fault); err != nil {
		f.t.Fatal(err)
	}
}

// count is how many requests came that the test chooses.
func (f *localFortnox) count(chosen func(fortnoxtest.Entry) bool) int {
	n := 0
	for _, e := range f.Journal() {
		if chosen(e) {
			n++
		}
	}
	return n
}

// sent is how many requests came that could create a voucher.
func (f *localFortnox) sent() int {
	return f.count(func(e fortnoxtest.Entry) bool { return e.Method == http.MethodPost && e.Path == "/3/vouchers" })
}

// refreshed is how many refreshes of the tokens were completed.
func (f *localFortnox) refreshed() int {
	return f.count(func(e fortnoxtest.Entry) bool {
		return e.Path == "/oauth-v1/token" && e.Status == http.StatusOK && strings.Contains(e.Body, "grant_type=refresh_token")
	})
}

// written are the vouchers of the company's year to close that the API wrote in
// the series, by their texts' beginning.
func (f *localFortnox) written(c company.Company, text string) []fortnoxtest.Voucher {
	f.t.Helper()
	all, err := f.Vouchers(c.Tenant(), c.Truth().ClosingYearID)
	if err != nil {
		f.t.Fatal(err)
	}
	var found []fortnoxtest.Voucher
	for _, v := range all {
		if strings.HasPrefix(v.Description, text) {
			found = append(found, v)
		}
	}
	return found
}
