package e2e

import (
	"strings"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/internal/demo/company"
)

// Whom the tests sign in as.
const (
	officeName = "Nordans redovisning"
	userName   = "Anna Berg"
	userEmail  = "anna@nordan.example"
	password   = "en lång mening om hösten"
)

// become makes the first user through the one-time link that the program
// printed, and is signed in after it.
func become(t *testing.T, p *program, w *browser.Page) {
	t.Helper()
	w.Open(p.waitFor(p.URL + "/kom-igang/"))
	w.Fill("Byråns namn", officeName)
	w.Fill("Ditt namn", userName)
	w.Fill("E-postadress", userEmail)
	w.Fill("#losenord", password)
	w.Fill("Lösenordet igen", password)
	w.Click("Lägg upp byrån")
	w.See("Inga uppdrag ännu")
}

// A desk is a program with a Fortnox, and a person who is signed in at it.
type desk struct {
	program *program
	fortnox *localFortnox
	browser *browser.Browser
	w       *browser.Page // the person's first window
}

// newDesk makes an office of one person, with a Fortnox that holds the companies.
func newDesk(t *testing.T, companies ...company.Company) desk {
	t.Helper()
	binary(t)
	d := desk{fortnox: startFortnox(t, companies)}
	d.program = serve(t, d.fortnox)
	d.browser = browser.Start(t)
	d.w = d.browser.Page()
	become(t, d.program, d.w)
	return d
}

// newEngagement goes through Startguiden up to and with the choice of source.
func newEngagement(w *browser.Page, c company.Company, source string) {
	w.In(".head").Click("Nytt uppdrag")
	w.Fill("Företagets namn", c.Name())
	w.Fill("Organisationsnummer", c.OrganisationNumber())
	w.Fill("Räkenskapsårets första dag", c.Truth().Closing.From.String())
	w.Fill("Räkenskapsårets sista dag", c.Truth().Closing.To.String())
	w.Click("Fortsätt")
	w.Check(source)
	w.Click("Fortsätt")
}

// approve answers Fortnox's consent page for a company.
func approve(w *browser.Page, c company.Company) {
	w.See("Godkänn koppling")
	w.Check(c.Name())
	w.Click("Godkänn")
}

// connected goes through Startguiden with Fortnox to the engagement, imported.
func connected(w *browser.Page, c company.Company) {
	newEngagement(w, c, "Fortnox")
	w.Click("Logga in i Fortnox")
	approve(w, c)
	w.See("Bekräfta uppgifter")
	w.Click("Öppna uppdraget")
	w.See("Att göra")
}

// base is the address of the engagement that the window shows, or will.
func base(w *browser.Page) string {
	root, rest, _ := strings.Cut(w.At("/u/"), "/u/")
	id, _, _ := strings.Cut(rest, "/")
	id, _, _ = strings.Cut(id, "?")
	return root + "/u/" + id
}

// look takes a picture of the page as it is now and checks its accessibility, at
// a height that shows all of it: what lies under a docked panel has no size.
func look(w *browser.Page, name string) {
	lookAt(w, name, 1440, 900)
}

func lookAt(w *browser.Page, name string, width, height int64) {
	w.Size(width, height)
	w.Screenshot(name)
	w.Size(width, 4000)
	w.Axe()
	w.Size(1440, 900)
}

// lookEverywhere is look in other widths and in the dark as well.
func lookEverywhere(w *browser.Page, name string) {
	look(w, name)
	lookAt(w, name+"-1280", 1280, 800)
	lookAt(w, name+"-390", 390, 844)
	w.Eval(`document.documentElement.dataset.theme = "dark"`)
	look(w, name+"-dark")
	w.Eval(`delete document.documentElement.dataset.theme`)
}
