package engagement

import (
	"context"

	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// ToSign is an account that a person selected to sign, with the final balance
// that stood on the page.
type ToSign struct {
	Account string
	Final   money.Amount
}

// A BulkSigned is what became of one bilaga, or of an account that has none (No
// empty). Err is nil when it was signed.
type BulkSigned struct {
	Account, No string
	Err         error
}

// maxBulk is how many accounts may be signed at once.
const maxBulk = 1000

// SignMany signs the bilagor of several accounts, each by itself and with its own
// event: only those whose accounts are reconciled with difference 0,00. Bilagor
// whose sign-off holds are left alone and not in the answer. ErrConflict stands
// at an account whose balance is another than the person saw.
func (s *Service) SignMany(ctx context.Context, by office.User, e Engagement, chosen []ToSign) ([]BulkSigned, error) {
	if !by.MayWrite() {
		return nil, ErrForbidden
	}
	if e.Locked {
		return nil, ErrLocked
	}
	v, err := s.view(ctx, by, e)
	if err != nil {
		return nil, err
	}
	rows, covering := v.allRows(), v.byAccount(false)
	seen := map[string]bool{}
	var all []BulkSigned
	for _, one := range chosen[:min(len(chosen), maxBulk)] {
		row, known := rows[one.Account]
		switch {
		case !known || len(row.Workpapers) == 0 || !row.IsBegun || row.Diff != 0:
			all = append(all, BulkSigned{Account: one.Account, Err: ErrNotReady})
			continue
		case row.Final != one.Final:
			all = append(all, BulkSigned{Account: one.Account, Err: ErrConflict})
			continue
		}
		for _, w := range covering[one.Account] {
			if seen[w.No] || w.SignOff != nil && !strayed(w, rows) {
				continue
			}
			seen[w.No] = true
			all = append(all, BulkSigned{one.Account, w.No, s.signFresh(ctx, by, e, w)})
		}
	}
	return all, nil
}

// signFresh signs a bilaga in the version that it has now.
func (s *Service) signFresh(ctx context.Context, by office.User, e Engagement, w workpaper.Digest) error {
	part, err := s.store.Part(ctx, by.Office, e.ID, PartID{WorkpaperPart, w.No})
	if err != nil {
		return err
	}
	return s.Sign(ctx, by, e.ID, w.No, part.Version, Signing{})
}
