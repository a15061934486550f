package web_test

import (
	"net/url"
	"strings"
	"testing"

	"bokslut/e2e/browser"
)

// TestInnerPagesInBrowser works through the inner pages with the keyboard under
// the real policy: rows, panel, voucher in place, the voucher grid, the export
// dialog and its receipt. What opens in a page is looked at by axe; the pages
// themselves are in TestEveryPageIsAccessible.
func TestInnerPagesInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.imported()
	u := s.URL + "/u/" + id
	p := browser.Start(t).Page()
	p.Size(1440, 900)
	p.Open(s.URL + "/uppdrag")
	p.Fill("E-postadress", testEmail)
	p.Fill("Lösenord", testPassword)
	p.Click("Logga in")

	p.Open(u + "/balans?konto=1229")
	p.See("1229 Ackumulerade avskrivningar")
	p.Eval(`document.querySelector("tr[data-row='1229']").focus() ?? true`)
	p.Press("ArrowDown")
	p.See("Bilaga 15.1 · 1510 Kundfordringar")
	p.Axe()
	if !strings.Contains(p.URL(), "konto=1510") {
		t.Errorf("the address does not follow the selected row: %s", p.URL())
	}
	p.Press("p")
	p.See("Visa panelen")
	p.Press("p")
	p.Press("a")
	p.See("Ingående balans")

	p.Eval(`document.querySelector("tr[data-row='B 1']").focus() ?? true`)
	p.Press("Enter")
	p.See("serie B")
	p.Axe()
	p.Press("PageDown")
	p.See("1630")

	p.Open(u + "/bilagor/15.1")
	p.See("Åldersfördelning")
	p.Press("k")
	p.See("Ångra klarmarkering")
	p.Axe()

	for path, see := range map[string]string{"/rapporter": "Verifikationslista", "/rapporter/huvudbok?frankonto=1930&tillkonto=1930": "Ingående saldo", "/rapporter/bilaga/15.1": "Öppna poster"} {
		p.Open(u + path)
		p.See(see)
	}
	p.Press("g", "p")
	p.See("Pärmen märks som utkast")

	p.Press("g", "v")
	p.See("Inga bokslutsverifikationer")
	p.Press("n")
	p.Fill("Text", "Arvode för bokslut")
	p.Fill("Konto rad 1", "6530")
	p.Fill("Debet rad 1", "12000")
	p.Fill("Konto rad 2", "2990")
	p.See("12 000,00 saknas i kredit")
	p.Fill("Kredit rad 2", "")
	p.Press("=")
	p.See("Balanserar")
	p.Axe()
	p.Press("Control+Enter")
	p.See("B1 är sparad")

	p.Press("e")
	p.See("Kontroll före export")
	p.Axe()
	p.Press("Escape")
	p.Click("Exportera bokslutsverifikationer till Fortnox")
	p.See("preliminärt")
	p.DoubleClick("Exportera")
	p.See("1 bokslutsverifikation är överförd")
	p.Axe()
	if got := s.post("/u/"+id+"/export", url.Values{"serie": {"I"}, "ver": {"B1"}}); !strings.Contains(got.Body, "Inget skickades") {
		t.Error("exporting again does not say that nothing was sent")
	}
}
