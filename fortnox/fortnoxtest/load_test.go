package fortnoxtest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// altered is Provbolaget with replacements in one file; an empty pair takes the file away.
func altered(t testing.TB, file string, pairs ...string) fs.FS {
	t.Helper()
	folder := largeCompany(t, 0).(fstest.MapFS)
	if len(pairs) == 0 {
		delete(folder, file)
		return folder
	}
	before := string(folder[file].Data)
	after := strings.NewReplacer(pairs...).Replace(before)
	if after == before {
		t.Fatalf("%s does not contain %q", file, pairs[0])
	}
	folder[file] = &fstest.MapFile{Data: []byte(after)}
	return folder
}

func TestLoadRefusesContradictions(t *testing.T) {
	for _, tt := range []struct {
		name, file, from, to string
		want                 string // part of the error
	}{
		{"unbalanced", "vouchers.json", `"Debit":4000`, `"Debit":4001`, "does not balance: debit minus credit is 1"},
		{"number_twice", "vouchers.json", `"VoucherNumber":2,`, `"VoucherNumber":1,`, "given twice"},
		{"date_outside_the_year", "vouchers.json", `"2025-03-01"`, `"2024-03-01"`, "not inside year 3"},
		{"no_such_date", "vouchers.json", `"2025-03-01"`, `"2025-03-32"`, "not inside year 3"},
		{"year_unknown", "vouchers.json", `"3":[`, `"5":[`, `year "5"`},
		{"not_json", "vouchers.json", `]`, ``, "vouchers.json"},
		{"account_twice", "accounts.json", `"Number":1930`, `"Number":1510`, "account 1510 in year 3: given twice"},
		{"amount_in_thousandths", "accounts.json", `"BalanceBroughtForward":50000`, `"BalanceBroughtForward":0.001`, "two decimals"},
		{"series_twice", "voucherseries.json", `"Code":"B"`, `"Code":"A"`, `series "A"`},
		{"years_in_wrong_order", "financialyears.json", `"2025-12-31"`, `"2024-12-31"`, "two dates in order"},
		{"default_year_unknown", "settings.json", `"DefaultFinancialYear": 1`, `"DefaultFinancialYear": 9`, "no such year"},
		{"lock_is_no_date", "settings.json", `"2025-06-30"`, `"30/6"`, "EndDate"},
		{"document_twice", "invoices.json", `"DocumentNumber":"2"`, `"DocumentNumber":"1"`, "given twice"},
		{"document_without_key", "customers.json", `"CustomerNumber"`, `"Number"`, "CustomerNumber"},
		{"no_tenant", "app.json", `"Tenant": 4711`, `"Tenant": 0`, "Tenant"},
		{"no_clock", "app.json", `"2026-02-20"`, `""`, "Clock"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := New(Options{})
			err := srv.Load(altered(t, tt.file, tt.from, tt.to))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want one with %q", err, tt.want)
			}
			if got := srv.Companies(); len(got) != 0 {
				t.Errorf("got companies %v, want none", got)
			}
		})
	}
}

// Errors name the file and the line where the object begins that is wrong.
func TestLoadErrorsNameTheLine(t *testing.T) {
	lineOf := func(file, text string) int {
		data, err := os.ReadFile(filepath.Join(provbolaget, file))
		if err != nil {
			t.Fatal(err)
		}
		before, _, found := strings.Cut(string(data), text)
		if !found {
			t.Fatalf("%s does not contain %q", file, text)
		}
		return 1 + strings.Count(before, "\n")
	}
	for _, tt := range []struct{ file, from, to string }{
		{"vouchers.json", `"Debit":4000`, `"Debit":4001`},
		{"vouchers.json", `"Debit":4000`, `"Debit":x`},
		{"vouchers.json", `"2025-11-10"`, `"2024-11-10"`},
		{"accounts.json", `"Number":1930`, `"Number":"x"`},
		{"voucherseries.json", `"Code":"B"`, `"Code":""`},
		{"invoices.json", `"DocumentNumber":"2"`, `"DocumentNumber":"1"`},
		{"customers.json", `"CustomerNumber":"2"`, `"CustomerNumber":null`},
		{"financialyears.json", `"2025-12-31"`, `"2024-12-31"`},
		{"app.json", `"Tenant": 4711`, `"Tenant": "x"`},
		{"settings.json", `"DefaultFinancialYear": 1`, `"DefaultFinancialYear": x`},
	} {
		want := fmt.Sprintf("%s:%d: ", tt.file, lineOf(tt.file, tt.from))
		if err := New(Options{}).Load(altered(t, tt.file, tt.from, tt.to)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s for %s: got error %v, want one at %q", tt.to, tt.from, err, want)
		}
	}
}

// A folder may be the company itself, and have byte order marks.
func TestLoadOneCompany(t *testing.T) {
	srv := New(Options{})
	if err := srv.LoadAll(altered(t, "vouchers.json", `{"Vouchers"`, "\ufeff"+`{"Vouchers"`)); err != nil || len(srv.Companies()) != 1 {
		t.Errorf("got %v, %v, want one company", srv.Companies(), err)
	}
}

func TestLoadOfMissingFiles(t *testing.T) {
	if err := New(Options{}).LoadAll(fstest.MapFS{"x/readme": {}}); err == nil {
		t.Errorf("LoadAll of a folder without companies: want an error")
	}
	for file, ok := range map[string]bool{"taxreductions.json": true, "invoices.json": true, "vouchers.json": false,
		"accounts.json": false, "app.json": false, "settings.json": false} {
		if err := New(Options{}).Load(altered(t, file)); (err == nil) != ok {
			t.Errorf("without %s: got error %v, want none: %v", file, err, ok)
		}
	}
}

func TestLoadTwoCompanies(t *testing.T) {
	srv := New(Options{})
	if err := srv.Load(os.DirFS(provbolaget)); err != nil {
		t.Fatal(err)
	}
	if err := srv.Load(os.DirFS(provbolaget)); err == nil {
		t.Errorf("the same company twice: want an error")
	}
	other := altered(t, "app.json", `"Tenant": 4711`, `"Tenant": 4712`, `8080/fortnox`, `9090/fortnox`)
	if err := srv.Load(other); err != nil {
		t.Fatal(err)
	}
	app, _ := srv.oauth.app("klient-prov")
	if len(app.RedirectURIs) != 2 {
		t.Errorf("got addresses %v, want those of both companies", app.RedirectURIs)
	}
	if err := srv.Load(altered(t, "app.json", `"Tenant": 4711`, `"Tenant": 4713`, `hemlig-prov`, `annan`)); err == nil {
		t.Errorf("same client id, another secret: want an error")
	}
	if got := len(srv.Companies()); got != 2 {
		t.Errorf("got %d companies, want 2", got)
	}
}
