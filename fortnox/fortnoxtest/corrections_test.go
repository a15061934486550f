package fortnoxtest

// correction is where the OpenAPI file and the real service differ, as far as it is known.
type correction struct {
	schema, field string // schema without the prefix fortnox_; field * means all
	types         []string
	evidence      string
}

// corrections are all changes made to the OpenAPI file before answers are checked against it. A field that is not in the
// file is added, a type is widened; nothing else is changed.
var corrections = []correction{
	{"CompanyInfo", "*", []string{"null"}, "unset texts are null or empty (reference 4.1)"},
	{"LockedPeriod", "EndDate", []string{"null"}, "null when nothing is locked (live: SW)"},
	{"AccountListItem", "VATCode", []string{"null"}, "recorded, accounts.single.fy2"},
	{"AccountSingleItem", "VATCode", []string{"null"}, "recorded, accounts.single.fy2"},
	{"VoucherSeriesListItem", "Approver", []string{"null"}, "no approval person (inferred)"},
	{"VoucherSeries", "Approver", []string{"null"}, "no approval person (inferred)"},
	{"Voucher", "Comments", []string{"null"}, "recorded, vouchers.single-series-A.fy4"},
	{"VoucherListItem", "Comments", []string{"null"}, "as in the single voucher"},
	{"InvoiceListItem", "CurrencyRate", []string{"string"}, "recorded, invoices.all"},
	{"InvoiceListItem", "VoucherNumber", []string{"null"}, "recorded, invoices.all"},
	{"InvoiceListItem", "VoucherSeries", []string{"null"}, "recorded, invoices.all"},
	{"InvoiceListItem", "VoucherYear", []string{"null"}, "recorded, invoices.all"},
	{"InvoiceListItem", "FinalPayDate", []string{"null"}, "recorded, invoices.all"},
	{"Invoice", "VoucherNumber", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice", "VoucherSeries", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice", "VoucherYear", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice", "FinalPayDate", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice", "DeliveryDate", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice", "LastRemindDate", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice", "TaxReduction", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice", "TimeBasisReference", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice", "InvoicePeriodStart", []string{"empty"}, "recorded, invoices.find-id-1"},
	{"Invoice", "InvoicePeriodEnd", []string{"empty"}, "recorded, invoices.find-id-1"},
	{"Invoice", "ContractReference", []string{"string"}, "recorded, invoices.find-id-1 and invoices.save-new"},
	{"Invoice", "PaymentWay", []string{"empty"}, "recorded, invoices.find-id-1"},
	{"Invoice", "InvoiceReference", []string{"string"}, "recorded, not in the file"},
	{"Invoice_EDIInformation", "*", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice_EmailInformation", "*", []string{"null"}, "recorded, invoices.find-id-1"},
	{"Invoice_InvoiceRow", "HouseWorkHoursToReport", []string{"null"}, "recorded, invoices.save-new"},
	{"Invoice_InvoiceRow", "HouseWorkType", []string{"null"}, "recorded, invoices.save-new"},
	{"Invoice_InvoiceRow", "StockPointCode", []string{"null"}, "recorded, invoices.save-new"},
	{"Invoice_InvoiceRow", "VATCode", []string{"null"}, "recorded, invoices.save-new"},
	{"Invoice_InvoiceRow", "Cost", []string{"number"}, "recorded, not in the file"},
	{"InvoicePayment", "VoucherNumber", []string{"null"}, "not booked; as in invoices"},
	{"InvoicePayment", "VoucherSeries", []string{"null"}, "not booked; as in invoices"},
	{"InvoicePayment", "VoucherYear", []string{"null"}, "not booked; as in invoices"},
	{"SupplierInvoicePayment", "VoucherNumber", []string{"null"}, "not booked; as in invoices"},
	{"SupplierInvoicePayment", "VoucherSeries", []string{"null"}, "not booked; as in invoices"},
	{"SupplierInvoicePayment", "VoucherYear", []string{"null"}, "not booked; as in invoices"},
	{"SupplierInvoiceListItem", "FinalPayDate", []string{"null"}, "not paid; as in customer invoices"},
	{"SupplierInvoice", "FinalPayDate", []string{"null"}, "not paid; as in customer invoices"},
	{"SupplierInvoice", "Comments", []string{"null"}, "as in vouchers"},
	{"SupplierInvoice", "VoucherNumber", []string{"null"}, "live 2026 (reference 6.4): links are in Vouchers"},
	{"SupplierInvoice", "VoucherSeries", []string{"null"}, "live 2026 (reference 6.4)"},
	{"SupplierInvoice", "VoucherYear", []string{"null"}, "live 2026 (reference 6.4)"},
	{"SupplierInvoice_SupplierInvoiceRow", "Code", []string{"null"}, "a row without a role (inferred)"},
	{"Customer", "*", []string{"null"}, "recorded, customers.find-new"},
	{"Customer", "SalesAccount", []string{"string", "integer"}, "recorded (reference 6.6)"},
	{"Supplier", "PreDefinedAccount", []string{"null"}, "unset; as in customers"},
	{"SupplierListItem", "PreDefinedAccount", []string{"null"}, "unset; as in customers"},
	{"TaxReduction", "VoucherNumber", []string{"null"}, "not booked; as in invoices"},
	{"TaxReduction", "VoucherSeries", []string{"null"}, "not booked; as in invoices"},
	{"TaxReduction", "VoucherYear", []string{"null"}, "not booked; as in invoices"},
	{"ProjectListItem", "*", []string{"null"}, "recorded, projects.all"},
	{"Project", "*", []string{"null"}, "recorded, projects.find-id-1"},
	{"Project", "ContactPerson", []string{"string"}, "recorded, projects.find-id-1"},
	{"FinancialYear_WrapList", "MetaInformation", []string{"object"}, "recorded, every list"},
	{"AccountListItem_Wrap", "MetaInformation", []string{"object"}, "recorded, every list"},
	{"InvoiceListItem_Wrap", "MetaInformation", []string{"object"}, "recorded, every list"},
	{"SupplierInvoiceListItem_Wrap", "MetaInformation", []string{"object"}, "recorded, every list"},
}

