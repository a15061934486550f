package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// overviewView is Översikt: what remains, and what the import said.
type overviewView struct {
	Now        time.Time
	Engagement engagement.Engagement
	Balance    engagement.Sheet
	Workpapers []engagement.WorkpaperLine
	Drifts     []engagement.Drift // sign-offs that no longer hold, with what did it
	Entries    []engagement.EntryView
	Last       *engagement.Snapshot // the current import, nil before the first
	Controls   []engagement.Control
	Changed    *engagement.Intake // the latest one that was taken in
	Users      map[string]string
	After      []afterPoint // what remains in Fortnox after an export
	Todo       []todoItem
	Chart      *monthChart
	Checklist  []engagement.CheckGroup
}

func (s *server) overview(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p, err := s.sheetPage(r, e, tabOverview, t(ctx, "Översikt"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v, err := s.readOverview(ctx, s.user(r), e)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if v.After, err = s.afterPoints(r, e); err != nil {
		s.fail(w, r, err)
		return
	}
	v.Todo = todo(ctx, v)
	if e.Source == engagement.Fortnox {
		p.Keys = append(p.Keys, Key{[]string{"I"}, t(ctx, "importera")})
	}
	p.Keys = append(p.Keys, Key{[]string{"G", "B"}, t(ctx, "balansavstämning")}, Key{[]string{"G", "V"}, t(ctx, "bokslutsverifikationer")})
	s.render(w, r, http.StatusOK, overviewPage(p, v))
}

func (s *server) readOverview(ctx context.Context, by office.User, e engagement.Engagement) (overviewView, error) {
	v := overviewView{Engagement: e, Now: s.now()}
	users, err := s.offices.Users(ctx, by)
	if err != nil {
		return v, err
	}
	v.Users = userNames(users)
	if v.Entries, err = s.engagements.Entries(ctx, by, e); err != nil {
		return v, err
	}
	if v.Checklist, err = s.engagements.Checklist(ctx, by, e); err != nil {
		return v, err
	}
	snap, err := s.engagements.Snapshot(ctx, by, e)
	switch {
	case errors.Is(err, engagement.ErrNoImport):
		return v, nil
	case err != nil:
		return v, err
	}
	v.Last, v.Chart = &snap.Snapshot, newMonthChart(snap.Totals)
	if v.Balance, err = s.engagements.Balance(ctx, by, e); err != nil {
		return v, err
	}
	if v.Controls, err = s.engagements.Controls(ctx, by, e); err != nil {
		return v, err
	}
	if v.Workpapers, err = s.engagements.Workpapers(ctx, by, e); err != nil {
		return v, err
	}
	if v.Drifts, err = s.engagements.Drifts(ctx, by, e); err != nil {
		return v, err
	}
	intakes, err := s.engagements.Intakes(ctx, by, e.ID)
	if err != nil || len(intakes) == 0 {
		return v, err
	}
	latest, err := s.engagements.Intake(ctx, by, e.ID, intakes[0].No)
	v.Changed = &latest
	return v, err
}

// rows lists the accounts of the balance sheet with a status.
func (v overviewView) rows(is func(engagement.Row) bool) []engagement.Row {
	var rows []engagement.Row
	for _, group := range v.Balance.Groups {
		for _, row := range group.Rows {
			if is(row) {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

func differs(r engagement.Row) bool { return r.Status == engagement.Differs }

func drifted(r engagement.Row) bool { return r.Status == engagement.Drifted }

func undone(r engagement.Row) bool {
	return r.Status == engagement.Underway || r.Status == engagement.NotBegun
}

func seam(r engagement.Row) bool { return r.SeamDiff != 0 }

// nextUnsent counts the entries of the next year that are still to be sent.
func (v overviewView) nextUnsent() int {
	n := 0
	for _, e := range v.Entries {
		if e.Next != closing.ThisYear && !e.Deleted && e.Transfer == engagement.TransferNone {
			n++
		}
	}
	return n
}

// transfers counts the entries that can be sent, those that are not sent and
// those that wait for a person. Entries of the next year count when they do that.
func (v overviewView) transfers() (all, unsent, decide int) {
	for _, e := range v.Entries {
		if e.Deleted || e.Transfer == engagement.TransferExcluded || e.Next != closing.ThisYear && !toSettle(e.Transfer) {
			continue
		}
		all++
		switch e.Transfer {
		case engagement.TransferSent:
			continue
		case engagement.TransferUnknown, engagement.TransferDecide, engagement.TransferRefused:
			decide++
		}
		unsent++
	}
	return all, unsent, decide
}
