package web_test

import (
	"net/http"
	"net/url"
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
