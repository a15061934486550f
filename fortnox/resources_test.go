package fortnox

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The answers have the JSON types that the reference notes for each field, which
// differ between list and single item.
func TestLedgerAnswers(t *testing.T) {
	si, err := DecodeSupplierInvoices([]byte(`{"MetaInformation":{"@TotalResources":1,"@TotalPages":1,"@CurrentPage":1},
		"SupplierInvoices":[{"@url":"x","GivenNumber":"61","Cancel":true,"Cancelled":null,"Balance":"12 500,00","Total":"-1000.50","CurrencyRate":"11.2","CurrencyUnit":1,
		"Credit":true,"Booked":"true","FinalPayDate":"","Vouchers":[{"Number":3,"ReferenceType":"SUPPLIERINVOICE","Series":"D","Year":4}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := SupplierInvoice{
		GivenNumber: Text("61"), Cancel: Bool(true), Balance: Ore(1250000), Total: Ore(-100050),
		CurrencyRate: Decimal{Text: "11.2", Valid: true}, CurrencyUnit: Decimal{Text: "1", Valid: true}, Credit: Bool(true), Booked: Bool(true),
		Vouchers: List[VoucherLink]{Items: []VoucherLink{{Series: Text("D"), Number: Int(3), Year: Int(4), ReferenceType: Text("SUPPLIERINVOICE")}}},
	}
	if d := cmp.Diff([]SupplierInvoice{want}, si.Items); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	one, err := DecodeSupplierInvoice([]byte(`{"SupplierInvoice":{"GivenNumber":61,"Cancelled":true,"CreditReference":0,"VoucherNumber":null,"Vouchers":null,
		"SupplierInvoiceRows":[{"Account":2440,"Code":"TOT","Credit":"1000","Debit":0}]}}`))
	if err != nil || !one.IsCancelled() || one.CreditOf() != "" || one.Key() != si.Items[0].Key() || one.SupplierInvoiceRows.Items[0].Credit != Ore(100000) {
		t.Errorf("got %+v, %v", one, err)
	}
	inv, err := DecodeInvoice([]byte(`{"Invoice":{"DocumentNumber":"8","Credit":"true","CreditInvoiceReference":"7","TaxReduction":5000,"TaxReductionType":"rot","TotalToPay":5000.00}}`))
	if err != nil || inv.CreditOf() != "7" || !inv.Credit.Bool || inv.TaxReduction != Ore(500000) || inv.Key() != "8" {
		t.Errorf("got %+v, %v", inv, err)
	}
	pay, err := DecodeInvoicePayment([]byte(`{"InvoicePayment":{"Number":"3","InvoiceNumber":8,"Amount":100,"AmountCurrency":"9.5","WriteOffs":[{"AccountNumber":"6570","Amount":"2,50"}]}}`))
	if err != nil || pay.InvoiceNumber.Text != "8" || pay.AmountCurrency != Ore(950) || pay.WriteOffs.Items[0].Amount != Ore(250) || pay.Key() != "3" {
		t.Errorf("got %+v, %v", pay, err)
	}
	spay, err := DecodeSupplierInvoicePayment([]byte(`{"SupplierInvoicePayment":{"Number":3,"InvoiceNumber":"61","Booked":1,"PaymentDate":"API_NORIGHT"}}`))
	if err != nil || spay.Key() != "3" || spay.InvoiceNumber.Text != "61" || !spay.Booked.Bool || !spay.PaymentDate.NoRight {
		t.Errorf("got %+v, %v", spay, err)
	}
	tr, err := DecodeTaxReductions([]byte(`{"TaxReductions":[{"Id":4,"ReferenceNumber":8,"ApprovedAmount":"5 000"}]}`))
	if err != nil || tr.Items[0].Key() != "4" || tr.Items[0].ReferenceNumber.Text != "8" || tr.Items[0].ApprovedAmount != Ore(500000) {
		t.Errorf("got %+v, %v", tr, err)
	}
}

func TestCompanyAnswers(t *testing.T) {
	ci, err := DecodeCompanyInformation([]byte(`{"CompanyInformation":{"DatabaseNumber":123456,"OrganizationNumber":"556000-0000","VisitCity":null}}`))
	if err != nil || ci.DatabaseNumber != Int(123456) || ci.OrganizationNumber.Text != "556000-0000" {
		t.Errorf("got %+v, %v", ci, err)
	}
	cs, err := DecodeCompanySettings([]byte(`{"CompanySettings":{"DatabaseNumber":"123456","Domicile":"Malm\u00f6","TaxEnabled":"true"}}`))
	if err != nil || cs.DatabaseNumber != ci.DatabaseNumber || cs.Domicile.Text != "Malmö" || !cs.TaxEnabled.Bool {
		t.Errorf("got %+v, %v", cs, err)
	}
	for body, want := range map[string]Date{
		`{"LockedPeriod":{"EndDate":"2024-12-31"}}`: Day("2024-12-31"),
		`{"LockedPeriod":{"EndDate":null}}`:         {},
		`{"LockedPeriod":{"EndDate":""}}`:           {},
		`{"LockedPeriod":{}}`:                       {},
	} {
		if got, err := DecodeLockedPeriod([]byte(body)); err != nil || got.EndDate != want {
			t.Errorf("%s = %+v, %v, want %+v", body, got, err, want)
		}
	}
	vs, err := DecodeVoucherSeriesList([]byte(`{"VoucherSeriesCollection":[{"Code":"A","Manual":true,"Year":4,"Approver":{}}]}`))
	if err != nil || vs.Items[0].Key() != "A" || !vs.Items[0].Manual.Bool {
		t.Errorf("got %+v, %v", vs, err)
	}
	fy, err := DecodeFinancialYear([]byte(`{"FinancialYear":{"Id":2,"FromDate":"2011-07-13","ToDate":"2012-12-31"}}`))
	if err != nil || fy.Key() != "2" || fy.ToDate != Day("2012-12-31") {
		t.Errorf("got %+v, %v", fy, err)
	}
	if got := (Voucher{}).Key(); got != "" {
		t.Errorf("key of a voucher without number = %q, want none", got)
	}
}

// askedPriority is a Pacer that keeps what was asked.
type askedPriority struct {
	noPace
	got []Priority
}

func (p *askedPriority) Wait(ctx context.Context, priority Priority) error {
	p.got = append(p.got, priority)
	return nil
}

func TestPriorityReachesThePacer(t *testing.T) {
	s := &scripted{}
	s.on("GET /3/companyinformation", says(200, `{"CompanyInformation":{}}`))
	pace := &askedPriority{}
	c, err := New(Config{Tokens: &fixedTokens{}, Pace: pace, HTTP: s})
	if err != nil {
		t.Fatal(err)
	}
	for _, ctx := range []context.Context{t.Context(), WithPriority(t.Context(), Click)} {
		if _, err := c.CompanyInformation(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff([]Priority{Background, Click}, pace.got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestSecretsAreNotLogged(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, nil))
	tok := Token{AccessToken: "hemlig1", RefreshToken: "hemlig2", TenantID: 7}
	log.Info("x", "token", tok, "record", NewTokenRecord(tok, time.Now()))
	if got := out.String(); strings.Contains(got, "hemlig") || !strings.Contains(got, `"tenant":7`) {
		t.Errorf("logged %s", got)
	}
}
