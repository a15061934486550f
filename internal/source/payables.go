package source

import (
	"cmp"

	"bokslut/fortnox"
	"bokslut/internal/money"
	"bokslut/internal/subledger"
)

func payablesOf(parts []Part, years yearIDs) (subledger.Register, error) {
	r := subledger.Register{
		Side:    subledger.Payable,
		Read:    readDay(parts, KindSupplierInvoices, KindSupplierInvoicePayments),
		Missing: missing(parts, KindSupplierInvoices, KindSupplierInvoicePayments),
	}
	invoices, err := merged(parts, KindSupplierInvoices, KindSupplierInvoice, fortnox.DecodeSupplierInvoices,
		fortnox.DecodeSupplierInvoice)
	if err != nil {
		return r, err
	}
	names, err := partyNames(parts, KindSuppliers, fortnox.DecodeSuppliers, func(s fortnox.Supplier) string { return s.Name.Text })
	if err != nil {
		return r, err
	}
	for _, i := range invoices {
		d := supplierDocument(i, years)
		d.Name = cmp.Or(d.Name, names[d.Party])
		r.Documents = append(r.Documents, d)
	}
	payments, err := merged(parts, KindSupplierInvoicePayments, KindSupplierInvoicePayment,
		fortnox.DecodeSupplierInvoicePayments, fortnox.DecodeSupplierInvoicePayment)
	if err != nil {
		return r, err
	}
	for _, p := range payments {
		r.Payments = append(r.Payments, payment(asInvoicePayment(p), 1, years))
	}
	return r, nil
}

// supplierDocument turns the sign: Fortnox shows what we owe as positive. The
// balance is in SEK whatever the currency.
func supplierDocument(i fortnox.SupplierInvoice, years yearIDs) subledger.Document {
	var vouchers []subledger.Voucher
	links := append(i.Vouchers.Items, fortnox.VoucherLink{Series: i.VoucherSeries, Number: i.VoucherNumber, Year: i.VoucherYear})
	for _, l := range links {
		if v := years.voucher(l.Series, l.Number, l.Year); !v.IsZero() {
			vouchers = append(vouchers, v)
		}
	}
	d := subledger.Document{
		Number:    i.GivenNumber.Text,
		Reference: i.InvoiceNumber.Text,
		Party:     i.SupplierNumber.Text,
		Name:      i.SupplierName.Text,
		Date:      day(i.InvoiceDate),
		Due:       day(i.DueDate),
		FinalPaid: day(i.FinalPayDate),
		Currency:  currency(i.Currency),
		Rate:      rate(i.Currency.Text, i.CurrencyRate, i.CurrencyUnit),
		Total:     -money.Amount(i.Total.Ore),
		VAT:       -money.Amount(i.VAT.Ore),
		Balance:   subledger.Balance{Amount: -money.Amount(i.Balance.Ore)},
		Booked:    isBooked(i.Booked, vouchers),
		Cancelled: i.IsCancelled(),
		Credit:    i.Credit.Bool || i.Total.Ore < 0,
		Credits:   i.CreditOf(),
		Vouchers:  vouchers,
		Hidden:    hidden(i.Total, i.Balance, i.FinalPayDate, i.InvoiceDate, i.Booked),
		Split:     supplierSplit(i),
	}
	d.Balance.SEK = d.Currency != "SEK"
	for _, row := range i.SupplierInvoiceRows.Items {
		if row.Code.Text == "TOT" && row.Account.Valid {
			d.Account = row.Account.String()
		}
	}
	return d
}

// asInvoicePayment is the payment in the shape of the other side: the fields
// are the same, only the type of InvoiceNumber differs on the wire.
func asInvoicePayment(p fortnox.SupplierInvoicePayment) fortnox.InvoicePayment {
	return fortnox.InvoicePayment{
		Number: p.Number, InvoiceNumber: p.InvoiceNumber, PaymentDate: p.PaymentDate,
		Amount: p.Amount, AmountCurrency: p.AmountCurrency, Currency: p.Currency,
		CurrencyRate: p.CurrencyRate, CurrencyUnit: p.CurrencyUnit, Booked: p.Booked,
		WriteOffExist: p.WriteOffExist, VoucherSeries: p.VoucherSeries,
		VoucherNumber: p.VoucherNumber, VoucherYear: p.VoucherYear, WriteOffs: p.WriteOffs,
	}
}
