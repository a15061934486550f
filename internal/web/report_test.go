package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestReports asks for every report on screen, as PDF and as a spreadsheet.
func TestReports(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.imported()
	ok(s, s.post("/u/"+id+"/verifikationer", entryOf()))
	base := "/u/" + id + "/rapporter"
	s.wants(s.get(base), http.StatusOK, "Balansrapport", "Huvudbok", "Verifikationslista", "Bokslutsverifikationer")
	for key, want := range map[string]string{
		"balansrapport": "Summa tillgångar", "resultatrapport": "Årets resultat", "resultat-per-manad": "dec", "huvudbok": "Utgående saldo, bokfört",
		"verifikationslista": "Verifikationslista", "balansavstamning": "Avstämt mot", "bokslutsverifikationer": "B1",
	} {
		s.wants(s.get(base+"/"+key), http.StatusOK, want)
		for ending, begins := range map[string]string{".pdf": "%PDF-", ".xlsx": "PK"} {
			p := s.get(base + "/" + key + ending)
			if p.Status != http.StatusOK || !strings.HasPrefix(p.Body, begins) {
				t.Errorf("%s%s = %d, begins %.20q", key, ending, p.Status, p.Body)
			}
			if h := p.Header.Get("Content-Disposition"); !strings.HasPrefix(h, "attachment;") || !strings.Contains(h, key+ending) {
				t.Errorf("%s%s is sent as %q", key, ending, h)
			}
		}
	}
	t.Run("choices", func(t *testing.T) {
		one := s.get(base + "/huvudbok?frankonto=1930&tillkonto=1930")
		s.wants(one, http.StatusOK, "1930")
		if strings.Contains(one.Body, ">3001 ") {
			t.Error("huvudbok of 1930 has 3001")
		}
		before := s.get(base + "/balansrapport?saldon=fore")
		if strings.Contains(before.Body, ">Justering<") {
			t.Error("balansrapport before the entries has the column Justering")
		}
	})
	t.Run("wrong_date", func(t *testing.T) {
		for _, ending := range []string{"", ".pdf", ".xlsx"} {
			p := s.get(base + "/huvudbok" + ending + "?fran=igår")
			s.wants(p, http.StatusUnprocessableEntity, "”igår” är inget datum", `value="igår"`)
		}
		s.wants(s.get(base+"/huvudbok?fran=2025-12-31&till=2025-01-01"), http.StatusUnprocessableEntity, "Perioden slutar innan den börjar.")
	})
	t.Run("no_such", func(t *testing.T) {
		for _, path := range []string{"/finns-inte", "/balansrapport.exe", "/finns-inte.pdf"} {
			s.wants(s.get(base+path), http.StatusNotFound)
		}
	})
	t.Run("margins", func(t *testing.T) {
		s.wants(s.get("/u/"+id+"/balans"), http.StatusOK, `media="print" href="/u/`+id+`/utskrift.css?rubrik=Balansavst%C3%A4mning"`)
		p := s.get("/u/" + id + `/utskrift.css?rubrik=a"};*{x:url(//b)}` + "%0a")
		if p.Header.Get("Content-Type") != "text/css; charset=utf-8" || strings.Count(p.Body, `"`) != 18 || strings.Contains(p.Body, "url(") {
			t.Errorf("the margins are\n%s", p.Body)
		}
	})
}

// Before the first import there is nothing to report.
func TestReportsWithoutImport(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p := s.toSource("Granngården AB", "556000-4615", "2025-01-01", "2025-12-31", "sie")
	base := "/u/" + p.Query.Get("u") + "/rapporter"
	for _, path := range []string{"", "/balansrapport", "/huvudbok.pdf", "/balansavstamning.xlsx"} {
		s.wants(s.get(base+path), http.StatusOK, "Ingen bokföring är inläst ännu")
	}
}
