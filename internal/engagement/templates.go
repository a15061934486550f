package engagement

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/office"
)

// EntryTemplates lists what the office has saved to begin entries from, by name.
func (s *Service) EntryTemplates(ctx context.Context, by office.User) ([]closing.SavedTemplate, error) {
	return s.store.EntryTemplates(ctx, by.Office)
}

// SaveEntryTemplate saves an entry of the engagement as a template of the office,
// with or without its amounts. Cost centres and projects belong to a client and
// are left out. Errors: *office.FieldError of name with ErrText, ErrTemplateTaken or
// ErrManyTemplates; ErrNotFound for an entry that was never whole.
func (s *Service) SaveEntryTemplate(ctx context.Context, by office.User, e Engagement, no, name string, amounts bool) error {
	if !by.MayWrite() {
		return ErrForbidden
	}
	entry, err := s.Entry(ctx, by, e, no)
	if err != nil {
		return err
	}
	if !entry.Whole() {
		return fmt.Errorf("entry %s: %w", no, ErrNotFound)
	}
	t := closing.SavedTemplate{ID: office.NewID(), Name: strings.TrimSpace(name), Text: entry.Text, Reverse: entry.Reverse, By: by.Name}
	for _, row := range entry.Rows {
		row.CostCentre, row.Project = "", ""
		if !amounts {
			row.Amount = 0
		}
		t.Rows = append(t.Rows, row)
	}
	known, err := s.store.EntryTemplates(ctx, by.Office)
	if err != nil {
		return err
	}
	wrong := func(err error) error { return &office.FieldError{Field: "name", Err: err} }
	switch {
	case t.Name == "" || utf8.RuneCountInString(t.Name) > closing.MaxTemplateName:
		return wrong(ErrText)
	case slices.ContainsFunc(known, func(k closing.SavedTemplate) bool { return strings.EqualFold(k.Name, t.Name) }):
		return wrong(ErrTemplateTaken)
	case len(known) >= closing.MaxTemplates:
		return wrong(ErrManyTemplates)
	}
	return s.store.SaveEntryTemplate(ctx, by.Office, t, s.event(by, audit.OfficeStream, "template.saved", t.ID, t))
}

// DropEntryTemplate takes a template away. Entries that began from it stay.
func (s *Service) DropEntryTemplate(ctx context.Context, by office.User, id string) error {
	if !by.MayWrite() {
		return ErrForbidden
	}
	return s.store.DropEntryTemplate(ctx, by.Office, id, s.event(by, audit.OfficeStream, "template.dropped", id, nil))
}
