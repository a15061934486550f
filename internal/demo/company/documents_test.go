package company_test

import (
	"fmt"
	"strings"
	"testing"

	"bokslut/internal/demo/company"
	"bokslut/internal/money"
)

// TestVouchersOfDocuments follows every link between registers and ledger.
func TestVouchersOfDocuments(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		for _, d := range append(append([]*doc(nil), b.sales...), b.bills...) {
			v := b.voucherOf(d)
			if want := d.Booked && !c.CashMethod(); (v != nil) != want {
				t.Errorf("document %s has voucher %v, want one: %v", d.number(), v, want)
			}
			if v == nil {
				continue
			}
			sign := ore(1)
			if !d.sale() {
				sign = -1
			}
			if got := v.sum(d.control()); got != money.Amount(sign*d.sek(d.Total)) {
				t.Errorf("document %s: voucher %s %d has %v on %d, want %d öre", d.number(), v.VoucherSeries, v.VoucherNumber, got, d.control(), sign*d.sek(d.Total))
			}
			if v.ReferenceNumber != d.number() || v.TransactionDate != d.InvoiceDate {
				t.Errorf("document %s of %s: voucher refers to %s, %s", d.number(), d.InvoiceDate, v.ReferenceNumber, v.TransactionDate)
			}
		}
		if c.CashMethod() {
			return
		}
		today := c.Today().String()
		for key, lowered := range settle(t, b.sales, b.in, today) {
			b.checkPayment(t, key, "C", "INVOICEPAYMENT", 1510, -lowered)
		}
		for key, lowered := range settle(t, b.bills, b.out, today) {
			b.checkPayment(t, key, "E", "SUPPLIERPAYMENT", 2440, lowered)
		}
	})
}

func (b *folder) voucherOf(d *doc) *voucher {
	switch {
	case d.sale() && d.VoucherNumber != nil:
		return b.voucher(*d.VoucherYear, *d.VoucherSeries, *d.VoucherNumber)
	case len(d.Vouchers) == 1:
		return b.voucher(d.Vouchers[0].Year, d.Vouchers[0].Series, d.Vouchers[0].Number)
	}
	return nil
}

func (b *folder) checkPayment(t *testing.T, key, series, kind string, control int, want ore) {
	t.Helper()
	f := strings.Fields(key)
	var year, number int
	fmt.Sscan(f[0], &year)
	fmt.Sscan(f[2], &number)
	v := b.voucher(year, f[1], number)
	if v == nil || f[1] != series || v.ReferenceType != kind {
		t.Errorf("payment voucher %s is %+v, want series %s and %s", key, v, series, kind)
		return
	}
	if got := v.sum(control); got != money.Amount(want) {
		t.Errorf("payment voucher %s has %v on %d, payments give %d öre", key, got, control, want)
	}
}

// TestEveryVoucherWithAReferenceHasItsDocument goes the other way.
func TestEveryVoucherWithAReferenceHasItsDocument(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		used := map[*voucher]bool{}
		for _, d := range append(append([]*doc(nil), b.sales...), b.bills...) {
			used[b.voucherOf(d)] = true
		}
		for _, p := range append(append([]*pay(nil), b.in...), b.out...) {
			used[b.voucher(*p.VoucherYear, *p.VoucherSeries, *p.VoucherNumber)] = true
		}
		for _, y := range b.years {
			for _, v := range y.vouchers {
				if (v.ReferenceType != "MANUAL") != used[v] || strings.Contains("BCDE", v.VoucherSeries) != used[v] {
					t.Errorf("voucher %s %d in year %d is %s, a document stands behind: %v", v.VoucherSeries, v.VoucherNumber, y.ID, v.ReferenceType, used[v])
				}
			}
		}
	})
}

func TestTotalsOfDocuments(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		numbers := map[string]bool{}
		for _, d := range b.sales {
			numbers[d.number()] = true
			var rows ore
			for _, r := range d.InvoiceRows {
				rows += r.Total
			}
			if rows != d.Net || d.Net+d.TotalVAT+d.RoundOff != d.Total || d.Total != d.TotalToPay || d.Total == 0 {
				t.Errorf("invoice %s: rows %d, net %d + VAT %d + rounding %d = total %d?", d.number(), rows, d.Net, d.TotalVAT, d.RoundOff, d.Total)
			}
			if d.credit() != (d.Total < 0) || d.credit() && !numbers[d.CreditInvoiceReference] {
				t.Errorf("invoice %s: credit %v of %s, total %d", d.number(), d.Credit, d.CreditInvoiceReference, d.Total)
			}
		}
		for _, d := range b.bills {
			var rows ore
			for _, r := range d.SupplierInvoiceRows {
				rows += r.Debit - r.Credit
			}
			if rows != 0 || d.credit() != (d.Total < 0) || d.credit() != (d.CreditReference != 0) {
				t.Errorf("supplier invoice %s: rows sum to %d, credit %v of %d, total %d", d.number(), rows, d.Credit, d.CreditReference, d.Total)
			}
		}
		for _, p := range append(append([]*pay(nil), b.in...), b.out...) {
			if want := convert(p.AmountCurrency, p.CurrencyRate, p.CurrencyUnit); p.Amount != want {
				t.Errorf("payment %v: amount %d, want %d at its rate", p.Number, p.Amount, want)
			}
		}
	})
}
