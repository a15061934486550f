package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestNewPaperOfAKind: the kind follows the account unless a person chooses, and
// the bilaga can be linked to more accounts, deleted and brought back.
func TestNewPaperOfAKind(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	u := "/u/" + id
	p := ok(s, s.get(u+"/bilagor/ny?konto=1930"), "Föreslås för 1930.", "Saldo enligt kontoutdrag")
	if got := attrOf(p.doc(t).one("input", "name", "slag", "checked", "*"), "value"); got != "bank" {
		t.Errorf("the kind proposed for 1930 is %q, want bank", got)
	}
	s.wants(s.post(u+"/bilagor", url.Values{"konton": {"1930"}, "slag": {"påhittat"}}), http.StatusUnprocessableEntity, "Välj ett av alternativen.")
	p = ok(s, s.post(u+"/bilagor", url.Values{"konton": {"1930"}}), "Kassa och bank", "Kontoutdrag")
	at := p.Path
	p = ok(s, s.post(at+"/lanka", url.Values{"version": {p.version(t)}, "konton": {"1930 2081"}}), "Konto rad 1")
	s.wants(s.post(at+"/lanka", url.Values{"version": {p.version(t)}, "konton": {"2081"}}), http.StatusUnprocessableEntity, "Det finns rader på kontot")
	s.wants(s.post(at+"/lanka", url.Values{"version": {p.version(t)}, "konton": {"1930 4711"}}), http.StatusUnprocessableEntity, "Kontot finns inte i kontoplanen", `value="1930 4711"`)

	ok(s, s.get(u+"/bilagor/19"), "Huvudbilaga för kontogruppen", "Ny underbilaga till 1930", "19.1 Företagskonto")
	s.wants(s.get(u+"/bilagor/77"), http.StatusNotFound)
	p = ok(s, s.post(at+"/bort", url.Values{"version": {p.version(t)}}), "Borttagna bilagor (1)")
	version := p.doc(t).value("version")
	ok(s, s.post(at+"/aterstall", url.Values{"version": {version}}), "Bilaga 19.1 är återställd", "Kassa och bank")
}

// TestPasteBlock adds a block without script; one of another shape adds nothing
// and stays in its field.
func TestPasteBlock(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	for _, tt := range []struct{ name, block, want string }{
		{"wide", "a\t2025-12-31\t1\t2", "Rad 1 har 4 kolumner, men bilagan har 3 att fylla. Inget har lagts till."},
		{"empty", " \n\n", "Det finns inga rader att lägga till."},
	} {
		p := s.post(at+"/klistra", url.Values{"block": {tt.block}})
		s.wants(p, http.StatusUnprocessableEntity, tt.want)
		if !strings.Contains(p.Body, strings.TrimSpace(tt.block)) {
			t.Errorf("%s: the block is gone", tt.name)
		}
	}
	block := "Text\tDatum\tBelopp\r\nKontoutdrag\t31/12 2025\t1,234.50\r\n\"Två\nrader\"\t\t-1 000,00 kr\r\n"
	p := ok(s, s.post(at+"/klistra", url.Values{"block": {block}}), "2 rader är inklistrade", `value="Två rader"`, `value="2025-12-31"`, "avstämt 234,50")
	if ids, _ := rowsOfGrid(p.doc(t)); ids[1] == "" || ids[2] != "" {
		t.Errorf("the rows are %q, want two", ids)
	}
	var many strings.Builder
	for range 9001 {
		many.WriteString("x\n")
	}
	s.wants(s.post(at+"/klistra", url.Values{"block": {many.String()}}), http.StatusUnprocessableEntity, "Bilagan har för många rader")
}

// TestProposalBecomesEntry fills a closing entry with what a bilaga proposes.
func TestProposalBecomesEntry(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	p := s.addRow(at, "Kontoutdrag", "125 000")
	link := p.doc(t).one("a", "data-key", "v")
	p = ok(s, s.get(attrOf(link, "href")), "Rättelse av 1930 till bilagan")
	if got := p.doc(t).value("konto"); got != "1930" || p.doc(t).value("kredit") != "500,00" {
		t.Errorf("the entry begins with %s credit %s, want 1930 credit 500,00", got, p.doc(t).value("kredit"))
	}
	ok(s, s.post("/u/"+id+"/verifikationer", url.Values{
		"datum": {"2025-12-31"}, "text": {"Ränta"}, "konto": {"1930", "3001"}, "debet": {"1", ""}, "kredit": {"", "1"}, "radtext": {"", ""},
	}), "B1 är sparad")
	p = s.get(attrOf(link, "href"))
	if accounts := p.doc(t).all("input", "name", "konto"); attrOf(accounts[1], "value") != "3001" {
		t.Errorf("the contra account is %q, want 3001 as in the entry before", attrOf(accounts[1], "value"))
	}
	ok(s, s.get("/u/"+id+"/verifikationer/ny?bilaga=19.1&forslag=99"), "Ny bokslutsverifikation")
}
