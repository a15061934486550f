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

	// In one bilaga only the same row conflicts.
	newPaper(one, url, "1630")
	paper := one.URL()
	two.Open(paper)
	one.Fill("Ny kommentar", "Den första kommentaren")
	one.Click("Spara kommentar")
	one.See("Den första kommentaren")
	two.Fill("Text rad 1", "Saldo enligt skattekontot")
	two.Fill("Belopp rad 1", "2509")
	two.Press("Tab")
	two.See("Sparad")
	one.Open(paper)
	two.Fill("Belopp rad 1", "2510")
	two.Press("Tab")
	two.See("Slutligt saldo 1630")
	two.See("Sparad")
	one.Fill("Belopp rad 1", "2511")
	one.Press("Tab")
	one.See("Ta den andras")
	look(one, "2-bilaga")
	one.Click("Ta den andras")
	one.SeeValue("Belopp rad 1", "2\u00a0510,00")

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
