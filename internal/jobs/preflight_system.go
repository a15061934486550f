package jobs

import (
	"context"
	"slices"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// complete gives the rows of an entry that the program makes the cost centre and
// the project that were chosen for such, where the account demands one.
func (to receiver) complete(entry closing.Entry) closing.Entry {
	if !made(entry) {
		return entry
	}
	entry.Rows = slices.Clone(entry.Rows)
	for i := range entry.Rows {
		row := &entry.Rows[i]
		a := to.accounts[row.Account]
		if row.CostCentre == "" && a.CostCenterSettings.Text == demanded {
			row.CostCentre = to.set.CostCentre
		}
		if row.Project == "" && a.ProjectSettings.Text == demanded {
			row.Project = to.set.Project
		}
	}
	return entry
}

// demanded is how Fortnox says that an account must have a cost centre or a
// project.
const demanded = "MANDATORY"

// made tells whether the program makes the entry, so that nobody types in it.
func made(entry closing.Entry) bool {
	return entry.Kind() == closing.System || entry.Kind() == closing.ForNextYear
}

// checkNext finds what keeps an entry of the next year from being sent there.
func (p *Plan) checkNext(e engagement.Engagement, entry engagement.EntryView, to receiver, series string) {
	switch year := to.of(entry.Entry); {
	case !forNextYear(entry):
	case year == nil:
		p.stop(ObstacleNextYear, entry.No, entry.No, e.Year.To.AddDays(1).String())
	case !slices.ContainsFunc(year.series, func(s Series) bool { return s.Code == series && s.Manual }):
		p.stop(ObstacleNextSeries, entry.No, series, year.period.String())
	case !year.period.Contains(entry.Date):
		p.stop(ObstacleNextDate, entry.No, entry.Date.String(), year.period.String())
	}
}

// checkSystem finds what keeps system entries from being sent: they go with all
// other entries that can be sent or not at all, and not while the result of
// entries that stay behind is unconfirmed.
func (s *Service) checkSystem(ctx context.Context, by office.User, e engagement.Engagement, p *Plan, chosen []string, all []engagement.EntryView) error {
	var system []string
	stopped := map[string]bool{}
	for _, o := range p.Obstacles {
		stopped[o.Entry] = true
	}
	goes := func(no string) bool {
		if chosen == nil {
			return !stopped[no]
		}
		return slices.Contains(chosen, no)
	}
	for _, entry := range p.Entries {
		if !forNextYear(entry) || chosen != nil && !slices.Contains(chosen, entry.No) {
			continue
		}
		if missing := engagement.Before(entry.Entry, all, goes); len(missing) > 0 {
			p.stop(ObstacleBefore, entry.No, entry.No, strings.Join(missing, ", "))
		}
	}
	for _, entry := range p.Entries {
		if engagement.DependsOnAll(entry.Entry) && (chosen == nil || slices.Contains(chosen, entry.No)) {
			system = append(system, entry.No)
		}
	}
	if len(system) == 0 {
		return nil
	}
	if missing := engagement.Together(all, goes); len(missing) > 0 {
		for _, no := range system {
			p.stop(ObstacleTogether, no, strings.Join(missing, ", "))
		}
	}
	apart, err := s.engagements.Apart(ctx, by, e, all)
	if err != nil || apart == nil {
		return err
	}
	for _, no := range system {
		p.stop(ObstacleApart, no, apart.Amount.Signed(), strings.Join(apart.Entries, ", "))
	}
	return nil
}
