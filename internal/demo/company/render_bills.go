package company

import (
	"strconv"

	"bokslut/internal/money"
)

type billJSON struct {
	URL                                          string `json:"@url"`
	AccountingMethod                             string
	AdministrationFee, Balance                   string
	Booked, Cancelled                            bool
	Comments                                     *string
	CostCenter                                   string
	Credit                                       bool
	CreditReference                              int
	Currency, CurrencyRate                       string
	CurrencyUnit                                 int64
	DisablePaymentFile                           bool
	DueDate                                      string
	ExternalInvoiceNumber, ExternalInvoiceSeries string
	FinalPayDate                                 *string
	Freight, GivenNumber                         string
	InvoiceDate, InvoiceNumber                   string
	OCR, OurReference                            string
	PaymentPending                               bool
	Project, RoundOffValue, SalesType            string
	SupplierInvoiceRows                          []billRowJSON
	SupplierName, SupplierNumber                 string
	Total, VAT, VATType                          string
	VoucherNumber                                *int
	VoucherSeries                                *string
	VoucherYear                                  *int
	Vouchers                                     []voucherLink
	YourReference                                string
}

type voucherLink struct {
	Number        int
	ReferenceType string
	Series        string
	Year          int
}

type billRowJSON struct {
	Account                      int
	AccountDescription           string
	ArticleNumber                string
	Code                         *string
	CostCenter                   string
	Credit, CreditCurrency       number
	Debit, DebitCurrency         number
	ItemDescription              string
	Price                        number
	Project                      string
	Quantity                     int
	StockLocationCode            string
	StockPointCode               string
	Total                        number
	TransactionInformation, Unit string
}

func (s *sim) supplierInvoices() []any {
	all := make([]any, 0, len(s.bills))
	for _, d := range s.bills {
		all = append(all, s.renderBill(d))
	}
	return all
}

func (s *sim) renderBill(d *document) billJSON {
	n, p := strconv.Itoa(d.number), d.party
	text := func(a money.Amount) string { return fixed(int64(a), 2) }
	j := billJSON{URL: host + "supplierinvoices/" + n, AccountingMethod: s.method(), AdministrationFee: "0.00",
		Balance: text(d.openSEK), Booked: d.booked, Cancelled: d.cancelled, Credit: d.credits != nil, Currency: p.currency,
		CurrencyRate: trimmed(d.rate, 4), CurrencyUnit: d.unit, DueDate: d.due.String(), FinalPayDate: day(d.final),
		Freight: "0.00", GivenNumber: n, InvoiceDate: d.date.String(), InvoiceNumber: d.theirs, OCR: d.theirs + luhn(d.theirs),
		RoundOffValue: "0.00", SalesType: "STOCK", SupplierName: p.name, SupplierNumber: strconv.Itoa(p.number),
		Total: text(d.total), VAT: text(d.vat), VATType: p.purchaseVAT(), Vouchers: []voucherLink{}}
	if d.credits != nil {
		j.CreditReference = d.credits.number
	}
	if v := d.voucher; v != nil {
		j.Vouchers = append(j.Vouchers, voucherLink{v.number, v.referenceType, v.series, v.year.id})
	}
	j.SupplierInvoiceRows = append(j.SupplierInvoiceRows, billRow(d, 2440, -d.total, "TOT"))
	for _, l := range d.lines {
		r := billRow(d, l.account, l.net, "")
		r.CostCenter, r.Project, r.ItemDescription = l.costCenter, l.project, l.text
		j.SupplierInvoiceRows = append(j.SupplierInvoiceRows, r)
	}
	if d.vat != 0 {
		j.SupplierInvoiceRows = append(j.SupplierInvoiceRows, billRow(d, 2641, d.vat, "VAT"))
	}
	return j
}

// billRow is debit when cents is positive.
func billRow(d *document, account int, cents money.Amount, code string) billRowJSON {
	r := billRowJSON{Account: account, AccountDescription: accountName(account), Price: number(cents.Abs()),
		Quantity: 1, Total: number(cents.Abs())}
	if code != "" {
		r.Code = &code
	}
	if cents > 0 {
		r.Debit, r.DebitCurrency = number(d.sek(cents)), number(cents)
	} else {
		r.Credit, r.CreditCurrency = number(d.sek(-cents)), number(-cents)
	}
	return r
}
