package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"bokslut/fortnox"
	"bokslut/sie"
)

// An oddCompany is a folder that keeps to FORMAT.md and to nothing else: ids without order, broken, short and long years,
// empty years, texts that need care in SIE, only struck rows, withheld fields, unknown fields, numbers as text.
type oddCompany struct {
	*rand.Rand
	files    fstest.MapFS
	years    []map[string]any
	accounts map[string][]map[string]any
	vouchers map[string][]map[string]any
	balances map[string]map[int]Ore // UB by year and account
	count    map[string]int
}

var oddTexts = []string{"Hyra", `Bolaget "Å & Ö"`, "tabb\tinuti", "rad\nbrytning", "žluťoučký 🐎", `bak\streck`, "{klammer}", "", " blank ", "Ω∂ {6 \"x\"}", "#VER A 1"}

func (o *oddCompany) text() string { return oddTexts[o.IntN(len(oddTexts))] }

func newOddCompany(seed uint64) *oddCompany {
	o := &oddCompany{Rand: rand.New(rand.NewPCG(seed, 4)), files: fstest.MapFS{}, accounts: map[string][]map[string]any{},
		vouchers: map[string][]map[string]any{}, balances: map[string]map[int]Ore{}, count: map[string]int{}}
	day := time.Date(2018+o.IntN(5), time.Month(1+o.IntN(12)), 1, 0, 0, 0, 0, time.UTC)
	ids := o.Perm(90)[:1+o.IntN(4)]
	for _, id := range ids {
		next := day.AddDate(0, 1+o.IntN(18), 0)
		o.year(id+1, day, next.AddDate(0, 0, -1))
		day = next
	}
	o.Shuffle(len(o.years), func(i, j int) { o.years[i], o.years[j] = o.years[j], o.years[i] })
	o.put("financialyears.json", map[string]any{"FinancialYears": o.years, "_Note": "only here"})
	o.put("accounts.json", map[string]any{"Accounts": o.accounts})
	o.put("vouchers.json", map[string]any{"Vouchers": o.vouchers})
	o.registers(ids[o.IntN(len(ids))]+1, day)
	return o
}

// put writes a file in one of the ways in which people write JSON.
func (o *oddCompany) put(name string, value any) {
	data := encodeJSON(value)
	switch o.IntN(3) {
	case 0:
		data, _ = json.MarshalIndent(value, "", "\t")
	case 1:
		data = []byte("\ufeff" + strings.ReplaceAll(string(data), "},{", "},\r\n{"))
	}
	o.files[name] = &fstest.MapFile{Data: data}
}

func (o *oddCompany) year(id int, from, to time.Time) {
	key := fmt.Sprint(id)
	o.years = append(o.years, map[string]any{"@url": "x", "Id": id, "FromDate": from.Format(time.DateOnly), "ToDate": to.Format(time.DateOnly)})
	balances := map[int]Ore{}
	numbers := []int{1010, 1930, 2440, 2999, 3000, 7999, 8999, 9999}
	opening := Ore(o.Int64N(1e9))
	for _, n := range numbers {
		a := map[string]any{"@url": "x", "Number": n, "Description": o.text(), "Active": o.IntN(3) > 0, "SRU": o.IntN(2) * 7201, "Year": id,
			"BalanceBroughtForward": 0, "VATCode": nil, "Unknown": []int{1}, "_Secret": "inte"}
		if o.IntN(6) == 0 {
			a["SRU"], a["Active"], a["Description"] = noRightValue, noRightValue, noRightValue
		}
		switch n {
		case 1930:
			a["BalanceBroughtForward"], balances[n] = opening, opening
		case 2440:
			a["BalanceBroughtForward"], balances[n] = -opening, -opening
		}
		o.accounts[key] = append(o.accounts[key], a)
	}
	o.Shuffle(len(numbers), func(i, j int) { o.accounts[key][i], o.accounts[key][j] = o.accounts[key][j], o.accounts[key][i] })
	days := int(to.Sub(from).Hours()/24) + 1
	o.vouchers[key] = []map[string]any{}
	for _, series := range []string{"A", "Å", "10", "LÅNGSERIE1", "a b"}[:1+o.IntN(5)] {
		for n := range o.IntN(8) { // none at times
			date := from.AddDate(0, 0, o.IntN(days)).Format(time.DateOnly)
			v := map[string]any{"Comments": nil, "Description": o.text(), "Project": 0, "TransactionDate": date, "VoucherNumber": n + 1,
				"VoucherSeries": series, "Year": id, "VoucherRows": o.rows(numbers, balances)}
			if o.IntN(2) == 0 {
				v["_RegistrationDate"], v["ReferenceNumber"], v["ReferenceType"] = "2031-01-01", o.IntN(99), "MANUAL"
			}
			o.vouchers[key] = append(o.vouchers[key], v)
			o.count[key]++
		}
	}
	o.balances[key] = balances
}

// rows balance over those that are not struck, and move the balances.
func (o *oddCompany) rows(numbers []int, balances map[int]Ore) []map[string]any {
	var rows []map[string]any
	struck := o.IntN(4) == 0
	var rest Ore
	for i := range 1 + o.IntN(4) {
		amount := Ore(1 + o.Int64N(1e8))
		row := map[string]any{"Account": numbers[o.IntN(len(numbers))], "Debit": amount, "Credit": "0.00", "CostCenter": []any{"", "K 1", nil}[i%3],
			"Project": []any{0, "", "P1", 7}[o.IntN(4)], "Removed": struck, "TransactionInformation": o.text()}
		if o.IntN(3) == 0 && !struck {
			row["_AddedBy"] = o.text()
		}
		rows, rest = append(rows, row), rest+amount
	}
	rows = append(rows, map[string]any{"Account": 1930, "Credit": rest, "Debit": 0, "Removed": struck, "_RemovedBy": "Åsa"})
	if !struck {
		for _, r := range rows {
			d, _ := r["Debit"].(Ore)
			c, _ := r["Credit"].(Ore)
			balances[r["Account"].(int)] += d - c
		}
	}
	return rows
}

// registers writes the rest of the folder; registers without objects are left out at times.
func (o *oddCompany) registers(defaultYear int, today time.Time) {
	series := map[string][]map[string]any{}
	for key := range o.accounts {
		series[key] = []map[string]any{
			{"Code": "A", "Manual": true, "Description": "x", "Approver": []any{nil, noRightValue, "", map[string]any{"Id": 1, "Name": "B"}}[o.IntN(4)], "NextVoucherNumber": o.IntN(2)},
			{"Code": "Ö", "Manual": noRightValue, "NextVoucherNumber": noRightValue},
		}
	}
	o.put("voucherseries.json", map[string]any{"VoucherSeriesCollection": series})
	o.put("companyinformation.json", map[string]any{"CompanyInformation": map[string]any{"CompanyName": o.text(), "OrganizationNumber": nil,
		"DatabaseNumber": 77, "Address": noRightValue, "_Own": map[string]any{"_a": 1}}})
	o.put("settings.json", map[string]any{"CompanySettings": map[string]any{"Phone1": nil, "City": noRightValue, "_Own": 1},
		"LockedPeriod": []any{nil, map[string]any{}, map[string]any{"EndDate": nil}, map[string]any{"EndDate": ""}}[o.IntN(4)], "DefaultFinancialYear": defaultYear,
		"CostCenters": []any{map[string]any{"Code": "K 1", "Description": o.text(), "Active": true}}, "Projects": []any{map[string]any{"ProjectNumber": "P1", "Description": o.text()}}})
	o.put("app.json", map[string]any{"ClientId": "odd", "ClientSecret": "s", "RedirectUris": []string{"http://localhost/x"}, "Tenant": 77,
		"Scopes": []string{"bookkeeping", "companyinformation", "settings", "invoice", "payment", "supplierinvoice", "customer", "supplier"},
		"Clock":  today.Format(time.DateOnly), "MissingRights": []string{"Total"}})
	for _, res := range documentFiles {
		var objects []map[string]any
		for n := range o.IntN(4) {
			key := any(fmt.Sprint(n + 1))
			if o.IntN(2) == 0 {
				key = n + 1
			}
			objects = append(objects, map[string]any{res.key: key, "Total": noRightValue, "Balance": []any{0, "0", nil, noRightValue}[o.IntN(4)],
				"CurrencyRate": []any{1, "1", nil, noRightValue, "10.5"}[o.IntN(5)], "Booked": true, "InvoiceDate": "2020-02-29", "WriteOffs": []any{nil, []any{}, noRightValue}[o.IntN(3)],
				"Rows": []any{map[string]any{"_Inner": 1, "x": o.text()}}, "Name": o.text(), "Cancelled": noRightValue, "ReferenceNumber": []any{"12", "A12", nil}[o.IntN(3)]})
		}
		if objects != nil || o.IntN(2) == 0 {
			o.put(res.path+".json", map[string]any{res.list: objects, "Other": 1})
		}
	}
}

// TestOddCompanies loads many odd folders and checks what is served against what they hold.
func TestOddCompanies(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			o := newOddCompany(seed)
			srv := New(Options{Rate: Rate{Requests: -1}})
			if err := srv.LoadAll(fstest.MapFS(o.files)); err != nil {
				t.Fatal(err)
			}
			web := httptest.NewServer(srv)
			defer web.Close()
			tokens, err := srv.Grant("odd", 77, false)
			if err != nil {
				t.Fatal(err)
			}
			c := &client{t: t, srv: srv, url: web.URL, token: tokens.Access, tenant: 77}
			for _, path := range []string{"companyinformation", "settings/company", "settings/lockedperiod", "financialyears"} {
				c.public("/3/" + path)
			}
			o.checkBooks(t, c)
			for _, res := range documentFiles {
				c.public("/3/" + res.path + "?sortorder=descending")
				keys, _ := c.keys("/3/"+res.path, res.list, res.key)
				for _, key := range keys {
					c.public("/3/" + res.path + "/" + key)
				}
			}
		})
	}
}

// public gets a path and looks for what is for the emulator only.
func (c *client) public(path string) []byte {
	c.t.Helper()
	body := c.get(path, 200)
	if strings.Contains(string(body), `"_`) {
		c.t.Errorf("%s sends what is for the emulator only: %s", path, body)
	}
	return body
}

func (o *oddCompany) checkBooks(t *testing.T, c *client) {
	for _, y := range o.years {
		key := fmt.Sprint(y["Id"])
		f, err := sie.Read(c.get("/3/sie/4?financialyear="+key, 200))
		if err != nil {
			t.Fatal(err)
		}
		for _, finding := range slices.Concat(f.Findings(), sie.Check(f)) {
			if finding.Severity == sie.Error {
				t.Errorf("SIE of year %s, line %d: %s", key, finding.Line, finding.Text)
			}
		}
		if got := f.NumVouchers(); got != o.count[key] {
			t.Errorf("SIE of year %s has %d vouchers, want %d", key, got, o.count[key])
		}
		page, err := fortnox.DecodeVouchers(c.public("/3/vouchers?limit=500&financialyear=" + key))
		if err != nil || len(page.Items) != o.count[key] {
			t.Errorf("year %s lists %d vouchers, %v, want %d", key, len(page.Items), err, o.count[key])
		}
		for _, v := range page.Items {
			c.public(fmt.Sprintf("/3/vouchers/%s/%d?financialyear=%s", strings.ReplaceAll(v.VoucherSeries.Text, " ", "%20"), v.VoucherNumber.Int, key))
		}
		for number, want := range o.balances[key] {
			got, err := fortnox.DecodeAccount(c.public(fmt.Sprintf("/3/accounts/%d?financialyear=%s", number, key)))
			if err != nil || got.BalanceCarriedForward.Ore != int64(want) {
				t.Errorf("account %d of year %s has %v, %v, want %v", number, key, got.BalanceCarriedForward, err, want)
			}
		}
	}
}
