package fortnox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
)

// An Outcome is all that is known about a request that must not be repeated.
type Outcome int

const (
	// Unknown: the voucher may exist. Only looking tells. It is the zero value.
	Unknown Outcome = iota
	// NotSent: no complete request left the machine, so it may be sent again.
	NotSent
	// Refused: Fortnox said no, with reasons. Nothing was made.
	Refused
	// TokenRejected: 401. The token has been refreshed; one more try is allowed.
	TokenRejected
	// Paced: 429. It may be sent again after a wait; after three in a row look first.
	Paced
	// Sent: 201 with a number. It is proved by reading the voucher back.
	Sent
)

var outcomeNames = [...]string{"unknown", "not sent", "refused", "token", "pace", "sent"}

func (o Outcome) String() string {
	if o < 0 || int(o) >= len(outcomeNames) {
		return "unknown"
	}
	return outcomeNames[o]
}

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
	const path = "/3/vouchers"
	query := yearQuery(year)
	token, err := c.tokens.Token(ctx)
	if err != nil {
		return Created{Outcome: NotSent, Err: err}
	}
	if err := c.pace.Wait(ctx, priority(ctx)); err != nil {
		return Created{Outcome: NotSent, Err: &TransportError{Sent: false, Err: err}}
	}
	if check != nil {
		if err := check(); err != nil {
			return Created{Outcome: NotSent, Err: err}
		}
	}
	created, header := c.post(ctx, path, query, token, body)
	if created.Answer.Status == 0 {
		return created
	}
	created.Outcome, created.Voucher, created.Err = classifyPost(created.Answer.Status, created.Answer.Body, created.Err)
	switch created.Outcome {
	case Paced:
		created.Err = c.answerError(created.Answer, header)
	case TokenRejected:
		if _, err := c.tokens.Rejected(ctx, token); err != nil {
			created.Err = errors.Join(created.Err, err)
		}
	}
	return created
}

// post sends one request. The answer's Status is 0 when there was none; Outcome
// and Err are final then. Otherwise Err says whether the body was read.
func (c *Client) post(ctx context.Context, path string, query url.Values, token string, body []byte) (Created, http.Header) {
	ctx, cancel := context.WithTimeout(ctx, postTimeout)
	defer cancel()
	raw := Raw{Method: http.MethodPost, Path: path, Query: query.Encode()}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address(path, query), bytes.NewReader(body))
	if err != nil {
		return Created{Outcome: NotSent, Err: err, Answer: raw}, nil
	}
	c.setHeader(req, token, "application/json")
	req.Header.Set("Content-Type", "application/json")
	resp, err := sendOnce(c.once, req)
	if err != nil {
		outcome := Unknown
		var te *TransportError
		if errors.As(err, &te) && !te.Sent {
			outcome = NotSent
		}
		return Created{Outcome: outcome, Err: err, Answer: raw}, nil
	}
	raw.Status = resp.StatusCode
	raw.Body, err = readBody(resp, maxPostAnswer)
	raw.At = c.clock.Now()
	if err == nil {
		c.recordAnswer(raw)
	}
	return Created{Err: err, Answer: raw}, resp.Header
}

const maxPostAnswer = 4 << 20

// classifyPost names the outcome of an answer. What is not listed is Unknown:
// 1xx, 3xx, 408, 425, 499, every 5xx, 2xx that cannot be read or has no number,
// and 4xx that somebody else than Fortnox may have written.
func classifyPost(status int, body []byte, readErr error) (Outcome, Voucher, error) {
	if status == http.StatusUnauthorized {
		return TokenRejected, Voucher{}, bodyError(status, body)
	}
	if status == http.StatusTooManyRequests {
		return Paced, Voucher{}, &RateLimitError{}
	}
	if readErr != nil {
		return Unknown, Voucher{}, readErr
	}
	switch status {
	case http.StatusCreated:
		v, err := DecodeVoucher(body)
		if err == nil && (!v.VoucherNumber.Valid || v.VoucherNumber.Int <= 0 || v.VoucherSeries.Text == "") {
			err = &DecodeError{"Voucher", errors.New("the answer has no voucher number")}
		}
		if err != nil {
			return Unknown, Voucher{}, err
		}
		return Sent, v, nil
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity:
		if e := bodyError(status, body); !e.Foreign {
			return Refused, Voucher{}, e
		}
	}
	return Unknown, Voucher{}, bodyError(status, body)
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
