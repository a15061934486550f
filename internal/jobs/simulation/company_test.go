package simulation

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"sync"
	"testing/fstest"

	"bokslut/internal/civil"
	"bokslut/internal/connection"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

const (
	tenant  = 627518
	yearID  = 2
	nextID  = 3
	orgNr   = "559996-2841"
	firm    = "Tjärhovs Formgivning AB"
	series  = "I"
	lastDay = "2025-12-31"
	newYear = "2026-01-01"
)

var (
	scopes   = connection.Scopes
	year     = civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse(lastDay)}
	accounts = []struct {
		number int
		name   string
		opens  int // kronor
	}{{1930, "Företagskonto", 25_000}, {2081, "Aktiekapital", -25_000}, {2990, "Övriga upplupna kostnader", 0}, {6530, "Redovisningstjänster", 0}}
)

type object = map[string]any

// chartOf is what Fortnox has of a year's accounts and series.
func chartOf(year int) (chart, all []object) {
	for _, a := range accounts {
		chart = append(chart, object{
			"Active": true, "BalanceBroughtForward": a.opens, "BalanceCarriedForward": 0, "CostCenter": "", "CostCenterSettings": "ALLOWED",
			"Description": a.name, "Number": a.number, "OpeningQuantities": []any{}, "Project": "", "ProjectSettings": "ALLOWED",
			"QuantitySettings": "ALLOWED", "QuantityUnit": "", "SRU": 7201, "TransactionInformation": "",
			"TransactionInformationSettings": "ALLOWED", "VATCode": nil, "Year": year,
		})
	}
	for _, code := range []string{"A", "B", series} {
		all = append(all, object{"Approver": nil, "Code": code, "Description": code, "Manual": code != "B", "NextVoucherNumber": 1, "Year": year})
	}
	return chart, all
}

// company is a company with one year, four accounts, and nothing booked.
// withNext is the same company with the year after it too.
var (
	company  = sync.OnceValue(func() fs.FS { return companyOf(false) })
	withNext = sync.OnceValue(func() fs.FS { return companyOf(true) })
)

func companyOf(next bool) fs.FS {
	years := []object{{
		"AccountChartType": "BAS 2025", "AccountingMethod": "ACCRUAL", "FromDate": "2025-01-01", "Id": yearID, "ToDate": lastDay,
	}}
	chart, all := chartOf(yearID)
	charts, collection := object{fmt.Sprint(yearID): chart}, object{fmt.Sprint(yearID): all}
	if next {
		years = append(years, object{
			"AccountChartType": "BAS 2026", "AccountingMethod": "ACCRUAL", "FromDate": newYear, "Id": nextID, "ToDate": "2026-12-31",
		})
		charts[fmt.Sprint(nextID)], collection[fmt.Sprint(nextID)] = chartOf(nextID)
	}
	files := map[string]any{
		"app.json": object{
			"ClientId": "demo", "ClientSecret": "s", "Clock": "2026-02-17", "Licences": []string{"Bokföring", "Kundfaktura", "Integration"},
			"RedirectUris": []string{redirect}, "Scopes": scopes, "Tenant": tenant,
		},
		"companyinformation.json": object{"CompanyInformation": object{
			"CompanyName": firm, "CountryCode": "SE", "DatabaseNumber": tenant, "OrganizationNumber": orgNr,
		}},
		"financialyears.json": object{"FinancialYears": years},
		"accounts.json":       object{"Accounts": charts},
		"voucherseries.json":  object{"VoucherSeriesCollection": collection},
		"vouchers.json":       object{"Vouchers": object{}},
		"settings.json": object{
			"CompanySettings": object{"Name": firm, "OrganizationNumber": orgNr, "DatabaseNumber": fmt.Sprint(tenant)},
			"LockedPeriod":    object{"EndDate": nil}, "DefaultFinancialYear": yearID,
		},
	}
	folder := fstest.MapFS{}
	for name, file := range files {
		body, err := json.Marshal(file)
		if err != nil {
			panic(err)
		}
		folder[name] = &fstest.MapFile{Data: body}
	}
	return folder
}

// book is the company's books as an import would read them.
func book() *ledger.Book {
	y := ledger.Year{Period: year}
	for _, a := range accounts {
		number := fmt.Sprint(a.number)
		y.Accounts = append(y.Accounts, ledger.Account{Number: number, Name: a.name, Result: a.number >= 3000})
		if a.opens != 0 {
			y.Balances = append(y.Balances, ledger.Balance{Account: number, Opening: money.Kronor(int64(a.opens))})
		}
	}
	return &ledger.Book{Company: ledger.Company{Name: firm, OrgNr: orgNr}, Years: []ledger.Year{y}}
}
