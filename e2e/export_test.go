package e2e

import (
	"testing"
	"time"

	"bokslut/e2e/browser"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/demo/company"
)

// withEntries is a desk with the small company imported and closing entries
// that wait to be exported, named by their texts. It gives the engagement's
// address.
func withEntries(t *testing.T, texts ...string) (d desk, c company.Company, url string) {
	t.Helper()
	c = company.All()[1]
	d = newDesk(t, c)
	connected(d.w, c)
	url = base(d.w)
	for _, text := range texts {
		d.w.Open(url + "/verifikationer/ny")
		typeEntry(d.w, c.Truth().Closing.To.String(), text, "6530", "2990", "14000", "14000")
		d.w.Click("Spara och stäng")
		d.w.See(text)
	}
	return d, c, url
}

// openExport opens the dialog.
func openExport(w *browser.Page, url string) {
	w.Open(url + "/verifikationer")
	w.Click(exportButton)
	w.In("dialog").See("Kontroll före export")
}

// checkWritten counts the vouchers that Fortnox holds of each text.
func checkWritten(t *testing.T, d desk, c company.Company, want int, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if got := len(d.fortnox.written(c, text)); got != want {
			t.Errorf("Fortnox holds %d vouchers %q, want %d", got, text, want)
		}
	}
}

// An impatient hand, and two windows that both send: one voucher each.
func TestDoubleClickOnExport(t *testing.T) {
	t.Parallel()
	d, c, url := withEntries(t, "Upplupet arvode", "Upplupen hyra")
	other := d.browser.Page()
	openExport(other, url)
	openExport(d.w, url)
	d.w.In("dialog").DoubleClick("Exportera")
	d.w.See("2 av 2 överförda")
	d.w.Screenshot("1-kvitto")
	other.In("dialog").Click("Exportera")
	other.NotSee("Något gick fel")
	look(other, "2-andra-fonstret")
	d.w.Reload()
	d.w.See("2 av 2 överförda")
	checkWritten(t, d, c, 1, "Upplupet arvode", "Upplupen hyra")
	if n := d.fortnox.sent(); n != 2 {
		t.Errorf("%d vouchers were sent, want 2", n)
	}
}

// The voucher is booked, but the answer is lost and the voucher does not show
// for a while.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	d, c, url := withEntries(t, "Upplupet arvode")
	const hidden = 15 * time.Second
	d.fortnox.fail(fortnoxtest.Fault{Kind: fortnoxtest.CutAfter, Method: "POST", Path: "/3/vouchers"})
	d.fortnox.fail(fortnoxtest.Fault{Kind: fortnoxtest.HideVoucher, Method: "POST", Path: "/3/vouchers", Delay: hidden})
	openExport(d.w, url)
	d.w.In("dialog").Click("Exportera")
	d.w.See("Utfall okänt")
	d.w.See("1 verifikation har okänt utfall")
	look(d.w, "1-okant")
	time.Sleep(hidden)
	d.w.In(".msg").Click("Kontrollera nu")
	waitFor(t, d.w, "1 av 1 överförda")
	d.w.Row("B1").See("Överförd")
	d.w.NotSee("Utfall okänt")
	look(d.w, "2-overford")
	checkWritten(t, d, c, 1, "Upplupet arvode")
	if n := d.fortnox.sent(); n != 1 {
		t.Errorf("%d vouchers were sent, want 1", n)
	}
}

// Fortnox answers 500. Nobody knows what that means, so it is neither shown as
// a failure nor as a success, and nothing is sent again.
func TestServerErrorOnExport(t *testing.T) {
	t.Parallel()
	d, c, url := withEntries(t, "Upplupet arvode", "Upplupen hyra")
	d.fortnox.fail(fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Method: "POST", Path: "/3/vouchers", Times: -1})
	openExport(d.w, url)
	d.w.In("dialog").Click("Exportera")
	d.w.See("0 av 2 överförda")
	d.w.See("1 verifikation har okänt utfall")
	d.w.Row("B1").See("Utfall okänt")
	d.w.Row("B2").See("väntar på B1")
	d.w.NotSee("Avvisad")
	look(d.w, "1-okant")
	d.w.In(".msg").Click("Kontrollera nu")
	d.w.See("0 av 2 överförda")
	d.w.Row("B1").See("Utfall okänt")

	d.w.Open(url + "/verifikationer")
	d.w.Row("B1").See("Utfall okänt")
	look(d.w, "2-verifikationer")
	d.w.Open(url)
	d.w.See("1 överföring behöver dig")
	look(d.w, "3-oversikt")
	d.w.Open(url + "/verifikationer/B1")
	d.w.NotSee("Spara och stäng")
	look(d.w, "4-last")
	checkWritten(t, d, c, 0, "Upplupet arvode", "Upplupen hyra")
	if n := d.fortnox.sent(); n != 1 {
		t.Errorf("%d vouchers were sent, want 1", n)
	}
}
