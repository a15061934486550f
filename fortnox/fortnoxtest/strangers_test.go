package fortnoxtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// ask sends a request with an Authorization header of its own.
func (c *client) ask(method, path, authorization string) *http.Response {
	c.t.Helper()
	req, err := http.NewRequest(method, c.url+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", authorization)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		c.t.Fatal(err)
	}
	res.Body.Close()
	return res
}

// Clients in other languages write the scheme as token_type spells it.
func TestAuthorizationHeader(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for header, status := range map[string]int{
		"Bearer " + c.token: 200, "bearer " + c.token: 200, "BEARER  " + c.token: 200,
		c.token: 401, "Basic " + c.token: 401, "Bearer": 401, "Bearer x" + c.token: 401, "": 401,
	} {
		if res := c.ask("GET", "/3/companyinformation", header); res.StatusCode != status {
			t.Errorf("Authorization %.8q…: got %d, want %d", header, res.StatusCode, status)
		}
	}
}

func TestMethods(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, tt := range []struct {
		method, path string
		status       int
	}{
		{"HEAD", "/3/companyinformation", 200},
		{"HEAD", "/3/sie/4?financialyear=3", 200},
		{"HEAD", "/3/invoices/999", 404},
		{"PUT", "/3/companyinformation", 404},
		{"DELETE", "/3/vouchers/A/1?financialyear=3", 404},
		{"OPTIONS", "/3/vouchers", 404},
		{"PATCH", "/3/vouchers", 404},
		{"GET", "/oauth-v1/token", 405},
		{"PUT", "/oauth-v1/revoke", 405},
		{"DELETE", "/oauth-v1/auth?client_id=klient-prov&response_type=code&scope=bookkeeping", 405},
	} {
		res := c.ask(tt.method, tt.path, "Bearer "+c.token)
		if res.StatusCode != tt.status {
			t.Errorf("%s %s: got %d, want %d", tt.method, tt.path, res.StatusCode, tt.status)
		}
	}
	if got := c.srv.Journal()[0].Method; got != "HEAD" {
		t.Errorf("the journal has %s, want HEAD as it came", got)
	}
}

func TestSecretInBody(t *testing.T) {
	for _, allowed := range []bool{false, true} {
		c := open(t, provbolaget, Options{SecretInBody: allowed})
		tokens, err := c.srv.Grant("klient-prov", c.tenant, false)
		if err != nil {
			t.Fatal(err)
		}
		form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}, "client_id": {"klient-prov"}, "client_secret": {"hemlig-prov"}}
		got := c.oauth("POST", "/oauth-v1/token", form)
		if want := map[bool]int{false: 401, true: 200}[allowed]; got.status != want {
			t.Errorf("secret in the body, allowed %v: got %d, want %d", allowed, got.status, want)
		}
		if body := c.srv.Journal()[0].Body; strings.Contains(body, "hemlig-prov") {
			t.Errorf("the journal has the secret: %s", body)
		}
		form.Set("client_secret", "fel")
		if got := c.oauth("POST", "/oauth-v1/token", form); got.status != 401 {
			t.Errorf("wrong secret in the body: got %d, want 401", got.status)
		}
	}
}

// A year beside the other parameters keeps what is dated in it.
func TestDocumentsOfAYear(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for query, want := range map[string]string{
		"?financialyear=3": "1 2 3",
		"?financialyear=1": "4 10",
		"?financialyeardate=2025-05-05&filter=unpaid":      "1 3",
		"?financialyear=3&fromdate=2025-12-20":             "2 3",
		"?financialyear=1&todate=2025-12-31":               "",
		"?financialyear=&sortby=documentnumber":            "1 2 3 4 10",
		"?financialyear=3&sortorder=descending&limit=1":    "3",
		"?financialyear=3&offset=1&limit=1&page=2&x=y&z=&": "3",
	} {
		if got, _ := c.keys("/3/invoices"+query, "Invoices", "DocumentNumber"); strings.Join(got, " ") != want {
			t.Errorf("invoices%s: got %v, want %s", query, got, want)
		}
	}
	for query, code := range map[string]string{"?financialyear=2": "2000729", "?financialyear=x": "2000729", "?financialyear=3&fromdate=2026-01-01": "2002363"} {
		if got := string(c.get("/3/invoices"+query, 400)); !strings.Contains(got, code) {
			t.Errorf("invoices%s: got %s, want code %s", query, got, code)
		}
	}
	if got := string(c.get("/3/customers?financialyear=2", 200)); !strings.Contains(got, `"Customers":[{`) {
		t.Errorf("customers have no year: got %s", got)
	}
}

// Bodies that other languages make of the same voucher, and of none.
func TestVoucherBodies(t *testing.T) {
	c := open(t, provbolaget, Options{})
	swap := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(goodVoucher) }
	for _, tt := range []struct {
		name, body   string
		status, code int
	}{
		{"exponent", swap("1200.50", "12005e-1", "1200.5,", "1.2005E+3,"), 201, 0},
		{"text_with_zeros", swap("1200.5,", `"1200.500",`), 201, 0},
		{"nulls", swap(`"Account":3001`, `"Account":3001,"Debit":null,"CostCenter":null,"Project":null`), 201, 0},
		{"huge_exponent", swap("1200.50", "1e999"), 400, problemRow.code},
		{"exponent_of_thousandths", swap("1200.50", "1e-3"), 400, problemRow.code},
		{"float_dust", swap("1200.50", "1200.5000000000002"), 400, problemRow.code},
		{"array", "[]", 400, 2001399},
		{"text", `"x"`, 400, 2001399},
		{"null", "null", 400, 2001399},
		{"rows_are_an_object", swap("[", "{", "]", "}"), 400, 2002115},
		{"description_is_a_number", swap(`"Bokslut: periodisering"`, "5"), 400, 2000588},
		{"deep", strings.Repeat("[", 20_000), 400, 2002115},
	} {
		status, code, body := c.post("?financialyear=3", tt.body)
		if status != tt.status || code != tt.code {
			t.Errorf("%s: got %d with code %d, want %d with code %d: %.300s", tt.name, status, code, tt.status, tt.code, body)
		}
	}
}

func TestListBeginsWithItsCount(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, path := range []string{"/3/invoices", "/3/vouchers?financialyear=3", "/3/accounts"} {
		if got := string(c.get(path, 200)); !strings.HasPrefix(got, `{"MetaInformation":{"@TotalResources":`) {
			t.Errorf("%s: got %.60s", path, got)
		}
	}
}

// TestControlGrant logs in without a browser, as a script does.
func TestControlGrant(t *testing.T) {
	c := open(t, provbolaget, Options{})
	grant := func(body string) (int, map[string]string) {
		w := httptest.NewRecorder()
		c.srv.Control().ServeHTTP(w, httptest.NewRequest("POST", "/companies/4711/grant", strings.NewReader(body)))
		var got map[string]string
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		return w.Code, got
	}
	status, got := grant(`{"clientId":"klient-prov","scopes":["companyinformation"],"service":true}`)
	if c.token = got["access_token"]; status != 200 || got["refresh_token"] == "" {
		t.Fatalf("got %d %v, want two tokens", status, got)
	}
	c.get("/3/companyinformation", 200)
	c.get("/3/invoices", 403)
	page := httptest.NewRequest("POST", "/companies/4711/grant", strings.NewReader(`{"clientId":"klient-prov"}`))
	page.Header.Set("Origin", "https://annan.example")
	w := httptest.NewRecorder()
	if c.srv.Control().ServeHTTP(w, page); w.Code != http.StatusForbidden {
		t.Errorf("a page of another site: got %d, want 403", w.Code)
	}
	if status, got := grant(`{"clientId":"okänd"}`); status != 400 || got["error"] == "" {
		t.Errorf("unknown client: got %d %v, want 400", status, got)
	}
}
