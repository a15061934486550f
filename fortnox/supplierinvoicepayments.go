package fortnox

import (
	"context"
	"iter"
)

// A SupplierInvoicePayment is a payment of a supplier invoice. InvoiceNumber is
// the invoice's GivenNumber. It counts only when Booked. Amount is in SEK and
// AmountCurrency in Currency.
//
// Items of a list lack AmountCurrency and WriteOffs, as for [InvoicePayment].
type SupplierInvoicePayment struct {
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
	Information    FlexString
	VoucherSeries  FlexString
	VoucherNumber  FlexInt
	VoucherYear    FlexInt // id of the financial year
	WriteOffs      List[WriteOff]
}

// DecodeSupplierInvoicePayments reads a stored answer of GET /3/supplierinvoicepayments.
func DecodeSupplierInvoicePayments(raw []byte) (Page[SupplierInvoicePayment], error) {
	return decodePage[SupplierInvoicePayment](raw, "SupplierInvoicePayments")
}

// DecodeSupplierInvoicePayment reads a stored answer of GET /3/supplierinvoicepayments/{number}.
func DecodeSupplierInvoicePayment(raw []byte) (SupplierInvoicePayment, error) {
	return decodeOne[SupplierInvoicePayment](raw, "SupplierInvoicePayment")
}

// Key is the number.
func (p SupplierInvoicePayment) Key() string { return p.Number.Text }

// SupplierInvoicePayments reads the list of payments of supplier invoices. Scope
// payment.
func (c *Client) SupplierInvoicePayments(ctx context.Context, q PaymentQuery) iter.Seq2[SupplierInvoicePayment, error] {
	return list(ctx, c, "/3/supplierinvoicepayments", q.values(), DecodeSupplierInvoicePayments)
}

// SupplierInvoicePayment reads one payment of a supplier invoice.
func (c *Client) SupplierInvoicePayment(ctx context.Context, number string) (SupplierInvoicePayment, error) {
	return item(ctx, c, "/3/supplierinvoicepayments", number, nil, DecodeSupplierInvoicePayment)
}
