package source_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"testing"
	"testing/fstest"
)

const (
	randomClient = "klient"
	randomTenant = 4711
	randomOrgNr  = "559990-0007"
)

// folder writes the company as the local Fortnox reads it.
func (c *randomCompany) folder(t *testing.T) fs.FS {
	files := fstest.MapFS{}
	put := func(name string, v any) {
		files[name+".json"] = &fstest.MapFile{Data: marshal(t, v)}
	}
	put("app", object{"ClientId": randomClient, "ClientSecret": "hemlig", "Tenant": randomTenant, "Clock": c.clock, "Licences": []string{"Bokföring", "Kundfaktura", "Integration"},
		"Scopes": []string{"bookkeeping", "companyinformation", "settings", "invoice", "payment", "supplierinvoice", "customer", "supplier"}})
	put("companyinformation", object{"CompanyInformation": object{"CompanyName": "Slumpen AB", "DatabaseNumber": randomTenant, "OrganizationNumber": randomOrgNr}})
	put("settings", object{"CompanySettings": object{"Name": "Slumpen AB"}, "LockedPeriod": object{"EndDate": nil}, "DefaultFinancialYear": c.years[0].id})
	var years []object
	series, accounts, vouchers := object{}, object{}, object{}
	for _, y := range c.years {
		id := strconv.Itoa(y.id)
		years = append(years, object{"Id": y.id, "FromDate": y.period.From, "ToDate": y.period.To, "AccountingMethod": c.method()})
		series[id], accounts[id], vouchers[id] = c.seriesOf(y), c.accountsOf(y), c.vouchersOf(y)
	}
	put("financialyears", object{"FinancialYears": years})
	put("voucherseries", object{"VoucherSeriesCollection": series})
	put("accounts", object{"Accounts": accounts})
	put("vouchers", object{"Vouchers": vouchers})
	c.putDocuments(put)
	return files
}

func (c *randomCompany) method() string {
	if c.cash {
		return "CASH"
	}
	return "ACCRUAL"
}

func (c *randomCompany) seriesOf(y randomYear) []object {
	all := []object{}
	for _, code := range []string{"A", "B", "C", "D", "E", "F"} {
		all = append(all, object{"Code": code, "Manual": code == "A", "Approver": nil, "NextVoucherNumber": c.numbers[fmt.Sprint(y.id, code)] + 1, "Year": y.id})
	}
	return all
}

func (c *randomCompany) accountsOf(y randomYear) []object {
	all := []object{}
	for _, n := range []int{1510, 1511, 1513, 1910, 1930, 2099, 2440, 2441, 2611, 2893, 3001, 3740, 3960, 4010, 6351} {
		all = append(all, object{"Number": n, "Active": true, "Description": "Konto", "SRU": 0, "Year": y.id, "BalanceBroughtForward": number(y.opening[n])})
	}
	return all
}

func (c *randomCompany) vouchersOf(y randomYear) []object {
	all := []object{}
	for _, v := range y.vouchers {
		rows := []object{}
		for _, r := range v.rows {
			rows = append(rows, object{"Account": r.account, "Debit": number(max(r.amount, 0)), "Credit": number(max(-r.amount, 0)), "Removed": false, "Quantity": 0})
		}
		all = append(all, object{"VoucherSeries": v.series, "VoucherNumber": v.number, "Year": y.id, "TransactionDate": v.date,
			"Description": v.text, "VoucherRows": rows, "ReferenceType": "MANUAL"})
	}
	slices.SortStableFunc(all, func(a, b object) int {
		if a["VoucherSeries"] == b["VoucherSeries"] {
			return a["VoucherNumber"].(int) - b["VoucherNumber"].(int)
		}
		return int(a["VoucherSeries"].(string)[0]) - int(b["VoucherSeries"].(string)[0])
	})
	return all
}

func (c *randomCompany) putDocuments(put func(string, any)) {
	invoices, bills, claims := []object{}, []object{}, []object{}
	for _, d := range c.docs {
		if d.supplier {
			bills = append(bills, c.bill(d))
			continue
		}
		invoices = append(invoices, c.customerInvoice(d))
		if d.reduction != 0 {
			claim := object{"Id": len(claims) + 1, "ReferenceDocumentType": "INVOICE", "ReferenceNumber": d.number,
				"AskedAmount": number(d.reduction), "ApprovedAmount": 0}
			link(claim, d.payout)
			claims = append(claims, claim)
		}
	}
	put("invoices", object{"Invoices": invoices})
	put("supplierinvoices", object{"SupplierInvoices": bills})
	put("taxreductions", object{"TaxReductions": claims})
	paid := map[bool][]object{false: {}, true: {}}
	for _, p := range c.pays {
		paid[p.doc.supplier] = append(paid[p.doc.supplier], payment(p))
	}
	put("invoicepayments", object{"InvoicePayments": paid[false]})
	put("supplierinvoicepayments", object{"SupplierInvoicePayments": paid[true]})
}

// number writes hundredths as a JSON number.
func number(cents int64) json.Number {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return json.Number(fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100))
}

func (d *randomDoc) rateText() string {
	if d.rate == 0 {
		return "1"
	}
	return fmt.Sprintf("%d.%04d", d.rate/10000, d.rate%10000)
}

func link(o object, v *randomVoucher) {
	o["VoucherSeries"], o["VoucherNumber"], o["VoucherYear"] = nil, nil, nil
	if v != nil {
		o["VoucherSeries"], o["VoucherNumber"], o["VoucherYear"] = v.series, v.number, v.year
	}
}

// common are the fields of both sides. What is left is 0 for a cancelled one.
func (c *randomCompany) common(d *randomDoc) (o object, left, sek int64) {
	left, sek = d.left(c.clock)
	o = object{"Booked": d.booked, "Cancelled": d.cancelled, "Currency": d.currency, "CurrencyUnit": d.unit,
		"InvoiceDate": d.date, "DueDate": d.due, "FinalPayDate": nil, "AccountingMethod": c.method()}
	if left == 0 && d.inLedger() {
		o["FinalPayDate"] = d.finalPaid
	}
	if d.cancelled || d.kind == "CASHINVOICE" {
		left, sek = 0, 0
	}
	return o, left, sek
}

func (c *randomCompany) customerInvoice(d *randomDoc) object {
	o, left, _ := c.common(d)
	o["DocumentNumber"], o["CustomerNumber"], o["CustomerName"], o["InvoiceType"] = d.number, d.party, "Kund "+d.party, d.kind
	o["Total"], o["TotalToPay"], o["Balance"] = number(d.total+d.reduction), number(d.total), number(left)
	d.hide(o)
	o["CurrencyRate"], o["TaxReduction"] = json.Number(d.rateText()), d.reduction/100
	o["Credit"], o["CreditInvoiceReference"] = "false", "0"
	if d.credits != nil {
		o["Credit"], o["CreditInvoiceReference"] = "true", d.credits.number
	}
	link(o, d.voucher)
	return o
}

// hide withholds the balance of a document that was never set off.
func (d *randomDoc) hide(o object) {
	if d.hidden && !d.isSetOff() {
		o["Balance"] = "API_NORIGHT"
	}
}

func (c *randomCompany) bill(d *randomDoc) object {
	o, _, sek := c.common(d)
	o["GivenNumber"], o["InvoiceNumber"], o["SupplierNumber"], o["SupplierName"] = d.number, "F"+d.number, d.party, "Leverantör "+d.party
	o["Total"], o["Balance"], o["CurrencyRate"] = string(number(d.total)), string(number(sek)), d.rateText()
	d.hide(o)
	o["Credit"], o["CreditReference"], o["Vouchers"] = d.credits != nil, 0, []object{}
	if d.credits != nil {
		o["CreditReference"], _ = strconv.Atoi(d.credits.number)
	}
	if v := d.voucher; v != nil {
		o["Vouchers"] = []object{{"Series": v.series, "Number": v.number, "Year": v.year, "ReferenceType": "SUPPLIERINVOICE"}}
	}
	return o
}

func payment(p *randomPayment) object {
	rate := *p.doc
	rate.rate = p.rate
	o := object{"Amount": number(p.sek), "AmountCurrency": number(p.amount), "Booked": p.booked, "Currency": p.doc.currency,
		"CurrencyRate": json.Number(rate.rateText()), "CurrencyUnit": p.doc.unit, "PaymentDate": p.date, "Source": "manual"}
	number0, _ := strconv.Atoi(p.doc.number)
	o["Number"], o["InvoiceNumber"] = p.number, any(number0)
	if p.doc.supplier {
		o["InvoiceNumber"] = p.doc.number
	}
	writeOffs := []object{}
	for _, w := range p.writeOffs {
		writeOffs = append(writeOffs, object{"AccountNumber": w.account, "Amount": number(w.amount), "Currency": p.doc.currency})
	}
	o["WriteOffs"] = writeOffs
	link(o, p.voucher)
	return o
}
