package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/schedule"
	"bokslut/internal/source"
)

// TestLateInvoice takes a supplier's invoice of the next year as a cost of the
// closed one, without its VAT.
func TestLateInvoice(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	e, err := s.Engagements.Get(t.Context(), s.User, id)
	if err != nil {
		t.Fatal(err)
	}
	parts, err := source.Manual("2990;Övriga upplupna;0;0\n1930;Bank;0;0", e.Client.Name, e.Client.OrgNr, e.Year, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	book, _, err := source.Book(parts)
	if err != nil {
		t.Fatal(err)
	}
	imp := engagement.Import{Source: engagement.Manual, Book: book, Late: []schedule.Invoice{
		{Number: "12", Supplier: "Nordans El", Date: civil.MustParse("2026-01-14"), Total: 1250_00},
		{Number: "13", Supplier: "Sydans El", Date: civil.MustParse("2026-01-15"), Total: 500_00, VAT: 100_00},
	}}
	for _, p := range parts {
		imp.Parts = append(imp.Parts, engagement.RawPart{Name: p.Name, Kind: p.Kind, Request: p.Request, At: p.At, Body: p.Body})
	}
	snap, taken, err := s.Engagements.Adopt(t.Context(), s.User, id, imp)
	if err == nil && !taken {
		imp.ID = snap.ID
		err = s.Engagements.TakeIn(t.Context(), s.User, id, imp, e.Snapshot)
	}
	if err != nil {
		t.Fatal(err)
	}
	at := ok(s, s.post("/u/"+id+"/bilagor", url.Values{"konton": {"2990"}, "slag": {"accrued"}}), "Leverantörsfakturor efter årets slut", "Nordans El", `name="moms"`, `value="100,00"`).Path

	take := func(number, vat string) page {
		return s.post(at+"/kostnad", url.Values{"faktura": {number}, "konto": {"2990"}, "moms": {vat}})
	}
	s.wants(take("12", "tvåhundra"), http.StatusUnprocessableEntity, "Det är inget belopp", `value="tvåhundra"`)
	s.wants(take("12", ""), http.StatusUnprocessableEntity, "Skriv fakturans moms, eller 0")
	s.wants(take("12", "1250,01"), http.StatusUnprocessableEntity, "Momsen är större än fakturan", `value="1250,01"`)
	s.wants(take("77", "0"), http.StatusNotFound)
	p := ok(s, take("12", "250"), "Tagen", "Nordans El", "avstämt −1\u00a0000,00")
	if strings.Count(cleared(p.Body), "Ta som kostnad") != 1 {
		t.Error("the invoice that is taken can be taken again")
	}
	s.wants(take("12", "250"), http.StatusUnprocessableEntity)
}
