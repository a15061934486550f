package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Years of every length and books of every kind are computed, or told at the
// place with what to do.
func TestOddYearsAndBooks(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	with := func(lines ...string) string { return taxBalances + "\n" + strings.Join(lines, "\n") }
	orgnrs := strings.Fields("559600-0017 559600-0025 559600-0033 559600-0041 559600-0058 559600-0066 559600-0074 559600-0082 559600-0090")
	for i, tt := range []struct {
		name, from, to, books string
		tax, plan             []string
	}{
		{"eighteen_months", "2024-07-01", "2025-12-31", taxBalances, []string{"Beskattningsåret är 18 månader", "1,96\u00a0% × 18/12"}, []string{"Avsättning till periodiseringsfond 2025"}},
		{"one_month", "2025-12-01", "2025-12-31", taxBalances, []string{"Beskattningsåret är 1 månad.", "1,96\u00a0% × 1/12"}, []string{"Max periodiseringsfond"}},
		{"first_year", "2025-03-05", "2025-12-31", "1930;Bank;0;60000\n2081;Aktiekapital;0;-25000\n2512;Beräknad skatt;0;0\n3001;Försäljning;-35000",
			[]string{"Beskattningsåret är 10 månader", "35\u00a0000", "7\u00a0210"}, []string{"8\u00a0750", "Inga fonder att återföra frivilligt"}},
		{"loss", "2025-01-01", "2025-12-31", with("5010;Lokalhyra;150000", "2890;Övrigt;0;-150000"),
			[]string{"Året ger ett underskott, 48\u00a0216", "Till INK2 1.2"}, []string{"så ingen avsättning till periodiseringsfond kan göras"}},
		{"fund_of_2017", "2025-01-01", "2025-12-31", with("2127;Periodiseringsfond 2017;-8000;-8000", "1940;Bank;8000;8000"),
			[]string{"8:e beskattningsåret efter. Den återförs nu.", "SFS 2018:1206", "480"}, []string{"återförd nu", "+8\u00a0000"}},
		{"closed_in_the_ledger", "2025-01-01", "2025-12-31", strings.NewReplacer("2099;Årets resultat;0;0", "2099;Årets resultat;0;-100000", "8999;Årets resultat;0", "8999;Årets resultat;100000").Replace(taxBalances),
			[]string{"Årets resultat är redan bokfört med −100\u00a0000. Systemverifikationen bygger vidare"}, []string{"Redan bokfört i år", "Årets resultat, bokfört −100\u00a0000,00", "Vänd det, och bokför hela beloppet"}},
		{"not_bas", "2025-01-01", "2025-12-31", with("9100;Internt;0;500", "9101;Internt;0;-500"),
			[]string{"Konton som inte följer BAS-kontoplanen, 2 st: 9100, 9101"}, []string{"förrän de är omförda"}},
		{"long_ago", "2019-01-01", "2019-12-31", "1930;Bank;0;60000\n2081;Aktiekapital;0;-25000\n3001;Försäljning;-35000",
			[]string{"21,4\u00a0%", "7\u00a0490", "Senast 2020-05-03, för att undvika kostnadsränta. Dagen har passerat."}, []string{"8\u00a0750"}},
		{"before_the_law", "2017-01-01", "2017-12-31", taxBalances, []string{"Skattereglerna saknas för 2017-01-01", "Programmet har satser från 2018-01-01"}, []string{"Skattereglerna saknas"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			id := s.toSource("Prov AB", orgnrs[i], tt.from, tt.to, "manual").Query.Get("u")
			s.post("/u/"+id+"/import/manuell", url.Values{"guide": {"1"}, "saldon": {tt.books}})
			s.wants(s.get("/u/"+id+"/skatt"), http.StatusOK, tt.tax...)
			s.wants(s.get("/u/"+id+"/skatt/planering"), http.StatusOK, tt.plan...)
			s.wants(s.get("/u/"+id+"/skatt/ink2"), http.StatusOK, "Inkomstdeklaration 2")
		})
	}
}

// What is typed of the facts is told by name when it cannot be right, and no row
// is left out in silence.
func TestTaxFactsThatCannotBe(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.taxed()
	path := "/u/" + id + "/skatt/uppgifter"
	for _, tt := range []struct {
		want  string
		typed url.Values
	}{
		{"Fyll i fältet, eller töm raden.", url.Values{"fond.0.belopp": {"40 000"}}},
		{"Fyll i fältet, eller töm raden.", url.Values{"rantenetto.1.fran": {"2024-01-01"}}},
		{"Programmet har ingen sats för raden. Skriv egen skatt eller avgift.", url.Values{"fastighet.0.rad": {"1.10"}, "fastighet.0.varde": {"100"}}},
		{"Kapital skrivs på rad 1.7a eller 1.7b", url.Values{"avkastning.0.rad": {"1.6a"}, "avkastning.0.kapital": {"100"}}},
		{"Planerad utdelning: en uppgift kan inte stämma", url.Values{"utdelning": {"-5"}}},
	} {
		tt.typed.Set("version", s.version(path))
		p := s.post(path, tt.typed)
		s.wants(p, http.StatusUnprocessableEntity, tt.want)
		for name, value := range tt.typed {
			if name != "version" && !strings.Contains(p.Body, `name="`+name+`" value="`+value[0]+`"`) && !strings.Contains(p.Body, `value="`+value[0]+`"`) {
				t.Errorf("%s: %q is gone", name, value[0])
			}
		}
	}
	ok := url.Values{"version": {s.version(path)}, "avkastning.0.rad": {"1.7b"}, "avkastning.0.kapital": {"1 000 000"}}
	s.wants(s.post(path, ok), http.StatusOK, "Uppgifterna är sparade", `value="1`+"\u00a0"+`000`+"\u00a0"+`000,00"`)
	s.wants(s.get("/u/"+id+"/skatt"), http.StatusOK, "INK2 1.7b, underlag 29\u00a0600 × 30\u00a0%", "8\u00a0880")
	over := planOf("0", "own")
	over.Set("fond.2124/2024-12-31", "1")
	s.wants(s.get("/u/"+id+"/skatt/planering?"+over.Encode()), http.StatusOK, "Återföringen av fonden på konto 2124 går inte att göra")
}
