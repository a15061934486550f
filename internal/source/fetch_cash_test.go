package source_test

import (
	"path/filepath"
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/testenv"
)

// By the cash method an import also reads each document that was unpaid, and
// knows then what årsomföring books per account, VAT by rate: that of the
// oracle. One more import reads none of them again.
func TestFetchOfTheCashMethod(t *testing.T) {
	companies(t, func(t *testing.T, _ []source.Part, answers oracle) {
		var truth struct {
			Years []struct {
				Closing struct {
					Status     string
					PerAccount map[string]money.Amount `json:"per_account_ore"`
					Vouchers   []struct {
						Open money.Amount `json:"open_cents"`
					}
				} `json:"cash_method_closing"`
				Receivables, Payables struct {
					Items []struct {
						OnAccount bool         `json:"booked_on_account"`
						Open      money.Amount `json:"open_cents"`
					}
				}
			}
		}
		read(t, filepath.Join(testenv.Shared(t), "companies", answers.Label, "oracle.json"), &truth)
		for i, year := range truth.Years {
			if year.Closing.Status != "to be booked" {
				continue
			}
			unpaid := 0
			for _, v := range year.Closing.Vouchers {
				if v.Open > 0 {
					unpaid++
				}
			}
			for _, item := range append(year.Receivables.Items, year.Payables.Items...) {
				if item.OnAccount && item.Open > 0 { // carried by an earlier closing, and still unpaid
					unpaid++
				}
			}
			srv, client := localFortnox(t, companyDir(t, answers.Label))
			asked := want(answers, answers.Years[i])
			asked.Cash = true
			srv.ResetJournal()
			parts, err := source.Fetch(t.Context(), connect(client), asked, nil)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, "requests", fewest(answers, i)+unpaid, len(srv.Journal()))
			compare(t, "per account", year.Closing.PerAccount, carried(t, parts, answers, i))
			srv.ResetJournal()
			again, err := source.Update(t.Context(), connect(client), asked, parts, nil)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(srv.Journal()); n > 30 {
				t.Errorf("one more import took %d requests", n)
			}
			compare(t, "per account, later", year.Closing.PerAccount, carried(t, again, answers, i))
		}
	})
}

// carried sums what årsomföring books by account.
func carried(t *testing.T, parts []source.Part, answers oracle, year int) map[string]money.Amount {
	t.Helper()
	book, _, err := source.Book(parts)
	if err != nil {
		t.Fatal(err)
	}
	customers, suppliers, err := source.Registers(parts)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]money.Amount{}
	asOf := answers.Years[year].AsOf
	one, other := customers.WithBook(book).AsOf(asOf), suppliers.WithBook(book).AsOf(asOf)
	for _, i := range append(one.ToCarry(one.Reconcile(book)), other.ToCarry(other.Reconcile(book))...) {
		rows := i.Posting()
		if rows == nil {
			t.Errorf("%s: nothing is known of what books it", i.Number)
		}
		for _, row := range rows {
			sums[row.Account] += row.Amount
		}
	}
	return sums
}
