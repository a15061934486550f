package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// as changes form and framework of the client, as Inställningar does.
func (s *site) as(id, form, framework string) {
	s.t.Helper()
	e, err := s.Engagements.Get(s.t.Context(), s.User, id)
	if err != nil {
		s.t.Fatal(err)
	}
	e.Client.Form, e.Client.Framework = office.Form(form), office.Framework(framework)
	if _, err := s.Offices.SaveClient(s.t.Context(), s.User, e.Client); err != nil {
		s.t.Fatal(err)
	}
}

// In an enskild firma and a handelsbolag the result goes to the owners, no tax is
// booked, and the page says which forms are not made.
func TestResultOfOwnersOnThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	withOwners := taxBalances + "\n2019;Årets resultat, delägare 1;0;0\n2029;Årets resultat, delägare 2;0;0"
	s.post("/u/"+id+"/import/manuell", url.Values{"saldon": {withOwners}})
	if e, _ := s.Engagements.Get(t.Context(), s.User, id); e.Candidate != "" {
		s.post("/u/"+id+"/importer/"+e.Candidate+"/las-in", url.Values{"fore": {e.Snapshot}})
	}

	s.as(id, "ef", "k2")
	for _, path := range []string{"/skatt", "/skatt/planering", "/skatt/justeringar", "/skatt/uppgifter", "/skatt/ink2"} {
		p := s.get("/u/" + id + path)
		s.wants(p, http.StatusOK, "Ingen skatt bokförs i företaget", "Blanketten NE görs inte av programmet", `value="2019"`, "100\u00a0000,00")
		if strings.Contains(p.Body, "Inkomstdeklaration 2") || strings.Contains(p.Body, "Skatteberäkning") {
			t.Errorf("%s: the register has tabs of a company's tax", path)
		}
	}
	version, facts := s.version("/u/"+id+"/skatt"), "0"
	form := url.Values{"version": {version}, "uppgifter": {facts}, "delagare.0.konto": {"2019"}, "delagare.0.andel": {"hela"}}
	s.wants(s.post("/u/"+id+"/skatt/agare", form), http.StatusUnprocessableEntity, "Skriv andelen i procent", `value="hela"`)
	form.Set("delagare.0.andel", "90")
	s.wants(s.post("/u/"+id+"/skatt/agare", form), http.StatusUnprocessableEntity, "Andelarna ska bli 100 % tillsammans.", `value="90"`)
	form.Set("delagare.0.andel", "100 %")
	s.wants(s.post("/u/"+id+"/skatt/agare", form), http.StatusOK, "Årets resultat är fördelat")
	s.wants(s.get("/u/"+id+"/verifikationer"), http.StatusOK, "S1", "Årets resultat 2025")
	s.wants(s.post("/u/"+id+"/skatt/agare", form), http.StatusConflict, `value="2019"`)

	s.as(id, "hb", "k2")
	s.wants(s.get("/u/"+id+"/skatt"), http.StatusOK, "INK4, INK4R, INK4S, INK4DU")
	form = url.Values{
		"version": {s.version("/u/" + id + "/skatt")}, "uppgifter": {"1"},
		"delagare.0.konto": {"2019"}, "delagare.0.andel": {"66,67"}, "delagare.2.konto": {"2029"}, "delagare.2.andel": {"33,33"},
	}
	s.wants(s.post("/u/"+id+"/skatt/agare", form), http.StatusOK, "66\u00a0670,00", "33\u00a0330,00")
	s.wants(s.post("/u/"+id+"/skatt/planering/slapp", url.Values{"version": {s.version("/u/" + id + "/skatt")}}), http.StatusOK, "Inget alternativ används")
}

// K3 asks for deferred tax, which the program does not make, and says.
func TestDeferredTaxIsNotMade(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	if body := s.get("/u/" + id + "/skatt").Body; strings.Contains(body, "Uppskjuten skatt") {
		t.Error("a company under K2 is told of deferred tax")
	}
	s.as(id, "ab", "k3")
	for _, path := range []string{"/skatt", "/skatt/planering"} {
		s.wants(s.get("/u/"+id+path), http.StatusOK, "Uppskjuten skatt görs inte", "2240")
	}
}

// What became of the system entries is told with old and new, until a person has
// seen it, and the effect of entries that are not transferred is confirmed.
func TestBandsOfThePlan(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	ctx, id := t.Context(), s.taxed()
	path := "/u/" + id + "/skatt/planering"
	s.post(path+"/valj", planOf(s.version(path), "none"))
	no, err := s.Engagements.CreateEntry(ctx, s.User, id, closing.Entry{
		Date: civil.MustParse("2025-12-31"), Text: "Upplupen kostnad", Rows: []closing.Row{{Account: "6072", Amount: money.Kronor(10_000)}, {Account: "2440", Amount: -money.Kronor(10_000)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.wants(s.get(path), http.StatusOK, "Systemverifikationerna gjordes om", "Årets resultat 2025", " → ", "Jag har sett det")
	p := s.post(path+"/sett", url.Values{"version": {s.version(path)}})
	s.wants(p, http.StatusOK, "Noterat")
	if strings.Contains(p.Body, "Jag har sett det") {
		t.Error("the band stays after a person has seen it")
	}
	if err := s.Engagements.ExcludeEntry(ctx, s.User, id, no, 1, true); err != nil {
		t.Fatal(err)
	}
	s.wants(s.get("/u/"+id+"/skatt"), http.StatusOK, "Resultatet i bokföringen kommer att skilja −10\u00a0000,00")
	p = s.post(path+"/bekrafta", url.Values{"version": {s.version(path)}, "belopp": {"-10000,00"}})
	s.wants(p, http.StatusOK, "Beloppet är bekräftat")
	if strings.Contains(p.Body, "kommer att skilja") {
		t.Error("the band stays after the amount is confirmed")
	}
	if _, err := s.Store.DB().ExecContext(ctx, "UPDATE engagement_part SET digest = replace(digest, 'Skatt på årets resultat', 'Skatt enligt äldre regler') WHERE key = 'S1'"); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"/skatt", "/skatt/planering"} {
		s.wants(s.get("/u/"+id+page), http.StatusOK, "gjorda med andra regler", "Gör om systemverifikationerna")
	}
	p = s.post(path+"/gor-om", url.Values{"version": {s.version(path)}})
	s.wants(p, http.StatusOK, "Systemverifikationerna är gjorda om")
	if strings.Contains(p.Body, "gjorda med andra regler") {
		t.Error("the band stays after the entries were made anew")
	}
}

// A saved alternative is changed under its name, and says what it saves and costs.
func TestSavedAlternativeIsChanged(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	path := "/u/" + id + "/skatt/planering"
	form := planOf("0", "own")
	form.Set("egen", "12 000")
	form.Set("namn", "Lagom")
	s.wants(s.post(path+"/spara", form), http.StatusOK, "Lagom", "−12\u00a0000")
	p := s.get(path)
	plan := between(p.Body, `name="id" value="`, `"`)
	p = s.get(path + "?andra=" + plan)
	s.wants(p, http.StatusOK, `value="12`, `value="Lagom"`, "Spara ändringen", `name="planversion" value="1"`)
	form.Set("egen", "14 000")
	form.Set("plan", plan)
	form.Set("planversion", "1")
	form.Set("over-gammalt", "1")
	p = s.post(path+"/spara", form)
	s.wants(p, http.StatusOK, "Alternativet är sparat", "−14\u00a0000", "+2\u00a0884") // 14 000 × 20,6 %
	if strings.Count(p.Body, "Ta bort</button>") != 1 {
		t.Error("changing an alternative left two")
	}
	s.wants(s.post(path+"/spara", form), http.StatusConflict, "Någon annan hann ändra före dig")
	form.Set("utdelning", "mycket")
	q := url.Values{}
	for name, value := range form {
		q[name] = value
	}
	s.wants(s.get(path+"?"+q.Encode()), http.StatusOK, "”mycket” är inget belopp", `value="mycket"`)
	q.Set("utdelning", "500 000")
	s.wants(s.get(path+"?"+q.Encode()), http.StatusOK, "för mycket")
}

// Facts are rolled on from last year's engagement, where there is one.
func TestRollTaxFactsOnThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	path := "/u/" + id + "/skatt/uppgifter"
	if strings.Contains(s.get(path).Body, "Hämta från förra året") {
		t.Error("the button is there without an engagement to take from")
	}
	s.wants(s.post(path+"/rulla", url.Values{"version": {s.version(path)}}), http.StatusConflict, "Det finns inget att hämta från förra året")
	facts := url.Values{"version": {s.version(path)}, "inventariemetod": {"restvarde"}, "invingaende": {"8 000"}, "invkopt": {"4 000"}}
	s.wants(s.post(path, facts), http.StatusOK, "Uppgifterna är sparade")
	plan := "/u/" + id + "/skatt/planering"
	s.post(plan+"/valj", planOf(s.version(plan), "max"))
	next := s.toSource("Prov AB", "556000-4615", "2026-01-01", "2026-12-31", "manual").Query.Get("u")
	s.post("/u/"+next+"/import/manuell", url.Values{"guide": {"1"}, "saldon": {balances}})
	path = "/u/" + next + "/skatt/uppgifter"
	s.wants(s.get(path), http.StatusOK, "Hämta från förra året")
	s.wants(s.post(path+"/rulla", url.Values{"version": {s.version(path)}}), http.StatusOK, "Uppgifterna är hämtade", `value="2125"`, `value="2025-12-31"`, "kommer från förra årets uppdrag", "9\u00a0000,00")
}

// The bilagor of the plan show how they are computed, and wait for a signature.
func TestBilagorOfThePlan(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	plan := "/u/" + id + "/skatt/planering"
	s.post(plan+"/valj", planOf(s.version(plan), "max"))
	s.wants(s.get("/u/"+id+"/bilagor"), http.StatusOK, "Periodiseringsfonder", "Skatter", "Automatisk", "Pågår")
	s.wants(s.get("/u/"+id+"/bilagor/21.1"), http.StatusOK, "Ingående fond", "−40\u00a0000,00", "−25\u00a0446,00", "/skatt/planering")
	p := s.get("/u/" + id + "/bilagor/25.1")
	s.wants(p, http.StatusOK, "Bolagsskatt 20,6\u00a0%", "IL 65 kap. 10 §", "Enligt beräkningen", "följer Resultatplanering")
	if strings.Contains(p.Body, "Lägg till rad") || strings.Contains(p.Body, "Ta bort bilagan") {
		t.Error("a bilaga that the program fills can be filled by hand")
	}
	s.wants(s.get("/u/"+id+"/balans?visa=automatiska"), http.StatusOK, "Automatiska", "2512", "2125")
}

// Equipment is taken from the register of fixed assets, and saved by a person.
func TestEquipmentFromTheRegisterOnThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	ctx, id := t.Context(), s.manual("Prov AB", "556000-4615")
	s.post("/u/"+id+"/import/manuell", url.Values{"saldon": {balances + "\n1220;Inventarier;100000;100000\n1229;Avskrivningar;-100000;-100000"}})
	if e, _ := s.Engagements.Get(ctx, s.User, id); e.Candidate != "" {
		s.post("/u/"+id+"/importer/"+e.Candidate+"/las-in", url.Values{"fore": {e.Snapshot}})
	}
	path := "/u/" + id + "/skatt/uppgifter?inventarier=register"
	s.wants(s.get(path), http.StatusOK, "Det finns inget anläggningsregister att hämta från")
	no, err := s.Engagements.CreateWorkpaper(ctx, s.User, id, "", []string{"1220", "1229"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Store.DB().ExecContext(ctx, `UPDATE engagement_part SET digest = replace(digest, '"own"', '"assets"'), body = replace(body, '"own"', '"assets"') WHERE key = $1`, no); err != nil {
		t.Fatal(err)
	}
	row := workpaper.Row{Account: "1220", Text: "Skåpbil", Date: civil.MustParse("2024-01-10"), Cells: map[string]string{"cost": "10000000", "life": "60"}}
	if _, err := s.Engagements.EditRows(ctx, s.User, id, no, []engagement.RowEdit{{Row: &row}}, nil); err != nil {
		t.Fatal(err)
	}
	s.wants(s.get(path), http.StatusOK, "Inget är sparat än", "80\u00a0000,00", "60\u00a0000,00", `value="2024-01-01"`)
}
