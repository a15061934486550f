package jobs

import (
	"slices"
	"strings"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/source"
	"bokslut/internal/subledger"
	"bokslut/internal/workpaper"
)

// ledgers makes the two automatic bilagor as of the closing date. A SIE file
// has no sub-ledger: the bilagor are there, and say so.
func ledgers(parts []source.Part, book *ledger.Book, closing civil.Date) ([]workpaper.Workpaper, error) {
	receivables := workpaper.Workpaper{Kind: workpaper.Receivables, Name: "Kundfordringar", Accounts: []string{"1510"}}
	payables := workpaper.Workpaper{Kind: workpaper.Payables, Name: "Leverantörsskulder", Accounts: []string{"2440"}}
	customers, suppliers, err := source.Registers(parts)
	if err != nil {
		return nil, err
	}
	fill(&receivables, customers, has(parts, source.KindInvoices), parts, book, closing)
	fill(&payables, suppliers, has(parts, source.KindSupplierInvoices), parts, book, closing)
	return []workpaper.Workpaper{receivables, payables}, nil
}

func has(parts []source.Part, kind string) bool {
	return slices.ContainsFunc(parts, func(p source.Part) bool { return p.Kind == kind })
}

// Reasons why a sub-ledger is missing.
const (
	MissingNoRegister = workpaper.MissingNoRegister
	MissingWithheld   = workpaper.MissingWithheld
)

func fill(w *workpaper.Workpaper, register subledger.Register, read bool, parts []source.Part, book *ledger.Book, closing civil.Date) {
	if !read {
		w.Missing = MissingNoRegister
		if has(parts, source.KindWithheld) {
			w.Missing = MissingWithheld
		}
		return
	}
	open := register.WithBook(book).AsOf(closing)
	w.ReadAt = readAt(parts)
	w.Against = workpaper.Against{What: workpaper.SubLedger, Date: closing}
	w.Lacking = register.Missing
	proofs := open.Reconcile(book)
	fillItems(w, open, proofs)
	for _, d := range open.Unbooked {
		w.Unbooked = append(w.Unbooked, workpaper.Item{
			Document: d.Number, Party: d.Name, Date: d.Date, Due: d.Due, Total: d.Rate.SEK(d.Total), Currency: foreign(d.Currency),
		})
	}
	for _, proof := range proofs {
		if proof.Ledger != 0 {
			w.Accounts = withAccount(w.Accounts, proof.Account)
		}
		for _, e := range proof.Explanations {
			w.Explanations = append(w.Explanations, explanationOf(proof.Account, e))
		}
	}
}

// fillItems lists what was open, by account, and the tax agency's parts.
func fillItems(w *workpaper.Workpaper, open subledger.Ledger, proofs []subledger.Reconciliation) {
	toCarry := map[string]bool{}
	for _, item := range open.ToCarry(proofs) {
		toCarry[item.Number] = true
	}
	due := open.DueDates()
	for _, item := range open.Items {
		i := itemOf(item)
		if i.CreditsDue, i.NotBooked = due[item.Credits], toCarry[item.Number]; i.NotBooked {
			for _, s := range item.Posting() {
				i.Posting = append(i.Posting, workpaper.Share(s))
			}
		}
		w.Items = append(w.Items, i)
		w.Accounts = withAccount(w.Accounts, item.Account)
	}
	slices.SortStableFunc(w.Items, func(a, b workpaper.Item) int { return strings.Compare(a.Account, b.Account) })
	for _, c := range open.Claims {
		w.Claims = append(w.Claims, claimOf(c))
		w.Accounts = withAccount(w.Accounts, subledger.ClaimsAccount)
	}
}

func claimOf(c subledger.ClaimItem) workpaper.Item {
	i := workpaper.Item{Document: c.Document, Party: c.Name, Account: subledger.ClaimsAccount, Date: c.Date,
		Total: c.Total, Paid: c.Total - c.Amount, Open: c.Amount, Claim: true}
	for _, mark := range c.Marks {
		i.Remarks = append(i.Remarks, string(mark))
	}
	return i
}

func readAt(parts []source.Part) time.Time {
	var last time.Time
	for _, p := range parts {
		if p.At.After(last) {
			last = p.At
		}
	}
	return last
}

func withAccount(accounts []string, account string) []string {
	if account == "" || slices.Contains(accounts, account) {
		return accounts
	}
	return append(accounts, account)
}

func foreign(currency string) string {
	if currency == "SEK" {
		return ""
	}
	return currency
}

func itemOf(i subledger.Item) workpaper.Item {
	after, last := i.PaidAfter()
	item := workpaper.Item{
		Document: i.Number, Party: i.Name, Account: i.Account, Date: i.Date, Due: i.Due, Credits: i.Credits,
		Total: i.Rate.SEK(i.Total), Open: i.SEK, Currency: foreign(i.Currency), PaidAfter: after, PaidAfterDate: last, AtReading: i.AtReading,
	}
	item.Paid = item.Total - item.Open
	if v := voucherOf(i.Document); !v.IsZero() {
		item.Voucher, item.VoucherDate = v.Series+" "+v.Number, v.Date
	}
	if item.Currency != "" {
		item.OpenCurrency = int64(i.Open)
	}
	for _, mark := range i.Marks {
		item.Remarks = append(item.Remarks, string(mark))
	}
	return item
}

// voucherOf is the voucher that put a document on its account.
func voucherOf(d subledger.Document) subledger.Voucher {
	if len(d.Vouchers) > 0 {
		return d.Vouchers[0]
	}
	if d.Carried.Series == "" {
		return subledger.Voucher{} // carried before the books begin
	}
	return d.Carried
}

func explanationOf(account string, e subledger.Explanation) workpaper.Explanation {
	x := workpaper.Explanation{
		Kind: string(e.Cause), Account: account, Amount: e.Amount, Date: e.Voucher.Date,
		Document: e.Document, Payment: e.Payment, Text: e.Voucher.Text, Against: e.Against,
	}
	if !e.Voucher.IsZero() {
		x.Voucher = e.Voucher.Series + " " + e.Voucher.Number
	}
	return x
}
