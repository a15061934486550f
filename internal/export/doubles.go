package export

import (
	"slices"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
)

// Twice is an exported entry that stands more than once in imported books.
type Twice struct {
	Entry    string
	Vouchers []string // "I 11", in the order of the books
}

// Doubles finds entries that are booked by more than one voucher: a proxy that
// sent a request again, an entry sent again though it was there, or a person's
// copy. A voucher is an entry's by the marker of any of its deliveries; one
// without marker by what was sent: date, rows and text. Source: safety
// requirement R35.
func Doubles(items []Item, year ledger.Year) []Twice {
	if len(items) == 0 {
		return nil
	}
	prints, days := sentPrints(items)
	_, byMarker := index(items, year)
	unmarked := map[string][]ledger.Voucher{}
	for _, v := range year.Vouchers {
		if days[v.Date] && FindMarker(v.Text) == "" {
			key := printOf(content{date: v.Date, lines: ledgerLines(v)}, v.Text)
			unmarked[key] = append(unmarked[key], v)
		}
	}
	found := map[string]map[string]bool{}
	var order []string
	for i, it := range items {
		if found[it.Entry] == nil {
			found[it.Entry] = map[string]bool{}
			order = append(order, it.Entry)
		}
		candidates := byMarker[it.Marker]
		if prints[i] != "" {
			candidates = append(slices.Clone(candidates), unmarked[prints[i]]...)
		}
		for _, v := range candidates {
			if len(sorted(ledgerLines(v))) > 0 {
				found[it.Entry][v.ID()] = true
			}
		}
	}
	var all []Twice
	for _, entry := range order {
		if len(found[entry]) > 1 {
			all = append(all, Twice{entry, inOrder(found[entry], year)})
		}
	}
	return all
}

// sentPrints gives printOf of what each item sent, empty where nothing was, and
// the days of them all.
func sentPrints(items []Item) (prints []string, days map[civil.Date]bool) {
	prints, days = make([]string, len(items)), map[civil.Date]bool{}
	for i, it := range items {
		if sent, err := fortnox.DecodeVoucher(it.Body); err == nil && it.Attempt > 0 {
			c := contentOf(sent)
			prints[i], days[c.date] = printOf(c, sent.Description.Text), true
		}
	}
	return prints, days
}

// printOf is what two vouchers have in common that book the same by the same text.
func printOf(c content, text string) string {
	return fingerprint("", 0, c.date, c.lines) + " " + WithoutMarker(text)
}

func inOrder(ids map[string]bool, year ledger.Year) []string {
	var all []string
	for _, v := range year.Vouchers {
		if ids[v.ID()] {
			all = append(all, v.ID())
		}
	}
	return all
}
