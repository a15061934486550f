package company_test

import (
	"encoding/json"
	"io/fs"
	"sort"
	"strconv"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/demo/company"
	"bokslut/internal/money"
)

// A folder is a company as a reader of the JSON sees it. Nothing in it comes
// from the generator's own structures.
type folder struct {
	years     []*bookYear // by date
	customers []party
	suppliers []party
	sales     []*doc
	bills     []*doc
	in, out   []*pay

	byNumber map[voucherKey]*voucher
}

type voucherKey struct {
	year   int
	series string
	number int
}

type bookYear struct {
	ID       int `json:"Id"`
	FromDate string
	ToDate   string
	accounts []account
	series   []series
	vouchers []*voucher
}

type account struct {
	Number, SRU, Year                            int
	Active                                       bool
	Description                                  string
	BalanceBroughtForward, BalanceCarriedForward ore
}

type series struct {
	Code              string
	Manual            bool
	NextVoucherNumber int
}

type voucher struct {
	VoucherSeries                  string
	VoucherNumber, Year            int
	Description, TransactionDate   string
	ReferenceType, ReferenceNumber string
	RegistrationDate               string `json:"_RegistrationDate"`
	VoucherRows                    []struct {
		Account             int
		Debit, Credit       ore
		Description         string
		Removed             bool
		CostCenter, Project string
		RemovedBy           string `json:"_RemovedBy"`
		AddedBy             string `json:"_AddedBy"`
	}
}

// sum is the not removed rows on an account, debit positive; 0 is all accounts.
func (v *voucher) sum(account int) money.Amount {
	var sum ore
	for _, r := range v.VoucherRows {
		if !r.Removed && (account == 0 || r.Account == account) {
			sum += r.Debit - r.Credit
		}
	}
	return money.Amount(sum)
}

type party struct {
	Name, OrganisationNumber, CustomerNumber, SupplierNumber string
}

// ore reads a JSON number or a quoted one with at most two decimals.
type ore money.Amount

func (o *ore) UnmarshalJSON(b []byte) error {
	n, err := scaled(b, 2)
	*o = ore(n)
	return err
}

// rate reads a rate in 1/10 000.
type rate int64

func (r *rate) UnmarshalJSON(b []byte) error {
	n, err := scaled(b, 4)
	*r = rate(n)
	return err
}

func scaled(b []byte, decimals int) (int64, error) {
	s := string(b)
	if s[0] == '"' {
		s = s[1 : len(s)-1]
	}
	at := len(s)
	for i, c := range s {
		if c == '.' {
			at = i
		}
	}
	digits := s[:at]
	for i := range decimals {
		if at+1+i < len(s) {
			digits += s[at+1+i : at+2+i]
		} else {
			digits += "0"
		}
	}
	if len(s) > at+1+decimals {
		return 0, &json.UnsupportedValueError{Str: s}
	}
	return strconv.ParseInt(digits, 10, 64)
}

// each runs a test for every company.
func each(t *testing.T, f func(t *testing.T, c company.Company, b *folder)) {
	for _, c := range company.All() {
		t.Run(c.Name(), func(t *testing.T) {
			f(t, c, load(t, c))
		})
	}
}

// loaded keeps what was read: tests run one at a time and set their own sums.
var loaded = map[string]*folder{}

func load(t *testing.T, c company.Company) *folder {
	t.Helper()
	if loaded[c.Name()] == nil {
		loaded[c.Name()] = read(t, c.FS())
	}
	return loaded[c.Name()]
}

func read(t *testing.T, files fs.FS) *folder {
	t.Helper()
	b := &folder{byNumber: map[voucherKey]*voucher{}}
	b.years = items[*bookYear](t, files, "financialyears.json", "FinancialYears")
	sort.Slice(b.years, func(i, j int) bool { return b.years[i].FromDate < b.years[j].FromDate })
	accounts := byYear[account](t, files, "accounts.json", "Accounts")
	codes := byYear[series](t, files, "voucherseries.json", "VoucherSeriesCollection")
	vouchers := byYear[*voucher](t, files, "vouchers.json", "Vouchers")
	for _, y := range b.years {
		id := strconv.Itoa(y.ID)
		y.accounts, y.series, y.vouchers = accounts[id], codes[id], vouchers[id]
		for _, v := range y.vouchers {
			b.byNumber[voucherKey{y.ID, v.VoucherSeries, v.VoucherNumber}] = v
		}
	}
	b.customers = items[party](t, files, "customers.json", "Customers")
	b.suppliers = items[party](t, files, "suppliers.json", "Suppliers")
	b.sales = items[*doc](t, files, "invoices.json", "Invoices")
	b.bills = items[*doc](t, files, "supplierinvoices.json", "SupplierInvoices")
	b.in = items[*pay](t, files, "invoicepayments.json", "InvoicePayments")
	b.out = items[*pay](t, files, "supplierinvoicepayments.json", "SupplierInvoicePayments")
	return b
}

func items[T any](t *testing.T, files fs.FS, name, key string) []T {
	t.Helper()
	var file map[string][]T
	readJSON(t, files, name, &file)
	return file[key]
}

func byYear[T any](t *testing.T, files fs.FS, name, key string) map[string][]T {
	t.Helper()
	var file map[string]map[string][]T
	readJSON(t, files, name, &file)
	return file[key]
}

func readJSON(t *testing.T, files fs.FS, name string, into any) {
	t.Helper()
	data, err := fs.ReadFile(files, name)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func (b *folder) voucher(year int, series string, number int) *voucher {
	return b.byNumber[voucherKey{year, series, number}]
}

func (y *bookYear) account(number int) account {
	for _, a := range y.accounts {
		if a.Number == number {
			return a
		}
	}
	return account{}
}

func date(s string) civil.Date { return civil.MustParse(s) }
