package source

import (
	"iter"
	"strconv"

	"bokslut/fortnox"
	"bokslut/internal/civil"
)

// invoices are the customer invoices up to closing. That their list can be cut
// is documented.
func (f *fetcher) invoices(closing civil.Date) register[fortnox.Invoice] {
	until := fortnox.InvoiceQuery{ToDate: closing.String()}
	r := register[fortnox.Invoice]{
		kind: KindInvoices, single: KindInvoice, whole: f.api.Invoices(f.ctx, until), decode: fortnox.DecodeInvoices,
		since: func(at string) iter.Seq2[fortnox.Invoice, error] {
			return f.api.Invoices(f.ctx, fortnox.InvoiceQuery{ToDate: until.ToDate, LastModified: at})
		},
	}
	if through(f.former.parts, KindInvoices) == closing {
		r.count = func() (int64, error) { return f.api.CountInvoices(f.ctx, until) }
	}
	return r
}

func (f *fetcher) payments() register[fortnox.InvoicePayment] {
	return register[fortnox.InvoicePayment]{
		kind: KindInvoicePayments, single: KindInvoicePayment,
		whole: f.api.InvoicePayments(f.ctx, fortnox.PaymentQuery{}), decode: fortnox.DecodeInvoicePayments,
		since: func(at string) iter.Seq2[fortnox.InvoicePayment, error] {
			return f.api.InvoicePayments(f.ctx, fortnox.PaymentQuery{LastModified: at})
		},
		count: func() (int64, error) { return f.api.CountInvoicePayments(f.ctx, fortnox.PaymentQuery{}) },
	}
}

func (f *fetcher) taxReductions() register[fortnox.TaxReduction] {
	return register[fortnox.TaxReduction]{
		kind: KindTaxReductions, single: KindTaxReduction, whole: f.api.TaxReductions(f.ctx), decode: fortnox.DecodeTaxReductions,
	}
}

// supplierInvoices: nobody has documented that this list and that of payments
// to suppliers can be cut, so they are read whole; what they name as changed is
// only believed when it says more than the list itself.
func (f *fetcher) supplierInvoices() register[fortnox.SupplierInvoice] {
	return register[fortnox.SupplierInvoice]{
		kind: KindSupplierInvoices, single: KindSupplierInvoice, whole: f.api.SupplierInvoices(f.ctx), decode: fortnox.DecodeSupplierInvoices,
		since: func(at string) iter.Seq2[fortnox.SupplierInvoice, error] {
			return f.api.SupplierInvoicesSince(f.ctx, at)
		},
	}
}

func (f *fetcher) supplierPayments() register[fortnox.SupplierInvoicePayment] {
	return register[fortnox.SupplierInvoicePayment]{
		kind: KindSupplierInvoicePayments, single: KindSupplierInvoicePayment,
		whole: f.api.SupplierInvoicePayments(f.ctx, fortnox.PaymentQuery{}), decode: fortnox.DecodeSupplierInvoicePayments,
		since: func(at string) iter.Seq2[fortnox.SupplierInvoicePayment, error] {
			return f.api.SupplierInvoicePayments(f.ctx, fortnox.PaymentQuery{LastModified: at})
		},
	}
}

func (f *fetcher) customers() register[fortnox.Customer] {
	return register[fortnox.Customer]{
		kind: KindCustomers, whole: f.api.Customers(f.ctx), decode: fortnox.DecodeCustomers,
		since: func(at string) iter.Seq2[fortnox.Customer, error] { return f.api.CustomersSince(f.ctx, at) },
		count: func() (int64, error) { return f.api.CountCustomers(f.ctx) },
	}
}

func (f *fetcher) suppliers() register[fortnox.Supplier] {
	return register[fortnox.Supplier]{kind: KindSuppliers, whole: f.api.Suppliers(f.ctx), decode: fortnox.DecodeSuppliers}
}

// claims reads the tax agency's parts of the invoices that were read: the list
// lacks amounts and vouchers, and Fortnox cannot be asked which were changed.
// Paid are those, by invoice, that were paid and whose line is the same; they
// can be shared when the invoice has not changed either. Of an invoice with
// several claims none can.
func (f *fetcher) claims(l lists) (e errand, paid map[string]Part) {
	read := map[string]bool{}
	for _, i := range l.invoices.items {
		read[i.DocumentNumber.Text] = true
	}
	paid, several := map[string]Part{}, map[string]bool{}
	e = errand{kind: KindTaxReduction, shared: map[string]Part{}, read: func(number string) error {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return err
		}
		_, err = f.api.TaxReduction(f.ctx, id)
		return err
	}}
	for _, t := range l.claims.items {
		if t.ReferenceDocumentType.Text != "INVOICE" || !read[t.ReferenceNumber.Text] || !t.ID.Valid {
			continue
		}
		e.numbers = append(e.numbers, t.ID.String())
		invoice := t.ReferenceNumber.Text
		if several[invoice] {
			delete(paid, invoice)
			continue
		}
		several[invoice] = true
		p, ok := f.former.single(KindTaxReduction, t.ID.String())
		if !ok || !same(l.claims.before, t.Key(), t) {
			continue
		}
		if one, err := fortnox.DecodeTaxReduction(p.Body); err == nil && one.VoucherNumber.Int != 0 {
			paid[invoice] = p
		}
	}
	return e, paid
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

// unpaidInvoices are those without voucher that were not paid on the day: only
// the single object says which income and VAT årsomföring books. Credit notes are
// read anyhow.
func unpaidInvoices(invoices []fortnox.Invoice, closing civil.Date) []string {
	var numbers []string
	for _, i := range invoices {
		if i.Booked.Bool && !i.Cancelled.Bool && i.Total.Ore > 0 && i.VoucherNumber.Int == 0 && upTo(i.InvoiceDate, closing) && !paidBy(i.FinalPayDate, closing) {
			numbers = append(numbers, i.DocumentNumber.Text)
		}
	}
	return numbers
}

func unpaidSupplierInvoices(invoices []fortnox.SupplierInvoice, closing civil.Date) []string {
	var numbers []string
	for _, i := range invoices {
		credit, booked := i.Total.Ore <= 0 || i.Credit.Bool, i.VoucherNumber.Int != 0 || len(i.Vouchers.Items) > 0
		if i.Booked.Bool && !i.IsCancelled() && !credit && !booked && upTo(i.InvoiceDate, closing) && !paidBy(i.FinalPayDate, closing) {
			numbers = append(numbers, i.GivenNumber.Text)
		}
	}
	return numbers
}

// paidBy tells whether nothing was left of a document on the day.
func paidBy(final fortnox.Date, closing civil.Date) bool {
	return final.Valid && final.Day <= closing.String()
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
