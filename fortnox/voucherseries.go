package fortnox

// A VoucherSeries belongs to one financial year. Vouchers can be made over the
// API only in a series that is Manual. NextVoucherNumber comes only when a single
// series is read.
type VoucherSeries struct {
	Code              FlexString
	Description       FlexString
	Manual            FlexBool
	Year              FlexInt // id of the financial year
	NextVoucherNumber FlexInt
}

// DecodeVoucherSeriesList reads a stored answer of GET /3/voucherseries.
func DecodeVoucherSeriesList(raw []byte) (Page[VoucherSeries], error) {
	return decodePage[VoucherSeries](raw, "VoucherSeriesCollection")
}

// DecodeVoucherSeries reads a stored answer of GET /3/voucherseries/{code}.
func DecodeVoucherSeries(raw []byte) (VoucherSeries, error) {
	return decodeOne[VoucherSeries](raw, "VoucherSeries")
}
