package fortnox_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// everyList reads each list of the client, and gives how many items it has.
func everyList(ctx context.Context, l *local, year int64) map[string]func() (int, error) {
	return map[string]func() (int, error){
		"/3/financialyears": func() (int, error) { all, err := fortnox.Collect(l.FinancialYears(ctx)); return len(all), err },
		"/3/accounts":       func() (int, error) { all, err := fortnox.Collect(l.Accounts(ctx, year)); return len(all), err },
		"/3/voucherseries":  func() (int, error) { all, err := fortnox.Collect(l.VoucherSeries(ctx, year)); return len(all), err },
		"/3/vouchers": func() (int, error) {
			all, err := fortnox.Collect(l.Vouchers(ctx, year, fortnox.VoucherQuery{FromDate: "2025-01-01"}))
			return len(all), err
		},
		"/3/invoices": func() (int, error) {
			all, err := fortnox.Collect(l.Invoices(ctx, fortnox.InvoiceQuery{ToDate: "2025-12-31"}))
			return len(all), err
		},
		"/3/invoicepayments": func() (int, error) {
			all, err := fortnox.Collect(l.InvoicePayments(ctx, fortnox.PaymentQuery{}))
			return len(all), err
		},
		"/3/supplierinvoices": func() (int, error) { all, err := fortnox.Collect(l.SupplierInvoices(ctx)); return len(all), err },
		"/3/customers":        func() (int, error) { all, err := fortnox.Collect(l.Customers(ctx)); return len(all), err },
		"/3/suppliers":        func() (int, error) { all, err := fortnox.Collect(l.Suppliers(ctx)); return len(all), err },
		"/3/taxreductions":    func() (int, error) { all, err := fortnox.Collect(l.TaxReductions(ctx)); return len(all), err },
		"/3/predefinedaccounts": func() (int, error) {
			all, err := fortnox.Collect(l.PredefinedAccounts(ctx))
			return len(all), err
		},
	}
}

// No list leaves anything out silently: an empty page under a total, or an
// answer without the list, is read again and then an error.
func TestListsAreNeverCutSilently(t *testing.T) {
	t.Parallel()
	l := openQuick(t)
	names := []string{"FinancialYears", "Accounts", "VoucherSeriesCollection", "Vouchers", "Invoices", "InvoicePayments", "SupplierInvoices", "Customers",
		"Suppliers", "TaxReductions", "PreDefinedAccounts"}
	for path, read := range everyList(t.Context(), l, l.year(t)) {
		want, err := read()
		if err != nil || want == 0 {
			t.Fatalf("%s: %d items, %v", path, want, err)
		}
		var decode *fortnox.DecodeError
		l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.EmptyPage, Path: path, Times: -1})
		if n, err := read(); !errors.Is(err, fortnox.ErrIncomplete) || !errors.As(err, &decode) {
			t.Errorf("%s with empty pages: %d items, %v, want ErrIncomplete", path, n, err)
		}
		l.srv.ClearFaults()
		l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.DropFields, Fields: names, Path: path, Times: -1})
		if n, err := read(); !errors.As(err, &decode) {
			t.Errorf("%s without its list: %d items, %v, want a DecodeError", path, n, err)
		}
		l.srv.ClearFaults()
		l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.EmptyPage, Path: path})
		if n, err := read(); err != nil || n != want {
			t.Errorf("%s with one empty page: %d items, %v, want %d", path, n, err, want)
		}
		l.srv.ClearFaults()
	}
}

// A list whose items move between two pages is read until it stands still, or
// the error says that it does not.
func TestListsThatMove(t *testing.T) {
	t.Parallel()
	l := openQuick(t)
	for n := range 1200 {
		if err := l.srv.PutDocument(l.tenant, "customers", fmt.Appendf(nil, `{"CustomerNumber":"k%d","Name":"Kund"}`, n)); err != nil {
			t.Fatal(err)
		}
	}
	have := func() (map[string]bool, error) {
		seen := map[string]bool{}
		for c, err := range l.Customers(t.Context()) {
			if err != nil {
				return seen, err
			}
			if seen[c.Key()] {
				t.Errorf("customer %s came twice", c.Key())
			}
			seen[c.Key()] = true
		}
		return seen, nil
	}
	want, err := have()
	if err != nil || len(want) < 1200 {
		t.Fatalf("%d customers, %v", len(want), err)
	}
	for _, shift := range []int{1, 7, -1, -7} {
		l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.MovePages, Path: "/3/customers", Shift: shift, Nth: 2, Times: 1})
		if got, err := have(); err != nil || len(got) != len(want) {
			t.Errorf("moved by %d once: %d customers, %v, want %d", shift, len(got), err, len(want))
		}
		l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.MovePages, Path: "/3/customers", Shift: shift, Times: -1})
		if _, err := have(); !errors.Is(err, fortnox.ErrMoving) {
			t.Errorf("moved by %d all the time: %v, want ErrMoving", shift, err)
		}
		l.srv.ClearFaults()
	}
}
