package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// routesOf are the patterns of a method that the program says it serves, as they
// stand in its source.
func routesOf(t *testing.T, method string) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var routes []string
	pattern := regexp.MustCompile(`"` + method + ` (/[^" ]*)"`)
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range pattern.FindAllStringSubmatch(string(source), -1) {
			if !strings.HasSuffix(file, "_test.go") && !slices.Contains(routes, found[1]) {
				routes = append(routes, found[1])
			}
		}
	}
	if len(routes) < 40 {
		t.Fatalf("found %d routes", len(routes))
	}
	slices.Sort(routes)
	return routes
}

// postRoutes are the patterns of every change within an engagement.
func postRoutes(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(routesOf(t, "POST"), func(route string) bool { return !strings.HasPrefix(route, "/u/{u}") })
}

// openWhenLocked are the changes that a lock does not stop: unlocking, the
// client's connection, and reading what then waits.
var openWhenLocked = []string{
	"/u/{u}/las-upp", "/u/{u}/fortnox", "/u/{u}/fortnox/koppla-fran",
	"/u/{u}/import", "/u/{u}/import/avbryt", "/u/{u}/import/manuell", "/u/{u}/import/sie",
}

// TestLockedEngagementStandsStill walks every change of a locked engagement: each
// is refused with the sentence, and leaves no event behind.
func TestLockedEngagementStandsStill(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	ok(s, s.post("/u/"+id+"/verifikationer", entryOf()))
	version := s.get(at).version(t)
	ok(s, s.post("/u/"+id+"/las", url.Values{}), "Uppdraget är låst", "Lås upp")
	before := s.get("/u/" + id + "/handelser").Body
	known := map[string]string{"{konto}": "3001", "{import}": s.snapshot(id), "{id}": "aaaaaaaaaaaaaaaa"}
	form := func() url.Values {
		return url.Values{
			"version": {version}, "konto": {"1930"}, "konton": {"2081"}, "text": {"x"}, "belopp": {"1"}, "kommentar": {"x"}, "kalla": {"sie"},
			"serie": {"I"}, "ver": {"B1"}, "namn": {"x"}, "forklaring": {"x"}, "rad": {"1930 12550000"}, "leverans": {"x"}, "beslut": {"cancel"},
			"datum": {"2025-12-31"}, "debet": {"1", ""}, "kredit": {"", "1"}, "radtext": {"", ""}, "kst": {"", ""}, "projekt": {"", ""},
		}
	}
	for _, route := range postRoutes(t) {
		if slices.Contains(openWhenLocked, route) {
			continue
		}
		path := strings.Replace(route, "{u}", id, 1)
		number := "19.1"
		if strings.Contains(path, "/verifikationer/") {
			number = "B1"
		}
		path = strings.Replace(path, "{nr}", number, 1)
		for name, value := range known {
			path = strings.Replace(path, name, value, 1)
		}
		p := s.post(path, form())
		if p.Status != http.StatusConflict || !strings.Contains(p.Body, "Uppdraget är låst") {
			t.Errorf("POST %s on a locked engagement = %d, want 409 with the sentence\n%.300s", route, p.Status, p.main())
		}
	}
	if after := s.get("/u/" + id + "/handelser").Body; after != before {
		t.Error("a refused change left an event behind")
	}
	for _, path := range []string{"", "/balans?konto=1930", "/bilagor/19.1", "/verifikationer/B1", "/bilagor", "/fragor", "/las"} {
		ok(s, s.get("/u/"+id+path), "Låst")
	}

	p := s.post("/u/"+id+"/import/manuell", url.Values{"saldon": {strings.NewReplacer("125500", "125400", "58500", "58400").Replace(balances)}})
	if p.Status >= 400 {
		t.Errorf("reading balances for a locked engagement = %d\n%s", p.Status, p.main())
	}
	ok(s, s.get("/u/"+id+"/balans?konto=1930"), "125\u00a0500,00")
	s.wants(s.post("/u/"+id+"/las-upp", url.Values{"skal": {" "}}), http.StatusUnprocessableEntity, "Texten saknas")
	ok(s, s.post("/u/"+id+"/las-upp", url.Values{"skal": {"Sen faktura"}}), "Uppdraget är upplåst")
	ok(s, s.get("/u/"+id+"/handelser"), "Uppdraget låstes upp: Sen faktura")
	s.addRow(at, "x", "1")
}

// snapshot is the import in use.
func (s *site) snapshot(id string) string {
	s.t.Helper()
	e, err := s.Engagements.Get(s.t.(*testing.T).Context(), s.User, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return e.Snapshot
}
