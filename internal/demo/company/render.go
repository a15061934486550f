package company

import (
	"bytes"
	"encoding/json"
	"fmt"

	"bokslut/internal/civil"
)

const host = "https://api.fortnox.se/3/"

// A file is one JSON file of the folder.
type file struct {
	name string
	data any
}

// files are those that fortnoxtest loads. The folder format's SIE files and
// oracle are not seed and are left out.
func (s *sim) files() []file {
	return []file{
		{"companyinformation.json", s.companyInformation()},
		{"settings.json", s.settings()},
		{"app.json", s.app()},
		{"financialyears.json", list{"FinancialYears", s.financialYears()}},
		{"accounts.json", perYear{"Accounts", s.years, s.accounts}},
		{"voucherseries.json", perYear{"VoucherSeriesCollection", s.years, s.voucherSeries}},
		{"vouchers.json", perYear{"Vouchers", s.years, s.vouchers}},
		{"customers.json", list{"Customers", s.customers()}},
		{"suppliers.json", list{"Suppliers", s.suppliers()}},
		{"invoices.json", list{"Invoices", s.invoices()}},
		{"invoicepayments.json", list{"InvoicePayments", s.invoicePayments()}},
		{"supplierinvoices.json", list{"SupplierInvoices", s.supplierInvoices()}},
		{"supplierinvoicepayments.json", list{"SupplierInvoicePayments", s.supplierInvoicePayments()}},
		{"taxreductions.json", list{"TaxReductions", nil}},
	}
}

// A list is written with one object a line.
type list struct {
	key   string
	items []any
}

// perYear is a list for each financial year under its id.
type perYear struct {
	key   string
	years []*year
	items func(*year) []any
}

func (f file) bytes() []byte {
	var b bytes.Buffer
	switch d := f.data.(type) {
	case list:
		fmt.Fprintf(&b, "{%q:[\n", d.key)
		writeLines(&b, d.items)
		b.WriteString("]}\n")
	case perYear:
		fmt.Fprintf(&b, "{%q:{\n", d.key)
		for i, y := range d.years {
			if i > 0 {
				b.WriteString(",\n")
			}
			fmt.Fprintf(&b, "\"%d\":[\n", y.id)
			writeLines(&b, d.items(y))
			b.WriteString("]")
		}
		b.WriteString("\n}}\n")
	default:
		writeJSON(&b, d)
	}
	return b.Bytes()
}

func writeLines(b *bytes.Buffer, items []any) {
	for i, item := range items {
		writeJSON(b, item)
		if i < len(items)-1 {
			b.Truncate(b.Len() - 1)
			b.WriteString(",\n")
		}
	}
}

// writeJSON writes v with real characters, also & and <, and a line end.
func writeJSON(b *bytes.Buffer, v any) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(fmt.Sprintf("company: %T: %v", v, err))
	}
}

// day is a date as JSON, null for no date.
func day(d civil.Date) *string {
	if d.IsZero() {
		return nil
	}
	s := d.String()
	return &s
}
