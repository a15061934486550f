// Package report makes reports and the binder (Pärmen) as values, which are
// shown, printed and saved without computing anything anew.
package report

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Document is a report as a value: the page, the PDF and the Excel file are
// made from it and from nothing else. Texts are in the reader's language.
type Document struct {
	Head     Head
	Title    string
	Name     string   // of a file, without ending
	Notes    []string // sentences under the title, such as how signs are to be read
	Sections []Section
}

// A Head is what stands on every page.
type Head struct {
	Client string
	OrgNr  string
	Year   civil.Period
	Right  string // top right; the title when empty
	By     string // who prints
	At     time.Time
	Draft  string // why it is a draft, or empty
}

// A Section is a part of a document. Its pieces come in this order.
type Section struct {
	Title   string
	Level   int    // of its heading among the bookmarks: 0 or 1
	NewPage bool   // begins a page
	Right   string // top right of its pages, when that is not the document's
	Indexed bool   // stands in the index
	Index   bool   // is the index
	Facts   []Fact
	Texts   []string
	Tables  []Table
	Notes   []Note
	Signs   []Fact // the sign-off box; an empty value is a line to write on
	Attach  []Attachment
}

// A Fact is a label with what it says.
type Fact struct{ Label, Value string }

// A Note is what somebody wrote: who, when, and what for.
type Note struct{ Head, Text string }

// A Table has rows that are made while they are read, so that a long one takes
// no room. Rows may be read several times and says the same each time.
type Table struct {
	Caption string
	Columns []Column
	Rows    iter.Seq[Row]
	Empty   string // what is said instead of a table without rows
}

// A Column is what its cells hold.
type Column struct {
	Name  string
	Type  Type
	Wide  int  // share of the room left over that a text column takes; 0 is as wide as its content
	Sheet bool // only in a spreadsheet, where each row has to say what it belongs to
}

// Type is what a cell holds.
type Type int

// The types. Amounts are öre.
const (
	Blank Type = iota
	Text
	Amount
	Date
	Count
)

// A Cell is one value.
type Cell struct {
	Type   Type
	Text   string
	Amount money.Amount
	Date   civil.Date
	Count  int
	Signed bool // an amount that says a change: with its sign
	To     Place
}

// A Place is what a cell names in the engagement, so that a page can lead there.
// At most one of them is set; Series only together with Voucher.
type Place struct {
	Account, Series, Voucher, Workpaper, Entry string
}

// at is the cell with the place that it names.
func (c Cell) at(p Place) Cell {
	c.To = p
	return c
}

func account(number string) Cell { return T(number).at(Place{Account: number}) }

// T is a cell with a text, A one with an amount, D a date, N a count.
func T(text string) Cell {
	if text == "" {
		return Cell{}
	}
	return Cell{Type: Text, Text: text}
}

// A is a cell with an amount, in öre.
func A(a money.Amount) Cell { return Cell{Type: Amount, Amount: a} }

// AOr is a cell with an amount, and an empty one for zero.
func AOr(a money.Amount) Cell {
	if a == 0 {
		return Cell{}
	}
	return A(a)
}

// Change is a cell with an amount that says how something changed.
func Change(a money.Amount) Cell { return Cell{Type: Amount, Amount: a, Signed: true} }

// D is a cell with a date, and an empty one for none.
func D(d civil.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{Type: Date, Date: d}
}

// N is a cell with a count.
func N(n int) Cell { return Cell{Type: Count, Count: n} }

// String is the cell as people read it.
func (c Cell) String() string {
	switch c.Type {
	case Text:
		return c.Text
	case Amount:
		if c.Signed {
			return c.Amount.Signed()
		}
		return c.Amount.String()
	case Date:
		return c.Date.String()
	case Count:
		return strconv.Itoa(c.Count)
	}
	return ""
}

// A Row is one line of a table. Its cells stand under the columns; a missing
// one is empty. Of a Group only the first is shown, across the table.
type Row struct {
	Kind  RowKind
	Cells []Cell
}

// RowKind is what a row is.
type RowKind int

// The kinds: an ordinary line, the heading of a group, a sum with a rule above
// it, and a final sum with a double rule below it.
const (
	Line RowKind = iota
	Group
	Sum
	Total
)

// IsSum tells whether the row sums what stands above it.
func (r Row) IsSum() bool { return r.Kind == Sum || r.Kind == Total }

// Cell is the cell in column i.
func (r Row) Cell(i int) Cell {
	if i >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[i]
}

// group is the heading of a group of rows.
func group(name string) Row { return Row{Group, []Cell{T(name)}} }

// rows are rows that exist already.
func rows(all []Row) iter.Seq[Row] { return slices.Values(all) }

// Rows counts the rows of all tables, but no further than most.
func (d Document) Rows(most int) int {
	n := 0
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			for range t.Rows {
				if n++; n >= most {
					return n
				}
			}
		}
	}
	return n
}
