package jobs

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/schedule"
	"bokslut/internal/source"

	"github.com/google/go-cmp/cmp"
)

// TestLateInvoices: those that the closed year has not booked, with VAT and cost
// account from the invoice, else from the voucher of next year.
func TestLateInvoices(t *testing.T) {
	parts := []source.Part{
		{Name: "years", Kind: source.KindYears, Body: []byte(`{"FinancialYears":[{"Id":1,"FromDate":"2025-01-01","ToDate":"2025-12-31"},{"Id":2,"FromDate":"2026-01-01","ToDate":"2026-12-31"}]}`)},
		{Name: "supplierinvoices/1", Kind: source.KindSupplierInvoices, Body: []byte(`{"MetaInformation":{"@CurrentPage":1,"@TotalPages":1,"@TotalResources":6},"SupplierInvoices":[
			{"GivenNumber":"1","InvoiceDate":"2025-12-20","Total":"125","VAT":"25","Booked":true,"Vouchers":[{"Series":"L","Number":1,"Year":1}]},
			{"GivenNumber":"2","SupplierName":"Nordan","InvoiceDate":"2025-12-28","Total":"250","Booked":true,"Vouchers":[{"Series":"L","Number":7,"Year":2}]},
			{"GivenNumber":"3","InvoiceDate":"2026-01-10","Total":"125","VAT":"25","Currency":"SEK","Booked":false},
			{"GivenNumber":"4","InvoiceDate":"2026-01-11","Total":"125","Cancel":true},
			{"GivenNumber":"5","InvoiceDate":"2027-06-01","Total":"125"},
			{"GivenNumber":"6","InvoiceDate":"2025-11-30","Total":"-100","Booked":false}]}`)},
	}
	next := &ledger.Year{Period: civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-12-31")}, Vouchers: []ledger.Voucher{{
		Series: "L", Number: "7", Date: civil.MustParse("2026-01-05"), Registered: civil.MustParse("2026-01-08"),
		Rows: []ledger.Row{{Account: "2440", Amount: -250_00}, {Account: "2641", Amount: 50_00}, {Account: "5010", Amount: 999_00, Struck: true}, {Account: "5410", Amount: 200_00}},
	}}}
	got, err := lateInvoices(parts, engagement.Import{NextYear: next}, civil.MustParse("2025-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	want := []schedule.Invoice{
		{Number: "2", Supplier: "Nordan", Date: civil.MustParse("2025-12-28"), Registered: civil.MustParse("2026-01-08"), Total: 250_00, VAT: 50_00, Account: "5410"},
		{Number: "3", Date: civil.MustParse("2026-01-10"), Total: 125_00, VAT: 25_00},
		{Number: "6", Date: civil.MustParse("2025-11-30"), Registered: civil.MustParse("2026-01-01"), Total: -100_00},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("late invoices (-want +got):\n%s", diff)
	}
}
