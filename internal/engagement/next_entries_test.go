package engagement_test

import (
	"context"
	"errors"
	"testing"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// entry finds one entry.
func (h *house) entry(e engagement.Engagement, no string) engagement.EntryView {
	h.t.Helper()
	view, err := h.Entry(context.Background(), h.by, h.again(e), no)
	must(h.t, err)
	return view
}

func TestReversalFollowsItsEntry(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		accrual := entryOf("6530", "2990", 10_00)
		accrual.Reverse, accrual.Rows[0].CostCentre = true, ""
		no, err := h.CreateEntry(ctx, h.by, e.ID, accrual)
		must(t, err)
		back := h.entry(e, "N1")
		if back.Of != no || back.Next != closing.Reversal || back.Kind() != closing.ForNextYear || back.Text != "Återföring av B1: Bokslut" {
			t.Errorf("the reversal is %+v", back.Entry)
		}
		if back.Date != year.To.AddDays(1) || back.Rows[0].Account != "6530" || back.Rows[0].Amount != -10_00 || back.Rows[1].Amount != 10_00 {
			t.Errorf("the reversal books %s %+v", back.Date, back.Rows)
		}
		if got := h.finals(e); got["2990"] != -10_00 || got["6530"] != 10_00 {
			t.Errorf("the reversal moves this year's balances: %v", got)
		}
		if s := h.again(e).Summary; s.Entries != 1 || s.Unsent != 1 || s.Next != 1 {
			t.Errorf("summary %+v, want one entry of this year and one of the next", s)
		}

		accrual.No, accrual.Rows[0].Amount, accrual.Rows[1].Amount = no, 25_00, -25_00
		must(t, h.UpdateEntry(ctx, h.by, e.ID, accrual, 1))
		if back = h.entry(e, "N1"); back.Rows[1].Amount != 25_00 {
			t.Errorf("the reversal did not follow: %+v", back.Rows)
		}
		wantErr(t, "a change of the reversal itself", h.DeleteEntry(ctx, h.by, e.ID, "N1", back.Version), engagement.ErrSystem)

		must(t, h.ExcludeEntry(ctx, h.by, e.ID, no, 2, true))
		if back = h.entry(e, "N1"); back.Transfer != engagement.TransferExcluded {
			t.Errorf("what is not transferred is taken back: %s", back.Transfer)
		}
		must(t, h.ExcludeEntry(ctx, h.by, e.ID, no, 3, false))
		if back = h.entry(e, "N1"); back.Transfer != engagement.TransferNone {
			t.Errorf("the reversal of an entry that is to go is %s", back.Transfer)
		}

		must(t, h.DeleteEntry(ctx, h.by, e.ID, no, 4))
		if back = h.entry(e, "N1"); !back.Deleted {
			t.Error("the reversal of a deleted entry stands")
		}
		must(t, h.RestoreEntry(ctx, h.by, e.ID, no, 5))
		if back = h.entry(e, "N1"); back.Deleted {
			t.Error("the reversal of a restored entry is deleted")
		}
		accrual.Reverse = false
		must(t, h.UpdateEntry(ctx, h.by, e.ID, accrual, 6))
		if back = h.entry(e, "N1"); !back.Deleted {
			t.Error("the reversal that nobody wants stands")
		}
	})
}

func TestReversalGoesWithItsEntry(t *testing.T) {
	h := newHouse(t, t.TempDir()+"/bokslut.db")
	ctx := t.Context()
	e := h.engaged()
	accrual := entryOf("6530", "2990", 10_00)
	accrual.Reverse = true
	no, err := h.CreateEntry(ctx, h.by, e.ID, accrual)
	must(t, err)
	_, err = h.queue(e, "N1")
	var before *engagement.BeforeError
	if !errors.As(err, &before) || before.No != "N1" || len(before.Missing) != 1 || before.Missing[0] != no {
		t.Fatalf("the reversal alone = %v, want BeforeError that names %s", err, no)
	}
	items, err := h.queue(e, "N1", no)
	must(t, err)
	if len(items) != 2 || items[0].Entry != no || items[1].Entry != "N1" {
		t.Fatalf("queued %+v, want the entry before its reversal", items)
	}
	must(t, h.Decide(ctx, h.by, e.ID, items[0].ID, export.Cancel, 0))
	items, err = h.Deliveries(ctx, h.by, e.ID)
	must(t, err)
	if items[1].State != export.Cancelled {
		t.Errorf("the reversal of an entry that was given up is %s", items[1].State)
	}

	must(t, h.HandOver(ctx, h.by, e.ID, "test", "I", []string{no, "N1"}))
	items, err = h.Deliveries(ctx, h.by, e.ID)
	must(t, err)
	must(t, h.Decide(ctx, h.by, e.ID, items[2].ID, export.Cancel, 0))
	var reversed *engagement.ReversedError
	if err := h.DeleteEntry(ctx, h.by, e.ID, no, 1); !errors.As(err, &reversed) || reversed.No != "N1" {
		t.Errorf("an entry whose reversal is transferred was deleted: %v", err)
	}
}
