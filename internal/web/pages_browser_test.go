package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"bokslut/e2e/browser"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// notPages are the addresses that answer with no page of their own: files,
// streams, parts of a page, and those that lead on.
var notPages = []string{
	"/{$}", "/uppdrag/ny", "/uppdrag/ny/anslut", "/uppdrag/ny/import", "/kom-igang/{secret}",
	"/u/{u}/fortnox/nytt", "/u/{u}/import/strom", "/u/{u}/importer/{import}/zip", "/u/{u}/utskrift.css", "/u/{u}/parm/parm.pdf",
	"/u/{u}/dokument/{d}/fil", "/u/{u}/verifikationer/sie/4i", "/u/{u}/verifikationer/sie/4e", "/u/{u}/skatt/ink2.csv",
}

// shorten leaves the first and the last rows of long tables: those between are
// like them, and the checker looks at each.
const shorten = `document.querySelectorAll("tbody > tr:nth-child(n+26):not(:nth-last-child(-n+6))").forEach((row) => row.remove()) ?? true`

// TestEveryPageIsAccessible walks every page of the program with axe: all that
// the source says is served, a bilaga of every kind, and those that are signed,
// suspended and locked.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	pages := s.everyPage()
	for _, route := range routesOf(t, "GET") {
		if len(pages[route]) == 0 && !slices.Contains(notPages, route) {
			t.Errorf("no page of GET %s is looked at", route)
		}
	}
	p := browser.Start(t).Page()
	p.Open(s.URL + "/logga-in")
	p.Axe()
	p.Fill("E-postadress", testEmail)
	p.Fill("Lösenord", testPassword)
	p.Press("Enter")
	p.See("Uppdrag")
	for _, route := range slices.Sorted(maps.Keys(pages)) {
		for _, path := range pages[route] {
			p.Open(s.URL + path)
			p.Eval(shorten)
			p.Axe()
		}
	}
}

// everyPage makes engagements in many states, and gives their pages by the route
// that serves them.
func (s *site) everyPage() map[string][]string {
	s.t.Helper()
	id := s.imported()
	u := "/u/" + id
	ok(s, s.post(u+"/verifikationer", entryOf()))
	ok(s, s.attach(s.Browser, id, "konto=1930", "bild.png", aPNG))
	pages := map[string][]string{
		"/logga-in": {"/logga-in"}, "/uppdrag": {"/uppdrag", "/uppdrag?sok=finns+inte"}, "/uppdrag/ny/foretag": {"/uppdrag/ny/foretag"},
		"/uppdrag/ny/datakalla": {"/uppdrag/ny/datakalla"}, "/uppdrag/ny/uppgifter": {"/uppdrag/ny/uppgifter?u=" + id},
		"/byra/granser": {"/byra/granser"}, "/byra/checklista": {"/byra/checklista"}, "/hjalp": {"/hjalp"}, "/hjalp/{amne}": {"/hjalp/kortkommandon", "/hjalp/bilageslag"},
		"/u/{u}/balans":                    {u + "/balans", u + "/balans?visa=avviker", u + "/balans?sok=finns+inte", u + "/balans?konto=1930"},
		"/u/{u}/resultat":                  {u + "/resultat", u + "/resultat?visa=ovanliga", u + "/resultat?visa=manader", u + "/resultat?visa=kostnadsstallen"},
		"/u/{u}/konto/{konto}":             {u + "/konto/1510", u + "/konto/1510?fran=igår&belopp=hundra"},
		"/u/{u}/konto/{konto}/kommentarer": {u + "/konto/3001/kommentarer"},
		"/u/{u}/konton":                    {u + "/konton?konto=1510,2440", u + "/konton"},
		"/u/{u}/ver/{ar}/{serie}/{nummer}": {u + "/ver/0/A/1"},
		"/u/{u}/verifikationer/{nr}":       {u + "/verifikationer/B1"},
		"/u/{u}/dokument/{d}":              {u + "/dokument/" + s.documentOn(s.get(u+"/dokument"))},
		"/u/{u}/rapporter/bilaga/{bilaga}": {u + "/rapporter/bilaga/15.1"},
		"/u/{u}/bilagor/{nr}":              s.everyBilaga(id),
		"/u/{u}/bilagor/ny":                {u + "/bilagor/ny", u + "/bilagor/ny?konto=1930"},
		"/u/{u}/importer/{import}":         nil,
		"/u/{u}/andringar/{nr}":            nil,
		"/u/{u}/rapporter/{rapport}":       nil,
		"/u/{u}/las":                       {u + "/las"},
		"/u/{u}/export/kvitto":             {u + "/export/kvitto"},
	}
	for _, report := range []string{"balansrapport", "resultatrapport", "resultat-per-manad", "huvudbok?frankonto=1930&tillkonto=1930", "verifikationslista?serie=A", "balansavstamning", "bokslutsverifikationer"} {
		pages["/u/{u}/rapporter/{rapport}"] = append(pages["/u/{u}/rapporter/{rapport}"], u+"/rapporter/"+report)
	}
	for _, route := range routesOf(s.t.(*testing.T), "GET") {
		if rest, inside := strings.CutPrefix(route, "/u/{u}"); inside && !strings.Contains(rest, "{") && pages[route] == nil && !slices.Contains(notPages, route) {
			pages[route] = []string{u + rest}
		}
	}
	s.lockedPages(pages)
	return pages
}

// everyBilaga makes a bilaga of every kind: one that is signed, one with an
// explained difference, and a question to the client.
func (s *site) everyBilaga(id string) []string {
	s.t.Helper()
	u := "/u/" + id
	all := []string{u + "/bilagor/15.1", u + "/bilagor/24.1", u + "/bilagor/19"}
	for _, form := range schedule.Forms() {
		no, err := s.Engagements.CreateSchedule(s.t.Context(), s.User, id, form.Kind, "", []string{"1930"})
		if err != nil {
			s.t.Fatalf("%s: %v", form.Kind, err)
		}
		all = append(all, u+"/bilagor/"+no)
	}
	ok(s, s.do(u+"/bilagor/15.1", "/klar", url.Values{"forklarat": {s.diffOf(id, "1510").String()}, "forklaring": {"Ränta"}}))
	p := ok(s, s.post(u+"/bilagor", url.Values{"konton": {"1630"}, "slag": {string(workpaper.Own)}}))
	ok(s, s.do(p.Path, "/kommentar", url.Values{"kommentar": {"Var är utdraget?"}, "mark": {"client"}}))
	ok(s, s.do(p.Path, "/klar", url.Values{"utan": {"1"}}), "Klar utan underlag")
	return append(all, p.Path)
}

// diffOf is what a bilaga lacks to explain an account.
func (s *site) diffOf(id, account string) money.Amount {
	s.t.Helper()
	sheet, err := s.Engagements.Balance(s.t.Context(), s.User, s.engagement(id))
	if err != nil {
		s.t.Fatal(err)
	}
	var diff money.Amount
	for _, g := range sheet.Groups {
		for _, row := range g.Rows {
			if row.Account == account {
				diff = row.Diff
			}
		}
	}
	return diff
}

// lockedPages adds those of an engagement whose sign-off an import has suspended,
// and which was locked after that.
func (s *site) lockedPages(pages map[string][]string) {
	s.t.Helper()
	e, no := s.filed()
	u, first := "/u/"+e.ID, e.Snapshot
	s.upload(e.ID, [2]string{"2025.se", laterFile()})
	s.takeIn(e.ID)
	s.wants(s.get(u+"/bilagor/"+no), http.StatusOK, "måste klarmarkeras på nytt")
	ok(s, s.post(u+"/las", url.Values{}), "Uppdraget är låst")
	for route, path := range map[string]string{
		"/u/{u}": u, "/u/{u}/balans": u + "/balans", "/u/{u}/bilagor/{nr}": u + "/bilagor/" + no, "/u/{u}/bilagor": u + "/bilagor", "/u/{u}/las": u + "/las",
		"/u/{u}/importer": u + "/importer", "/u/{u}/importer/{import}": u + "/importer/" + first, "/u/{u}/andringar/{nr}": u + "/andringar/2", "/u/{u}/import": u + "/import",
	} {
		pages[route] = append(pages[route], path)
	}
}
