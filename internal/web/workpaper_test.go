package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// bank makes an engagement with a bilaga 19.1 for 1930, whose balance is
// 125 500,00, and gives the address of the bilaga.
func (s *site) bank() (id, at string) {
	s.t.Helper()
	id = s.manual("Granngården AB", "556000-4615")
	ok(s, s.post("/u/"+id+"/bilagor", url.Values{"konton": {"1930"}, "namn": {""}}), "Företagskonto")
	return id, "/u/" + id + "/bilagor/19.1"
}

func TestNewPaperNeedsAccounts(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	for _, tt := range []struct{ name, accounts, want string }{
		{"none", "", "Skriv minst ett konto."},
		{"not_in_the_chart", "1930 1234", "Kontot finns inte i kontoplanen"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := s.post("/u/"+id+"/bilagor", url.Values{"konton": {tt.accounts}, "namn": {"Kassa & bank"}})
			s.wants(p, http.StatusUnprocessableEntity, tt.want, `value="Kassa &amp; bank"`)
			if got := p.doc(t).value("konton"); got != tt.accounts {
				t.Errorf("the accounts typed are %q afterwards, want %q", got, tt.accounts)
			}
		})
	}
}

func TestRowsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	for _, tt := range []struct{ name, field, value, want string }{
		{"no_text", "text", "", "Texten saknas"},
		{"no_amount", "belopp", "", "Beloppet saknas"},
		{"not_an_amount", "belopp", "hundra", "”hundra” är inget belopp. Skriv som 1 234,50."},
		{"ambiguous_amount", "belopp", "1.234", "”1.234” är inget belopp"},
		{"not_a_day", "datum", "31 dec", "”31 dec” är inget datum. Skriv som 2025-12-31."},
		{"too_much", "belopp", "99999999999999", "Beloppet är för stort"},
		{"account_of_another_bilaga", "konto", "2081", "Kontot finns inte i kontoplanen"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			form := url.Values{"version": {s.get(at).version(t)}, "konto": {"1930"}, "text": {"Rad <1>"}, "datum": {"2025-12-31"}, "belopp": {"1200+350"}}
			form.Set(tt.field, tt.value)
			p := s.post(at+"/rad", form)
			s.wants(p, http.StatusUnprocessableEntity, tt.want)
			for _, field := range []string{"text", "datum", "belopp"} {
				if got := p.doc(t).value(field); got != form.Get(field) {
					t.Errorf("%s is %q afterwards, want %q as typed", field, got, form.Get(field))
				}
			}
		})
	}
	if strings.Contains(s.get(at).Body, "Rad &lt;1&gt;") {
		t.Error("a row that was refused is saved")
	}
}

func TestAmountsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	for _, tt := range []struct{ typed, want string }{
		{"1234567,89", "1 234 567,89"}, {"1 234,50", "1 234,50"}, {"1234.50", "1 234,50"}, {"−5", "-5,00"}, {"5-", "-5,00"}, {"1200+350", "1 550,00"},
	} {
		p := ok(s, s.post(at+"/rad", url.Values{"version": {s.get(at).version(t)}, "konto": {"1930"}, "text": {"Som " + tt.typed}, "belopp": {tt.typed}}))
		if !strings.Contains(cleared(p.Body), `<td class="num">`+tt.want+"</td>") {
			t.Errorf("%q is not saved as %s", tt.typed, tt.want)
		}
	}
}

// TestTwoPeopleInOneBilaga names the one who was first, keeps what the other
// typed, and lets it be saved knowingly.
func TestTwoPeopleInOneBilaga(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	stale := s.get(at).version(t)
	ok(s, s.post(at+"/kommentar", url.Values{"version": {stale}, "kommentar": {"Kontoutdrag begärt"}}), "Kontoutdrag begärt")
	for path, form := range map[string]url.Values{
		"/rad":       {"konto": {"1930"}, "text": {"Min rad"}, "belopp": {"12,5"}, "datum": {""}},
		"/kommentar": {"kommentar": {"Min kommentar"}},
		"/beskriv":   {"namn": {"Mitt namn"}, "mot": {"kontoutdrag"}, "motdatum": {"2025-12-31"}, "motnot": {"Min not"}},
	} {
		form.Set("version", stale)
		p := s.post(at+path, form)
		s.wants(p, http.StatusConflict, "Du själv ändrade bilaga 19.1 medan du skrev", "Kontoutdrag begärt")
		for field, want := range map[string]string{"/rad": "text", "/kommentar": "kommentar", "/beskriv": "motnot"} {
			if field == path && p.doc(t).value(want) != form.Get(want) {
				t.Errorf("%s: %s is %q afterwards, want %q", path, want, p.doc(t).value(want), form.Get(want))
			}
		}
		form.Set("version", p.version(t))
		ok(s, s.post(at+path, form))
		stale = "1"
	}
}

// TestSignedMeansSigned signs, lets an entry change the balance, and shows the
// old figure beside the new one until it is signed anew.
func TestSignedMeansSigned(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	s.wants(s.post(at+"/klar", url.Values{"version": {s.get(at).version(t)}}), http.StatusUnprocessableEntity, "Bilagan kan inte klarmarkeras")
	ok(s, s.post(at+"/rad", url.Values{"version": {s.get(at).version(t)}, "konto": {"1930"}, "text": {"Kontoutdrag"}, "belopp": {"125 500"}}), "Pågår")
	p := ok(s, s.post(at+"/klar", url.Values{"version": {s.get(at).version(t)}}), "Ångra klarmarkering", "Anna Berg")
	p.doc(t).one("form", "action", at+"/angra")

	entry := url.Values{
		"datum": {"2025-12-31"}, "text": {"Ränta"}, "konto": {"1930", "3001"}, "debet": {"100", ""}, "kredit": {"", "100"}, "radtext": {"", ""},
	}
	ok(s, s.post("/u/"+id+"/verifikationer", entry), "B1 är sparad")
	p = ok(s, s.get(at), "Bilaga 19.1 måste klarmarkeras på nytt", "Ändrad efter klarmarkering")
	if !strings.Contains(cleared(p.Body), "saldot gällde 125 500,00, är nu 125 600,00") {
		t.Error("the page does not say what the sign-off was given on")
	}
	ok(s, s.get("/u/"+id+"/balans?visa=andrade"), `data-row="1930"`)

	p = s.post(at+"/klar", url.Values{"version": {p.version(t)}})
	s.wants(p, http.StatusUnprocessableEntity, "Bilagan kan inte klarmarkeras")
	p = ok(s, s.post(at+"/klar", url.Values{"version": {p.version(t)}, "forklaring": {"Ränta bokas i januari"}}), "Klar med förklarad differens", "Ränta bokas i januari")
	ok(s, s.post(at+"/angra", url.Values{"version": {p.version(t)}, "konto": {"1930"}}), "Avviker 100,00")
}

func TestDeletedPaper(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	p := ok(s, s.post(at+"/bort", url.Values{"version": {s.get(at).version(t)}}), "Bilaga 19.1 är borttagen")
	if p.Path != "/u/"+id+"/bilagor" {
		t.Errorf("after deleting the page is %s", p.Path)
	}
	s.wants(s.get(at), http.StatusNotFound)
	ok(s, s.post("/u/"+id+"/bilagor", url.Values{"konton": {"1930"}}), "19.2")
	automatic := "/u/" + id + "/bilagor/15.1"
	ok(s, s.get(automatic), "Bilagan har ingen reskontra")
	s.wants(s.post(automatic+"/bort", url.Values{"version": {s.get(automatic).version(t)}}), http.StatusConflict, "Bilagan fylls av importen")
}
