package source_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"bokslut/internal/ledger"
	"bokslut/internal/source"
)

func part(kind, name, body string) source.Part {
	return source.Part{Name: name, Kind: kind, Body: []byte(body)}
}

func TestDetailsOfASnapshot(t *testing.T) {
	parts := []source.Part{
		part(source.KindCompany, "company/1", `{"CompanyInformation":{"CompanyName":"Prov AB","OrganizationNumber":"5560160680","DatabaseNumber":77}}`),
		part(source.KindYears, "years/1", `{"FinancialYears":[{"Id":3,"FromDate":"2025-01-01","ToDate":"2025-12-31"}]}`),
		part(source.KindSeries, "series/1", `{"VoucherSeriesCollection":[{"Code":"A","Description":"Redovisning","Manual":true},{"Code":"B","Description":"Kund","Manual":false}]}`),
		part(source.KindAccounts, "accounts/1", `{"Accounts":[{"Number":1510,"Active":true},{"Number":1511,"Active":false}]}`),
		part(source.KindLockedPeriod, "lockedperiod/1", `{"LockedPeriod":{"EndDate":"2025-06-30"}}`),
		part(source.KindSIE, "sie/1", "#FLAGGA 0\n#SIETYP 4\n#RAR 0 20250101 20251231\n#KONTO 1930 Bank\n#IB 0 1930 0\n"),
	}
	series, err := source.SeriesOf(parts)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "series", []source.Series{{Code: "A", Name: "Redovisning", Manual: true}, {Code: "B", Name: "Kund"}}, series)
	inactive, err := source.InactiveOf(parts)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "inactive", map[string]bool{"1511": true}, inactive)
	locked, err := source.LockedThrough(parts)
	if err != nil || locked.String() != "2025-06-30" {
		t.Errorf("locked through %s, %v, want 2025-06-30", locked, err)
	}
	tenant, err := source.TenantOf(parts)
	if err != nil || tenant != 77 {
		t.Errorf("tenant = %d, %v, want 77", tenant, err)
	}
	id, err := source.YearID(parts, period("2025-01-01", "2025-12-31"))
	if err != nil || id != 3 {
		t.Errorf("year id = %d, %v, want 3", id, err)
	}
	book, _, err := source.Book(parts)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "company", ledger.Company{Name: "Prov AB", OrgNr: "556016-0680"}, book.Company)
}

func TestASnapshotFromSIEHasNoDetails(t *testing.T) {
	file, s, _, err := source.SIEPart("bokföring 2025.se", time.Time{}, []byte(thisYear))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "name", "sie/2025-01-01", file.Name)
	compare(t, "request", "bokföring 2025.se", file.Request)
	compare(t, "kind of file", "4E", s.Kind)
	parts := []source.Part{file}
	if series, err := source.SeriesOf(parts); err != nil || series != nil {
		t.Errorf("series = %v, %v, want none", series, err)
	}
	if locked, err := source.LockedThrough(parts); err != nil || !locked.IsZero() {
		t.Errorf("locked through %s, %v, want no day", locked, err)
	}
	if _, _, _, err := source.SIEPart("x.se", time.Time{}, nil); !errors.Is(err, source.ErrEmpty) {
		t.Errorf("error = %v, want ErrEmpty", err)
	}
}

func TestAPartThatCannotBeReadIsNamed(t *testing.T) {
	for _, kind := range []string{
		source.KindYears, source.KindInvoices, source.KindInvoice, source.KindInvoicePayments, source.KindInvoicePayment,
		source.KindSupplierInvoices, source.KindSupplierInvoice, source.KindSupplierInvoicePayments,
		source.KindSupplierInvoicePayment, source.KindTaxReductions, source.KindTaxReduction,
	} {
		_, _, err := source.Registers([]source.Part{part(kind, "broken/1", "<html>")})
		if err == nil || !strings.Contains(err.Error(), "broken/1") {
			t.Errorf("%s: error = %v, want one that names the part", kind, err)
		}
	}
}

// Documents whose number Fortnox withholds are not one document.
func TestDocumentsWithoutNumber(t *testing.T) {
	parts := []source.Part{
		part(source.KindYears, "years/1", `{"FinancialYears":[{"Id":3,"FromDate":"2025-01-01","ToDate":"2025-12-31"}]}`),
		part(source.KindInvoices, "invoices/1", `{"Invoices":[{"DocumentNumber":"API_NORIGHT","Total":100,"Booked":true,"InvoiceDate":"2025-10-01"},
			{"DocumentNumber":"7","Total":1},{"DocumentNumber":"","Total":250,"Booked":true,"InvoiceDate":"2025-11-01"}]}`),
		part(source.KindInvoice, "invoice/7", `{"Invoice":{"DocumentNumber":"7","Total":2}}`),
		part(source.KindInvoicePayments, "invoicepayments/1", `{"InvoicePayments":[{"Amount":5},{"Amount":6}]}`),
	}
	receivables, _, err := source.Registers(parts)
	if err != nil {
		t.Fatal(err)
	}
	sum := int64(0)
	for _, d := range receivables.Documents {
		sum += int64(d.Total)
	}
	compare(t, "sum of the documents", int64(35200), sum)
	compare(t, "payments", 2, len(receivables.Payments))
}
