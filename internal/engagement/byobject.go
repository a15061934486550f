package engagement

import (
	"context"
	"maps"
	"slices"
	"strings"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// MaxObjects is how many objects ByObject shows in columns of their own; the
// smallest are summed in the last one.
const MaxObjects = 12

// ByObject is the result of the imported year divided on the objects of a
// dimension. Amounts are öre, debit positive; closing entries are not in it.
type ByObject struct {
	Dimension string
	Objects   []ledger.NamedObject // those with something booked, the largest first, at most MaxObjects
	Others    int                  // objects that are summed in one column
	Rows      []ObjectRow
}

// ObjectRow is one result account. Amounts has one per object, then the sum of
// the others when there are any, then what stands on no object; Sum is all of it.
type ObjectRow struct {
	Account string
	Name    string
	Amounts []money.Amount
	Sum     money.Amount
}

// Dimensions lists which of kostnadsställe and projekt the year's result rows
// name an object of, or ErrNoImport. It reads the chart of objects only.
func (s *Service) Dimensions(ctx context.Context, by office.User, e Engagement) ([]string, error) {
	snap, err := s.Snapshot(ctx, by, e)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, dimension := range []string{ledger.CostCentre, ledger.Project} {
		if slices.ContainsFunc(snap.Totals.Years[0].Objects, func(o ledger.NamedObject) bool { return o.Dimension == dimension }) {
			found = append(found, dimension)
		}
	}
	return found, nil
}

// ResultByObject divides the year's result on the objects of a dimension. The
// cost is one walk over the year's rows.
func (s *Service) ResultByObject(ctx context.Context, by office.User, e Engagement, dimension string) (ByObject, error) {
	book, err := s.book(ctx, by, e)
	if err != nil {
		return ByObject{}, err
	}
	if len(book.Years) == 0 {
		return ByObject{}, ErrNoImport
	}
	return divide(book.Years[0], dimension), nil
}

func divide(year ledger.Year, dimension string) ByObject {
	cells := map[string]map[string]money.Amount{} // by account and object
	weight := map[string]money.Amount{}
	for _, v := range year.Vouchers {
		for _, row := range v.Rows {
			if row.Struck || !ledger.IsResult(row.Account) || strings.HasPrefix(row.Account, "899") {
				continue
			}
			code := objectOf(row, dimension)
			if cells[row.Account] == nil {
				cells[row.Account] = map[string]money.Amount{}
			}
			cells[row.Account][code] += row.Amount
			if code != "" {
				weight[code] += row.Amount.Abs()
			}
		}
	}
	b := ByObject{Dimension: dimension}
	column := b.columns(year, weight)
	width := len(b.Objects) + 1
	if b.Others > 0 {
		width++
	}
	for _, account := range slices.Sorted(maps.Keys(cells)) {
		row := ObjectRow{Account: account, Amounts: make([]money.Amount, width)}
		if a, ok := year.Account(account); ok {
			row.Name = a.Name
		}
		for code, amount := range cells[account] {
			at := width - 1
			if code != "" {
				at = column[code]
			}
			row.Amounts[at] += amount
			row.Sum += amount
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

// columns chooses the objects that get a column, and tells which one each has.
func (b *ByObject) columns(year ledger.Year, weight map[string]money.Amount) map[string]int {
	names := map[string]string{}
	for _, o := range year.Objects {
		if o.Dimension == b.Dimension {
			names[o.Code] = o.Name
		}
	}
	codes := slices.Sorted(maps.Keys(weight))
	slices.SortStableFunc(codes, func(x, y string) int { return int(min(1, max(-1, weight[y]-weight[x]))) })
	column := map[string]int{}
	for i, code := range codes {
		column[code] = min(i, MaxObjects)
		if i < MaxObjects {
			b.Objects = append(b.Objects, ledger.NamedObject{Dimension: b.Dimension, Code: code, Name: names[code]})
		}
	}
	b.Others = max(0, len(codes)-MaxObjects)
	return column
}

// objectOf is the row's object of a dimension, empty when it has none.
func objectOf(row ledger.Row, dimension string) string {
	for _, o := range row.Objects {
		if o.Dimension == dimension {
			return o.Code
		}
	}
	return ""
}
