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
	ok(s, s.post("/u/"+id+"/bilagor", url.Values{"konton": {"1930"}, "namn": {""}, "slag": {"own"}}), "Företagskonto")
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

// gridRow is one row as the form of a bilaga sends it; a new one without mark.
func gridRow(id, mark string, cells map[string]string) url.Values {
	form := url.Values{"rad": {id}, "var": {mark}}
	for column, text := range cells {
		form.Set("k."+column, text)
	}
	return form
}

// addRow writes a row in a bilaga over one account.
func (s *site) addRow(at, text, amount string) page {
	s.t.Helper()
	return ok(s, s.post(at+"/rader", gridRow("", "", map[string]string{"text": text, "amount": amount})))
}

// TestRowsKeepWhatWasTyped: what does not fit its column is saved as it was
// typed, counts as nothing, and is told beside its row.
func TestRowsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	for _, tt := range []struct{ name, column, typed, want string }{
		{"not_an_amount", "amount", "hundra", "Belopp: ”hundra” är inget belopp. Skriv som 1 234,50."},
		{"ambiguous_amount", "amount", "1.234", "”1.234” är inget belopp"},
		{"not_a_day", "date", "31 foo", "Datum: ”31 foo” är inget datum. Skriv som 2025-12-31."},
		{"not_in_our_time", "date", "0025-12-31", "”0025-12-31” ligger utanför åren 1900–2199."},
		{"too_much", "amount", "99999999999999", "”99999999999999 kr” är för stort."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cells := map[string]string{"text": "Rad <" + tt.name + ">", "date": "2025-12-31", "amount": "0"}
			cells[tt.column] = tt.typed
			p := ok(s, s.post(at+"/rader", gridRow("", "", cells)), tt.want)
			if !strings.Contains(p.Body, `name="k.`+tt.column+`" value="`+tt.typed) {
				t.Errorf("%q is gone", tt.typed)
			}
		})
	}
	ok(s, s.get(at), "1930 avviker 125\u00a0500,00")
}

func TestAmountsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	for _, tt := range []struct{ typed, want string }{
		{"1234567,89", "1 234 567,89"}, {"1 234,50", "1 234,50"}, {"1234.50", "1 234,50"}, {"−5", "-5,00"}, {"5-", "-5,00"}, {"1200+350", "1 550,00"},
	} {
		p := s.addRow(at, "Som "+tt.typed, tt.typed)
		if !strings.Contains(cleared(p.Body), `name="k.amount" value="`+tt.want+`"`) {
			t.Errorf("%q is not saved as %s", tt.typed, tt.want)
		}
	}
}

// TestTwoPeopleInOneBilaga: rows of two people merge; the same row is told by
// name, keeps what was typed, and can be saved knowingly.
func TestTwoPeopleInOneBilaga(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	s.addRow(at, "Kontoutdrag", "1")
	p := s.addRow(at, "Checkar", "2")
	ids, marks := rowsOfGrid(p.doc(t))
	ok(s, s.post(at+"/rader", gridRow(ids[0], marks[0], map[string]string{"text": "Deras", "amount": "10"})))

	both := gridRow(ids[0], marks[0], map[string]string{"text": "Min", "amount": "20"})
	for name, more := range gridRow(ids[1], marks[1], map[string]string{"text": "Checkar i januari", "amount": "2"}) {
		both[name] = append(both[name], more...)
	}
	p = s.post(at+"/rader", both)
	s.wants(p, http.StatusConflict, "Du själv ändrade bilaga 19.1 medan du skrev", "Du själv ändrade raden", "till: Deras · 10,00", `value="Min"`, `value="Checkar i januari"`)
	_, marks = rowsOfGrid(p.doc(t))
	p = ok(s, s.post(at+"/rader", gridRow(ids[0], marks[0], map[string]string{"text": "Min", "amount": "20"})), `value="Min"`, `value="Checkar i januari"`)
	if strings.Contains(p.Body, "Deras") {
		t.Error("the row that was saved knowingly still has the other one's text")
	}

	stale := "1"
	for path, form := range map[string]url.Values{
		"/kommentar": {"kommentar": {"Min kommentar"}},
		"/beskriv":   {"namn": {"Mitt namn"}, "mot": {"kontoutdrag"}, "motdatum": {"2025-12-31"}, "motnot": {"Min not"}},
	} {
		form.Set("version", stale)
		p := s.post(at+path, form)
		s.wants(p, http.StatusConflict, "Du själv ändrade bilaga 19.1 medan du skrev")
		for field, want := range map[string]string{"/kommentar": "kommentar", "/beskriv": "motnot"} {
			if field == path && p.doc(t).value(want) != form.Get(want) {
				t.Errorf("%s: %s is %q afterwards, want %q", path, want, p.doc(t).value(want), form.Get(want))
			}
		}
		form.Set("version", p.version(t))
		ok(s, s.post(at+path, form))
	}
}

// rowsOfGrid are the ids and marks of the rows that a grid shows.
func rowsOfGrid(d doc) (ids, marks []string) {
	for _, n := range d.all("input", "name", "rad") {
		ids = append(ids, attrOf(n, "value"))
	}
	for _, n := range d.all("input", "name", "var") {
		marks = append(marks, attrOf(n, "value"))
	}
	return ids, marks
}

// TestSignedMeansSigned signs, lets an entry change the balance, and shows the
// old figure beside the new one until it is signed anew.
func TestSignedMeansSigned(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	s.wants(s.post(at+"/klar", url.Values{"version": {s.get(at).version(t)}}), http.StatusUnprocessableEntity, "Bilagan kan inte klarmarkeras")
	s.wants(s.addRow(at, "Kontoutdrag", "125 500"), http.StatusOK, "Pågår", "1930 stämmer: 125\u00a0500,00")
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
	p = ok(s, s.post(at+"/klar", url.Values{"version": {p.version(t)}, "forklarat": {"100"}, "forklaring": {"Ränta bokas i januari"}}), "Klar med förklarad differens", "Ränta bokas i januari")
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
	ok(s, s.post("/u/"+id+"/bilagor", url.Values{"konton": {"1930"}, "slag": {"own"}}), "19.2")
	automatic := "/u/" + id + "/bilagor/15.1"
	ok(s, s.get(automatic), "Bilagan har ingen reskontra")
	s.wants(s.post(automatic+"/bort", url.Values{"version": {s.get(automatic).version(t)}}), http.StatusConflict, "Bilagan fylls av importen")
}
