package company_test

import (
	"fmt"
	"testing"

	"bokslut/internal/demo/company"
)

// count tells how often each thing occurs in a company.
func count(c company.Company, b *folder) map[string]int {
	n := map[string]int{"accounts": len(b.years[0].accounts)}
	for _, a := range b.years[0].accounts {
		if !a.Active {
			n["inactive account"]++
		}
	}
	for _, y := range b.years {
		n["vouchers"] += len(y.vouchers)
		for _, v := range y.vouchers {
			countRows(n, v)
		}
	}
	for _, d := range append(append([]*doc(nil), b.sales...), b.bills...) {
		n["in "+d.Currency]++
		n["credit note"] += one(d.credit())
		n["cancelled"] += one(d.Cancelled)
		n["unbooked"] += one(!d.Booked && !d.Cancelled)
		n["cash method"] += one(d.AccountingMethod == "CASH")
	}
	closing := c.Truth().Closing.To.String()
	times := map[string]int{}
	for _, p := range append(append([]*pay(nil), b.in...), b.out...) {
		times[fmt.Sprintf("%T %v", p.InvoiceNumber, p.InvoiceNumber)]++
		n["foreign part payment"] += one(p.Currency != "SEK" && times[fmt.Sprintf("%T %v", p.InvoiceNumber, p.InvoiceNumber)] > 1)
		n["after closing"] += one(p.PaymentDate > closing)
		n["refund"] += one(p.Amount < 0)
		for _, w := range p.WriteOffs {
			n[fmt.Sprintf("write-off %d", w.AccountNumber)]++
			n["negative write-off"] += one(w.Amount < 0)
		}
	}
	for _, k := range times {
		n["part payment"] += one(k > 1)
	}
	return n
}

func countRows(n map[string]int, v *voucher) {
	removed := 0
	for _, r := range v.VoucherRows {
		removed += one(r.Removed)
		n["added row"] += one(r.AddedBy != "")
		n["cost centre"] += one(r.CostCenter != "")
		n["project"] += one(r.Project != "")
		n["signed row"] += one(r.Removed == (r.RemovedBy == ""))
	}
	n["removed row"] += removed
	n["emptied voucher"] += one(removed == len(v.VoucherRows))
	n["late registration"] += one(v.RegistrationDate > v.TransactionDate)
	n["voucher "+v.VoucherSeries]++
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestWhatOccurs holds what a visitor of the demo should be able to meet.
func TestWhatOccurs(t *testing.T) {
	for i, want := range []map[string][2]int{
		{"vouchers": {3_000, 4_500}, "accounts": {430, 470}, "inactive account": {100, 250},
			"in SEK": {1_000, 4_000}, "in EUR": {50, 600}, "in USD": {15, 300}, "in JPY": {15, 300},
			"credit note": {10, 120}, "refund": {2, 60}, "part payment": {10, 200}, "foreign part payment": {2, 60}, "after closing": {50, 200},
			"write-off 3740": {5, 100}, "negative write-off": {1, 60}, "write-off 6351": {2, 4}, "write-off 2611": {2, 4}, "write-off 6570": {1, 60},
			"cancelled": {1, 3}, "unbooked": {2, 4}, "removed row": {10, 60}, "added row": {3, 30}, "emptied voucher": {1, 15},
			"cost centre": {1_000, 9_999}, "project": {100, 2_000}, "late registration": {200, 3_000}, "signed row": {0, 0},
			"voucher G": {6, 6}, "voucher K": {37, 37}, "voucher M": {37, 37}, "voucher H": {10, 40}, "voucher I": {8, 20}},
		{"vouchers": {300, 1_000}, "after closing": {5, 60}, "in EUR": {0, 0}, "unbooked": {0, 0}, "cancelled": {0, 0},
			"write-off 6351": {0, 0}, "credit note": {1, 20}, "voucher M": {12, 12}},
		{"vouchers": {1_000, 2_500}, "after closing": {10, 150}, "in EUR": {5, 60}, "unbooked": {1, 1}, "credit note": {3, 60},
			"write-off 6351": {1, 1}, "removed row": {1, 60}, "project": {20, 900}},
		{"vouchers": {200, 600}, "cash method": {150, 400}, "voucher B": {0, 0}, "voucher D": {0, 0}, "voucher I": {8, 12}, "after closing": {5, 60}},
	} {
		c := company.All()[i]
		got := count(c, load(t, c))
		for what, span := range want {
			if got[what] < span[0] || got[what] > span[1] {
				t.Errorf("%s: %q occurs %d times, want %d to %d", c.Name(), what, got[what], span[0], span[1])
			}
		}
	}
}

// TestCashMethod: payments carry income, cost and VAT; unpaid invoices stand
// on the accounts from the last day of a closed year to the first of the next.
func TestCashMethod(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		if !c.CashMethod() {
			return
		}
		for _, p := range b.in {
			v := b.voucher(*p.VoucherYear, *p.VoucherSeries, *p.VoucherNumber)
			if v.sum(1510) != 0 || (v.sum(2611) < 0) != (p.Amount > 0) || v.sum(2611) == 0 {
				t.Errorf("payment %v: voucher has %v on 1510 and %v on 2611", p.Number, v.sum(1510), v.sum(2611))
			}
		}
		closed, next := b.years[0], b.years[1]
		settle(t, b.sales, b.in, closed.ToDate)
		settle(t, b.bills, b.out, closed.ToDate)
		if got, want := closed.account(1510).BalanceCarriedForward, ore(open(b.sales, closed.ToDate)); got != want || want == 0 {
			t.Errorf("1510 in the closed year = %d, open invoices %d", got, want)
		}
		if got, want := closed.account(2440).BalanceCarriedForward, -ore(open(b.bills, closed.ToDate)); got != want || want == 0 {
			t.Errorf("2440 in the closed year = %d, open bills %d", got, want)
		}
		for _, v := range next.vouchers {
			if (v.sum(1510) != 0 || v.sum(2440) != 0) && (v.TransactionDate != next.FromDate || v.VoucherSeries != "I") {
				t.Errorf("%s %d %q touches 1510 or 2440, want only the reversal", v.VoucherSeries, v.VoucherNumber, v.Description)
			}
		}
	})
}
