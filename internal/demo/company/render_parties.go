package company

import "strconv"

type deliveryTypes struct{ Invoice, Order, Offer string }

type templates struct{ Order, Offer, Invoice, CashInvoice string }

// customerJSON has the fields that are filled in; absent ones follow as null
// or empty in nullCustomer.
type customerJSON struct {
	URL                  string `json:"@url"`
	Active               bool
	Address1             string
	City, CountryCode    string
	Currency             string
	CustomerNumber       string
	DefaultDeliveryTypes deliveryTypes
	DefaultTemplates     templates
	Email, Name          string
	OrganisationNumber   string
	Phone1               string
	PriceList            string
	ShowPriceVATIncluded bool
	TermsOfPayment       string
	Type, VATType        string
	ZipCode              string
	nullCustomer
}

type nullCustomer struct {
	Address2, Country, Comments, CostCenter, DeliveryAddress1, DeliveryAddress2, DeliveryCity, DeliveryCountry,
	DeliveryCountryCode, DeliveryFax, DeliveryName, DeliveryPhone1, DeliveryPhone2, DeliveryZipCode, ExternalReference,
	Fax, GLN, GLNDelivery, InvoiceAdministrationFee, InvoiceDiscount, InvoiceFreight, Phone2, SalesAccount, VisitingAddress,
	VisitingCity, VisitingCountry, VisitingCountryCode, VisitingZipCode *string
	EmailInvoice, EmailInvoiceBCC, EmailInvoiceCC, EmailOffer, EmailOfferBCC, EmailOfferCC, EmailOrder, EmailOrderBCC,
	EmailOrderCC, InvoiceRemark, OurReference, Project, TermsOfDelivery, VATNumber, WayOfDelivery, WWW, YourReference string
}

func (s *sim) customers() []any {
	var all []any
	for _, p := range s.p.customers {
		n := strconv.Itoa(p.number)
		all = append(all, customerJSON{URL: host + "customers/" + n, Active: !p.inactive, Address1: "Box " + n, City: p.city,
			CountryCode: p.country, Currency: p.currency, CustomerNumber: n, Name: p.name, OrganisationNumber: p.organisation,
			DefaultDeliveryTypes: deliveryTypes{"EMAIL", "PRINT", "PRINT"},
			DefaultTemplates:     templates{"DEFAULTTEMPLATE", "DEFAULTTEMPLATE", "DEFAULTTEMPLATE", "DEFAULTTEMPLATE"},
			PriceList:            "A", TermsOfPayment: strconv.Itoa(p.terms), Type: "COMPANY", VATType: p.salesVAT()})
	}
	return all
}

func (p *party) salesVAT() string {
	switch {
	case p.kind == inEU:
		return "EUVAT"
	case p.kind == outsideEU:
		return "EXPORT"
	case p.reverse:
		return "SEREVERSEDVAT"
	}
	return "SEVAT"
}

func (p *party) purchaseVAT() string {
	switch p.kind {
	case inEU:
		return "EUINTERNAL"
	case outsideEU:
		return "REVERSE"
	}
	return "NORMAL"
}

type supplierJSON struct {
	URL                string `json:"@url"`
	Active             bool
	Address1           string
	BG                 string
	City, CountryCode  string
	Currency           string
	DisablePaymentFile bool
	Email, Name        string
	OrganisationNumber string
	Phone1             string
	PreDefinedAccount  *string
	SupplierNumber     string
	TermsOfPayment     string
	VATType            string
	ZipCode            string
	emptySupplier
}

type emptySupplier struct {
	Address2, BIC, Bank, BankAccountNumber, BranchCode, ClearingNumber, Comments, CostCenter, Country, Fax, IBAN,
	OurCustomerNumber, OurReference, PG, Phone2, Project, VATNumber, VisitingAddress, VisitingCity, VisitingCountry,
	VisitingCountryCode, VisitingZipCode, WWW, WorkPlace, YourReference string
}

func (s *sim) suppliers() []any {
	var all []any
	for _, p := range s.p.suppliers {
		n := strconv.Itoa(p.number)
		j := supplierJSON{URL: host + "suppliers/" + n, Active: !p.inactive, Address1: "Box " + n, City: p.city,
			CountryCode: p.country, Currency: p.currency, Name: p.name, OrganisationNumber: p.organisation,
			SupplierNumber: n, TermsOfPayment: strconv.Itoa(p.terms), VATType: p.purchaseVAT()}
		if p.kind == inSweden {
			j.BG = "555-1" + strconv.Itoa(100+p.number)
		}
		all = append(all, j)
	}
	return all
}
