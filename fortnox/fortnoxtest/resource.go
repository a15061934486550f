package fortnoxtest

import "encoding/json"

// resource describes one kind of document: where it lives, what its lists show, and how it is searched.
type resource struct {
	path     string // below /3/
	list     string // wrapper of a list, and name in the company folder
	single   string // wrapper of one
	key      string // field that identifies it
	scope    string
	licences []string
	missing  problem

	fields  []string                                // of a list item, by the names of the single object
	indexed []string                                // also needed by searches
	shorten func(*resource, *document) object       // list item, when it is more than a selection of fields
	search  map[string]string                       // parameter: field that contains it
	dates   map[string]dateBound                    // parameter: bound on a date field
	filters map[string]func(*document, string) bool // by filter name; the string is the company's today
	sort    map[string]string                       // sortby: field
	unset   map[string]string                       // JSON of fields that an object always has, when the folder leaves them out
	changed []string                                // date fields that stand for the time of the last change
}

type dateBound struct {
	field string
	from  bool
}

func fromTo(field string) map[string]dateBound {
	return map[string]dateBound{"fromdate": {field, true}, "todate": {field, false}}
}

var (
	anyBookkeeping  = []string{"Bokföring", "Kundfaktura"}
	anyInvoice      = []string{"Order", "Kundfaktura"}
	anyPayment      = []string{"Bokföring", "Order", "Kundfaktura"}
	onlyBookkeeping = []string{"Bokföring"}
)

// resources are the documents of section 6 of the API, and small registers that work the same way.
var resources = []*resource{
	invoices, invoicePayments, supplierInvoices, supplierInvoicePayments, customers, suppliers, taxReductions,
	{
		path: "costcenters", list: "CostCenters", single: "CostCenter", key: "Code", scope: "costcenter",
		missing: problemNoObject,
		fields:  []string{"@url", "Active", "Code", "Description", "Note"},
	},
	{
		path: "projects", list: "Projects", single: "Project", key: "ProjectNumber", scope: "project",
		missing: problemNoProject,
		fields:  []string{"@url", "Description", "EndDate", "ProjectLeader", "ProjectNumber", "StartDate", "Status"},
		unset: map[string]string{"Comments": `""`, "ContactPerson": "null", "EndDate": "null", "ProjectLeader": "null",
			"StartDate": "null"},
	},
	{
		path: "currencies", list: "Currencies", single: "Currency", key: "Code", scope: "currency",
		missing: problemNoCurrency,
		fields:  []string{"@url", "BuyRate", "Code", "Date", "Description", "IsAutomatic", "SellRate", "Unit"},
	},
	{
		path: "predefinedaccounts", list: "PreDefinedAccounts", single: "PreDefinedAccount", key: "Name", scope: "settings",
		missing: problemNoPredefined,
		fields:  []string{"@url", "Account", "Name"},
	},
	{
		path: "predefinedvoucherseries", list: "PreDefinedVoucherSeriesCollection", single: "PreDefinedVoucherSeries",
		key: "Name", scope: "bookkeeping", licences: anyBookkeeping, missing: problemNoObject,
		fields: []string{"@url", "Name", "VoucherSeries"},
	},
}

var customers = &resource{
	path: "customers", list: "Customers", single: "Customer", key: "CustomerNumber", scope: "customer",
	licences: anyInvoice, missing: problemNoCustomer,
	fields: []string{"@url", "Address1", "Address2", "City", "CustomerNumber", "Email", "Name", "OrganisationNumber",
		"Phone1", "ZipCode"},
	indexed: []string{"Active", "GLN", "GLNDelivery"},
	shorten: phone,
	search: map[string]string{"customernumber": "CustomerNumber", "name": "Name", "zipcode": "ZipCode", "city": "City",
		"email": "Email", "phone": "Phone1", "organisationnumber": "OrganisationNumber", "gln": "GLN",
		"glndelivery": "GLNDelivery"},
	filters: activity,
	sort:    map[string]string{"customernumber": "CustomerNumber", "name": "Name"},
}

var suppliers = &resource{
	path: "suppliers", list: "Suppliers", single: "Supplier", key: "SupplierNumber", scope: "supplier",
	licences: onlyBookkeeping, missing: problemNoObject,
	fields: []string{"@url", "Active", "Address1", "Address2", "BG", "BIC", "BankAccountNumber", "City", "CostCenter",
		"CountryCode", "Currency", "DisablePaymentFile", "Email", "IBAN", "Name", "OrganisationNumber", "PG", "Phone1",
		"PreDefinedAccount", "Project", "SupplierNumber", "TermsOfPayment", "ZipCode"},
	shorten: phone,
	search: map[string]string{"suppliernumber": "SupplierNumber", "name": "Name", "zipcode": "ZipCode", "city": "City",
		"email": "Email", "phone": "Phone1", "organisationnumber": "OrganisationNumber"},
	filters: activity,
	sort:    map[string]string{"suppliernumber": "SupplierNumber", "name": "Name"},
}

var taxReductions = &resource{
	path: "taxreductions", list: "TaxReductions", single: "TaxReduction", key: "Id", scope: "invoice",
	licences: anyInvoice, missing: problemNoObject,
	fields: []string{"@url", "ApprovedAmount", "CustomerName", "Id", "ReferenceDocumentType", "ReferenceNumber",
		"SocialSecurityNumber"},
	shorten: shortenTaxReduction,
	filters: map[string]func(*document, string) bool{
		"invoices": referTo("INVOICE"), "orders": referTo("ORDER"), "offers": referTo("OFFER"),
	},
	search: map[string]string{"referencenumber": "ReferenceNumber"},
}

var activity = map[string]func(*document, string) bool{
	"active":   func(d *document, _ string) bool { return d.is("Active") },
	"inactive": func(d *document, _ string) bool { return !d.is("Active") },
}

func referTo(kind string) func(*document, string) bool {
	return func(d *document, _ string) bool { return d.text("ReferenceDocumentType") == kind }
}

// phone is a party in a list: the same fields, but Phone1 is called Phone, and null is sent as "" (recorded).
func phone(res *resource, d *document) object {
	item := d.only(res.fields)
	for i, f := range item {
		if f.name == "Phone1" {
			item[i].name = "Phone"
		}
		if string(f.raw) == "null" && f.name != "PreDefinedAccount" {
			item[i].raw = json.RawMessage(`""`)
		}
	}
	return item
}

// shortenTaxReduction: the reference is a number in lists and a string in the single object (OpenAPI).
func shortenTaxReduction(res *resource, d *document) object {
	item := d.only(res.fields)
	for i, f := range item {
		if f.name == "ReferenceNumber" && isInteger(rawText(f.raw)) {
			item[i].raw = json.RawMessage(rawText(f.raw))
		}
	}
	return item
}

func isInteger(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != "" && (s == "0" || s[0] != '0')
}
