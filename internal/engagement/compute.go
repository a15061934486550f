package engagement

import (
	"errors"
	"maps"
	"slices"

	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// computes tells whether a bilaga of the kind says something else than the sum
// of what was typed.
func computes(kind workpaper.Kind) bool {
	_, ok := schedule.FormOf(kind)
	return ok && kind != workpaper.Own
}

// balances are what bilagor are computed from, by account.
func (v view) balances() map[string]schedule.Balance {
	all := map[string]schedule.Balance{}
	if v.totals == nil || len(v.totals.Years) == 0 {
		return all
	}
	for _, a := range v.totals.Years[0].Accounts {
		all[a.Number] = schedule.Balance{Name: a.Name, Opening: a.Opening, Booked: a.Closing(), Final: a.Closing()}
	}
	for account, amount := range v.adjustments() {
		b := all[account]
		b.Final += amount
		all[account] = b
	}
	return all
}

// yearBefore finds the bilaga that was taken over, else one of the same kind and
// accounts, among those of last year's engagement. Nil: there is none.
func yearBefore(r Reader, head Engagement, w workpaper.Workpaper) (*workpaper.Workpaper, error) {
	last, err := r.YearBefore(head.Client.ID, head.Year.From)
	if err != nil {
		return nil, unlessMissing(err)
	}
	parts, err := r.Digests(last.ID, WorkpaperPart)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		d, err := decode[workpaper.Digest](p.Digest)
		if err != nil {
			return nil, err
		}
		if d.Deleted || d.Kind != w.Kind || w.From != "" && w.From != d.No || !slices.ContainsFunc(w.Accounts, d.Covers) {
			continue
		}
		p, err = r.Part(last.ID, p.ID)
		if err != nil {
			return nil, err
		}
		before, err := decode[workpaper.Workpaper](p.Body)
		return &before, err
	}
	return nil, nil
}

func unlessMissing(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// input is what a bilaga is computed from as the balances stand.
func (v view) input(r Reader, head Engagement, balances map[string]schedule.Balance, w workpaper.Workpaper) (schedule.Input, error) {
	in := schedule.Input{
		Paper: w, Year: head.Year, Framework: string(head.Client.Framework), Balances: balances, Elsewhere: v.elsewhere(w.No),
	}
	if !computes(w.Kind) {
		return in, nil
	}
	var err error
	if w.Kind == workpaper.VAT {
		if in.Movements, err = drawnMovements(r, head.ID); err != nil {
			return in, err
		}
	}
	in.LastYear, err = yearBefore(r, head, w)
	return in, err
}

// elsewhere sums what the bilagor but one explain per account.
func (v view) elsewhere(no string) map[string]money.Amount {
	sums := map[string]money.Amount{}
	for _, d := range v.workpapers {
		if d.Deleted || d.No == no {
			continue
		}
		for account, amount := range d.Reconciled {
			if d.Covers(account) {
				sums[account] += amount
			}
		}
	}
	return sums
}

// recompute brings the bilagor that compute in line with the balances as the
// change leaves them. before are those that it found; where they are the same,
// only the bilagor that the change saves are computed, and those of foreign
// money, which hang on whether another one explains their account.
func (c *Change) recompute(before map[string]schedule.Balance) error {
	v, err := c.view()
	if err != nil || c.Totals == nil {
		return err
	}
	balances := v.balances()
	all := c.HeadChanged || !maps.Equal(before, balances)
	for _, d := range v.workpapers {
		id := PartID{WorkpaperPart, d.No}
		if d.Deleted || !computes(d.Kind) || !all && !c.saves(d.No) && d.Kind != workpaper.Currency {
			continue
		}
		p, _ := c.current(id)
		if len(p.Body) == 0 {
			if p, err = c.Reader.Part(c.Head.ID, id); err != nil {
				return err
			}
		}
		w, err := decode[workpaper.Workpaper](p.Body)
		if err != nil {
			return err
		}
		in, err := v.input(changed{c.Reader, c}, c.Head, balances, w)
		if err != nil {
			return err
		}
		amounts := schedule.Compute(in).Amounts
		if len(amounts) == 0 && w.Begun() && !w.Kind.Memo() {
			amounts = map[string]money.Amount{w.Accounts[0]: 0}
		}
		if maps.Equal(w.Computed, amounts) {
			continue
		}
		w.Computed = amounts
		c.replace(workpaperPart(w, p.Version))
	}
	return nil
}
