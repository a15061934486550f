package source_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/subledger"
)

func TestReconciliationIsThatOfTheOracle(t *testing.T) {
	companies(t, func(t *testing.T, parts []source.Part, answers oracle) {
		receivables, payables, err := source.Registers(parts)
		if err != nil {
			t.Fatal(err)
		}
		book, _, err := source.Book(parts)
		if err != nil {
			t.Fatal(err)
		}
		receivables, payables = receivables.WithBook(book), payables.WithBook(book)
		periods := map[int]string{}
		for _, y := range answers.Years {
			periods[y.ID] = y.From.String()
		}
		for _, year := range answers.Years {
			customers, suppliers := receivables.AsOf(year.AsOf), payables.AsOf(year.AsOf)
			compare(t, year.AsOf.String()+" customers by account", accounts(year.Receivables.ByAccount, 1), byAccount(customers))
			compare(t, year.AsOf.String()+" suppliers by account", accounts(year.Payables.ByAccount, -1), byAccount(suppliers))
			compareOnAccount(t, customers, year.Receivables, 1)
			compareOnAccount(t, suppliers, year.Payables, -1)
			compareClaims(t, customers, year)
			got := append(customers.Reconcile(book), suppliers.Reconcile(book)...)
			compare(t, year.AsOf.String()+" reconciliation", wantReconciliation(year, periods), gotReconciliation(t, got))
		}
	})
}

func accounts(want map[string]money.Amount, sign money.Amount) map[string]money.Amount {
	signed := map[string]money.Amount{}
	for account, sum := range want {
		signed[account] = sign * sum
	}
	return signed
}

func byAccount(l subledger.Ledger) map[string]money.Amount {
	all := map[string]money.Amount{}
	for _, s := range l.ByAccount() {
		all[s.Account] = s.Sum
	}
	return all
}

func compareOnAccount(t *testing.T, got subledger.Ledger, want oracleLedger, sign money.Amount) {
	t.Helper()
	var sum money.Amount
	on := map[string]bool{}
	for _, i := range got.Items {
		if on[i.Number] = i.OnAccount(got.Date); on[i.Number] {
			sum += i.SEK
		}
	}
	for _, i := range want.Items {
		if i.BookedOnAccount != nil && *i.BookedOnAccount != on[i.Number] {
			t.Errorf("%s: %s stands on the account: %v, want %v", got.Date, i.Number, on[i.Number], *i.BookedOnAccount)
		}
	}
	compare(t, got.Date.String()+" booked on account", sign*want.BookedOnAccount, sum)
}

func compareClaims(t *testing.T, got subledger.Ledger, want oracleYear) {
	t.Helper()
	var wantClaims, gotClaims []string
	for _, c := range want.Claims {
		wantClaims = append(wantClaims, fmt.Sprint(c.Invoice, c.Party, int64(c.Amount), c.Date))
	}
	for _, c := range got.Claims {
		gotClaims = append(gotClaims, fmt.Sprint(c.Document, c.Party, int64(c.Amount), c.Date))
	}
	compare(t, got.Date.String()+" claims", wantClaims, gotClaims)
}

// proofLine is a reconciliation as text, so that a difference can be read.
func proofLine(account string, sub, ledger, difference money.Amount) string {
	return fmt.Sprintf("%s %d %d %d", account, sub, ledger, difference)
}

func wantReconciliation(year oracleYear, periods map[int]string) []string {
	var lines []string
	for _, r := range year.Reconciliation {
		account := strconv.Itoa(r.Account)
		lines = append(lines, proofLine(account, r.SubLedger, r.Ledger, r.Difference))
		var details []string
		for _, e := range r.Explanations {
			voucher, document := "", ""
			if e.Voucher != nil {
				voucher = fmt.Sprint(periods[e.Voucher.Year], " ", e.Voucher.Series, e.Voucher.Number, " ", e.Voucher.Date)
			}
			if e.Document != nil {
				document = *e.Document
			}
			details = append(details, fmt.Sprintf("%s  %s %d %s %s", account, e.Kind, e.Amount, voucher, document))
		}
		slices.Sort(details)
		lines = append(lines, details...)
	}
	return lines
}

func gotReconciliation(t *testing.T, all []subledger.Reconciliation) []string {
	t.Helper()
	slices.SortFunc(all, func(a, b subledger.Reconciliation) int { return cmp.Compare(a.Account, b.Account) })
	var lines []string
	for _, r := range all {
		lines = append(lines, proofLine(r.Account, r.SubLedger, r.Ledger, r.Difference))
		var details []string
		for _, e := range r.Explanations {
			voucher := ""
			if !e.Voucher.IsZero() {
				voucher = fmt.Sprint(e.Voucher.Year.From, " ", e.Voucher.Series, e.Voucher.Number, " ", e.Voucher.Date)
			}
			details = append(details, fmt.Sprintf("%s  %s %d %s %s", r.Account, e.Cause, e.Amount, voucher, e.Document))
		}
		slices.Sort(details)
		lines = append(lines, details...)
		if r.Unexplained != 0 {
			t.Errorf("%s: %d is unexplained", r.Account, r.Unexplained)
		}
	}
	return lines
}
