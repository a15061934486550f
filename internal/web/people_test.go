package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"bokslut/internal/office"
	"bokslut/internal/web"
)

// TestFirstUser makes the office by the one-time link, once.
func TestFirstUser(t *testing.T) {
	t.Parallel()
	s := newSiteWithout(t, nil)
	secret, err := s.Offices.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := "/kom-igang/" + secret
	form := url.Values{"byra": {"Nordan"}, "namn": {"Anna Berg"}, "epost": {testEmail}, "losenord": {"kort"}, "igen": {"kort"}}
	s.wants(s.get(path), http.StatusOK, "Kom igång")
	s.wants(s.post(path, form), http.StatusUnprocessableEntity, "minst 12 tecken", `value="Nordan"`, `value="Anna Berg"`)
	form.Set("losenord", testPassword)
	s.wants(s.post(path, form), http.StatusUnprocessableEntity, "Lösenorden är olika")
	form.Set("igen", testPassword)
	if p := s.post(path, form); p.Path != "/uppdrag" || !strings.Contains(p.Body, "Inga uppdrag ännu") {
		t.Errorf("the first user ends at %s with %d", p.Path, p.Status)
	}
	s.wants(s.postAs(newBrowser(t), path, form), http.StatusGone, "Länken gäller inte")
	s.wants(s.get(path), http.StatusGone, "Länken gäller inte")
	s.wants(s.get("/kom-igang/pahittad"), http.StatusGone, "Länken gäller inte")
	s.signIn(newBrowser(t), testEmail)
}

// TestDemonstration signs in by itself, but not again after signing out.
func TestDemonstration(t *testing.T) {
	t.Parallel()
	var demo office.User
	s := newSiteWithout(t, func(c *web.Config) { c.DemoUser = &demo })
	demo = s.newOffice("Demobyrån", "Maja Lindqvist", "maja@demo.example")
	s.wants(s.get("/uppdrag"), http.StatusOK, "Inga uppdrag ännu", "Maja Lindqvist")
	s.wants(s.post("/logga-ut", url.Values{}), http.StatusOK, "Logga in")
	s.wants(s.get("/uppdrag"), http.StatusOK, "Logga in")

	r, err := http.NewRequest("GET", s.URL+"/uppdrag", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Forwarded-For", "203.0.113.7")
	resp, err := newBrowser(t).Do(r)
	if p := s.read(resp, err); p.Path != "/logga-in" {
		t.Errorf("a request that came through a proxy is signed in: %s", p.Path)
	}
}

// TestReader may look and change nothing.
func TestReader(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Prov AB", "556000-4615")
	if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE office_user SET role = 'reader' WHERE id = $1", s.User.ID); err != nil {
		t.Fatal(err)
	}
	s.wants(s.get("/uppdrag"), http.StatusOK, "Prov AB")
	s.wants(s.get("/u/"+id), http.StatusOK, "Översikt")
	if body := s.get("/uppdrag").Body; strings.Contains(body, "Nytt uppdrag") {
		t.Error("a reader is offered a new engagement")
	}
	for path, form := range map[string]url.Values{
		"/u/" + id + "/fortnox":             {},
		"/u/" + id + "/fortnox/koppla-fran": {},
		"/u/" + id + "/import/manuell":      {"saldon": {balances}},
		"/u/" + id + "/underhall":           {"namn": {"X"}, "form": {"ab"}, "regelverk": {"k2"}, "metod": {"cash"}, "moms": {"none"}, "ansvarig": {s.User.ID}},
		"/u/" + id + "/underhall/datakalla": {"kalla": {"sie"}},
		"/uppdrag/ny/datakalla":             {"kalla": {"manual"}},
	} {
		if path == "/uppdrag/ny/datakalla" {
			s.post("/uppdrag/ny/foretag", url.Values{"namn": {"Nytt AB"}, "orgnr": {"556016-0680"}, "form": {"ab"}, "fran": {"2025-01-01"}, "till": {"2025-12-31"}})
		}
		if p := s.post(path, form); p.Status != http.StatusForbidden || !strings.Contains(p.Body, "Du har inte behörighet") {
			t.Errorf("POST %s by a reader = %d, want 403", path, p.Status)
		}
	}
}

// TestTwoTabs lets the second of two people who change the same facts know, and
// keeps what was typed.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Prov AB", "556000-4615")
	version := between(s.get("/u/"+id+"/underhall").Body, `name="version" value="`, `"`)
	form := url.Values{
		"version": {version}, "namn": {"Prov Nya AB"}, "form": {"ab"}, "regelverk": {"k3"}, "metod": {"cash"}, "moms": {"year"},
		"revisor": {"ja"}, "ansvarig": {s.User.ID}, "granskare": {""},
	}
	s.wants(s.post("/u/"+id+"/underhall", form), http.StatusOK, "Uppgifterna är sparade", "Prov Nya AB")
	form.Set("namn", "Prov Andra AB")
	s.wants(s.post("/u/"+id+"/underhall", form), http.StatusConflict, "Någon annan hann ändra före dig", `value="Prov Andra AB"`)
	form.Set("version", between(s.get("/u/"+id+"/underhall").Body, `name="version" value="`, `"`))
	form.Set("regelverk", "k1")
	s.wants(s.post("/u/"+id+"/underhall", form), http.StatusUnprocessableEntity, "Regelverket går inte att välja", `value="k1" checked`)
}

func TestPortfolioNarrows(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	s.manual("Alfa AB", "556000-4615")
	s.manual("Beta AB", "556016-0680")
	for _, tt := range []struct {
		query, has, not string
	}{
		{"", "Alfa AB", "Gamma"},
		{"sok=beta", "Beta AB", "Alfa AB"},
		{"sok=5560004615", "Alfa AB", "Beta AB"},
		{"ar=2024", "Inget uppdrag med det urvalet", "Alfa AB"},
		{"visa=lasta", "Inget uppdrag med det urvalet", "Alfa AB"},
		{"ansvarig=" + s.User.ID, "Beta AB", "Inget uppdrag"},
		{"sida=99", "Inget uppdrag med det urvalet", "Alfa AB"},
		{"sok=%3Cscript%3E", "Ingen träff på ”&lt;script&gt;”", "<script>"},
	} {
		p := s.get("/uppdrag?" + tt.query)
		s.wants(p, http.StatusOK, tt.has)
		if strings.Contains(p.Body, tt.not) {
			t.Errorf("/uppdrag?%s shows %q", tt.query, tt.not)
		}
	}
	down := s.get("/uppdrag?sortera=-klient").Body
	if strings.Index(down, "Beta AB") > strings.Index(down, "Alfa AB") {
		t.Error("sorting downwards by client lists Alfa first")
	}
}
