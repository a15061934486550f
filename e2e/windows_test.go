package e2e

import (
	"net/http"
	"testing"
	"time"
)

// Two people, here two windows, in the same closing entry and in the same
// bilaga: the second is told, and loses nothing of what was typed.
func TestStaleVersions(t *testing.T) {
	t.Parallel()
	d, _, url := withEntries(t, "Upplupet arvode")
	one, two := d.w, d.browser.Page()
	one.Open(url + "/verifikationer/B1")
	two.Open(url + "/verifikationer/B1")
	one.Fill("#text", "Upplupet arvode för bokslut")
	one.Click("Spara och stäng")
	one.See("B1 är sparad")
	two.Fill("#text", "Upplupet arvode för revision")
	two.Fill("Debet rad 1", "20000")
	two.Fill("Kredit rad 2", "20000")
	two.AllowStatus(http.StatusConflict, func() { two.Click("Spara och stäng") })
	two.See("Du själv ändrade B1 medan du skrev, " + time.Now().In(stockholm(t)).Format(time.DateOnly))
	two.See("Den sparade versionen")
	two.SeeValue("#text", "Upplupet arvode för revision")
	look(two, "1-verifikation")
	one.Open(url + "/verifikationer")
	one.See("Upplupet arvode för bokslut")
	one.See("14 000,00")
	one.NotSee("revision")

	one.Open(url + "/balans?konto=1630")
	one.In("#panel").Click("Ny bilaga")
	paper := one.URL()
	two.Open(paper)
	one.Fill("Ny kommentar", "Den första kommentaren")
	one.Click("Spara kommentar")
	two.In("#rad").Fill("Text", "Saldo enligt skattekontot")
	two.In("#rad").Fill("Belopp", "2509")
	two.AllowStatus(http.StatusConflict, func() { two.In("#rad").Click("Lägg till rad") })
	two.See("Du själv ändrade bilaga 16.1 medan du skrev")
	two.In("#rad").SeeValue("Text", "Saldo enligt skattekontot")
	two.See("Den första kommentaren")
	look(two, "2-bilaga")
	two.In("#rad").Click("Lägg till rad")
	two.See("Summa 1 post")

	// Two bilagor never conflict.
	one.Open(url + "/bilagor/15.1")
	two.Open(url + "/bilagor/24.1")
	one.Fill("Ny kommentar", "Om kunderna")
	two.Fill("Ny kommentar", "Om leverantörerna")
	one.Click("Spara kommentar")
	two.Click("Spara kommentar")
	one.See("Om kunderna")
	two.See("Om leverantörerna")
}
