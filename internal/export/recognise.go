package export

import (
	"strconv"

	"bokslut/internal/closing"
	"bokslut/internal/ledger"
)

// Recognised says where an exported entry stands in imported books.
type Recognised struct {
	Entry  string     `json:"entry"`
	Series string     `json:"series"`
	Number string     `json:"number"`
	State  Recurrence `json:"state"`
}

// Recurrence is how an exported entry came back.
type Recurrence string

// Equal and Changed stand in the books, so the entry leaves the adjustment
// column; Missing does not stand there, though a receipt says that it should.
const (
	Equal   Recurrence = "equal"
	Changed Recurrence = "changed"
	Missing Recurrence = "missing"
)

// InBooks tells whether the imported balances hold the entry already.
func (r Recurrence) InBooks() bool { return r == Equal || r == Changed }

// Recognise finds exported entries in the year's books, by
// the marker (a delivery whose outcome was never learned must not count twice
// either), else by the receipt's series and number when the rows are ours: a
// number whose voucher was deleted may have been given to another one.
func Recognise(items []Item, entries map[string]closing.Entry, year ledger.Year) []Recognised {
	byID, byMarker := index(year)
	var recognised []Recognised
	for _, it := range items {
		if it.State == Cancelled && it.Attempt == 0 {
			continue
		}
		entry := entries[it.Entry]
		v, found := byMarker[it.Marker]
		if !found && it.State == Sent {
			v, found = byID[it.Receipt.Series+" "+strconv.FormatInt(it.Receipt.Number, 10)]
			found = found && same(entry.Date, entryLines(entry), v.Date, ledgerLines(v))
		}
		switch {
		case found && same(entry.Date, entryLines(entry), v.Date, ledgerLines(v)):
			recognised = append(recognised, Recognised{it.Entry, v.Series, v.Number, Equal})
		case found && len(ledgerLines(v)) > 0:
			recognised = append(recognised, Recognised{it.Entry, v.Series, v.Number, Changed})
		case it.State == Sent:
			recognised = append(recognised, Recognised{it.Entry, it.Receipt.Series, strconv.FormatInt(it.Receipt.Number, 10), Missing})
		}
	}
	return recognised
}

func index(year ledger.Year) (byID, byMarker map[string]ledger.Voucher) {
	byID, byMarker = map[string]ledger.Voucher{}, map[string]ledger.Voucher{}
	for _, v := range year.Vouchers {
		byID[v.Series+" "+v.Number] = v
		if marker := FindMarker(v.Text); marker != "" {
			byMarker[marker] = v
		}
	}
	return byID, byMarker
}
