package fortnoxtest

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const provbolaget = "testdata/provbolaget-ab"

const callback = "http://localhost:8080/fortnox/callback"

// answer is what an OAuth request gave.
type answer struct {
	status   int
	kind     string // content type
	location *url.URL
	text     string
	fields   map[string]any
}

func (c *client) oauth(method, path string, form url.Values, basic ...string) answer {
	c.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequest(method, c.url+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if len(basic) == 2 {
		req.SetBasicAuth(basic[0], basic[1])
	}
	if len(basic) == 3 {
		req.SetBasicAuth(basic[0], basic[1])
		req.Header.Set("TenantId", basic[2])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	a := answer{status: res.StatusCode, kind: res.Header.Get("Content-Type"), text: string(data)}
	if to := res.Header.Get("Location"); to != "" {
		if a.location, err = url.Parse(to); err != nil {
			c.t.Fatal(err)
		}
	}
	if strings.HasPrefix(a.text, "{") {
		if err := json.Unmarshal(data, &a.fields); err != nil {
			c.t.Fatal(err)
		}
	}
	return a
}

func (c *client) token1(form url.Values) answer {
	c.t.Helper()
	return c.oauth("POST", "/oauth-v1/token", form, "klient-prov", "hemlig-prov")
}

// login walks the consent page and returns the redirect.
func (c *client) login(extra url.Values, tenant, decision string) answer {
	c.t.Helper()
	q := url.Values{"client_id": {"klient-prov"}, "response_type": {"code"}, "scope": {"bookkeeping companyinformation"},
		"state": {"s t&a/te"}, "access_type": {"offline"}}
	for k, v := range extra {
		q[k] = v
	}
	return c.oauth("POST", "/oauth-v1/auth?"+q.Encode(), url.Values{"tenant": {tenant}, "answer": {decision}})
}

func TestConsentPage(t *testing.T) {
	c := open(t, provbolaget, Options{})
	page := c.oauth("GET", "/oauth-v1/auth?client_id=klient-prov&response_type=code&scope=bookkeeping&state=x%22%3E%3Cb", nil)
	for _, want := range []string{`lang="sv"`, "Provbolaget i Åmål AB", "<code>bookkeeping</code>", ">Godkänn</button>",
		">Avböj</button>", `<label for="tenant-4711">`,
		`action="/oauth-v1/auth?client_id=klient-prov&amp;response_type=code&amp;scope=bookkeeping&amp;state=x%22%3E%3Cb"`} {
		if !strings.Contains(page.text, want) {
			t.Errorf("consent page lacks %q:\n%s", want, page.text)
		}
	}
	if css := c.oauth("GET", "/oauth-v1/consent.css", nil); css.status != 200 || !strings.HasPrefix(css.kind, "text/css") {
		t.Errorf("style sheet: got status %d and type %q, want 200 and text/css", css.status, css.kind)
	}
}

func TestAuthorizationRequests(t *testing.T) {
	c := open(t, provbolaget, Options{Apps: []App{{ClientID: "utan", ClientSecret: "x", RedirectURIs: []string{callback},
		Scopes: []string{"bookkeeping"}}}})
	for _, tt := range []struct {
		name, query string
		status      int
		location    string // beginning of it
	}{
		{"unknown_client", "client_id=nobody&response_type=code&scope=bookkeeping", 400, ""},
		{"unknown_scope_redirects", "client_id=klient-prov&response_type=code&scope=bookkeeping+salary&state=s", 302,
			callback + "?error=invalid_scope&"},
		{"scope_is_case_sensitive", "client_id=klient-prov&response_type=code&scope=Bookkeeping", 302,
			callback + "?error=invalid_scope"},
		{"no_scope", "client_id=klient-prov&response_type=code", 302, callback + "?error=invalid_scope"},
		{"unregistered_address_is_not_used_for_errors",
			"client_id=klient-prov&response_type=code&scope=salary&redirect_uri=http%3A%2F%2Fevil.example", 302, callback + "?error"},
		{"unregistered_address_is_found_after_login",
			"client_id=klient-prov&response_type=code&scope=bookkeeping&redirect_uri=http%3A%2F%2Fevil.example", 200, ""},
		{"token_response_type", "client_id=klient-prov&response_type=token&scope=bookkeeping", 302,
			callback + "?error=unsupported_response_type"},
		{"service_account_not_enabled", "client_id=utan&response_type=code&scope=bookkeeping&account_type=service", 400, ""},
		{"service_account", "client_id=klient-prov&response_type=code&scope=bookkeeping&account_type=service", 200, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := c.oauth("GET", "/oauth-v1/auth?"+tt.query, nil)
			if got.status != tt.status {
				t.Errorf("got status %d, want %d: %s", got.status, tt.status, got.text)
			}
			if tt.location != "" && (got.location == nil || !strings.HasPrefix(got.location.String(), tt.location)) {
				t.Errorf("got location %v, want %s…", got.location, tt.location)
			}
		})
	}
}

func TestDecisionAtConsentPage(t *testing.T) {
	c := open(t, provbolaget, Options{})
	if got := c.login(nil, "4711", "decline"); got.status != 302 || got.location.Query().Get("error") != "access_denied" ||
		got.location.Query().Get("state") != "s t&a/te" {
		t.Errorf("declined: got %d %v, want a redirect with access_denied and the state", got.status, got.location)
	}
	if got := c.login(url.Values{"redirect_uri": {callback + "/"}}, "4711", "approve"); got.status != 400 {
		t.Errorf("address that is almost registered: got status %d, want 400", got.status)
	}
	if got := c.login(nil, "1", "approve"); got.status != 400 {
		t.Errorf("company that is not there: got status %d, want 400", got.status)
	}
	got := c.login(nil, "4711", "approve")
	if got.status != 302 || got.location.Query().Get("code") == "" || got.location.Query().Get("state") != "s t&a/te" ||
		!strings.HasPrefix(got.location.String(), callback+"?") {
		t.Errorf("approved: got %d %v, want a redirect with code and state", got.status, got.location)
	}
}

func TestCodeForTokens(t *testing.T) {
	now := &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	c := open(t, provbolaget, Options{Clock: now.now})
	code := func(extra url.Values) string { return c.login(extra, "4711", "approve").location.Query().Get("code") }
	exchange := func(code string, more ...string) answer {
		form := url.Values{"grant_type": {"authorization_code"}, "code": {code}}
		for i := 0; i+1 < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return c.token1(form)
	}
	refused := func(name string, got answer) {
		t.Helper()
		if got.status != 400 || got.fields["error"] != "invalid_grant" {
			t.Errorf("%s: got %d %s, want 400 invalid_grant", name, got.status, got.text)
		}
	}
	once := code(nil)
	got := exchange(once)
	if got.status != 200 || got.kind != "application/json" || got.fields["token_type"] != "bearer" ||
		got.fields["expires_in"] != 3600.0 || got.fields["scope"] != "bookkeeping companyinformation" {
		t.Fatalf("got %d %s %s", got.status, got.kind, got.text)
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(got.fields["access_token"].(string), ".")[1])
	if err != nil || !strings.Contains(string(payload), `"tenantId":4711`) {
		t.Errorf("got claims %s, %v, want tenantId 4711", payload, err)
	}
	refused("code used twice", exchange(once))
	refused("unknown code", exchange("nothing"))
	refused("address left out", exchange(code(url.Values{"redirect_uri": {callback}})))
	if got := exchange(code(url.Values{"redirect_uri": {callback}}), "redirect_uri", callback); got.status != 200 {
		t.Errorf("same address: got %d %s, want 200", got.status, got.text)
	}
	late := code(nil)
	now.at = now.at.Add(10 * time.Minute)
	refused("code of ten minutes", exchange(late))

	challenge := url.Values{"code_challenge_method": {"S256"}, "code_challenge": {"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}}
	refused("wrong verifier", exchange(code(challenge), "code_verifier", "wrong"))
	if got := exchange(code(challenge), "code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"); got.status != 200 {
		t.Errorf("right verifier: got %d %s, want 200", got.status, got.text)
	}
}

func TestRefresh(t *testing.T) {
	now := &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	c := open(t, provbolaget, Options{Clock: now.now})
	first, err := c.srv.Grant("klient-prov", 4711, false)
	if err != nil {
		t.Fatal(err)
	}
	refresh := func(token string) answer {
		return c.token1(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}})
	}
	now.at = now.at.Add(44 * 24 * time.Hour)
	second := refresh(first.Refresh)
	if second.status != 200 || second.fields["refresh_token"] == first.Refresh {
		t.Fatalf("got %d %s, want a new pair", second.status, second.text)
	}
	want := answer{status: 400, kind: "text/html; charset=UTF-8",
		text:   `{"error":"invalid_grant","error_description":"Invalid refresh token"}`,
		fields: map[string]any{"error": "invalid_grant", "error_description": "Invalid refresh token"}}
	if diff := cmp.Diff(want, refresh(first.Refresh), cmp.AllowUnexported(answer{})); diff != "" {
		t.Errorf("token used twice (-want +got):\n%s", diff)
	}
	now.at = now.at.Add(45 * 24 * time.Hour)
	if got := refresh(second.fields["refresh_token"].(string)); got.status != 400 {
		t.Errorf("token of 45 days: got status %d, want 400", got.status)
	}
}

func TestTokensOfAnotherApp(t *testing.T) {
	c := open(t, provbolaget, Options{Apps: []App{{ClientID: "annan", ClientSecret: "x", RedirectURIs: []string{callback}}}})
	tokens, err := c.srv.Grant("klient-prov", c.tenant, false)
	if err != nil {
		t.Fatal(err)
	}
	code := c.login(nil, "4711", "approve").location.Query().Get("code")
	for _, form := range []url.Values{
		{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}},
		{"grant_type": {"authorization_code"}, "code": {code}},
	} {
		if got := c.oauth("POST", "/oauth-v1/token", form, "annan", "x"); got.fields["error"] != "invalid_grant" {
			t.Errorf("%s of another app: got %s, want invalid_grant", form.Get("grant_type"), got.text)
		}
	}
	c.oauth("POST", "/oauth-v1/revoke", url.Values{"token": {tokens.Refresh}}, "annan", "x")
	if got := c.token1(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}}); got.status != 200 {
		t.Errorf("after another app tried to revoke: got %d %s, want 200", got.status, got.text)
	}
	if got := c.token1(url.Values{"grant_type": {"password"}}); got.fields["error"] != "unsupported_grant_type" {
		t.Errorf("other grant type: got %s, want unsupported_grant_type", got.text)
	}
}

func TestWrongSecret(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, basic := range [][]string{{"klient-prov", "fel"}, {"okänd", "hemlig-prov"}, nil} {
		got := c.oauth("POST", "/oauth-v1/token", url.Values{"grant_type": {"refresh_token"}}, basic...)
		if got.status != 401 || got.kind != "text/plain;charset=UTF-8" ||
			got.text != `{"error":"invalid_client","error_description":"The client credentials are invalid"}` {
			t.Errorf("login %v: got %d %s %s", basic, got.status, got.kind, got.text)
		}
	}
}

func TestRevoke(t *testing.T) {
	c := open(t, provbolaget, Options{})
	tokens, err := c.srv.Grant("klient-prov", 4711, false)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"token_type_hint": {"refresh_token"}, "token": {tokens.Refresh}}
	got := c.oauth("POST", "/oauth-v1/revoke", form, "klient-prov", "hemlig-prov")
	if got.status != 200 || got.text != `{"revoked":true}` {
		t.Errorf("got %d %s, want 200 {\"revoked\":true}", got.status, got.text)
	}
	if got := c.token1(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}}); got.status != 400 {
		t.Errorf("refresh after revoke: got status %d, want 400", got.status)
	}
}

func TestClientCredentials(t *testing.T) {
	c := open(t, provbolaget, Options{})
	ask := func(tenant, scope string) answer {
		form := url.Values{"grant_type": {"client_credentials"}}
		if scope != "" {
			form.Set("scope", scope)
		}
		return c.oauth("POST", "/oauth-v1/token", form, "klient-prov", "hemlig-prov", tenant)
	}
	if got := ask("4711", ""); got.status != 400 {
		t.Errorf("consent of a person: got %d, want 400", got.status)
	}
	if got := c.login(url.Values{"account_type": {"service"}}, "4711", "approve"); got.status != 302 {
		t.Fatalf("login: got %d %s", got.status, got.text)
	}
	got := ask("4711", "")
	if _, refresh := got.fields["refresh_token"]; got.status != 200 || refresh || got.fields["expires_in"] != 3600.0 {
		t.Fatalf("got %d %s, want an access token and no refresh token", got.status, got.text)
	}
	c.token = got.fields["access_token"].(string)
	c.get("/3/companyinformation", 200)
	c.get("/3/invoices", 403)
	if got := ask("4711", "invoice"); got.fields["error"] != "invalid_scope" {
		t.Errorf("scope outside the consent: got %s, want invalid_scope", got.text)
	}
	if got := ask("", ""); got.status != 400 || got.fields["error"] == nil {
		t.Errorf("without TenantId: got %d %s, want 400 with an error", got.status, got.text)
	}
	if err := c.srv.RevokeConsent("klient-prov", 4711); err != nil {
		t.Fatal(err)
	}
	c.get("/3/companyinformation", 401)
	if got := ask("4711", ""); got.status != 400 {
		t.Errorf("after the customer removed the app: got %d, want 400", got.status)
	}
}

func TestAppOfOptionsServesAllCompanies(t *testing.T) {
	own := App{ClientID: "klient-prov", ClientSecret: "egen", RedirectURIs: []string{"http://127.0.0.1:1/back"},
		Scopes: []string{"bookkeeping"}}
	srv := New(Options{Apps: []App{own}})
	if err := srv.LoadAll(os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	got, ok := srv.oauth.app("klient-prov")
	if diff := cmp.Diff(own, got); !ok || diff != "" {
		t.Errorf("the folder's app replaced the caller's (-want +got):\n%s", diff)
	}
}
