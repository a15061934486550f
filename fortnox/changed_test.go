package fortnox_test

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

func TestLastModifiedIsSwedishTime(t *testing.T) {
	for at, want := range map[string]string{
		"2026-01-31T23:30:59Z": "2026-02-01 00:30",
		"2026-07-01T21:59:59Z": "2026-07-01 23:59",
		"2026-10-25T00:30:00Z": "2026-10-25 02:30",
		"2026-10-25T01:30:00Z": "2026-10-25 02:30", // the same hour once more
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := fortnox.LastModified(instant); got != want {
			t.Errorf("LastModified(%s) = %q, want %q", at, got, want)
		}
	}
}

// One request tells how many there are, and it is as many as the list has.
func TestCounts(t *testing.T) {
	l := openLocal(t, time.Hour)
	srv, client := l.srv, l
	years, err := fortnox.Collect(client.FinancialYears(t.Context()))
	if err != nil || len(years) == 0 {
		t.Fatal(years, err)
	}
	year := years[0].ID.Int
	until := fortnox.InvoiceQuery{ToDate: "2025-12-31"}
	for _, tt := range []struct {
		name  string
		count func() (int64, error)
		list  func() (int, error)
	}{
		{"invoices", func() (int64, error) { return client.CountInvoices(t.Context(), until) }, length(client.Invoices(t.Context(), until))},
		{"payments", func() (int64, error) { return client.CountInvoicePayments(t.Context(), fortnox.PaymentQuery{}) }, length(client.InvoicePayments(t.Context(), fortnox.PaymentQuery{}))},
		{"customers", func() (int64, error) { return client.CountCustomers(t.Context()) }, length(client.Customers(t.Context()))},
		{"vouchers", func() (int64, error) { return client.CountVouchers(t.Context(), year, fortnox.VoucherQuery{}) }, length(client.Vouchers(t.Context(), year, fortnox.VoucherQuery{}))},
	} {
		want, err := tt.list()
		if err != nil || want == 0 {
			t.Fatal(tt.name, want, err)
		}
		srv.ResetJournal()
		got, err := tt.count()
		if err != nil || got != int64(want) || len(srv.Journal()) != 1 {
			t.Errorf("%s: counted %d, %v in %d requests, want %d in one", tt.name, got, err, len(srv.Journal()), want)
		}
	}
}

func TestSince(t *testing.T) {
	client := openLocal(t, time.Hour)
	for since, some := range map[string]bool{"2001-01-01 00:00": true, "2099-01-01 00:00": false} {
		invoices, err := length(client.SupplierInvoicesSince(t.Context(), since))()
		if err != nil || invoices > 0 != some {
			t.Errorf("%d supplier invoices since %s, %v, want some: %v", invoices, since, err, some)
		}
		if _, err := length(client.CustomersSince(t.Context(), since))(); err != nil {
			t.Errorf("customers since %s: %v", since, err)
		}
	}
}

// length reads a list and counts it.
func length[T any](items iter.Seq2[T, error]) func() (int, error) {
	return func() (int, error) {
		all, err := fortnox.Collect(items)
		return len(all), err
	}
}

// A client that may send two requests sends two, also when the first is refused
// for pace and tried again.
func TestAtMost(t *testing.T) {
	l := openLocal(t, time.Hour)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests, Path: "/3/customers"})
	l.srv.ResetJournal()
	few := l.AtMost(2)
	if _, err := few.CountCustomers(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := few.CountCustomers(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("the third request = %v, want canceled", err)
	}
	if n := len(l.srv.Journal()); n != 2 {
		t.Errorf("%d requests, want 2", n)
	}
	if _, err := l.CountCustomers(t.Context()); err != nil {
		t.Errorf("the client itself is bounded: %v", err)
	}
}
