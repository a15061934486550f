package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/office"
)

// closingEntry is a balanced entry on accounts that theCompany has.
func closingEntry(text, amount string) url.Values {
	return url.Values{
		"datum": {theCompany().Truth().Closing.To.String()}, "text": {text},
		"konto": {"6530", "2990"}, "debet": {amount, ""}, "kredit": {"", amount}, "radtext": {"", ""},
	}
}

// waitExport waits until the receipt no longer says that the export runs.
func (s *site) waitExport(id string) page {
	s.t.Helper()
	for range 200 {
		p := s.get("/u/" + id + "/export/kvitto")
		if !strings.Contains(p.Body, "Exporten pågår") {
			return p
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatal("the export does not end")
	return page{}
}

// TestExport sends entries to the local Fortnox once, shows the receipt, sends
// nothing when asked again, and counts nothing twice after the next import.
func TestExport(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.imported()
	u := "/u/" + id
	ok(s, s.post(u+"/verifikationer", closingEntry("Arvode", "12 000")), "B1 är sparad")
	ok(s, s.post(u+"/verifikationer", closingEntry("Revision", "3 000")), "B2 är sparad")
	final := s.get(u + "/balans").doc(t).cells("2990")[6]

	d := ok(s, s.get(u+"/export"), "Kontroll före export", "inga hinder", "Perioden är inte låst").doc(t)
	if n := len(d.all("option", "disabled", "*")); n == 0 {
		t.Error("every series can be chosen, want those without manual vouchers disabled")
	}
	if got := cleared(text(d.one("main", "id", "blad"))); !strings.Contains(got, "preliminärt I 1 – I 2") {
		t.Errorf("the dialog does not say which numbers to expect:\n%s", got)
	}
	ok(s, s.get(u+"/export?serie=B&ver=B1"), "Serie B tar inte emot verifikationer", "Välj en annan serie.", "Exportera blir tillgänglig när hindren är borta.")

	form := url.Values{"serie": {"I"}, "ver": {"B1", "B2"}}
	s.post(u+"/export", form)
	p := s.post(u+"/export", form) // the second click
	ok(s, p, "Inget skickades", "redan överförda eller på väg")
	p = ok(s, s.waitExport(id), "2 bokslutsverifikationer är överförda", "läst tillbaka och jämförd rad för rad", "Efter exporten")
	if got := text(p.doc(t).one("tr", "id", "B1")); !strings.Contains(got, s.User.Name) {
		t.Errorf("the receipt of B1 does not say who exported it: %q", got)
	}
	if body := cleared(p.Body); !strings.Contains(body, "<b>I 1</b>") || !strings.Contains(body, "<b>I 2</b>") {
		t.Error("the receipt lacks I 1 and I 2")
	}
	ok(s, s.post(u+"/export", form), "Inget skickades")
	p = ok(s, s.get(u+"/export"), "Det finns inget att exportera", "Alla bokslutsverifikationer är överförda", "inga hinder")
	if strings.Contains(p.Body, "st err") {
		t.Error("that nothing is left looks like a fault")
	}
	ok(s, s.get(u+"/verifikationer"), "Överförd, kan inte ändras", "Kommer med i nästa import", "För över balanser i Fortnox")
	p = ok(s, s.get(u+"/verifikationer/B1"), "Överförd, kan inte ändras", "Skapa rättelse av B1")
	if len(p.doc(t).all("input", "name", "konto")) > 0 {
		t.Error("a transferred entry can be edited")
	}
	stale := closingEntry("Ändrad", "1")
	stale.Set("version", "1")
	s.wants(s.post(u+"/verifikationer/B1", stale), http.StatusConflict, "Verifikationen är överförd eller på väg", `value="Ändrad"`)

	s.post(u+"/import", url.Values{})
	s.waitImport(id)
	s.takeIn(id)
	ok(s, s.get(u+"/verifikationer"), "Finns i importen")
	cells := s.get(u + "/balans").doc(t).cells("2990")
	if cells[5] != "" || cells[6] != final {
		t.Errorf("after the import 2990 is adjusted by %q to %q, want nothing and %q as before", cells[5], cells[6], final)
	}
	ok(s, s.get(u+"/ver/0/I/1"), "Verifikationen kommer från bokslutsverifikation")
}

func TestLapsedConnectionBeforeExport(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.imported()
	u := "/u/" + id
	ok(s, s.post(u+"/verifikationer", closingEntry("Arvode", "12 000")))
	s.age(31)
	for _, path := range []string{"/verifikationer", "/export"} {
		p := ok(s, s.get(u+path), "Kopplingen till Fortnox har löpt ut", "Logga in och importera")
		p.doc(t).one("form", "action", u+"/fortnox")
	}
	s.wants(s.post(u+"/export", url.Values{"serie": {"I"}, "ver": {"B1"}}), http.StatusConflict, "Kopplingen till Fortnox har löpt ut")

	s.throughFortnox(id, url.Values{}, "approve")
	s.waitImport(id)
	s.post(u+"/export", url.Values{"serie": {"I"}, "ver": {"B1"}})
	ok(s, s.waitExport(id), "1 bokslutsverifikation är överförd")
}

func TestExportNeedsFortnox(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	ok(s, s.get("/u/"+id+"/export"), "Uppdraget har en annan datakälla än Fortnox")
	ok(s, s.get("/u/"+id+"/export/kvitto"), "Inget är exporterat ännu")
	s.wants(s.post("/u/"+id+"/export", url.Values{"serie": {"I"}, "ver": {"B9"}}), http.StatusNotFound)
	s.wants(s.post("/u/"+id+"/export/beslut", url.Values{"leverans": {"x"}, "beslut": {"send-again"}}), http.StatusNotFound)
}

// delivered gives entry B1 of a manual engagement a delivery in the state that
// change makes, as the worker would have left it.
func (s *site) delivered(change func(*export.Item)) (id, delivery string) {
	s.t.Helper()
	ctx := context.Background()
	id = s.manual("Granngården AB", "556000-4615")
	ok(s, s.post("/u/"+id+"/verifikationer", entryOf()))
	freeze := func(e closing.Entry) (export.Item, error) {
		return export.Item{ID: office.NewID(), Key: "k", Marker: export.NewMarker(), Target: export.Target{Tenant: id, Series: "I"}, Body: []byte("{}"), Hash: "h", State: export.Queued, NotBefore: time.Now().Add(time.Hour)}, nil
	}
	items, err := s.Engagements.Deliver(ctx, s.User, id, "I", []string{"B1"}, freeze)
	if err != nil {
		s.t.Fatal(err)
	}
	saved, err := s.Store.Deliveries(ctx, s.User.Office, id)
	if err != nil || len(saved) != 1 {
		s.t.Fatalf("%d deliveries, %v", len(saved), err)
	}
	it := saved[0]
	if err := s.Store.ClaimDelivery(ctx, s.User.Office, it, "test", time.Minute); err != nil {
		s.t.Fatal(err)
	}
	change(&it)
	if _, err := s.Store.SaveDelivery(ctx, s.User.Office, it, "test"); err != nil {
		s.t.Fatal(err)
	}
	if err := s.Store.ReleaseDelivery(ctx, s.User.Office, it, "test"); err != nil {
		s.t.Fatal(err)
	}
	return id, items[0].ID
}

// TestOutcomes tells each outcome plainly and offers what a person may decide.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	found := []export.Voucher{{Series: "I", Number: 41, Text: "Upplupen ränta", Equal: true}, {Series: "I", Number: 42, Text: "Ränta <2>", Equal: true}}
	for _, tt := range []struct {
		name    string
		change  func(*export.Item)
		wants   []string
		offers  []string
		decide  url.Values
		decided string
	}{
		{
			name: "unknown", change: func(it *export.Item) {
				it.State, it.Attempt, it.Reason = export.Unknown, 1, export.Reason{Code: "no-answer"}
			},
			wants: []string{"1 verifikation har okänt utfall", "Utfall okänt", "Vi vet inte om B1 blev bokförd", "Kontrollera nu"},
		},
		{
			name: "absent", change: func(it *export.Item) { it.State, it.Attempt, it.LookedAt = export.Absent, 1, time.Now() },
			wants: []string{"1 verifikation väntar på ditt beslut", "Väntar på ditt beslut", "Den finns inte där", "Den skickas inte igen utan ditt beslut"}, offers: []string{"Skicka igen", "Avbryt överföringen"},
			decide: url.Values{"beslut": {"cancel"}}, decided: "Inget är exporterat ännu",
		},
		{
			name: "refused", change: func(it *export.Item) {
				it.State, it.Reason = export.Refused, export.Reason{Code: "fortnox", Detail: "Kontot är <spärrat>"}
			},
			wants: []string{"Fortnox tog inte emot 1 verifikation", "Avvisad av Fortnox", "Kontot är &lt;spärrat&gt;", "Inget är bokfört", "Ändra B1", "Skicka igen"}, offers: []string{"Avbryt överföringen"},
			decide: url.Values{"beslut": {"cancel"}}, decided: "Inget är exporterat ännu",
		},
		{
			name: "alike", change: func(it *export.Item) {
				it.State, it.Attempt, it.Reason, it.Found = export.Doubtful, 1, export.Reason{Code: "alike"}, found
			},
			wants: []string{"Är någon av dem vår?", "Ränta &lt;2&gt;", "utan vårt märke, samma datum, konton och belopp"}, offers: []string{"Det är den här", "Ingen av dem"},
			decide: url.Values{"beslut": {"it-is-this"}, "nummer": {"42"}}, decided: "1 bokslutsverifikation är överförd",
		},
		{
			name: "changed", change: func(it *export.Item) {
				it.State, it.Attempt, it.Reason = export.Doubtful, 1, export.Reason{Code: "changed"}
				it.Found = []export.Voucher{{Series: "I", Number: 7, Marked: true}}
			},
			wants: []string{"En verifikation med vårt märke finns i Fortnox", "bär vårt märke, andra konton eller belopp"}, offers: []string{"Det är den här"},
			decide: url.Values{"beslut": {"not-ours"}}, decided: "Läget hade hunnit ändras",
		},
		{
			name: "waiting", change: func(it *export.Item) { it.Reason = export.Reason{Code: "unreached"} },
			wants: []string{"1 verifikation väntar", "Fortnox gick inte att nå. Inget är skickat för B1. Vi försöker igen."}, offers: []string{"Avbryt överföringen"},
			decide: url.Values{"beslut": {"it-is-this"}, "nummer": {"1"}}, decided: "Läget hade hunnit ändras",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, nil)
			id, delivery := s.delivered(tt.change)
			p := ok(s, s.get("/u/"+id+"/export/kvitto"), tt.wants...)
			var offers []string
			for _, f := range p.doc(t).all("form", "action", "/u/"+id+"/export/beslut") {
				if label := text(f); len(offers) == 0 || offers[len(offers)-1] != label {
					offers = append(offers, label)
				}
			}
			if got, want := strings.Join(offers, ", "), strings.Join(tt.offers, ", "); got != want {
				t.Errorf("the page offers %q, want %q", got, want)
			}
			ok(s, s.get("/u/"+id+"/verifikationer"))
			if tt.decide == nil {
				return
			}
			tt.decide.Set("leverans", delivery)
			ok(s, s.post("/u/"+id+"/export/beslut", tt.decide), tt.decided)
		})
	}
}

// TestInnerPagesAreGuarded refuses another office and a reader at every route
// that changes something.
func TestInnerPagesAreGuarded(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	ok(s, s.post("/u/"+id+"/verifikationer", entryOf()))
	s.newOffice("Andra byrån", "Bo Ek", "bo@andra.example")
	other := newBrowser(t)
	s.signIn(other, "bo@andra.example")
	version := s.get(at).version(t)
	entry := "/u/" + id + "/verifikationer"
	posts := map[string]url.Values{
		"/u/" + id + "/bilagor": {"konton": {"2081"}}, at + "/rader": gridRow("", "", map[string]string{"text": "x", "amount": "1"}), at + "/lanka": {"konton": {"1930 2081"}}, at + "/aterstall": {}, at + "/klistra": {"block": {"x\t2025-12-31\t1"}},
		at + "/beskriv": {}, at + "/kommentar": {"kommentar": {"x"}}, at + "/klar": {}, at + "/angra": {}, at + "/bort": {},
		at + "/markera": {"post": {"x"}}, "/u/" + id + "/kontroller/sedd": {"nyckel": {"x"}}, "/u/" + id + "/kontroller/ny": {"nyckel": {"x"}},
		at + "/granska": {}, at + "/granska/angra": {}, at + "/granskas": {}, at + "/godta": {}, at + "/svar": {"fraga": {"x"}},
		"/u/" + id + "/balans/klar": {"rad": {"1930 1"}}, "/u/" + id + "/konto/3001/kommentar": {"kommentar": {"x"}}, "/u/" + id + "/konto/3001/svar": {"fraga": {"x"}},
		"/u/" + id + "/checklista":              {"grupp": {"19"}, "s-19-1": {"done"}},
		at + "/kostnad":                         {"faktura": {"12"}, "moms": {"0"}},
		"/u/" + id + "/bilagor/fran-forra-aret": {"b-19.1": {"rader"}},
		"/u/" + id + "/las":                     {}, "/u/" + id + "/las-upp": {"skal": {"x"}},
		entry: entryOf(), entry + "/B1": entryOf(), entry + "/B1/bort": {}, entry + "/B1/aterstall": {}, entry + "/B1/ej-aktuell": {}, entry + "/B1/aktuell": {},
		entry + "/nasta-ar": {"flytta": {"1"}}, entry + "/fordelning": {"namn": {"Yta"}}, entry + "/fordelning/bort": {"namn": {"Yta"}}, entry + "/fordelning/egna": {},
		entry + "/mallar": {"ver": {"B1"}, "namn": {"Egen"}}, entry + "/mallar/bort": {"mall": {"x"}},
		"/u/" + id + "/export": {"serie": {"I"}, "ver": {"B1"}}, "/u/" + id + "/export/kontrollera": {}, "/u/" + id + "/export/beslut": {"leverans": {"x"}, "beslut": {"cancel"}},
	}
	gets := []string{"/balans", "/resultat", "/konto", "/konto/1930", "/konton?konto=1930", "/ver/0/A/1", "/bilagor", "/bilagor/ny", "/bilagor/fran-forra-aret", "/checklista", "/bilagor/19.1", "/bilagor/19", "/verifikationer", "/verifikationer/ny", "/verifikationer/B1", "/verifikationer/nasta-ar", "/verifikationer/fordelning", "/verifikationer/mallar", "/export", "/export/kvitto", "/kontroller", "/fortnox/nytt",
		"/rapporter", "/rapporter/balansrapport", "/rapporter/huvudbok.pdf", "/rapporter/verifikationslista.xlsx", "/utskrift.css", "/fragor", "/konto/3001/kommentarer", "/las"}
	for _, path := range gets {
		if p := s.getAs(other, "/u/"+id+path); p.Status != http.StatusNotFound {
			t.Errorf("GET %s by another office = %d, want 404", path, p.Status)
		}
	}
	if p := s.postAs(other, "/val/kolumner", url.Values{"uppdrag": {id}}); p.Status != http.StatusNotFound {
		t.Errorf("POST /val/kolumner by another office = %d, want 404", p.Status)
	}
	for path, form := range posts {
		form.Set("version", version)
		if p := s.postAs(other, path, form); p.Status != http.StatusNotFound {
			t.Errorf("POST %s by another office = %d, want 404", path, p.Status)
		}
	}
	if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE office_user SET role = 'reader' WHERE id = $1", s.User.ID); err != nil {
		t.Fatal(err)
	}
	ok(s, s.post("/val/kolumner", url.Values{"uppdrag": {id}, "kolumn": {"mot"}}), "Avstämt mot") // no change of the engagement
	for path, form := range posts {
		if p := s.post(path, form); p.Status != http.StatusForbidden {
			t.Errorf("POST %s by a reader = %d, want 403", path, p.Status)
		}
	}
	for _, path := range []string{"/balans?konto=1930", "/bilagor/19.1", "/verifikationer/B1"} {
		if body := s.get("/u/" + id + path).Body; strings.Contains(body, `method="post" action="/u/`) {
			t.Errorf("a reader is shown a form on %s", path)
		}
	}
}

// TestLeftOutKnowingly: while something stands in the way nothing is sent, unless
// a person says that the entries that it concerns are left out.
func TestLeftOutKnowingly(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	u := "/u/" + s.imported()
	ok(s, s.post(u+"/verifikationer", closingEntry("Arvode", "12 000")), "B1 är sparad")
	draft := closingEntry("Revision", "3 000")
	draft.Set("gor", "utkast")
	ok(s, s.post(u+"/verifikationer", draft))
	d := ok(s, s.get(u+"/export"), "1 hinder", "B2 är ett utkast", "Lämna B2 utanför").doc(t)
	if got := attrOf(d.one("input", "name", "hinder"), "value"); got != "B2" {
		t.Errorf("the form says that %q is hindered, want B2", got)
	}
	form := url.Values{"serie": {"I"}, "ver": {"B1"}, "hinder": {"B2"}}
	p := s.post(u+"/export", form)
	s.wants(p, http.StatusUnprocessableEntity, "B2 har hinder. Rätta dem, eller kryssa i att de lämnas utanför.")
	if len(p.doc(t).all("input", "value", "B1", "checked", "*")) != 1 {
		t.Error("B1 is no longer chosen")
	}
	ok(s, s.get(u+"/export/kvitto"), "Inget är exporterat ännu")
	form.Set("utan", "B2")
	s.post(u+"/export", form)
	ok(s, s.waitExport(strings.TrimPrefix(u, "/u/")), "1 bokslutsverifikation är överförd")
}

// TestReceiptAfterRefusal says which entries are in and which are not, and leads
// to sending the rest.
func TestReceiptAfterRefusal(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.imported()
	u := "/u/" + id
	for _, name := range []string{"Arvode", "Revision", "Hyra"} {
		ok(s, s.post(u+"/verifikationer", closingEntry(name, "1 000")))
	}
	if _, err := s.Fortnox.Inject(fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: http.StatusBadRequest, Method: "POST", Path: "/3/vouchers", Nth: 2}); err != nil {
		t.Fatal(err)
	}
	s.post(u+"/export", url.Values{"serie": {"I"}, "ver": {"B1", "B2", "B3"}})
	p := ok(s, s.waitExport(id), "Fortnox tog inte emot 1 verifikation", "1 av 3 är bokförda", "1 skickades inte och går att exportera nu.", "Exportera resten")
	d := p.doc(t)
	for no, want := range map[string]string{"B1": "Överförd", "B2": "Avvisad av Fortnox", "B3": "inte skickad, B2 avvisades"} {
		if got := text(d.one("tr", "id", no)); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", no, got, want)
		}
	}
	if !strings.Contains(p.Body, "1\u00a0000,00") || len(d.all("a", "href", u+"/konto/6530")) == 0 {
		t.Error("the receipt does not show the rows of what was refused")
	}
	s.post(u+"/export", url.Values{"serie": {"I"}, "ver": {"B2", "B3"}})
	ok(s, s.waitExport(id), "3 bokslutsverifikationer är överförda")
}
