package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// entryOf is a balanced entry as the form sends it.
func entryOf() url.Values {
	return url.Values{
		"datum": {"2025-12-31"}, "text": {"Upplupen ränta"}, "bilaga": {""}, "version": {""}, "tillbaka": {""},
		"konto": {"1930", "3001", ""}, "debet": {"250,00", "", ""}, "kredit": {"", "250", ""}, "radtext": {"Bank", "", ""},
	}
}

func TestEntryKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	for _, tt := range []struct {
		name   string
		change func(url.Values)
		want   []string
	}{
		{"unbalanced", func(f url.Values) { f["kredit"][1] = "249,99" }, []string{"debet och kredit skiljer 0,01", "0,01 saknas i kredit"}},
		{"outside_the_year", func(f url.Values) { f.Set("datum", "2026-01-02") }, []string{"Datumet 2026-01-02 ligger utanför räkenskapsåret"}},
		{"no_day", func(f url.Values) { f.Set("datum", "") }, []string{"Datumet saknas"}},
		{"not_a_day", func(f url.Values) { f.Set("datum", "nyår") }, []string{"”nyår” är inget datum"}},
		{"not_in_the_chart", func(f url.Values) { f["konto"][1] = "3002" }, []string{"Rad 2: Konto 3002 finns inte i kontoplanen."}},
		{"no_account", func(f url.Values) { f["konto"][1] = "" }, []string{"Rad 2: Kontot saknas."}},
		{"no_text", func(f url.Values) { f.Set("text", " ") }, []string{"Texten saknas. Skriv vad verifikationen gäller."}},
		{"text_too_long", func(f url.Values) { f.Set("text", strings.Repeat("å", 187)) }, []string{"Texten är för lång"}},
		{"row_text_too_long", func(f url.Values) { f["radtext"][0] = strings.Repeat("ö", 101) }, []string{"Rad 1: Texten är för lång"}},
		{"not_an_amount", func(f url.Values) { f["debet"][0] = "tvåhundra" }, []string{"Rad 1: ”tvåhundra” är inget belopp. Skriv som 1 234,50."}},
		{"both_columns", func(f url.Values) { f["kredit"][0] = "1" }, []string{"Rad 1: Skriv beloppet i debet eller kredit, inte i båda."}},
		{"no_amount", func(f url.Values) { f["debet"][0], f["kredit"][1] = "", "" }, []string{"Rad 1: Beloppet saknas eller är noll. ", "Rad 2: Beloppet saknas"}},
		{"one_row", func(f url.Values) { f["konto"][1], f["kredit"][1] = "", "" }, []string{"minst två rader", "balanserar inte"}},
		{"nothing", func(f url.Values) { f["konto"], f["debet"], f["kredit"], f["radtext"] = nil, nil, nil, nil }, []string{"minst två rader"}},
		{"too_large", func(f url.Values) { f["debet"][0], f["kredit"][1] = "99999999999999", "99999999999999" }, []string{"Rad 1: Beloppet är för stort."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			form := entryOf()
			tt.change(form)
			p := s.post("/u/"+id+"/verifikationer", form)
			if p.Status != http.StatusUnprocessableEntity {
				t.Fatalf("status %d, want 422", p.Status)
			}
			d := p.doc(t)
			page := text(d.one("main", "id", "blad"))
			for _, want := range tt.want {
				if !strings.Contains(page, strings.TrimSpace(want)) {
					t.Errorf("the page lacks %q", want)
				}
			}
			if got, want := d.value("datum"), form.Get("datum"); got != want {
				t.Errorf("datum is %q afterwards, want %q", got, want)
			}
			for _, name := range []string{"konto", "debet", "kredit", "radtext"} {
				var got []string
				for _, input := range d.all("input", "name", name) {
					got = append(got, attrOf(input, "value"))
				}
				if len(got) < len(form[name]) || !slices.Equal(got[:len(form[name])], form[name]) {
					t.Errorf("%s is %q afterwards, want %q first", name, got, form[name])
				}
			}
		})
	}
	ok(s, s.get("/u/"+id+"/verifikationer"), "Inga bokslutsverifikationer")
}

// TestObjectsOfAnEntry: books with cost centres and projects have a column for
// each, and only what they declare can be written.
func TestObjectsOfAnEntry(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.toSource("Granngården AB", "556000-4615", "2025-01-01", "2025-12-31", "sie").Query.Get("u")
	ok(s, s.upload(id, [2]string{"år.se", strings.Join([]string{
		"#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#PROGRAM prov 1", "#GEN 20260101", "#FNAMN Granngarden", "#ORGNR 556000-4615",
		"#RAR 0 20250101 20251231", "#KONTO 1930 Bank", "#KONTO 3001 Salu", "#DIM 1 Kostnadsställe", "#OBJEKT 1 BUTIK \"Butiken\"", "#OBJEKT 6 P1 Ombyggnad",
		"#IB 0 1930 0", "#UB 0 1930 100", "#RES 0 3001 -100", "#VER A 1 20250301 Salu", "{", "#TRANS 1930 {} 100", "#TRANS 3001 {1 BUTIK} -100", "}", "",
	}, "\r\n")}), "")
	ok(s, s.get("/u/"+id+"/verifikationer/ny"), "Kostnadsställe", "Projekt")

	form := entryOf()
	form["kst"], form["projekt"] = []string{"BUTIK", "LAGER"}, []string{"", "P2"}
	s.wants(s.post("/u/"+id+"/verifikationer", form), http.StatusUnprocessableEntity, "Rad 2: Kostnadsställe LAGER finns inte i bokföringen. Projekt P2 finns inte i bokföringen.")
	form["kst"], form["projekt"] = []string{"BUTIK", ""}, []string{"", "P1"}
	ok(s, s.post("/u/"+id+"/verifikationer", form), "B1 är sparad")
	ok(s, s.get("/u/"+id+"/verifikationer?oppen=B1"), "kostnadsställe BUTIK", "projekt P1")
	d := s.get("/u/" + id + "/verifikationer/B1").doc(t)
	if got := d.value("kst"); got != "BUTIK" {
		t.Errorf("the form holds cost centre %q, want BUTIK", got)
	}
}

// TestRowsWithoutScript asks for more rows, and takes one away.
func TestRowsWithoutScript(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	form := entryOf()
	form.Set("gor", "rader")
	d := ok(s, s.post("/u/"+id+"/verifikationer", form)).doc(t)
	if n := len(d.all("input", "name", "konto")); n < 8 {
		t.Errorf("%d rows after asking for more, want at least 8", n)
	}
	if got := d.value("debet"); got != "250,00" {
		t.Errorf("debit is %q afterwards", got)
	}
	form.Set("gor", "bort-0")
	d = ok(s, s.post("/u/"+id+"/verifikationer", form)).doc(t)
	if got := d.value("konto"); got != "3001" {
		t.Errorf("the first account after taking the first row away is %q, want 3001", got)
	}
	for _, odd := range []string{"bort-99", "bort--1", "bort-x", "hej"} {
		form.Set("gor", odd)
		s.post("/u/"+id+"/verifikationer", form) // may not panic
	}
}

func TestAccountByName(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	form := entryOf()
	form["konto"] = []string{"företagsk", "3001 Försäljning", ""}
	ok(s, s.post("/u/"+id+"/verifikationer", form), "B1 är sparad", "1930, 3001")
}

// TestEntryLife makes, changes, excludes, deletes and restores an entry, and
// follows the adjustment.
func TestEntryLife(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	list, b1 := "/u/"+id+"/verifikationer", "/u/"+id+"/verifikationer/B1"
	adjusted := func(want string) {
		t.Helper()
		cells := s.get("/u/" + id + "/balans").doc(t).cells("1930")
		if got := cleared(cells[5]); got != want {
			t.Errorf("the adjustment on 1930 is %q, want %q", got, want)
		}
	}
	ok(s, s.post(list, entryOf()), "B1 är sparad", "Ej överförd")
	adjusted("250,00")

	p := ok(s, s.get(b1), "Bokslutsverifikation B1")
	stale := p.version(t)
	form := entryOf()
	form.Set("version", stale)
	form["debet"][0], form["kredit"][1] = "300", "300"
	ok(s, s.post(b1, form))
	adjusted("300,00")

	form["debet"][0], form["kredit"][1] = "7", "7"
	p = s.post(b1, form)
	s.wants(p, http.StatusConflict, "Du själv ändrade B1 medan du skrev", "Den sparade versionen", "300,00")
	if got := p.doc(t).value("debet"); got != "7" {
		t.Errorf("after the conflict debit is %q, want 7 as typed", got)
	}
	adjusted("300,00")

	version := func() url.Values { return url.Values{"version": {s.get(b1).version(t)}} }
	ok(s, s.post(b1+"/ej-aktuell", version()), "B1 förs inte över", "Ej aktuell för överföring")
	adjusted("300,00")
	ok(s, s.post(b1+"/bort", version()), "B1 är borttagen", "Visa borttagna (1)")
	adjusted("")
	p = ok(s, s.get(list+"?borttagna=1&oppen=B1"), "Återställ B1", "Borttagen")
	ok(s, s.post(b1+"/aterstall", url.Values{"version": {p.version(t)}}), "B1 är återställd")
	adjusted("300,00")
	ok(s, s.post(b1+"/bort", url.Values{"version": {"1"}}), "Du själv ändrade B1 medan du skrev", "Inget har ändrats nu")
	s.wants(s.get(list+"/B99"), http.StatusNotFound)
	s.wants(s.post(list+"/B99/bort", url.Values{"version": {"1"}}), http.StatusNotFound)
}

func TestEntriesShowTheirRows(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	for i := range 2 {
		form := entryOf()
		form.Set("text", fmt.Sprintf("Nummer %d", i+1))
		ok(s, s.post("/u/"+id+"/verifikationer", form))
	}
	p := s.fragment("/u/" + id + "/verifikationer/B2")
	if !strings.HasPrefix(p.Body, "<tr") || !strings.Contains(p.Body, "Ta bort B2") {
		t.Errorf("the rows of B2 alone are\n%s", p.Body)
	}
	d := ok(s, s.get("/u/"+id+"/verifikationer?konto=1930&oppen=B1"), "Bara konto 1930").doc(t)
	if n := len(d.all("tr", "class", "xp")); n != 1 {
		t.Errorf("%d open entries, want 1", n)
	}
	ok(s, s.get("/u/"+id+"/verifikationer?konto=2081"), "Inga verifikationer här")
	p = ok(s, s.get("/u/"+id+"/verifikationer/ny?vand=B1"), "Rättelse av B1: Nummer 1")
	if got := p.doc(t).value("kredit"); got != "250,00" {
		t.Errorf("the correction credits %q first, want 250,00", got)
	}
	ok(s, s.get("/u/"+id+"/verifikationer"), "Ladda ned SIE-fil", "Förs över med en SIE-fil.")
}

// TestDraft: what is typed is kept as it was typed, counts nowhere, and becomes
// an entry when it is saved whole.
func TestDraft(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	list := "/u/" + id + "/verifikationer"
	form := entryOf()
	form["kredit"][1], form["radtext"][1] = "hälften", "Salu"
	p := s.post(list+"/ny/utkast", form)
	s.wants(p, http.StatusOK, `"no":"B1"`, `"version":1`, "Utkastet sparades")
	ok(s, s.get(list), "Utkast", "Upplupen ränta", "2025-12-31")
	d := s.get(list + "/B1").doc(t)
	if got := attrOf(d.all("input", "name", "kredit")[1], "value"); got != "hälften" {
		t.Errorf("the draft holds %q, want what was typed", got)
	}
	form.Set("version", "0")
	s.wants(s.post(list+"/B1/utkast", form), http.StatusConflict, "annat fönster")
	form.Set("version", "1")
	form["kredit"][1] = "250"
	ok(s, s.post(list+"/B1", form), "B1 är sparad")

	form.Set("version", "2")
	form["debet"][0], form["kredit"][1] = "300", ""
	form.Set("gor", "utkast")
	ok(s, s.post(list+"/B1", form), "Utkastet sparades", "Släng utkastet")
	ok(s, s.get(list), "Har ett utkast som inte är sparat", "Summa 1 verifikation", "250,00", "Effekt på årets resultat: +250,00.")
	form.Set("version", "3")
	ok(s, s.post(list+"/B1/slang", form), "Utkastet till B1 är slängt")
	if got := s.get(list + "/B1").doc(t).value("debet"); got != "250,00" {
		t.Errorf("after the draft was thrown away the debit is %q, want 250,00", got)
	}
}

// TestSIEFiles: entries of books that no API reaches go out as a file, are
// marked by a person, and can be taken back.
func TestSIEFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	list := "/u/" + id + "/verifikationer"
	ok(s, s.get(list+"/sie"), "Inga bokslutsverifikationer", "Hela bokföringen")
	ok(s, s.post(list, entryOf()), "B1 är sparad")
	ok(s, s.get(list+"/sie"), "B1", "Ladda ned SIE-fil (4I)")
	file := s.get(list + "/sie/4i?serie=K&ver=B1")
	if again := s.get(list + "/sie/4i?serie=K&ver=B1"); again.Body != file.Body {
		t.Error("the file is not the same when it is made again")
	}
	for _, want := range []string{"#SIETYP 4", `#VER K "" 20251231 "Upplupen r`, `#TRANS 1930 {} 250.00`} {
		if !strings.Contains(file.Body, want) {
			t.Errorf("the file lacks %s:\n%s", want, file.Body)
		}
	}
	if whole := s.get(list + "/sie/4e?serie=K"); !strings.Contains(whole.Body, "#UB 0 1930 125750.00") {
		t.Errorf("the adjusted books lack the closing balance of 1930:\n%s", whole.Body)
	}
	s.wants(s.get(list+"/sie/4i?serie=K"), http.StatusUnprocessableEntity, "Välj minst en verifikation.")
	s.wants(s.get(list+"/sie/4i?ver=B9"), http.StatusNotFound, "")
	s.wants(s.post(list+"/sie/markera", url.Values{"serie": {"K"}}), http.StatusUnprocessableEntity, "Välj minst en verifikation.")
	ok(s, s.post(list+"/sie/markera", url.Values{"serie": {"K"}, "ver": {"B1"}}), "1 verifikation är markerad som överförd", "Överförd")
	p := s.get(list + "/sie")
	ok(s, p, "Markerade som överförda", "Ångra för B1")
	ok(s, s.post(list+"/sie/angra", url.Values{"leverans": {p.doc(t).value("leverans")}}), "Markera som överförda")
	ok(s, s.get(list), "Ej överförd")
}

// TestCopiedEntry: a new entry begins from another one, from last year's
// closing, or from a template.
func TestCopiedEntry(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	last := s.manual("Granngården AB", "556000-4615")
	form := entryOf()
	form.Set("text", "Upplupet arvode i fjol")
	ok(s, s.post("/u/"+last+"/verifikationer", form), "B1 är sparad")

	id := s.toSource("Granngården AB", "556000-4615", "2026-01-01", "2026-12-31", "manual").Query.Get("u")
	ok(s, s.post("/u/"+id+"/import/manuell", url.Values{"guide": {"1"}, "saldon": {balances}}), "Bokföringen är inläst")
	list := "/u/" + id + "/verifikationer"
	form = entryOf()
	form.Set("datum", "2026-12-31")
	ok(s, s.post(list, form), "B1 är sparad")
	ok(s, s.get(list+"/ny"), "Förra årets bokslut", "B1 Upplupet arvode i fjol", "Det här uppdraget", "Beräknat arvode för bokslut")
	for from, want := range map[string][3]string{
		"forra:B1":   {"Upplupet arvode i fjol", "1930", "250,00"},
		"nu:B1":      {"Upplupen ränta", "1930", "250,00"},
		"mall:lager": {"Förändring av varulager", "", ""},
	} {
		d := s.get(list + "/ny?fran=" + url.QueryEscape(from)).doc(t)
		if got := [3]string{d.value("text"), d.value("konto"), d.value("debet")}; got != want || d.value("datum") != "2026-12-31" {
			t.Errorf("from %s: %q on %s, want %q", from, got, d.value("datum"), want)
		}
	}
	for _, from := range []string{"mall:ingen", "nu:B9", "annat:B1"} {
		s.wants(s.get(list+"/ny?fran="+url.QueryEscape(from)), http.StatusNotFound, "")
	}
}

// TestEffectsAreShownWhileTyping gives the part of the editor that says what the
// rows do, and saves nothing; an amount below zero stands in the other column.
func TestEffectsAreShownWhileTyping(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	form := entryOf()
	form.Set("gor", "effekt")
	form["debet"][0], form["kredit"][1] = "-250", "-250,00"
	p := ok(s, s.post("/u/"+id+"/verifikationer", form))
	if got := cleared(text(p.doc(t).one("div", "data-effect", "*"))); !strings.Contains(got, "Årets resultat, förändring -250,00") || !strings.Contains(got, "1930") {
		t.Errorf("the effect is %q, want 1930 and −250,00 on the result", got)
	}
	if strings.Contains(p.Body, "<html") {
		t.Error("the whole page came, want a part of it")
	}
	form.Set("gor", "rader")
	p = ok(s, s.post("/u/"+id+"/verifikationer", form), "Balanserar")
	for _, column := range []string{"debet", "kredit"} {
		if got := cleared(text(p.doc(t).one("td", "data-sum", column))); got != "250,00" {
			t.Errorf("the sum of %s is %q, want 250,00", column, got)
		}
	}
	ok(s, s.get("/u/"+id+"/verifikationer"), "Inga bokslutsverifikationer")
}

// TestEntryLearnsFromEarlierOnes begins an entry from an account's difference with
// the contra account and the text that the office used before.
func TestEntryLearnsFromEarlierOnes(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	form := entryOf()
	form.Set("text", "Bankränta enligt kontoutdrag")
	ok(s, s.post("/u/"+id+"/verifikationer", form), "B1 är sparad")
	row := gridRow("", "", map[string]string{"text": "Kontoutdrag", "amount": "125760"})
	row.Set("version", s.get(at).version(t))
	ok(s, s.post(at+"/rader", row))
	d := ok(s, s.get("/u/"+id+"/verifikationer/ny?konto=1930"), "Balanserar").doc(t)
	if got, want := d.value("text"), "Bankränta enligt kontoutdrag"; got != want {
		t.Errorf("the proposed text is %q, want %q", got, want)
	}
	var rows []string
	for _, name := range []string{"konto", "debet", "kredit"} {
		for _, input := range d.all("input", "name", name)[:2] {
			rows = append(rows, cleared(attrOf(input, "value")))
		}
	}
	if got, want := strings.Join(rows, "|"), "1930|3001|10,00|||10,00"; got != want {
		t.Errorf("the rows are %s, want %s", got, want)
	}
}
