package e2e

import (
	"net/http"
	"testing"

	"bokslut/e2e/browser"
)

func TestFirstStart(t *testing.T) {
	t.Parallel()
	binary(t)
	p := serve(t, startFortnox(t, nil))
	link := p.waitFor(p.URL + "/kom-igang/")
	b := browser.Start(t)
	w := b.Page()

	w.Open(p.URL)
	w.See("Logga in")
	look(w, "logga-in")

	w.Open(link)
	w.Fill("Byråns namn", officeName)
	w.Fill("Ditt namn", userName)
	w.Fill("E-postadress", "anna")
	w.Fill("#losenord", "kort")
	w.Fill("Lösenordet igen", "kort")
	w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Lägg upp byrån") })
	w.SeeValue("Byråns namn", officeName)
	w.SeeValue("E-postadress", "anna")
	look(w, "kom-igang-fel")

	become(t, p, w)
	w.See("Uppdrag")
	look(w, "uppdrag-tom")

	stranger := b.Stranger()
	stranger.AllowStatus(http.StatusGone, func() { stranger.Open(link) })
	stranger.See("Länken gäller inte")
	look(stranger, "lanken-anvand")

	w.Click("css:summary")
	w.Click("Logga ut")
	w.See("Logga in")
	w.Back()
	w.NotSee("Inga uppdrag ännu")
	w.NotSee(officeName)

	w.Open(p.URL + "/uppdrag")
	w.Fill("E-postadress", userEmail)
	w.Fill("Lösenord", "fel lösenord helt och hållet")
	w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Logga in") })
	w.See("E-postadressen eller lösenordet stämmer inte")
	w.SeeValue("E-postadress", userEmail)
	w.SeeValue("Lösenord", "")
	look(w, "fel-losenord")

	w.Fill("Lösenord", password)
	w.Click("Logga in")
	w.See("Inga uppdrag ännu")
}
