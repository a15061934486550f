package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"bokslut/e2e/browser"
)

// TestSigningInBrowser signs rows by the keyboard alone, meets another window in
// the same bilaga, and sees what an import did to a sign-off.
func TestSigningInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	u := "/u/" + s.manual("Granngården AB", "556016-0680")
	for account, amount := range map[string]string{"1930": "125500", "2081": "-25000", "2440": "-42000"} {
		p := ok(s, s.post(u+"/bilagor", url.Values{"konton": {account}, "slag": {"own"}}))
		s.addRow(p.Path, "Besked", amount)
	}
	b := browser.Start(t)
	one, two := b.Page(), b.Page()
	one.Open(s.URL + "/logga-in")
	one.Fill("E-postadress", testEmail)
	one.Fill("Lösenord", testPassword)
	one.Press("Enter")
	one.See("Uppdrag")

	one.Open(s.URL + u + "/balans")
	one.Eval(`document.querySelector("tr[data-row='1930']").focus() ?? true`)
	one.Press(" ", "ArrowDown", " ", "k")
	one.See("2 bilagor är klarmarkerade")
	one.Eval(`document.querySelector("[data-check-all]").focus() ?? true`)
	one.Press(" ", "k")
	one.See("1 bilaga är klarmarkerad")

	one.Open(s.URL + u + "/bilagor/19.1")
	two.Open(s.URL + u + "/bilagor/19.1")
	one.Eval(`document.querySelector("[name='k.amount']").focus() ?? true`)
	one.Press("Control+Delete")
	one.See("Sparad")
	two.Fill("Belopp rad 1", "125400")
	two.Press("Tab")
	two.See("Raden är borttagen av någon annan. Din version är inte sparad.")

	one.Open(s.URL + u + "/bilagor/20.1")
	two.Open(s.URL + u + "/bilagor/20.1")
	two.Fill("Belopp rad 1", "-24000")
	two.Press("Tab")
	two.See("Sparad")
	one.AllowStatus(http.StatusConflict, func() {
		one.Click("Ångra klarmarkering")
		one.See("ändrade bilaga 20.1 medan du skrev")
	})
	two.Reload()
	two.See("Bilaga 20.1 måste klarmarkeras på nytt")

	e, no := s.filed()
	s.upload(e.ID, [2]string{"2025.se", laterFile()})
	s.takeIn(e.ID)
	one.Open(s.URL + "/u/" + e.ID + "/bilagor/" + no)
	one.See("måste klarmarkeras på nytt")
	one.See("A 2, ny")
	one.See("+50,00")
}
