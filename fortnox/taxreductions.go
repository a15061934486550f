package fortnox

import (
	"context"
	"iter"
	"net/url"
	"strconv"
)

// A TaxReduction is the claim on the tax agency that an invoice with ROT, RUT or
// green technology gives rise to, in SEK. Items of a list have only
// ApprovedAmount. The personal number of the buyer is left out on purpose.
type TaxReduction struct {
	ID                    FlexInt    `json:"Id"`
	ReferenceDocumentType FlexString // INVOICE, ORDER or OFFER
	ReferenceNumber       FlexString // the invoice's DocumentNumber
	CustomerName          FlexString
	AskedAmount           Amount
	BilledAmount          Amount
	ApprovedAmount        Amount
	RequestSent           FlexBool
	VoucherSeries         FlexString
	VoucherNumber         FlexInt
	VoucherYear           FlexInt // id of the financial year
}

// DecodeTaxReductions reads a stored answer of GET /3/taxreductions.
func DecodeTaxReductions(raw []byte) (Page[TaxReduction], error) {
	return decodePage[TaxReduction](raw, "TaxReductions")
}

// DecodeTaxReduction reads a stored answer of GET /3/taxreductions/{id}.
func DecodeTaxReduction(raw []byte) (TaxReduction, error) {
	return decodeOne[TaxReduction](raw, "TaxReduction")
}

// Key is the id.
func (r TaxReduction) Key() string { return r.ID.String() }

// TaxReductions reads the list of claims from invoices. Scope invoice.
func (c *Client) TaxReductions(ctx context.Context) iter.Seq2[TaxReduction, error] {
	return list(ctx, c, "/3/taxreductions", url.Values{"filter": {"invoices"}}, DecodeTaxReductions)
}

// TaxReduction reads one claim.
func (c *Client) TaxReduction(ctx context.Context, id int64) (TaxReduction, error) {
	return item(ctx, c, "/3/taxreductions", strconv.FormatInt(id, 10), nil, DecodeTaxReduction)
}
