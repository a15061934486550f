package jobs

import (
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/source"
	"bokslut/internal/subledger"
)

// lateInvoices are the suppliers' invoices that no year up to the closing date
// has booked: dated after it, or dated before and booked in the next year, or not
// booked when they were read. What is known of VAT and cost account comes from
// the invoice, else from its voucher in next year's books.
func lateInvoices(parts []source.Part, imp engagement.Import, closing civil.Date) ([]schedule.Invoice, error) {
	_, suppliers, err := source.Registers(parts)
	if err != nil {
		return nil, err
	}
	next := vouchersOf(imp.NextYear)
	window := civil.Period{From: closing.AddDays(1), To: closing.AddDays(366)}
	var late []schedule.Invoice
	for _, d := range suppliers.Documents {
		if d.Cancelled || bookedBy(d, closing) || d.Hidden.Has(subledger.HiddenTotal) || d.Date.IsZero() || d.Date.After(window.To) {
			continue
		}
		i := schedule.Invoice{Number: d.Number, Supplier: d.Name, Date: d.Date, Total: -d.Rate.SEK(d.Total), VAT: -d.Rate.SEK(d.VAT)}
		if !window.Contains(d.Date) {
			i.Registered = window.From // after the year, as no year up to it has booked it
		}
		for _, share := range d.Split {
			i = withPosting(i, share.Account, share.Amount, d.VAT == 0)
		}
		if voucher, ok := voucherOfNext(d, next); ok {
			if !voucher.Registered.IsZero() {
				i.Registered = voucher.Registered
			}
			known := i.VAT != 0
			for _, row := range voucher.Rows {
				if !row.Struck {
					i = withPosting(i, row.Account, row.Amount, !known)
				}
			}
		}
		late = append(late, i)
	}
	return late, nil
}

// bookedBy tells whether a voucher of a year up to the closing date books it.
func bookedBy(d subledger.Document, closing civil.Date) bool {
	for _, v := range d.Vouchers {
		if !v.Year.To.IsZero() && !v.Year.To.After(closing) {
			return true
		}
	}
	return false
}

// A voucherKey names a voucher of any year.
type voucherKey struct {
	year           civil.Period
	series, number string
}

// vouchersOf are the vouchers of a year, nil for none.
func vouchersOf(year *ledger.Year) map[voucherKey]ledger.Voucher {
	all := map[voucherKey]ledger.Voucher{}
	if year != nil {
		for _, v := range year.Vouchers {
			all[voucherKey{year.Period, v.Series, v.Number}] = v
		}
	}
	return all
}

func voucherOfNext(d subledger.Document, next map[voucherKey]ledger.Voucher) (ledger.Voucher, bool) {
	for _, v := range d.Vouchers {
		if found, ok := next[voucherKey{v.Year, v.Series, v.Number}]; ok {
			return found, true
		}
	}
	return ledger.Voucher{}, false
}

// withPosting takes from a posting the VAT, and the first account that is a cost.
func withPosting(i schedule.Invoice, account string, amount money.Amount, vat bool) schedule.Invoice {
	switch {
	case strings.HasPrefix(account, "264"):
		if vat {
			i.VAT += amount
		}
	case i.Account == "" && account >= "4" && account < "8":
		i.Account = account
	}
	return i
}
