package memory

import (
	"cmp"
	"context"
	"slices"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
)

// EntryTemplates implements engagement.Store.
func (s *Store) EntryTemplates(ctx context.Context, firm string) ([]closing.SavedTemplate, error) {
	return read(ctx, s, func() ([]closing.SavedTemplate, error) {
		var all []closing.SavedTemplate
		for k, t := range s.templates {
			if k.office == firm {
				all = append(all, t)
			}
		}
		slices.SortFunc(all, func(a, b closing.SavedTemplate) int { return cmp.Or(byName(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
		return all, nil
	})
}

// SaveEntryTemplate implements engagement.Store.
func (s *Store) SaveEntryTemplate(ctx context.Context, firm string, t closing.SavedTemplate, event audit.Event) error {
	return s.write(ctx, func() error {
		s.templates[key{firm, t.ID}] = t
		event.Office, event.Stream = firm, audit.OfficeStream
		s.append(event)
		return nil
	})
}

// DropEntryTemplate implements engagement.Store.
func (s *Store) DropEntryTemplate(ctx context.Context, firm, id string, event audit.Event) error {
	return s.write(ctx, func() error {
		if _, ok := s.templates[key{firm, id}]; !ok {
			return engagement.ErrNotFound
		}
		delete(s.templates, key{firm, id})
		event.Office, event.Stream = firm, audit.OfficeStream
		s.append(event)
		return nil
	})
}
