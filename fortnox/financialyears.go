package fortnox

import (
	"context"
	"iter"
	"strconv"
)

// A FinancialYear is one year of the books. ID is Fortnox's own number for it,
// used wherever a year is asked for; it follows no order, so never guess it.
type FinancialYear struct {
	ID               FlexInt `json:"Id"`
	FromDate         Date
	ToDate           Date
	AccountingMethod FlexString // ACCRUAL or CASH; missing in old answers
	AccountChartType FlexString
}

// DecodeFinancialYears reads a stored answer of GET /3/financialyears.
func DecodeFinancialYears(raw []byte) (Page[FinancialYear], error) {
	return decodePage[FinancialYear](raw, "FinancialYears")
}

// DecodeFinancialYear reads a stored answer of GET /3/financialyears/{id}.
func DecodeFinancialYear(raw []byte) (FinancialYear, error) {
	return decodeOne[FinancialYear](raw, "FinancialYear")
}

// Key is the id.
func (y FinancialYear) Key() string { return y.ID.String() }

// FinancialYears reads all years, in no order. Scope bookkeeping.
func (c *Client) FinancialYears(ctx context.Context) iter.Seq2[FinancialYear, error] {
	return list(ctx, c, "/3/financialyears", nil, DecodeFinancialYears)
}

// FinancialYear reads one year by its id, or [ErrNotFound].
func (c *Client) FinancialYear(ctx context.Context, id int64) (FinancialYear, error) {
	return item(ctx, c, "/3/financialyears", strconv.FormatInt(id, 10), nil, DecodeFinancialYear)
}
