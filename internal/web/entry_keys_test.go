package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// objectsFile is a small year with two cost centres and a project.
const objectsFile = "#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#PROGRAM \"Prov\" 1\r\n#GEN 20260110\r\n#FNAMN \"Granngarden AB\"\r\n#ORGNR 556000-4615\r\n" +
	"#RAR 0 20250101 20251231\r\n#KONTO 1930 \"Bank\"\r\n#KONTO 2081 \"Aktiekapital\"\r\n#KONTO 5010 \"Hyra\"\r\n#DIM 1 \"Kst\"\r\n#DIM 6 \"Projekt\"\r\n" +
	"#OBJEKT 1 \"BUTIK\" \"Butiken\"\r\n#OBJEKT 1 \"LAGER\" \"Lagret\"\r\n#OBJEKT 6 \"P1\" \"Bygget\"\r\n" +
	"#IB 0 1930 25000.00\r\n#IB 0 2081 -25000.00\r\n#UB 0 1930 25000.00\r\n#UB 0 2081 -25000.00\r\n"

// TestAllocationKeys: a key is made, splits a row of an entry to the öre, and is
// taken away.
func TestAllocationKeys(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p := s.toSource("Granngården AB", "556000-4615", "2025-01-01", "2025-12-31", "sie")
	id := p.Query.Get("u")
	s.upload(id, [2]string{"a.se", objectsFile})
	u := "/u/" + id + "/verifikationer"
	keys := u + "/fordelning"
	ok(s, s.get(keys), "Inga ännu.", "Butiken")
	save := func(name string, parts ...string) page {
		form := url.Values{"version": {s.version(keys)}, "gammal": {""}, "namn": {name}, "kst": {"BUTIK", "LAGER", ""}, "projekt": {"", "P1", ""}, "andel": append(parts, "")}
		return s.post(keys, form)
	}
	for _, tt := range []struct {
		name  string
		parts []string
		want  string
	}{
		{"", []string{"50", "50"}, "Skriv ett namn"},
		{"Yta", []string{"50", "49,99"}, "Andelarna är 99,99\u00a0% tillsammans."},
		{"Yta", []string{"50", "hälften"}, "”hälften” är ingen procentsats"},
		{"Yta", []string{"100", "0"}, "Rad 2: Andelen är mer än 0"},
	} {
		s.wants(save(tt.name, tt.parts...), http.StatusUnprocessableEntity, strings.ReplaceAll(tt.want, "\u00a0", " "), `value="LAGER"`)
	}
	ok(s, save("Yta", "33,33", "66,67"), "Nyckeln Yta är sparad", "BUTIK 33,33\u00a0%, LAGER P1 66,67\u00a0%")
	s.wants(save("yta", "50", "50"), http.StatusConflict, "Det finns redan en fördelningsnyckel med det namnet")
	ok(s, s.get(keys+"?nyckel=Yta"), "Ändra Yta", `value="66,67"`)

	entry := url.Values{
		"datum": {"2025-12-31"}, "text": {"Hyra"}, "konto": {"5010", "1930"}, "debet": {"1 000,01", ""}, "kredit": {"", "1 000,01"}, "radtext": {"", ""},
		"kst": {"", ""}, "projekt": {"", ""}, "gor": {"fordela"}, "nyckel": {"Yta"}, "fordela-rad": {"1"},
	}
	ok(s, s.post(u, entry), `value="333,30"`, `value="666,71"`, `value="LAGER"`, `value="P1"`, "Balanserar")
	entry.Set("fordela-rad", "7")
	s.wants(s.post(u, entry), http.StatusUnprocessableEntity, "Skriv numret på en rad som är ifylld.")

	ok(s, s.post(keys+"/egna", url.Values{"version": {s.version(keys)}, "kst": {"BUTIK"}, "projekt": {""}}), "Valet är sparat", `value="BUTIK" selected`)
	s.wants(s.post(keys+"/egna", url.Values{"version": {s.version(keys)}, "kst": {"FINNS EJ"}}), http.StatusUnprocessableEntity, "Kostnadsstället finns inte i bokföringen.")
	ok(s, s.post(keys+"/bort", url.Values{"version": {s.version(keys)}, "namn": {"Yta"}}), "Nyckeln Yta är borttagen", "Inga ännu.")
}

// TestOfficeTemplates: an entry is saved as a template, begins another engagement's
// entry, and is taken away.
func TestOfficeTemplates(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	first := "/u/" + s.manual("Granngården AB", "556000-4615") + "/verifikationer"
	ok(s, s.post(first, entryOf()))
	ok(s, s.get(first+"/mallar?fran=B1"), "Upplupen ränta", "Inga ännu.")
	s.wants(s.post(first+"/mallar", url.Values{"ver": {"B1"}, "namn": {" "}}), http.StatusUnprocessableEntity, "Texten saknas")
	ok(s, s.post(first+"/mallar", url.Values{"ver": {"B1"}, "namn": {"Ränta varje år"}}), "Mallen Ränta varje år är sparad", "1930 3001")
	s.wants(s.post(first+"/mallar", url.Values{"ver": {"B1"}, "namn": {"ränta VARJE år"}}), http.StatusUnprocessableEntity, "Byrån har redan en mall med det namnet")

	second := "/u/" + s.manual("Andra AB", "556036-0793") + "/verifikationer"
	choice := between(ok(s, s.get(second+"/ny"), "Byråns mallar", "Ränta varje år").Body, `value="byra:`, `"`)
	p := ok(s, s.get(second+"/ny?fran=byra:"+choice), `value="Upplupen ränta"`, `value="3001"`)
	if strings.Contains(p.Body, `value="250,00"`) {
		t.Error("amounts that were not to be saved are there")
	}
	ok(s, s.post(second+"/mallar/bort", url.Values{"mall": {choice}}), "Mallen är borttagen")
	if p := s.get(second + "/ny?fran=byra:" + choice); p.Status != http.StatusNotFound {
		t.Errorf("a template that was taken away: %d", p.Status)
	}
}
