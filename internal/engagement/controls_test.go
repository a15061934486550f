package engagement_test

import (
	"context"
	"slices"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// codesOf are the codes of the controls as they stand.
func (h *house) codesOf(e engagement.Engagement) []string {
	h.t.Helper()
	controls, err := h.Controls(context.Background(), h.by, h.again(e))
	must(h.t, err)
	var codes []string
	for _, c := range controls {
		codes = append(codes, c.Code)
	}
	return codes
}

// TestControlsFollowTheBinder holds the year against last year's closing in the
// same office, and says of the lock what the entries give reason to.
func TestControlsFollowTheBinder(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := context.Background()
		e, err := h.Create(ctx, h.by, h.guide())
		must(t, err)
		_, err = h.Controls(ctx, h.by, e)
		wantErr(t, "controls before an import", err, engagement.ErrNoImport)

		imp := importOf(testBook())
		imp.Findings = []engagement.Finding{
			{Code: "unlocked", Severity: "info"}, {Code: "locked_closing", Severity: "warning"}, {Code: "voucher_unbalanced", Severity: "error"},
		}
		imp.Next = &engagement.Opening{
			Period:   civil.Period{From: year.To.AddDays(1), To: year.To.AddMonths(12)},
			Balances: map[string]money.Amount{"1510": 500_00, "1930": 1000_00, "2081": -1400_00, "2990": -77_00},
		}
		snap, _, err := h.Adopt(ctx, h.by, e.ID, imp)
		must(t, err)
		h.books[snap.ID] = imp.Book
		want := []string{"voucher_unbalanced", "locked_closing", engagement.FindingNextDiffers, "unlocked"}
		if got := h.codesOf(e); !slices.Equal(got, want) {
			t.Errorf("controls = %v, want errors first: %v", got, want)
		}

		no, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 12_00))
		must(t, err)
		if got := h.codesOf(e); !slices.Contains(got, engagement.FindingNextWaits) || !slices.Contains(got, "locked_closing") {
			t.Errorf("controls = %v, want next year to wait and the lock to matter", got)
		}
		items, err := h.queue(e, no)
		must(t, err)
		h.moveOn(e, items[0].ID, func(it *export.Item) { it.State = export.Sent })
		if got := h.codesOf(e); slices.Contains(got, "locked_closing") || !slices.Contains(got, engagement.FindingNextWaits) {
			t.Errorf("controls = %v, want nothing of the lock when all is sent, and next year still to wait for an import", got)
		}

		lastYear := h.guide()
		lastYear.Year = civil.Period{From: year.From.AddMonths(-12), To: year.From.AddDays(-1)}
		last, err := h.Create(ctx, h.by, lastYear)
		must(t, err)
		before := h.codesOf(e)
		h.adopt(last, bookOf(lastYear.Year))
		if got := h.codesOf(e); !slices.Equal(got, before) {
			t.Errorf("controls = %v with last year's closing here, want %v: it ends as this year begins", got, before)
		}
		forgotten := entryOf("1510", "2990", 5_00)
		forgotten.Date = lastYear.Year.To
		_, err = h.CreateEntry(ctx, h.by, last.ID, forgotten)
		must(t, err)
		controls, err := h.Controls(ctx, h.by, h.again(e))
		must(t, err)
		found := 0
		for _, c := range controls {
			if c.Code == engagement.FindingNotTransferred || c.Code == engagement.FindingFinalDiffers {
				found++
				if c.Engagement != last.ID {
					t.Errorf("%s leads to %q, want last year's engagement", c.Code, c.Engagement)
				}
			}
		}
		if found != 3 {
			t.Errorf("%d controls about last year's closing, want its entry and two accounts", found)
		}
	})
}

func TestControlsAreTheOffices(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := context.Background()
		e := h.engaged()
		stranger := h.office("otto@annan.example")
		_, err := h.Controls(ctx, stranger, e)
		wantErr(t, "another office's controls", err, engagement.ErrNotFound)
		_, err = h.db.YearBefore(ctx, stranger.Office, e.Client.ID, year.To.AddDays(1))
		wantErr(t, "another office's year before", err, engagement.ErrNotFound)
		got, err := h.db.YearBefore(ctx, h.by.Office, e.Client.ID, year.To.AddDays(1))
		must(t, err)
		if got.ID != e.ID {
			t.Errorf("the year before 2026 is %q, want %q", got.ID, e.ID)
		}
		_, err = h.db.YearBefore(ctx, h.by.Office, office.NewID(), year.To.AddDays(1))
		wantErr(t, "another client's year before", err, engagement.ErrNotFound)
	})
}
