package e2e

import (
	"testing"
	"time"

	"bokslut/internal/demo/company"
)

// The connection is valid for 30 days from the last refresh, and each import
// and export completes one.
func TestConnectionIsRenewed(t *testing.T) {
	t.Parallel()
	d, _, url := withEntries(t, "Upplupet arvode")
	w, f := d.w, d.fortnox
	if n := f.refreshed(); n != 1 {
		t.Errorf("the first import made %d refreshes, want 1", n)
	}
	now := time.Now().In(stockholm(t))
	w.Open(url + "/underhall/datakalla")
	w.See("Gäller till och med " + now.AddDate(0, 0, 30).Format(time.DateOnly))
	w.See("Senast förnyad " + now.Format(time.DateOnly))
	lookEverywhere(w, "1-datakalla")

	w.Click("Importera nu")
	w.See("Importen är klar")
	if n := f.refreshed(); n != 2 {
		t.Errorf("%d refreshes after the second import, want 2", n)
	}
	openExport(w, url)
	before := f.refreshed()
	w.In("dialog").Click("Exportera")
	w.See("1 av 1 överförda")
	if n := f.refreshed(); n != before+1 {
		t.Errorf("the export made %d refreshes, want 1", n-before)
	}
	w.See("Kopplingen gäller nu till och med " + now.AddDate(0, 0, 30).Format(time.DateOnly))
}

// A connection that has lapsed: an import with login comes first, by one
// button, and after it the export works.
func TestLapsedConnection(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		end  func(d desk, c company.Company) error
	}{
		{"lapsed", func(d desk, c company.Company) error {
			if err := d.fortnox.ExpireAccess(company.ClientID, c.Tenant()); err != nil {
				return err
			}
			return d.fortnox.ExpireRefresh(company.ClientID, c.Tenant())
		}},
		{"revoked", func(d desk, c company.Company) error { return d.fortnox.RevokeConsent(company.ClientID, c.Tenant()) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, c, url := withEntries(t, "Upplupet arvode")
			w := d.w
			if err := tt.end(d, c); err != nil {
				t.Fatal(err)
			}
			w.Open(url + "/verifikationer")
			w.Click(exportButton)
			w.In("dialog").See("Kopplingen till Fortnox har löpt ut")
			w.In("dialog").See("Du behöver importera på nytt för att kunna exportera")
			look(w, "1-dialog")
			w.Press("Escape")
			w.Open(url)
			w.See("Kopplingen till Fortnox har löpt ut")
			look(w, "2-oversikt")
			w.Open(url + "/underhall/datakalla")
			w.See("Har löpt ut")
			look(w, "3-datakalla")
			w.Open(url + "/verifikationer")
			w.See("Kopplingen till Fortnox har löpt ut")
			look(w, "4-verifikationer")
			if n := d.fortnox.sent(); n != 0 {
				t.Errorf("%d vouchers were sent, want none", n)
			}

			w.Click("Logga in och importera")
			approve(w, c)
			w.See("Importen är klar")
			openExport(w, url)
			w.In("dialog").Click("Exportera")
			w.See("1 av 1 överförda")
			checkWritten(t, d, c, 1, "Upplupet arvode")
		})
	}
}
