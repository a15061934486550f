package tax

import (
	"fmt"
	"maps"
	"slices"

	"bokslut/internal/money"
)

// EntryKind is what a system entry books.
type EntryKind string

// The kinds, in the order in which they are booked.
const (
	EntryPension  EntryKind = "sarskild_loneskatt" // 7533 / 2514
	EntryProperty EntryKind = "fastighetsskatt"    // 5191 / 2513
	EntryYield    EntryKind = "avkastningsskatt"   // 755x / 2515
	EntryOver     EntryKind = "overavskrivning"    // 8853 / 2153, or 8850 / 2150
	EntryGroup    EntryKind = "koncernbidrag"      // 1660 / 8820, 8830 / 2860
	EntryReversal EntryKind = "aterforing"         // 212x / 8819
	EntryFund     EntryKind = "avsattning"         // 8811 / 212x
	EntryPrior    EntryKind = "tidigare_skatt"     // 8920 or 8930 / 2512
	EntryTax      EntryKind = "skatt"              // 8910 / 2512
	EntryResult   EntryKind = "resultat"           // 8999 / 2099
)

// EntryKinds are all kinds in order.
var EntryKinds = []EntryKind{
	EntryPension, EntryProperty, EntryYield, EntryOver, EntryGroup, EntryReversal, EntryFund, EntryPrior, EntryTax, EntryResult,
}

// An Entry is a system entry (systemverifikation). Its rows sum to zero. Undo
// is an entry that takes back what others booked before.
type Entry struct {
	Kind EntryKind
	Undo bool
	Text string
	Rows []Row
}

// diff is debit less credit.
func (e Entry) diff() money.Amount { return rowsVector(e.Rows).sum() }

// A Row is one line of an entry, öre, debit positive, never zero.
type Row struct {
	Account string
	Amount  money.Amount
}

// A Sent is a system entry that was exported earlier. InBooks says that the
// imported balances hold it.
type Sent struct {
	Entry
	InBooks bool
}

// An UnbalancedError says that earlier bookings of a kind do not balance among
// the accounts of that kind, so that no entry can be built on them. Diff is
// debit less credit.
type UnbalancedError struct {
	Kind EntryKind
	Diff money.Amount
}

func (e *UnbalancedError) Error() string {
	return fmt.Sprintf("%s: what is booked before differs by %s between its accounts", e.Kind, e.Diff.Plain())
}

// vector is amounts by account.
type vector map[string]money.Amount

func (v vector) add(account string, amount money.Amount) { v[account] += amount }

// plus is v + sign × w as a new vector.
func (v vector) plus(sign money.Amount, w vector) vector {
	sum := maps.Clone(v)
	for account, amount := range w {
		sum.add(account, sign*amount)
	}
	return sum
}

func (v vector) sum() money.Amount {
	var total money.Amount
	for _, amount := range v {
		total += amount
	}
	return total
}

// rows are the accounts that are not zero, in the order of their numbers.
func (v vector) rows() []Row {
	var rows []Row
	for _, account := range slices.Sorted(maps.Keys(v)) {
		if v[account] != 0 {
			rows = append(rows, Row{account, v[account]})
		}
	}
	return rows
}

func rowsVector(rows []Row) vector {
	v := vector{}
	for _, row := range rows {
		v.add(row.Account, row.Amount)
	}
	return v
}

// pair is a vector of two accounts: amount on one, its opposite on the other.
func pair(account, counter string, amount money.Amount) vector {
	v := vector{account: amount}
	v.add(counter, -amount)
	return v
}

// Text is what the voucher says. It is bookkeeping, thus Swedish.
func (k EntryKind) text(year int, undo bool) string {
	text := map[EntryKind]string{
		EntryPension:  "Särskild löneskatt på pensionskostnader",
		EntryProperty: "Fastighetsskatt och fastighetsavgift",
		EntryYield:    "Avkastningsskatt",
		EntryOver:     "Förändring av överavskrivningar",
		EntryGroup:    "Koncernbidrag",
		EntryReversal: "Återföring av periodiseringsfond",
		EntryFund:     "Avsättning till periodiseringsfond",
		EntryPrior:    "Skatt för tidigare år",
		EntryTax:      "Skatt på årets resultat",
		EntryResult:   "Årets resultat",
	}[k]
	if undo {
		text = "Vändning: " + text
	}
	return fmt.Sprintf("%s %d", text, year)
}
