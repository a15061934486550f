package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/office"
)

// do posts a form to a bilaga in the version that its page carries.
func (s *site) do(at, path string, form url.Values) page {
	s.t.Helper()
	if form == nil {
		form = url.Values{}
	}
	form.Set("version", s.get(at).version(s.t.(*testing.T)))
	return s.post(at+path, form)
}

// TestSigning walks a bilaga through what people answer for: an explained
// difference within the firm's limit, a review, a drift with its cause, and a
// small change that is accepted.
func TestSigning(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	limit := money.Amount(10_00)
	if err := s.Offices.SetRules(t.Context(), s.User, office.Rules{MaxExplained: &limit}); err != nil {
		t.Fatal(err)
	}
	facts := s.get("/u/" + id + "/underhall").doc(t)
	form := url.Values{"namn": {facts.value("namn")}, "form": {"ab"}, "regelverk": {"k2"}, "metod": {"accrual"}, "moms": {"month"}, "revisor": {"nej"}, "ansvarig": {s.User.ID}, "granskning": {"all"}, "vasentlighet": {"0,5x"}}
	form.Set("version", facts.value("version"))
	s.wants(s.post("/u/"+id+"/underhall", form), http.StatusUnprocessableEntity, "Det är inget belopp", `value="0,5x"`)
	form.Set("vasentlighet", "1,00")
	ok(s, s.post("/u/"+id+"/underhall", form), "Uppgifterna är sparade", `value="1,00"`)

	ok(s, s.addRow(at, "Kontoutdrag", "125489"), "Avviker 11,00", "Byråns gräns är 10,00")
	s.wants(s.do(at, "/klar", url.Values{"forklarat": {"11"}, "forklaring": {"Ränta"}}), http.StatusUnprocessableEntity, "större än byråns gräns", "Ränta")
	s.wants(s.do(at, "/klar", url.Values{"forklarat": {"elva"}, "forklaring": {"Ränta"}}), http.StatusUnprocessableEntity, "är inget belopp", `value="elva"`)
	ok(s, s.addRow(at, "Ränta", "5"), "Avviker 6,00")
	s.wants(s.do(at, "/klar", url.Values{"forklarat": {"5"}, "forklaring": {"Ränta"}}), http.StatusUnprocessableEntity, "Differensen är 6,00")
	ok(s, s.do(at, "/klar", url.Values{"forklarat": {"6"}, "forklaring": {"Ränta i januari"}}), "Klar med förklarad differens", "Ränta i januari", "Klar utan underlag")
	ok(s, s.do(at, "/granska", nil), "Granskad", "Ångra granskning")

	ok(s, s.addRow(at, "Öresutjämning", "0,40"),
		"måste klarmarkeras på nytt", "granskad av Anna Berg", "Öresutjämning", "+0,40", "Godta ändringen 0,40")
	ok(s, s.do(at, "/godta", nil), "Godtagen ändring", "Ångra granskning")
	ok(s, s.addRow(at, "Mer", "0,70"), "måste klarmarkeras på nytt")
	s.wants(s.do(at, "/godta", nil), http.StatusUnprocessableEntity, "Ändringen 1,10 är större än väsentlighetsgränsen 1,00")
	ok(s, s.do(at, "/klar", url.Values{"forklarat": {"4,90"}, "forklaring": {"Ränta"}}), "1 tidigare klarmarkering", "Inte granskad")
}

// TestBulkQuestionsAndColumns signs several rows at once, asks the client, and
// chooses columns.
func TestBulkQuestionsAndColumns(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	u := "/u/" + id
	s.addRow(at, "Kontoutdrag", "125500")
	value := attrOf(s.get(u+"/balans").doc(t).one("input", "name", "rad"), "value")
	ok(s, s.post(u+"/balans/klar", url.Values{"rad": {"1930 1"}}), "har ändrats sedan sidan visades")
	s.wants(s.post(u+"/balans/klar", url.Values{"rad": {"1930"}}), http.StatusBadRequest)
	ok(s, s.post(u+"/balans/klar", url.Values{}), "Ingen bilaga klarmarkerades")
	ok(s, s.post(u+"/balans/klar", url.Values{"rad": {value, "2081 -2500000"}}), "1 bilaga är klarmarkerad", "2081: bilagans konton")
	if boxes := s.get(u+"/balans").doc(t).all("input", "name", "rad"); len(boxes) != 0 {
		t.Errorf("%d rows can still be signed", len(boxes))
	}
	ok(s, s.get(u+"/balans?visa=utan-underlag"), "1930")
	ok(s, s.get(u+"/balans?visa=mina"), "1930")
	ok(s, s.get(u+"/balans?visa=granskade"), "Inga konton här")

	ok(s, s.do(at, "/kommentar", url.Values{"kommentar": {"Var är <b>utdraget</b>?"}, "mark": {"client"}}), "till kund", "obesvarad", "&lt;b&gt;utdraget")
	ok(s, s.post(u+"/konto/3001/kommentar", url.Values{"kommentar": {"Ovanligt hög"}, "mark": {"reviewer"}}), "till granskare")
	s.wants(s.post(u+"/konto/3001/kommentar", url.Values{"kommentar": {" "}}), http.StatusUnprocessableEntity, "Texten saknas")
	ok(s, s.get(u+"/resultat"), "1 kommentar till 3001, 1 obesvarad")
	ok(s, s.get(u+"/konto/3001"), "1 kommentar")
	asked := ok(s, s.get(u+"/fragor"), "Bilaga 19.1", "1. Bilaga 19.1 Företagskonto", "data-print", "utskrift.css")
	if tab := text(asked.doc(t).one("a", "aria-current", "page")); !strings.HasSuffix(strings.TrimSpace(tab), "2") {
		t.Errorf("the tab of questions is %q, want the count of the two that are open", tab)
	}
	ok(s, s.get(u+"/fragor?visa=granskare"), "Konto 3001", "Ovanligt hög")
	ok(s, s.get(u), "2 frågor är obesvarade", "Årets framsteg", "Konton klara utan underlag")
	question := strings.TrimPrefix(attrOf(s.get(at).doc(t).one("div", "class", "note"), "id"), "k-")
	ok(s, s.do(at, "/svar", url.Values{"fraga": {question}, "svar": {"Bifogat"}}), "Besvarad av Anna Berg", "Bifogat")
	ok(s, s.get(u+"/fragor"), "Inga obesvarade frågor")

	ok(s, s.post("/val/kolumner", url.Values{"uppdrag": {id}, "kolumn": {"mot", "klarmarkerad", "påhittad"}}), "Avstämt mot", "Anna Berg", "Vanliga kolumner")
	if head := s.get(u + "/balans").Body; strings.Contains(head, "IB → slutligt") {
		t.Error("a column that was not chosen is there")
	}
	other := s.manual("Beta AB", "556016-0680")
	if head := s.get("/u/" + other + "/balans").Body; strings.Contains(head, "IB → slutligt") {
		t.Error("another engagement does not begin with the latest choice")
	}
	p := ok(s, s.post("/val/kolumner", url.Values{"uppdrag": {other}, "vanliga": {"1"}, "sok": {"19"}}), "IB → slutligt")
	if p.Query.Get("sok") != "19" {
		t.Error("the search is gone")
	}
	if head := s.get(u + "/balans").Body; strings.Contains(head, "IB → slutligt") {
		t.Error("the choice of one engagement is made in another")
	}
}

// TestFirmsLimits: an administrator sets them, what is typed wrong stays, and an
// old page overwrites nothing.
func TestFirmsLimits(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	s.wants(s.post("/byra/granser", url.Values{"version": {"0"}, "forklarad": {"hundra"}}), http.StatusUnprocessableEntity, "Det är inget belopp", `value="hundra"`)
	s.wants(s.post("/byra/granser", url.Values{"version": {"0"}, "vasentlighet": {"-5"}}), http.StatusUnprocessableEntity, "Gränsen är ett belopp")
	ok(s, s.post("/byra/granser", url.Values{"version": {"0"}, "forklarad": {"500"}, "vasentlighet": {""}}), "Gränserna är sparade", `value="500,00"`)
	s.wants(s.post("/byra/granser", url.Values{"version": {"0"}, "forklarad": {"1"}}), http.StatusConflict, "Någon annan hann ändra")
	if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE office_user SET role = 'consultant'"); err != nil {
		t.Fatal(err)
	}
	s.wants(s.post("/byra/granser", url.Values{"version": {"1"}}), http.StatusForbidden)
	ok(s, s.get("/byra/granser"), "En administratör på byrån")
}
