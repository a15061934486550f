package fortnox

import (
	"context"
	"encoding/json"
	"errors"
)

// A Created is what came of sending a voucher. Voucher is the stored one when
// Outcome is Sent. Err is nil only then. Answer is the answer as far as it was
// read, with Status 0 when there was none.
type Created struct {
	Outcome Outcome
	Voucher Voucher
	Err     error
	Answer  Raw
}

// CreateVoucher makes a voucher in the financial year with id year. It sends at
// most one request, never a second, whatever happens. A voucher that breaks
// Fortnox's rules is NotSent with an [*InvalidVoucherError].
func (c *Client) CreateVoucher(ctx context.Context, year int64, v NewVoucher) Created {
	body, err := v.Body()
	if err != nil {
		return Created{Outcome: NotSent, Err: err}
	}
	return c.PostVoucher(ctx, year, body, nil)
}

// PostVoucher sends body, made by [NewVoucher.Body] and kept since, as it is. It
// sends at most one request.
//
// check, if not nil, is called when everything is ready, just before the request
// is sent; its error stops it. There the caller makes sure that its lease holds.
// From then on the request has 60 seconds, and less if ctx ends earlier.
func (c *Client) PostVoucher(ctx context.Context, year int64, body []byte, check func() error) Created {
	p := post(ctx, c, writing{"/3/vouchers", yearQuery(year), "application/json", body, check}, decodeCreated)
	return Created{Outcome: p.outcome, Voucher: p.value, Err: p.err, Answer: p.answer}
}

// decodeCreated reads the answer to a new voucher, which must have its number.
func decodeCreated(body []byte) (Voucher, error) {
	v, err := DecodeVoucher(body)
	if err == nil && (!v.VoucherNumber.Valid || v.VoucherNumber.Int <= 0 || v.VoucherSeries.Text == "") {
		err = &DecodeError{"Voucher", errors.New("the answer has no voucher number")}
	}
	return v, err
}

// marshalVoucher wraps v as Fortnox wants it. The same v gives the same bytes.
func marshalVoucher(v wireVoucher) ([]byte, error) {
	return json.Marshal(struct{ Voucher wireVoucher }{v})
}

// A wireVoucher is the body of a new voucher.
type wireVoucher struct {
	VoucherSeries   string
	TransactionDate string
	Description     string
	Comments        string `json:",omitempty"`
	CostCenter      string `json:",omitempty"`
	Project         string `json:",omitempty"`
	VoucherRows     []wireRow
}

type wireRow struct {
	Account                int
	Debit                  *Amount `json:",omitempty"`
	Credit                 *Amount `json:",omitempty"`
	TransactionInformation string  `json:",omitempty"`
	CostCenter             string  `json:",omitempty"`
	Project                string  `json:",omitempty"`
}

func (r NewVoucherRow) wire() wireRow {
	w := wireRow{Account: r.Account, TransactionInformation: r.Text, CostCenter: r.CostCenter, Project: r.Project}
	amount := Ore(r.Ore)
	if r.Ore < 0 {
		amount = Ore(-r.Ore)
		w.Credit = &amount
	} else {
		w.Debit = &amount
	}
	return w
}
