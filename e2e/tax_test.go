package e2e

import (
	"testing"

	"bokslut/internal/demo/company"
)

// From a disposition to its voucher in Fortnox: an alternative is used, its
// system entries are exported together, and Fortnox holds each once.
func TestFromDispositionToVoucher(t *testing.T) {
	t.Parallel()
	c := company.All()[1]
	d := newDesk(t, c)
	w := d.w
	connected(w, c)
	url := base(w)
	w.Open(url + "/skatt/uppgifter")
	lookEverywhere(w, "1-ingaende-uppgifter")
	w.Click("Spara uppgifterna")
	w.See("Uppgifterna är sparade")
	w.Open(url + "/skatt/planering")
	lookEverywhere(w, "2-resultatplanering")
	w.Check("Egen avsättning")
	w.See("Använd Egen avsättning")
	w.Fill("Egen avsättning", "9999999999")
	w.See("Avsättningen går inte att göra") // while typing
	w.Press("Escape")
	w.Fill("Egen avsättning", "1000")
	w.See("−1 000")
	w.Check("Max periodiseringsfond")
	w.See("Använd Max periodiseringsfond")
	w.Press("Control+Enter")
	w.See("Max periodiseringsfond används")
	look(w, "3-anvand")
	w.Open(url + "/skatt")
	w.See("Beskattningsbar inkomst")
	lookEverywhere(w, "4-skatteberakning")
	w.Open(url + "/skatt/justeringar")
	look(w, "5-justeringar")
	w.Open(url + "/skatt/ink2")
	look(w, "6-ink2")
	w.Open(url + "/verifikationer")
	w.See("Avsättning till periodiseringsfond")
	look(w, "7-systemverifikationer")
	w.Open(url + "/bilagor")
	w.Click("25.1")
	w.See("Bolagsskatt 20,6 %")
	look(w, "9-bilaga-skatter")
	openExport(w, url)
	w.In("dialog").Click("Exportera")
	waitFor(t, w, "överförda")
	look(w, "8-kvitto")
	year := c.Truth().Closing.To.String()[:4]
	checkWritten(t, d, c, 1, "Avsättning till periodiseringsfond "+year, "Skatt på årets resultat "+year, "Årets resultat "+year)
}
