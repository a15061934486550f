package engagement

import (
	"context"
	"slices"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// AfterExport is what remains to do in the bookkeeping program once closing
// entries are transferred, and what the import in use proves of it. Source:
// promise 10, the seam between two years.
type AfterExport struct {
	Year, Next civil.Period // Next is zero when the program has no next year
	Read       time.Time    // when the import in use was read
	Unsent     int          // entries that wait to be transferred, or that the books did not hold yet
	Kept       []string     // entries that are not transferred at all
	Carried    bool         // next year opens with balances
	Equal      bool         // and they are the final balances here, without what is kept
	Differs    []OpeningDiff
	Locked     civil.Date // the last locked day; zero when nothing is, or when it is not known
}

// IsLocked tells whether the whole year is locked.
func (a AfterExport) IsLocked() bool { return !a.Locked.IsZero() && !a.Locked.Before(a.Year.To) }

// Done tells whether all of it is proved.
func (a AfterExport) Done() bool { return a.Unsent == 0 && a.Carried && a.Equal && a.IsLocked() }

// An OpeningDiff is an account that next year does not open as it should.
type OpeningDiff struct {
	Account         string
	Should, Opening money.Amount // öre, debit positive
}

// AfterExport gives what remains, or nil when nothing was sent to a program that
// can be read.
func (s *Service) AfterExport(ctx context.Context, by office.User, e Engagement) (*AfterExport, error) {
	if e.Source != Fortnox || e.Snapshot == "" {
		return nil, nil
	}
	entries, err := s.Entries(ctx, by, e)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(entries, func(v EntryView) bool { return v.Transfer == TransferSent }) {
		return nil, nil
	}
	snap, err := s.Snapshot(ctx, by, e)
	if err != nil {
		return nil, err
	}
	v, err := s.view(ctx, by, e)
	if err != nil {
		return nil, err
	}
	a := v.position(e.Client.Form).afterExport(snap.Next)
	a.Year, a.Read, a.Locked = e.Year, snap.At, snap.Locked
	for _, one := range entries {
		if one.Whole() && !one.Deleted && one.Next == closing.ThisYear && one.Transfer == TransferExcluded {
			a.Kept = append(a.Kept, one.No)
		}
	}
	return &a, nil
}

func (p position) afterExport(next *Opening) AfterExport {
	a := AfterExport{Unsent: p.waiting}
	if next == nil {
		return a
	}
	a.Next, a.Carried = next.Period, len(next.Balances) > 0
	should, unbooked := p.carried()
	for _, one := range staleOf(should, next.Balances, unbooked) {
		a.Differs = append(a.Differs, OpeningDiff{one.account, one.should, one.opening})
	}
	a.Equal = a.Carried && len(a.Differs) == 0
	return a
}
