package report

import (
	"context"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// Stand is which balances a report shows.
type Stand string

// Before are the balances as booked, After those with the closing entries, and
// Both has the two beside each other with what the entries change.
const (
	Both   Stand = ""
	Before Stand = "fore"
	After  Stand = "efter"
)

// BalanceReport is balansrapport: every balance account with last year's closing
// balance, in the ledger's sign.
func BalanceReport(ctx context.Context, h Head, sheet engagement.Sheet, stand Stand) Document {
	columns := accountColumns(ctx)
	if sheet.HasYearUB {
		columns = append(columns, amount(t(ctx, "UB förra året")))
	}
	columns = append(columns, amount(t(ctx, "IB")))
	columns = append(columns, stand.columns(ctx)...)
	var all []Row
	for _, item := range BalanceItems(ctx, sheet) {
		if item.Kind == Group {
			all = append(all, group(item.Code+" "+item.Name))
			continue
		}
		cells := item.cells()
		if sheet.HasYearUB {
			cells = append(cells, A(item.Row.LastYear))
		}
		cells = append(cells, A(item.Row.Opening))
		all = append(all, Row{item.Kind, append(cells, stand.cells(item.Row, 1)...)})
	}
	return sheetDocument(ctx, h, "balansrapport", t(ctx, "Balansrapport"),
		[]string{t(ctx, "Debet visas som plus, kredit som minus."), stand.note(ctx)}, columns, all)
}

// ResultReport is resultatrapport: every result account with last year's result
// and the change since, income positive.
func ResultReport(ctx context.Context, h Head, sheet engagement.Sheet, stand Stand) Document {
	columns := append(accountColumns(ctx), stand.columns(ctx)...)
	if sheet.HasYearUB {
		columns = append(columns, amount(t(ctx, "Förra året")), amount(t(ctx, "Förändring")))
	}
	var all []Row
	for _, item := range ResultItems(ctx, sheet) {
		if item.Kind == Group {
			all = append(all, group(item.Code+" "+item.Name))
			continue
		}
		cells := append(item.cells(), stand.cells(item.Row, -1)...)
		if sheet.HasYearUB {
			now := item.Row.Final
			if stand == Before {
				now = item.Row.Booked
			}
			cells = append(cells, A(-item.Row.LastYear), Change(item.Row.LastYear-now))
		}
		all = append(all, Row{item.Kind, cells})
	}
	return sheetDocument(ctx, h, "resultatrapport", t(ctx, "Resultatrapport"),
		[]string{t(ctx, "Intäkter och överskott visas som plus, kostnader och underskott som minus."), stand.note(ctx)}, columns, all)
}

// MonthReport is resultatrapport month by month, as booked, income positive. heads
// are the names of the months.
func MonthReport(ctx context.Context, h Head, sheet engagement.Sheet, heads []string) Document {
	columns := accountColumns(ctx)
	for _, name := range heads {
		columns = append(columns, amount(name))
	}
	columns = append(columns, amount(t(ctx, "Summa")))
	var all []Row
	for _, item := range ResultItems(ctx, sheet) {
		if item.Kind == Group {
			all = append(all, group(item.Code+" "+item.Name))
			continue
		}
		cells := item.cells()
		for i := range heads {
			var month money.Amount
			if i < len(item.Row.Months) {
				month = item.Row.Months[i]
			}
			cells = append(cells, AOr(-month))
		}
		all = append(all, Row{item.Kind, append(cells, A(-item.Row.Booked))})
	}
	return sheetDocument(ctx, h, "resultat-per-manad", t(ctx, "Resultatrapport per månad"),
		[]string{t(ctx, "Intäkter och överskott visas som plus, kostnader och underskott som minus."), Before.note(ctx)}, columns, all)
}

func accountColumns(ctx context.Context) []Column {
	return []Column{{Name: t(ctx, "Konto"), Type: Text}, {Name: t(ctx, "Benämning"), Type: Text, Wide: 1}}
}

func amount(name string) Column { return Column{Name: name, Type: Amount} }

// cells are the account and its name, or the name of a sum.
func (i Item) cells() []Cell {
	if i.Account {
		return []Cell{account(i.Row.Account), T(i.Name)}
	}
	return []Cell{{}, T(i.Name)}
}

func (s Stand) columns(ctx context.Context) []Column {
	switch s {
	case Before:
		return []Column{amount(t(ctx, "Bokfört"))}
	case After:
		return []Column{amount(t(ctx, "Slutligt"))}
	}
	return []Column{amount(t(ctx, "Bokfört")), amount(t(ctx, "Justering")), amount(t(ctx, "Slutligt"))}
}

func (s Stand) cells(row engagement.Row, sign money.Amount) []Cell {
	switch s {
	case Before:
		return []Cell{A(sign * row.Booked)}
	case After:
		return []Cell{A(sign * row.Final)}
	}
	return []Cell{A(sign * row.Booked), AOr(sign * row.Adjustment), A(sign * row.Final)}
}

func (s Stand) note(ctx context.Context) string {
	switch s {
	case Before:
		return t(ctx, "Saldona är de bokförda, före bokslutsverifikationer som inte är bokförda.")
	case After:
		return t(ctx, "Saldona är de slutliga, efter bokslutsverifikationer.")
	}
	return t(ctx, "Före och efter bokslutsverifikationer.")
}

// sheetDocument is a report of one table.
func sheetDocument(ctx context.Context, h Head, name, title string, notes []string, columns []Column, all []Row) Document {
	return Document{Head: h, Title: title, Name: name, Notes: notes, Sections: []Section{{Tables: []Table{{
		Caption: title, Columns: columns, Rows: rows(all), Empty: t(ctx, "Det finns inga konton att visa."),
	}}}}}
}
