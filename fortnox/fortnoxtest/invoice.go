package fortnoxtest

import (
	"encoding/json"
	"strconv"
)

var invoices = &resource{
	path: "invoices", list: "Invoices", single: "Invoice", key: "DocumentNumber", scope: "invoice",
	licences: anyInvoice, missing: problemNoInvoice,
	fields: []string{"@url", "Balance", "Booked", "Cancelled", "CostCenter", "Currency", "CurrencyRate", "CurrencyUnit",
		"CustomerName", "CustomerNumber", "DocumentNumber", "DueDate", "ExternalInvoiceReference1",
		"ExternalInvoiceReference2", "InvoiceDate", "InvoiceType", "NoxFinans", "OCR", "VoucherNumber", "VoucherSeries",
		"VoucherYear", "WayOfDelivery", "TermsOfPayment", "Project", "Sent", "Total", "FinalPayDate"},
	indexed: []string{"NotCompleted", "OurReference", "YourReference", "YourOrderNumber", "Credit", "Labels", "InvoiceRows"},
	shorten: shortenInvoice,
	search: map[string]string{"customername": "CustomerName", "customernumber": "CustomerNumber", "costcenter": "CostCenter",
		"documentnumber": "DocumentNumber", "ocr": "OCR", "ourreference": "OurReference", "yourreference": "YourReference",
		"project": "Project", "sent": "Sent", "notcompleted": "NotCompleted", "invoicetype": "InvoiceType",
		"externalinvoicereference1": "ExternalInvoiceReference1", "externalinvoicereference2": "ExternalInvoiceReference2",
		"currency": "Currency", "yourordernumber": "YourOrderNumber", "credit": "Credit", "label": "Labels",
		"articlenumber": "InvoiceRows.ArticleNumber", "articledescription": "InvoiceRows.Description"},
	dates: map[string]dateBound{
		"fromdate": {"InvoiceDate", true}, "todate": {"InvoiceDate", false},
		"fromfinalpaydate": {"FinalPayDate", true}, "tofinalpaydate": {"FinalPayDate", false},
	},
	filters: map[string]func(*document, string) bool{
		"cancelled": func(d *document, _ string) bool { return d.is("Cancelled") },
		"fullypaid": func(d *document, _ string) bool { return settled(d) && d.zero("Balance") },
		"unpaid":    func(d *document, _ string) bool { return settled(d) && !d.zero("Balance") },
		"unpaidoverdue": func(d *document, today string) bool {
			return settled(d) && !d.zero("Balance") && d.text("DueDate") < today
		},
		"unbooked": func(d *document, _ string) bool { return !d.is("Cancelled") && !d.is("Booked") },
	},
	sort: map[string]string{"customername": "CustomerName", "customernumber": "CustomerNumber",
		"documentnumber": "DocumentNumber", "invoicedate": "InvoiceDate", "ocr": "OCR", "total": "Total"},
	changed: []string{"InvoiceDate", "FinalPayDate"},
}

// settled says that an invoice is part of the ledger: booked and not cancelled.
func settled(d *document) bool {
	return d.is("Booked") && !d.is("Cancelled") && !d.is("Cancel")
}

// shortenInvoice: the currency rate is a string in lists and a number in the single invoice (recorded).
func shortenInvoice(res *resource, d *document) object {
	item := d.only(res.fields)
	for i, f := range item {
		if f.name == "CurrencyRate" && f.raw[0] != '"' && string(f.raw) != "null" {
			item[i].raw = json.RawMessage(strconv.Quote(string(f.raw)))
		}
	}
	return item
}

var invoicePayments = &resource{
	path: "invoicepayments", list: "InvoicePayments", single: "InvoicePayment", key: "Number", scope: "payment",
	licences: anyPayment, missing: problemNoObject,
	fields: []string{"@url", "Amount", "Booked", "Currency", "CurrencyRate", "CurrencyUnit", "InvoiceNumber", "Number",
		"PaymentDate", "Source"},
	indexed: []string{"WriteOffs"},
	shorten: shortenPayment,
	search:  map[string]string{"invoicenumber": "=InvoiceNumber"},
	dates:   fromTo("PaymentDate"),
	sort:    map[string]string{"paymentdate": "PaymentDate", "number": "Number", "invoicenumber": "InvoiceNumber"},
	changed: []string{"PaymentDate"},
}

var supplierInvoicePayments = &resource{
	path: "supplierinvoicepayments", list: "SupplierInvoicePayments", single: "SupplierInvoicePayment", key: "Number",
	scope: "payment", licences: anyPayment, missing: problemNoObject,
	fields: []string{"@url", "Amount", "Booked", "Currency", "CurrencyRate", "CurrencyUnit", "InvoiceNumber", "Number",
		"PaymentDate", "Source"},
	indexed: []string{"WriteOffs"},
	shorten: shortenPayment,
	search:  map[string]string{"invoicenumber": "=InvoiceNumber"},
	dates:   fromTo("PaymentDate"),
	sort:    map[string]string{"paymentdate": "PaymentDate", "number": "Number", "invoicenumber": "InvoiceNumber"},
	changed: []string{"PaymentDate"},
}

// shortenPayment: lists say only whether write-offs exist.
func shortenPayment(res *resource, d *document) object {
	exist := "false"
	if raw := d.item.get("WriteOffs"); len(raw) > 0 && raw[0] == '[' && hasElements(raw) {
		exist = "true"
	}
	return append(d.only(res.fields), field{"WriteOffExist", json.RawMessage(exist)})
}

func hasElements(raw json.RawMessage) bool {
	var all []json.RawMessage
	return json.Unmarshal(raw, &all) == nil && len(all) > 0
}

var supplierInvoices = &resource{
	path: "supplierinvoices", list: "SupplierInvoices", single: "SupplierInvoice", key: "GivenNumber",
	scope: "supplierinvoice", licences: onlyBookkeeping, missing: problemNoInvoice,
	fields: []string{"@url", "AuthorizerName", "Balance", "Booked", "Cancelled", "CostCenter", "Credit", "Currency",
		"CurrencyRate", "CurrencyUnit", "DueDate", "ExternalInvoiceNumber", "ExternalInvoiceSeries", "FinalPayDate",
		"GivenNumber", "InvoiceDate", "InvoiceNumber", "Project", "SupplierName", "SupplierNumber", "Total", "Vouchers"},
	indexed: []string{"PaymentPending"},
	shorten: shortenSupplierInvoice,
	search: map[string]string{"suppliernumber": "SupplierNumber", "suppliername": "SupplierName", "project": "Project",
		"costcenter": "CostCenter", "invoicenumber": "InvoiceNumber", "givennumber": "GivenNumber"},
	dates: fromTo("InvoiceDate"),
	filters: map[string]func(*document, string) bool{
		"cancelled": func(d *document, _ string) bool { return d.is("Cancelled") },
		"fullypaid": func(d *document, _ string) bool { return settled(d) && d.zero("Balance") },
		"unpaid":    func(d *document, _ string) bool { return settled(d) && !d.zero("Balance") },
		"unpaidoverdue": func(d *document, today string) bool {
			return settled(d) && !d.zero("Balance") && d.text("DueDate") < today
		},
		"unbooked":         func(d *document, _ string) bool { return !d.is("Cancelled") && !d.is("Booked") },
		"pendingpayment":   func(d *document, _ string) bool { return d.is("PaymentPending") },
		"authorizepending": func(d *document, _ string) bool { return !d.is("Cancelled") && !d.is("Booked") },
	},
	sort: map[string]string{"givennumber": "GivenNumber", "invoicedate": "InvoiceDate", "suppliernumber": "SupplierNumber",
		"suppliername": "SupplierName", "total": "Total", "duedate": "DueDate"},
	changed: []string{"InvoiceDate", "FinalPayDate"},
}

// shortenSupplierInvoice: what the single invoice calls Cancelled is Cancel in lists, where Cancelled is null (reported).
func shortenSupplierInvoice(res *resource, d *document) object {
	item := d.only(res.fields)
	for i, f := range item {
		if f.name == "Cancelled" {
			item[i].name = "Cancel"
		}
	}
	return item
}
