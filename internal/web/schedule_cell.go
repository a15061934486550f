package web

import (
	"context"
	"maps"
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// cellOf is the canonical text of a column of a row. What was typed in a column
// that is a field of the row and does not fit there stands among the cells.
func cellOf(row workpaper.Row, column string) string {
	if raw := row.Cells[column]; raw != "" {
		return raw
	}
	switch column {
	case schedule.AccountColumn:
		return row.Account
	case schedule.TextColumn:
		return row.Text
	case schedule.DateColumn:
		return row.Date.String()
	case schedule.AmountColumn:
		if row.Amount != 0 {
			return strconv.FormatInt(int64(row.Amount), 10)
		}
	}
	return ""
}

// setCell puts what was typed in a row. What its column cannot hold is kept as
// it was typed, and counts as empty.
func setCell(row *workpaper.Row, c schedule.Column, typed string) {
	canonical, err := schedule.Parse(c, typed)
	if err != nil || canonical == "" {
		keepCell(row, c.ID, unread(c, typed))
		return
	}
	switch c.ID {
	case schedule.AccountColumn:
		row.Account = canonical
	case schedule.TextColumn:
		row.Text = canonical
	case schedule.DateColumn:
		row.Date, err = civil.Parse(canonical)
	case schedule.AmountColumn:
		ore, failed := strconv.ParseInt(canonical, 10, 64)
		row.Amount, err = money.Amount(ore), failed
		if ore == 0 {
			keepCell(row, c.ID, canonical) // a zero that was typed is not an empty cell
		}
	default:
		keepCell(row, c.ID, canonical)
	}
	if err != nil {
		keepCell(row, c.ID, unread(c, typed))
	}
}

func keepCell(row *workpaper.Row, column, text string) {
	if text == "" {
		return
	}
	row.Cells = maps.Clone(row.Cells)
	if row.Cells == nil {
		row.Cells = map[string]string{}
	}
	row.Cells[column] = text
}

// unread keeps what was typed and cannot be read so that no one takes it for a
// canonical text: 99999999999999 kronor are too many, and would be as many öre.
func unread(c schedule.Column, typed string) string {
	typed = clipped(typed)
	if schedule.Format(c, typed) == typed {
		return typed
	}
	switch c.Type {
	case schedule.Amount:
		return typed + " kr"
	case schedule.Percent:
		return typed + " %"
	}
	return typed
}

// clipped cuts what was typed to what a cell may hold.
func clipped(typed string) string {
	if r := []rune(typed); len(r) > engagement.MaxCell {
		return string(r[:engagement.MaxCell])
	}
	return typed
}

// shown is what the field of a column holds.
func shown(row workpaper.Row, c schedule.Column) string {
	return schedule.Format(c, cellOf(row, c.ID))
}

// cellWrong says why what was typed does not fit its column, or nothing.
func cellWrong(ctx context.Context, c schedule.Column, canonical string) string {
	if canonical == "" || schedule.Format(c, canonical) != canonical {
		return "" // what can be shown otherwise than it is kept is canonical
	}
	_, err := schedule.Parse(c, canonical)
	if err == nil {
		return ""
	}
	return cellSentence(ctx, c, canonical, err)
}
