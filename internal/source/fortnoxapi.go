package source

import (
	"context"
	"iter"

	"bokslut/fortnox"
)

// FortnoxAPI is what reading from Fortnox needs; *fortnox.Client has it.
type FortnoxAPI interface {
	CompanyInformation(ctx context.Context) (fortnox.CompanyInformation, error)
	FinancialYears(ctx context.Context) iter.Seq2[fortnox.FinancialYear, error]
	SIE(ctx context.Context, year int64, kind int) ([]byte, error)
	VoucherSeries(ctx context.Context, year int64) iter.Seq2[fortnox.VoucherSeries, error]
	LockedPeriod(ctx context.Context) (fortnox.LockedPeriod, error)
	Accounts(ctx context.Context, year int64) iter.Seq2[fortnox.Account, error]
	CountVouchers(ctx context.Context, year int64, q fortnox.VoucherQuery) (int64, error)
	Invoices(ctx context.Context, q fortnox.InvoiceQuery) iter.Seq2[fortnox.Invoice, error]
	CountInvoices(ctx context.Context, q fortnox.InvoiceQuery) (int64, error)
	Invoice(ctx context.Context, number string) (fortnox.Invoice, error)
	InvoicePayments(ctx context.Context, q fortnox.PaymentQuery) iter.Seq2[fortnox.InvoicePayment, error]
	CountInvoicePayments(ctx context.Context, q fortnox.PaymentQuery) (int64, error)
	InvoicePayment(ctx context.Context, number string) (fortnox.InvoicePayment, error)
	SupplierInvoices(ctx context.Context) iter.Seq2[fortnox.SupplierInvoice, error]
	SupplierInvoicesSince(ctx context.Context, lastModified string) iter.Seq2[fortnox.SupplierInvoice, error]
	SupplierInvoice(ctx context.Context, givenNumber string) (fortnox.SupplierInvoice, error)
	SupplierInvoicePayments(ctx context.Context, q fortnox.PaymentQuery) iter.Seq2[fortnox.SupplierInvoicePayment, error]
	SupplierInvoicePayment(ctx context.Context, number string) (fortnox.SupplierInvoicePayment, error)
	Customers(ctx context.Context) iter.Seq2[fortnox.Customer, error]
	CustomersSince(ctx context.Context, lastModified string) iter.Seq2[fortnox.Customer, error]
	CountCustomers(ctx context.Context) (int64, error)
	Suppliers(ctx context.Context) iter.Seq2[fortnox.Supplier, error]
	TaxReductions(ctx context.Context) iter.Seq2[fortnox.TaxReduction, error]
	TaxReduction(ctx context.Context, id int64) (fortnox.TaxReduction, error)
}

var _ FortnoxAPI = (*fortnox.Client)(nil)

// Connect gives Fortnox with every answer handed to record as it came:
// func(r func(fortnox.Raw)) source.FortnoxAPI { return client.Recording(r) }.
type Connect func(record func(fortnox.Raw)) FortnoxAPI
