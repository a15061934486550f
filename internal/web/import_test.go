package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// sieFile is a small SIE 4E file of a company and year.
func sieFile(orgnr, year, result string) string {
	return strings.Join([]string{
		"#FLAGGA 0", "#PROGRAM \"Prov\" 1", "#FORMAT PC8", "#GEN 20260101", "#SIETYP 4", "#ORGNR " + orgnr, "#FNAMN \"Prov AB\"",
		"#RAR 0 " + year + "0101 " + year + "1231", "#KONTO 1930 \"Bank\"", "#KONTO 2081 \"Aktiekapital\"", "#KONTO 3001 \"Sales\"",
		"#IB 0 1930 25000.00", "#IB 0 2081 -25000.00", "#UB 0 1930 " + result, "#UB 0 2081 -25000.00", "#RES 0 3001 -100.00",
		"#VER A 1 " + year + "0201 \"Sale\"", "{", "#TRANS 1930 {} 100.00", "#TRANS 3001 {} -100.00", "}", "",
	}, "\r\n")
}

// upload hands files over, by name and content.
func (s *site) upload(id string, files ...[2]string) page {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range files {
		part, err := form.CreateFormFile("fil", f[0])
		if err == nil {
			_, err = part.Write([]byte(f[1]))
		}
		if err != nil {
			s.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		s.t.Fatal(err)
	}
	resp, err := s.Browser.Post(s.URL+"/u/"+id+"/import/sie", form.FormDataContentType(), &body)
	return s.read(resp, err)
}

func TestUploadRefuses(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p := s.toSource("Prov AB", "556000-4615", "2025-01-01", "2025-12-31", "sie")
	s.wants(p, http.StatusOK, "Läs in SIE4-fil", `type="file"`)
	id := p.Query.Get("u")
	good := sieFile("556000-4615", "2025", "25100.00")
	many := make([][2]string, 11)
	for i := range many {
		many[i] = [2]string{fmt.Sprintf("%d.se", i), good}
	}
	for _, tt := range []struct {
		name  string
		files [][2]string
		want  string
	}{
		{"no_file", nil, "Ingen fil är vald"},
		{"empty_file", [][2]string{{"tom.se", ""}}, "tom.se innehåller ingenting"},
		{"not_sie", [][2]string{{"bild.png", "\x89PNG\r\n\x1a\n\x00\x00"}}, "bild.png är ingen SIE-fil"},
		{"name_is_shown_as_text", [][2]string{{"<b>x.se", "PK\x03\x04"}}, "&lt;b&gt;x.se är ingen SIE-fil"},
		{"another_company", [][2]string{{"annan.se", sieFile("556016-0680", "2025", "25100.00")}}, "556016-0680"},
		{"another_year", [][2]string{{"ar.se", sieFile("556000-4615", "2023", "25100.00")}}, "Fel räkenskapsår"},
		{"vouchers_only", [][2]string{{"i.si", "#FLAGGA 0\r\n#PROGRAM \"P\" 1\r\n#FORMAT PC8\r\n#GEN 20260101\r\n#SIETYP 4\r\n#FNAMN \"P\"\r\n#VER A 1 20250201 \"x\"\r\n{\r\n#TRANS 1930 {} 1.00\r\n#TRANS 3001 {} -1.00\r\n}\r\n"}}, "Inget lästes in"},
		{"too_many", many, "högst 10 filer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := s.upload(id, tt.files...)
			if p.Status < 400 || p.Status >= 500 || !strings.Contains(p.Body, tt.want) {
				t.Errorf("status %d, want a refusal with %q\n%s", p.Status, tt.want, p.Body)
			}
		})
	}
	s.wants(s.get("/u/"+id), http.StatusOK, "Ingen bokföring är inläst")
	s.wants(s.upload(id, [2]string{"2025.se", good}, [2]string{"2024.se", sieFile("556000-4615", "2024", "25100.00")}), http.StatusOK, "Bokföringen är inläst", "2024-01-01 – 2024-12-31")
}

func TestManualKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	p := s.toSource("Prov AB", "556000-4615", "2025-01-01", "2025-12-31", "manual")
	id := p.Query.Get("u")
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "  \n", "Inga saldon är ifyllda"},
		{"bad_amount", "1930;Bank;0;hundra", "Rad 1: ”1930;Bank;0;hundra”. Ett belopp går inte att läsa"},
		{"no_account", "Bank;1930", "Rad 1"},
		{"twice", "1930;Bank;0;0\n1930;Bank;0;0", "Rad 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := s.post("/u/"+id+"/import/manuell", url.Values{"saldon": {tt.text}})
			s.wants(p, http.StatusUnprocessableEntity, tt.want, ">"+tt.text+"</textarea>")
		})
	}
}

// TestLapsedConnection lets 31 days pass: the pages say so, and importing leads
// to Fortnox first.
func TestLapsedConnection(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	c := theCompany()
	year := c.Truth().Closing
	id := s.toSource(c.Name(), c.OrganisationNumber(), year.From.String(), year.To.String(), "fortnox").Query.Get("u")
	s.throughFortnox(id, url.Values{"guide": {"1"}}, "approve")
	s.waitImport(id)

	s.age(24)
	s.wants(s.get("/uppdrag?visa=koppling"), http.StatusOK, c.Name(), "6 dagar")
	s.age(7)
	s.wants(s.get("/uppdrag?visa=koppling"), http.StatusOK, c.Name(), "Har löpt ut")
	for _, path := range []string{"", "/underhall/datakalla"} {
		s.wants(s.get("/u/"+id+path), http.StatusOK, "Kopplingen till Fortnox har löpt ut", "Logga in och importera", "kopplingen har löpt ut")
	}
	p := s.post("/u/"+id+"/import", url.Values{})
	if p.Path != "/oauth-v1/auth" {
		t.Fatalf("importing with a lapsed connection leads to %s, want Fortnox's login", p.Path)
	}
	s.wants(s.throughFortnox(id, url.Values{}, "approve"), http.StatusOK, "Import från Fortnox")
	s.waitImport(id)
	s.wants(s.get("/u/"+id), http.StatusOK, "30 dagar kvar")

	s.wants(s.post("/u/"+id+"/fortnox/koppla-fran", url.Values{}), http.StatusOK, "Frånkopplad från Fortnox", "Logga in och importera")
}

// TestStreamEnds reads the progress of an import that is over.
func TestStreamEnds(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Prov AB", "556000-4615")
	p := s.get("/u/" + id + "/import/strom?guide=1")
	if got := p.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("Content-Type %q", got)
	}
	if want := "event: klar\ndata: /uppdrag/ny/uppgifter?u=" + id + "\n\n"; !strings.HasSuffix(p.Body, want) || !strings.HasPrefix(p.Body, "data: <") {
		t.Errorf("the stream is %q, want it to end in %q", p.Body, want)
	}
	s.wants(s.get("/u/"+id+"/import"), http.StatusOK)
}

func TestSwitchOfSource(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Prov AB", "556000-4615")
	path := "/u/" + id + "/underhall/datakalla"
	s.wants(s.get(path), http.StatusOK, "Om du byter från Manuell till Fortnox", "Om du byter från Manuell till SIE4-fil")
	s.wants(s.post(path, url.Values{"kalla": {"sie"}}), http.StatusOK, "Datakällan är nu SIE4-fil", "Om du byter från SIE4-fil till Fortnox")
	s.wants(s.post(path, url.Values{"kalla": {"manual"}}), http.StatusUnprocessableEntity, "Det går inte att byta till Manuell")
	s.wants(s.post(path, url.Values{"kalla": {"sie"}}), http.StatusUnprocessableEntity, "redan den datakällan")
	s.wants(s.post(path, url.Values{"kalla": {"annat"}}), http.StatusUnprocessableEntity)
	s.wants(s.post(path, url.Values{"kalla": {"fortnox"}}), http.StatusOK, "Datakällan är nu Fortnox", "Logga in och importera")
	s.wants(s.post("/u/"+id+"/import/manuell", url.Values{"saldon": {balances}}), http.StatusConflict, "annan datakälla")
}

// TestCancelAndSecondImport starts an import while one runs, and stops it. The
// second import of a company soon after the first waits for Fortnox's pace, so
// there is time to.
func TestCancelAndSecondImport(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	c := theCompany()
	year := c.Truth().Closing
	id := s.toSource(c.Name(), c.OrganisationNumber(), year.From.String(), year.To.String(), "fortnox").Query.Get("u")
	s.throughFortnox(id, url.Values{}, "approve")
	s.waitImport(id)
	before := between(s.get("/u/"+id).Body, "Senaste importen", "</table>")

	p := s.post("/u/"+id+"/import", url.Values{})
	s.wants(p, http.StatusOK, "Avbryt importen", "hx-sse:connect", "Du kan lämna sidan", `<meta http-equiv="refresh"`)
	s.wants(s.post("/u/"+id+"/import", url.Values{}), http.StatusOK, "En import pågår redan", "Ingen ny har startats")
	s.wants(s.post("/u/"+id+"/import/avbryt", url.Values{}), http.StatusOK)
	s.waitImport(id)
	s.wants(s.get("/u/"+id+"/import"), http.StatusOK, "Importen avbröts", "den förra importen gäller")
	if after := between(s.get("/u/"+id).Body, "Senaste importen", "</table>"); after != before {
		t.Errorf("a cancelled import changed the books:\n%s\n%s", before, after)
	}
	s.wants(s.post("/u/"+id+"/import/avbryt", url.Values{}), http.StatusOK, "Importen avbröts")
}
