package simulation

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
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
	accounts = []account{{1930, "Företagskonto", 25_000}, {2081, "Aktiekapital", -25_000}, {2990, "Övriga upplupna kostnader", 0}, {6530, "Redovisningstjänster", 0}}
	// equity is what the year's result goes by.
	equity = []account{
		{2091, "Balanserad vinst eller förlust", 0}, {2098, "Vinst eller förlust från föregående år", 0}, {2099, "Årets resultat", 0},
		{2898, "Outtagen vinstutdelning", 0}, {8999, "Årets resultat", 0},
	}
)

type account struct {
	number int
	name   string
	opens  int // kronor
}

// A shape is what the company has: one year and four accounts, and perhaps more.
type shape int

const (
	plain      shape = iota
	withNext         // the year after it too
	withResult       // and the accounts of the year's result
)

func (s shape) accounts() []account {
	if s == withResult {
		return append(slices.Clone(accounts), equity...)
	}
	return accounts
}

type object = map[string]any

// chartOf is what Fortnox has of a year's accounts and series.
func chartOf(s shape, year int) (chart, all []object) {
	for _, a := range s.accounts() {
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

// companies are those of each shape, with nothing booked.
var companies = map[shape]func() fs.FS{
	plain:      sync.OnceValue(func() fs.FS { return companyOf(plain) }),
	withNext:   sync.OnceValue(func() fs.FS { return companyOf(withNext) }),
	withResult: sync.OnceValue(func() fs.FS { return companyOf(withResult) }),
}

func companyOf(s shape) fs.FS {
	years := []object{{
		"AccountChartType": "BAS 2025", "AccountingMethod": "ACCRUAL", "FromDate": "2025-01-01", "Id": yearID, "ToDate": lastDay,
	}}
	chart, all := chartOf(s, yearID)
	charts, collection := object{fmt.Sprint(yearID): chart}, object{fmt.Sprint(yearID): all}
	if s != plain {
		years = append(years, object{
			"AccountChartType": "BAS 2026", "AccountingMethod": "ACCRUAL", "FromDate": newYear, "Id": nextID, "ToDate": "2026-12-31",
		})
		charts[fmt.Sprint(nextID)], collection[fmt.Sprint(nextID)] = chartOf(s, nextID)
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
func book(s shape) *ledger.Book {
	y := ledger.Year{Period: year}
	for _, a := range s.accounts() {
		number := fmt.Sprint(a.number)
		y.Accounts = append(y.Accounts, ledger.Account{Number: number, Name: a.name, Result: a.number >= 3000})
		if a.opens != 0 {
			y.Balances = append(y.Balances, ledger.Balance{Account: number, Opening: money.Kronor(int64(a.opens))})
		}
	}
	return &ledger.Book{Company: ledger.Company{Name: firm, OrgNr: orgNr}, Years: []ledger.Year{y}}
}
