package e2e

import (
	"net/http"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/internal/demo/company"
)

// The core of the journey as plain links and forms.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	binary(t)
	c := company.All()[1]
	d := desk{fortnox: startFortnox(t, small())}
	d.program = serve(t, d.fortnox)
	d.browser = browser.Start(t)
	d.w = d.browser.Page()
	w := d.w
	w.WithoutScript()
	become(t, d.program, w)
	truth := d.fortnox.balances(c)

	newEngagement(w, c, "Fortnox")
	w.Click("Logga in i Fortnox")
	approve(w, c)
	waitFor(t, w, "Importen är klar")
	w.Screenshot("1-import")
	w.In(".msg").Click("Fyll i uppgifter")
	w.Click("Öppna uppdraget")
	w.See("Att göra")
	url := base(w)
	seeBalances(t, d, url, truth)
	w.Row("1630").Click("Avräkning för skatter")
	w.In("#panel").See("Kontot har ingen bilaga")
	w.Screenshot("2-balans")

	w.Open(url + "/verifikationer")
	w.In(".head").Click("Ny verifikation")
	typeEntry(w, c.Truth().Closing.To.String(), "Upplupet arvode", "6530", "2990", "14000", "13000")
	w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Spara och stäng") })
	w.See("Verifikationen balanserar inte: debet och kredit skiljer 1 000,00.")
	w.SeeValue("#text", "Upplupet arvode")
	w.Fill("Kredit rad 2", "14000")
	w.Click("Spara och stäng")
	w.See("Upplupet arvode")
	w.Screenshot("3-verifikationer")

	w.Click(exportButton)
	w.See("Kontroll före export")
	w.Choose("Verifikationsserie", "A – Redovisning")
	w.Screenshot("4-export")
	w.In("#export").Click("Exportera")
	waitFor(t, w, "1 av 1 överförda")
	w.Row("B1").See("Överförd")
	w.Screenshot("5-kvitto")
	if found := d.fortnox.written(c, "Upplupet arvode"); len(found) != 1 || found[0].VoucherSeries != "A" {
		t.Errorf("Fortnox holds %+v, want one voucher in series A", found)
	}
	w.Click("css:summary.who")
	w.Click("Logga ut")
	w.See("Lösenord")
}
