package engagement_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// fields are the fields that an error blames, in alphabetical order.
func fields(err error) []string {
	var all []string
	var walk func(error)
	walk = func(err error) {
		var field *office.FieldError
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				walk(e)
			}
		} else if errors.As(err, &field) {
			all = append(all, field.Field)
		}
	}
	walk(err)
	slices.Sort(all)
	return all
}

func TestCreate(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		_, err := h.Create(t.Context(), h.by, engagement.New{Reviewer: "nobody"})
		want := []string{"form", "method", "name", "orgnr", "responsible", "reviewer", "source", "vat", "year"}
		if got := fields(err); !slices.Equal(got, want) {
			t.Errorf("an empty guide blames %v, want %v", got, want)
		}
		for _, tt := range []struct {
			name, field string
			change      func(*engagement.New)
		}{
			{"check_digit", "orgnr", func(n *engagement.New) { n.Client.OrgNr = "556036-0794" }},
			{"framework_of_another_form", "framework", func(n *engagement.New) { n.Client.Framework = office.Simplified }},
			{"year_backwards", "year", func(n *engagement.New) { n.Year = civil.Period{From: year.To, To: year.From} }},
			{"year_of_two_years", "year", func(n *engagement.New) { n.Year.To = n.Year.To.AddMonths(12) }},
			{"unknown_source", "source", func(n *engagement.New) { n.Source = "pärm" }},
		} {
			t.Run(tt.name, func(t *testing.T) {
				n := h.guide()
				tt.change(&n)
				if _, err := h.Create(t.Context(), h.by, n); !slices.Equal(fields(err), []string{tt.field}) {
					t.Errorf("Create = %v, want %s blamed", err, tt.field)
				}
			})
		}
		if listed, err := h.List(t.Context(), h.by); len(listed) != 0 || err != nil {
			t.Errorf("refused guides left %d engagements, %v", len(listed), err)
		}
		e, err := h.Create(t.Context(), h.by, h.guide())
		must(t, err)
		_, err = h.Create(t.Context(), h.by, h.guide())
		wantErr(t, "the same year again", err, engagement.ErrTaken)

		next := h.guide() // the next year of the same client, which has a new name
		next.Client.Name, next.Client.OrgNr = "Prov i Sverige AB", " 5560360793 "
		next.Year = civil.Period{From: year.From.AddMonths(12), To: year.To.AddMonths(12)}
		second, err := h.Create(t.Context(), h.by, next)
		must(t, err)
		if second.Client.ID != e.Client.ID || h.again(e).Client.Name != "Prov i Sverige AB" {
			t.Errorf("the client is %+v, want the one that was there, renamed", second.Client)
		}
		if clients, err := h.clients.Clients(t.Context(), h.by); len(clients) != 1 || err != nil {
			t.Errorf("%d clients, %v, want 1", len(clients), err)
		}
		events, err := h.Events(t.Context(), h.by, e.ID, 10)
		if err != nil || len(events) != 1 || events[0].What != "engagement.created" || events[0].User != h.by.ID {
			t.Errorf("events %+v, %v", events, err)
		}
	})
}

func TestSetFactsAndSource(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		no, err := h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 10_00))
		must(t, err)
		facts := engagement.Facts{Client: e.Client, Responsible: h.by.ID, Reviewer: h.by.ID}
		facts.Client.Framework, facts.Client.OrgNr = office.K3, "559981-2038"
		must(t, h.SetFacts(t.Context(), h.by, e.ID, facts))
		if got := h.again(e); got.Client.Framework != office.K3 || got.Client.OrgNr != e.Client.OrgNr || got.Reviewer != h.by.ID {
			t.Errorf("facts %+v, want K3, a reviewer and the old number", got)
		}
		facts.Client.Name = ""
		if err := h.SetFacts(t.Context(), h.by, e.ID, facts); !slices.Contains(fields(err), "name") {
			t.Errorf("SetFacts without a name = %v", err)
		}
		wantErr(t, "SetFacts with an old client", h.SetFacts(t.Context(), h.by, e.ID, engagement.Facts{Client: e.Client, Responsible: h.by.ID}), engagement.ErrConflict)

		finals := h.finals(e)
		must(t, h.SetSource(t.Context(), h.by, e.ID, engagement.Fortnox))
		after := h.again(e)
		if after.Source != engagement.Fortnox || after.Snapshot != e.Snapshot {
			t.Errorf("after the change of source: %+v", after)
		}
		for account, was := range finals {
			if got := h.finals(e)[account]; got != was {
				t.Errorf("%s was %v and is %v", account, was, got)
			}
		}
		if _, err := h.Entry(t.Context(), h.by, after, no); err != nil {
			t.Errorf("the entry is gone: %v", err)
		}
		_, _, err = h.Adopt(t.Context(), h.by, e.ID, importOf(testBook()))
		wantErr(t, "an import from the old source", err, engagement.ErrSource)
		must(t, h.SetSource(t.Context(), h.by, e.ID, engagement.SIE))
		h.adopt(e, testBook())
		for _, source := range []engagement.Source{"pärm", "", engagement.Manual} { // typed balances would replace vouchers
			if err := h.SetSource(t.Context(), h.by, e.ID, source); !slices.Equal(fields(err), []string{"source"}) {
				t.Errorf("SetSource to %q = %v", source, err)
			}
		}
	})
}

// TestWhoMay calls every method that changes something, as a reader, as another
// office, and on a locked engagement.
func TestWhoMay(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		no, err := h.CreateWorkpaper(t.Context(), h.by, e.ID, "", []string{"1930"})
		must(t, err)
		entry, err := h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 10_00))
		must(t, err)
		other, _ := h.read(e, importOf(bookOf(year)))
		changes := map[string]func(context.Context, office.User) error{
			"CreateEntry": func(ctx context.Context, by office.User) error {
				_, err := h.CreateEntry(ctx, by, e.ID, entryOf("6530", "2990", 1_00))
				return err
			},
			"UpdateEntry": func(ctx context.Context, by office.User) error {
				return h.UpdateEntry(ctx, by, e.ID, closing.Entry{No: entry}, 1)
			},
			"DeleteEntry":  func(ctx context.Context, by office.User) error { return h.DeleteEntry(ctx, by, e.ID, entry, 1) },
			"RestoreEntry": func(ctx context.Context, by office.User) error { return h.RestoreEntry(ctx, by, e.ID, entry, 1) },
			"ExcludeEntry": func(ctx context.Context, by office.User) error { return h.ExcludeEntry(ctx, by, e.ID, entry, 1, true) },
			"CreateWorkpaper": func(ctx context.Context, by office.User) error {
				_, err := h.CreateWorkpaper(ctx, by, e.ID, "", []string{"1910"})
				return err
			},
			"LinkAccounts": func(ctx context.Context, by office.User) error {
				return h.LinkAccounts(ctx, by, e.ID, no, 1, []string{"1930", "1910"})
			},
			"RestoreWorkpaper": func(ctx context.Context, by office.User) error { return h.RestoreWorkpaper(ctx, by, e.ID, no, 1) },
			"EditRows": func(ctx context.Context, by office.User) error {
				_, err := h.EditRows(ctx, by, e.ID, no, []engagement.RowEdit{{Row: &workpaper.Row{Text: "x"}}}, nil)
				return err
			},
			"Describe": func(ctx context.Context, by office.User) error {
				return h.Describe(ctx, by, e.ID, no, 1, "n", workpaper.Against{})
			},
			"AddComment": func(ctx context.Context, by office.User) error {
				return h.AddComment(ctx, by, e.ID, no, 1, workpaper.Internal, "x")
			},
			"AnswerChecks": func(ctx context.Context, by office.User) error {
				return h.AnswerChecks(ctx, by, e.ID, "19", 0, map[string]engagement.CheckAnswer{"19-1": {State: engagement.CheckDone}})
			},
			"TakeCost": func(ctx context.Context, by office.User) error {
				return h.TakeCost(ctx, by, e.ID, no, "12", "1930", 0)
			},
			"CarryForward": func(ctx context.Context, by office.User) error {
				_, err := h.CarryForward(ctx, by, e.ID, []engagement.Carried{{No: "19.1"}})
				return err
			},
			"DeleteWorkpaper": func(ctx context.Context, by office.User) error { return h.DeleteWorkpaper(ctx, by, e.ID, no, 1) },
			"Sign": func(ctx context.Context, by office.User) error {
				return h.Sign(ctx, by, e.ID, no, 1, engagement.Signing{Reason: "x"})
			},
			"Unsign":       func(ctx context.Context, by office.User) error { return h.Unsign(ctx, by, e.ID, no, 1) },
			"SetSource":    func(ctx context.Context, by office.User) error { return h.SetSource(ctx, by, e.ID, engagement.Fortnox) },
			"Review":       func(ctx context.Context, by office.User) error { return h.Review(ctx, by, e.ID, no, 1) },
			"Unreview":     func(ctx context.Context, by office.User) error { return h.Unreview(ctx, by, e.ID, no, 1) },
			"ChooseReview": func(ctx context.Context, by office.User) error { return h.ChooseReview(ctx, by, e.ID, no, 1, true) },
			"Accept":       func(ctx context.Context, by office.User) error { return h.Accept(ctx, by, e.ID, no, 1) },
			"AnswerComment": func(ctx context.Context, by office.User) error {
				return h.AnswerComment(ctx, by, e.ID, no, 1, "x", "")
			},
			"AddAccountComment": func(ctx context.Context, by office.User) error {
				return h.AddAccountComment(ctx, by, e.ID, "3001", workpaper.Internal, "x")
			},
			"AnswerAccountComment": func(ctx context.Context, by office.User) error {
				return h.AnswerAccountComment(ctx, by, e.ID, "3001", "x", "")
			},
			"Lock": func(ctx context.Context, by office.User) error { return h.Lock(ctx, by, e.ID) },
			"TakeIn": func(ctx context.Context, by office.User) error {
				imp := importOf(testBook())
				imp.ID = other.ID
				return h.TakeIn(ctx, by, e.ID, imp, e.Snapshot)
			},
			"Decline": func(ctx context.Context, by office.User) error { return h.Decline(ctx, by, e.ID, other.ID) },
			"Deliver": func(ctx context.Context, by office.User) error {
				_, err := h.Deliver(ctx, by, e.ID, "I", []string{entry}, func(closing.Entry) (export.Item, error) { return export.Item{}, nil })
				return err
			},
			"Decide":          func(ctx context.Context, by office.User) error { return h.Decide(ctx, by, e.ID, "d", export.Cancel, 0) },
			"HurryDeliveries": func(ctx context.Context, by office.User) error { return h.HurryDeliveries(ctx, by, e.ID, time.Now()) },
		}
		reader, stranger := h.by, h.office("eva@sydan.example")
		reader.Role = office.Reader
		events := len(mustEvents(t, h, e))
		for name, change := range changes {
			wantErr(t, name+" by a reader", change(t.Context(), reader), engagement.ErrForbidden)
			wantErr(t, name+" by another office", change(t.Context(), stranger), engagement.ErrNotFound)
		}
		_, _, err = h.Adopt(t.Context(), reader, e.ID, importOf(testBook()))
		wantErr(t, "Adopt by a reader", err, engagement.ErrForbidden)
		_, _, err = h.Adopt(t.Context(), stranger, e.ID, importOf(testBook()))
		wantErr(t, "Adopt by another office", err, engagement.ErrNotFound)
		must(t, h.Lock(t.Context(), h.by, e.ID))
		events++
		for name, change := range changes {
			wantErr(t, name+" when locked", change(t.Context(), h.by), engagement.ErrLocked)
		}
		if got := len(mustEvents(t, h, e)); got != events {
			t.Errorf("%d events were written by refused changes", got-events)
		}
		reads := map[string]func() error{
			"Get":        func() error { _, err := h.Get(t.Context(), stranger, e.ID); return err },
			"Events":     func() error { _, err := h.Events(t.Context(), stranger, e.ID, 10); return err },
			"Deliveries": func() error { _, err := h.Deliveries(t.Context(), stranger, e.ID); return err },
			"Snapshot":   func() error { _, err := h.Snapshot(t.Context(), stranger, e); return err },
			"Balance":    func() error { _, err := h.Balance(t.Context(), stranger, e); return err },
			"Workpaper":  func() error { _, err := h.Workpaper(t.Context(), stranger, e, no); return err },
			"Entry":      func() error { _, err := h.Entry(t.Context(), stranger, e, entry); return err },
		}
		for name, read := range reads {
			wantErr(t, name+" by another office", read(), engagement.ErrNotFound)
		}
		if listed, err := h.List(t.Context(), stranger); len(listed) != 0 || err != nil {
			t.Errorf("another office lists %d engagements, %v", len(listed), err)
		}
		if imports, err := h.Imports(t.Context(), stranger, e.ID); len(imports) != 0 || err != nil {
			t.Errorf("another office lists %d imports, %v", len(imports), err)
		}
		if _, err := h.Get(t.Context(), reader, e.ID); err != nil {
			t.Errorf("a reader may not read: %v", err)
		}
		_, err = h.Create(t.Context(), reader, h.guide())
		wantErr(t, "Create by a reader", err, engagement.ErrForbidden)
	})
}

func mustEvents(t *testing.T, h *house, e engagement.Engagement) []string {
	t.Helper()
	events, err := h.Events(t.Context(), h.by, e.ID, 1000)
	must(t, err)
	var what []string
	for _, event := range events {
		what = append(what, event.What)
	}
	return what
}
