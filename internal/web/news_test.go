package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/fortnox/fortnoxtest"
)

// TestNewsFromFortnox: the overview is there at once and asks afterwards; what
// was booked since the import is told, with the way to import it.
func TestNewsFromFortnox(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.imported()
	s.Fortnox.ResetJournal()
	page := s.get("/u/" + id)
	s.wants(page, http.StatusOK, `hx-get="/u/`+id+`/fortnox/nytt"`, "Importera för att se om något är nytt i Fortnox")
	if n := len(s.Fortnox.Journal()); n != 0 {
		t.Errorf("the page made %d requests to Fortnox, want none", n)
	}
	if got := strings.TrimSpace(s.fragment("/u/" + id + "/fortnox/nytt").Body); got != "" {
		t.Errorf("nothing is new, and the page says %q", got)
	}
	for range 2 {
		s.bookByHand()
	}
	if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE look SET asked_at = 0"); err != nil {
		t.Fatal(err)
	}
	found := s.fragment("/u/" + id + "/fortnox/nytt")
	s.wants(found, http.StatusOK, "2 nya verifikationer i Fortnox sedan importen", `href="/u/`+id+`/import"`, "Inget är importerat")
	if p := s.get("/u/" + id + "/fortnox/nytt"); p.Path != "/u/"+id+"/import" {
		t.Errorf("without script the line leads to %s, want the page of the import", p.Path)
	}

	stranger := newBrowser(t)
	s.newOffice("Andra byrån", "Bo Ek", "bo@andra.example")
	s.signIn(stranger, "bo@andra.example")
	if p := s.getAs(stranger, "/u/"+id+"/fortnox/nytt"); p.Status != http.StatusNotFound {
		t.Errorf("another office sees %d, want 404", p.Status)
	}
}

// A later import reads less, and all when it is asked to.
func TestReadEverythingAgain(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.imported()
	s.wants(s.get("/u/"+id+"/import"), http.StatusOK, "Läs allt på nytt")
	requests := func(form url.Values) int {
		s.Fortnox.ResetJournal()
		s.post("/u/"+id+"/import", form)
		s.waitImport(id)
		n := 0
		for _, e := range s.Fortnox.Journal() {
			if strings.HasPrefix(e.Path, "/3/") {
				n++
			}
		}
		return n
	}
	later, full := requests(url.Values{}), requests(url.Values{"allt": {"1"}})
	if later == 0 || later >= full {
		t.Errorf("%d requests for a later import and %d for a full one, want fewer", later, full)
	}
}

// TestNewsInBrowser: the line comes by itself, after the page.
func TestNewsInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.imported()
	s.bookByHand()
	p := browser.Start(t).Page()
	p.Open(s.URL + "/uppdrag")
	p.Fill("E-postadress", testEmail)
	p.Fill("Lösenord", testPassword)
	p.Click("Logga in")
	p.See("Uppdrag")
	p.Open(s.URL + "/u/" + id)
	p.See("1 ny verifikation i Fortnox sedan importen")
	p.Axe()
	p.Click("Till importen")
	p.Click("Importera igen")
	p.See("Läs allt på nytt")
	p.Axe()
}

// bookByHand books a voucher in Fortnox itself.
func (s *site) bookByHand() {
	s.t.Helper()
	c := theCompany()
	if _, err := s.Fortnox.AddVoucher(c.Tenant(), fortnoxtest.Voucher{
		VoucherSeries: "A", TransactionDate: c.Truth().Closing.To.String(), Year: c.Truth().ClosingYearID, Description: "Glömd",
		VoucherRows: []fortnoxtest.Row{{Account: 6530, Debit: 100_00}, {Account: 2990, Credit: 100_00}},
	}); err != nil {
		s.t.Fatal(err)
	}
}
