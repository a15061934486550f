package company

import (
	"strconv"
)

type invoiceJSON struct {
	URL                                                    string `json:"@url"`
	URLTaxReductionList                                    string `json:"@urlTaxReductionList"`
	AccountingMethod                                       string
	Address1, Address2                                     string
	AdministrationFee, AdministrationFeeVAT                int
	Balance                                                number
	BasisTaxReduction                                      int
	Booked, Cancelled                                      bool
	City, Comments                                         string
	ContractReference, ContributionPercent                 int
	ContributionValue                                      int
	CostCenter, Country                                    string
	Credit, CreditInvoiceReference                         string
	Currency                                               string
	CurrencyRate                                           rate
	CurrencyUnit                                           int64
	CustomerName, CustomerNumber                           string
	DeliveryAddress1, DeliveryAddress2                     string
	DeliveryCity, DeliveryCountry                          string
	DeliveryDate                                           *string
	DeliveryName, DeliveryZipCode                          string
	DocumentNumber, DueDate                                string
	EDIInformation                                         ediJSON
	EmailInformation                                       emailJSON
	EUQuarterlyReport                                      bool
	ExternalInvoiceReference1, ExternalInvoiceReference2   string
	FinalPayDate                                           *string
	Freight, FreightVAT                                    int
	Gross                                                  number
	HouseWork                                              bool
	InvoiceDate                                            string
	InvoicePeriodEnd, InvoicePeriodStart, InvoiceReference string
	InvoiceRows                                            []invoiceRowJSON
	InvoiceType                                            string
	Labels                                                 []string
	Language                                               string
	LastRemindDate                                         *string
	Net                                                    number
	NotCompleted, NoxFinans                                bool
	OCR, OfferReference, OrderReference                    string
	OrganisationNumber, OurReference                       string
	OutboundDate                                           string
	PaymentWay, Phone1, Phone2                             string
	PriceList, PrintTemplate                               string
	Project, Remarks                                       string
	Reminders                                              int
	RoundOff                                               number
	Sent                                                   bool
	TaxReduction                                           *int
	TaxReductionType                                       string
	TermsOfDelivery, TermsOfPayment                        string
	TimeBasisReference                                     *int
	Total, TotalToPay, TotalVAT                            number
	VATIncluded                                            bool
	VoucherNumber                                          *int
	VoucherSeries                                          *string
	VoucherYear                                            *int
	WarehouseReady                                         bool
	WayOfDelivery, YourOrderNumber, YourReference, ZipCode string
}

type ediJSON struct {
	EDIGlobalLocationNumber, EDIGlobalLocationNumberDelivery, EDIInvoiceExtra1, EDIInvoiceExtra2,
	EDIOurElectronicReference, EDIYourElectronicReference *string
	EDIStatus string
}

type emailJSON struct {
	EmailAddressFrom                *string
	EmailAddressTo                  string
	EmailAddressCC, EmailAddressBCC *string
	EmailSubject, EmailBody         string
}

type invoiceRowJSON struct {
	AccountNumber            int
	ArticleNumber            string
	ContributionPercent      string
	ContributionValue        string
	CostCenter               string
	DeliveredQuantity        string
	Description              string
	Discount                 int
	DiscountType             string
	HouseWork                bool
	HouseWorkHoursToReport   *int
	HouseWorkType            *string
	Price, PriceExcludingVAT number
	Project                  string
	RowId                    int
	StockPointCode           *string
	Total, TotalExcludingVAT number
	Unit                     string
	VAT                      int64
	VATCode                  *string
	Cost                     int
}

func (s *sim) invoices() []any {
	all := make([]any, 0, len(s.sales))
	for _, d := range s.sales {
		all = append(all, s.renderInvoice(d))
	}
	return all
}

func (s *sim) renderInvoice(d *document) invoiceJSON {
	n, p := strconv.Itoa(d.number), d.party
	j := invoiceJSON{URL: host + "invoices/" + n, URLTaxReductionList: host + "taxreductions?filter=invoices&referencenumber=" + n,
		AccountingMethod: s.method(), Address1: "Box " + strconv.Itoa(p.number), City: p.city, Booked: d.booked, Cancelled: d.cancelled,
		Balance: number(d.open), Credit: strconv.FormatBool(d.credits != nil), CreditInvoiceReference: "0",
		Currency: p.currency, CurrencyRate: rate(d.rate), CurrencyUnit: d.unit, CustomerName: p.name, CustomerNumber: strconv.Itoa(p.number),
		DocumentNumber: n, DueDate: d.due.String(), EmailInformation: emailJSON{EmailSubject: "Faktura {no} bifogas", EmailBody: " "},
		EUQuarterlyReport: p.kind == inEU, FinalPayDate: day(d.final), Gross: number(d.net()), Net: number(d.net()),
		InvoiceDate: d.date.String(), InvoiceReference: "0", InvoiceType: "INVOICE", Labels: []string{}, Language: "SV",
		OCR: n + luhn(n), OfferReference: "0", OrderReference: "0", OrganisationNumber: p.organisation, OutboundDate: d.date.String(),
		PriceList: "A", PrintTemplate: "st", RoundOff: number(d.roundOff), Sent: d.booked, TaxReductionType: "none",
		TermsOfPayment: strconv.Itoa(d.date.DaysUntil(d.due)), Total: number(d.total), TotalToPay: number(d.total),
		TotalVAT: number(d.vat), WarehouseReady: true}
	if d.credits != nil {
		j.CreditInvoiceReference = strconv.Itoa(d.credits.number)
	}
	if p.kind != inSweden {
		j.Language = "EN"
	}
	if v := d.voucher; v != nil {
		j.VoucherSeries, j.VoucherNumber, j.VoucherYear = &v.series, &v.number, &v.year.id
	}
	if reminded := d.due.AddDays(15); d.booked && d.open > 0 && reminded.Before(s.p.clock) {
		j.Reminders, j.LastRemindDate = 1, day(reminded)
	}
	for i, l := range d.lines {
		j.InvoiceRows = append(j.InvoiceRows, invoiceRowJSON{AccountNumber: l.account, ContributionPercent: "0", ContributionValue: "0",
			CostCenter: l.costCenter, Project: l.project, DeliveredQuantity: strconv.Itoa(l.quantity), Description: l.text,
			DiscountType: "PERCENT", Price: number(l.price), PriceExcludingVAT: number(l.price), RowId: d.number*10 + i,
			Total: number(l.net), TotalExcludingVAT: number(l.net), Unit: l.unit, VAT: l.vat})
	}
	return j
}
