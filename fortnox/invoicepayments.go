package fortnox

import (
	"context"
	"iter"
	"net/url"
)

// An InvoicePayment is a payment of a customer invoice. It lowers the invoice's
// balance only when Booked. Amount is in SEK and AmountCurrency in Currency.
//
// Items of a list lack AmountCurrency and WriteOffs: read the single payment
// when Currency is not SEK or WriteOffExist is true.
type InvoicePayment struct {
	Number         FlexString
	InvoiceNumber  FlexString
	PaymentDate    Date
	Amount         Amount
	AmountCurrency Amount
	Currency       FlexString
	CurrencyRate   Decimal
	CurrencyUnit   Decimal
	Booked         FlexBool
	Source         FlexString // manual or direct
	WriteOffExist  FlexBool
	ModeOfPayment  FlexString
	VoucherSeries  FlexString
	VoucherNumber  FlexInt
	VoucherYear    FlexInt // id of the financial year
	WriteOffs      List[WriteOff]
}

// A WriteOff is what a payment settles without money, such as bank fees and
// exchange differences, on its own account.
type WriteOff struct {
	AccountNumber          FlexInt
	Amount                 Amount
	Currency               FlexString
	Description            FlexString
	TransactionInformation FlexString
	CostCenter             FlexString
	Project                FlexString
}

// DecodeInvoicePayments reads a stored answer of GET /3/invoicepayments.
func DecodeInvoicePayments(raw []byte) (Page[InvoicePayment], error) {
	return decodePage[InvoicePayment](raw, "InvoicePayments")
}

// DecodeInvoicePayment reads a stored answer of GET /3/invoicepayments/{number}.
func DecodeInvoicePayment(raw []byte) (InvoicePayment, error) {
	return decodeOne[InvoicePayment](raw, "InvoicePayment")
}

// Key is the number.
func (p InvoicePayment) Key() string { return p.Number.Text }

// A PaymentQuery narrows a list of payments. Empty fields do not.
type PaymentQuery struct {
	InvoiceNumber string
	LastModified  string // "2025-12-31 10:00"
}

// InvoicePayments reads the list of payments of customer invoices. Scope payment.
func (c *Client) InvoicePayments(ctx context.Context, q PaymentQuery) iter.Seq2[InvoicePayment, error] {
	return list(ctx, c, "/3/invoicepayments", q.values(), DecodeInvoicePayments)
}

func (q PaymentQuery) values() url.Values {
	query := url.Values{}
	setQuery(query, "invoicenumber", q.InvoiceNumber, "lastmodified", q.LastModified)
	return query
}

// InvoicePayment reads one payment of a customer invoice.
func (c *Client) InvoicePayment(ctx context.Context, number string) (InvoicePayment, error) {
	return item(ctx, c, "/3/invoicepayments", number, nil, DecodeInvoicePayment)
}
