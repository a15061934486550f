package fortnox

import (
	"context"
	"iter"
	"net/url"
	"strconv"
)

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

// Key is series, number and year.
func (v Voucher) Key() string {
	if !v.VoucherNumber.Valid {
		return ""
	}
	return v.VoucherSeries.Text + "/" + v.VoucherNumber.String() + "/" + v.Year.String()
}

// A VoucherQuery narrows a list of vouchers. Empty fields do not. Days are
// "2025-12-31", inclusive, and must lie in the year.
type VoucherQuery struct {
	Series       string
	FromDate     string
	ToDate       string
	LastModified string // "2025-12-31 10:00"
}

// Vouchers reads the list, without rows, of the financial year with id year,
// by series and number. For rows of many vouchers read [Client.SIE]. Scope
// bookkeeping.
func (c *Client) Vouchers(ctx context.Context, year int64, q VoucherQuery) iter.Seq2[Voucher, error] {
	all := list(ctx, c, "/3/vouchers", q.values(year), DecodeVouchers)
	if q.Series == "" {
		return all
	}
	// The filter on series is not in the official description, so it may be ignored.
	return func(yield func(Voucher, error) bool) {
		for v, err := range all {
			if (err != nil || v.VoucherSeries.Text == q.Series) && !yield(v, err) {
				return
			}
		}
	}
}

func (q VoucherQuery) values(year int64) url.Values {
	query := yearQuery(year)
	setQuery(query, "voucherseries", q.Series, "fromdate", q.FromDate, "todate", q.ToDate, "lastmodified", q.LastModified)
	return query
}

// Voucher reads one voucher with its rows.
func (c *Client) Voucher(ctx context.Context, series string, number, year int64) (Voucher, error) {
	s, err := segment(series)
	if err != nil {
		return Voucher{}, err
	}
	return item(ctx, c, "/3/vouchers/"+s, strconv.FormatInt(number, 10), yearQuery(year), DecodeVoucher)
}
