package engagement

import (
	"slices"

	"bokslut/internal/bas"
	"bokslut/internal/workpaper"
)

// fillAutomatic brings the automatic bilagor up to date: items, explanations
// and accounts are the import's; rows, comments and sign-offs stay.
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
		old.Items, old.Explanations, old.Unbooked = fresh.Items, fresh.Explanations, fresh.Unbooked
		old.ReadAt, old.Missing, old.Against = fresh.ReadAt, fresh.Missing, fresh.Against
		for _, account := range fresh.Accounts {
			if !slices.Contains(old.Accounts, account) {
				old.Accounts = append(old.Accounts, account)
			}
		}
		c.Save = append(c.Save, workpaperPart(old, version))
	}
	return nil
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
