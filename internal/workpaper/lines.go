package workpaper

import (
	"slices"
	"strings"

	"bokslut/internal/money"
)

// A Line is an item or a row as far as it counts: what a sign-off remembers of
// it. Amount is öre, debit positive.
type Line struct {
	Key     string       `json:"key"`
	Account string       `json:"account"`
	Text    string       `json:"text"`
	Amount  money.Amount `json:"amount"`
}

// MaxSignedLines is how many lines a sign-off remembers.
const MaxSignedLines = 1000

// Lines are the items, claims and rows that explain balances, or none when there
// are more than MaxSignedLines.
func (w Workpaper) Lines() []Line {
	if len(w.Items)+len(w.Claims)+len(w.Rows) > MaxSignedLines {
		return nil
	}
	var lines []Line
	for _, items := range [][]Item{w.Items, w.Claims} {
		for _, i := range items {
			lines = append(lines, Line{i.Key(), i.Account, strings.TrimSpace(i.Document + " " + i.Party), i.Open})
		}
	}
	for _, r := range w.Rows {
		lines = append(lines, Line{r.ID, r.Account, r.Text, r.Amount})
	}
	return lines
}

// A LineChange is a line that came, left or has another amount. Was and Now are
// zero where there was or is none.
type LineChange struct {
	Account, Text string
	Was, Now      money.Amount
	Came, Gone    bool
}

// ChangedLines lists the lines that differ from those signed, in the order in
// which they stand, those that are gone last.
func ChangedLines(signed, now []Line) []LineChange {
	was := map[string]Line{}
	for _, l := range signed {
		was[l.Account+" "+l.Key] = l
	}
	var changes []LineChange
	for _, l := range now {
		old, known := was[l.Account+" "+l.Key]
		delete(was, l.Account+" "+l.Key)
		if !known || old.Amount != l.Amount {
			changes = append(changes, LineChange{l.Account, l.Text, old.Amount, l.Amount, !known, false})
		}
	}
	for _, l := range signed {
		if _, gone := was[l.Account+" "+l.Key]; gone {
			changes = append(changes, LineChange{l.Account, l.Text, l.Amount, 0, false, true})
		}
	}
	return slices.DeleteFunc(changes, func(c LineChange) bool { return c.Was == c.Now })
}
