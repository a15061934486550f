package fortnox

import (
	"context"
	"iter"
)

// A SupplierInvoice is an invoice from a supplier, with Fortnox's signs: a
// credit note has a negative Total. Total is in Currency, Balance (unpaid now) in
// SEK, unlike customer invoices.
//
// The key is GivenNumber; InvoiceNumber is the supplier's own. The vouchers stand
// in Vouchers: the three Voucher fields are mostly empty also when Booked.
type SupplierInvoice struct {
	GivenNumber         FlexString
	InvoiceNumber       FlexString
	SupplierNumber      FlexString
	SupplierName        FlexString
	InvoiceDate         Date
	DueDate             Date
	FinalPayDate        Date
	Total               Amount
	VAT                 Amount
	Balance             Amount
	Currency            FlexString
	CurrencyRate        Decimal
	CurrencyUnit        Decimal
	Booked              FlexBool
	Cancel              FlexBool // the name in lists
	Cancelled           FlexBool // the name in single items
	Credit              FlexBool
	CreditReference     FlexString // "0" means none, see CreditOf
	AccountingMethod    FlexString // ACCRUAL or CASH
	PaymentPending      FlexBool
	OCR                 FlexString
	VoucherSeries       FlexString
	VoucherNumber       FlexInt
	VoucherYear         FlexInt
	Vouchers            List[VoucherLink]
	SupplierInvoiceRows List[SupplierInvoiceRow]
}

// IsCancelled is true when either of the two names says so.
func (s SupplierInvoice) IsCancelled() bool { return s.Cancel.Bool || s.Cancelled.Bool }

// CreditOf is the given number of the invoice that stands against this one: for
// a credit note the invoice it credits. It is empty when there is none.
func (s SupplierInvoice) CreditOf() string { return reference(s.CreditReference) }

// A VoucherLink names a voucher of an invoice.
type VoucherLink struct {
	Series        FlexString
	Number        FlexInt
	Year          FlexInt    // id of the financial year
	ReferenceType FlexString // SUPPLIERINVOICE, …
}

// A SupplierInvoiceRow is one posting of a supplier invoice in SEK. Code TOT is
// the debt itself, VAT the tax; others are freight, fees, rounding and costs.
type SupplierInvoiceRow struct {
	Code                   FlexString
	Account                FlexInt
	AccountDescription     FlexString
	Debit                  Amount
	Credit                 Amount
	DebitCurrency          Amount
	CreditCurrency         Amount
	Total                  Amount
	ItemDescription        FlexString
	TransactionInformation FlexString
	CostCenter             FlexString
	Project                FlexString
}

// DecodeSupplierInvoices reads a stored answer of GET /3/supplierinvoices.
func DecodeSupplierInvoices(raw []byte) (Page[SupplierInvoice], error) {
	return decodePage[SupplierInvoice](raw, "SupplierInvoices")
}

// DecodeSupplierInvoice reads a stored answer of GET /3/supplierinvoices/{number}.
func DecodeSupplierInvoice(raw []byte) (SupplierInvoice, error) {
	return decodeOne[SupplierInvoice](raw, "SupplierInvoice")
}

// Key is the given number.
func (s SupplierInvoice) Key() string { return s.GivenNumber.Text }

// SupplierInvoices reads the list of all supplier invoices. There is no filter:
// Fortnox's own leave out rows, so decide by the items. Scope supplierinvoice.
func (c *Client) SupplierInvoices(ctx context.Context) iter.Seq2[SupplierInvoice, error] {
	return list(ctx, c, "/3/supplierinvoices", nil, DecodeSupplierInvoices)
}

// SupplierInvoice reads one supplier invoice by its given number.
func (c *Client) SupplierInvoice(ctx context.Context, givenNumber string) (SupplierInvoice, error) {
	return item(ctx, c, "/3/supplierinvoices", givenNumber, nil, DecodeSupplierInvoice)
}
