package engagement

import (
	"cmp"
	"context"
	"slices"

	"bokslut/internal/closing"
	"bokslut/internal/office"
)

// maxLearned is how many engagements Contra looks at.
const maxLearned = 20

// Contra is the account that the office's earlier closings booked against an
// account, or empty: of this client's engagements first, then of those that were
// imported last. Within one engagement the account used most wins, then the
// lowest.
func (s *Service) Contra(ctx context.Context, by office.User, e Engagement, account string) (string, error) {
	listed, err := s.List(ctx, by)
	if err != nil {
		return "", err
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
			return "", err
		}
		used := map[string]int{}
		for _, p := range parts {
			entry, err := decode[closing.Entry](p.Digest)
			if err != nil {
				return "", err
			}
			if other := against(entry, account); other != "" {
				used[other]++
			}
		}
		if best := mostUsed(used); best != "" {
			return best, nil
		}
	}
	return "", nil
}

// against is the other account of an entry with two rows that a person wrote.
func against(e closing.Entry, account string) string {
	if e.Deleted || e.System != "" || len(e.Rows) != 2 {
		return ""
	}
	switch account {
	case e.Rows[0].Account:
		return e.Rows[1].Account
	case e.Rows[1].Account:
		return e.Rows[0].Account
	}
	return ""
}

func mostUsed(used map[string]int) string {
	best := ""
	for account, n := range used {
		if best == "" || n > used[best] || n == used[best] && account < best {
			best = account
		}
	}
	return best
}
