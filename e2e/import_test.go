package e2e

import (
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/demo/company"
)

// imported is a desk with the small company imported once.
func imported(t *testing.T) (d desk, c company.Company, url string, truth map[string]balance) {
	t.Helper()
	d, c, url = withEntries(t)
	return d, c, url, d.fortnox.balances(c)
}

// The line breaks in the middle of an import: nothing of it stays, and the old
// one does.
func TestNetworkLostDuringImport(t *testing.T) {
	t.Parallel()
	d, c, url, truth := imported(t)
	w := d.w
	d.fortnox.book(c, "Sent bokfört", 6530, 1930, 777_00)
	d.fortnox.fail(fortnoxtest.Fault{Kind: fortnoxtest.CutBefore, Path: "/3/supplierinvoices", Times: -1})
	w.Open(url)
	w.Click("Importera från Fortnox")
	waitFor(t, w, "Fortnox svarar inte")
	w.See("Uppdraget är oförändrat, den förra importen gäller.")
	look(w, "1-avbruten")
	seeBalances(t, d, url, truth)

	d.fortnox.ClearFaults()
	w.Open(url + "/import")
	w.Click("Försök igen")
	w.See("Sent bokfört")
	look(w, "2-andringar")
	takeIn(w)
	seeBalances(t, d, url, d.fortnox.balances(c))
}

// A second import while one runs starts nothing, and a person can stop the
// first.
func TestImportTwiceAndCancel(t *testing.T) {
	t.Parallel()
	d, _, url, truth := imported(t)
	d.fortnox.ResetJournal()
	d.fortnox.fail(fortnoxtest.Fault{Kind: fortnoxtest.Slow, Path: "/3/sie/**", Times: -1, Delay: 3 * time.Second})
	first, second := d.w, d.browser.Page()
	second.Open(url)
	first.Open(url)
	first.Click("Importera från Fortnox")
	first.See("Steg ")
	second.Click("Importera från Fortnox")
	second.See("En import pågår redan")
	look(second, "1-redan")
	second.Click("Avbryt importen")
	waitFor(t, second, "Importen avbröts")
	second.See("Uppdraget är oförändrat, den förra importen gäller.")
	look(second, "2-avbruten")
	first.See("Importen avbröts")
	if n := d.fortnox.count(func(e fortnoxtest.Entry) bool { return e.Path == "/3/companyinformation" }); n != 1 {
		t.Errorf("%d imports began, want 1", n)
	}
	seeBalances(t, d, url, truth)
}
