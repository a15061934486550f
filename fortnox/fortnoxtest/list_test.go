package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// keys reads a list and returns one field of each item, with the paging information.
func (c *client) keys(path, list, name string) ([]string, metaInformation) {
	c.t.Helper()
	var answer map[string]json.RawMessage
	c.getJSON(path, &answer)
	var meta metaInformation
	var items []map[string]json.RawMessage
	if err := json.Unmarshal(answer["MetaInformation"], &meta); err != nil {
		c.t.Fatal(err)
	}
	if err := json.Unmarshal(answer[list], &items); err != nil || items == nil {
		c.t.Fatalf("GET %s: list %s: %v, want an array", path, list, err)
	}
	found := []string{}
	for _, item := range items {
		found = append(found, rawText(item[name]))
	}
	return found, meta
}

func TestLists(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, tt := range []struct {
		path, list, name string
		want             string // the fields, in order
	}{
		{"financialyears", "FinancialYears", "Id", "1 3"},
		{"financialyears?date=2025-07-01", "FinancialYears", "Id", "3"},
		{"financialyears?Date=2026-01-01", "FinancialYears", "Id", "1"},
		{"financialyears?date=2020-01-01", "FinancialYears", "Id", ""},
		{"voucherseries?financialYear=3", "VoucherSeriesCollection", "Code", "A B C D E K"},
		{"accounts?financialyear=3&limit=2", "Accounts", "Number", "1220 1510"},
		{"accounts?financialyear=3&sru=7513", "Accounts", "Number", "5010 5410 6570"},
		{"accounts/?limit=1&offset=1&sortby=number&sortorder=descending", "Accounts", "Number", "5410"},
		{"vouchers?financialyear=3", "Vouchers", "VoucherNumber", "1 2 3 1 2 1"},
		{"vouchers?financialyeardate=2025-03-03", "Vouchers", "VoucherNumber", "1 2 3 1 2 1"},
		{"vouchers", "Vouchers", "Year", "1"},
		{"vouchers?financialyear=3&fromdate=2025-03-01&todate=2025-11-10", "Vouchers", "TransactionDate", "2025-03-01 2025-05-02 2025-11-10"},
		{"vouchers?financialyear=3&voucherseries=D", "Vouchers", "VoucherSeries", "D"},
		{"vouchers?financialyear=3&costcenter=100", "Vouchers", "TransactionDate", "2025-03-01 2025-11-10 2025-12-20 2025-12-30"},
		{"vouchers?financialyear=3&lastmodified=2026-01-01+10:00", "Vouchers", "VoucherSeries", "D"},
		{"vouchers/sublist?financialyear=3&limit=1", "Vouchers", "VoucherSeries", "A"},
		{"vouchers/sublist/B?financialyear=3", "Vouchers", "VoucherNumber", "1 2"},
		{"invoices", "Invoices", "DocumentNumber", "1 2 3 4 10"},
		{"invoices?filter=unpaid", "Invoices", "DocumentNumber", "1 3"},
		{"invoices?filter=unpaidoverdue", "Invoices", "DocumentNumber", "1"},
		{"invoices?filter=fullypaid", "Invoices", "DocumentNumber", "2"},
		{"invoices?filter=unbooked", "Invoices", "DocumentNumber", "4"},
		{"invoices?filter=cancelled", "Invoices", "DocumentNumber", "10"},
		{"invoices?todate=2025-12-20", "Invoices", "DocumentNumber", "1 2"},
		{"invoices?fromdate=2025-12-20&todate=2025-12-31", "Invoices", "DocumentNumber", "2 3"},
		{"invoices?fromfinalpaydate=2025-12-20", "Invoices", "DocumentNumber", "2"},
		{"invoices?customername=pröv", "Invoices", "DocumentNumber", "2 4 10"},
		{"invoices?customername=%26+co%2F%C3%A5", "Invoices", "DocumentNumber", "1 3"},
		{"invoices?yourreference=gandalf&currency=eur", "Invoices", "DocumentNumber", "10"},
		{"invoices?articlenumber=11", "Invoices", "DocumentNumber", ""},
		{"invoices?accountnumberfrom=3000&accountnumberto=3001", "Invoices", "DocumentNumber", "1 2 3 4 10"},
		{"invoices?accountnumberfrom=3002", "Invoices", "DocumentNumber", ""},
		{"invoices?sortby=total&sortorder=descending&limit=2", "Invoices", "DocumentNumber", "1 2"},
		{"invoices?sortby=customername&filter=unpaid", "Invoices", "DocumentNumber", "1 3"},
		{"invoices?unknown=x&limit=1", "Invoices", "DocumentNumber", "1"},
		{"invoices?lastmodified=2026-01-05", "Invoices", "DocumentNumber", "4 10"},
		{"invoices?lastmodified=2026-01-05+08:00:00", "Invoices", "DocumentNumber", "4 10"},
		{"invoices?lastmodified=x&accountnumberto=3000", "Invoices", "DocumentNumber", ""},
		{"invoicepayments?invoicenumber=2", "InvoicePayments", "Number", "1"},
		{"supplierinvoices", "SupplierInvoices", "GivenNumber", "1 2"},
		{"supplierinvoices?filter=unpaid", "SupplierInvoices", "GivenNumber", "1"},
		{"supplierinvoices?filter=cancelled", "SupplierInvoices", "GivenNumber", "2"},
		{"supplierinvoicepayments", "SupplierInvoicePayments", "Number", ""},
		{"customers?filter=active", "Customers", "CustomerNumber", "1"},
		{"customers?name=KUND", "Customers", "CustomerNumber", "2"},
		{"suppliers", "Suppliers", "Name", "Hyresvärd AB"},
		{"taxreductions?filter=invoices&referencenumber=3", "TaxReductions", "Id", "1"},
		{"costcenters", "CostCenters", "Code", "100 900"},
		{"projects", "Projects", "ProjectNumber", "P1"},
		{"currencies?limit=1", "Currencies", "Code", "EUR"},
		{"predefinedaccounts", "PreDefinedAccounts", "Account", "1510 2440"},
		{"predefinedvoucherseries", "PreDefinedVoucherSeriesCollection", "VoucherSeries", "B C D E"},
	} {
		t.Run(tt.path, func(t *testing.T) {
			got, _ := c.keys("/3/"+tt.path, tt.list, tt.name)
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

func TestPaging(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, tt := range []struct {
		query string
		count int
		meta  metaInformation
	}{
		{"", 5, metaInformation{5, 1, 1}},
		{"?limit=2", 2, metaInformation{5, 3, 1}},
		{"?limit=2&page=3", 1, metaInformation{5, 3, 3}},
		{"?limit=9999", 5, metaInformation{5, 1, 1}},
		{"?offset=10000", 0, metaInformation{0, 0, 1}},
		{"?customername=nobody", 0, metaInformation{0, 0, 1}},
	} {
		got, meta := c.keys("/3/invoices"+tt.query, "Invoices", "DocumentNumber")
		if len(got) != tt.count || meta != tt.meta {
			t.Errorf("%q: got %d items, %+v, want %d, %+v", tt.query, len(got), meta, tt.count, tt.meta)
		}
	}
}

func TestUnpaidIsOverdue(t *testing.T) {
	for overdue, want := range map[bool]int{false: 1, true: 0} {
		c := open(t, provbolaget, Options{UnpaidIsOverdue: overdue})
		if err := c.srv.SetToday(c.tenant, "2026-01-30"); err != nil {
			t.Fatal(err)
		}
		if got, _ := c.keys("/3/supplierinvoices?filter=unpaid", "SupplierInvoices", "GivenNumber"); len(got) != want {
			t.Errorf("UnpaidIsOverdue %v on the due date: got %v, want %d", overdue, got, want)
		}
	}
}

func TestOverdueIsAfterTheDueDate(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for today, want := range map[string]int{"2025-12-10": 0, "2025-12-11": 1} {
		if err := c.srv.SetToday(c.tenant, today); err != nil {
			t.Fatal(err)
		}
		if got, _ := c.keys("/3/invoices?filter=unpaidoverdue", "Invoices", "DocumentNumber"); len(got) != want {
			t.Errorf("due 2025-12-10, today %s: got %v, want %d", today, got, want)
		}
	}
}

func TestLegacyLogin(t *testing.T) {
	c := open(t, provbolaget, Options{})
	req, err := http.NewRequest("GET", c.url+"/3/customers", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Access-Token", "x")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != 403 || res.Header.Get("Content-Type") != "text/html; charset=UTF-8" {
		t.Errorf("got %v %s, want 403 text/html", res.Status, res.Header.Get("Content-Type"))
	}
}

func TestLargestLimitIs500(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for n := range 501 {
		if err := c.srv.PutDocument(c.tenant, "suppliers", fmt.Appendf(nil, `{"SupplierNumber":"%d","Name":"x"}`, n+1)); err != nil {
			t.Fatal(err)
		}
	}
	got, meta := c.keys("/3/suppliers?limit=1000", "Suppliers", "SupplierNumber")
	if len(got) != 500 || meta.TotalPages != 2 {
		t.Errorf("got %d items and %+v, want 500 of 2 pages", len(got), meta)
	}
}

func TestRefusedRequests(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, tt := range []struct {
		path   string
		status int
		body   string // part of it
	}{
		{"invoices/9", 404, `{"ErrorInformation":{"Error":1,"Message":"Kan inte hitta fakturan.","Code":2000434}}`},
		{"customers/9", 404, `"Message":"Kan inte hitta kunden.","Code":2000433`},
		{"invoices?filter=doesntexist", 400, `{"ErrorInformation":{"error":1,"message":"Ett ogiltigt filter har anv\u00e4nts.","code":2000587}}`},
		{"invoices?page=2", 404, `"Code":2000762`},
		{"invoices?page=0", 400, `"code":2000588`},
		{"invoices?limit=many", 400, `"code":2000588`},
		{"invoices?sortby=colour", 400, `"code":2000588`},
		{"invoices?sortorder=up", 400, `"code":2000588`},
		{"invoices?todate=31%2F12", 400, `"code":2000588`},
		{"vouchers?financialyear=3&fromdate=2024-12-31", 400, `"code":2002363`},
		{"vouchers?financialyear=99", 400, `"code":2000729`},
		{"vouchers/A/1000?financialyear=3", 404, `"Code":2000729`},
		{"vouchers/A/x?financialyear=3", 404, `"Code":2000729`},
		{"vouchers/A/2", 404, `"Code":2000729`},
		{"accounts/1511?financialyear=3", 404, `"Code":2000423`},
		{"voucherseries/Z?financialyear=3", 404, `"Code":2000729`},
		{"financialyears/2", 404, `"Code":2000729`},
		{"predefinedaccounts/NOTHING", 404, `"Code":2001403`},
		{"sie/5?financialyear=3", 404, `"Code":2000762`},
		{"sie/4?financialyear=2", 400, `"code":2000729`},
		{"sie/4?financialyear=3&selection=A,2", 400, `"code":2000588`},
		{"nothing", 404, `"Code":2000762`},
	} {
		if got := string(c.get("/3/"+tt.path, tt.status)); !strings.Contains(got, tt.body) {
			t.Errorf("%s: got %s, want %s", tt.path, got, tt.body)
		}
	}
}

func TestListItemsDifferFromSingleObjects(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, tt := range []struct{ path, want string }{
		{"invoices?currency=EUR", `"CurrencyRate":"11.25"`},
		{"invoices/10", `"CurrencyRate":11.25`},
		{"supplierinvoices?offset=1", `"Cancel":true`},
		{"supplierinvoices/2", `"Cancelled":true`},
		{"invoicepayments?limit=1", `"WriteOffExist":true`},
		{"invoicepayments/1", `"WriteOffs":[{`},
		{"customers?limit=1", `"Phone":"0532-20000"`},
		{"customers?limit=1", `"Address2":""`},
		{"customers/1", `"Address2":null`},
		{"taxreductions", `"ReferenceNumber":3`},
		{"taxreductions/1", `"ReferenceNumber":"3"`},
		{"customers/2", `"Name":"Kund & Co\/\u00c5m\u00e5l"`},
	} {
		if got := string(c.get("/3/"+tt.path, 200)); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.path, got, tt.want)
		}
	}
}

func TestAcceptHeader(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, tt := range []struct {
		path, accept string
		status       int
	}{
		{"companyinformation", "application/json", 200},
		{"companyinformation", "text/html, */*;q=0.8", 200},
		{"companyinformation", "application/xml", 400},
		{"sie/4?financialyear=3", "*/*", 200},
		{"sie/4?financialyear=3", "", 200},
		{"sie/4?financialyear=3", "application/json", 400},
		{"sie/4?financialyear=3", "text/plain", 400},
	} {
		req, err := http.NewRequest("GET", c.url+"/3/"+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+c.token)
		if tt.accept != "" {
			req.Header.Set("Accept", tt.accept)
		}
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != tt.status {
			t.Errorf("%s with Accept %q: got status %d, want %d", tt.path, tt.accept, res.StatusCode, tt.status)
		}
		if res.StatusCode == 200 && strings.HasPrefix(tt.path, "sie") && res.Header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("SIE: got type %q, want application/octet-stream", res.Header.Get("Content-Type"))
		}
	}
}

func TestScopesAndLicences(t *testing.T) {
	c := open(t, provbolaget, Options{})
	code := func() int {
		res, body, err := c.do("GET", "/3/invoices", nil)
		if err != nil {
			t.Fatal(err)
		}
		var e struct{ ErrorInformation lowerError }
		if err := json.Unmarshal(body, &e); err != nil || res.StatusCode != 403 {
			t.Errorf("got %d %s, want 403", res.StatusCode, body)
		}
		return e.ErrorInformation.Code
	}
	full := c.token
	tokens, err := c.srv.Grant("klient-prov", c.tenant, false, "bookkeeping")
	if err != nil {
		t.Fatal(err)
	}
	c.token = tokens.Access
	if got := code(); got != 2000663 {
		t.Errorf("scope missing: got code %d, want 2000663", got)
	}
	c.token = full
	c.srv.company(c.tenant).licences = []string{"Bokföring", "Integration"}
	if got := code(); got != 2001101 {
		t.Errorf("licence missing: got code %d, want 2001101", got)
	}
	c.srv.company(c.tenant).licences = []string{"Kundfaktura"}
	if got := code(); got != 2001103 {
		t.Errorf("licence for integrations missing: got code %d, want 2001103", got)
	}
}
