package web

import (
	"context"
	"maps"
	"slices"

	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/subledger"
	"bokslut/internal/workpaper"
)

// moveText says what an import did to an open item.
func moveText(ctx context.Context, m workpaper.Move) string {
	switch {
	case m.New():
		return t(ctx, "Ny")
	case m.Gone():
		return t(ctx, "Inte längre öppen")
	case m.Was == m.Now:
		return t(ctx, "Annat konto")
	}
	return t(ctx, "Ändrad")
}

// movedText counts the moves: "2 nya, 1 borta, 3 ändrade".
func movedText(ctx context.Context, moves []workpaper.Move) string {
	var fresh, gone, changed int
	for _, m := range moves {
		switch {
		case m.New():
			fresh++
		case m.Gone():
			gone++
		default:
			changed++
		}
	}
	return t(ctx, "%d nya, %d borta, %d ändrade", fresh, gone, changed)
}

func moved(moves []workpaper.Move) money.Amount {
	var sum money.Amount
	for _, m := range moves {
		sum += m.Now - m.Was
	}
	return sum
}

// lackingText says what a sub-ledger is without when a list was withheld.
func lackingText(ctx context.Context, lists []string) string {
	for _, list := range lists {
		switch list {
		case source.KindInvoicePayments, source.KindSupplierInvoicePayments:
			return t(ctx, "Fortnox lät inte programmet läsa betalningarna. När en faktura betalades är en tolkning av restbelopp och slutbetalningsdag. Kontrollera behörigheten i Fortnox och importera igen.")
		}
	}
	return t(ctx, "Fortnox lät inte programmet läsa rot- och rutavdragen. Skatteverkets del kan stå som kundens. Kontrollera behörigheten i Fortnox och importera igen.")
}

// toCarry are the items that årsomföring should put on their accounts.
func (v paperView) toCarry() []workpaper.Item {
	var items []workpaper.Item
	for _, i := range v.Paper.Items {
		if i.NotBooked {
			items = append(items, i)
		}
	}
	return items
}

// paidSince are those of them that were paid after the closing date: their
// payments were booked as income or cost of the next year.
func paidSince(items []workpaper.Item) []workpaper.Item {
	var paid []workpaper.Item
	for _, i := range items {
		if i.PaidAfter != 0 {
			paid = append(paid, i)
		}
	}
	return paid
}

// carryByAccount sums what årsomföring books, in order of account, and lists the
// items of which that is not known.
func carryByAccount(items []workpaper.Item) (rows []workpaper.Share, unknown []workpaper.Item) {
	sums := map[string]money.Amount{}
	for _, i := range items {
		if len(i.Posting) == 0 {
			unknown = append(unknown, i)
		}
		for _, row := range i.Posting {
			sums[row.Account] += row.Amount
		}
	}
	for _, account := range slices.Sorted(maps.Keys(sums)) {
		rows = append(rows, workpaper.Share{Account: account, Amount: sums[account]})
	}
	return rows, unknown
}

func sumOpen(items []workpaper.Item) money.Amount {
	var sum money.Amount
	for _, i := range items {
		sum += i.Open
	}
	return sum
}

func sumPaidAfter(items []workpaper.Item) money.Amount {
	var sum money.Amount
	for _, i := range items {
		sum += i.PaidAfter
	}
	return sum
}

func claimMark(ctx context.Context, mark string) string {
	return t(ctx, markText(subledger.Mark(mark)))
}
