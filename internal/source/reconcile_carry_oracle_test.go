package source_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/subledger"
	"bokslut/internal/testenv"
)

// cashClosing is what the oracle says that a cash-method company books at the
// closing date.
type cashClosing struct {
	Years []struct {
		AsOf    civil.Date `json:"as_of"`
		Status  string
		Closing struct {
			Status   string
			Vouchers []struct {
				Side, Document string
				Open           money.Amount            `json:"open_cents"`
				Rows           map[string]money.Amount `json:"rows_ore"`
			}
			Paid []struct {
				Side, Payment, Document, Date string
				SEK                           money.Amount `json:"sek_ore"`
			} `json:"payments_already_booked_next_year"`
		} `json:"cash_method_closing"`
	}
}

// posting is what is booked, in öre, in order of account.
func posting(rows map[string]money.Amount) string {
	plain := map[string]int64{}
	for account, amount := range rows {
		plain[account] = int64(amount)
	}
	return fmt.Sprint(plain)
}

// Årsomföring is proposed for just the documents that the oracle lists, booked as
// it says, with
// the payments of the next year that would count twice, and not where it is done.
func TestYearEndOfTheCashMethodIsThatOfTheOracle(t *testing.T) {
	companies(t, func(t *testing.T, parts []source.Part, answers oracle) {
		var want cashClosing
		read(t, filepath.Join(testenv.Shared(t), "companies", answers.Label, "oracle.json"), &want)
		book, _, err := source.Book(parts)
		if err != nil {
			t.Fatal(err)
		}
		customers, suppliers, err := source.Registers(parts)
		if err != nil {
			t.Fatal(err)
		}
		for _, year := range want.Years {
			if year.Status == "current" {
				continue
			}
			var documents, payments, gotDocuments, gotPayments []string
			for _, v := range year.Closing.Vouchers {
				if year.Closing.Status == "to be booked" {
					documents = append(documents, fmt.Sprintln(v.Side, v.Document, int64(v.Open), posting(v.Rows)))
				}
			}
			for _, p := range year.Closing.Paid {
				payments = append(payments, fmt.Sprintln(p.Side, p.Payment, p.Document, p.Date))
			}
			for side, l := range map[string]subledger.Ledger{
				"receivable": customers.WithBook(book).AsOf(year.AsOf), "payable": suppliers.WithBook(book).AsOf(year.AsOf),
			} {
				sign := money.Amount(1)
				if side == "payable" {
					sign = -1
				}
				for _, i := range l.ToCarry(l.Reconcile(book)) {
					rows := map[string]money.Amount{}
					for _, row := range i.Posting() {
						rows[row.Account] += row.Amount
					}
					gotDocuments = append(gotDocuments, fmt.Sprintln(side, i.Number, int64(sign*i.Open), posting(rows)))
					for _, s := range i.After {
						if s.Kind == subledger.ByPayment {
							gotPayments = append(gotPayments, fmt.Sprintln(side, s.Number, i.Number, s.Date))
						}
					}
				}
			}
			for _, list := range [][]string{documents, payments, gotDocuments, gotPayments} {
				slices.Sort(list)
			}
			compare(t, year.AsOf.String()+" to carry", documents, gotDocuments)
			compare(t, year.AsOf.String()+" paid since", payments, gotPayments)
		}
	})
}
