package web

import (
	"context"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/subledger"
	"bokslut/internal/workpaper"
)

const (
	foldedCauses = 25  // more causes are summed per kind first
	maxListed    = 500 // lines in one list of a page
)

// A leftover is the part of an account's difference that no cause explains.
type leftover struct {
	Account string
	Amount  money.Amount
}

// unexplained gives for each account of the bilaga what is booked less the
// sub-ledger and less the known causes.
func (v paperView) unexplained() []leftover {
	known := map[string]money.Amount{}
	for _, x := range v.Paper.Explanations {
		known[x.Account] += x.Amount
	}
	var all []leftover
	for _, row := range v.Paper.Accounts {
		items, _ := v.onAccount(row.Account)
		all = append(all, leftover{row.Account, row.Booked - items - known[row.Account]})
	}
	return all
}

// proved tells whether there is a sub-ledger that differs from its accounts, or
// causes that take each other out.
func (v paperView) proved() bool {
	if !v.Paper.Kind.SubLedger() || v.Paper.Missing != "" || v.Paper.ReadAt.IsZero() {
		return false
	}
	for _, rest := range v.unexplained() {
		if rest.Amount != 0 {
			return true
		}
	}
	return len(v.Paper.Explanations) > 0
}

// A causeSum is all explanations of one kind on one account.
type causeSum struct {
	Account, Kind string
	Amount        money.Amount
	Count         int
}

func causeSums(all []workpaper.Explanation) []causeSum {
	at := map[[2]string]int{}
	var sums []causeSum
	for _, x := range all {
		key := [2]string{x.Account, x.Kind}
		i, ok := at[key]
		if !ok {
			i = len(sums)
			at[key] = i
			sums = append(sums, causeSum{Account: x.Account, Kind: x.Kind})
		}
		sums[i].Amount += x.Amount
		sums[i].Count++
	}
	return sums
}

func (s causeSum) text(ctx context.Context) string {
	return t(ctx, "%d st: ", s.Count) + causeText(ctx, workpaper.Explanation{Kind: s.Kind})
}

// voucherURL leads to a voucher in one of the imported years: "A 412" of a day.
func (v paperView) voucherURL(voucher string, day civil.Date) string {
	series, number, ok := strings.Cut(voucher, " ")
	if !ok || day.IsZero() {
		return ""
	}
	for i, year := range v.years {
		if year.Contains(day) {
			return voucherURL(*v.Page.Engagement, i, series, number)
		}
	}
	return ""
}

// hintText says what the other accounts of a manual voucher make likely.
func hintText(ctx context.Context, x workpaper.Explanation) string {
	if len(x.Against) == 0 || subledger.Cause(x.Kind) != subledger.ManualVoucher {
		return ""
	}
	const shown = 4
	text := t(ctx, "Motkonto %s.", strings.Join(x.Against[:min(len(x.Against), shown)], ", "))
	for _, hint := range []struct {
		prefixes []string
		text     string
	}{
		{[]string{"396", "796", "833", "843"}, "Ser ut som en omräkning av valuta."},
		{[]string{"1515", "1516", "1519", "635"}, "Ser ut som en osäker eller konstaterad kundförlust."},
		{[]string{"242"}, "Ser ut som ett förskott."},
		{[]string{"19"}, "Kan vara en betalning som inte är registrerad på en faktura."},
	} {
		for _, account := range x.Against {
			for _, prefix := range hint.prefixes {
				if strings.HasPrefix(account, prefix) {
					return text + " " + t(ctx, hint.text)
				}
			}
		}
	}
	return text
}
