package e2e

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"bokslut/e2e/browser"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/demo/company"
	"bokslut/internal/money"
)

// A journey is one consultant's way from a new engagement to closing vouchers
// in Fortnox.
type journey struct {
	*testing.T
	fortnox *localFortnox
	company company.Company
	w       *browser.Page
	url     string             // of the engagement
	truth   map[string]balance // what Fortnox says of each account
	odd     fortnoxtest.Voucher
}

// oddAmount is booked by hand on 1510, past the sub-ledger.
const oddAmount = money.Amount(1_250_00)

// The whole journey of issue 2, with the small company.
func TestJourney(t *testing.T) {
	t.Parallel()
	all := company.All()
	small, other := all[1], all[3]
	d := newDesk(t, small, other)
	j := &journey{T: t, fortnox: d.fortnox, company: small, w: d.w}
	j.odd = j.fortnox.book(small, "Kreditering på konto", 3041, 1510, oddAmount)
	j.truth = j.fortnox.balances(small)

	j.guide(other)
	j.facts()
	j.sheets()
	j.analysis()
	j.receivables()
	j.payables()
	j.ownPaper()
	j.wrongEntries()
	j.entries()
	j.export()
	j.exportAgain()
	j.importAgain()
}

// guide goes through Startguiden with everything that can go wrong in it.
func (j *journey) guide(other company.Company) {
	w, c := j.w, j.company
	w.In(".head").Click("Nytt uppdrag")
	look(w, "01-foretag")
	number := c.OrganisationNumber()
	wrong := number[:len(number)-1] + string('0'+(number[len(number)-1]-'0'+1)%10)
	w.Fill("Företagets namn", c.Name())
	w.Fill("Organisationsnummer", wrong)
	w.Fill("Räkenskapsårets första dag", c.Truth().Closing.From.String())
	w.Fill("Räkenskapsårets sista dag", c.Truth().Closing.To.String())
	w.AllowStatus(http.StatusUnprocessableEntity, func() { w.Click("Fortsätt") })
	if got := strings.Join(w.Texts("#orgnr-fel"), ""); !strings.Contains(got, "Kontrollsiffran stämmer inte") {
		j.Errorf("beside the number it says %q, want that the check digit is wrong", got)
	}
	w.SeeValue("Företagets namn", c.Name())
	w.SeeValue("Organisationsnummer", wrong)
	look(w, "02-foretag-fel")

	w.Fill("Organisationsnummer", number)
	w.Click("Fortsätt")
	w.See("Välj datakälla")
	look(w, "03-datakalla")
	w.Check("Fortnox")
	w.Click("Fortsätt")
	w.See("Anslut till Fortnox")
	w.See("30 dagar")
	look(w, "04-anslut")

	w.Click("Logga in i Fortnox")
	w.See("Godkänn koppling")
	look(w, "05-fortnox")
	w.Click("Avböj")
	w.See("Kopplingen godkändes inte i Fortnox")
	look(w, "06-avbojt")

	w.Click("Logga in i Fortnox")
	approve(w, other)
	w.See("Fel företag i Fortnox")
	w.See(other.Name())
	look(w, "07-fel-foretag")
	if n := j.fortnox.count(func(e fortnoxtest.Entry) bool { return strings.HasPrefix(e.Path, "/3/sie/") }); n != 0 {
		j.Errorf("%d SIE files were read of the wrong company, want none", n)
	}

	j.fortnox.fail(fortnoxtest.Fault{Kind: fortnoxtest.Slow, Path: "/3/sie/**", Times: 3, Delay: 1200 * time.Millisecond})
	w.Click("Logga in i Fortnox")
	approve(w, c)
	w.See("Saldon och verifikationer " + c.Truth().Closing.String())
	w.See("Steg ")
	look(w, "08-import")
	w.See("Kundfakturor till bilagan för 1510")
}

// facts fills in what Startguiden asks for last.
func (j *journey) facts() {
	w := j.w
	w.See("Bekräfta uppgifter")
	look(w, "09-uppgifter")
	w.In("fieldset:has([name=regelverk])").Check("K2")
	w.In("fieldset:has([name=metod])").Check("Faktureringsmetoden")
	w.In("fieldset:has([name=moms])").Check("Kvartal")
	w.In("fieldset:has([name=revisor])").Check("Nej")
	w.Choose("Ansvarig", userName)
	w.Choose("Granskare", "Ingen")
	w.Click("Öppna uppdraget")
	w.See("Att göra")
	j.url = base(w)
	w.See(time.Now().AddDate(0, 0, 30).In(stockholm(j.T)).Format(time.DateOnly))
	lookEverywhere(w, "10-oversikt")
	w.Open(j.url[:strings.Index(j.url, "/u/")] + "/uppdrag")
	w.See(j.company.Name())
	w.See(j.company.OrganisationNumber())
	lookEverywhere(w, "11-uppdrag")
	w.Click(j.company.Name())
	w.See("Att göra")
}

func stockholm(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
