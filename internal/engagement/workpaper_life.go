package engagement

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/bas"
	"bokslut/internal/civil"
	"bokslut/internal/office"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// CreateWorkpaper makes an empty plain bilaga, as CreateSchedule does.
func (s *Service) CreateWorkpaper(ctx context.Context, by office.User, id, name string, accounts []string) (string, error) {
	return s.CreateSchedule(ctx, by, id, workpaper.Own, name, accounts)
}

// CreateSchedule makes a bilaga of a kind that people fill and gives its number,
// after the group of the first account. It begins with what last year's leaves
// to it. name may be empty: the first account's name is taken.
func (s *Service) CreateSchedule(ctx context.Context, by office.User, id string, kind workpaper.Kind, name string, accounts []string) (string, error) {
	_, ok := schedule.FormOf(kind)
	if !ok {
		return "", &office.FieldError{Field: "kind", Err: office.ErrChoice}
	}
	var no string
	err := s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		w := workpaper.Workpaper{Kind: kind, Name: strings.TrimSpace(name), Accounts: distinct(accounts)}
		if err := c.checkWorkpaper(&w); err != nil {
			return audit.Event{}, err
		}
		no = c.nextWorkpaperNo(bas.Group(accounts[0]))
		w.No = no
		if err := c.begin(&w, by.ID, s.now()); err != nil {
			return audit.Event{}, err
		}
		c.Save = append(c.Save, workpaperPart(w, 0))
		return s.event(by, id, "workpaper.created", no, w), nil
	})
	return no, err
}

// begin gives a new bilaga the rows that it begins with: what last year's leaves
// to it, unless another one has taken that over.
func (c *Change) begin(w *workpaper.Workpaper, by string, at time.Time) error {
	if !computes(w.Kind) {
		return nil
	}
	v, err := c.view()
	if err != nil {
		return err
	}
	in, err := v.input(c.Reader, c.Head, v.balances(), *w)
	if err != nil {
		return err
	}
	var before civil.Period
	if in.LastYear != nil && v.carried(in.LastYear.No) != "" {
		in.LastYear = nil
	}
	if in.LastYear != nil {
		last, err := c.Reader.YearBefore(c.Head.Client.ID, c.Head.Year.From)
		if err != nil {
			return err
		}
		before, w.From = last.Year, in.LastYear.No
	}
	w.Rows = startRows(in, before, by, at)
	return nil
}

// startRows are the rows that a bilaga begins with; before is last year. A row
// of a bilaga over one account stands on it.
func startRows(in schedule.Input, before civil.Period, by string, at time.Time) []workpaper.Row {
	rows := schedule.Start(in, before)
	for i := range rows {
		rows[i].ID, rows[i].By, rows[i].At = office.NewID(), by, at
		if len(in.Paper.Accounts) == 1 && rows[i].Account == "" {
			rows[i].Account = in.Paper.Accounts[0]
		}
	}
	return rows
}

func distinct(accounts []string) []string {
	var all []string
	for _, account := range accounts {
		if !slices.Contains(all, account) {
			all = append(all, account)
		}
	}
	return all
}

// ErrUsed says that an account cannot leave a bilaga: there are rows on it.
var ErrUsed = errors.New("there are rows on the account")

// LinkAccounts changes the accounts that a bilaga explains. New ones are in the
// chart; one with rows stays. The number of the bilaga is kept.
func (s *Service) LinkAccounts(ctx context.Context, by office.User, id, no string, version int64, accounts []string) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.linked", func(c *Change, w *workpaper.Workpaper) error {
		if w.Kind.Automatic() {
			return ErrAutomatic
		}
		linked := workpaper.Workpaper{Name: w.Name, Accounts: distinct(accounts)}
		if err := c.checkWorkpaper(&linked); err != nil && !onlyKnown(linked.Accounts, w.Accounts) {
			return err
		}
		for _, row := range w.Rows {
			if slices.Contains(w.Accounts, row.Account) && !slices.Contains(linked.Accounts, row.Account) {
				return &office.FieldError{Field: "accounts", Err: ErrUsed}
			}
		}
		w.Accounts = linked.Accounts
		return nil
	})
}

// onlyKnown tells whether a bilaga gets no account that it did not have: one
// that left the chart may stay.
func onlyKnown(accounts, had []string) bool {
	return len(accounts) > 0 && !slices.ContainsFunc(accounts, func(a string) bool { return !slices.Contains(had, a) })
}

// RestoreWorkpaper brings a deleted bilaga back under its number.
func (s *Service) RestoreWorkpaper(ctx context.Context, by office.User, id, no string, version int64) error {
	return s.changeWorkpaper(ctx, by, id, no, version, "workpaper.restored", func(_ *Change, w *workpaper.Workpaper) error {
		w.Deleted = false
		return nil
	})
}

// DeletedWorkpapers lists the bilagor that were deleted, in order of number.
func (s *Service) DeletedWorkpapers(ctx context.Context, by office.User, e Engagement) ([]WorkpaperLine, error) {
	parts, err := s.store.Digests(ctx, by.Office, e.ID, WorkpaperPart)
	if err != nil {
		return nil, err
	}
	var lines []WorkpaperLine
	for _, p := range parts {
		d, err := decode[workpaper.Digest](p.Digest)
		if err != nil {
			return nil, err
		}
		if d.Deleted && !d.Kind.Automatic() {
			lines = append(lines, WorkpaperLine{Digest: d, Version: p.Version})
		}
	}
	slices.SortFunc(lines, func(a, b WorkpaperLine) int { return compareNo(a.No, b.No) })
	return lines, nil
}
