package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestNextYear: an accrual is taken back in the next year, the year's result goes
// on there, and neither moves this year's figures.
func TestNextYear(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Prov AB", "556000-4615")
	u := "/u/" + id
	s.post(u+"/import/manuell", url.Values{"saldon": {taxBalances + "\n2098;Vinst från föregående år;0;0\n2898;Utdelning;0;0\n2990;Upplupet;0;0"}})
	s.takeIn(id)
	accrual := closingEntry("Arvode", "12 000")
	accrual.Set("aterfor", "1")
	accrual["konto"] = []string{"6072", "2990"}
	ok(s, s.post(u+"/verifikationer", accrual), "B1 är sparad")
	ok(s, s.get(u+"/verifikationer"), "N1", "Återföring av B1: Arvode", "Summa 1 verifikation", "1 verifikation hör till nästa räkenskapsår och räknas inte med")
	ok(s, s.get(u+"/verifikationer?visa=nasta-ar"), "Följer B1 och ändras där", "Hör till nästa räkenskapsår")
	ok(s, s.get(u+"/verifikationer/N1"), "Följer B1 och ändras där", "Öppna B1")
	ok(s, s.get(u), "1 verifikation hör till nästa räkenskapsår")
	accrual.Set("version", "1")
	s.wants(s.post(u+"/verifikationer/N1", accrual), http.StatusConflict, "Verifikationen hör till nästa år")

	ok(s, s.get(u+"/verifikationer/nasta-ar"), "Inget resultat är bokat i eget kapital ännu")
	result := closingEntry("Årets resultat", "100 000")
	result["konto"] = []string{"8999", "2099"}
	ok(s, s.post(u+"/verifikationer", result), "B2 är sparad")
	ok(s, s.get(u+"/verifikationer/nasta-ar"), "Flytta årets resultat 100\u00a0000,00 från 2099 till 2098 2026-01-01")
	save := func(change url.Values) page {
		form := url.Values{"version": {s.version(u + "/verifikationer/nasta-ar")}, "flytta": {"1"}}
		for k, v := range change {
			form[k] = v
		}
		return s.post(u+"/verifikationer/nasta-ar", form)
	}
	for _, tt := range []struct {
		form url.Values
		want string
	}{
		{url.Values{"stamma": {"igår"}}, "”igår” är inget datum"},
		{url.Values{"stamma": {"2026-05-12"}, "utdelning": {"mycket"}}, "”mycket” är inget belopp"},
		{url.Values{"stamma": {"2025-05-12"}}, "Stämman hålls i nästa räkenskapsår."},
		{url.Values{"stamma": {"2026-05-12"}, "utdelning": {"100 000,01"}}, "Utdelningen är större än det fria egna kapitalet, 100\u00a0000,00"},
	} {
		s.wants(save(tt.form), http.StatusUnprocessableEntity, tt.want)
	}
	ok(s, save(url.Values{"stamma": {"2026-05-12"}, "utdelning": {"30 000"}}), "Nästa räkenskapsår är sparat", "N2", "N3", "2026-05-12", "Stämmans beslut om årets resultat 2025")
	s.wants(s.post(u+"/verifikationer/nasta-ar", url.Values{"version": {"0"}}), http.StatusConflict, "Någon annan hann ändra före dig")
	ok(s, s.get(u+"/verifikationer/N3"), "2898", "70\u00a0000,00", "30\u00a0000,00")

	s.wants(s.get(u+"/verifikationer/sie/4i?serie=B&ver=B1&ver=N1"), http.StatusUnprocessableEntity, "Verifikationerna hör till två räkenskapsår")
	if p := s.get(u + "/verifikationer/sie/4i?serie=B&ver=N1"); p.Status != http.StatusOK || !strings.Contains(p.Body, "20260101") {
		t.Errorf("the file of the next year: %d", p.Status)
	}
	if p := s.get(u + "/verifikationer/sie/4e?serie=B"); strings.Contains(p.Body, "20260101") {
		t.Error("the file of this year holds vouchers of the next")
	}
}

// TestListOfEntries: the search and the sums of what is shown.
func TestListOfEntries(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	u := "/u/" + s.manual("Granngården AB", "556000-4615") + "/verifikationer"
	ok(s, s.post(u, entryOf()))
	second := closingEntry("Årets hyra", "1 234,50")
	second["konto"] = []string{"2440", "1930"}
	ok(s, s.post(u, second))
	for search, want := range map[string]string{"b2": "B2", "HYRA": "B2", "3001": "B1", "1234,5": "B2", "försälj": "B1", "Bank": "B1"} {
		p := ok(s, s.get(u+"?sok="+url.QueryEscape(search)), `id="`+want+`"`)
		if other := map[string]string{"B1": "B2", "B2": "B1"}[want]; strings.Contains(p.Body, `id="`+other+`"`) {
			t.Errorf("%q finds %s too", search, other)
		}
	}
	ok(s, s.get(u+"?sok=finns+inte"), "Ingen bokslutsverifikation stämmer med urvalet.")
	ok(s, s.get(u+"?sok=hyra"), "Effekt på årets resultat: 0,00.", "På tillgångar: −1\u00a0234,50. På eget kapital och skulder: −1\u00a0234,50.")
	ok(s, s.get(u), "Effekt på årets resultat: +250,00.", "/rapporter/bokslutsverifikationer")
}
