package web

import (
	"context"
	"slices"
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// maxUnbooked is how many documents a warning lists.
const maxUnbooked = 10

func partyWord(ctx context.Context, k workpaper.Kind) string {
	if k == workpaper.Payables {
		return t(ctx, "Leverantör")
	}
	return t(ctx, "Kund")
}

// total sums a column over every item, not only those of the page.
func (v paperView) total(of func(workpaper.Item) int64) string {
	var sum money.Amount
	for _, i := range v.Paper.Items {
		sum += money.Amount(of(i))
	}
	return sum.String()
}

// sortItems puts the items of each account together; a bilaga of an earlier
// version of the program has them by number alone.
func sortItems(items []workpaper.Item) {
	slices.SortStableFunc(items, func(a, b workpaper.Item) int { return strings.Compare(a.Account, b.Account) })
}

// An accountSum is the last line of an account among several.
type accountSum struct {
	Account                           string
	Count                             int
	Total, Paid, Open, After, Reading money.Amount
}

// endOf gives the sum of an account after its last item, when there are several
// accounts; n is the item's place on the page.
func (v paperView) endOf(n int) (accountSum, bool) {
	at, all := v.Pages.From+n, v.Paper.Items
	account := all[at].Account
	if all[0].Account == all[len(all)-1].Account || at+1 < len(all) && all[at+1].Account == account {
		return accountSum{}, false
	}
	s := accountSum{Account: account}
	for ; at >= 0 && all[at].Account == account; at-- {
		i := all[at]
		s.Count++
		s.Total, s.Paid, s.Open = s.Total+i.Total, s.Paid+i.Paid, s.Open+i.Open
		s.After, s.Reading = s.After+i.Open-i.AtReading, s.Reading+i.AtReading
	}
	return s, true
}

func unbookedText(ctx context.Context, i workpaper.Item) string {
	return t(ctx, "%s %s, %s, %s", i.Document, i.Party, i.Date, i.Total)
}
