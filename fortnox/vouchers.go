package fortnox

// A Voucher (verifikation) is one event in the books; its key is series, number
// and year. Items of a list have no rows, and in old answers neither date nor
// text.
type Voucher struct {
	VoucherSeries   FlexString
	VoucherNumber   FlexInt
	Year            FlexInt // id of the financial year
	TransactionDate Date
	Description     FlexString
	Comments        FlexString
	CostCenter      FlexString
	Project         FlexString // "0" in old answers means none
	ReferenceNumber FlexString
	ReferenceType   FlexString // MANUAL, INVOICE, SUPPLIERINVOICE, …
	ApprovalState   FlexInt
	VoucherRows     List[VoucherRow]
}

// A VoucherRow has a debit or a credit, both zero or positive. Description is
// the name of the account; the text of the row is TransactionInformation. A row
// that is Removed was struck out and counts no more.
type VoucherRow struct {
	Account                FlexInt
	Debit                  Amount
	Credit                 Amount
	Description            FlexString
	TransactionInformation FlexString
	CostCenter             FlexString
	Project                FlexString
	Quantity               Decimal
	Removed                FlexBool
}

// Ore is the row in öre, debit positive and credit negative, 0 when Removed.
func (r VoucherRow) Ore() int64 {
	if r.Removed.Bool {
		return 0
	}
	return r.Debit.Ore - r.Credit.Ore
}

// DecodeVouchers reads a stored answer of GET /3/vouchers or its sublists.
func DecodeVouchers(raw []byte) (Page[Voucher], error) {
	return decodePage[Voucher](raw, "Vouchers")
}

// DecodeVoucher reads a stored answer of GET /3/vouchers/{series}/{number}.
func DecodeVoucher(raw []byte) (Voucher, error) {
	return decodeOne[Voucher](raw, "Voucher")
}
