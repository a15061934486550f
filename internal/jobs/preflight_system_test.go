package jobs_test

import (
	"errors"
	"strings"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// stops are the obstacles of a kind that an export of the chosen entries meets.
func (h *house) stops(e engagement.Engagement, code string, chosen ...string) []string {
	h.t.Helper()
	_, err := h.work.Export(h.t.Context(), h.by, e.ID, "I", chosen)
	var preflight *jobs.PreflightError
	if err != nil && !errors.As(err, &preflight) {
		h.t.Fatal(err)
	}
	var list []string
	if preflight != nil {
		for _, o := range preflight.Obstacles {
			if o.Code == code {
				list = append(list, o.Entry+": "+strings.Join(o.Args, " "))
			}
		}
	}
	return list
}

// System entries go with all others or not at all, and not while the result of
// entries that stay behind is unconfirmed: both are told before anything is sent.
func TestObstaclesOfSystemEntries(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	e := h.imported(design())
	ctx := t.Context()
	no := h.entry(e, "6530", "2990", money.Kronor(1200))
	sheet, err := h.engagements.Tax(ctx, h.by, h.again(e))
	must(t, err)
	must(t, h.engagements.ChoosePlan(ctx, h.by, h.again(e), "", tax.Choice{Kind: tax.KindNone}, nil, sheet.Chosen.Version))
	sheet, err = h.engagements.Tax(ctx, h.by, h.again(e))
	must(t, err)
	if len(sheet.Entries) < 2 {
		t.Fatalf("%d system entries, stopped by %+v, want tax and result", len(sheet.Entries), sheet.Stop)
	}
	first, last := sheet.Entries[0].No, sheet.Entries[len(sheet.Entries)-1].No
	if got := h.stops(e, jobs.ObstacleTogether, first); len(got) != 1 || !strings.Contains(got[0], no) || !strings.Contains(got[0], last) {
		t.Errorf("%s alone is stopped by %q, want what is left out: %s and %s", first, got, no, last)
	}
	var all []string
	for _, entry := range sheet.Entries {
		all = append(all, entry.No)
	}
	must(t, h.engagements.ExcludeEntry(ctx, h.by, e.ID, no, 1, true))
	if got := h.stops(e, jobs.ObstacleTogether, all...); len(got) != 0 {
		t.Errorf("an entry that is not to be transferred is asked for: %q", got)
	}
	if got := h.stops(e, jobs.ObstacleApart, all...); len(got) != len(all) || !strings.Contains(got[0], no) {
		t.Errorf("the obstacles are %q, want one per system entry that names %s", got, no)
	}
	if posts := h.posts(); len(posts) != 0 {
		t.Errorf("%d vouchers were sent in spite of the obstacles", len(posts))
	}
	sheet, err = h.engagements.Tax(ctx, h.by, h.again(e))
	must(t, err)
	must(t, h.engagements.ConfirmApart(ctx, h.by, e.ID, sheet.Apart, sheet.Chosen.Version))
	if got := h.stops(e, jobs.ObstacleApart, all...); len(got) != 0 {
		t.Errorf("the amount is confirmed, and still %q", got)
	}
}
