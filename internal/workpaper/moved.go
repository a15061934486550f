package workpaper

import (
	"slices"
	"strings"

	"bokslut/internal/money"
)

// A Move is an open item that an import changed. Was and Now are SEK open on the
// closing date; zero where there was or is no item.
type Move struct {
	Key      string       `json:"key"` // Item.Key
	Document string       `json:"document"`
	Party    string       `json:"party"`
	Account  string       `json:"account"`
	Was      money.Amount `json:"was"`
	Now      money.Amount `json:"now"`
}

// New tells whether the item was not there before, Gone whether it is no longer.
func (m Move) New() bool { return m.Was == 0 }

// Gone tells whether nothing of the item is open any more.
func (m Move) Gone() bool { return m.Now == 0 }

// Moved lists the items whose open amount or account differs between two
// readings of a sub-ledger, in order of account and document.
func Moved(before, after []Item) []Move {
	moves := map[string]Move{}
	for _, i := range before {
		moves[i.Key()] = Move{i.Key(), i.Document, i.Party, i.Account, i.Open, 0}
	}
	was := map[string]string{}
	for _, i := range before {
		was[i.Key()] = i.Account
	}
	for _, i := range after {
		m := Move{i.Key(), i.Document, i.Party, i.Account, moves[i.Key()].Was, i.Open}
		if m.Was == m.Now && was[m.Key] == m.Account {
			delete(moves, m.Key)
			continue
		}
		moves[m.Key] = m
	}
	var all []Move
	for _, m := range moves {
		if m.Was != 0 || m.Now != 0 {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b Move) int {
		if c := strings.Compare(a.Account, b.Account); c != 0 {
			return c
		}
		return compareNumbers(a.Key, b.Key)
	})
	return all
}

// compareNumbers orders document numbers by value and texts by letter.
func compareNumbers(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
