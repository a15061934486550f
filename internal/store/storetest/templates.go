package storetest

import (
	"errors"
	"testing"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"

	"github.com/google/go-cmp/cmp"
)

// templatesAreTheOffices: what an office has saved comes back by name, and is seen
// and dropped by nobody else.
func templatesAreTheOffices(t *testing.T, s Database) {
	u, other := newOffice(t, s, "m@b.se"), newOffice(t, s, "n@b.se")
	event := audit.Event{At: noon, User: u.ID, What: "template.saved"}
	late := closing.SavedTemplate{ID: "1", Name: "Ånga", Text: "El", Rows: []closing.Row{{Account: "5020", Amount: 1}, {Account: "2990", Amount: -1}}, By: "Anna", Reverse: true}
	early := closing.SavedTemplate{ID: "2", Name: "zeta", Rows: []closing.Row{{Account: "5010"}}}
	for _, one := range []closing.SavedTemplate{late, early} {
		must(t, s.SaveEntryTemplate(ctx, u.Office, one, event))
	}
	got, err := s.EntryTemplates(ctx, u.Office)
	must(t, err)
	if diff := cmp.Diff([]closing.SavedTemplate{early, late}, got); diff != "" {
		t.Errorf("templates (-want +got):\n%s", diff)
	}
	if got, err := s.EntryTemplates(ctx, other.Office); len(got) > 0 || err != nil {
		t.Errorf("another office sees %v, %v", got, err)
	}
	if err := s.DropEntryTemplate(ctx, other.Office, "1", event); !errors.Is(err, engagement.ErrNotFound) {
		t.Errorf("another office drops it: %v", err)
	}
	must(t, s.DropEntryTemplate(ctx, u.Office, "1", event))
	if err := s.DropEntryTemplate(ctx, u.Office, "1", event); !errors.Is(err, engagement.ErrNotFound) {
		t.Errorf("dropped twice: %v", err)
	}
	if got, err := s.EntryTemplates(ctx, u.Office); len(got) != 1 || err != nil {
		t.Errorf("left %v, %v, want one", got, err)
	}
}
