package engagement_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestEntryNeedsAnImport(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e, err := h.Create(t.Context(), h.by, h.guide())
		must(t, err)
		_, err = h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 1_00))
		wantErr(t, "an entry before the first import", err, engagement.ErrNoImport)
		_, err = h.CreateWorkpaper(t.Context(), h.by, e.ID, "", []string{"1930"})
		wantErr(t, "a bilaga before the first import", err, engagement.ErrNoImport)
		_, err = h.Balance(t.Context(), h.by, e)
		wantErr(t, "Balance before the first import", err, engagement.ErrNoImport)
		_, err = h.Account(t.Context(), h.by, e, "1930", engagement.Filter{})
		wantErr(t, "Account before the first import", err, engagement.ErrNoImport)
	})
}

func TestEntryProblems(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		for _, tt := range []struct {
			name   string
			change func(*closing.Entry)
			want   []error
		}{
			{"unbalanced_by_an_ore", func(e *closing.Entry) { e.Rows[0].Amount++ }, []error{closing.ErrUnbalanced}},
			{"day_before_the_year", func(e *closing.Entry) { e.Date = year.From.AddDays(-1) }, []error{closing.ErrDate}},
			{"day_after_the_year", func(e *closing.Entry) { e.Date = year.To.AddDays(1) }, []error{closing.ErrDate}},
			{"account_not_in_the_chart", func(e *closing.Entry) { e.Rows[1].Account = "2991" }, []error{closing.ErrAccount}},
			{"account_empty", func(e *closing.Entry) { e.Rows[1].Account = "" }, []error{closing.ErrAccount}},
			{"everything", func(e *closing.Entry) { *e = closing.Entry{Rows: []closing.Row{{Account: "x", Amount: 1}}} },
				[]error{closing.ErrNoDate, closing.ErrNoText, closing.ErrFewRows, closing.ErrAccount, closing.ErrUnbalanced}},
		} {
			t.Run(tt.name, func(t *testing.T) {
				entry := entryOf("6530", "2990", 10_00)
				tt.change(&entry)
				_, err := h.CreateEntry(t.Context(), h.by, e.ID, entry)
				var problems closing.Problems
				if !errors.As(err, &problems) || len(problems) != len(tt.want) {
					t.Fatalf("CreateEntry = %v, want %v", err, tt.want)
				}
				for i, want := range tt.want {
					if problems[i].Err != want {
						t.Errorf("problem %d is %v, want %v", i, problems[i], want)
					}
				}
			})
		}
		for _, day := range []closing.Entry{{Date: year.From}, {Date: year.To}} {
			entry := entryOf("6530", "2990", 10_00)
			entry.Date = day.Date
			if _, err := h.CreateEntry(t.Context(), h.by, e.ID, entry); err != nil {
				t.Errorf("an entry on %s: %v", day.Date, err)
			}
		}
		views, err := h.Entries(t.Context(), h.by, e)
		if err != nil || len(views) != 2 || views[1].No != "B2" {
			t.Errorf("entries %+v, %v, want B1 and B2 only", views, err)
		}
	})
}

func TestEntryLife(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		entry := entryOf("6530", "2990", 10_00)
		no, err := h.CreateEntry(ctx, h.by, e.ID, entry)
		must(t, err)
		if got := h.row(e, "2990"); got.Adjustment != -10_00 || got.Final != -10_00 {
			t.Errorf("2990 after the entry: %+v", got)
		}
		entry.No, entry.Rows[0].Amount, entry.Rows[1].Amount = no, 25_00, -25_00
		must(t, h.UpdateEntry(ctx, h.by, e.ID, entry, 1))
		wantErr(t, "an update of an old version", h.UpdateEntry(ctx, h.by, e.ID, entry, 1), engagement.ErrConflict)
		wantErr(t, "an update of nothing", h.UpdateEntry(ctx, h.by, e.ID, closing.Entry{No: "B99"}, 1), engagement.ErrNotFound)
		broken := entry
		broken.Rows = slices.Clone(entry.Rows)
		broken.Rows[0].Amount++
		if err := h.UpdateEntry(ctx, h.by, e.ID, broken, 2); !errors.As(err, new(closing.Problems)) {
			t.Errorf("an unbalanced update = %v, want Problems", err)
		}
		if got := h.row(e, "2990").Adjustment; got != -25_00 {
			t.Errorf("2990 after the update is adjusted by %v, want -25,00", got)
		}

		must(t, h.DeleteEntry(ctx, h.by, e.ID, no, 2))
		if _, there := h.finals(e)["2990"]; there {
			t.Error("a deleted entry counts")
		}
		view, err := h.Entry(ctx, h.by, e, no)
		if err != nil || !view.Deleted || view.Version != 3 {
			t.Errorf("the deleted entry %+v, %v, want readable", view, err)
		}
		if second, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 1_00)); second != "B2" || err != nil {
			t.Errorf("the next entry is %s, %v, want B2", second, err)
		}
		must(t, h.RestoreEntry(ctx, h.by, e.ID, no, 3))
		must(t, h.ExcludeEntry(ctx, h.by, e.ID, no, 4, true))
		view, err = h.Entry(ctx, h.by, e, no)
		entry.Excluded, entry.Saved = true, view.Saved
		if view.Saved.IsZero() {
			t.Error("nobody knows when the entry was saved")
		}
		if diff := cmp.Diff(entry, view.Entry, cmpopts.EquateEmpty()); diff != "" || err != nil || view.Transfer != engagement.TransferExcluded || view.Effect != "result" {
			t.Errorf("after restore and exclude: %s %s (-want +got):\n%s", view.Transfer, view.Effect, diff)
		}
		want := []string{"entry.excluded", "entry.restored", "entry.created", "entry.deleted", "entry.changed", "entry.created", "import.adopted", "engagement.created"}
		if got := mustEvents(t, h, e); !slices.Equal(got, want) {
			t.Errorf("events %v, want %v", got, want)
		}
	})
}

// TestUpdateKeepsWhatIsNotTheForms: whether an entry is deleted, or left out of
// the export, is decided elsewhere than where its rows are written.
func TestUpdateKeepsDeleted(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		no, err := h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 10_00))
		must(t, err)
		must(t, h.DeleteEntry(t.Context(), h.by, e.ID, no, 1))
		entry := entryOf("6530", "2990", 20_00)
		entry.No = no
		must(t, h.UpdateEntry(t.Context(), h.by, e.ID, entry, 2))
		if view, err := h.Entry(t.Context(), h.by, e, no); err != nil || !view.Deleted {
			t.Errorf("an update brought the deleted entry back: %+v, %v", view, err)
		}
	})
}

// TestRestoreIsChecked: an account may have left the chart since.
func TestRestoreIsChecked(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		no, err := h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 10_00))
		must(t, err)
		must(t, h.DeleteEntry(t.Context(), h.by, e.ID, no, 1))
		smaller := testBook()
		smaller.Years[0].Accounts = slices.Delete(smaller.Years[0].Accounts, 5, 6)
		h.adopt(e, smaller)
		if err := h.RestoreEntry(t.Context(), h.by, e.ID, no, 2); !errors.As(err, new(closing.Problems)) {
			t.Errorf("RestoreEntry = %v, want Problems", err)
		}
	})
}

func TestTwoPeopleOneEntry(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		no, err := h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 10_00))
		must(t, err)
		var wg sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			wg.Go(func() {
				entry := entryOf("6530", "2990", 20_00)
				entry.No = no
				errs[i] = h.UpdateEntry(t.Context(), h.by, e.ID, entry, 1)
			})
		}
		for range 4 {
			wg.Go(func() {
				_, err := h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 1_00))
				if err != nil {
					t.Errorf("CreateEntry = %v", err)
				}
			})
		}
		wg.Wait()
		worked := 0
		for _, err := range errs {
			if err == nil {
				worked++
			} else {
				wantErr(t, "a late update", err, engagement.ErrConflict)
			}
		}
		views, err := h.Entries(t.Context(), h.by, e)
		if worked != 1 || len(views) != 5 || err != nil {
			t.Errorf("%d updates and %d entries (%v), want 1 and 5", worked, len(views), err)
		}
	})
}

// TestDeliveredEntryIsFrozen: what is exported or on its way cannot change; a
// refusal or a cancellation lets go of it.
func TestDeliveredEntryIsFrozen(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		no, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 10_00))
		must(t, err)
		items, err := h.queue(e, no)
		must(t, err)
		if h.again(e).Series != "I" {
			t.Errorf("the series is not remembered: %q", h.again(e).Series)
		}
		_, err = h.queue(e, no)
		wantErr(t, "asking again", err, engagement.ErrNoEntries)
		entry := entryOf("6530", "2990", 99_00)
		entry.No = no
		frozen := func(state string) {
			t.Helper()
			wantErr(t, "UpdateEntry when "+state, h.UpdateEntry(ctx, h.by, e.ID, entry, 1), engagement.ErrDelivered)
			wantErr(t, "DeleteEntry when "+state, h.DeleteEntry(ctx, h.by, e.ID, no, 1), engagement.ErrDelivered)
			wantErr(t, "ExcludeEntry when "+state, h.ExcludeEntry(ctx, h.by, e.ID, no, 1, true), engagement.ErrDelivered)
		}
		for _, state := range []export.State{export.Queued, export.Sending, export.Unknown, export.Absent, export.Doubtful, export.Sent} {
			h.moveOn(e, items[0].ID, func(it *export.Item) { it.State = state })
			frozen(string(state))
		}
		h.moveOn(e, items[0].ID, func(it *export.Item) { it.State = export.Refused })
		must(t, h.UpdateEntry(ctx, h.by, e.ID, entry, 1))
		if _, err := h.queue(e, no); err != nil {
			t.Errorf("a new delivery after a refusal: %v", err)
		}
		wantErr(t, "sending the refused one again beside the new one", h.Decide(ctx, h.by, e.ID, items[0].ID, export.SendAgain, 0), export.ErrDecision)
	})
}

func TestDeliverChooses(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		var numbers []string
		for range 4 {
			no, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 10_00))
			must(t, err)
			numbers = append(numbers, no)
		}
		must(t, h.ExcludeEntry(ctx, h.by, e.ID, numbers[1], 1, true))
		must(t, h.DeleteEntry(ctx, h.by, e.ID, numbers[2], 1))
		_, err := h.queue(e, numbers[1])
		wantErr(t, "an excluded entry alone", err, engagement.ErrNoEntries)
		for _, no := range []string{numbers[2], "B99"} {
			_, err := h.queue(e, numbers[0], no)
			wantErr(t, "with "+no, err, engagement.ErrNotFound)
		}
		_, err = h.queue(e)
		wantErr(t, "nothing chosen", err, engagement.ErrNoEntries)
		items, err := h.queue(e, numbers[3], numbers[0], numbers[1], numbers[0])
		must(t, err)
		if len(items) != 2 || items[0].Entry != numbers[3] || items[1].Entry != numbers[0] || !items[0].AskedAt.Equal(items[1].AskedAt) || items[0].AskedBy != h.by.ID {
			t.Errorf("queued %+v, want B4 and B1 together, each once", items)
		}
		stored, err := h.Deliveries(ctx, h.by, e.ID)
		if err != nil || len(stored) != 2 {
			t.Errorf("%d deliveries are stored, %v", len(stored), err)
		}
	})
}

func TestHurry(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.engaged()
		wantErr(t, "HurryDeliveries of nothing", h.HurryDeliveries(t.Context(), h.by, e.ID, time.Now()), engagement.ErrNoEntries)
		no, err := h.CreateEntry(t.Context(), h.by, e.ID, entryOf("6530", "2990", 10_00))
		must(t, err)
		items, err := h.queue(e, no)
		must(t, err)
		for _, state := range []export.State{export.Queued, export.Unknown} {
			h.moveOn(e, items[0].ID, func(it *export.Item) { it.State, it.NotBefore = state, it.AskedAt.AddDate(0, 0, 1) })
			must(t, h.HurryDeliveries(t.Context(), h.by, e.ID, time.Now()))
			stored, err := h.Deliveries(t.Context(), h.by, e.ID)
			if err != nil || stored[0].State != state || !stored[0].NotBefore.IsZero() {
				t.Errorf("%s waits until %v, %v", stored[0].State, stored[0].NotBefore, err)
			}
			version := stored[0].Version
			must(t, h.HurryDeliveries(t.Context(), h.by, e.ID, time.Now()))
			if stored, err = h.Deliveries(t.Context(), h.by, e.ID); err != nil || stored[0].Version != version {
				t.Errorf("a delivery whose time has come was written under its worker, %v", err)
			}
		}
		h.moveOn(e, items[0].ID, func(it *export.Item) { it.State = export.Sent })
		wantErr(t, "HurryDeliveries of what is sent", h.HurryDeliveries(t.Context(), h.by, e.ID, time.Now()), engagement.ErrNoEntries)
	})
}
