package source

import (
	"cmp"

	"bokslut/fortnox"
	"bokslut/internal/money"
	"bokslut/internal/subledger"
)

func receivablesOf(parts []Part, years yearIDs) (subledger.Register, error) {
	r := subledger.Register{
		Side:    subledger.Receivable,
		Read:    readDay(parts, KindInvoices, KindInvoicePayments),
		Through: through(parts, KindInvoices),
		Missing: missing(parts, KindInvoices, KindInvoicePayments, KindTaxReductions),
	}
	invoices, err := merged(parts, KindInvoices, KindInvoice, fortnox.DecodeInvoices, fortnox.DecodeInvoice)
	if err != nil {
		return r, err
	}
	names, err := partyNames(parts, KindCustomers, fortnox.DecodeCustomers, func(c fortnox.Customer) string { return c.Name.Text })
	if err != nil {
		return r, err
	}
	claims, err := claimsOf(parts, years)
	if err != nil {
		return r, err
	}
	for _, i := range invoices {
		if i.InvoiceType.Text == "CASHINVOICE" {
			continue // paid when it was made, so never a debt
		}
		claim, ok := claims[i.DocumentNumber.Text]
		if !ok && i.TaxReduction.Ore != 0 {
			claim, ok = subledger.Claim{Document: i.DocumentNumber.Text, Amount: money.Amount(i.TaxReduction.Ore)}, true
		}
		if ok {
			r.Claims = append(r.Claims, claim)
		}
		d := customerDocument(i, claim, years)
		d.Name = cmp.Or(d.Name, names[d.Party])
		r.Documents = append(r.Documents, d)
	}
	payments, err := merged(parts, KindInvoicePayments, KindInvoicePayment, fortnox.DecodeInvoicePayments,
		fortnox.DecodeInvoicePayment)
	if err != nil {
		return r, err
	}
	for _, p := range payments {
		r.Payments = append(r.Payments, payment(p, -1, years))
	}
	return r, nil
}

// customerDocument has the ledger's signs already: Fortnox shows a customer's
// debt as positive. A list item has the total with the tax agency's part in it.
func customerDocument(i fortnox.Invoice, claim subledger.Claim, years yearIDs) subledger.Document {
	total := money.Amount(i.Total.Ore) - claim.Amount
	if i.TotalToPay.Valid {
		total = money.Amount(i.TotalToPay.Ore)
	}
	var vouchers []subledger.Voucher
	if v := years.voucher(i.VoucherSeries, i.VoucherNumber, i.VoucherYear); !v.IsZero() {
		vouchers = append(vouchers, v)
	}
	return subledger.Document{
		Number:    i.DocumentNumber.Text,
		Reference: i.OCR.Text,
		Party:     i.CustomerNumber.Text,
		Name:      i.CustomerName.Text,
		Date:      day(i.InvoiceDate),
		Due:       day(i.DueDate),
		FinalPaid: day(i.FinalPayDate),
		Currency:  currency(i.Currency),
		Rate:      rate(i.Currency.Text, i.CurrencyRate, i.CurrencyUnit),
		Total:     total,
		Balance:   subledger.Balance{Amount: money.Amount(i.Balance.Ore)},
		Booked:    isBooked(i.Booked, vouchers),
		Cancelled: i.Cancelled.Bool,
		Credit:    i.Credit.Bool || total < 0,
		Credits:   i.CreditOf(),
		Vouchers:  vouchers,
		Hidden:    hidden(i.Total, i.Balance, i.FinalPayDate, i.InvoiceDate, i.Booked),
		Split:     customerSplit(i),
	}
}

// claimsOf gives the tax agency's part of each invoice that has one.
func claimsOf(parts []Part, years yearIDs) (map[string]subledger.Claim, error) {
	reductions, err := merged(parts, KindTaxReductions, KindTaxReduction, fortnox.DecodeTaxReductions,
		fortnox.DecodeTaxReduction)
	if err != nil {
		return nil, err
	}
	claims := map[string]subledger.Claim{}
	for _, t := range reductions {
		if t.ReferenceDocumentType.Text != "INVOICE" {
			continue
		}
		c := claims[t.ReferenceNumber.Text]
		c.Document = t.ReferenceNumber.Text
		c.Amount += money.Amount(t.AskedAmount.Ore)
		c.Approved += money.Amount(t.ApprovedAmount.Ore)
		if v := years.voucher(t.VoucherSeries, t.VoucherNumber, t.VoucherYear); !v.IsZero() {
			c.Paid = v
		}
		claims[c.Document] = c
	}
	return claims, nil
}

// payment turns a payment of either side into the register's signs: sign is −1
// for customers, whose payments lower a positive debt.
func payment(p fortnox.InvoicePayment, sign money.Amount, years yearIDs) subledger.Payment {
	out := subledger.Payment{
		Number:   p.Number.Text,
		Document: p.InvoiceNumber.Text,
		Date:     day(p.PaymentDate),
		Currency: currency(p.Currency),
		Amount:   sign * money.Amount(p.AmountCurrency.Ore),
		SEK:      sign * money.Amount(p.Amount.Ore),
		Booked:   p.Booked.Bool,
		Voucher:  years.voucher(p.VoucherSeries, p.VoucherNumber, p.VoucherYear),
	}
	for _, w := range p.WriteOffs.Items {
		out.WriteOffs = append(out.WriteOffs, subledger.WriteOff{
			Account: w.AccountNumber.String(), Amount: sign * money.Amount(w.Amount.Ore),
		})
	}
	if !p.AmountCurrency.Valid {
		out.Amount = rate(p.Currency.Text, p.CurrencyRate, p.CurrencyUnit).Currency(out.SEK)
		out.Unknown = out.Currency != "SEK"
	}
	writeOffsTold := len(p.WriteOffs.Items) > 0 || p.AmountCurrency.Valid && !p.WriteOffs.NoRight
	out.Unknown = out.Unknown || p.Amount.NoRight || !p.PaymentDate.Valid || p.WriteOffExist.Bool && !writeOffsTold
	return out
}

func currency(c fortnox.FlexString) string {
	if c.Text == "" {
		return "SEK"
	}
	return c.Text
}
