package fortnox

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAuthorizeURL(t *testing.T) {
	o := &OAuth{ClientID: "id", ClientSecret: "hemlig", RedirectURL: "https://x.se/oauth/fortnox/callback"}
	got := o.AuthorizeURL("st+ate", []string{"bookkeeping", "companyinformation"}, AuthorizeOptions{
		Service:  true,
		Verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", // RFC 7636 appendix B
	})
	if !strings.HasPrefix(got, DefaultAuthURL+"?") || !strings.Contains(got, "scope=bookkeeping%20companyinformation") {
		t.Errorf("got %s", got)
	}
	u, err := url.Parse(got)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{
		"client_id":             {"id"},
		"response_type":         {"code"},
		"scope":                 {"bookkeeping companyinformation"},
		"state":                 {"st+ate"},
		"access_type":           {"offline"},
		"account_type":          {"service"},
		"redirect_uri":          {"https://x.se/oauth/fortnox/callback"},
		"code_challenge":        {"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"},
		"code_challenge_method": {"S256"},
	}
	if d := cmp.Diff(want, u.Query()); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	plain := o.AuthorizeURL("s", nil, AuthorizeOptions{})
	if strings.Contains(plain, "account_type") || strings.Contains(plain, "code_challenge") || strings.Contains(plain, "hemlig") {
		t.Errorf("got %s", plain)
	}
	if a, b := NewVerifier(), NewVerifier(); a == b || len(a) != 43 {
		t.Errorf("verifiers %q and %q, want two different of 43 characters", a, b)
	}
}

// jwt makes an unsigned access token of tenant.
func jwt(tenant int64, n int) string {
	body := fmt.Sprintf(`{"userId":1,"tenantId":%d,"n":%d}`, tenant, n)
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(body)) + ".sig"
}

func TestTenantID(t *testing.T) {
	for in, want := range map[string]int64{
		jwt(123456, 1): 123456,
		"e30." + base64.RawURLEncoding.EncodeToString([]byte(`{"tenantId":"77"}`)) + ".s": 77,
		"e30." + base64.URLEncoding.EncodeToString([]byte(`{"tenantId":5}`)) + ".s":       5,
		"":          0,
		"a.b":       0,
		"a.!!.c":    0,
		"a.W10.c":   0,
		"a.bnVsb.c": 0,
	} {
		if got := TenantID(in); got != want {
			t.Errorf("TenantID(%q) = %d, want %d", in, got, want)
		}
	}
}

// oauthServer answers every call with one answer and keeps the requests.
func oauthServer(t *testing.T, status int, contentType, body string) (*OAuth, *[]*http.Request) {
	t.Helper()
	var seen []*http.Request
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		seen = append(seen, r)
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(srv.Close)
	return &OAuth{ClientID: "id", ClientSecret: "hemlig", RedirectURL: "https://x.se/cb", TokenURL: srv.URL + "/token", RevokeURL: srv.URL + "/revoke"}, &seen
}

func TestTokenRequests(t *testing.T) {
	o, seen := oauthServer(t, 200, "text/html", `{"access_token":"`+jwt(9, 0)+`","refresh_token":"r2","expires_in":"3600","token_type":"bearer","scope":"b a"}`)
	ctx := t.Context()
	tok, err := o.Exchange(ctx, "kod", "ver")
	if err != nil {
		t.Fatal(err)
	}
	want := Token{AccessToken: jwt(9, 0), RefreshToken: "r2", ExpiresIn: time.Hour, Scopes: []string{"b", "a"}, TenantID: 9}
	if d := cmp.Diff(want, tok); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if _, err := o.Refresh(ctx, "r1"); err != nil {
		t.Fatal(err)
	}
	if _, err := o.ClientCredentials(ctx, 123456); err != nil {
		t.Fatal(err)
	}
	if err := o.Revoke(ctx, "r2"); err != nil {
		t.Fatal(err)
	}
	forms := []string{
		"code=kod&code_verifier=ver&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fx.se%2Fcb",
		"grant_type=refresh_token&refresh_token=r1",
		"grant_type=client_credentials",
		"token=r2&token_type_hint=refresh_token",
	}
	if len(*seen) != len(forms) {
		t.Fatalf("server saw %d requests, want %d", len(*seen), len(forms))
	}
	for i, r := range *seen {
		if got := r.PostForm.Encode(); got != forms[i] {
			t.Errorf("form %d = %s, want %s", i, got, forms[i])
		}
		if id, secret, ok := r.BasicAuth(); !ok || id != "id" || secret != "hemlig" || r.URL.RawQuery != "" {
			t.Errorf("request %d: Basic %q %q, query %q", i, id, secret, r.URL.RawQuery)
		}
		if got, want := r.Header.Get("TenantId"), map[int]string{2: "123456"}[i]; got != want {
			t.Errorf("request %d: TenantId %q, want %q", i, got, want)
		}
	}
}

func TestTokenErrors(t *testing.T) {
	for _, tt := range []struct {
		name, contentType, body string
		status                  int
		code                    string
		client                  bool
	}{
		{"invalid_grant_as_html", "text/html; charset=UTF-8", `{"error":"invalid_grant","error_description":"Invalid refresh token"}`, 400, "invalid_grant", false},
		{"invalid_client_as_text", "text/plain;charset=UTF-8", `{"error":"invalid_client","error_description":"The client credentials are invalid"}`, 401, "invalid_client", true},
		{"html", "text/html", `<html>`, 503, "", false},
		{"empty", "", ``, 500, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, seen := oauthServer(t, tt.status, tt.contentType, tt.body)
			_, err := o.Refresh(t.Context(), "r1")
			var oe *OAuthError
			if !errors.As(err, &oe) || oe.Status != tt.status || oe.Code != tt.code {
				t.Fatalf("got %v, want status %d and code %q", err, tt.status, tt.code)
			}
			if got := errors.Is(err, ErrClientRefused); got != tt.client {
				t.Errorf("is ErrClientRefused: %v, want %v", got, tt.client)
			}
			_, err = o.Refresh(t.Context(), "r1")
			want := 2
			if tt.client {
				want = 1
				if !errors.Is(err, ErrClientRefused) {
					t.Errorf("second call: got %v, want ErrClientRefused", err)
				}
				o.ClientSecret = "ny"
				o.Refresh(t.Context(), "r1")
				want = 2
			}
			if len(*seen) != want {
				t.Errorf("server saw %d requests, want %d", len(*seen), want)
			}
		})
	}
}

func TestUnreadableTokenAnswer(t *testing.T) {
	for _, body := range []string{``, `{`, `<html>`, `{}`, `[]`, `{"access_token":"hemligt"`, `{"access_token":7}`, `{"access_token":"a","expires_in":"x"}`} {
		o, _ := oauthServer(t, 200, "application/json", body)
		_, err := o.Refresh(t.Context(), "r1")
		var de *DecodeError
		if !errors.As(err, &de) {
			t.Errorf("body %q: got %v, want a DecodeError", body, err)
		}
		if strings.Contains(fmt.Sprint(err), "hemligt") {
			t.Errorf("error shows the token: %v", err)
		}
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	tok := Token{AccessToken: "hemlig1", RefreshToken: "hemlig2"}
	rec := NewTokenRecord(tok, time.Now())
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, v := range []any{tok, &tok, rec, &rec} {
			if got := fmt.Sprintf(verb, v); strings.Contains(got, "hemlig") || strings.Contains(got, "68656d") {
				t.Errorf("%s prints %s", verb, got)
			}
		}
	}
}

func TestRecordedLogin(t *testing.T) {
	all := recorded(t)
	ok := all["oauth.valid-request.json"][0].Response
	if tok, err := decodeToken(ok.Body); err != nil || tok.ExpiresIn != time.Hour || len(tok.Scopes) != 6 {
		t.Errorf("got %d scopes, %v, %v, want 6 scopes, 1h, no error", len(tok.Scopes), tok.ExpiresIn, err)
	}
	bad := all["oauth.invalid-refresh-token.json"][0].Response
	if e := oauthError(bad.Status, bad.Body); e.Code != "invalid_grant" || e.Status != 400 {
		t.Errorf("got %+v, want invalid_grant with 400", e)
	}
	for name, list := range all {
		for _, x := range list {
			if x.Response.Status < 400 || x.Request.Host != "api.fortnox.se" {
				continue
			}
			e := bodyError(x.Response.Status, x.Response.Body)
			if e.Foreign || e.Message == "" || (e.Code == 0 && x.Response.Status != 401) {
				t.Errorf("%s: got %+v, want a message and a code", name, e)
			}
		}
	}
}
