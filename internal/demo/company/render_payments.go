package company

import "strconv"

type receivedJSON struct {
	URL                                                  string `json:"@url"`
	Amount, AmountCurrency                               number
	Booked                                               bool
	Currency                                             string
	CurrencyRate                                         rate
	CurrencyUnit                                         int64
	ExternalInvoiceReference1, ExternalInvoiceReference2 string
	InvoiceCustomerName, InvoiceCustomerNumber           string
	InvoiceDueDate                                       string
	InvoiceNumber                                        int
	InvoiceOCR, InvoiceTotal                             string
	ModeOfPayment                                        string
	ModeOfPaymentAccount                                 int
	Number                                               string
	PaymentDate, Source                                  string
	VoucherNumber                                        *int
	VoucherSeries                                        *string
	VoucherYear                                          *int
	WriteOffs                                            []writeOffJSON
}

type paidJSON struct {
	URL                                        string `json:"@url"`
	Amount, AmountCurrency                     number
	Booked                                     bool
	Currency                                   string
	CurrencyRate                               rate
	CurrencyUnit                               int64
	Information                                string
	InvoiceDueDate                             string
	InvoiceNumber                              string
	InvoiceOCR                                 string
	InvoiceSupplierName, InvoiceSupplierNumber string
	InvoiceTotal                               string
	ModeOfPayment                              string
	Number                                     int
	PaymentDate, Source                        string
	VoucherNumber                              *int
	VoucherSeries                              *string
	VoucherYear                                *int
	WriteOffs                                  []writeOffJSON
}

type writeOffJSON struct {
	AccountNumber                                                      int
	Amount                                                             number
	CostCenter, Currency, Description, Project, TransactionInformation string
}

func (s *sim) invoicePayments() []any {
	all := make([]any, 0, len(s.in))
	for _, p := range s.in {
		d, n := p.doc, strconv.Itoa(p.number)
		j := receivedJSON{URL: host + "invoicepayments/" + n, Amount: number(p.sek), AmountCurrency: number(p.cents),
			Booked: p.voucher != nil, Currency: d.party.currency, CurrencyRate: rate(p.rate), CurrencyUnit: d.unit,
			InvoiceCustomerName: d.party.name, InvoiceCustomerNumber: strconv.Itoa(d.party.number), InvoiceDueDate: d.due.String(),
			InvoiceNumber: d.number, InvoiceOCR: strconv.Itoa(d.number) + luhn(strconv.Itoa(d.number)), InvoiceTotal: fixed(int64(d.total), 2),
			ModeOfPayment: "BG", ModeOfPaymentAccount: 1930, Number: n, PaymentDate: p.date.String(), Source: "manual",
			WriteOffs: renderWriteOffs(p)}
		if v := p.voucher; v != nil {
			j.VoucherNumber, j.VoucherSeries, j.VoucherYear = &v.number, &v.series, &v.year.id
		}
		all = append(all, j)
	}
	return all
}

func (s *sim) supplierInvoicePayments() []any {
	all := make([]any, 0, len(s.out))
	for _, p := range s.out {
		d := p.doc
		j := paidJSON{URL: host + "supplierinvoicepayments/" + strconv.Itoa(p.number), Amount: number(p.sek), AmountCurrency: number(p.cents),
			Booked: p.voucher != nil, Currency: d.party.currency, CurrencyRate: rate(p.rate), CurrencyUnit: d.unit,
			InvoiceDueDate: d.due.String(), InvoiceNumber: strconv.Itoa(d.number), InvoiceOCR: d.theirs + luhn(d.theirs),
			InvoiceSupplierName: d.party.name, InvoiceSupplierNumber: strconv.Itoa(d.party.number), InvoiceTotal: fixed(int64(d.total), 2),
			ModeOfPayment: "BG", Number: p.number, PaymentDate: p.date.String(), Source: "manual", WriteOffs: renderWriteOffs(p)}
		if p.file {
			j.Source = "direct"
		}
		if v := p.voucher; v != nil {
			j.VoucherNumber, j.VoucherSeries, j.VoucherYear = &v.number, &v.series, &v.year.id
		}
		all = append(all, j)
	}
	return all
}

func renderWriteOffs(p *payment) []writeOffJSON {
	all := []writeOffJSON{}
	for _, w := range p.writeOffs {
		all = append(all, writeOffJSON{AccountNumber: w.account, Amount: number(w.cents), Currency: p.doc.party.currency,
			Description: accountName(w.account)})
	}
	return all
}
