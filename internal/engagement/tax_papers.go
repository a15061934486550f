package engagement

import (
	"slices"

	"bokslut/internal/bas"
	"bokslut/internal/workpaper"
)

// ownCalculation is the evidence of the bilagor that follow the plan.
const ownCalculation workpaper.Evidence = "egen-berakning"

// putPapers brings the bilagor that follow the plan in line with what it says.
// What people wrote stays, a sign-off too. One that the plan says nothing of any
// more goes, and comes back with its number; while the plan cannot be computed
// (stopped) it stays and explains nothing.
func (c *Change) putPapers(planned []workpaper.Workpaper, stopped bool) error {
	v, err := c.view()
	if err != nil {
		return err
	}
	for _, kind := range workpaper.PlanKinds {
		old, version, err := c.planPaper(kind, v)
		if err != nil {
			return err
		}
		fresh := c.leftTo(kind, planned, v)
		made := followed(old, fresh, stopped)
		switch {
		case old.No == "" && len(fresh.Accounts) == 0:
			continue
		case old.No == "":
			made.Kind, made.Name, made.No = kind, fresh.Name, c.nextWorkpaperNo(bas.Group(fresh.Accounts[0]))
		case string(encode(old)) == string(encode(made)):
			continue
		}
		c.replace(workpaperPart(made, version))
	}
	return nil
}

// leftTo is what the plan says in a bilaga of a kind, without the accounts that
// another bilaga explains: there a person has the word.
func (c *Change) leftTo(kind workpaper.Kind, planned []workpaper.Workpaper, v view) workpaper.Workpaper {
	at := slices.IndexFunc(planned, func(w workpaper.Workpaper) bool { return w.Kind == kind })
	if at < 0 {
		return workpaper.Workpaper{}
	}
	w := planned[at]
	w.Accounts = slices.DeleteFunc(slices.Clone(w.Accounts), func(account string) bool {
		elsewhere := slices.ContainsFunc(v.covering(account), func(d workpaper.Digest) bool { return !d.Kind.FollowsPlan() })
		if elsewhere {
			delete(w.Computed, account)
		}
		return elsewhere
	})
	return w
}

func followed(old, fresh workpaper.Workpaper, stopped bool) workpaper.Workpaper {
	made := old
	made.Steps, made.Computed = fresh.Steps, fresh.Computed
	switch {
	case len(fresh.Accounts) > 0:
		made.Accounts, made.Deleted = fresh.Accounts, false
		if made.Against.What == "" {
			made.Against.What = ownCalculation
		}
	case !stopped:
		made.Steps, made.Computed, made.Deleted = nil, nil, true
	}
	return made
}

// planPaper is the bilaga of a kind as the change leaves it, without number when
// there never was one.
func (c *Change) planPaper(kind workpaper.Kind, v view) (workpaper.Workpaper, int64, error) {
	at := slices.IndexFunc(v.workpapers, func(d workpaper.Digest) bool { return d.Kind == kind })
	if at < 0 {
		return workpaper.Workpaper{}, 0, nil
	}
	id := PartID{WorkpaperPart, v.workpapers[at].No}
	p, _ := c.current(id)
	if len(p.Body) == 0 {
		var err error
		if p, err = c.Reader.Part(c.Head.ID, id); err != nil {
			return workpaper.Workpaper{}, 0, err
		}
	}
	w, err := decode[workpaper.Workpaper](p.Body)
	return w, p.Version, err
}
