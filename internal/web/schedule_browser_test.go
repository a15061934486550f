package web_test

import (
	"fmt"
	"strings"
	"testing"

	"bokslut/e2e/browser"
)

// pasteJS pastes a block in the field that has the focus, as a person does.
func pasteJS(block string) string {
	return fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.setData("text/plain", %q);
		document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
		return true;
	})()`, block)
}

// TestBilagaByKeyboard takes a bilaga from empty to signed without the mouse:
// rows, sums, undo, and 300 rows pasted from a spreadsheet.
func TestBilagaByKeyboard(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	p := browser.Start(t).Page()
	p.Size(1440, 900)
	p.Open(s.URL + "/uppdrag")
	p.Fill("E-postadress", testEmail)
	p.Fill("Lösenord", testPassword)
	p.Press("Enter")
	p.See("Uppdrag")
	p.Open(s.URL + at)
	p.Eval(`document.querySelector("[name='k.text']").focus() ?? true`)
	p.Type("Kontoutdrag")
	p.Press("Tab")
	p.Type("2025-12-31")
	p.Press("Enter")
	p.Type("120000")
	p.Press("Enter")
	p.See("Sparad")
	p.See("1930 avviker 5 500,00")
	p.Axe()

	p.Press("+", "Tab", "Tab", "=")
	p.See("1930 stämmer: 125 500,00")
	p.SeeValue("Text rad 2", "Kontoutdrag")
	p.SeeValue("Belopp rad 2", "5\u00a0500,00")
	p.Press("Control+Delete")
	p.See("1930 avviker 5 500,00")
	p.Press("Control+z")
	p.See("1930 stämmer: 125 500,00")
	p.Press("Control+Delete")
	p.See("1930 avviker 5 500,00")

	var block strings.Builder
	for i := range 300 {
		fmt.Fprintf(&block, "Insättning %d\t2025-12-%02d\t%s\n", i, i%31+1, []string{"10,00", "10.00", "1 0", "30-", "50"}[i%5])
	}
	p.Eval(`[...document.querySelectorAll("[name='k.text']")].find((f) => !f.value).focus() ?? true`)
	p.Eval(pasteJS(block.String()))
	p.See("Sparad")
	p.See("1930 avviker 2 500,00")
	p.Eval(pasteJS("a\tb\tc\td"))
	p.See("Blocket har 4 kolumner, men här finns plats för 3. Inget har klistrats in.")
	p.Eval(`document.querySelector("[name='k.amount']").focus() ?? true`)
	p.Press("=", "Tab")
	p.SeeValue("Belopp rad 1", "122\u00a0500,00")
	p.See("1930 stämmer: 125 500,00")
	p.Eval(`document.activeElement.blur() ?? true`)
	p.Press("k")
	p.See("Ångra klarmarkering")
	p.Reload()
	p.SeeValue("Text rad 301", "Insättning 299")
}
