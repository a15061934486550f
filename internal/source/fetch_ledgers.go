package source

import (
	"context"
	"errors"
	"iter"

	"bokslut/fortnox"
	"bokslut/internal/civil"
)

const stepsOfLedgers = 9

// ledgers reads both registers as they must be known at the end of closing:
// customer invoices up to that day, all supplier invoices (their list cannot be
// cut), all payments, since those after the day tell what was open on it, and
// single objects only where a list lacks what is needed. The claims on the tax
// agency cost one request also where there are none: no list tells that an
// invoice has one.
func (f *fetcher) ledgers(closing civil.Date) error {
	invoices, err := listOrWithheld(f, KindInvoices, f.api.Invoices(f.ctx, fortnox.InvoiceQuery{ToDate: closing.String()}))
	if err != nil {
		return err
	}
	if err := singles(f, KindInvoice, creditNotes(invoices, closing), f.api.Invoice); err != nil {
		return err
	}
	payments, err := listOrWithheld(f, KindInvoicePayments, f.api.InvoicePayments(f.ctx, fortnox.PaymentQuery{}))
	if err != nil {
		return err
	}
	if err := singles(f, KindInvoicePayment, incomplete(payments, closing), f.api.InvoicePayment); err != nil {
		return err
	}
	if err := f.claims(invoices); err != nil {
		return err
	}
	return f.suppliers(closing)
}

func (f *fetcher) suppliers(closing civil.Date) error {
	invoices, err := listOrWithheld(f, KindSupplierInvoices, f.api.SupplierInvoices(f.ctx))
	if err != nil {
		return err
	}
	if err := singles(f, KindSupplierInvoice, supplierCreditNotes(invoices, closing), f.api.SupplierInvoice); err != nil {
		return err
	}
	list, err := listOrWithheld(f, KindSupplierInvoicePayments, f.api.SupplierInvoicePayments(f.ctx, fortnox.PaymentQuery{}))
	if err != nil {
		return err
	}
	payments := make([]fortnox.InvoicePayment, len(list))
	for i, p := range list {
		payments[i] = asInvoicePayment(p)
	}
	return singles(f, KindSupplierInvoicePayment, incomplete(payments, closing), f.api.SupplierInvoicePayment)
}

// claims reads the tax agency's parts of the invoices that were read: the list
// lacks amounts and vouchers.
func (f *fetcher) claims(invoices []fortnox.Invoice) error {
	read := map[string]bool{}
	for _, i := range invoices {
		read[i.DocumentNumber.Text] = true
	}
	list, err := listOrWithheld(f, KindTaxReductions, f.api.TaxReductions(f.ctx))
	if err != nil {
		return err
	}
	f.step(KindTaxReduction, "")
	for _, t := range list {
		if t.ReferenceDocumentType.Text != "INVOICE" || !read[t.ReferenceNumber.Text] || !t.ID.Valid {
			continue
		}
		if _, err := f.api.TaxReduction(f.ctx, t.ID.Int); err != nil {
			return fetchError(KindTaxReduction, err)
		}
		f.keep(KindTaxReduction, named(t.ID.String()))
		f.progress.Done++
		f.tell()
	}
	return nil
}

// listOrWithheld is readList, but for what the connection may not read.
func listOrWithheld[T any](f *fetcher, kind string, list iter.Seq2[T, error]) ([]T, error) {
	all, err := readList(f, kind, "", list)
	var e *FetchError
	if errors.As(err, &e) && e.withheld() {
		return nil, f.withhold(e)
	}
	return all, err
}

// singles reads objects one by one as one step.
func singles[T any](f *fetcher, kind string, numbers []string, read func(context.Context, string) (T, error)) error {
	f.step(kind, "")
	f.progress.Total = len(numbers)
	for _, number := range numbers {
		_, err := read(f.ctx, number)
		if errors.Is(err, fortnox.ErrNotFound) {
			f.raws = nil // it was removed since the list was read
			continue
		}
		if err != nil {
			return fetchError(kind, err)
		}
		f.keep(kind, named(number))
		f.progress.Done++
		f.tell()
	}
	return nil
}

// creditNotes are the booked ones: only the single object says what they credit.
func creditNotes(invoices []fortnox.Invoice, closing civil.Date) []string {
	var numbers []string
	for _, i := range invoices {
		if i.Booked.Bool && !i.Cancelled.Bool && i.Total.Ore < 0 && upTo(i.InvoiceDate, closing) {
			numbers = append(numbers, i.DocumentNumber.Text)
		}
	}
	return numbers
}

func supplierCreditNotes(invoices []fortnox.SupplierInvoice, closing civil.Date) []string {
	var numbers []string
	for _, i := range invoices {
		credit := i.Total.Ore < 0 || i.Credit.Bool
		if credit && i.Booked.Bool && !i.IsCancelled() && upTo(i.InvoiceDate, closing) {
			numbers = append(numbers, i.GivenNumber.Text)
		}
	}
	return numbers
}

// incomplete are the payments of which the list does not tell what they settled.
func incomplete(payments []fortnox.InvoicePayment, closing civil.Date) []string {
	var numbers []string
	for _, p := range payments {
		if p.Booked.Bool && upTo(p.PaymentDate, closing) && (currency(p.Currency) != "SEK" || p.WriteOffExist.Bool) {
			numbers = append(numbers, p.Number.Text)
		}
	}
	return numbers
}

// upTo tells whether a day is not after closing; a day that was withheld may be.
func upTo(d fortnox.Date, closing civil.Date) bool {
	return d.NoRight || d.Valid && d.Day <= closing.String()
}
