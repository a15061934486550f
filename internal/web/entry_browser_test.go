package web_test

import (
	"testing"

	"bokslut/e2e/browser"
)

// TestEntryAsYouType: the editor says at once what Fortnox will not take, saves
// a draft by itself, and goes on from it.
func TestEntryAsYouType(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	u := s.URL + "/u/" + s.imported()
	p := browser.Start(t).Page()
	p.Open(s.URL + "/uppdrag")
	p.Fill("E-postadress", testEmail)
	p.Fill("Lösenord", testPassword)
	p.Click("Logga in")
	p.See("Uppdrag")

	p.Open(u + "/verifikationer/ny")
	p.Fill("#text", "Arvode <2025> 日本 𝒳")
	p.See("Fortnox tar inte emot < > 𝒳. Vid exporten skrivs det om.")
	p.Fill("#text", "Arvode 2025")
	p.NotSee("Fortnox tar inte emot")
	p.Fill("Konto rad 1", "6530")
	p.Fill("Debet rad 1", "hundra")
	p.See("Utkastet sparades")
	p.At(u[len(s.URL):] + "/verifikationer/B1")
	p.Axe()
	p.Reload()
	p.SeeValue("Debet rad 1", "hundra")
	p.Fill("Debet rad 1", "100")
	p.Fill("Konto rad 2", "2990")
	p.Press("Tab", "Tab", "=")
	p.SeeValue("Kredit rad 2", "100,00")
	p.In("[data-effect]").See("2990")
	p.Fill("Debet rad 2", "-100")
	p.Fill("Kredit rad 2", "")
	p.In("[data-effect]").See("−100,00")
	p.Fill("Debet rad 2", "-100")
	p.Press("Tab")
	p.SeeValue("Kredit rad 2", "100,00")
	p.SeeValue("Debet rad 2", "")
	p.Press("Control+Enter")
	p.See("B1 är sparad")
	p.Open(u + "/verifikationer")
	p.NotSee("Utkast")
}
