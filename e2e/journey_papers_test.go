package e2e

import (
	"encoding/json"
	"strconv"
	"time"

	"bokslut/e2e/browser"
	"bokslut/internal/demo/company"
	"bokslut/internal/money"
)

// Columns of the open items in a bilaga.
const (
	colDocument, colOpen, colAtImport = 0, 6, 10
)

// receivables looks at the bilaga for 1510, whose difference has a known cause.
func (j *journey) receivables() {
	w, truth := j.w, j.company.Truth()
	w.Open(j.url + "/balans")
	w.Row("1510").Click("15.1")
	w.See("Vad skillnaden består av")
	lookEverywhere(w, "17-bilaga-1510")
	j.checkItems(truth.OpenReceivables, j.fortnox.open(j.company, "invoices", "DocumentNumber"), 1)
	ledger := truth.Ledger1510 - oddAmount
	w.See("Huvudbok 1510, bokfört " + ledger.String())
	w.See("Avstämningsdifferens " + (-oddAmount).String())
	w.See("A " + strconv.Itoa(j.odd.VoucherNumber))
	w.See("Oförklarat 0,00")

	w.Fill("Förklaring till differensen", "Bokförd direkt på kontot, rättas på nya året")
	w.Click("Klarmarkera med förklarad differens")
	w.See("Förklaring")
	look(w, "18-bilaga-1510-klar")
	w.Open(j.url + "/balans")
	w.Row("1510").See("Klar")
}

// payables looks at the bilaga for 2440, which agrees.
func (j *journey) payables() {
	w, truth := j.w, j.company.Truth()
	w.Row("2440").Click("24.1")
	w.See("Öppet enligt leverantörsreskontra")
	look(w, "19-bilaga-2440")
	j.checkItems(-truth.OpenPayables, j.fortnox.open(j.company, "supplierinvoices", "GivenNumber"), -1)
	w.See("Huvudbok 2440, bokfört " + truth.Ledger2440.String())
	w.See("Avstämningsdifferens 0,00")
}

// checkItems compares the open items with what is known of them: their sum on
// the closing date, and what Fortnox says is open of each now.
func (j *journey) checkItems(want money.Amount, now map[string]money.Amount, sign money.Amount) {
	rows := table(j.T, j.w, "[data-grid=poster] tbody tr")
	items, total := rows[:len(rows)-1], rows[len(rows)-1]
	var open, atImport money.Amount
	for _, row := range items {
		open += amount(j.T, row[colOpen])
		atImport += amount(j.T, row[colAtImport])
		if got, want := amount(j.T, row[colAtImport]), sign*now[row[colDocument]]; got != want {
			j.Errorf("%q: open at the import %v, want %v", row, got, want)
		}
	}
	if open != want || amount(j.T, total[colOpen]) != want {
		j.Errorf("the items sum to %v, the last line says %q, want %v", open, total[colOpen], want)
	}
	if got := amount(j.T, total[colAtImport]); got != atImport {
		j.Errorf("open at the import: the items sum to %v, the last line says %v", atImport, got)
	}
}

// open is what Fortnox itself says is open of each document now.
func (f *localFortnox) open(c company.Company, resource, number string) map[string]money.Amount {
	f.t.Helper()
	tokens, err := f.Grant(company.ClientID, c.Tenant(), false)
	if err != nil {
		f.t.Fatal(err)
	}
	var answer map[string]json.RawMessage
	f.get(tokens, "/3/"+resource+"?limit=500", &answer)
	var list []map[string]any
	for name, raw := range answer {
		if name != "MetaInformation" {
			if err := json.Unmarshal(raw, &list); err != nil {
				f.t.Fatal(err)
			}
		}
	}
	all := map[string]money.Amount{}
	for _, document := range list {
		a, err := money.Parse(text(document["Balance"]))
		if err != nil {
			f.t.Fatal(err)
		}
		all[text(document[number])] = a
	}
	return all
}

// text is a JSON value that may be written as a number or as a string.
func text(v any) string {
	if n, ok := v.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	s, _ := v.(string)
	return s
}

// newPaper makes a bilaga of the plain kind for an account.
func newPaper(w *browser.Page, engagement, account string) {
	w.Open(engagement + "/bilagor/ny?konto=" + account)
	w.Eval(`document.querySelector("[name=slag][value=own]").click() ?? true`)
	w.Click("Skapa bilaga")
	w.See("Spara rader")
}

// ownPaper makes a bilaga for the tax account: rows, evidence, comment, signed.
func (j *journey) ownPaper() {
	w, balance := j.w, j.truth["1630"].Closing
	const first = money.Amount(1_000_00)
	w.Open(j.url + "/balans")
	w.Row("1630").Click("Avräkning för skatter")
	w.In("#panel").See("Kontot har ingen bilaga")
	look(w, "20-panel")
	newPaper(w, j.url, "1630")

	w.Fill("Text rad 1", "Saldo enligt skattekontot")
	w.Fill("Belopp rad 1", "tusen")
	w.Press("Tab")
	w.See("är inget belopp")
	w.SeeValue("Text rad 1", "Saldo enligt skattekontot")
	look(w, "21-bilaga-egen-fel")
	w.Fill("Belopp rad 1", first.String())
	w.Press("Tab")
	w.See("Avstämningsdifferens " + (balance - first).String())
	w.Fill("Text rad 2", "Ränta som inte är bokförd hos oss")
	w.Fill("Belopp rad 2", (balance - first).String())
	w.Press("Tab")
	w.See("Avstämningsdifferens 0,00")
	w.See("Sparad")

	w.Choose("Avstämt mot", "Skattekonto")
	w.Fill("Underlagets datum", j.company.Truth().Closing.To.String())
	w.Click("Spara underlag")
	w.Fill("Ny kommentar", "Kontrollerad mot Skatteverkets saldo.")
	w.Click("Spara kommentar")
	w.See("Kontrollerad mot Skatteverkets saldo.")
	w.Click("Klarmarkera")
	w.See("Klarmarkerad " + userName)
	w.See(time.Now().In(stockholm(j.T)).Format(time.DateOnly))
	look(w, "22-bilaga-egen")

	w.Open(j.url + "/balans")
	w.Row("1630").See("Klar")
	w.Click("Bilagor")
	w.Row("16.1").See("Klar")
	look(w, "23-bilagor")
}
