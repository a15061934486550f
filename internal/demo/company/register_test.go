package company_test

import (
	"fmt"
	"sort"
	"testing"

	"bokslut/internal/demo/company"
	"bokslut/internal/money"
)

// A doc is a customer or supplier invoice.
type doc struct {
	DocumentNumber, GivenNumber    string
	CustomerNumber, SupplierNumber string
	CustomerName                   string
	InvoiceDate, DueDate           string
	FinalPayDate                   *string
	Currency, AccountingMethod     string
	CurrencyRate                   rate
	CurrencyUnit                   int64
	Booked, Cancelled              bool
	Credit                         any
	CreditInvoiceReference         string
	CreditReference                int
	Net, RoundOff, TotalVAT, VAT   ore
	Total, TotalToPay, Balance     ore
	VoucherSeries                  *string
	VoucherNumber, VoucherYear     *int
	Vouchers                       []struct {
		Series, ReferenceType string
		Number, Year          int
	}
	SupplierInvoiceRows []struct {
		Account       int
		Code          *string
		Debit, Credit ore
	}
	InvoiceRows []struct {
		AccountNumber int
		Total         ore
		VAT           int64
	}

	OpenCents, OpenSEK ore `json:"-"` // set by settle
}

func (d *doc) number() string { return d.DocumentNumber + d.GivenNumber }

func (d *doc) credit() bool { return d.Credit == true || d.Credit == "true" }

func (d *doc) sale() bool { return d.GivenNumber == "" }

func (d *doc) control() int {
	if d.sale() {
		return 1510
	}
	return 2440
}

func (d *doc) sek(cents ore) ore { return convert(cents, d.CurrencyRate, d.CurrencyUnit) }

// convert rounds half away from zero.
func convert(cents ore, r rate, unit int64) ore {
	n, div := int64(cents)*int64(r), 10_000*unit
	if n < 0 {
		return -convert(-cents, r, unit)
	}
	return ore((2*n + div) / (2 * div))
}

// A pay is a payment of either side.
type pay struct {
	Number                     any
	InvoiceNumber              any
	PaymentDate                string
	Booked                     bool
	Currency                   string
	CurrencyRate               rate
	CurrencyUnit               int64
	Amount, AmountCurrency     ore
	VoucherSeries              *string
	VoucherNumber, VoucherYear *int
	WriteOffs                  []struct {
		AccountNumber int
		Amount        ore
		Currency      string
	}
}

func (p *pay) lowers() ore {
	sum := p.AmountCurrency
	for _, w := range p.WriteOffs {
		sum += w.Amount
	}
	return sum
}

// settle lowers documents by all payments dated until a day and returns, per
// voucher, what the payments took off in SEK. Set-offs are left out: they move
// nothing in sum.
func settle(t *testing.T, docs []*doc, pays []*pay, until string) map[string]ore {
	t.Helper()
	byNumber := map[string]*doc{}
	for _, d := range docs {
		byNumber[d.number()] = d
		d.OpenCents, d.OpenSEK = d.Total, d.sek(d.Total)
	}
	sort.SliceStable(pays, func(i, j int) bool { return pays[i].PaymentDate < pays[j].PaymentDate })
	lowered := map[string]ore{}
	for _, p := range pays {
		d := byNumber[fmt.Sprint(p.InvoiceNumber)]
		if d == nil {
			t.Fatalf("payment %v is for invoice %v, which is not there", p.Number, p.InvoiceNumber)
		}
		if !p.Booked || p.PaymentDate > until {
			continue
		}
		d.OpenCents -= p.lowers()
		sek := d.sek(p.lowers())
		if d.OpenCents == 0 {
			sek = d.OpenSEK
		}
		d.OpenSEK -= sek
		lowered[fmt.Sprint(*p.VoucherYear, " ", *p.VoucherSeries, " ", *p.VoucherNumber)] += sek
	}
	return lowered
}

func open(docs []*doc, until string) money.Amount {
	var sum ore
	for _, d := range docs {
		if d.Booked && !d.Cancelled && d.InvoiceDate <= until {
			sum += d.OpenSEK
		}
	}
	return money.Amount(sum)
}

// TestRegistersAgreeWithTheLedger rebuilds the open items at the closing date
// from invoices and payments only.
func TestRegistersAgreeWithTheLedger(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		truth := c.Truth()
		closing := truth.Closing.To.String()
		settle(t, b.sales, b.in, closing)
		settle(t, b.bills, b.out, closing)
		receivables, payables := open(b.sales, closing), open(b.bills, closing)
		if receivables != truth.OpenReceivables || payables != truth.OpenPayables {
			t.Errorf("open items = %v and %v, the generator says %v and %v", receivables, payables, truth.OpenReceivables, truth.OpenPayables)
		}
		year := b.year(truth.ClosingYearID)
		if year.ToDate != closing {
			t.Fatalf("year %d ends %s, want %s", year.ID, year.ToDate, closing)
		}
		got1510, got2440 := money.Amount(year.account(1510).BalanceCarriedForward), money.Amount(year.account(2440).BalanceCarriedForward)
		if got1510 != truth.Ledger1510 || got2440 != truth.Ledger2440 {
			t.Errorf("1510, 2440 = %v, %v, the generator says %v, %v", got1510, got2440, truth.Ledger1510, truth.Ledger2440)
		}
		if truth.CashMethod {
			if got1510 != 0 || got2440 != 0 {
				t.Errorf("cash method: 1510, 2440 = %v, %v at the closing date, want 0", got1510, got2440)
			}
			return
		}
		if want := receivables + b.byHand(t, truth.Manual1510, 1510); got1510 != want {
			t.Errorf("1510 = %v, open items and manual vouchers give %v", got1510, want)
		}
		if want := -payables + b.byHand(t, truth.Manual2440, 2440); got2440 != want {
			t.Errorf("2440 = %v, open items and manual vouchers give %v", got2440, want)
		}
	})
}

func (b *folder) year(id int) *bookYear {
	for _, y := range b.years {
		if y.ID == id {
			return y
		}
	}
	return &bookYear{}
}

// byHand sums the listed vouchers and checks each against the JSON.
func (b *folder) byHand(t *testing.T, list []company.Manual, account int) money.Amount {
	t.Helper()
	var sum money.Amount
	for _, m := range list {
		v := b.voucher(m.YearID, m.Series, m.Number)
		if v == nil || v.ReferenceType != "MANUAL" || v.sum(account) != m.Amount {
			t.Errorf("manual voucher %+v is %+v in the folder", m, v)
		}
		sum += m.Amount
	}
	return sum
}

// TestOnlyTheSmallCompaniesAgreeExactly holds the roles of the demo: number 2
// has nothing to explain, 1 and 3 have a little.
func TestOnlyTheSmallCompaniesAgreeExactly(t *testing.T) {
	for i, want := range [][2]int{{2, 2}, {0, 0}, {1, 1}, {0, 0}} {
		c := company.All()[i]
		truth := c.Truth()
		if got := [2]int{len(truth.Manual1510), len(truth.Manual2440)}; got != want {
			t.Errorf("%s has %v manual vouchers on 1510 and 2440, want %v", c.Name(), got, want)
		}
		for _, m := range append(truth.Manual1510, truth.Manual2440...) {
			if m.YearID != truth.ClosingYearID || m.Amount.Abs() > money.Kronor(10_000) {
				t.Errorf("%s: manual voucher %+v is not small and of the year to close", c.Name(), m)
			}
		}
	}
}

func TestBalancesToday(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		today := c.Today().String()
		settle(t, b.sales, b.in, today)
		settle(t, b.bills, b.out, today)
		setOff := map[string]ore{}
		for _, d := range append(append([]*doc(nil), b.sales...), b.bills...) {
			want := d.OpenCents
			if !d.sale() {
				want = d.OpenSEK
			}
			switch {
			case d.Cancelled:
				if d.Balance != 0 || d.Booked {
					t.Errorf("cancelled document %s has balance %d", d.number(), d.Balance)
				}
				continue
			case !d.Booked:
				if d.Balance != d.Total {
					t.Errorf("unbooked document %s has balance %d of %d", d.number(), d.Balance, d.Total)
				}
				continue
			}
			setOff[d.CustomerNumber+"/"+d.SupplierNumber] += want - d.Balance
			if d.Balance != want && d.Currency != "SEK" {
				t.Errorf("%s in %s is set off: balance %d, payments give %d", d.number(), d.Currency, d.Balance, want)
			}
			if between := d.Balance == 0 || (d.Balance > 0) == (d.Total > 0); !between || (want > 0) != (d.Total > 0) && want != 0 {
				t.Errorf("%s has balance %d of total %d, want the same sign", d.number(), d.Balance, d.Total)
			}
			if (d.Balance == 0) != (d.FinalPayDate != nil) {
				t.Errorf("%s has balance %d and FinalPayDate %v", d.number(), d.Balance, d.FinalPayDate)
			}
			if d.FinalPayDate != nil && (*d.FinalPayDate < d.InvoiceDate || *d.FinalPayDate > today) {
				t.Errorf("%s of %s was settled %s", d.number(), d.InvoiceDate, *d.FinalPayDate)
			}
		}
		for party, sum := range setOff {
			if sum != 0 {
				t.Errorf("set-offs of party %s sum to %d öre, want 0", party, sum)
			}
		}
	})
}
