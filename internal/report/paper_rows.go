package report

import (
	"context"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// itemTable lists documents of a sub-ledger with what is open of each. Remarks
// and what people noted stand under the party.
func itemTable(ctx context.Context, w Words, p Paper, caption string, items []workpaper.Item) Table {
	if len(items) == 0 {
		return Table{}
	}
	yieldAll := func(yield func(Row) bool) {
		var total, paid, open money.Amount
		for _, i := range items {
			total, paid, open = total+i.Total, paid+i.Paid, open+i.Open
			party := append([]string{i.Party}, w.Remarks(ctx, i, p.Workpaper)...)
			if m, ok := p.Marks[i.Key()]; ok {
				if m.Doubtful {
					party = append(party, t(ctx, "Osäker"))
				}
				if m.Note != "" {
					party = append(party, m.Note)
				}
			}
			if !yield(Row{Line, []Cell{account(i.Account), T(i.Document), T(strings.Join(party, "\n")), D(i.Date), D(i.Due), A(i.Total), AOr(i.Paid), A(i.Open)}}) {
				return
			}
		}
		yield(Row{Total, []Cell{{}, {}, T(plural(ctx, len(items), "Summa 1 post", "Summa %d poster")), {}, {}, A(total), A(paid), A(open)}})
	}
	return Table{
		Caption: caption, Rows: yieldAll,
		Columns: []Column{
			{Name: t(ctx, "Konto"), Type: Text}, {Name: t(ctx, "Faktura"), Type: Text}, {Name: t(ctx, "Motpart"), Type: Text, Wide: 1},
			{Name: t(ctx, "Datum"), Type: Date}, {Name: t(ctx, "Förfaller"), Type: Date},
			amount(t(ctx, "Belopp")), amount(t(ctx, "Betalt")), amount(t(ctx, "Öppet")),
		},
	}
}

// rowTable lists what people wrote, by the columns of the kind. A column that no
// row uses is left out.
func rowTable(ctx context.Context, w Words, p Paper) Table {
	if len(p.Rows) == 0 {
		return Table{}
	}
	form, ok := schedule.FormOf(p.Kind)
	if !ok {
		form, _ = schedule.FormOf(workpaper.Own)
	}
	var shown []schedule.Column
	table := Table{Caption: t(ctx, "Rader")}
	for _, c := range form.Rows {
		if !usesColumn(p, c) {
			continue
		}
		shown = append(shown, c)
		table.Columns = append(table.Columns, printColumn(w.Column(ctx, p.Kind, c.ID), c))
	}
	table.Rows = func(yield func(Row) bool) {
		for at, row := range p.Rows {
			cells := make([]Cell, len(shown))
			for i, c := range shown {
				cells[i] = typedCell(ctx, w, c, kept(p, at, row, c))
			}
			if !yield(Row{Line, cells}) {
				return
			}
		}
		if sum, any := sumRow(ctx, p, shown, form.Kind); any {
			yield(sum)
		}
	}
	return table
}

func printColumn(name string, c schedule.Column) Column {
	column := Column{Name: name, Type: Text}
	switch c.Type {
	case schedule.Amount:
		column.Type = Amount
	case schedule.Date:
		column.Type = Date
	case schedule.Decimal, schedule.Percent, schedule.Count:
		column.Type = Count
	case schedule.Text:
		column.Wide = 2
	}
	return column
}

// kept is what a row holds in a column, as the column's type is kept.
func kept(p Paper, at int, row workpaper.Row, c schedule.Column) string {
	if c.Computed {
		if at < len(p.Says.Lines) {
			return p.Says.Lines[at].Cells[c.ID]
		}
		return ""
	}
	if raw := row.Cells[c.ID]; raw != "" {
		return raw
	}
	switch c.ID {
	case schedule.AccountColumn:
		return row.Account
	case schedule.TextColumn:
		return row.Text
	case schedule.DateColumn:
		return row.Date.String()
	case schedule.AmountColumn:
		return strconv.FormatInt(int64(row.Amount), 10)
	}
	return ""
}

func usesColumn(p Paper, c schedule.Column) bool {
	for at, row := range p.Rows {
		if text := kept(p, at, row, c); text != "" && text != "0" {
			return true
		}
	}
	return c.ID == schedule.AmountColumn
}

// typedCell is a kept text as a cell. What does not fit its column stays the
// text that it is.
func typedCell(ctx context.Context, w Words, c schedule.Column, kept string) Cell {
	switch c.Type {
	case schedule.Amount:
		if ore, err := strconv.ParseInt(kept, 10, 64); err == nil {
			return A(money.Amount(ore))
		}
	case schedule.Date:
		if d, err := civil.Parse(kept); err == nil {
			return D(d)
		}
	case schedule.Account:
		return account(kept)
	case schedule.Choice:
		if kept != "" {
			return T(w.Choice(ctx, c.ID, kept))
		}
	}
	return T(schedule.Format(c, kept))
}

// sumRow sums the columns where a sum says something.
func sumRow(ctx context.Context, p Paper, shown []schedule.Column, form workpaper.Kind) (Row, bool) {
	sums := p.Says.Sums
	if form != p.Kind {
		sums = map[string]money.Amount{}
		for _, row := range p.Rows {
			sums[schedule.AmountColumn] += row.Amount
		}
	}
	sum, any := Row{Total, make([]Cell, len(shown))}, false
	for i, c := range shown {
		if amount, ok := sums[c.ID]; ok && c.Sum {
			sum.Cells[i], any = A(amount), true
		}
	}
	for i, c := range shown {
		if c.Type == schedule.Text && sum.Cells[i].Type == Blank {
			sum.Cells[i] = T(t(ctx, "Summa"))
			break
		}
	}
	return sum, any
}
