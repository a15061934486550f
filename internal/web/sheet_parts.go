package web

import (
	"strconv"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// A filterLink is one segment of a filter.
type filterLink struct {
	Name, URL    string
	Count        string
	Icon, Colour string
	Class        string
	Current      bool
}

// A voucherRow is a row of an expanded voucher, debit positive.
type voucherRow struct {
	Account, Name, URL, Text string
	Amount                   money.Amount
	Struck                   bool
}

// itemKind is what a line of a sheet is.
type itemKind int

const (
	groupItem   itemKind = iota // heading of an account group
	accountItem                 // an account
	sumItem                     // sum with a rule above
	totalItem                   // final sum with a double rule below
)

// A sheetItem is one line of Balansavstämning or Resultat, in ledger sign.
type sheetItem struct {
	Kind itemKind
	Code string // of a group
	Name string
	Row  engagement.Row
}

func heading(g engagement.SheetGroup) sheetItem {
	return sheetItem{Kind: groupItem, Code: g.Code, Name: g.Name}
}

// accounts lists the rows of a sheet in order.
func accountsOf(sheet engagement.Sheet) []engagement.Row {
	var rows []engagement.Row
	for _, g := range sheet.Groups {
		rows = append(rows, g.Rows...)
	}
	return rows
}

// matches tells whether an account answers to a search: the beginning of its
// number, or a part of its name.
func matches(number, name, search string) bool {
	return search == "" || strings.HasPrefix(number, search) ||
		strings.Contains(strings.ToLower(name), strings.ToLower(search)) ||
		strings.HasPrefix(search, number+" ")
}

func count(n int) string { return strconv.Itoa(n) }

func sumClass(k itemKind) string {
	if k == totalItem {
		return "tot"
	}
	return "sub"
}

func anyAccount(items []sheetItem) bool {
	for _, item := range items {
		if item.Kind == accountItem {
			return true
		}
	}
	return false
}

// diffCell is the class of a difference in a table.
func diffCell(row engagement.Row) string {
	switch {
	case row.Diff == 0:
		return "dim"
	case row.Status == engagement.DoneDiff:
		return "sec"
	}
	return "diff"
}
