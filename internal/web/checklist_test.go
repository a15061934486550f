package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestChecklistPage answers a group, meets another person's answer, and edits the
// firm's template.
func TestChecklistPage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	at := "/u/" + id + "/checklista"
	ok(s, s.get(at), "Bokslutet som helhet", "Finns kontoutdrag per bokslutsdagen", "0 av 3 besvarade")
	form := url.Values{"grupp": {"19"}, "version": {"0"}, "s-19-1": {"done"}, "n-19-1": {"Pärm 3"}, "s-19-2": {"not-applicable"}}
	ok(s, s.post(at, form), "2 av 3 besvarade", `value="Pärm 3"`, "Anna Berg")
	s.wants(s.post(at, url.Values{"grupp": {"19"}, "version": {"0"}, "s-19-3": {"done"}, "n-19-3": {"Min"}}), http.StatusConflict, "ändrade gruppen medan du skrev", `value="Min"`)
	long := strings.Repeat("x", 1001)
	s.wants(s.post(at, url.Values{"grupp": {"19"}, "version": {"1"}, "s-19-3": {"done"}, "n-19-3": {long}}), http.StatusUnprocessableEntity, long)
	s.wants(s.post(at, url.Values{"grupp": {"19"}, "version": {"1"}, "s-x": {"done"}}), http.StatusNotFound)
	ok(s, s.get("/u/"+id), "frågor besvarade")
	ok(s, s.get("/u/"+id+"/handelser"), "Checklistan, grupp 19: svar ändrades")

	p := ok(s, s.get("/byra/checklista"), "19 Är kassan räknad?")
	s.wants(s.post("/byra/checklista", url.Values{"version": {"0"}, "fragor": {" \n"}}), http.StatusUnprocessableEntity, "minst en fråga")
	ok(s, s.post("/byra/checklista", url.Values{"version": {p.doc(t).value("version")}, "fragor": {"19 Är kassan räknad?\nÄr arkivet ordnat?\n2026 är nära"}}), "Checklistan är sparad", "19 Är kassan räknad?")
	ok(s, s.get(at), "inte längre i mallen", "Är arkivet ordnat?", "2026 är nära", "2 av 2 besvarade")
	s.wants(s.post("/byra/checklista", url.Values{"version": {"0"}, "fragor": {"Min"}}), http.StatusConflict, "Någon annan hann ändra", "Min")
	ok(s, s.post("/byra/checklista", url.Values{"version": {"1"}, "atergang": {"1"}}), "19 Är kassan räknad?")
}
