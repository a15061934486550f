package e2e

import (
	"net/http"
	"time"

	"bokslut/e2e/browser"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/money"
)

// typeEntry fills in the form of a closing entry with two rows.
func typeEntry(w *browser.Page, date, text, debit, credit, amountDebit, amountCredit string) {
	w.Fill("Datum", date)
	w.Fill("#text", text)
	w.Fill("Konto rad 1", debit)
	w.Fill("Debet rad 1", amountDebit)
	w.Fill("Konto rad 2", credit)
	w.Fill("Kredit rad 2", amountCredit)
}

// seeEntry checks that the form still holds what was typed.
func seeEntry(w *browser.Page, date, text, debit, credit string) {
	w.SeeValue("Datum", date)
	w.SeeValue("#text", text)
	w.SeeValue("Konto rad 1", debit)
	w.SeeValue("Konto rad 2", credit)
}

// wrongEntries tries what may not be saved.
func (j *journey) wrongEntries() {
	w, last := j.w, j.company.Truth().Closing.To.String()
	w.Click("Bokslutsverifikationer")
	w.See("Inga bokslutsverifikationer")
	look(w, "24-verifikationer-tom")
	w.In(".head").Click("Ny verifikation")
	look(w, "25-verifikation-ny")
	for _, tt := range []struct{ name, date, debit, credit, left, right, want string }{
		{"obalans", last, "6530", "2990", "14000", "13000,50", "Verifikationen balanserar inte: debet och kredit skiljer 999,50."},
		{"utanfor-aret", "2026-01-01", "6530", "2990", "14000", "14000", "Datumet 2026-01-01 ligger utanför räkenskapsåret."},
		{"konto-saknas", last, "6530", "2999", "14000", "14000", "Konto 2999 finns inte i kontoplanen."},
	} {
		w.Open(j.url + "/verifikationer/ny")
		typeEntry(w, tt.date, "Upplupet arvode", tt.debit, tt.credit, tt.left, tt.right)
		w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Spara och stäng") })
		w.See(tt.want)
		seeEntry(w, tt.date, "Upplupet arvode", tt.debit, tt.credit)
		look(w, "26-verifikation-"+tt.name)
	}
	w.Open(j.url + "/verifikationer")
	w.See("Inga bokslutsverifikationer")
}

// entries makes, changes and deletes closing entries, and sees the adjustment
// column follow at once.
func (j *journey) entries() {
	w, last := j.w, j.company.Truth().Closing.To.String()
	w.In(".head").Click("Ny verifikation")
	typeEntry(w, last, "Upplupet arvode bokslut", "6530", "2990", "14000", "14 000,00")
	w.Screenshot("27-verifikation-ifylld")
	w.Click("Spara och stäng")
	w.See("Upplupet arvode bokslut")
	j.adjusted("2990", -14_000_00)

	w.Open(j.url + "/verifikationer/B1")
	w.SeeValue("Debet rad 1", money.Amount(14_000_00).String())
	w.Fill("Debet rad 1", "12000+3500")
	w.Fill("Kredit rad 2", "15500")
	w.Click("Spara och stäng")
	w.See("B1 är sparad")
	w.See("15 500,00")
	j.adjusted("2990", -15_500_00)

	w.Open(j.url + "/verifikationer/ny")
	typeEntry(w, last, "Tas bort igen", "6530", "2990", "100", "100")
	w.Click("Spara och stäng")
	w.See("Tas bort igen")
	j.adjusted("2990", -15_600_00)
	w.Open(j.url + "/verifikationer")
	w.Click("Visa rader i B2")
	w.Click("Ta bort B2")
	w.See("B2 är borttagen")
	j.adjusted("2990", -15_500_00)

	w.Open(j.url + "/verifikationer/ny")
	typeEntry(w, last, "Avskrivning inventarier", "7832", "1229", "18980", "18980")
	w.Click("Spara och stäng")
	w.See("Avskrivning inventarier")
	j.adjusted("1229", -18_980_00)
	w.Click("Bokslutsverifikationer")
	look(w, "28-verifikationer")
}

// adjusted checks an account's row in Balansavstämning.
func (j *journey) adjusted(account string, want money.Amount) {
	j.Helper()
	j.w.Open(j.url + "/balans")
	row := rowOf(j.T, table(j.T, j.w, "[role=grid] tbody tr"), account)
	booked := j.truth[account].Closing
	if amount(j.T, row[colAdjustment]) != want || amount(j.T, row[colFinal]) != booked+want {
		j.Errorf("balance row %q, want adjustment %v and final %v", row, want, booked+want)
	}
}

const exportButton = "Exportera bokslutsverifikationer till Fortnox"

// export sends the entries and finds them in Fortnox.
func (j *journey) export() {
	w, f := j.w, j.fortnox
	w.Open(j.url + "/verifikationer")
	w.Click(exportButton)
	w.In("dialog").See("Kontroll före export")
	look(w, "29-export")
	j.checkSeries()
	w.In("dialog").SeeValue("Verifikationsserie", "I")
	if n := f.sent(); n != 0 {
		j.Fatalf("%d vouchers were sent before anybody asked, want none", n)
	}
	w.In("dialog").Click("Exportera")
	w.See("2 av 2 överförda")
	lookEverywhere(w, "30-kvitto")

	for _, want := range []struct {
		text          string
		debit, credit int
		amount        money.Amount
	}{{"Upplupet arvode bokslut", 6530, 2990, 15_500_00}, {"Avskrivning inventarier", 7832, 1229, 18_980_00}} {
		found := f.written(j.company, want.text)
		if len(found) != 1 {
			j.Fatalf("Fortnox holds %d vouchers %q, want 1", len(found), want.text)
		}
		v := found[0]
		date := j.company.Truth().Closing.To.String()
		if v.VoucherSeries != "I" || v.TransactionDate != date || len(v.VoucherRows) != 2 ||
			v.VoucherRows[0].Account != want.debit || v.VoucherRows[0].Debit != fortnoxtest.Ore(want.amount) ||
			v.VoucherRows[1].Account != want.credit || v.VoucherRows[1].Credit != fortnoxtest.Ore(want.amount) {
			j.Errorf("Fortnox holds %+v, want %+v in series I dated %s", v, want, date)
		}
	}
	today := time.Now().In(stockholm(j.T)).Format(time.DateOnly)
	for no, number := range map[string]string{"B1": "I 1", "B3": "I 2"} {
		w.Open(j.url + "/export/kvitto")
		w.Row(no).See("Överförd")
		w.Row(no).See(number)
		w.Row(no).See(today)
		w.Click("Till bokslutsverifikationer")
		w.Row(no).See("Överförd")
		w.Row(no).See(number)
		w.Open(j.url + "/verifikationer/" + no)
		w.See("Överförd")
		w.See(number)
		w.See(today)
	}
	look(w, "31-verifikation-overford")
	w.Open(j.url + "/verifikationer")
	look(w, "32-verifikationer-efter")
}

// checkSeries sees that the dialog offers the series of Fortnox, and that only
// those for vouchers by hand can be chosen.
func (j *journey) checkSeries() {
	open := j.w.Eval(`[...document.querySelectorAll("#serie option:not([disabled])")].map(o => o.value).join(" ")`)
	if open != `"A I"` {
		j.Errorf("series that can be chosen: %s, want A and I", open)
	}
	if all := j.w.Eval(`document.querySelectorAll("#serie option").length`); all != "13" {
		j.Errorf("%s series are shown, want all 13", all)
	}
}

// exportAgain finds nothing to send.
func (j *journey) exportAgain() {
	w, f := j.w, j.fortnox
	before := f.sent()
	if before != 2 {
		j.Errorf("%d vouchers were sent, want 2", before)
	}
	w.Click(exportButton)
	w.See("Det finns inget att exportera")
	look(w, "33-export-igen")
	if f.sent() != before {
		j.Errorf("exporting again sent %d vouchers, want none", f.sent()-before)
	}
}

// importAgain brings the entries back as bookkeeping: the final balances do not
// move by an öre.
func (j *journey) importAgain() {
	w := j.w
	w.Open(j.url + "/balans")
	before := table(j.T, w, "[role=grid] tbody tr")
	w.Open(j.url)
	w.Click("Importera från Fortnox")
	w.See("Kommer tillbaka som")
	look(w, "34-andringar-fore")
	takeIn(w)
	w.See("Att göra")
	look(w, "34-oversikt-efter")
	w.Open(j.url + "/andringar")
	look(w, "34-andringar")
	w.Open(j.url + "/importer")
	look(w, "34-importer")
	w.Open(j.url + "/balans")
	after := table(j.T, w, "[role=grid] tbody tr")
	look(w, "35-balans-efter")
	if len(before) != len(after) {
		j.Fatalf("%d lines after the import, %d before", len(after), len(before))
	}
	for i := range after {
		was, is := before[i], after[i]
		if is[0] == is[len(is)-1] {
			continue // a heading as wide as the table
		}
		if was[0] != is[0] || was[colFinal] != is[colFinal] || is[colAdjustment] != "" {
			j.Errorf("%q became %q: want the same final balance and no adjustment", was, is)
		}
	}
	w.Open(j.url + "/verifikationer")
	w.Row("B1").See("Överförd")
}
