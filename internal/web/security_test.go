package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/web"
)

// TestHeaders looks at the headers of pages, errors, files and redirects.
func TestHeaders(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, path := range []string{"/uppdrag", "/logga-in", "/hjalp/fragor", "/finns-inte", "/u/finns-inte", "/static/finns-inte", "/kom-igang/hemligt"} {
		h := s.get(path).Header
		csp := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self' http://127.0.0.1:"} {
			if !strings.Contains(csp, part) {
				t.Errorf("%s: the policy %q lacks %q", path, csp, part)
			}
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s = %q, want %q", path, name, got, want)
			}
		}
		if !strings.HasPrefix(path, "/static/") && h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: Cache-Control = %q, want no-store", path, h.Get("Cache-Control"))
		}
		if h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: plain HTTP promises HTTPS", path)
		}
	}
}

func TestSecureCookie(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, c := range s.Browser.Jar.Cookies(mustURL(t, s.URL)) {
		if c.Name != "bokslut-session" {
			t.Errorf("cookie %q over plain HTTP", c.Name)
		}
	}
	secure := newSiteWithout(t, func(c *web.Config) { c.Secure = true })
	resp, err := newBrowser(t).Get(secure.URL + "/uppdrag")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	found := false
	for r := resp; r != nil; r = r.Request.Response {
		for _, c := range r.Cookies() {
			found = true
			if c.Name != "__Host-session" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
				t.Errorf("cookie %+v, want __Host-, Secure, HttpOnly, Lax", c)
			}
		}
	}
	if !found || resp.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("no cookie or no HSTS: %v", resp.Header)
	}
}

// TestForeignRequests refuses other hosts, other sites and other methods.
func TestForeignRequests(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, tt := range []struct {
		name, method, path string
		change             func(*http.Request)
		want               int
	}{
		{"another_host", "GET", "/uppdrag", func(r *http.Request) { r.Host = "evil.example" }, http.StatusMisdirectedRequest},
		{"cross_site", "POST", "/uppdrag/ny/foretag", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, http.StatusForbidden},
		{"same_site_other_origin", "POST", "/logga-ut", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, http.StatusForbidden},
		{"other_origin_old_browser", "POST", "/logga-ut", func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, http.StatusForbidden},
		{"same_origin", "POST", "/uppdrag/ny/foretag", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-origin") }, http.StatusUnprocessableEntity},
		{"put", "PUT", "/uppdrag", func(*http.Request) {}, http.StatusMethodNotAllowed},
		{"trace", "TRACE", "/uppdrag", func(*http.Request) {}, http.StatusMethodNotAllowed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := http.NewRequest(tt.method, s.URL+tt.path, strings.NewReader(""))
			if err != nil {
				t.Fatal(err)
			}
			if tt.method == "POST" {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			tt.change(r)
			resp, err := s.Browser.Do(r)
			if p := s.read(resp, err); p.Status != tt.want {
				t.Errorf("status %d, want %d\n%s", p.Status, tt.want, p.Body)
			}
		})
	}
	s.wants(s.get("/uppdrag"), http.StatusOK, "Inga uppdrag ännu")
}

func TestFormIsBounded(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p := s.post("/uppdrag/ny/foretag", url.Values{"namn": {strings.Repeat("x", 2<<20)}})
	s.wants(p, http.StatusRequestEntityTooLarge, "för stort")
	s.wants(s.post("/uppdrag/ny/foretag", url.Values{"namn": {strings.Repeat("x", 500_000)}}), http.StatusUnprocessableEntity)
}

// TestStrangersSeeNothing sends people who are not signed in to the way in, and
// shows another office the same as for what does not exist.
func TestStrangersSeeNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	s.newOffice("Andra byrån", "Bo Ek", "bo@andra.example")
	other, nobody := newBrowser(t), newBrowser(t)
	s.signIn(other, "bo@andra.example")

	paths := []string{
		"", "/import", "/import/strom", "/underhall", "/underhall/datakalla", "/handelser",
		"/balans", "/kontroller", "/resultat", "/bilagor", "/verifikationer", "/konto/1930",
		"/importer", "/importer/aaaaaaaaaaaaaaaa", "/importer/aaaaaaaaaaaaaaaa/zip", "/andringar", "/andringar/1", "/fortnox/nytt", "/rapporter", "/rapporter/huvudbok.pdf", "/utskrift.css", "/parm", "/parm/parm.pdf", "/rapporter/bilaga/19.1.pdf",
	}
	for _, path := range paths {
		if p := s.getAs(nobody, "/u/"+id+path); p.Path != "/logga-in" {
			t.Errorf("GET /u/…%s without session ends at %s", path, p.Path)
		}
		foreign, missing := s.getAs(other, "/u/"+id+path), s.getAs(other, "/u/aaaaaaaaaaaaaaaa"+path)
		if foreign.Status != http.StatusNotFound || foreign.Body != missing.Body {
			t.Errorf("GET /u/…%s: another office sees %d, something missing is %d", path, foreign.Status, missing.Status)
		}
	}
	for _, path := range []string{"/fortnox", "/fortnox/koppla-fran", "/import", "/import/avbryt", "/import/manuell", "/import/sie", "/underhall", "/underhall/datakalla", "/importer/aaaaaaaaaaaaaaaa/las-in", "/importer/aaaaaaaaaaaaaaaa/lat-bli"} {
		if p := s.postAs(nobody, "/u/"+id+path, url.Values{}); p.Path != "/logga-in" {
			t.Errorf("POST /u/…%s without session ends at %s", path, p.Path)
		}
		if p := s.postAs(other, "/u/"+id+path, url.Values{"kalla": {"sie"}}); p.Status != http.StatusNotFound {
			t.Errorf("POST /u/…%s by another office = %d, want 404", path, p.Status)
		}
	}
	for _, step := range []string{"anslut", "import", "uppgifter"} {
		if p := s.getAs(other, "/uppdrag/ny/"+step+"?u="+id); p.Status != http.StatusNotFound {
			t.Errorf("step %s shows another office's engagement: %d", step, p.Status)
		}
	}
	s.wants(s.getAs(other, "/uppdrag"), http.StatusOK, "Inga uppdrag ännu")
}

// openRoutes are those that a person comes to without being signed in.
var openRoutes = []string{"/logga-in", "/logga-ut", "/kom-igang/{secret}"}

// TestEveryRouteAsksForASession walks all that the source says is served: nobody
// who is not signed in gets past the way in, and a reader changes nothing of the
// office.
func TestEveryRouteAsksForASession(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, nobody := s.manual("Granngården AB", "556000-4615"), newBrowser(t)
	hole := regexp.MustCompile(`\{[^}]*\}`)
	for _, method := range []string{"GET", "POST"} {
		for _, route := range routesOf(t, method) {
			if slices.Contains(openRoutes, route) {
				continue
			}
			path := hole.ReplaceAllString(strings.Replace(strings.TrimSuffix(route, "{$}"), "{u}", id, 1), "1")
			var p page
			if method == "GET" {
				p = s.getAs(nobody, path)
			} else {
				p = s.postAs(nobody, path, url.Values{})
			}
			if p.Path != "/logga-in" {
				t.Errorf("%s %s without session ends at %s with %d", method, route, p.Path, p.Status)
			}
		}
	}
	if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE office_user SET role = 'reader' WHERE id = $1", s.User.ID); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/byra/granser", "/byra/checklista"} {
		ok(s, s.get(path))
		if p := s.post(path, url.Values{"version": {"0"}, "forklarad": {"1"}}); p.Status != http.StatusForbidden {
			t.Errorf("POST %s by a reader = %d, want 403", path, p.Status)
		}
	}
}

// TestReadingChangesNothing reads every page and compares the log of events.
func TestReadingChangesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	before := s.get("/u/" + id + "/handelser").Body
	for _, path := range []string{
		"/uppdrag", "/uppdrag/ny/foretag", "/uppdrag/ny/datakalla", "/u/" + id, "/u/" + id + "/import", "/u/" + id + "/import/strom",
		"/u/" + id + "/underhall", "/u/" + id + "/underhall/datakalla", "/hjalp", "/u/" + id + "/import/avbryt", "/logga-ut",
	} {
		s.get(path)
	}
	if after := s.get("/u/" + id + "/handelser").Body; after != before {
		t.Errorf("reading pages changed the engagement:\n%s", after)
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	s.wants(s.get("/uppdrag"), http.StatusOK, "Inga uppdrag ännu")
	out := s.post("/logga-ut", url.Values{})
	s.wants(out, http.StatusOK, "Logga in")
	if p := s.get("/uppdrag"); p.Path != "/logga-in" {
		t.Errorf("after sign-out /uppdrag is shown")
	}
}

func TestTokenIsNewAtSignIn(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	browser := newBrowser(t)
	s.getAs(browser, "/uppdrag")
	before := browser.Jar.Cookies(mustURL(t, s.URL))
	s.signIn(browser, testEmail)
	after := browser.Jar.Cookies(mustURL(t, s.URL))
	if len(before) == 0 || len(after) == 0 || before[0].Value == after[0].Value {
		t.Errorf("the session token is the same before and after signing in: %v, %v", before, after)
	}
}

// TestLogHoldsNoSecrets looks for names, passwords and queries in the log.
func TestLogHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	s.postAs(newBrowser(t), "/logga-in", url.Values{"epost": {"nils@hemlig.example"}, "losenord": {"ett fel lösenord här"}})
	s.get("/oauth/fortnox/callback?code=hemligkod&state=hemligtillstand")
	s.manual("Hemliga Bolaget AB", "556000-4615")
	s.get("/kom-igang/hemliglank")
	for _, secret := range []string{"nils@hemlig", testEmail, "fel lösenord", "hemligkod", "hemligtillstand", "Hemliga Bolaget", "hemliglank", testPassword} {
		if strings.Contains(s.Log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, s.Log.String())
		}
	}
	if !strings.Contains(s.Log.String(), "route=\"GET /oauth/fortnox/callback\"") {
		t.Errorf("the log lacks the route:\n%s", s.Log.String())
	}
}

func TestSignInIsRefusedAlike(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	wrong := s.postAs(newBrowser(t), "/logga-in", url.Values{"epost": {testEmail}, "losenord": {"ett fel lösenord"}})
	unknown := s.postAs(newBrowser(t), "/logga-in", url.Values{"epost": {"ingen@finns.example"}, "losenord": {"ett fel lösenord"}})
	s.wants(wrong, http.StatusUnprocessableEntity, "stämmer inte", `value="`+testEmail+`"`)
	if a, b := strings.ReplaceAll(wrong.Body, testEmail, ""), strings.ReplaceAll(unknown.Body, "ingen@finns.example", ""); a != b {
		t.Error("an unknown address is answered otherwise than a wrong password")
	}
	if strings.Contains(wrong.Body, "ett fel lösenord") {
		t.Error("the password is shown again")
	}
}

func mustURL(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestHostileTexts writes markup in every field of a client and looks for it in
// every page.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	const hostile = `"><script>alert(1)</script>{{7*7}}javascript:x`
	id := s.manual(hostile, "556000-4615")
	s.wants(s.post("/u/"+id+"/import/manuell", url.Values{"saldon": {strings.ReplaceAll(balances, "Aktiekapital", hostile)}}), http.StatusOK)
	for _, path := range []string{
		"/uppdrag", "/uppdrag?sok=" + url.QueryEscape(hostile), "/u/" + id, "/u/" + id + "/import", "/u/" + id + "/underhall",
		"/u/" + id + "/underhall/datakalla", "/u/" + id + "/handelser", "/uppdrag/ny/uppgifter?u=" + id, "/uppdrag/ny/import?u=" + id,
		"/u/" + url.PathEscape(hostile), "/hjalp/" + url.PathEscape(hostile),
	} {
		body := s.get(path).Body
		if strings.Contains(body, "<script>alert") || strings.Contains(body, `href="javascript:`) || strings.Contains(body, "49javascript") {
			t.Errorf("%s shows markup as markup:\n%s", path, body)
		}
	}
}
