package report

import (
	"context"
	"slices"
	"strings"

	"bokslut/internal/bas"
	"bokslut/internal/engagement"
)

// An Item is one line of Balansavstämning or Resultatanalys as people read
// them: accounts under their group, with the sums of the statement. Amounts
// have the ledger's sign.
type Item struct {
	Kind    RowKind
	Code    string // of a Group
	Name    string
	Account bool // Row is an account; else a sum, or a heading
	Row     engagement.Row
}

// BalanceItems lists a sheet of balance accounts: groups, headings of the
// balance sheet, assets, equity and liabilities, and the result that no
// balance account holds yet.
func BalanceItems(ctx context.Context, sheet engagement.Sheet) []Item {
	var items []Item
	for i, g := range sheet.Groups {
		items = append(items, Item{Kind: Group, Code: g.Code, Name: g.Name})
		for _, row := range g.Rows {
			items = append(items, Item{Account: true, Name: row.Name, Row: row})
		}
		line := lineOf(bas.BalanceLines, g.Code)
		begins := i == 0 || lineOf(bas.BalanceLines, sheet.Groups[i-1].Code) != line
		ends := i+1 == len(sheet.Groups) || lineOf(bas.BalanceLines, sheet.Groups[i+1].Code) != line
		if len(g.Rows) > 1 && (line < 0 || !begins || !ends) {
			items = append(items, Item{Kind: Sum, Name: t(ctx, "Summa kontogrupp %s", g.Code), Row: g.Sum})
		}
		if ends && line >= 0 {
			items = append(items, Item{Kind: Sum, Name: t(ctx, "Summa %s", lowerFirst(t(ctx, bas.BalanceLines[line].Name))), Row: sheet.Lines[line].Sum})
		}
		if endsAssets(sheet, i) {
			items = append(items, Item{Kind: Total, Name: t(ctx, "Summa tillgångar"), Row: side(sheet, true)})
		}
	}
	return append(items,
		Item{Kind: Total, Name: t(ctx, "Summa eget kapital och skulder"), Row: side(sheet, false)},
		Item{Kind: Total, Name: t(ctx, "Resultat som inte är bokfört i balansräkningen"), Row: sheet.Sum},
	)
}

// endsAssets tells whether group i is the last one on the asset side.
func endsAssets(sheet engagement.Sheet, i int) bool {
	return bas.IsAsset(sheet.Groups[i].Code) && (i+1 == len(sheet.Groups) || !bas.IsAsset(sheet.Groups[i+1].Code))
}

func side(sheet engagement.Sheet, asset bool) engagement.Row {
	var sum engagement.Row
	for i, line := range bas.BalanceLines {
		if bas.IsAsset(line.From) == asset {
			sum = Plus(sum, sheet.Lines[i].Sum)
		}
	}
	return sum
}

// lineOf is the index of the statement heading that a group belongs to, or −1.
func lineOf(lines []bas.Line, group string) int {
	for i, line := range lines {
		if line.Contains(group) {
			return i
		}
	}
	return -1
}

// subtotals are the results that the income statement shows, after the last
// account of the heading with this index in bas.ResultLines.
var subtotals = map[int]string{
	5: "Rörelseresultat",
	6: "Resultat efter finansiella poster",
	7: "Resultat före skatt",
}

// CarriesResult tells whether an account only carries the result to the balance
// sheet (8990–8999): it is no part of the result itself. Source: BAS 2026.
func CarriesResult(account string) bool { return strings.HasPrefix(account, "899") }

// ResultItems lists a sheet of result accounts: groups, headings of the income
// statement with the results between them, the year's result, and what the
// books have carried to the balance sheet already.
func ResultItems(ctx context.Context, sheet engagement.Sheet) []Item {
	var items []Item
	var total, line, carried tally
	for i, g := range sheet.Groups {
		first := true
		for _, row := range g.Rows {
			if CarriesResult(row.Account) {
				carried.add(row)
				continue
			}
			if first {
				items, first = append(items, Item{Kind: Group, Code: g.Code, Name: g.Name}), false
			}
			items = append(items, Item{Account: true, Name: row.Name, Row: row})
			total.add(row)
			line.add(row)
		}
		at, next := lineOf(bas.ResultLines, g.Code), len(bas.ResultLines)
		if i+1 < len(sheet.Groups) {
			next = lineOf(bas.ResultLines, sheet.Groups[i+1].Code)
		}
		if at == next {
			continue
		}
		if at >= 0 && at != len(bas.ResultLines)-1 && line.n > 0 {
			items = append(items, Item{Kind: Sum, Name: t(ctx, "Summa %s", lowerFirst(t(ctx, bas.ResultLines[at].Name))), Row: line.sum})
		}
		line = tally{}
		if name := passed(at, next); name != "" {
			items = append(items, Item{Kind: Sum, Name: t(ctx, name), Row: total.sum})
		}
	}
	items = append(items, Item{Kind: Total, Name: t(ctx, "Årets resultat"), Row: total.sum})
	if carried.n > 0 {
		items = append(items, Item{Kind: Sum, Name: t(ctx, "Bokfört som årets resultat, konto 899x"), Row: carried.sum})
	}
	return items
}

// passed names the last result that lies between the heading that ended and the
// next.
func passed(at, next int) string {
	name := ""
	for i := range bas.ResultLines {
		if i >= at && i < next && subtotals[i] != "" {
			name = subtotals[i]
		}
	}
	return name
}

// tally sums accounts.
type tally struct {
	sum engagement.Row
	n   int
}

func (s *tally) add(row engagement.Row) {
	s.sum = Plus(s.sum, row)
	s.n++
}

// Plus adds the amounts of two rows, those of the months too.
func Plus(a, b engagement.Row) engagement.Row {
	sum := engagement.Row{
		LastYear: a.LastYear + b.LastYear, Opening: a.Opening + b.Opening, Booked: a.Booked + b.Booked,
		Adjustment: a.Adjustment + b.Adjustment, Final: a.Final + b.Final, Reconciled: a.Reconciled + b.Reconciled,
		Diff: a.Diff + b.Diff, IsBegun: a.IsBegun || b.IsBegun, Months: slices.Clone(a.Months),
	}
	for len(sum.Months) < len(b.Months) {
		sum.Months = append(sum.Months, 0)
	}
	for i, m := range b.Months {
		sum.Months[i] += m
	}
	return sum
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToLower(string(r[0])) + string(r[1:])
}
