package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
)

// Where a new entry can be copied from, before the colon in "fran".
const (
	fromHere     = "nu"
	fromLastYear = "forra"
	fromTemplate = "mall"
	fromOffice   = "byra"
)

// copyGroup is a part of the list to copy from.
type copyGroup struct {
	Name    string
	Choices []copyChoice
}

type copyChoice struct{ Value, Text string }

// copyChoices lists what a new entry can be copied from: entries of this
// engagement, of last year's, the office's templates and the program's.
func (s *server) copyChoices(r *http.Request, e engagement.Engagement) ([]copyGroup, error) {
	ctx, user := r.Context(), s.user(r)
	var groups []copyGroup
	last, err := s.engagements.LastYear(ctx, user, e)
	if err != nil && !errors.Is(err, engagement.ErrNotFound) {
		return nil, err
	}
	for _, from := range []struct {
		key, name string
		e         engagement.Engagement
	}{
		{fromHere, t(ctx, "Det här uppdraget"), e},
		{fromLastYear, t(ctx, "Förra årets bokslut"), last},
	} {
		if from.e.ID == "" {
			continue
		}
		entries, err := s.engagements.Entries(ctx, user, from.e)
		if err != nil {
			return nil, err
		}
		g := copyGroup{Name: from.name}
		for _, one := range entries {
			if one.Whole() && !one.Deleted && one.Next == closing.ThisYear {
				g.Choices = append(g.Choices, copyChoice{from.key + ":" + one.No, one.No + " " + one.Text})
			}
		}
		if len(g.Choices) > 0 {
			groups = append(groups, g)
		}
	}
	saved, err := s.engagements.EntryTemplates(ctx, user)
	if err != nil {
		return nil, err
	}
	own := copyGroup{Name: t(ctx, "Byråns mallar")}
	for _, one := range saved {
		own.Choices = append(own.Choices, copyChoice{fromOffice + ":" + one.ID, one.Name})
	}
	if len(own.Choices) > 0 {
		groups = append(groups, own)
	}
	g := copyGroup{Name: t(ctx, "Mall")}
	for _, one := range closing.Templates {
		g.Choices = append(g.Choices, copyChoice{fromTemplate + ":" + one.Key, t(ctx, one.Name)})
	}
	return append(groups, g), nil
}

// copyFrom fills the form from what was chosen. The date stays the new one.
func (s *server) copyFrom(r *http.Request, e engagement.Engagement, f *entryForm, chart *entryChart, choice string) error {
	ctx, user := r.Context(), s.user(r)
	kind, key, _ := strings.Cut(choice, ":")
	from := e
	switch kind {
	case fromTemplate:
		one, ok := closing.TemplateOf(key)
		if !ok {
			return engagement.ErrNotFound
		}
		f.fromTemplate(ctx, one, chart)
		return nil
	case fromOffice:
		return s.fromSaved(r, f, chart, key)
	case fromLastYear:
		last, err := s.engagements.LastYear(ctx, user, e)
		if err != nil {
			return err
		}
		from = last
	case fromHere:
	default:
		return engagement.ErrNotFound
	}
	old, err := s.engagements.Entry(ctx, user, from, key)
	if err != nil {
		return err
	}
	f.Text, f.Reverse = old.Text, old.Reverse
	if kind == fromHere {
		f.Paper = old.Workpaper
	}
	for _, row := range old.Rows {
		f.Rows = append(f.Rows, entryRowOf(row))
	}
	return nil
}

// fromTemplate gives a row for each account; one that the chart lacks is left
// to be filled in.
func (f *entryForm) fromTemplate(ctx context.Context, one closing.Template, chart *entryChart) {
	f.Text = t(ctx, one.Text)
	for _, account := range append(append([]string(nil), one.Debit...), one.Credit...) {
		if !chart.has(account) {
			account = ""
		}
		f.Rows = append(f.Rows, entryRow{Account: account})
	}
}
