package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// sameVoucher tells whether two vouchers say the same; the order of rows does
// not matter.
func sameVoucher(a, b *Voucher) bool {
	if a.Series != b.Series || a.Number != b.Number || a.Date != b.Date || a.Text != b.Text ||
		a.Registered != b.Registered || len(a.Rows) != len(b.Rows) {
		return false
	}
	same := func(x, y Row) bool { return compareRows(x, y) == 0 }
	return slices.EqualFunc(a.Rows, b.Rows, same) || slices.EqualFunc(sortedRows(a.Rows), sortedRows(b.Rows), same)
}

// comparePlaces orders vouchers by series and number, as people list them.
func comparePlaces(a, b *Voucher) int {
	if order := strings.Compare(a.Series, b.Series); order != 0 {
		return order
	}
	if order := compareNumbers(a.Number, b.Number); order != 0 {
		return order
	}
	return a.Date.Compare(b.Date)
}

// compareNumbers puts 9 before 10, and what is no number in order of letters.
func compareNumbers(a, b string) int {
	if a == b {
		return 0
	}
	if digits(a) && digits(b) {
		x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		if order := cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y)); order != 0 {
			return order
		}
	}
	return strings.Compare(a, b)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// compareWhole orders vouchers by everything that they say.
func compareWhole(a, b *Voucher) int {
	if order := cmp.Or(comparePlaces(a, b), strings.Compare(a.Text, b.Text), a.Registered.Compare(b.Registered)); order != 0 {
		return order
	}
	return slices.CompareFunc(sortedRows(a.Rows), sortedRows(b.Rows), compareRows)
}

// sortedRows is rows in an order of their own.
func sortedRows(rows []Row) []Row {
	if slices.IsSortedFunc(rows, compareRows) {
		return rows
	}
	rows = slices.Clone(rows)
	slices.SortFunc(rows, compareRows)
	return rows
}

// compareRows orders rows by everything that they say.
func compareRows(a, b Row) int {
	if order := strings.Compare(a.Account, b.Account); order != 0 {
		return order
	}
	if order := cmp.Compare(a.Amount, b.Amount); order != 0 {
		return order
	}
	if order := strings.Compare(a.Text, b.Text); order != 0 {
		return order
	}
	if order := cmp.Or(compareFlags(a.Struck, b.Struck), compareFlags(a.Added, b.Added)); order != 0 {
		return order
	}
	return slices.CompareFunc(a.Objects, b.Objects, func(x, y Object) int {
		return cmp.Or(strings.Compare(x.Dimension, y.Dimension), strings.Compare(x.Code, y.Code))
	})
}

func compareFlags(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
