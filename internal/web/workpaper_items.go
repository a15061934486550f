package web

import (
	"context"

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

func (v paperView) rowSum() string {
	var sum money.Amount
	for _, row := range v.Paper.Rows {
		sum += row.Amount
	}
	return sum.String()
}

// causes are the known parts of the differences between accounts and
// sub-ledger.
func (v paperView) causes() []workpaper.Explanation { return v.Paper.Explanations }

// A leftover is the part of an account's difference that no cause explains.
type leftover struct {
	Account string
	Amount  money.Amount
}

// unexplained gives for each account of the bilaga what is booked less the
// sub-ledger and less the known causes.
func (v paperView) unexplained() []leftover {
	var all []leftover
	for _, row := range v.Paper.Accounts {
		items, _ := v.onAccount(row.Account)
		rest := row.Booked - items
		for _, x := range v.Paper.Explanations {
			if x.Account == row.Account {
				rest -= x.Amount
			}
		}
		all = append(all, leftover{row.Account, rest})
	}
	return all
}

func unbookedText(ctx context.Context, i workpaper.Item) string {
	return t(ctx, "%s %s, %s, %s", i.Document, i.Party, i.Date, i.Total)
}
