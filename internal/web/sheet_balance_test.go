package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// cleared writes no-break spaces and the typographic minus as a test types them.
func cleared(s string) string { return strings.NewReplacer("\u00a0", " ", "\u2212", "-").Replace(s) }

func TestBalanceSheet(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	p := ok(s, s.get("/u/"+id+"/balans"), "Debet visas som plus, kredit som minus.")
	d := p.doc(t)
	cells := d.cells("1930")
	want := []string{"1930", "Företagskonto", "", "85 000,00", "125 500,00", "", "125 500,00", "+40 500,00", "", "", "Ej påbörjad"}
	for i := range cells {
		cells[i] = cleared(cells[i])
	}
	if !slices.Equal(cells, want) {
		t.Errorf("row 1930 = %q, want %q", cells, want)
	}
	for name, want := range map[string]string{
		"Summa tillgångar": "125 500,00", "Summa eget kapital och skulder": "-67 000,00",
		"Resultat som inte är bokfört i balansräkningen": "58 500,00",
	} {
		if got := d.sum(name); !slices.Contains(got, want) {
			t.Errorf("%s = %q, want %s among them", name, got, want)
		}
	}
	if n := len(d.all("tr", "data-row", "*")); n != 3 {
		t.Errorf("%d accounts, want 1930, 2081, 2440", n)
	}
}

// sum gives the cells of the row whose heading is name.
func (d doc) sum(name string) []string {
	d.t.Helper()
	for _, kind := range []string{"sub", "tot"} {
		for _, row := range d.all("tr", "class", kind) {
			var cells []string
			for n := range row.ChildNodes() {
				if content := cleared(text(n)); content != "" {
					cells = append(cells, content)
				}
			}
			if len(cells) > 0 && cells[0] == name {
				return cells
			}
		}
	}
	d.t.Errorf("there is no sum %q", name)
	return nil
}

func TestBalanceFilter(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	for _, tt := range []struct {
		name, query string
		rows        []string
		wants       []string
	}{
		{"by_number", "?sok=19", []string{"1930"}, []string{"Summa 1 visat konto"}},
		{"by_name", "?sok=aktie", []string{"2081"}, nil},
		{"by_status", "?visa=klara", nil, []string{"Inga konton här"}},
		{"unknown_filter_shows_all", "?visa=hej&sok=24", []string{"2440"}, nil},
		{"no_hit", "?sok=%22%3E%3Cb%3E", nil, []string{"Ingen träff på ”&#34;&gt;&lt;b&gt;”", "Rensa sökningen"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := ok(s, s.get("/u/"+id+"/balans"+tt.query), tt.wants...)
			var rows []string
			for _, row := range p.doc(t).all("tr", "data-row", "*") {
				rows = append(rows, attrOf(row, "data-row"))
			}
			if !slices.Equal(rows, tt.rows) {
				t.Errorf("rows %q, want %q", rows, tt.rows)
			}
		})
	}
}

// TestPanel follows an account from its panel to a bilaga and a closing entry,
// and back with the balance changed.
func TestPanel(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	part := s.fragment("/u/" + id + "/balans?konto=1930")
	if !strings.HasPrefix(part.Body, "<aside") || !strings.Contains(part.Body, "1930 Företagskonto") {
		t.Fatalf("the panel alone is\n%s", part.Body)
	}
	ok(s, part, "Kontot har ingen bilaga", "Ny bilaga")
	p := s.post("/u/"+id+"/bilagor", url.Values{"konton": {"1930"}, "namn": {"Bankkonto"}, "slag": {"own"}})
	ok(s, p, "19.1", "Bankkonto", "Egen bilaga till kontogrupp 19")
	p = s.addRow("/u/"+id+"/bilagor/19.1", "Kontoutdrag", "125 000,00")
	ok(s, p, "Avviker 500,00", "Differensen på 1930 måste vara förklarad.")

	p = ok(s, s.get("/u/"+id+"/balans?konto=1930"), "Bilaga 19.1 · 1930 Företagskonto", "Avviker 500,00", "Ingen orsak är känd")
	link := p.doc(t).one("a", "data-key", "v")
	p = ok(s, s.get(attrOf(link, "href")), "Ny bokslutsverifikation")
	if debit, credit := p.doc(t).value("debet"), p.doc(t).value("kredit"); debit != "" || credit != "500,00" {
		t.Errorf("the proposal is debit %q credit %q, want credit 500,00", debit, credit)
	}
	p = s.post("/u/"+id+"/verifikationer", url.Values{
		"datum": {"2025-12-31"}, "text": {"Bankavgift"}, "bilaga": {"19.1"}, "tillbaka": {"balans 1930"},
		"konto": {"1930", "3001"}, "debet": {"", "500"}, "kredit": {"500,00", ""}, "radtext": {"", ""},
	})
	ok(s, p, "B1 är sparad", "Klarmarkera")
	if p.Path != "/u/"+id+"/balans" {
		t.Errorf("after saving the page is %s, want the sheet that it began from", p.Path)
	}
	cells := p.doc(t).cells("1930")
	if got := cleared(strings.Join(cells[5:10], "|")); got != "-500,00|125 000,00|+40 000,00|125 000,00|0,00" {
		t.Errorf("row 1930 after the entry = %s", got)
	}
	ok(s, s.get("/u/"+id+"/konto/1930"), "Bokslutsverifikationer som inte finns i importen", "Slutligt saldo", "Bankavgift")
}

func (s *site) fragment(path string) page {
	s.t.Helper()
	r, err := http.NewRequest("GET", s.URL+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("HX-Request", "true")
	resp, err := s.Browser.Do(r)
	return s.read(resp, err)
}

func TestResultTurnsSigns(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	d := ok(s, s.get("/u/"+id+"/resultat"), "Intäkter och överskott visas som plus").doc(t)
	if got := cleared(strings.Join(d.cells("3001"), "|")); got != "3001|Försäljning||–|58 500,00||58 500,00||" {
		t.Errorf("row 3001 = %s", got)
	}
	if got := d.sum("Årets resultat"); !slices.Contains(got, "58 500,00") {
		t.Errorf("Årets resultat = %q, want 58 500,00", got)
	}
	ok(s, s.get("/u/"+id+"/resultat?visa=manader"), "avrundat till hela kronor")
	ok(s, s.get("/u/"+id+"/resultat?sok=finnsinte"), "Ingen träff på ”finnsinte”")
}

func TestAccountsThatAreNotThere(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	s.wants(s.get("/u/"+id+"/konto/9999"), http.StatusNotFound, "Konto 9999 finns inte i importen", "Välj ett konto")
	ok(s, s.get("/u/"+id+"/konto/1930?fran=igår&till=2025-13-01"), "”igår” är inget datum", "”2025-13-01” är inget datum", `value="igår"`)
	s.wants(s.get("/u/"+id+"/konto/1930?ar=7"), http.StatusNotFound)
	s.wants(s.get("/u/"+id+"/ver/0/A/1"), http.StatusNotFound)
	s.wants(s.get("/u/"+id+"/ver/hej/A/1"), http.StatusNotFound)
	s.wants(s.get("/u/"+id+"/bilagor/99.9"), http.StatusNotFound)
	if p := s.get("/u/" + id + "/konto?sok=1930"); p.Path != "/u/"+id+"/konto/1930" {
		t.Errorf("a whole number leads to %s", p.Path)
	}
}
