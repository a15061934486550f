package e2e

import (
	"strconv"
	"strings"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/internal/demo/company"
	"bokslut/internal/money"
)

// focusedJS names what has the focus, as a person hears it.
const focusedJS = `(e => [e.ariaLabel, ...[...(e.labels ?? [])].map(l => l.innerText), e.innerText, e.id].filter(Boolean).join(" ").replace(/\s+/g, " "))(document.activeElement)`

// tabTo presses Tab until what has the focus has the text in its name.
func tabTo(t *testing.T, w *browser.Page, text string) {
	t.Helper()
	var passed []string
	for range 60 {
		w.Press("Tab")
		name, err := strconv.Unquote(w.Eval(focusedJS))
		if err != nil {
			name = w.Eval(focusedJS)
		}
		if strings.Contains(name, text) {
			return
		}
		passed = append(passed, name)
	}
	t.Fatalf("Tab never reached %q, only %q", text, passed)
}

// From an empty office to a voucher in Fortnox without the mouse.
func TestKeyboardOnly(t *testing.T) {
	t.Parallel()
	c := company.All()[1]
	d := newDesk(t, c)
	w := d.w
	w.Open(d.program.URL + "/uppdrag")
	w.Press("Tab")
	if got := w.Eval(focusedJS); !strings.Contains(got, "Hoppa till inneh") {
		t.Errorf("the first Tab reaches %s, want the skip link", got)
	}
	w.Press("n")
	w.See("Vilket företag gäller det?")
	w.Type(c.Name()) // the first field has the focus
	tabTo(t, w, "Organisationsnummer")
	w.Type(c.OrganisationNumber())
	tabTo(t, w, "sista dag")
	w.Press("Enter")
	w.See("Välj datakälla")
	tabTo(t, w, "Fortnox")
	w.Press("ArrowDown", "ArrowUp", "Enter")
	w.See("Anslut till Fortnox")
	tabTo(t, w, "Logga in i Fortnox")
	w.Press("Enter")
	w.See("Godkänn koppling")
	tabTo(t, w, c.Name())
	tabTo(t, w, "Godkänn")
	w.Press("Enter")
	w.See("Bekräfta uppgifter")
	w.Press("Control+Enter")
	w.See("Att göra")
	url := base(w)

	w.Press("g", "v")
	w.See("Inga bokslutsverifikationer")
	w.Press("n")
	w.See("Konteringsrader")
	w.Type("Upplupet arvode") // the focus is in Text
	tabTo(t, w, "Konto rad 1")
	w.Type("6530")
	w.Press("Enter")
	w.Type("14000")
	tabTo(t, w, "Konto rad 2")
	w.Type("2990")
	w.Press("Enter", "Enter")
	w.Type("=")
	w.SeeValue("Kredit rad 2", money.Amount(14_000_00).String())
	look(w, "1-verifikation")
	w.Press("Control+Enter")
	w.See("Upplupet arvode")

	w.Press("e")
	w.In("dialog").See("Kontroll före export")
	w.Press("Escape")
	w.NotSee("Kontroll före export")
	if got := w.Eval(focusedJS); !strings.Contains(got, "Exportera") {
		t.Errorf("after the dialog the focus is on %s, want the button that opened it", got)
	}
	w.Press("Enter")
	w.In("dialog").See("Kontroll före export")
	tabTo(t, w, "Avbryt")
	w.Press("Tab", "Enter")
	w.See("1 av 1 överförda")
	checkWritten(t, d, c, 1, "Upplupet arvode")
	keysOnSheets(t, w, url)
}

// keysOnSheets walks Balansavstämning, and sees that letters do nothing while
// somebody writes.
func keysOnSheets(t *testing.T, w *browser.Page, url string) {
	t.Helper()
	w.Press("g", "b")
	w.See("Slutligt saldo")
	w.Press("/")
	w.Type("gpsak?")
	w.SeeValue("css:[type=search]", "gpsak?")
	if got := w.URL(); !strings.HasPrefix(got, url+"/balans") {
		t.Errorf("writing in the search field led to %s, want nowhere", got)
	}
	w.Open(url + "/balans")
	tabTo(t, w, "1220")
	w.Press("ArrowDown", "ArrowDown")
	w.In("#panel").See("1510")
	w.Press("End", "Home", "a")
	w.See("Ingående balans")
	w.Press("?")
	w.See("Kortkommandon")
	w.See("kontoanalys för raden")
	look(w, "2-kortkommandon")
}
