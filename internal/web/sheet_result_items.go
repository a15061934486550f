package web

import (
	"context"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/report"
)

// isYearResult tells whether an account only carries the result to the balance
// sheet: it is no part of the result itself.
func isYearResult(account string) bool { return report.CarriesResult(account) }

// resultItems lists the income statement with its sums. Narrowed, it lists the
// accounts that are let through with a sum of those.
func resultItems(ctx context.Context, sheet engagement.Sheet, lets func(engagement.Row) bool, narrowed bool) []resultItem {
	if narrowed {
		return narrowedResults(ctx, sheet, lets)
	}
	var items []resultItem
	for _, line := range report.ResultItems(ctx, sheet) {
		item := resultOf(line.Row)
		item.Kind, item.Code, item.Name = kindOf(line), line.Code, line.Name
		items = append(items, item)
	}
	return items
}

func narrowedResults(ctx context.Context, sheet engagement.Sheet, lets func(engagement.Row) bool) []resultItem {
	var items []resultItem
	var shown sum
	for _, g := range sheet.Groups {
		first := true
		for _, row := range g.Rows {
			if !lets(row) {
				continue
			}
			if first {
				items, first = append(items, resultItem{Kind: groupItem, Code: g.Code, Name: g.Name}), false
			}
			items = append(items, resultOf(row))
			shown.add(row)
		}
	}
	if shown.n > 0 {
		items = append(items, shown.item(totalItem, plural(ctx, shown.n, "Summa 1 visat konto", "Summa %d visade konton")))
	}
	return items
}

// sum adds accounts of the income statement, income positive.
type sum struct {
	resultItem
	n int
}

func (s *sum) add(row engagement.Row) {
	r := resultOf(row)
	s.n++
	s.Last += r.Last
	s.Booked += r.Booked
	s.Adjustment += r.Adjustment
	s.Final += r.Final
	for len(s.Months) < len(r.Months) {
		s.Months = append(s.Months, 0)
	}
	for i, m := range r.Months {
		s.Months[i] += m
	}
}

func (s sum) item(kind itemKind, name string) resultItem {
	item := s.resultItem
	item.Kind, item.Name = kind, name
	item.Months = append([]money.Amount(nil), s.Months...)
	return item
}

// resultOf turns the signs of an account.
func resultOf(row engagement.Row) resultItem {
	item := resultItem{
		Kind: accountItem, Account: row.Account, Name: row.Name,
		Last: -row.LastYear, Booked: -row.Booked, Adjustment: -row.Adjustment, Final: -row.Final,
	}
	item.Unusual, item.Notes, item.Questions = row.Unusual, row.Notes, row.Questions
	item.Months, item.LastMonths = turned(row.Months), turned(row.LastMonths)
	return item
}

// turned changes the sign of every amount.
func turned(amounts []money.Amount) []money.Amount {
	var all []money.Amount
	for _, a := range amounts {
		all = append(all, -a)
	}
	return all
}
