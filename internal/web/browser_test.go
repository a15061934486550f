package web_test

import (
	"net/http"
	"strings"
	"testing"

	"bokslut/e2e/browser"
)

// TestInBrowser walks the pages in Chromium under the real policy: the way in,
// Startguiden through Fortnox, the import that leads on by itself, keys, a
// dropped file. What it shows on the way is looked at by axe; the pages that
// stay are in TestEveryPageIsAccessible.
func TestInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	c := theCompany()
	year := c.Truth().Closing
	p := browser.Start(t).Page()
	p.Open(s.URL + "/uppdrag")
	p.Fill("E-postadress", testEmail)
	p.Fill("Lösenord", testPassword)
	p.Click("Logga in")
	p.See("Inga uppdrag ännu")
	p.Axe()

	p.Press("n")
	p.See("Vilket företag gäller det?")
	p.Fill("Företagets namn", c.Name())
	p.Fill("Organisationsnummer", "556000-4616")
	p.AllowStatus(http.StatusUnprocessableEntity, func() {
		p.Click("Fortsätt")
		p.See("Kontrollsiffran stämmer inte")
	})
	p.Axe()
	p.Fill("Organisationsnummer", c.OrganisationNumber())
	p.Fill("Räkenskapsårets första dag", year.From.String())
	p.Fill("Räkenskapsårets sista dag", year.To.String())
	p.Click("Fortsätt")
	p.See("Välj datakälla")
	p.Click("Fortsätt")
	p.See("Anslut till Fortnox")
	p.Axe()
	p.Click("Logga in i Fortnox")
	p.Click("Godkänn")
	p.See("Bekräfta uppgifter") // the import has led on by itself
	p.Press("Control+Enter")
	p.See("Att göra")

	p.Press("g", "ö")
	p.See("Översikt")
	p.Click("Datakälla")
	p.See("Koppling till Fortnox")
	p.Check("SIE4-fil")
	p.Click("Byt datakälla")
	p.See("Datakällan är nu SIE4-fil")
	p.Axe()
	file := p.File("fel.se", []byte("inte en SIE-fil"))
	p.DropFile("SIE4-filer", file)
	p.AllowStatus(http.StatusUnprocessableEntity, func() {
		p.Click("Läs in SIE4-fil")
		p.See("fel.se är ingen SIE-fil")
	})
	p.Axe()
	p.Click("Händelselogg")
	p.See("Datakällan byttes från Fortnox till SIE4-fil")
	p.Press("?")
	p.See("Tangenterna fungerar på sidan")

	p.Uncheck("Tangenter med ett enda tecken")
	p.Click("Kortkommandon")
	p.Press("g", "u")
	p.See("Tangenterna fungerar på sidan")
	p.Check("Tangenter med ett enda tecken")
	p.Click("Kortkommandon")

	p.Press("g", "u")
	p.See("Senaste import")
	p.Press("/")
	p.Type("finns inte")
	p.Press("Enter")
	p.See("Ingen träff på ”finns inte”")
	p.Click("Rensa sökningen")
	p.Press("Tab")
	if !strings.HasSuffix(p.URL(), "/uppdrag") {
		t.Errorf("after clearing the search the page is %s", p.URL())
	}
}
