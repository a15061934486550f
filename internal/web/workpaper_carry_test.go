package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestCarryFromLastYear takes a bilaga over to the next year's engagement, with
// what was said about it, and once only.
func TestCarryFromLastYear(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	last, at := s.bank()
	s.addRow(at, "Kontoutdrag", "125500")
	ok(s, s.do(at, "/kommentar", url.Values{"kommentar": {"Banken byter system i mars."}}))
	p := s.toSource("Granngården AB", "556000-4615", "2026-01-01", "2026-12-31", "manual")
	u := "/u/" + p.Query.Get("u")
	s.wants(s.get(u+"/bilagor/fran-forra-aret"), http.StatusOK, "Ingen bokföring")
	ok(s, s.post(u+"/import/manuell", url.Values{"guide": {"1"}, "saldon": {"1930;Företagskonto;125500;100000\n2081;Aktiekapital;-125500;-100000"}}))

	from := u + "/bilagor/fran-forra-aret"
	ok(s, s.get(from), "Ta över bilaga 19.1", "med rader", `name="b-19.1"`, `<option value="rader" selected>`, `/u/`+last+`/bilagor/19.1`)
	s.wants(s.post(from, url.Values{"b-19.1": {"nej"}}), http.StatusUnprocessableEntity, "Välj minst en bilaga", `<option value="nej" selected>`)
	s.wants(s.post(from, url.Values{"b-77.1": {"rader"}}), http.StatusNotFound)
	ok(s, s.post(from, url.Values{"b-19.1": {"rader"}}), "1 bilaga är övertagen", "19.1")
	ok(s, s.get(u+"/bilagor/19.1"), "Förra årets bilaga 19.1 (1)", "Banken byter system i mars.")
	ok(s, s.get(from), "Övertagen som 19.1")
	s.wants(s.post(from, url.Values{"b-19.1": {"utan"}}), http.StatusUnprocessableEntity, "Bilagorna är redan övertagna.")
	ok(s, s.get(u+"/handelser"), "Bilagor från förra året togs över: 19.1")
	ok(s, s.get("/u/"+last+"/bilagor/fran-forra-aret"), "Inget uppdrag för året före")

	accrual := url.Values{"konton": {"1930"}, "namn": {""}, "slag": {"prepaid"}}
	ok(s, s.post("/u/"+last+"/bilagor", accrual))
	rent := gridRow("", "", map[string]string{"text": "Lokalhyra", "total": "9000"})
	ok(s, s.post("/u/"+last+"/bilagor/19.2/rader", rent))
	p = ok(s, s.post(u+"/bilagor", accrual), `value="Lokalhyra"`)
	if strings.Contains(p.Body, "Borta sedan förra året") {
		t.Error("an accrual that is there again is among those that are gone")
	}
	ids, marks := rowsOfGrid(p.doc(t))
	ok(s, s.post(u+"/bilagor/19.2/rader", url.Values{"bort": {ids[0] + ":" + marks[0]}}), "Borta sedan förra året", "<td>Lokalhyra</td>", "9\u00a0000,00")

	ok(s, s.post(u+"/las", nil))
	s.wants(s.post(from, url.Values{"b-19.1": {"rader"}}), http.StatusConflict, "låst")
}
