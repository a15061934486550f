package e2e

import (
	"net/http"
	"strings"
	"testing"

	"bokslut/internal/demo/company"
)

// Balances that are typed or pasted from a spreadsheet.
func TestManualBalances(t *testing.T) {
	t.Parallel()
	c := company.All()[1]
	d := newDesk(t, c)
	w := d.w
	const pasted = "1930\tFöretagskonto\t85 000,00\t125 500,00\n2081\tAktiekapital\t-25 000,00\t-25 000,00\n" +
		"2440\tLeverantörsskulder\t−60 000,00\t−42 000,00\n3001\tFörsäljning\t\t−58 500,00\n"
	newEngagement(w, c, "Manuell inmatning")
	w.See("Skriv in saldon")
	look(w, "1-saldon")
	for _, tt := range []struct{ name, text, want string }{
		{"tomt", " ", "Inga saldon är ifyllda"},
		{"belopp", strings.Replace(pasted, "125 500,00", "mycket", 1), "Ett belopp går inte att läsa"},
		{"obalans", strings.Replace(pasted, "58 500,00", "58 400,00", 1), "Saldona summerar inte till noll"},
	} {
		w.Fill("Saldon", tt.text)
		w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Spara saldona") })
		w.See(tt.want)
		w.SeeValue("Saldon", tt.text)
		look(w, "2-"+tt.name)
	}
	w.Fill("Saldon", pasted)
	w.Click("Spara saldona")
	w.See("Bekräfta uppgifter")
	w.Click("Öppna uppdraget")
	w.See("Att göra")
	look(w, "3-oversikt")
	w.Click("Balansavstämning")
	row := rowOf(t, table(t, w, "[role=grid] tbody tr"), "1930")
	if amount(t, row[colOpening]) != 85_000_00 || amount(t, row[colFinal]) != 125_500_00 {
		t.Errorf("balance row %q, want 85 000,00 and 125 500,00", row)
	}
	look(w, "4-balans")
	w.Click("Resultatanalys")
	if row := rowOf(t, table(t, w, "[role=grid] tbody tr"), "Årets resultat"); amount(t, row[4]) != 58_500_00 {
		t.Errorf("result %q, want 58 500,00", row)
	}
	w.Click("Datakälla")
	look(w, "5-datakalla")
}
