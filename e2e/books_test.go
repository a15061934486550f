package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/demo/company"
	"bokslut/internal/money"
)

// A balance is an account of the year to close: öre, debit positive.
type balance struct {
	Opening, Closing money.Amount
}

// balances gives all accounts of the company's year to close: the opening
// balances that Fortnox says, and what its vouchers add.
func (f *localFortnox) balances(c company.Company) map[string]balance {
	f.t.Helper()
	year := c.Truth().ClosingYearID
	tokens, err := f.Grant(company.ClientID, c.Tenant(), false)
	if err != nil {
		f.t.Fatal(err)
	}
	var answer struct {
		Accounts []struct {
			Number                int
			BalanceBroughtForward json.Number
		}
	}
	f.get(tokens, fmt.Sprintf("/3/accounts?financialyear=%d&limit=500", year), &answer)
	all := map[string]balance{}
	for _, a := range answer.Accounts {
		opening, err := money.Parse(a.BalanceBroughtForward.String())
		if err != nil {
			f.t.Fatal(err)
		}
		all[strconv.Itoa(a.Number)] = balance{opening, opening}
	}
	vouchers, err := f.Vouchers(c.Tenant(), year)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, v := range vouchers {
		for _, r := range v.VoucherRows {
			if !r.Removed {
				b := all[strconv.Itoa(r.Account)]
				b.Closing += money.Amount(r.Debit - r.Credit)
				all[strconv.Itoa(r.Account)] = b
			}
		}
	}
	return all
}

// get reads a JSON answer of Fortnox.
func (f *localFortnox) get(tokens fortnoxtest.Tokens, path string, answer any) {
	f.t.Helper()
	if err := json.Unmarshal(f.read(tokens, path, "application/json"), answer); err != nil {
		f.t.Fatalf("GET %s: %v", path, err)
	}
}

func (f *localFortnox) read(tokens fortnoxtest.Tokens, path, accept string) []byte {
	f.t.Helper()
	req, err := http.NewRequest(http.MethodGet, f.URL+path, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+tokens.Access)
	req.Header.Set("Accept", accept)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		f.t.Fatalf("GET %s: %s, %v", path, resp.Status, err)
	}
	return body
}

// sie is the SIE file that Fortnox serves of the company's financial year that
// begins with the date.
func (f *localFortnox) sie(c company.Company, begins string) []byte {
	f.t.Helper()
	tokens, err := f.Grant(company.ClientID, c.Tenant(), false)
	if err != nil {
		f.t.Fatal(err)
	}
	var years struct {
		FinancialYears []struct {
			ID       int `json:"Id"`
			FromDate string
		}
	}
	f.get(tokens, "/3/financialyears", &years)
	for _, y := range years.FinancialYears {
		if y.FromDate == begins {
			return f.read(tokens, fmt.Sprintf("/3/sie/4?financialyear=%d", y.ID), "*/*")
		}
	}
	f.t.Fatalf("Fortnox has no year that begins %s", begins)
	return nil
}

// book lets somebody make a voucher in Fortnox itself on the last day of the
// year to close: amount in debit on the first account and in credit on the
// second.
func (f *localFortnox) book(c company.Company, text string, debit, credit int, amount money.Amount) fortnoxtest.Voucher {
	f.t.Helper()
	v, err := f.AddVoucher(c.Tenant(), fortnoxtest.Voucher{
		VoucherSeries: "A", TransactionDate: c.Truth().Closing.To.String(), Year: c.Truth().ClosingYearID, Description: text,
		VoucherRows: []fortnoxtest.Row{
			{Account: debit, Debit: fortnoxtest.Ore(amount)}, {Account: credit, Credit: fortnoxtest.Ore(amount)},
		},
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}
