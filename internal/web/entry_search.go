package web

import (
	"net/http"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// maxSearch is as much of a search as is looked for, in characters.
const maxSearch = 100

func searchOf(r *http.Request) string {
	search := []rune(strings.TrimSpace(r.FormValue("sok")))
	return string(search[:min(len(search), maxSearch)])
}

// entryHas tells whether an entry has what is searched for in its number, text,
// bilaga, accounts and their names, or as an amount.
func entryHas(e engagement.EntryView, search string, names map[string]string) bool {
	if search == "" {
		return true
	}
	line := entryLine{EntryView: e}
	texts := []string{e.No, line.saysText(), e.Workpaper, receiptText(e.Delivery)}
	amount, err := money.Parse(search)
	isAmount := err == nil && amount != 0
	for _, row := range e.Rows {
		if isAmount && row.Amount.Abs() == amount.Abs() || strings.HasPrefix(row.Account, search) {
			return true
		}
		texts = append(texts, names[row.Account], row.Text, row.CostCentre, row.Project)
	}
	search = strings.ToLower(strings.ReplaceAll(search, "\u00a0", " "))
	for _, text := range texts {
		if strings.Contains(strings.ToLower(strings.ReplaceAll(text, "\u00a0", " ")), search) {
			return true
		}
	}
	return isAmount && e.Debit() == amount.Abs()
}

// balanceEffect is what the lines that are shown and count do to the balance
// sheet: assets as they are booked, equity and liabilities with a debt positive.
func (v entryListView) balanceEffect() (assets, funding money.Amount) {
	for _, l := range v.counting() {
		for _, row := range l.EntryView.Rows {
			switch {
			case !ledger.IsBalance(row.Account):
			case strings.HasPrefix(row.Account, "1"):
				assets += row.Amount
			default:
				funding -= row.Amount
			}
		}
	}
	return assets, funding
}

// nextCount is how many of the lines belong to the next year and are not in the
// sums.
func (v entryListView) nextCount() int {
	if v.onlyNext() {
		return 0
	}
	n := 0
	for _, l := range v.Lines {
		if l.Next != closing.ThisYear && !l.Deleted {
			n++
		}
	}
	return n
}
