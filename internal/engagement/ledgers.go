package engagement

import (
	"slices"
	"time"

	"bokslut/internal/bas"
	"bokslut/internal/workpaper"
)

// fillAutomatic brings the automatic bilagor up to date: items, explanations
// and accounts are the import's; rows, comments, marks and sign-offs stay.
func (c *Change) fillAutomatic(ledgers []workpaper.Workpaper) error {
	for _, fresh := range ledgers {
		old, version, err := c.automatic(fresh.Kind)
		if err != nil {
			return err
		}
		if old.No == "" {
			fresh.No = c.nextWorkpaperNo(bas.Group(fresh.Accounts[0]))
			c.Save = append(c.Save, workpaperPart(fresh, 0))
			continue
		}
		c.Save = append(c.Save, workpaperPart(refill(old, fresh), version))
	}
	return nil
}

// refill puts what an import read into a bilaga, and notes what moved since the
// import before it. Accounts are added, never taken away: rows may stand there.
func refill(old, fresh workpaper.Workpaper) workpaper.Workpaper {
	old.Moved, old.MovedSince = nil, time.Time{}
	if fresh.Missing == workpaper.MissingNoRegister && !old.ReadAt.IsZero() {
		return old // the source was changed: what an earlier one said stays, with its date
	}
	if old.Missing == "" && fresh.Missing == "" && !old.ReadAt.IsZero() {
		old.MovedSince = old.ReadAt
		old.Moved = workpaper.Moved(slices.Concat(old.Items, old.Claims), slices.Concat(fresh.Items, fresh.Claims))
	}
	if old.Against.What == "" || old.Against == automaticAgainst(old.Against) {
		old.Against = fresh.Against
	}
	old.Items, old.Claims, old.Unbooked = fresh.Items, fresh.Claims, fresh.Unbooked
	old.Explanations, old.ReadAt = fresh.Explanations, fresh.ReadAt
	old.Missing, old.Lacking = fresh.Missing, fresh.Lacking
	for _, account := range fresh.Accounts {
		if !slices.Contains(old.Accounts, account) {
			old.Accounts = append(old.Accounts, account)
		}
	}
	return old
}

// automaticAgainst is what an import writes about the evidence. Anything else a
// person wrote, and it stays.
func automaticAgainst(a workpaper.Against) workpaper.Against {
	return workpaper.Against{What: workpaper.SubLedger, Date: a.Date}
}

func (c *Change) automatic(kind workpaper.Kind) (workpaper.Workpaper, int64, error) {
	for id, p := range c.Parts {
		if id.Kind != WorkpaperPart || p.Body == nil {
			continue
		}
		w, err := decode[workpaper.Workpaper](p.Body)
		if err != nil {
			return w, 0, err
		}
		if w.Kind == kind {
			return w, p.Version, nil
		}
	}
	return workpaper.Workpaper{}, 0, nil
}
