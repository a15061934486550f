package engagement_test

import (
	"context"
	"strings"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// seenOf gives the controls with a code, and how many of them were seen.
func (h *house) seenOf(e engagement.Engagement, code string) (all []engagement.Control, seen int) {
	h.t.Helper()
	controls, err := h.Controls(context.Background(), h.by, h.again(e))
	must(h.t, err)
	for _, c := range controls {
		if c.Code == code {
			all = append(all, c)
			if c.Seen != nil {
				seen++
			}
		}
	}
	return all, seen
}

// TestSeenControls: a finding that a person has seen stays seen with its note
// until it says something else.
func TestSeenControls(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := context.Background()
		e, err := h.Create(ctx, h.by, h.guide())
		must(t, err)
		taken := func(args ...string) {
			t.Helper()
			imp := importOf(testBook())
			for _, arg := range args {
				imp.Findings = append(imp.Findings, engagement.Finding{Code: "cash_negative", Severity: "warning", Args: []string{"1910", arg}})
			}
			snap, _, err := h.Adopt(ctx, h.by, e.ID, imp)
			must(t, err)
			h.books[snap.ID] = imp.Book
		}
		taken("−8,00", "−9,00")
		all, _ := h.seenOf(e, "cash_negative")
		must(t, h.SeeControl(ctx, h.by, h.again(e), all[0].Key(), " Växelkassa "))
		all, n := h.seenOf(e, "cash_negative")
		if n != 1 || all[0].Seen == nil || all[0].Seen.Note != "Växelkassa" || all[0].Seen.Name != h.by.Name || all[0].Seen.At.IsZero() {
			t.Errorf("after one was seen: %+v", all)
		}
		must(t, h.SeeControl(ctx, h.by, h.again(e), all[1].Key(), ""))
		taken("−8,00", "−7,00")
		if all, n := h.seenOf(e, "cash_negative"); n != 1 || all[0].Seen == nil {
			t.Errorf("after an import in which one is another: %d of %d seen, want the one that is the same", n, len(all))
		}
		must(t, h.UnseeControl(ctx, h.by, h.again(e), all[0].Key()))
		if _, n := h.seenOf(e, "cash_negative"); n != 0 {
			t.Errorf("%d are seen after it was taken back, want none", n)
		}
		reader := h.by
		reader.Role = office.Reader
		e = h.again(e)
		wantErr(t, "by a reader", h.SeeControl(ctx, reader, e, all[0].Key(), ""), engagement.ErrForbidden)
		wantErr(t, "of one that is gone", h.SeeControl(ctx, h.by, e, all[1].Key(), ""), engagement.ErrNotFound)
		wantErr(t, "with a long note", h.SeeControl(ctx, h.by, e, all[0].Key(), strings.Repeat("å", 501)), engagement.ErrLongNote)
		events, err := h.Events(ctx, h.by, e.ID, 20)
		must(t, err)
		said := map[string]int{}
		for _, event := range events {
			said[event.What]++
		}
		if said["control.seen"] != 2 || said["control.unseen"] != 1 {
			t.Errorf("events %v, want 2 seen and 1 taken back", said)
		}
	})
}
