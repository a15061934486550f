package engagement

import (
	"slices"
	"strconv"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// maxUnbooked is how many unbooked documents of a side are named.
const maxUnbooked = 50

// LedgerFindings holds the sub-ledgers as of the closing date against their
// accounts in the books, and names the documents that are dated on or before it
// and not booked. A sub-ledger that was not read says nothing.
func LedgerFindings(ledgers []workpaper.Workpaper, year ledger.Year) []Finding {
	var all []Finding
	for _, w := range ledgers {
		if w.Missing != "" {
			continue
		}
		sums := w.Reconciled()
		for _, account := range w.Accounts {
			if f, differs := ledgerDiffers(w, account, sums[account], year.Balance(account).Closing()); differs {
				all = append(all, f)
			}
		}
		all = append(all, unbooked(w)...)
	}
	return all
}

func ledgerDiffers(w workpaper.Workpaper, account string, ledger, balance money.Amount) (Finding, bool) {
	difference := balance - ledger
	unexplained := difference
	for _, e := range w.Explanations {
		if e.Account == account {
			unexplained -= e.Amount
		}
	}
	args := []string{account, ledger.String(), balance.String(), difference.String()}
	if unexplained == 0 {
		return Finding{Code: FindingLedgerExplained, Severity: "info", Args: args}, difference != 0
	}
	return Finding{Code: FindingLedgerDiffers, Severity: "warning", Args: append(args, unexplained.String())}, true
}

// unbooked names documents as people see them: what we owe is positive.
func unbooked(w workpaper.Workpaper) []Finding {
	code, sign := FindingUnbookedSale, money.Amount(1)
	if w.Kind == workpaper.Payables {
		code, sign = FindingUnbookedCost, -1
	}
	documents := slices.Clone(w.Unbooked)
	slices.SortStableFunc(documents, func(a, b workpaper.Item) int { return a.Date.Compare(b.Date) })
	var all []Finding
	for _, d := range documents[:min(len(documents), maxUnbooked)] {
		all = append(all, Finding{Code: code, Severity: "warning", Args: []string{d.Document, d.Party, d.Date.String(), (sign * d.Total).String()}})
	}
	if rest := documents[min(len(documents), maxUnbooked):]; len(rest) > 0 {
		var sum money.Amount
		for _, d := range rest {
			sum += sign * d.Total
		}
		all = append(all, Finding{Code: FindingUnbookedMore, Severity: "warning", Args: []string{strconv.Itoa(len(rest)), sum.String(), string(w.Kind)}})
	}
	return all
}
