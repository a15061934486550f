package fortnox

import (
	"context"
	"iter"
)

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

// Key is the code.
func (s VoucherSeries) Key() string { return s.Code.Text }

// VoucherSeries reads all series of the financial year with id year. Scope bookkeeping.
func (c *Client) VoucherSeries(ctx context.Context, year int64) iter.Seq2[VoucherSeries, error] {
	return list(ctx, c, "/3/voucherseries", yearQuery(year), DecodeVoucherSeriesList)
}

// VoucherSeriesOne reads one series of the financial year with id year, with
// its next number.
func (c *Client) VoucherSeriesOne(ctx context.Context, year int64, code string) (VoucherSeries, error) {
	return item(ctx, c, "/3/voucherseries", code, yearQuery(year), DecodeVoucherSeries)
}
