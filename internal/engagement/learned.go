package engagement

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"bokslut/internal/closing"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// maxLearned is how many engagements Learned looks at.
const maxLearned = 20

// A Choice is what the office's earlier closings booked against an account, and
// what they called it; either may be empty.
type Choice struct{ Contra, Text string }

// Learned is what the office chose before for an entry that puts amount on
// account: of this client's engagements first, then of those that were imported
// last. Within one engagement the contra account used most wins, then the lowest;
// the text is that of such an entry with the same sign, the one used most, with
// the years moved on to this engagement's.
func (s *Service) Learned(ctx context.Context, by office.User, e Engagement, account string, amount money.Amount) (Choice, error) {
	listed, err := s.List(ctx, by)
	if err != nil {
		return Choice{}, err
	}
	slices.SortStableFunc(listed, func(a, b Listed) int {
		mine := func(l Listed) int {
			if l.Client.ID == e.Client.ID {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(mine(a), mine(b)), b.Year.To.Compare(a.Year.To), b.ImportedAt.Compare(a.ImportedAt))
	})
	for _, l := range listed[:min(len(listed), maxLearned)] {
		parts, err := s.store.Digests(ctx, by.Office, l.ID, EntryPart)
		if err != nil {
			return Choice{}, err
		}
		entries := make([]closing.Entry, len(parts))
		for i, p := range parts {
			if entries[i], err = decode[closing.Entry](p.Digest); err != nil {
				return Choice{}, err
			}
		}
		if c := chosenBefore(entries, account, amount); c.Contra != "" {
			c.Text = moveYears(c.Text, l.Year.To.Year, e.Year.To.Year)
			return c, nil
		}
	}
	return Choice{}, nil
}

// chosenBefore is what the entries of one engagement booked against the account.
func chosenBefore(entries []closing.Entry, account string, amount money.Amount) Choice {
	used := map[string]int{}
	for _, one := range entries {
		if other, _ := against(one, account); other != "" {
			used[other]++
		}
	}
	c := Choice{Contra: mostUsed(used)}
	called := map[string]int{}
	for _, one := range entries {
		if other, booked := against(one, account); other != "" && other == c.Contra && (booked < 0) == (amount < 0) {
			called[one.Text]++
		}
	}
	c.Text = mostUsed(called)
	return c
}

// against is the other account of an entry with two rows that a person wrote, and
// what it books on the account itself.
func against(e closing.Entry, account string) (other string, booked money.Amount) {
	if e.Deleted || e.System != "" || len(e.Rows) != 2 {
		return "", 0
	}
	switch account {
	case e.Rows[0].Account:
		return e.Rows[1].Account, e.Rows[0].Amount
	case e.Rows[1].Account:
		return e.Rows[0].Account, e.Rows[1].Amount
	}
	return "", 0
}

func mostUsed(used map[string]int) string {
	best := ""
	for one, n := range used {
		if best == "" || n > used[best] || n == used[best] && one < best {
			best = one
		}
	}
	return best
}

// moveYears writes the year of a closing, the one before and the one after it as
// those of another closing. Other numbers stay.
func moveYears(text string, from, to int) string {
	isDigit := func(r byte) bool { return '0' <= r && r <= '9' }
	moved := []byte(text)
	for i := 0; i < len(moved); i++ {
		end := i
		for end < len(moved) && isDigit(moved[end]) {
			end++
		}
		if end-i == 4 {
			if year, _ := strconv.Atoi(string(moved[i:end])); from-1 <= year && year <= from+1 {
				copy(moved[i:end], strconv.Itoa(year+to-from))
			}
		}
		i = max(i, end-1)
	}
	return string(moved)
}
