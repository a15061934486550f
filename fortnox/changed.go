package fortnox

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// LastModified writes an instant as the lists take it: Swedish local time to
// the minute, rounded down. In the hour that comes twice when summer time ends
// nobody can tell which one is meant: ask from some hours earlier.
func LastModified(t time.Time) string { return t.In(swedish()).Format("2006-01-02 15:04") }

// swedish is Swedish time. Without a time zone database it is UTC, which gives
// too much rather than too little.
var swedish = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return time.UTC
	}
	return zone
})

// CountInvoices tells in one small request how many customer invoices a list
// would have.
func (c *Client) CountInvoices(ctx context.Context, q InvoiceQuery) (int64, error) {
	return count(ctx, c, "/3/invoices", q.values(), DecodeInvoices)
}

// CountInvoicePayments tells how many payments of customer invoices there are.
func (c *Client) CountInvoicePayments(ctx context.Context, q PaymentQuery) (int64, error) {
	return count(ctx, c, "/3/invoicepayments", q.values(), DecodeInvoicePayments)
}

// CountCustomers tells how many customers there are.
func (c *Client) CountCustomers(ctx context.Context) (int64, error) {
	return count(ctx, c, "/3/customers", nil, DecodeCustomers)
}

// CountVouchers tells how many vouchers a financial year has.
func (c *Client) CountVouchers(ctx context.Context, year int64, q VoucherQuery) (int64, error) {
	return count(ctx, c, "/3/vouchers", q.values(year), DecodeVouchers)
}

// count asks for one item, and reads how many there are of them.
func count[T any](ctx context.Context, c *Client, path string, query url.Values, decode func([]byte) (Page[T], error)) (int64, error) {
	asked := url.Values{"limit": {"1"}}
	for name, values := range query {
		asked[name] = values
	}
	page, err := one(ctx, c, path, asked, decode)
	if err != nil {
		return 0, err
	}
	if !page.Meta.TotalResources.Valid {
		return 0, &DecodeError{"MetaInformation", errNoKey}
	}
	return page.Meta.TotalResources.Int, nil
}

// SupplierInvoicesSince reads the supplier invoices that were changed since
// lastModified, as [LastModified] writes it. That the list takes this is
// documented for lists in general and not for this one: it may give all.
func (c *Client) SupplierInvoicesSince(ctx context.Context, lastModified string) iter.Seq2[SupplierInvoice, error] {
	return list(ctx, c, "/3/supplierinvoices", url.Values{"lastmodified": {lastModified}}, DecodeSupplierInvoices)
}

// CustomersSince reads the customers that were changed since lastModified.
func (c *Client) CustomersSince(ctx context.Context, lastModified string) iter.Seq2[Customer, error] {
	return list(ctx, c, "/3/customers", url.Values{"sortby": {"customernumber"}, "lastmodified": {lastModified}}, DecodeCustomers)
}

// AtMost is the same client, which sends no more than n requests: those that
// are tried again count, too. What does not fit fails as if it were canceled.
func (c *Client) AtMost(n int64) *Client {
	other := *c
	bounded := &boundedPace{Pacer: c.pace}
	bounded.left.Store(n)
	other.pace = bounded
	return &other
}

// boundedPace lets only so many requests through.
type boundedPace struct {
	Pacer
	left atomic.Int64
}

// Wait implements [Pacer].
func (b *boundedPace) Wait(ctx context.Context, p Priority) error {
	if b.left.Add(-1) < 0 {
		return fmt.Errorf("fortnox: no more requests are to be sent: %w", context.Canceled)
	}
	return b.Pacer.Wait(ctx, p)
}
