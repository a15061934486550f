package engagement

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// A WorkpaperView is a bilaga with what the books say about its accounts.
type WorkpaperView struct {
	workpaper.Workpaper
	Version  int64
	Rows     []workpaper.Row
	Accounts []Row  // the accounts that it explains, as in Balansavstämning
	Status   Status // the worst of the accounts; its own where it explains none
	Previous string // number of the bilaga before it, and after
	Next     string
	Says     schedule.Result // what the bilaga says, line by line
}

// WorkpaperLine is a bilaga as lists show it.
type WorkpaperLine struct {
	workpaper.Digest
	Version int64 // of a deleted one
	Status  Status
	Diff    money.Amount
}

// AwaitsReview tells whether a bilaga is signed, and its review is asked for and
// not given.
func (l WorkpaperLine) AwaitsReview(rule ReviewRule) bool {
	return l.SignOff != nil && l.Review == nil && l.Status.IsDone() && rule.Asks(l.Digest)
}

// Workpapers lists the bilagor in order of number.
func (s *Service) Workpapers(ctx context.Context, by office.User, e Engagement) ([]WorkpaperLine, error) {
	v, err := s.view(ctx, by, e)
	if err != nil {
		return nil, err
	}
	return v.workpaperLines(), nil
}

func (v view) workpaperLines() []WorkpaperLine {
	byAccount := map[string]Row{}
	for _, row := range v.rows(false) {
		byAccount[row.Account] = row
	}
	var lines []WorkpaperLine
	for _, w := range v.workpapers {
		if w.Deleted {
			continue
		}
		line := WorkpaperLine{Digest: w, Status: besideStatus(w)}
		for _, account := range explained(w) {
			line.Status = Worst(line.Status, byAccount[account].Status)
			line.Diff += byAccount[account].Diff
		}
		lines = append(lines, line)
	}
	return lines
}

// Workpaper gives one bilaga whole, or ErrNotFound.
func (s *Service) Workpaper(ctx context.Context, by office.User, e Engagement, no string) (WorkpaperView, error) {
	v, err := s.view(ctx, by, e)
	if err != nil {
		return WorkpaperView{}, err
	}
	return s.workpaper(ctx, by, e, no, v)
}

func (s *Service) workpaper(ctx context.Context, by office.User, e Engagement, no string, v view) (WorkpaperView, error) {
	part, err := s.store.Part(ctx, by.Office, e.ID, PartID{WorkpaperPart, no})
	if err != nil {
		return WorkpaperView{}, err
	}
	w, err := decode[workpaper.Workpaper](part.Body)
	if err != nil {
		return WorkpaperView{}, err
	}
	digest := w.Digest()
	full := WorkpaperView{Workpaper: w, Version: part.Version, Rows: w.Rows, Status: besideStatus(digest)}
	for _, row := range v.rows(false) {
		if slices.Contains(explained(digest), row.Account) {
			full.Accounts = append(full.Accounts, row)
			full.Status = Worst(full.Status, row.Status)
		}
	}
	full.Previous, full.Next = v.neighbours(no)
	in, err := v.input(reads{ctx, s.store, by.Office}, e, v.balances(), w)
	if err != nil {
		return WorkpaperView{}, err
	}
	full.Says = schedule.Compute(in)
	return full, nil
}

func (v view) neighbours(no string) (previous, next string) {
	kept := slices.DeleteFunc(slices.Clone(v.workpapers), func(w workpaper.Digest) bool { return w.Deleted })
	at := slices.IndexFunc(kept, func(w workpaper.Digest) bool { return w.No == no })
	if at > 0 {
		previous = kept[at-1].No
	}
	if at >= 0 && at+1 < len(kept) {
		next = kept[at+1].No
	}
	return previous, next
}

func (c *Change) checkWorkpaper(w *workpaper.Workpaper) error {
	if c.Totals == nil {
		return ErrNoImport
	}
	if len(w.Accounts) == 0 {
		return &office.FieldError{Field: "accounts", Err: ErrAccount}
	}
	for _, account := range w.Accounts {
		if _, ok := c.Totals.Years[0].Account(account); !ok {
			return &office.FieldError{Field: "accounts", Err: fmt.Errorf("%w: %s", ErrAccount, account)}
		}
	}
	if w.Name == "" {
		a, _ := c.Totals.Years[0].Account(w.Accounts[0])
		w.Name = a.Name
	}
	return nil
}

// nextWorkpaperNo gives the next running number of a group: 15.1, 15.2.
func (c *Change) nextWorkpaperNo(group string) string {
	for n := 1; ; n++ {
		no := fmt.Sprintf("%s.%d", group, n)
		if _, taken := c.Parts[PartID{WorkpaperPart, no}]; !taken && !c.saves(no) {
			return no
		}
	}
}

func (c *Change) saves(no string) bool {
	return slices.ContainsFunc(c.Save, func(p Part) bool { return p.ID == PartID{WorkpaperPart, no} })
}

// Describe changes the name of a bilaga and what it is reconciled against.
func (s *Service) Describe(ctx context.Context, by office.User, id, no string, version int64, name string, against workpaper.Against) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.described", func(c *Change, w *workpaper.Workpaper) error {
		if name = strings.TrimSpace(name); name != "" {
			w.Name = name
		}
		if against.What != "" && !slices.Contains(workpaper.Evidences, against.What) {
			return &office.FieldError{Field: "against", Err: office.ErrChoice}
		}
		var err error
		if against.DocumentName = w.Against.DocumentName; against.Document != w.Against.Document {
			against.DocumentName, err = c.nameOf(against.Document)
		}
		w.Against = against
		return err
	})
}

// DeleteWorkpaper takes an own bilaga away; its number is not used again.
func (s *Service) DeleteWorkpaper(ctx context.Context, by office.User, id, no string, version int64) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.deleted", func(_ *Change, w *workpaper.Workpaper) error {
		switch {
		case w.Kind.FollowsPlan():
			return ErrFollowsPlan
		case w.Kind.Automatic():
			return ErrAutomatic
		}
		w.Deleted = true
		return nil
	})
}
