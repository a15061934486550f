package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const controlsHead = "#FLAGGA 0\n#PROGRAM \"Prov\" 1\n#FORMAT PC8\n#SIETYP 4\n#ORGNR 556000-4615\n#FNAMN \"Kontroll AB\"\n" +
	"#KONTO 1510 Kundfordringar\n#KONTO 1910 Kassa\n#KONTO 1930 Bank\n#KONTO 2081 Aktiekapital\n#KONTO 2098 \"Vinst fran foregaende ar\"\n" +
	"#KONTO 2099 \"Arets resultat\"\n#KONTO 2999 OBS-konto\n#KONTO 3001 Forsaljning\n#KONTO 8999 \"Arets resultat\"\n"

// controlsLast is a year that was closed with a profit of 100.
var controlsLast = strings.NewReplacer("Arets", "Årets").Replace(controlsHead) + `#RAR 0 20240101 20241231
#IB 0 1930 50
#IB 0 2081 -50
#UB 0 1930 150
#UB 0 2081 -50
#UB 0 2099 -100
#RES 0 3001 -100
#RES 0 8999 100
#VER A 1 20240601 Kvitto
{
#TRANS 1930 {} 100
#TRANS 3001 {} -100
}
#VER A 3 20241231 Resultat
{
#TRANS 8999 {} 100
#TRANS 2099 {} -100
}
`

// controlsThis begins where that one ended, and has something of each kind.
var controlsThis = strings.NewReplacer("Arets", "Årets").Replace(controlsHead) + `#RAR 0 20250101 20251231
#RAR -1 20240101 20241231
#IB 0 1930 150
#IB 0 2081 -50
#IB 0 2099 -100
#UB 0 1930 153
#UB 0 1910 -8
#UB 0 2081 -50
#UB 0 2099 -100
#UB 0 2999 5
#VER A 1 20250201 Uttag
{
#TRANS 1910 {} -8
#TRANS 1930 {} 3
#TRANS 2999 {} 5
}
#VER A 2 20250202 Struken
{
#BTRANS 1930 {} 3
}
#VER A 5 20260202 Efteråt
{
#TRANS 1930 {} 7
#TRANS 1930 {} -7
}
`

func controlled(t *testing.T) (s *site, u string) {
	t.Helper()
	s = newSite(t, nil)
	p := s.toSource("Kontroll AB", "556000-4615", "2025-01-01", "2025-12-31", "sie")
	id := p.Query.Get("u")
	s.upload(id, [2]string{"2024.se", controlsLast}, [2]string{"2025.se", controlsThis})
	return s, "/u/" + id
}

func TestControlsLeadToWhatTheyAreAbout(t *testing.T) {
	t.Parallel()
	s, u := controlled(t)
	p := ok(s, s.get(u+"/kontroller"),
		"Föregående års resultat 100,00 ligger kvar på 2099. Flytta det till 2098 innan årets resultat bokas.",
		"Konto 1910 Kassa har saldot −8,00, på fel sida för kontot.", "Konto 2999 OBS-konto ska vara tomt vid årets slut men har saldot 5,00.",
		"Verifikation A 5 är daterad 2026-02-02, utanför räkenskapsåret.", "Serie A saknar verifikationsnummer 3 till 4.",
		"Verifikation A 2 (2025-02-02): alla rader är strukna.", "2024: Serie A saknar verifikationsnummer 2.", "Tidigare räkenskapsår")
	doc := p.doc(t)
	links := 0
	for _, list := range doc.all("ul", "class", "log big ways") {
		for n := range list.Descendants() {
			if n.Data == "a" {
				links++
				s.wants(s.get(attrOf(n, "href")), http.StatusOK)
			}
		}
	}
	if lines := strings.Count(p.Body, `<span class="r">`); links < lines || lines < 7 {
		t.Errorf("%d links on %d lines, want one on each of at least 7", links, lines)
	}
	for _, want := range []string{"/ver/0/A/5", "/ver/0/A/2", "/ver/1/A/1", "/konto/1910", "/konto/2099"} {
		if len(doc.all("a", "href", u+want)) == 0 {
			t.Errorf("no link leads to %s", want)
		}
	}
	ok(s, s.get(u), "Kontroller", "4 varningar och 5 upplysningar, 9 olästa", "Visa alla 9 iakttagelser", "ligger kvar på 2099")
}

// TestControlIsSeen marks a finding with a note, finds it among those that are
// seen, and makes it new again.
func TestControlIsSeen(t *testing.T) {
	t.Parallel()
	s, u := controlled(t)
	key := func(p page, text string) string {
		t.Helper()
		_, after, found := strings.Cut(p.Body, text)
		_, after, named := strings.Cut(after, `name="nyckel" value="`)
		if !found || !named {
			t.Fatalf("no form after %q", text)
		}
		value, _, _ := strings.Cut(after, `"`)
		return value
	}
	obs := key(s.get(u+"/kontroller"), "Konto 2999 OBS-konto")
	p := s.post(u+"/kontroller/sedd", url.Values{"nyckel": {obs}, "anteckning": {strings.Repeat("å", 501)}})
	s.wants(p, http.StatusUnprocessableEntity, "högst 500 tecken", strings.Repeat("å", 501))
	ok(s, s.post(u+"/kontroller/sedd", url.Values{"nyckel": {obs}, "anteckning": {"Bokas <bort>"}, "visa": {"olasta"}}), "Olästa")
	if body := s.get(u + "/kontroller?visa=olasta").Body; strings.Contains(body, "Konto 2999 OBS-konto") {
		t.Error("what was seen is among the unread")
	}
	p = ok(s, s.get(u+"/kontroller?visa=sedda"), "Konto 2999 OBS-konto", "Sedd av Anna Berg", ": Bokas &lt;bort&gt;")
	if strings.Contains(p.Body, "Konto 1910 Kassa") {
		t.Error("what nobody has seen is among the seen")
	}
	if strings.Contains(ok(s, s.get(u), "8 olästa").Body, "Konto 2999 OBS-konto") {
		t.Error("Översikt names what was seen")
	}
	ok(s, s.get(u+"/handelser"), "En iakttagelse på Kontroller markerades som sedd")
	ok(s, s.post(u+"/kontroller/ny", url.Values{"nyckel": {obs}, "visa": {"sedda"}}), "Inget är markerat som sett")
	ok(s, s.post(u+"/kontroller/sedd", url.Values{"nyckel": {"finns-inte"}}), "Iakttagelsen har ändrats under tiden")
}

// TestProposedEntrySettlesTheControl follows the button, and saves what it
// filled in.
func TestProposedEntrySettlesTheControl(t *testing.T) {
	t.Parallel()
	s, u := controlled(t)
	doc := ok(s, s.get(u+"/kontroller"), "ligger kvar på 2099").doc(t)
	var proposal string
	for _, a := range doc.all("a", "class", "btn") {
		if text(a) == "Skapa bokslutsverifikation" {
			proposal = attrOf(a, "href")
		}
	}
	p := ok(s, s.get(proposal), "Omföring av föregående års resultat")
	form := url.Values{}
	for _, input := range p.doc(t).all("input", "name", "*") {
		form.Add(attrOf(input, "name"), attrOf(input, "value"))
	}
	if got := strings.Join(form["konto"][:2], " ") + " " + form["debet"][0] + " " + form["kredit"][1]; got != "2099 2098 100,00 100,00" {
		t.Errorf("the form holds %q, want 2099 2098 100,00 100,00", got)
	}
	ok(s, s.post(u+"/verifikationer", url.Values{
		"datum": form["datum"], "text": form["text"], "konto": form["konto"][:2], "debet": form["debet"][:2], "kredit": form["kredit"][:2],
	}), "B1 är sparad")
	if p := s.get(u + "/kontroller"); strings.Contains(p.Body, "ligger kvar") {
		t.Error("the control stands although the entry settles it")
	}
}

func TestOddProposalsFillNothing(t *testing.T) {
	t.Parallel()
	s, u := controlled(t)
	for _, query := range []string{
		"konto=2099&konto=2098", "konto=2099&konto=2098&debet=1&kredit=1&debet=2", "konto=2099&debet=1&kredit=",
		strings.Repeat("konto=1&debet=1&kredit=&", 600),
	} {
		doc := ok(s, s.get(u+"/verifikationer/ny?"+query)).doc(t)
		for _, input := range doc.all("input", "name", "debet") {
			if attrOf(input, "value") != "" {
				t.Errorf("%.40s fills in %q", query, attrOf(input, "value"))
			}
		}
	}
	ok(s, s.get(u+"/verifikationer/ny?konto=x&konto=%3Cb%3E&debet=hej&debet=&kredit=&kredit=1&text="+strings.Repeat("a", 500)), "&lt;b&gt;")
}

// TestControlsAcrossYears holds the opening balances against last year's
// closing in the office.
func TestControlsAcrossYears(t *testing.T) {
	t.Parallel()
	s, u := controlled(t)
	p := s.toSource("Kontroll AB", "556000-4615", "2024-01-01", "2024-12-31", "sie")
	last := p.Query.Get("u")
	s.upload(last, [2]string{"2024.se", controlsLast})
	before := s.get(u + "/kontroller")
	if strings.Contains(before.Body, "förra årets bokslut") {
		t.Error("last year's closing differs from nothing, and is named")
	}
	ok(s, s.post("/u/"+last+"/verifikationer", url.Values{
		"datum": {"2024-12-31"}, "text": {"Kundförlust"}, "konto": {"1510", "3001"}, "debet": {"30", ""}, "kredit": {"", "30"},
	}), "B1 är sparad")
	d := ok(s, s.get(u+"/kontroller"), "Konto 1510: slutligt saldo i förra årets bokslut är 30,00, men ingående balans är 0,00.",
		"Bokslutsverifikation B1 ”Kundförlust” på 30,00 i bokslutet per 2024-12-31 är inte bokförd i bokföringsprogrammet.").doc(t)
	if len(d.all("a", "href", "/u/"+last+"/verifikationer?oppen=B1#B1")) != 1 {
		t.Error("no link leads to the entry of last year's closing")
	}
}

func TestControlsBeforeTheFirstImport(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.toSource("Kontroll AB", "556000-4615", "2025-01-01", "2025-12-31", "sie").Query.Get("u")
	ok(s, s.get("/u/"+id+"/kontroller"), "Ingen bokföring är inläst ännu")
}
