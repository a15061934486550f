package e2e

import (
	"net/http"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/internal/demo/company"
)

// transactions is a SIE file of type 4I: vouchers and nothing else.
const transactions = "#FLAGGA 0\r\n#PROGRAM \"Prov\" 1.0\r\n#FORMAT PC8\r\n#GEN 20260115\r\n#SIETYP 4\r\n#FNAMN \"Prov AB\"\r\n" +
	"#VER A 1 20251231 \"Hyra\"\r\n{\r\n#TRANS 5010 {} 100.00\r\n#TRANS 1930 {} -100.00\r\n}\r\n"

// A year from a SIE file: what is refused and why, one file and two, by the
// field and dropped on the page.
func TestSIEFiles(t *testing.T) {
	t.Parallel()
	c, other := company.All()[1], company.All()[3]
	d := newDesk(t, c, other)
	w, year := d.w, c.Truth().Closing
	truth := d.fortnox.balances(c)
	this := w.File("i-år.se", d.fortnox.sie(c, year.From.String()))
	last := w.File("i-fjol.se", d.fortnox.sie(c, "2024-01-01"))

	bad := []struct{ name, file, want string }{
		{"inte-sie", w.File("faktura.pdf", []byte("%PDF-1.7\n1 0 obj\n<< >>\n")), "faktura.pdf är ingen SIE-fil"},
		{"tom", w.File("tom.se", nil), "tom.se innehåller ingenting"},
		{"4i", w.File("4i.si", []byte(transactions)), "4i.si är en SIE-fil av typ 4I"},
		{"fel-foretag", w.File("annat.se", d.fortnox.sie(other, "2025-01-01")), "Bokföringen gäller " + other.Name() + ", " + other.OrganisationNumber()},
		{"fel-ar", w.File("gammal.se", d.fortnox.sie(c, "2023-01-01")), "Bokföringen gäller 2023-01-01 – 2023-12-31"},
	}

	newEngagement(w, c, "SIE4-fil")
	w.See("Läs in SIE4-fil")
	look(w, "1-inlasning")
	w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Läs in SIE4-fil") })
	w.See("Ingen fil är vald")
	w.Upload("SIE4-filer", bad[0].file)
	w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Läs in SIE4-fil") })
	w.See(bad[0].want)
	w.Upload("SIE4-filer", this)
	w.Click("Läs in SIE4-fil")
	w.See("Bekräfta uppgifter")
	w.Click("Öppna uppdraget")
	w.See("Att göra")
	look(w, "2-oversikt")
	url := base(w)
	seeBalances(t, d, url, truth)

	for _, tt := range bad {
		w.Open(url + "/import")
		w.Upload("SIE4-filer", tt.file)
		w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Läs in SIE4-fil") })
		w.See(tt.want)
		look(w, "3-"+tt.name)
		seeBalances(t, d, url, truth)
	}
	const lastYear = "Ingående balans 2024-01-01"
	w.Open(url + "/konto/1930?ar=1")
	w.See("2024-01-01 – 2024-12-31 · 0 rader")

	w.Open(url + "/import")
	w.Upload("SIE4-filer", this, last)
	w.Click("Läs in SIE4-fil")
	takeIn(w)
	w.Open(url + "/konto/1930")
	w.In(".tools").Click("2024")
	w.See(lastYear)
	look(w, "4-konto-i-fjol")
	if rows := table(t, w, "[role=grid] tbody tr"); len(rows) < 20 {
		t.Errorf("Kontoanalys of last year has %d lines, want its vouchers", len(rows))
	}

	w.Open(url + "/import")
	w.DropFile("css:[data-drop]", this)
	w.Click("Läs in SIE4-fil")
	takeIn(w)
	seeBalances(t, d, url, truth)
	w.Open(url + "/import")
	w.DropFile("css:[data-drop]", this)
	w.Click("Läs in SIE4-fil")
	w.See("Inget har ändrats sedan den förra importen.")
	seeBalances(t, d, url, truth)
}

// takeIn takes in the import that was just read, which changes something.
func takeIn(w *browser.Page) {
	w.See("Inget ändras förrän du läser in.")
	w.Click("Läs in ändringarna")
	w.See("Importen är inläst")
}

// seeBalances compares Balansavstämning with what Fortnox says.
func seeBalances(t *testing.T, d desk, url string, truth map[string]balance) {
	t.Helper()
	d.w.Open(url + "/balans")
	compared := 0
	for _, row := range table(t, d.w, "[role=grid] tbody tr") {
		if want, ok := truth[row[0]]; ok {
			compared++
			if amount(t, row[colOpening]) != want.Opening || amount(t, row[colBooked]) != want.Closing {
				t.Errorf("balance row %q, want opening %v and %v booked", row, want.Opening, want.Closing)
			}
		}
	}
	if compared < 20 {
		t.Errorf("%d accounts in Balansavstämning, want at least 20", compared)
	}
}

// From SIE4-fil to Fortnox and back, with what it means said before.
func TestChangeOfSource(t *testing.T) {
	t.Parallel()
	c := company.All()[1]
	d := newDesk(t, c)
	w := d.w
	truth := d.fortnox.balances(c)
	file := w.File("år.se", d.fortnox.sie(c, c.Truth().Closing.From.String()))
	newEngagement(w, c, "SIE4-fil")
	w.Upload("SIE4-filer", file)
	w.Click("Läs in SIE4-fil")
	w.Click("Öppna uppdraget")
	url := base(w)
	w.Open(url + "/verifikationer/ny")
	typeEntry(w, c.Truth().Closing.To.String(), "Upplupet arvode", "6530", "2990", "14000", "14000")
	w.Click("Spara och stäng")
	w.See("Upplupet arvode")

	w.Click("Datakälla")
	w.See("Om du byter från SIE4-fil till Fortnox")
	w.See("Den hämtas sedan från Fortnox, efter inloggning.")
	look(w, "1-sie")
	w.Check("Fortnox")
	w.Click("Byt datakälla")
	w.See("Datakällan är nu Fortnox")
	look(w, "2-fortnox")
	seeBalances(t, d, url, truth)
	d.fortnox.book(c, "Sent bokfört", 6530, 1930, 777_00)
	w.Open(url + "/underhall/datakalla")
	w.Click("Logga in och importera")
	approve(w, c)
	w.See("Datakällan är en annan")
	w.See("Sent bokfört")
	look(w, "3-ändringar")
	takeIn(w)
	truth = d.fortnox.balances(c)
	seeBalances(t, d, url, truth)
	w.Open(url + "/bilagor")
	w.Row("15.1").See("Kundfordringar")
	w.Row("24.1").See("Leverantörsskulder")

	w.Open(url + "/underhall/datakalla")
	w.See("Om du byter från Fortnox till SIE4-fil")
	w.See("Behålls med nuvarande rader men uppdateras inte längre.")
	w.Check("SIE4-fil")
	w.Click("Byt datakälla")
	w.See("Datakällan är nu SIE4-fil")
	w.Upload("SIE4-filer", w.File("ny.se", d.fortnox.sie(c, c.Truth().Closing.From.String())))
	w.Click("Läs in SIE4-fil")
	takeIn(w)
	seeBalances(t, d, url, truth)
	w.Open(url + "/bilagor")
	w.Row("15.1").See("Kundfordringar")
	w.Open(url + "/verifikationer")
	w.See("Upplupet arvode")
	look(w, "4-verifikationer")
}
