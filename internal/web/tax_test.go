package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// taxBalances are typed balances of a company with a profit of 100 000 and the
// accounts that a plan books on.
const taxBalances = `1930;Företagskonto;125000;225000
2081;Aktiekapital;-25000;-25000
2091;Balanserad vinst;0;0
2099;Årets resultat;0;0
2120;Periodiseringsfond 2020;-40000;-40000
2125;Periodiseringsfond 2025;0;0
2440;Leverantörsskulder;-60000;-60000
2512;Beräknad skatt;0;0
2518;Betald F-skatt;0;0
3001;Försäljning;-101000
6072;Representation;1000
8811;Avsättning;0
8819;Återföring;0
8910;Skatt;0
8999;Årets resultat;0`

// taxed is an engagement with taxBalances.
func (s *site) taxed() string {
	s.t.Helper()
	id := s.manual("Prov AB", "556000-4615")
	s.post("/u/"+id+"/import/manuell", url.Values{"saldon": {taxBalances}})
	e, err := s.Engagements.Get(s.t.Context(), s.User, id)
	if err != nil {
		s.t.Fatal(err)
	}
	if e.Candidate != "" {
		if p := s.post("/u/"+id+"/importer/"+e.Candidate+"/las-in", url.Values{"fore": {e.Snapshot}}); p.Status != http.StatusOK {
			s.t.Fatalf("taking in the import: %d", p.Status)
		}
	}
	return id
}

func (s *site) version(path string) string {
	s.t.Helper()
	return between(s.get(path).Body, `name="version" value="`, `"`)
}

// plan is the form of Resultatplanering with an alternative marked.
func planOf(version, alternative string) url.Values {
	return url.Values{"version": {version}, "alternativ": {alternative}, "egen": {""}, "mal": {""}, "malsort": {"result"}}
}

// Profit 100 000, cost that is not deductible 1 000, fund 2020 of 40 000 with
// 1,96 % standard income of 784: base 101 784, tax 20,6 % on 101 780.
func TestTaxPage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	p := s.get("/u/" + id + "/skatt")
	s.wants(p, http.StatusOK, "Skatteberäkning", "4.3c", "6072 Representation 1\u00a0000", "Beskattningsbar inkomst", "101\u00a0780", "20\u00a0966", "SFL 65 kap. Vilar på en enda källa.")
	for path, wants := range map[string][]string{
		"/skatt/planering":   {"Max periodiseringsfond", "25\u00a0446", "Så beräknas högsta avsättning", "<svg class=\"chart\"", `class="landscape"`},
		"/skatt/justeringar": {"Andra bokförda kostnader som inte ska dras av", "Schablonintäkt på periodiseringsfonder"},
		"/skatt/uppgifter":   {`value="2120"`, `value="2020-01-01"`, "Debiterad preliminärskatt"},
		"/skatt/ink2":        {"INK2R", "7450", "Fritt eget kapital", "utskrift.css?rubrik=Inkomstdeklaration", "data-print"},
		"/skatt/ink2.csv":    {"INK2S"},
	} {
		s.wants(s.get("/u/"+id+path), http.StatusOK, wants...)
	}
}

// From a chosen alternative to its system entries and away again.
func TestPlanIsChosenOnThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	path := "/u/" + id + "/skatt/planering"
	p := s.post(path+"/valj", planOf(s.version(path), "max"))
	s.wants(p, http.StatusOK, "Max periodiseringsfond används. Systemverifikationerna är gjorda.")
	s.wants(s.get("/u/"+id+"/verifikationer"), http.StatusOK, "S1", "Avsättning till periodiseringsfond 2025", "Årets resultat 2025")
	s.wants(s.post(path+"/valj", planOf("0", "none")), http.StatusConflict, "Någon annan hann ändra före dig")
	form := planOf(s.version(path), "own")
	form.Set("egen", "tolv tusen")
	s.wants(s.post(path+"/valj", form), http.StatusUnprocessableEntity, "”tolv tusen” är inget belopp", `value="tolv tusen"`)
	form.Set("egen", "99 999")
	s.wants(s.post(path+"/valj", form), http.StatusUnprocessableEntity, "Avsättningen går inte att göra", `value="99 999"`)
	form.Set("egen", "12 000")
	form.Set("namn", "Lagom")
	s.wants(s.post(path+"/spara", form), http.StatusOK, "Alternativet är sparat", "Lagom")
	s.wants(s.post("/u/"+id+"/skatt/belopp", url.Values{"version": {s.version(path)}, "skatt": {"15 000"}}), http.StatusOK, "beräknat", "Återställ")
	s.wants(s.get(path), http.StatusOK, "Används")
	s.wants(s.post(path+"/slapp", url.Values{"version": {s.version(path)}}), http.StatusOK, "Inget alternativ används")
	if body := s.get("/u/" + id + "/verifikationer").Body; strings.Contains(body, "Årets resultat 2025") {
		t.Error("the system entries stay without an alternative")
	}
}

func TestAdjustmentsOnThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	path := "/u/" + id + "/skatt/justeringar"
	form := url.Values{"version": {s.version(path)}, "id": {"4.3c/6072"}, "beslut": {"changed"}, "belopp": {"hälften"}, "notering": {"Halva avdragsgill"}}
	s.wants(s.post(path, form), http.StatusUnprocessableEntity, "”hälften” är inget belopp", `value="hälften"`, "Halva avdragsgill")
	form.Set("belopp", "500")
	s.wants(s.post(path, form), http.StatusOK, "Justeringen är sparad", "+500,00")
	s.wants(s.post(path, form), http.StatusConflict, "Det du skrev står kvar", `value="500"`)
	add := url.Values{"version": {s.version(path)}, "rad": {"4.13"}, "belopp": {"-2 000"}, "notering": {"Övrigt avdrag"}}
	s.wants(s.post(path+"/ny", add), http.StatusOK, "Justeringen är tillagd", "Övrigt avdrag")
	s.wants(s.get("/u/"+id+"/skatt"), http.StatusOK, "beräknat 1\u00a0000")
}

// Nothing typed is lost when some of it is wrong.
func TestTaxFactsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	path := "/u/" + id + "/skatt/uppgifter"
	form := url.Values{
		"version": {s.version(path)}, "kalla": {"INK2 2024"}, "underskott": {"tio"}, "debiterad": {"12 000"},
		"fond.0.konto": {"2120"}, "fond.0.fran": {"2020-01-01"}, "fond.0.till": {"2020-13-31"}, "fond.0.belopp": {"40 000"},
	}
	s.wants(s.post(path, form), http.StatusUnprocessableEntity, "”tio” är inget belopp", "”2020-13-31” är inget datum", `value="INK2 2024"`, `value="12 000"`)
	form.Set("underskott", "10 000")
	form.Set("fond.0.till", "2020-12-31")
	s.wants(s.post(path, form), http.StatusOK, "Uppgifterna är sparade", `value="INK2 2024"`)
	s.wants(s.post(path+"/signera", url.Values{"version": {s.version(path)}}), http.StatusOK, "Uppgifterna är signerade", "Signerade")
	s.wants(s.get("/u/"+id+"/skatt"), http.StatusOK, "Outnyttjat underskott från tidigare år", "Debiterad preliminärskatt")
	form.Set("version", s.version(path))
	form.Set("privatbostad", "ja")
	s.post(path, form)
	s.wants(s.get("/u/"+id+"/skatt"), http.StatusOK, "Skatten för privatbostadsföretag görs inte")
	s.wants(s.get("/u/"+id+"/skatt/uppgifter"), http.StatusOK, `value="INK2 2024"`)
}

// Other firms see nothing, and readers change nothing.
func TestTaxPagesOfOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	gets := []string{"/skatt", "/skatt/planering", "/skatt/justeringar", "/skatt/uppgifter", "/skatt/ink2", "/skatt/ink2.csv"}
	posts := []string{
		"/skatt/belopp", "/skatt/planering/valj", "/skatt/planering/spara", "/skatt/planering/bort", "/skatt/planering/slapp", "/skatt/planering/sett",
		"/skatt/planering/bekrafta", "/skatt/planering/gor-om", "/skatt/agare", "/skatt/justeringar", "/skatt/justeringar/ny", "/skatt/justeringar/bort", "/skatt/uppgifter", "/skatt/uppgifter/signera",
		"/skatt/uppgifter/rulla",
	}
	form := planOf("0", "max")
	for name, value := range map[string]string{"namn": "X", "belopp": "1", "skatt": "1", "notering": "x", "rad": "4.13", "id": "x", "beslut": "confirmed"} {
		form.Set(name, value)
	}
	s.newOffice("Annan byrå", "Olle Ek", "olle@annan.example")
	other := newBrowser(t)
	s.signIn(other, "olle@annan.example")
	for _, path := range gets {
		if p := s.getAs(other, "/u/"+id+path); p.Status != http.StatusNotFound {
			t.Errorf("GET %s by another firm = %d, want 404", path, p.Status)
		}
	}
	for _, path := range posts {
		if p := s.postAs(other, "/u/"+id+path, form); p.Status != http.StatusNotFound {
			t.Errorf("POST %s by another firm = %d, want 404", path, p.Status)
		}
	}
	if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE office_user SET role = 'reader' WHERE id = $1", s.User.ID); err != nil {
		t.Fatal(err)
	}
	for _, path := range gets {
		if p := s.get("/u/" + id + path); p.Status != http.StatusOK {
			t.Errorf("GET %s by a reader = %d, want 200", path, p.Status)
		}
	}
	for _, path := range posts {
		if p := s.post("/u/"+id+path, form); p.Status != http.StatusForbidden && path != "/skatt/uppgifter/rulla" {
			t.Errorf("POST %s by a reader = %d, want 403", path, p.Status)
		}
	}
}
