package export

import (
	"strconv"

	"bokslut/internal/civil"
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
// column; Missing does not stand there, though a receipt says that it should;
// of Struck only the number is left, for every row was struck out or emptied.
const (
	Equal   Recurrence = "equal"
	Changed Recurrence = "changed"
	Missing Recurrence = "missing"
	Struck  Recurrence = "struck"
)

// InBooks tells whether the imported balances hold the entry already.
func (r Recurrence) InBooks() bool { return r == Equal || r == Changed }

// Recognise finds exported entries in the year's books, by the marker (a
// delivery whose outcome was never learned must not count twice either), else
// by the receipt's series and number when the rows are ours: a number whose
// voucher was deleted may have been given to another one. Where a person has
// copied our voucher with its marker, an equal one counts before a changed one.
func Recognise(items []Item, entries map[string]closing.Entry, year ledger.Year) []Recognised {
	if len(items) == 0 {
		return nil
	}
	byID, byMarker := index(items, year)
	unmarked := alike(items, entries, year)
	var recognised []Recognised
	for _, it := range items {
		if it.State == Cancelled && it.Attempt == 0 {
			continue
		}
		candidates := byMarker[it.Marker]
		if v, ok := byID[receiptID(it)]; ok && it.State == Sent && equal(entries[it.Entry], v) {
			candidates = append([]ledger.Voucher{v}, candidates...)
		}
		if it.Target.Tenant == FileTenant && it.State == Sent && len(candidates) == 0 {
			candidates = unmarked.take(entries[it.Entry])
		}
		if r, ok := recognise(it, entries[it.Entry], candidates); ok {
			recognised = append(recognised, r)
		}
	}
	return recognised
}

func recognise(it Item, entry closing.Entry, candidates []ledger.Voucher) (Recognised, bool) {
	for _, v := range candidates {
		if equal(entry, v) {
			return Recognised{it.Entry, v.Series, v.Number, Equal}, true
		}
	}
	for _, v := range candidates {
		if len(sorted(ledgerLines(v))) > 0 {
			return Recognised{it.Entry, v.Series, v.Number, Changed}, true
		}
	}
	if len(candidates) > 0 {
		return Recognised{it.Entry, candidates[0].Series, candidates[0].Number, Struck}, it.State == Sent
	}
	return Recognised{it.Entry, it.Receipt.Series, strconv.FormatInt(it.Receipt.Number, 10), Missing}, it.State == Sent
}

// A pool holds vouchers without a marker by what they book. A program that
// reads a file may write its own text on the voucher; then equal rows on the
// same day tell, and each voucher is taken once.
type pool map[string][]ledger.Voucher

func alike(items []Item, entries map[string]closing.Entry, year ledger.Year) pool {
	days := map[civil.Date]bool{}
	for _, it := range items {
		if it.Target.Tenant == FileTenant {
			days[entries[it.Entry].Date] = true
		}
	}
	if len(days) == 0 {
		return nil
	}
	p := pool{}
	for _, v := range year.Vouchers {
		if days[v.Date] && FindMarker(v.Text) == "" {
			key := fingerprint("", 0, v.Date, ledgerLines(v))
			p[key] = append(p[key], v)
		}
	}
	return p
}

func (p pool) take(e closing.Entry) []ledger.Voucher {
	key := fingerprint("", 0, e.Date, entryLines(e))
	found := p[key]
	if len(found) == 0 {
		return nil
	}
	p[key] = found[1:]
	return found[:1]
}

func equal(e closing.Entry, v ledger.Voucher) bool {
	return same(e.Date, entryLines(e), v.Date, ledgerLines(v))
}

func receiptID(it Item) string {
	return it.Receipt.Series + " " + strconv.FormatInt(it.Receipt.Number, 10)
}

// index finds the vouchers that the receipts name, and all that bear a marker.
func index(items []Item, year ledger.Year) (byID map[string]ledger.Voucher, byMarker map[string][]ledger.Voucher) {
	byID, byMarker = map[string]ledger.Voucher{}, map[string][]ledger.Voucher{}
	named := map[string]bool{}
	for _, it := range items {
		named[receiptID(it)] = true
	}
	for _, v := range year.Vouchers {
		if named[v.Series+" "+v.Number] {
			byID[v.Series+" "+v.Number] = v
		}
		if marker := FindMarker(v.Text); marker != "" {
			byMarker[marker] = append(byMarker[marker], v)
		}
	}
	return byID, byMarker
}
