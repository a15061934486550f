package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// toSource fills in Företag and chooses a source; it gives the page after it.
func (s *site) toSource(name, orgnr, from, to, source string) page {
	s.t.Helper()
	p := s.post("/uppdrag/ny/foretag", url.Values{"namn": {name}, "orgnr": {orgnr}, "form": {"ab"}, "fran": {from}, "till": {to}})
	s.wants(p, http.StatusOK, "Välj datakälla")
	return s.post("/uppdrag/ny/datakalla", url.Values{"kalla": {source}})
}

func TestGuideKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, tt := range []struct{ name, orgnr, from, to, want string }{
		{"not_a_number", "hej", "2025-01-01", "2025-12-31", "inget organisationsnummer"},
		{"check_digit", "556000-4616", "2025-01-01", "2025-12-31", "Kontrollsiffran stämmer inte"},
		{"not_a_day", "556000-4615", "2025-02-30", "2025-12-31", "Datumet finns inte i kalendern"},
		{"turned_year", "556000-4615", "2025-12-31", "2025-01-31", "Räkenskapsåret behöver sluta"},
		{"long_year", "556000-4615", "2025-01-01", "2026-07-31", "högst 18 månader"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := s.post("/uppdrag/ny/foretag", url.Values{"namn": {`A "B" & C`}, "orgnr": {tt.orgnr}, "form": {"hb"}, "fran": {tt.from}, "till": {tt.to}})
			s.wants(p, http.StatusUnprocessableEntity, tt.want, `value="`+tt.orgnr+`"`, `value="`+tt.from+`"`, `value="A &#34;B&#34; &amp; C"`, `<option value="hb" selected>`)
		})
	}
}

// TestGuideThroughFortnox walks Startguiden with the local Fortnox to an open
// engagement, and again from a client that is connected already.
func TestGuideThroughFortnox(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	c := theCompany()
	year := c.Truth().Closing
	p := s.toSource(c.Name(), c.OrganisationNumber(), year.From.String(), year.To.String(), "fortnox")
	s.wants(p, http.StatusOK, "Anslut till Fortnox", "Logga in i Fortnox")
	id := p.Query.Get("u")

	p = s.throughFortnox(id, url.Values{"guide": {"1"}}, "approve")
	s.wants(p, http.StatusOK, "Import från Fortnox")
	if p.Path != "/uppdrag/ny/import" || len(p.Query) != 1 {
		t.Errorf("after Fortnox the browser stands at %s?%s, want an address without code and state", p.Path, p.Query.Encode())
	}
	s.waitImport(id)
	p = s.get("/uppdrag/ny/import?u=" + id)
	s.wants(p, http.StatusOK, "Importen är klar", "Fyll i uppgifter", `data-move="/uppdrag/ny/uppgifter?u=`+id)
	p = s.get("/uppdrag/ny/uppgifter?u=" + id)
	s.wants(p, http.StatusOK, "Bekräfta uppgifter")
	p = s.post("/u/"+id+"/underhall", url.Values{
		"guide": {"1"}, "version": {between(p.Body, `name="version" value="`, `"`)}, "namn": {c.Name()}, "form": {"ab"}, "regelverk": {"k3"},
		"metod": {"accrual"}, "moms": {"month"}, "revisor": {"ja"}, "ansvarig": {s.User.ID}, "granskare": {""},
	})
	s.wants(p, http.StatusOK, "Översikt", "Att göra", "30 dagar kvar", "Bilagor klara")
	if p.Path != "/u/"+id {
		t.Errorf("the guide ends at %s, want /u/%s", p.Path, id)
	}
	s.wants(s.get("/uppdrag"), http.StatusOK, c.Name(), c.OrganisationNumber(), "30 dagar")
	s.wants(s.get("/u/"+id+"/handelser"), http.StatusOK, "Uppdraget skapades", "Bokföringen importerades", "Uppgifterna ändrades", "Anna Berg")

	p = s.toSource(c.Name(), c.OrganisationNumber(), year.From.String(), year.To.String(), "fortnox")
	s.wants(p, http.StatusConflict, "redan ett uppdrag", `href="/u/`+id+`"`)
}

// TestDoubleClick creates one engagement.
func TestDoubleClick(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	first := s.toSource("Prov AB", "556000-4615", "2025-01-01", "2025-12-31", "manual")
	second := s.post("/uppdrag/ny/datakalla", url.Values{"kalla": {"manual"}})
	if first.URL != second.URL {
		t.Errorf("the second click leads to %s, the first to %s", second.URL, first.URL)
	}
	s.wants(s.get("/uppdrag/ny/foretag"), http.StatusOK, `name="namn" value=""`)
	again := s.toSource("Prov AB", "556000-4615", "2025-01-01", "2025-12-31", "manual")
	if again.URL != first.URL {
		t.Errorf("the same engagement at once leads to %s, want %s", again.URL, first.URL)
	}
	s.wants(s.get("/uppdrag"), http.StatusOK, "1 uppdrag")
}

func TestFortnoxSaysNo(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	c := theCompany()
	year := c.Truth().Closing
	p := s.toSource("Ett helt annat bolag AB", "556000-4615", year.From.String(), year.To.String(), "fortnox")
	id := p.Query.Get("u")
	for _, tt := range []struct {
		name, answer string
		form         url.Values
		wants        []string
	}{
		{"declined", "decline", url.Values{"guide": {"1"}}, []string{"Kopplingen godkändes inte i Fortnox", "Anslut till Fortnox"}},
		{"wrong_company", "approve", url.Values{"guide": {"1"}}, []string{"Fel företag i Fortnox", c.Name(), "556000-4615", "Anslut till Fortnox"}},
		{"declined_outside_the_guide", "decline", url.Values{}, []string{"Kopplingen godkändes inte i Fortnox", "Datakälla"}},
	} {
		t.Run(tt.name, func(t *testing.T) { s.wants(s.throughFortnox(id, tt.form, tt.answer), http.StatusOK, tt.wants...) })
	}
	p = s.get("/oauth/fortnox/callback?code=påhittad&state=påhittad")
	s.wants(p, http.StatusBadRequest, "hör inte hit", "Logga in i Fortnox på nytt")
}

// throughFortnox begins a login, answers Fortnox's page and comes back.
func (s *site) throughFortnox(id string, form url.Values, answer string) page {
	s.t.Helper()
	p := s.post("/u/"+id+"/fortnox", form)
	if p.Path != "/oauth-v1/auth" {
		s.t.Fatalf("the login leads to %s, want Fortnox's page:\n%s", p.Path, p.Body)
	}
	action := html(between(p.Body, `action="`, `"`))
	reply := url.Values{"tenant": {strconv.Itoa(theCompany().Tenant())}, "answer": {answer}}
	resp, err := s.Browser.PostForm(s.authAddress(p, action), reply)
	return s.read(resp, err)
}

func (s *site) authAddress(p page, action string) string {
	if action == "" {
		return p.URL
	}
	base, err := url.Parse(p.URL)
	if err != nil {
		s.t.Fatal(err)
	}
	to, err := base.Parse(action)
	if err != nil {
		s.t.Fatal(err)
	}
	return to.String()
}

func (s *site) waitImport(id string) {
	s.t.Helper()
	for range 200 {
		if !strings.Contains(s.get("/u/"+id+"/import").Body, "hx-sse:connect") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatal("the import does not end")
}

// takeIn takes in the import that waits.
func (s *site) takeIn(id string) {
	s.t.Helper()
	e, err := s.Engagements.Get(s.t.Context(), s.User, id)
	if err != nil {
		s.t.Fatal(err)
	}
	s.post("/u/"+id+"/importer/"+e.Candidate+"/las-in", url.Values{"fore": {e.Snapshot}})
}

func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	found, _, _ := strings.Cut(rest, after)
	return found
}

func html(text string) string { return strings.NewReplacer("&amp;", "&", "&#34;", `"`).Replace(text) }
