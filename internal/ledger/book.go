// Package ledger holds the books of a company as values: years, accounts,
// balances and vouchers, whatever program they came from.
package ledger

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Book is what one import says: a company and its financial years, the
// latest first. Years[0] is the year of the engagement. A Book never changes.
type Book struct {
	Company Company
	Years   []Year
}

// Company is whose books these are, in the source's words.
type Company struct {
	Name  string `json:"name"`
	OrgNr string `json:"orgnr"` // NNNNNN-NNNN, or empty when the source does not say
}

// A Year (räkenskapsår) holds everything booked in it.
type Year struct {
	Period   civil.Period
	Accounts []Account     // sorted by number
	Balances []Balance     // sorted by account number; only accounts that have something
	Vouchers []Voucher     // in the source's order
	Objects  []NamedObject // declared cost centres, projects and the like, sorted by dimension and code
}

// An Account is a line of the chart (konto). Number is text: some programs use
// three to six digits and leading zeros.
type Account struct {
	Number string
	Name   string
	Result bool // belongs to the income statement, else to the balance sheet
}

// Balance is one account's year in öre, debit positive. For a result account
// Opening is zero and Closing is the year's result on it (#RES).
//
// Stated is what the source itself says the closing balance is; it equals
// Closing unless the source contradicts its own vouchers, which is a finding.
type Balance struct {
	Account string
	Opening money.Amount
	Moved   money.Amount
	Stated  money.Amount
}

// Closing is the balance after every voucher of the year (UB or RES).
func (b Balance) Closing() money.Amount { return b.Opening + b.Moved }

// A Voucher (verifikation) is one event in the books. Series and Number are
// the source system's own, "A" and "127". Date is the accounting date. The
// rows that count sum to zero, or the import has a finding that says not.
// Source: Bokföringslagen (1999:1078) 5 kap. 6–7 §§; SIE 4 item #VER.
type Voucher struct {
	Series     string
	Number     string
	Date       civil.Date
	Text       string
	Registered civil.Date
	Rows       []Row
}

// ID is how people name the voucher: "A 412".
func (v Voucher) ID() string { return strings.TrimSpace(v.Series + " " + v.Number) }

// A Row is one line of a voucher. Struck rows were removed afterwards: they
// stay visible and count nowhere.
type Row struct {
	Account string
	Amount  money.Amount
	Text    string
	Objects []Object
	Struck  bool
	Added   bool
}

// Object is a cost centre (dimension "1"), project ("6") or the like.
type Object struct {
	Dimension string
	Code      string
}

// The dimensions that have a meaning of their own in the standard chart of SIE.
// Source: SIE filformat 4C, item #DIM.
const (
	CostCentre = "1" // kostnadsställe
	Project    = "6" // projekt
)

// A NamedObject is an object as the source declares it.
type NamedObject struct {
	Dimension string `json:"dimension"`
	Code      string `json:"code"`
	Name      string `json:"name,omitempty"`
}

// Account finds an account of the chart by its number.
func (y Year) Account(number string) (Account, bool) {
	i, ok := slices.BinarySearchFunc(y.Accounts, number, func(a Account, n string) int {
		return strings.Compare(a.Number, n)
	})
	if !ok {
		return Account{}, false
	}
	return y.Accounts[i], true
}

// Balance finds an account's balance; an account without any is zero.
func (y Year) Balance(number string) Balance {
	i, ok := slices.BinarySearchFunc(y.Balances, number, func(b Balance, n string) int {
		return strings.Compare(b.Account, n)
	})
	if !ok {
		return Balance{Account: number}
	}
	return y.Balances[i]
}

// IsResult tells whether an account number belongs to the income statement by
// the BAS rule: classes 3–8. Classes 0 and 9 are internal and in neither.
func IsResult(number string) bool {
	return number != "" && number[0] >= '3' && number[0] <= '8'
}

// IsBalance tells whether an account number belongs to the balance sheet by
// the BAS rule: classes 1 and 2.
func IsBalance(number string) bool {
	return number != "" && (number[0] == '1' || number[0] == '2')
}
