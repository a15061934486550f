package source_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/source"
)

// object is a JSON object of the API.
type object map[string]any

// lean cuts the parts to what an import at the closing date reads: lists with
// the fields that lists have, and single objects only where lists do not do.
func lean(t *testing.T, parts []source.Part, closing civil.Date) []source.Part {
	t.Helper()
	var out []source.Part
	for _, p := range parts {
		switch p.Kind {
		case source.KindInvoices:
			p.Request = "GET /3/invoices?todate=" + closing.String()
			out = append(out, cut(t, p, "Invoices", "Invoice", source.KindInvoice, invoiceList(closing))...)
		case source.KindSupplierInvoices:
			out = append(out, cut(t, p, "SupplierInvoices", "SupplierInvoice", source.KindSupplierInvoice, supplierList(closing))...)
		case source.KindInvoicePayments:
			out = append(out, cut(t, p, "InvoicePayments", "InvoicePayment", source.KindInvoicePayment, paymentList(closing))...)
		case source.KindSupplierInvoicePayments:
			out = append(out, cut(t, p, "SupplierInvoicePayments", "SupplierInvoicePayment", source.KindSupplierInvoicePayment, paymentList(closing))...)
		default:
			out = append(out, p)
		}
	}
	return out
}

// A shape cuts an object to a list item; single asks for the object as well.
type shape func(o object) (item object, single bool)

func cut(t *testing.T, p source.Part, list, one, kind string, shape shape) []source.Part {
	t.Helper()
	var body map[string][]object
	if err := json.Unmarshal(p.Body, &body); err != nil {
		t.Fatal(err)
	}
	var items []object
	var singles []source.Part
	for _, o := range body[list] {
		item, single := shape(o)
		if item == nil {
			continue
		}
		items = append(items, item)
		if single {
			singles = append(singles, source.Part{
				Name: fmt.Sprintf("%s/%d", kind, len(singles)), Kind: kind, At: p.At, Body: marshal(t, map[string]any{one: o}),
			})
		}
	}
	p.Body = marshal(t, map[string]any{list: items})
	return append([]source.Part{p}, singles...)
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func without(o object, fields ...string) object {
	item := object{}
	for k, v := range o {
		if !slices.Contains(fields, k) {
			item[k] = v
		}
	}
	return item
}

func invoiceList(closing civil.Date) shape {
	return func(o object) (object, bool) {
		if fmt.Sprint(o["InvoiceDate"]) > closing.String() {
			return nil, false
		}
		return without(o, "TotalToPay", "TaxReduction", "TaxReductionType", "Credit", "CreditInvoiceReference",
			"AccountingMethod", "InvoiceRows"), o["Credit"] == "true" && o["Booked"] == true
	}
}

func supplierList(closing civil.Date) shape {
	return func(o object) (object, bool) {
		item := without(o, "CreditReference", "AccountingMethod", "SupplierInvoiceRows", "Cancelled")
		item["Cancel"] = o["Cancelled"]
		return item, o["Credit"] == true && o["Booked"] == true && fmt.Sprint(o["InvoiceDate"]) <= closing.String()
	}
}

func paymentList(closing civil.Date) shape {
	return func(o object) (object, bool) {
		item := without(o, "AmountCurrency", "WriteOffs", "VoucherNumber", "VoucherSeries", "VoucherYear")
		writeOffs, _ := o["WriteOffs"].([]any)
		item["WriteOffExist"] = len(writeOffs) > 0
		needed := o["Currency"] != "SEK" || len(writeOffs) > 0
		return item, needed && o["Booked"] == true && fmt.Sprint(o["PaymentDate"]) <= closing.String()
	}
}

// booksTo drops the years that begin after the closing date: they are not read.
func booksTo(book *ledger.Book, closing civil.Date) *ledger.Book {
	cut := *book
	cut.Years = nil
	for _, y := range book.Years {
		if !y.Period.From.After(closing) {
			cut.Years = append(cut.Years, y)
		}
	}
	return &cut
}

// The least that an import can read gives the same items, sums and causes. Only
// which voucher of the next year booked a payment late cannot be seen.
func TestTheLeastThatIsReadIsEnough(t *testing.T) {
	companies(t, func(t *testing.T, parts []source.Part, answers oracle) {
		whole, _, err := source.Book(parts)
		if err != nil {
			t.Fatal(err)
		}
		periods := map[int]string{}
		for _, y := range answers.Years {
			periods[y.ID] = y.From.String()
		}
		for _, year := range answers.Years {
			receivables, payables, err := source.Registers(lean(t, parts, year.AsOf))
			if err != nil {
				t.Fatal(err)
			}
			book := booksTo(whole, year.AsOf)
			receivables, payables = receivables.WithBook(book), payables.WithBook(book)
			customers, suppliers := receivables.AsOf(year.AsOf), payables.AsOf(year.AsOf)
			compareLedger(t, customers, year.Receivables, 1)
			compareLedger(t, suppliers, year.Payables, -1)
			compareOnAccount(t, customers, year.Receivables, 1)
			compareOnAccount(t, suppliers, year.Payables, -1)
			compareClaims(t, customers, year)
			got := append(customers.Reconcile(book), suppliers.Reconcile(book)...)
			compare(t, year.AsOf.String()+" reconciliation",
				dropLateVouchers(wantReconciliation(year, periods)), dropLateVouchers(gotReconciliation(t, got)))
		}
	})
}

// dropLateVouchers leaves the voucher out of what was booked later.
func dropLateVouchers(lines []string) []string {
	for i, line := range lines {
		if strings.Contains(line, "_booked_later") {
			f := strings.Fields(line)
			lines[i] = strings.Join([]string{f[0], f[1], f[2], f[len(f)-1]}, " ")
		}
	}
	return lines
}
