package source

import (
	"context"
	"errors"
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/civil"
)

// ledgerLists are the lists of both ledgers, in the order in which they are read.
var ledgerLists = []string{
	KindInvoices, KindInvoicePayments, KindTaxReductions, KindSupplierInvoices, KindSupplierInvoicePayments, KindCustomers, KindSuppliers,
}

const stepsOfLedgers = 7 + 5 // ledgerLists, and their kinds of single objects

// lists are the registers as they were read.
type lists struct {
	invoices         list[fortnox.Invoice]
	payments         list[fortnox.InvoicePayment]
	claims           list[fortnox.TaxReduction]
	supplierInvoices list[fortnox.SupplierInvoice]
	supplierPayments list[fortnox.SupplierInvoicePayment]
	customers        list[fortnox.Customer]
	suppliers        list[fortnox.Supplier]
}

// ledgers reads both registers as they must be known at the end of closing. What
// was read in part and cannot be proved is read whole.
func (f *fetcher) ledgers(closing civil.Date) error {
	begun := len(f.parts)
	l, err := f.readLedgers(closing)
	if err != nil || f.proved(l, closing) {
		return err
	}
	f.parts, f.whole = f.parts[:begun], true
	_, err = f.readLedgers(closing)
	return err
}

// readLedgers reads customer invoices up to closing, all supplier invoices
// (their list cannot be cut), all payments, since those after the day tell what
// was open on it, and then single objects only where a list lacks what is
// needed; by the cash method also of documents that were unpaid on the day. The
// claims on the tax agency cost one request also where there are
// none: no list tells that an invoice has one.
func (f *fetcher) readLedgers(closing civil.Date) (lists, error) {
	l, err := f.readLists(closing)
	if err != nil {
		return l, err
	}
	errands, err := f.errands(l, closing)
	if err != nil {
		return l, err
	}
	for _, e := range errands {
		f.expect(len(e.numbers) - len(e.shared))
	}
	for _, e := range errands {
		if err := f.run(e); err != nil {
			return l, err
		}
	}
	return l, nil
}

func (f *fetcher) readLists(closing civil.Date) (l lists, err error) {
	if l.invoices, err = readRegister(f, f.invoices(closing)); err != nil {
		return l, err
	}
	if l.payments, err = readRegister(f, f.payments()); err != nil {
		return l, err
	}
	if l.claims, err = readRegister(f, f.taxReductions()); err != nil {
		return l, err
	}
	if l.supplierInvoices, err = readRegister(f, f.supplierInvoices()); err != nil {
		return l, err
	}
	if l.supplierPayments, err = readRegister(f, f.supplierPayments()); err != nil {
		return l, err
	}
	if l.customers, err = readRegister(f, f.customers()); err != nil {
		return l, err
	}
	l.suppliers, err = readRegister(f, f.suppliers())
	return l, err
}

// errands are the single objects to read.
func (f *fetcher) errands(l lists, closing civil.Date) ([]errand, error) {
	claims, paid := f.claims(l)
	var unpaid, unpaidSuppliers []string
	if f.cash {
		unpaid, unpaidSuppliers = unpaidInvoices(l.invoices.items, closing), unpaidSupplierInvoices(l.supplierInvoices.items, closing)
	}
	invoices, err := l.invoices.errand(f, append(creditNotes(l.invoices.items, closing), unpaid...), dropping(f, f.api.Invoice), paid)
	if err != nil {
		return nil, err
	}
	for _, p := range paid {
		claims.shared[strings.TrimPrefix(p.Name, KindTaxReduction+"/")] = p
	}
	payments, err := l.payments.errand(f, incomplete(l.payments.items, closing), dropping(f, f.api.InvoicePayment), nil)
	if err != nil {
		return nil, err
	}
	supplierInvoices, err := l.supplierInvoices.errand(f, append(supplierCreditNotes(l.supplierInvoices.items, closing), unpaidSuppliers...), dropping(f, f.api.SupplierInvoice), nil)
	if err != nil {
		return nil, err
	}
	all := make([]fortnox.InvoicePayment, len(l.supplierPayments.items))
	for i, p := range l.supplierPayments.items {
		all[i] = asInvoicePayment(p)
	}
	supplierPayments, err := l.supplierPayments.errand(f, incomplete(all, closing), dropping(f, f.api.SupplierInvoicePayment), nil)
	if err != nil {
		return nil, err
	}
	return []errand{invoices, payments, claims, supplierInvoices, supplierPayments}, nil
}

// dropping reads one object and drops it: what counts is the answer.
func dropping[T any](f *fetcher, one func(context.Context, string) (T, error)) func(string) error {
	return func(number string) error {
		_, err := one(f.ctx, number)
		return err
	}
}

// run reads the objects that cannot be shared one by one, as one step.
func (f *fetcher) run(e errand) error {
	f.step(e.kind, "", len(e.numbers)-len(e.shared))
	f.progress.Total = len(e.numbers)
	for _, number := range e.numbers {
		shared, ok := e.shared[number]
		if ok {
			f.parts = append(f.parts, shared)
		} else {
			err := e.read(number)
			if errors.Is(err, fortnox.ErrNotFound) {
				f.raws = nil // it was removed since the list was read
				continue
			}
			if err != nil {
				return fetchError(e.kind, err)
			}
			f.keep(e.kind, named(number))
		}
		f.progress.Done++
		f.tell()
	}
	return nil
}
