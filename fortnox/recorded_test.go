package fortnox

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// exchange is one recorded request and answer.
type exchange struct {
	Request struct {
		Method, Host, Path string
	}
	Response struct {
		Status int
		Body   json.RawMessage
	}
}

// recorded gives all recorded exchanges by file name, or skips the test.
func recorded(t *testing.T) map[string][]exchange {
	t.Helper()
	root := os.Getenv("BOKSLUT_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	names, _ := filepath.Glob(filepath.Join(root, "fortnox", "recorded", "*.json"))
	if len(names) == 0 {
		t.Skip("no recorded answers: set BOKSLUT_SHARED to the folder of reference material")
	}
	all := map[string][]exchange{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var one struct {
			exchange
			Interactions []exchange
		}
		if err := json.Unmarshal(raw, &one); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(one.Interactions) == 0 {
			one.Interactions = []exchange{one.exchange}
		}
		all[filepath.Base(name)] = one.Interactions
	}
	return all
}

// reencoded decodes raw and gives what the types kept of it.
func reencoded(path string, raw []byte) (any, bool, error) {
	resource, rest, _ := strings.Cut(strings.Trim(strings.TrimPrefix(path, "/3/"), "/"), "/")
	single := rest != ""
	var v any
	var err error
	switch resource {
	case "accounts":
		v, err = pick(single, raw, DecodeAccount, DecodeAccounts)
	case "customers":
		v, err = pick(single, raw, DecodeCustomer, DecodeCustomers)
	case "financialyears":
		v, err = pick(single, raw, DecodeFinancialYear, DecodeFinancialYears)
	case "invoices":
		v, err = pick(single, raw, DecodeInvoice, DecodeInvoices)
	case "vouchers":
		v, err = pick(single, raw, DecodeVoucher, DecodeVouchers)
	default:
		return nil, false, nil
	}
	return v, true, err
}

func pick[T any](single bool, raw []byte, one func([]byte) (T, error), page func([]byte) (Page[T], error)) (any, error) {
	if single {
		return one(raw)
	}
	return page(raw)
}

func TestRecordedAnswersDecode(t *testing.T) {
	decoded := 0
	for name, list := range recorded(t) {
		for _, x := range list {
			if x.Response.Status >= 300 || x.Request.Host != "api.fortnox.se" {
				continue
			}
			path := x.Request.Path
			if x.Request.Method == "POST" {
				path += "/new"
			}
			_, ours, err := reencoded(path, x.Response.Body)
			if err != nil {
				t.Errorf("%s %s %s: %v", name, x.Request.Method, x.Request.Path, err)
			}
			if ours {
				decoded++
			}
		}
	}
	if decoded < 450 {
		t.Errorf("decoded %d recorded answers, want at least 450", decoded)
	}
}

// Recorded balances: brought forward + rows that are not removed = carried
// forward cannot be checked on a part of the ledger, but every voucher balances.
func TestRecordedVouchersBalance(t *testing.T) {
	removed := 0
	for name, list := range recorded(t) {
		if !strings.HasPrefix(name, "vouchers.single") {
			continue
		}
		for _, x := range list {
			v, err := DecodeVoucher(x.Response.Body)
			if err != nil {
				t.Fatalf("%s %s: %v", name, x.Request.Path, err)
			}
			var sum int64
			for _, r := range v.VoucherRows.Items {
				if r.Debit.Inexact || r.Credit.Inexact {
					t.Errorf("%s: an amount has more than two decimals", x.Request.Path)
				}
				if r.Removed.Bool {
					removed++
				}
				sum += r.Ore()
			}
			if sum != 0 || len(v.VoucherRows.Items) == 0 || !v.TransactionDate.Valid {
				t.Errorf("%s: %d rows sum to %d öre on %q, want rows that sum to 0 and a date",
					x.Request.Path, len(v.VoucherRows.Items), sum, v.TransactionDate)
			}
		}
	}
	if removed == 0 {
		t.Error("no removed row was seen, the recordings have some")
	}
}

// Every recorded error is told apart from an answer of somebody else, with its
// code.
func TestRecordedErrors(t *testing.T) {
	seen := 0
	for name, list := range recorded(t) {
		for _, x := range list {
			if x.Response.Status < 400 || x.Request.Host != "api.fortnox.se" {
				continue
			}
			seen++
			e := bodyError(x.Response.Status, x.Response.Body)
			if e.Foreign || e.Message == "" || e.Code == 0 && x.Response.Status != 401 {
				t.Errorf("%s: read as %+v, want Fortnox's own with a code", name, e)
			}
		}
	}
	if seen < 8 {
		t.Errorf("%d recorded errors, want at least 8", seen)
	}
}
