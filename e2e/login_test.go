package e2e

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"bokslut/e2e/browser"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/demo/company"
)

// atFortnox is a desk whose person stands before the small company's consent
// page, in the first engagement's Startguiden.
func atFortnox(t *testing.T, f *localFortnox) (desk, company.Company) {
	t.Helper()
	binary(t)
	d := desk{fortnox: f, program: serve(t, f), browser: browser.Start(t)}
	d.w = d.browser.Page()
	become(t, d.program, d.w)
	c := company.All()[1]
	newEngagement(d.w, c, "Fortnox")
	return d, c
}

// recover sees that the login can be made anew and leads on to the import.
func (d desk) recover(c company.Company) {
	d.w.Click("Logga in i Fortnox")
	approve(d.w, c)
	d.w.See("Bekräfta uppgifter")
}

func small() []company.Company { return company.All()[1:2] }

func TestLoginWithTamperedState(t *testing.T) {
	t.Parallel()
	d, c := atFortnox(t, startFortnox(t, small()))
	w := d.w
	connect := w.URL()
	w.Click("Logga in i Fortnox")
	at := w.URL()
	i := strings.Index(at, "state=") + len("state=")
	other := byte('A')
	if at[i] == other {
		other = 'B'
	}
	w.Open(at[:i] + string(other) + at[i+1:])
	w.AllowStatus(http.StatusBadRequest, func() { approve(w, c) })
	w.See("Inloggningen i Fortnox hör inte hit")
	w.See("Logga in i Fortnox på nytt")
	look(w, "state")
	w.Click("Till uppdragslistan")
	w.See(c.Name())
	if n := d.fortnox.count(func(e fortnoxtest.Entry) bool { return e.Path == "/oauth-v1/token" }); n != 0 {
		t.Errorf("%d codes were exchanged for tokens, want none", n)
	}
	w.Open(connect)
	d.recover(c)
}

func TestLoginWithExpiredCode(t *testing.T) {
	t.Parallel()

	d, c := atFortnox(t, startFortnox(t, small(), func(o *fortnoxtest.Options) { o.CodeLife = time.Nanosecond }))
	d.w.Click("Logga in i Fortnox")
	approve(d.w, c)
	d.w.See("Inloggningskoden från Fortnox gällde inte längre")
	look(d.w, "kod")
	d.w.See("Logga in i Fortnox")

}

// Without the rights that everything needs nothing is read. Without those for
// the sub-ledgers the books are, and the bilagor say what they lack.
func TestLoginWithFewerScopes(t *testing.T) {
	t.Parallel()
	d, c := atFortnox(t, startFortnox(t, small()))
	w := d.w
	grant := func(scopes ...string) {
		d.fortnox.fail(fortnoxtest.Fault{Kind: fortnoxtest.FewerScopes, Method: "POST", Path: "/oauth-v1/auth", Fields: scopes})
		w.Click("Logga in i Fortnox")
		approve(w, c)
	}
	grant("companyinformation")
	w.See("Kopplingen saknar behörigheter")
	w.See("Den behöver också: bokföring.")
	look(w, "1-behorigheter")
	if n := d.fortnox.count(func(e fortnoxtest.Entry) bool { return strings.HasPrefix(e.Path, "/3/sie/") }); n != 0 {
		t.Errorf("%d SIE files were read, want none", n)
	}
	grant("companyinformation", "bookkeeping")
	w.See("Bekräfta uppgifter")
	w.Click("Öppna uppdraget")
	w.See("Att göra")
	url := base(w)
	seeBalances(t, d, url, d.fortnox.balances(c))
	w.Open(url + "/bilagor/15.1")
	w.See("Bilagan har ingen reskontra")
	look(w, "2-bilaga")
}

// The app itself may not ask for what the program needs.
func TestLoginOfAnAppWithFewerScopes(t *testing.T) {
	t.Parallel()
	d, _ := atFortnox(t, startFortnox(t, small(), func(o *fortnoxtest.Options) { o.Apps[0].Scopes = []string{"bookkeeping"} }))
	d.w.Click("Logga in i Fortnox")
	d.w.See("Kopplingen saknar behörigheter")
	look(d.w, "program")
	d.w.See("Hoppa över – anslut senare")
}

func TestLoginWithoutLicence(t *testing.T) {
	t.Parallel()
	f := startFortnox(t, nil)
	if err := f.Load(without(t, company.All()[1], "Integration")); err != nil {
		t.Fatal(err)
	}
	d, c := atFortnox(t, f)
	d.w.Click("Logga in i Fortnox")
	approve(d.w, c)
	d.w.See("Licens eller behörighet saknas i Fortnox")
	d.w.See("Klienten behöver licens för integration")
	look(d.w, "licens")
	d.w.See("Logga in i Fortnox")
	d.w.Click("Till uppdragslistan")
	d.w.See(c.Name())
}

// without is a company that lacks a licence.
func without(t *testing.T, c company.Company, licence string) fs.FS {
	t.Helper()
	folder := fstest.MapFS{}
	err := fs.WalkDir(c.FS(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(c.FS(), path)
		folder[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var app map[string]any
	if err := json.Unmarshal(folder["app.json"].Data, &app); err != nil {
		t.Fatal(err)
	}
	app["Licences"] = slices.DeleteFunc(app["Licences"].([]any), func(l any) bool { return l == licence })
	if folder["app.json"].Data, err = json.Marshal(app); err != nil {
		t.Fatal(err)
	}
	return folder
}
