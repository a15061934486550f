// Package source turns what a bookkeeping program sends, a SIE file or the
// answers of Fortnox, into books and registers, and says what was odd on the
// way. It keeps every answer exactly as received, so that the same books can
// be rebuilt from the answers alone.
package source

import "time"

// A Part is one answer exactly as received. A snapshot is a list of parts with
// different names, and holds everything that Book and Registers need.
type Part struct {
	Name    string // unique in the snapshot: "sie/2025-01-01", "invoices/1"
	Kind    string // one of the Kind constants
	Request string // what was asked: "GET /3/invoices?page=1", or a file name
	At      time.Time
	Body    []byte
}

// The kinds of parts. Those named in the singular are one object, the others
// one page of a list, whole or of what was changed since a time.
const (
	KindSIE                     = "sie"      // a SIE file, one financial year
	KindNextYear                = "nextyear" // a SIE file of the year after the engagement's, with vouchers where they were wanted
	KindCompany                 = "company"
	KindYears                   = "years"
	KindAccounts                = "accounts"
	KindSeries                  = "series"        // of the engagement's year
	KindEarlierSeries           = "earlierseries" // of a year before it
	KindVoucherCount            = "vouchercount"  // how many vouchers the engagement's year has
	KindLockedPeriod            = "lockedperiod"
	KindInvoices                = "invoices"
	KindInvoice                 = "invoice"
	KindInvoicePayments         = "invoicepayments"
	KindInvoicePayment          = "invoicepayment"
	KindSupplierInvoices        = "supplierinvoices"
	KindSupplierInvoice         = "supplierinvoice"
	KindSupplierInvoicePayments = "supplierinvoicepayments"
	KindSupplierInvoicePayment  = "supplierinvoicepayment"
	KindTaxReductions           = "taxreductions"
	KindTaxReduction            = "taxreduction"
	KindCustomers               = "customers"
	KindSuppliers               = "suppliers"
	KindChanges                 = "changes"  // what a later reading asked to know that nothing else changed
	KindWithheld                = "withheld" // a note of ours: a kind that the connection may not read
)

// ofKind are the parts of one kind, in order.
func ofKind(parts []Part, kind string) []Part {
	var found []Part
	for _, p := range parts {
		if p.Kind == kind {
			found = append(found, p)
		}
	}
	return found
}

// has tells whether there is a part of the kind, even an empty list.
func has(parts []Part, kind string) bool {
	for _, p := range parts {
		if p.Kind == kind {
			return true
		}
	}
	return false
}
