package tax_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
	"bokslut/internal/testenv"
)

// TestFormsFromTheCoupling books one krona on the first and the last account of
// every published range and looks for it on the published row.
func TestFormsFromTheCoupling(t *testing.T) {
	for _, row := range table(t, "coupling-ink2r.csv") {
		code, label := row["sru_code"], row["row"]
		if label == "3.26" || label == "3.27" {
			continue // the result is that of the plan
		}
		for _, r := range strings.Split(row["account_ranges"], ",") {
			first, last, ok := strings.Cut(r, "-")
			if !ok {
				last = first
			}
			for _, account := range []string{first, last} {
				asset, cost := code < "7300", code >= "7500"
				amount := money.Amount(1_000)
				switch {
				case strings.HasPrefix(label, "2.") && !asset, strings.HasPrefix(label, "3.") && !cost:
					amount = -amount
				case strings.HasPrefix(label, "3.5"), strings.HasPrefix(label, "3.6"):
					if goods := account < "4100" || account >= "4200" && account < "4300" || account >= "4930"; goods != (label == "3.6") {
						continue // the table has 40xx–47xx on both rows
					}
				}
				if account >= "2510" && account <= "2519" {
					continue // the debt that the plan computes is added
				}
				if changes := account[:3] == "881" || account[:3] == "211" || account[:3] == "212" || account[:3] == "213" || account[:2] == "89" || account >= "2090" && account <= "2099"; changes {
					continue // moved by the plan; see the examples
				}
				r := compute(t, facts("2025-01-01 2025-12-31", map[string]money.Amount{account: amount}), tax.Choice{Kind: tax.KindNone})
				if got := rowsOf(t, r, account); got != code+":1000" {
					t.Errorf("%s: fields %s, want %s:1000", account, got, code)
				}
			}
		}
	}
}

// rowsOf lists the fields of INK2R that an account stands behind.
func rowsOf(t *testing.T, r tax.Result, account string) string {
	t.Helper()
	list, _, err := r.INK2()
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range list {
		for _, a := range f.Accounts {
			if f.Form == "INK2R" && a.Account == account {
				found = append(found, f.Code+":"+strings.TrimSuffix(f.Amount.Plain(), ",00"))
			}
		}
	}
	return strings.Join(found, " ")
}

// TestUncoupledAccounts lists the BAS numbers that no row of INK2R takes.
func TestUncoupledAccounts(t *testing.T) {
	got := spans(1000, 8999, func(n string) string {
		if n[:3] == "881" || n[:3] == "211" || n[:3] == "212" || n[:3] == "213" {
			return "" // unbalanced alone
		}
		f := tax.Facts{Company: tax.Company{Form: tax.AB}, Year: period("2025-01-01 2025-12-31")}
		f.Accounts = []ledger.AccountTotal{{Number: n, Result: ledger.IsResult(n), Moved: 1_000 * kr}}
		_, findings, err := compute(t, f, tax.Choice{Kind: tax.KindNone}).INK2()
		if err != nil {
			t.Fatal(err)
		}
		return when(has(findings, tax.FoundUncoupled), "none")
	})
	want := `1300–1309 none
1390–1409 none
1430–1439 none
1500–1509 none
1590–1609 none
2000–2079 none
2100–2109 none
2140–2149 none
2200–2209 none
2300–2309 none
2400–2409 none
8500–8809 none
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("without a row (-want +got):\n%s", diff)
	}
}

func table(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join(testenv.Shared(t), "data", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes = ';', true
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, head := range lines[0] {
			row[head] = line[i]
		}
		list = append(list, row)
	}
	return list
}

// TestFieldCodes makes every field that the program knows and looks it up in
// the agency's table: form, row and code belong together.
func TestFieldCodes(t *testing.T) {
	known := map[string]string{}
	for _, row := range table(t, "ink2.csv") {
		known[row["form"]+" "+row["sru_code"]] = row["row"]
	}
	got := map[string]bool{}
	for _, sign := range []money.Amount{1, -1} {
		for _, f := range everyField(t, sign) {
			key := f.Form + " " + f.Code
			if row, ok := known[key]; !ok || row != f.Row {
				t.Errorf("%s stands on row %q, want %q (known %v)", key, f.Row, row, ok)
			}
			got[key] = true
		}
	}
	for key := range known {
		switch key {
		case "INK2 7131", "INK2 90", "INK2 1582": // risk tax of banks, free text, renewable power
		default:
			if !got[key] {
				t.Errorf("%s is never made", key)
			}
		}
	}
}

// everyField is a declaration with an amount on every row: costs and debts
// when sign is 1, income where a row has two sides when it is −1.
func everyField(t *testing.T, sign money.Amount) []tax.Field {
	t.Helper()
	balances := map[string]money.Amount{}
	for account := 1010; account < 9000; account += 1 {
		if skip := account >= 2000 && account < 2080 || account >= 2110 && account < 2140 || account >= 8810 && account < 8820 || account >= 8990; !skip {
			balances[strconv.Itoa(account)] = 1_000
			if account >= 2000 && account < 4000 || account >= 8000 && account < 8900 && sign < 0 {
				balances[strconv.Itoa(account)] = -1_000
			}
			if account >= 4000 && account < 5000 || account >= 8300 && account < 8370 || account >= 8820 && account < 8830 {
				balances[strconv.Itoa(account)] = sign * 1_000
			}
		}
	}
	f := facts("2025-01-01 2025-12-31", balances)
	yes := sign > 0
	f.Upplysningar = tax.Upplysningar{Byggnader: 1_00, Markanlaggningar: 2_00, RestvardeAterfort: 3_00, Bitradd: &yes, Revision: &yes}
	f.Pension = &tax.Pension{Underlag: ptr(sign * 1_000_00)}
	for row := 8; row <= 15; row++ {
		f.Fastigheter = append(f.Fastigheter, tax.Fastighet{Rad: "1." + strconv.Itoa(row), Taxeringsvarde: 1_000_00, Avgift: ptr(1)})
	}
	for _, row := range []string{"1.6a", "1.6b", "1.7a", "1.7b"} {
		f.Avkastning = append(f.Avkastning, tax.Avkastning{Rad: row, Underlag: 1_000_00})
	}
	for i, row := range strings.Fields("4.3b 4.3c 4.4a 4.4b 4.5a 4.5b 4.5c 4.6a 4.6b 4.6c 4.6d 4.6e 4.7a 4.7b 4.7c 4.7d 4.7e 4.7f 4.8a 4.8b 4.8c 4.8d 4.9 4.10 4.11 4.12 4.13") {
		amount := money.Amount(20_000_000_00)
		if minus := "4.4a 4.4b 4.5a 4.5b 4.5c 4.7a 4.7c 4.7f 4.8a 4.8d 4.11"; slices.Contains(strings.Fields(minus), row) {
			amount = -amount
		}
		if both := "4.9 4.10 4.13"; slices.Contains(strings.Fields(both), row) {
			amount *= sign
		}
		f.Additions = append(f.Additions, tax.Addition{ID: strconv.Itoa(i), Row: row, Amount: amount})
	}
	f.Ingaende.Underskott = tax.Underskott{Belopp: 3_000_00, Sparrat: 1_000_00, Agarforandring: &tax.Agarforandring{Aldre: 1_000_00}}
	f.Koncernbidrag = tax.Koncernbidrag{Mottaget: ptr(90_000_000_000_00), Lamnat: ptr(1_000_00)}
	if sign < 0 { // a loss
		f.Koncernbidrag = tax.Koncernbidrag{Mottaget: ptr(1_000_00), Lamnat: ptr(90_000_000_000_00)}
	}
	fields, _, err := compute(t, withFund(f, "2129", "2019-01-01 2019-12-31", 1_000), tax.Choice{Kind: tax.KindMax}).INK2()
	if err != nil {
		t.Fatal(err)
	}
	return fields
}

func TestAccountsThatChangeSides(t *testing.T) {
	for _, tt := range []struct {
		name     string
		balances map[string]money.Amount
		want     map[string]money.Amount
	}{
		{"claim_on_the_tax_account", map[string]money.Amount{"1630": 500}, map[string]money.Amount{"INK2R 7261": 500}},
		{"debt_on_the_tax_account", map[string]money.Amount{"1630": -500}, map[string]money.Amount{"INK2R 7368": 500}},
		{"tax_paid_in_advance", map[string]money.Amount{"2518": 500, "2512": -200}, map[string]money.Amount{"INK2R 7261": 300}},
		{"tax_debt", map[string]money.Amount{"2518": 200, "2512": -500}, map[string]money.Amount{"INK2R 7368": 300}},
		{"tax_that_is_even", map[string]money.Amount{"2518": 500, "2512": -500}, map[string]money.Amount{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := fields(t, compute(t, facts("2025-01-01 2025-12-31", tt.balances), tax.Choice{Kind: tax.KindNone}))
			delete(got, "INK2R 7302")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFundsOn8810(t *testing.T) {
	for _, tt := range []struct {
		booked, fund money.Amount
		code         string
	}{{-1_000, 1_000, "INK2R 7420"}, {1_000, -1_000, "INK2R 7525"}} {
		f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000})
		if tt.booked < 0 {
			f = withFund(f, "2129", "2019-01-01 2019-12-31", 1_000)
			book(&f, map[string]money.Amount{"2129": tt.fund, "8810": tt.booked})
		} else {
			book(&f, map[string]money.Amount{"2125": tt.fund, "8810": tt.booked})
		}
		r := compute(t, f, tax.Choice{Kind: tax.KindOwn, Avsattning: max(0, tt.booked) * kr})
		if _, findings, err := r.INK2(); err != nil || has(findings, tax.FoundUncoupled) {
			t.Errorf("8810 has no row: %v, %v", findings, err)
		}
		if got := fields(t, r)[tt.code]; got != 1_000 {
			t.Errorf("8810 of %v: field %s = %v, want 1 000", tt.booked, tt.code, got)
		}
	}
}

func TestGoodsAndMaterials(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"4010": 1, "4110": 2, "4210": 4, "4310": 8, "4810": 16, "4960": 32, "4910": 64})
	values := fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone}))
	if values["INK2R 7512"] != 1+4+32 || values["INK2R 7511"] != 2+8+16+64 {
		t.Errorf("goods %v, materials %v", values["INK2R 7512"], values["INK2R 7511"])
	}
}

func TestDisclosures(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2893": -700, "2393": -50, "2890": -9, "7410": 300, "7490": 20, "7491": 1})
	values := fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone}))
	if values["INK2S 8026"] != 750 || values["INK2S 8022"] != 320 {
		t.Errorf("4.20 %v, 4.21 %v, want 750 and 320", values["INK2S 8026"], values["INK2S 8022"])
	}
	f.Upplysningar.Aktieagarlan, f.Upplysningar.Pensionskostnader = ptr(1_00), ptr(2_00)
	values = fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone}))
	if values["INK2S 8026"] != 1 || values["INK2S 8022"] != 2 {
		t.Errorf("typed: 4.20 %v, 4.21 %v, want 1 and 2", values["INK2S 8026"], values["INK2S 8022"])
	}
}

// TestTheFormsAreWhole sums every field back to the ledger: what the accounts
// behind say is what the field says, and the balance sheet balances.
func TestTheFormsAreWhole(t *testing.T) {
	f := planned()
	book(&f, map[string]money.Amount{"1930": 700_000, "2091": -200_000, "6072": 500, "8314": -70})
	r := compute(t, f, ownPlan)
	list, findings, err := r.INK2()
	if err != nil || len(findings) != 0 {
		t.Fatal(err, findings)
	}
	var assets, rest money.Amount
	for _, field := range list {
		var behind money.Amount
		for _, a := range field.Accounts {
			behind += a.Amount
		}
		if len(field.Accounts) > 0 && field.Row != "4.6a" && field.Row != "4.6d" && tax.Kronor(behind) != field.Amount {
			t.Errorf("%s %s: accounts sum to %v, field is %v", field.Form, field.Code, behind, field.Amount)
		}
		if field.Form == "INK2R" && field.Code < "7300" && field.Text == "" {
			assets += field.Amount
		} else if field.Form == "INK2R" && field.Code < "7400" && field.Text == "" {
			rest += field.Amount
		}
	}
	after, err := r.After()
	if err != nil {
		t.Fatal(err)
	}
	var sum money.Amount
	for _, a := range after {
		sum += a.Closing()
	}
	if assets-rest != sum {
		t.Errorf("assets %v, equity and debts %v, want a difference of %v as in the ledger", assets, rest, sum)
	}
	if list[0].Code != "7011" || list[0].Text != "20250101" || list[1].Code != "7012" || list[1].Text != "20251231" {
		t.Errorf("days %+v", list[:2])
	}
}

func TestUncoupled(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2010": 5, "8510": -5, "8999": 0, "8810": 0})
	_, findings, err := compute(t, f, tax.Choice{Kind: tax.KindNone}).INK2()
	want := []tax.Finding{
		{Code: tax.FoundUncoupled, Severity: tax.Warning, Args: []string{"2010", "5"}},
		{Code: tax.FoundUncoupled, Severity: tax.Warning, Args: []string{"8510", "\u22125"}},
	}
	if diff := cmp.Diff(want, findings); err != nil || diff != "" {
		t.Errorf("findings %v (-want +got):\n%s", err, diff)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	err := tax.WriteCSV(&b, []tax.Field{
		{Form: "INK2R", Code: "7011", Label: "Räkenskapsårets början", Text: "20250101"},
		{Form: "INK2S", Row: "4.3c", Code: "7653", Label: "Andra; kostnader", Amount: -12_00, Accounts: []tax.Behind{{Account: "6072", Amount: -11_50}, {Account: "6982", Amount: -1_25}}},
	})
	want := "\ufeffBlankett;Rad;Fältkod;Benämning;Belopp;Konton\r\n" +
		"INK2R;;7011;Räkenskapsårets början;20250101;\r\n" +
		"INK2S;4.3c;7653;\"Andra; kostnader\";-12;6072: -11,50, 6982: -1,25\r\n"
	if diff := cmp.Diff(want, b.String()); err != nil || diff != "" {
		t.Errorf("table %v (-want +got):\n%s", err, diff)
	}
	if err := tax.WriteCSV(broken{}, nil); err == nil {
		t.Error("a writer that fails gives no error")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }
