package fortnox

import (
	"context"
	"iter"
	"net/url"
)

// An Invoice is a customer invoice, with Fortnox's signs: a credit note has a
// negative Total. Amounts are in Currency, also Balance, which is what is unpaid
// now and not on any other day. In SEK they are × CurrencyRate ÷ CurrencyUnit.
//
// Items of a list lack TotalToPay, TaxReduction, Credit, CreditInvoiceReference,
// AccountingMethod and the rows.
type Invoice struct {
	DocumentNumber         FlexString
	CustomerNumber         FlexString
	CustomerName           FlexString
	InvoiceDate            Date
	DueDate                Date
	FinalPayDate           Date
	Total                  Amount
	TotalToPay             Amount // Total less the tax agency's part (ROT, RUT, green)
	TotalVAT               Amount
	TaxReduction           Amount
	TaxReductionType       FlexString // none, rot, rut or green
	Balance                Amount
	Currency               FlexString
	CurrencyRate           Decimal
	CurrencyUnit           Decimal
	Booked                 FlexBool
	Cancelled              FlexBool
	Credit                 FlexBool
	CreditInvoiceReference FlexString // "0" means none, see CreditOf
	InvoiceType            FlexString
	AccountingMethod       FlexString // ACCRUAL or CASH
	NotCompleted           FlexBool
	OCR                    FlexString
	VoucherSeries          FlexString
	VoucherNumber          FlexInt
	VoucherYear            FlexInt // id of the financial year
	InvoiceRows            List[InvoiceRow]
}

// CreditOf is the number of the invoice that stands against this one: for a
// credit note the invoice it credits. It is empty when there is none.
func (i Invoice) CreditOf() string { return reference(i.CreditInvoiceReference) }

func reference(s FlexString) string {
	if s.Text == "0" {
		return ""
	}
	return s.Text
}

// An InvoiceRow is one row of a customer invoice, in the invoice's currency.
type InvoiceRow struct {
	AccountNumber     FlexInt
	ArticleNumber     FlexString
	Description       FlexString
	DeliveredQuantity Decimal
	Price             Decimal
	Total             Amount
	TotalExcludingVAT Amount
	VAT               Decimal // per cent
	HouseWork         FlexBool
	CostCenter        FlexString
	Project           FlexString
}

// DecodeInvoices reads a stored answer of GET /3/invoices.
func DecodeInvoices(raw []byte) (Page[Invoice], error) {
	return decodePage[Invoice](raw, "Invoices")
}

// DecodeInvoice reads a stored answer of GET /3/invoices/{number}.
func DecodeInvoice(raw []byte) (Invoice, error) {
	return decodeOne[Invoice](raw, "Invoice")
}

// Key is the document number.
func (i Invoice) Key() string { return i.DocumentNumber.Text }

// An InvoiceQuery narrows a list of customer invoices. Empty fields do not. Days
// are "2025-12-31", inclusive.
type InvoiceQuery struct {
	Filter           string // cancelled, fullypaid, unpaid, unpaidoverdue or unbooked
	FromDate         string // invoice date
	ToDate           string
	FromFinalPayDate string
	ToFinalPayDate   string
	LastModified     string // "2025-12-31 10:00"
}

// Invoices reads the list of customer invoices by number. Scope invoice.
func (c *Client) Invoices(ctx context.Context, q InvoiceQuery) iter.Seq2[Invoice, error] {
	query := q.values()
	setQuery(query, "sortby", "documentnumber", "sortorder", "ascending")
	return list(ctx, c, "/3/invoices", query, DecodeInvoices)
}

func (q InvoiceQuery) values() url.Values {
	query := url.Values{}
	setQuery(query, "filter", q.Filter, "fromdate", q.FromDate, "todate", q.ToDate,
		"fromfinalpaydate", q.FromFinalPayDate, "tofinalpaydate", q.ToFinalPayDate, "lastmodified", q.LastModified)
	return query
}

// Invoice reads one customer invoice.
func (c *Client) Invoice(ctx context.Context, number string) (Invoice, error) {
	return item(ctx, c, "/3/invoices", number, nil, DecodeInvoice)
}
