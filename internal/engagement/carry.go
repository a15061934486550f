package engagement

import (
	"context"
	"slices"
	"strings"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/bas"
	"bokslut/internal/office"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// A LastPaper is a bilaga of last year's engagement that can be taken over.
type LastPaper struct {
	workpaper.Digest
	Gone  []string // its accounts that are not in this year's chart
	Here  string   // number of the bilaga that takes it over already, or empty
	Other string   // number of another one of its kind on one of its accounts, or empty
}

// Takeable tells whether it can be taken over: an account is left, and it was
// not taken over before.
func (p LastPaper) Takeable() bool { return p.Here == "" && len(p.Gone) < len(p.Accounts) }

// LastPapers lists the bilagor of last year's engagement that people fill, in
// order of number, with that engagement. ErrNotFound when the office has none;
// ErrNoImport while this year has no chart.
func (s *Service) LastPapers(ctx context.Context, by office.User, e Engagement) (Engagement, []LastPaper, error) {
	last, err := s.LastYear(ctx, by, e)
	if err != nil {
		return last, nil, err
	}
	v, err := s.view(ctx, by, e)
	if err != nil {
		return last, nil, err
	}
	if v.totals == nil {
		return last, nil, ErrNoImport
	}
	parts, err := s.store.Digests(ctx, by.Office, last.ID, WorkpaperPart)
	if err != nil {
		return last, nil, err
	}
	var all []LastPaper
	for _, p := range parts {
		d, err := decode[workpaper.Digest](p.Digest)
		if err != nil {
			return last, nil, err
		}
		if !d.Deleted && !d.Kind.Automatic() {
			all = append(all, v.lastPaper(d))
		}
	}
	slices.SortFunc(all, func(a, b LastPaper) int { return compareNo(a.No, b.No) })
	return last, all, nil
}

func (v view) lastPaper(d workpaper.Digest) LastPaper {
	p := LastPaper{Digest: d, Here: v.carried(d.No)}
	for _, account := range d.Accounts {
		if _, there := v.totals.Years[0].Account(account); !there {
			p.Gone = append(p.Gone, account)
		}
	}
	for _, w := range v.workpapers {
		if !w.Deleted && w.No != p.Here && w.Kind == d.Kind && slices.ContainsFunc(w.Accounts, d.Covers) {
			p.Other = w.No
			break
		}
	}
	return p
}

// carried is the number of the bilaga that takes over one of last year's.
func (v view) carried(from string) string {
	for _, w := range v.workpapers {
		if !w.Deleted && w.From == from {
			return w.No
		}
	}
	return ""
}

// A Carried is a bilaga of last year that a person chose, with its rows or not.
type Carried struct {
	No   string
	Rows bool
}

// CarryForward takes over bilagor of last year's engagement in one change, and
// gives the numbers of those that it made: name, kind, accounts, choices and kind
// of evidence, and the rows that last year leaves to this one where they are
// wanted. What is taken over already is left out. Signatures, documents and
// comments stay with last year. Errors: *office.FieldError of papers when nothing
// is chosen or can be taken over.
func (s *Service) CarryForward(ctx context.Context, by office.User, id string, chosen []Carried) ([]string, error) {
	var made []string
	err := s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		made = nil
		if c.Totals == nil {
			return audit.Event{}, ErrNoImport
		}
		if len(chosen) == 0 {
			return audit.Event{}, &office.FieldError{Field: "papers", Err: office.ErrChoice}
		}
		last, err := c.Reader.YearBefore(c.Head.Client.ID, c.Head.Year.From)
		if err != nil {
			return audit.Event{}, err
		}
		from := map[string]string{}
		for _, one := range chosen {
			w, err := c.carry(last, one, by.ID, s.now())
			if err != nil {
				return audit.Event{}, err
			}
			if w.No != "" {
				c.Save = append(c.Save, workpaperPart(w, 0))
				made, from[w.No] = append(made, w.No), one.No
			}
		}
		if len(made) == 0 {
			return audit.Event{}, &office.FieldError{Field: "papers", Err: ErrCarried}
		}
		return s.event(by, id, "workpaper.carried", strings.Join(made, ", "), map[string]any{"engagement": last.ID, "from": from}), nil
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// carry makes the bilaga that takes over one of last year's; without number when
// there is one.
func (c *Change) carry(last Engagement, one Carried, by string, at time.Time) (workpaper.Workpaper, error) {
	v, err := c.view()
	if err != nil || v.carried(one.No) != "" {
		return workpaper.Workpaper{}, err
	}
	part, err := c.Reader.Part(last.ID, PartID{WorkpaperPart, one.No})
	if err != nil {
		return workpaper.Workpaper{}, err
	}
	before, err := decode[workpaper.Workpaper](part.Body)
	if err != nil {
		return workpaper.Workpaper{}, err
	}
	if before.Deleted || before.Kind.Automatic() {
		return workpaper.Workpaper{}, ErrNotFound
	}
	w := workpaper.Workpaper{
		Kind: before.Kind, Name: before.Name, From: before.No, Against: workpaper.Against{What: before.Against.What}, Facts: schedule.RollFacts(before),
	}
	for _, account := range before.Accounts {
		if _, there := c.Totals.Years[0].Account(account); there {
			w.Accounts = append(w.Accounts, account)
		}
	}
	if err := c.checkWorkpaper(&w); err != nil {
		return workpaper.Workpaper{}, err
	}
	w.No = c.carriedNo(before.No, bas.Group(w.Accounts[0]))
	if one.Rows {
		in := schedule.Input{Paper: w, Year: c.Head.Year, Framework: string(c.Head.Client.Framework), Balances: v.balances(), LastYear: &before}
		w.Rows = startRows(in, last.Year, by, at)
	}
	return w, nil
}

// carriedNo keeps last year's number where it is free.
func (c *Change) carriedNo(no, group string) string {
	if _, taken := c.Parts[PartID{WorkpaperPart, no}]; taken || c.saves(no) || !strings.HasPrefix(no, group+".") {
		return c.nextWorkpaperNo(group)
	}
	return no
}

// A FormerPaper is a bilaga of last year's engagement.
type FormerPaper struct {
	Engagement Engagement
	workpaper.Workpaper
}

// FormerPaper gives last year's bilaga behind one of this year's: the one that it
// takes over, else one of the same kind and accounts. Nil when there is none.
func (s *Service) FormerPaper(ctx context.Context, by office.User, e Engagement, w workpaper.Workpaper) (*FormerPaper, error) {
	last, err := s.LastYear(ctx, by, e)
	if err != nil {
		return nil, unlessMissing(err)
	}
	before, err := yearBefore(reads{ctx, s.store, by.Office}, e, w)
	if err != nil || before == nil {
		return nil, err
	}
	return &FormerPaper{last, *before}, nil
}
