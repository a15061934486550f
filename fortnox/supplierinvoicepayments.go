package fortnox

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
