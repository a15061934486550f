package web

import (
	"context"
	"strings"

	"bokslut/internal/bas"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// isYearResult tells whether an account only carries the result to the balance
// sheet (8990–8999): it is no part of the result itself. Source: BAS 2026.
func isYearResult(account string) bool { return strings.HasPrefix(account, "899") }

// resultItems lists the income statement with its sums. Narrowed, it lists the
// accounts that are let through with a sum of those.
func resultItems(ctx context.Context, sheet engagement.Sheet, lets func(engagement.Row) bool, narrowed bool) []resultItem {
	var items []resultItem
	var total, line, carried, shown sum
	for i, g := range sheet.Groups {
		first := true
		for _, row := range g.Rows {
			if !lets(row) {
				continue
			}
			if isYearResult(row.Account) && !narrowed {
				carried.add(row)
				continue
			}
			if first {
				items, first = append(items, resultItem{Kind: groupItem, Code: g.Code, Name: g.Name}), false
			}
			items = append(items, resultOf(row))
			total.add(row)
			line.add(row)
			shown.add(row)
		}
		at := lineOf(bas.ResultLines, g.Code)
		if narrowed || i+1 < len(sheet.Groups) && lineOf(bas.ResultLines, sheet.Groups[i+1].Code) == at {
			continue
		}
		if at >= 0 && at != len(bas.ResultLines)-1 && line.n > 0 {
			items = append(items, line.item(sumItem, t(ctx, "Summa %s", lowerFirst(t(ctx, bas.ResultLines[at].Name)))))
		}
		line = sum{}
		next := len(bas.ResultLines)
		if i+1 < len(sheet.Groups) {
			next = lineOf(bas.ResultLines, sheet.Groups[i+1].Code)
		}
		items = append(items, passed(ctx, at, next, total)...)
	}
	if narrowed {
		if shown.n > 0 {
			items = append(items, shown.item(totalItem, t(ctx, "Summa %d visade konton", shown.n)))
		}
		return items
	}
	items = append(items, total.item(totalItem, t(ctx, "Årets resultat")))
	if carried.n > 0 {
		items = append(items, carried.item(sumItem, t(ctx, "Bokfört som årets resultat, konto 899x")))
	}
	return items
}

// passed gives the results that lie between the heading that ended and the next.
func passed(ctx context.Context, at, next int, total sum) []resultItem {
	var items []resultItem
	last := -1
	for i := range bas.ResultLines {
		if i >= at && i < next && subtotals[i] != "" {
			last = i
		}
	}
	if last >= 0 {
		items = append(items, total.item(sumItem, t(ctx, subtotals[last])))
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
	item.Unusual = row.Unusual
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
