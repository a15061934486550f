package engagement_test

import (
	"errors"
	"strings"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/store/storetest"
)

func (h *house) checks(e engagement.Engagement) map[string]engagement.CheckGroup {
	h.t.Helper()
	groups, err := h.Checklist(h.t.(*testing.T).Context(), h.by, h.again(e))
	must(h.t, err)
	all := map[string]engagement.CheckGroup{}
	for _, g := range groups {
		all[g.Key] = g
	}
	return all
}

// TestChecklist: questions follow the groups of the balance sheet; answers keep
// who gave them, outlive the template, and meet a conflict when they are stale.
func TestChecklist(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := t.Context()
	e := h.engaged()
	before := h.checks(e)
	if len(before["19"].Checks) == 0 || len(before[engagement.WholeClosing].Checks) == 0 || len(before["14"].Checks) != 0 {
		t.Fatalf("the groups are %v, want the whole closing and 19 but not 14, which has no account", before)
	}
	answer := func(group string, version int64, question string, a engagement.CheckAnswer) error {
		return h.AnswerChecks(ctx, h.by, e.ID, group, version, map[string]engagement.CheckAnswer{question: a})
	}
	first := before["19"].Checks[0]
	must(t, answer("19", 0, first.ID, engagement.CheckAnswer{State: engagement.CheckDone, Note: "  Pärm 3 "}))
	events := len(mustEvents(t, h, e))
	must(t, answer("19", 1, first.ID, engagement.CheckAnswer{State: engagement.CheckDone, Note: "Pärm 3"}))
	if got := len(mustEvents(t, h, e)); got != events {
		t.Error("the same answer again wrote an event")
	}
	after := h.checks(e)["19"]
	if c := after.Checks[0]; c.State != engagement.CheckDone || c.Note != "Pärm 3" || c.Name != h.by.Name || c.At.IsZero() || after.Answered() != 1 {
		t.Errorf("answered is %+v", c)
	}
	wantErr(t, "a stale version", answer("19", 0, first.ID, engagement.CheckAnswer{}), engagement.ErrConflict)
	wantErr(t, "a question of another group", answer("19", 1, "15-1", engagement.CheckAnswer{State: engagement.CheckDone}), engagement.ErrNotFound)
	for name, a := range map[string]engagement.CheckAnswer{"state": {State: "kanske"}, "note": {Note: strings.Repeat("å", 1001)}} {
		if f := new(office.FieldError); !errors.As(answer("19", 1, first.ID, a), &f) || f.Field != first.ID {
			t.Errorf("a wrong %s is not blamed on the question", name)
		}
	}

	known, own, version, err := h.CheckTemplate(ctx, h.by)
	must(t, err)
	if own {
		t.Error("the template is the firm's own before it was made")
	}
	kept := before["19"].Checks[1]
	must(t, h.clients.SetChecklist(ctx, h.by, version, known, []office.CheckItem{{Group: "19", Text: kept.Text}, {Text: "Är arkivet ordnat?"}}))
	must(t, h.clients.SetRules(ctx, h.by, office.Rules{Version: version + 1}))
	groups := h.checks(e)
	if g := groups["19"]; len(g.Checks) != 2 || g.Checks[0].ID != kept.ID || !g.Checks[1].Dropped || g.Checks[1].Note != "Pärm 3" || len(groups) != 2 {
		t.Errorf("with the firm's own template %+v, want %q and the answered one", groups, kept.Text)
	}
	must(t, answer("19", 1, first.ID, engagement.CheckAnswer{}))
	if g := h.checks(e)["19"]; len(g.Checks) != 1 {
		t.Errorf("an answer that was taken away leaves %+v", g.Checks)
	}
}

func TestSetChecklist(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	many := make([]office.CheckItem, office.MaxChecks+1)
	for i := range many {
		many[i].Text = "Fråga"
	}
	for name, tt := range map[string]struct {
		items []office.CheckItem
		want  error
	}{
		"none": {[]office.CheckItem{}, office.ErrManyChecks}, "many": {many, office.ErrManyChecks},
		"empty": {[]office.CheckItem{{Text: " "}}, office.ErrCheckText}, "long": {[]office.CheckItem{{Text: strings.Repeat("x", 301)}}, office.ErrCheckText},
	} {
		wantErr(t, name, h.clients.SetChecklist(t.Context(), h.by, 0, nil, tt.items), tt.want)
	}
	wantErr(t, "stale", h.clients.SetChecklist(t.Context(), h.by, 7, nil, nil), office.ErrConflict)
	member := h.by
	member.Role = office.Reader
	wantErr(t, "no administrator", h.clients.SetChecklist(t.Context(), member, 0, nil, nil), office.ErrForbidden)
}
