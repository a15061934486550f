package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"math/big"
	"strings"
)

// newVoucher is the body of POST /3/vouchers. Fields that Fortnox sets itself may be sent and are not looked at.
type newVoucher struct {
	VoucherSeries   text
	TransactionDate string
	Description     string
	Comments        *string
	CostCenter      text
	Project         text
	VoucherRows     []newRow
	readOnly
}

type readOnly struct {
	URL             json.RawMessage `json:"@url"`
	ApprovalState   json.RawMessage
	ReferenceNumber json.RawMessage
	ReferenceType   json.RawMessage
	VoucherNumber   json.RawMessage
	Year            json.RawMessage
}

type newRow struct {
	Account                flexNumber
	Debit, Credit          flexNumber
	Quantity               flexNumber
	CostCenter, Project    text
	TransactionInformation string
	Description            json.RawMessage
	Removed                json.RawMessage
}

// flexNumber is a number that may stand in quotes.
type flexNumber string

func (n *flexNumber) UnmarshalJSON(data []byte) error {
	*n = flexNumber(rawText(data))
	return nil
}

// createVoucher stores one voucher and answers with it. It is not idempotent: the same body twice makes two vouchers.
func createVoucher(c *call) reply {
	in, refused := decodeVoucher(c)
	if refused != nil {
		return *refused
	}
	c.co.mu.Lock()
	defer c.co.mu.Unlock()
	y, refused := c.yearOfNew(in)
	if refused != nil {
		return *refused
	}
	v, refused := c.co.check(y, in)
	if refused != nil {
		return *refused
	}
	c.hits.alter(v)
	if err := c.srv.store(c.co, v); err != nil {
		return problemSystem.reply()
	}
	if until := c.hits.hide(c.now); !until.IsZero() {
		c.co.hide(v, c.now, until)
	}
	p := wrapped("Voucher", v.sent())
	p.status = 201
	p.header = map[string]string{"Location": "vouchers"}
	return p
}

// store saves a checked voucher, then makes it true. The caller holds co.mu.
func (s *Server) store(co *company, v *Voucher) error {
	return s.change(co, event{Kind: "voucher", Tenant: co.tenant, Voucher: v})
}

func (s *Server) change(co *company, e event) error {
	e.At = stamp(s.now())
	if err := s.state.save(e); err != nil {
		return err
	}
	return co.apply(e)
}

func decodeVoucher(c *call) (*newVoucher, *reply) {
	fail := func(p reply) (*newVoucher, *reply) { return nil, &p }
	if !isJSON(c.r.Header) {
		return fail(problemContentType.reply())
	}
	if len(bytes.TrimSpace(c.body)) == 0 {
		return fail(problemNoBody.reply())
	}
	dec := json.NewDecoder(bytes.NewReader(c.body))
	dec.DisallowUnknownFields()
	var in struct{ Voucher *newVoucher }
	err := dec.Decode(&in)
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType) && wrongType.Field == "":
		return fail(problemField.reply("Voucher saknas"))
	case errors.As(err, &wrongType):
		return fail(problemParameter.reply(wrongType.Field))
	case err != nil && strings.Contains(err.Error(), "unknown field"):
		_, name, _ := strings.Cut(err.Error(), "unknown field ")
		return fail(problemField.reply(strings.Trim(name, `"`)))
	case err != nil:
		return fail(problemSyntax.reply())
	case in.Voucher == nil:
		return fail(problemField.reply("Voucher saknas"))
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fail(problemSyntax.reply())
	}
	return in.Voucher, nil
}

// yearOfNew is the year that a new voucher belongs to.
func (c *call) yearOfNew(in *newVoucher) (*year, *reply) {
	_, byID := c.query["financialyear"]
	_, byDate := c.query["financialyeardate"]
	if c.srv.options.YearFromDate && !byID && !byDate {
		y := c.co.yearOf(in.TransactionDate)
		if y == nil {
			p := problemOutsideYear.reply()
			return nil, &p
		}
		return y, nil
	}
	return c.wantedYear()
}

// amount reads an amount that may be missing; ok is false for what is no amount in whole öre, or negative.
func (n flexNumber) amount() (Ore, bool) {
	if n == "" {
		return 0, true
	}
	o, err := parseOre(withoutExponent(string(n)))
	if err != nil || o < 0 || o > math.MaxInt32*100_00 {
		return 0, false
	}
	return o, true
}

// withoutExponent writes 1.5e3 as 1500.00; what has no exponent, or one that no amount needs, stays as it is.
func withoutExponent(s string) string {
	i := strings.IndexAny(s, "eE")
	if i < 0 || len(s) > 32 || len(s)-i > 4 {
		return s
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok || !new(big.Rat).Mul(r, big.NewRat(100, 1)).IsInt() {
		return s
	}
	return r.FloatString(2)
}
