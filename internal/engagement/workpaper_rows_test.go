package engagement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/store/storetest"
	"bokslut/internal/workpaper"
)

func row1930(id, text string) workpaper.Row {
	return workpaper.Row{ID: id, Account: "1930", Text: text, Amount: 100}
}

// edit is a row as a person leaves it who has seen was; nil is a new one.
func edit(was *workpaper.Row, row workpaper.Row, after string) engagement.RowEdit {
	e := engagement.RowEdit{ID: row.ID, Row: &row, After: after}
	if was != nil {
		e.Was = was.Mark()
	}
	return e
}

func texts(w engagement.WorkpaperView) string {
	var all []string
	for _, row := range w.Rows {
		all = append(all, row.Text)
	}
	return strings.Join(all, " ")
}

// TestTwoEditorsOfRows lets two people change the same bilaga: different rows
// merge, the same row is told, and nothing of the other one is lost.
func TestTwoEditorsOfRows(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.engaged()
		no, err := h.CreateWorkpaper(ctx, h.by, e.ID, "", []string{"1930"})
		must(t, err)
		do := func(edits ...engagement.RowEdit) engagement.Edited {
			t.Helper()
			done, err := h.EditRows(ctx, h.by, e.ID, no, edits, nil)
			must(t, err)
			return done
		}
		a, b, c := row1930("a", "A"), row1930("b", "B"), row1930("c", "C")
		do(edit(nil, a, ""), edit(nil, c, ""), edit(nil, b, "a"), edit(nil, row1930("d", "D"), engagement.First), edit(nil, a, ""))
		if got := texts(h.paper(e, no)); got != "D A B C" {
			t.Fatalf("the rows are %s, want D A B C", got)
		}
		if again := do(edit(nil, a, "")); len(again.Clashes) > 0 || len(h.paper(e, no).Rows) != 4 {
			t.Errorf("a row that is sent twice: %+v", again)
		}
		do(edit(&a, row1930("a", "A1"), ""))
		done := do(edit(&a, row1930("a", "A2"), ""), edit(&b, row1930("b", "B2"), ""), engagement.RowEdit{ID: "c", Was: c.Mark()})
		if len(done.Clashes) != 1 || done.Clashes[0].ID != "a" || done.Clashes[0].Theirs.Text != "A1" || done.Clashes[0].By != h.by.ID || done.Clashes[0].At.IsZero() {
			t.Errorf("clashes %+v, want row a with the text A1", done.Clashes)
		}
		if got := texts(h.paper(e, no)); got != "D A1 B2" {
			t.Errorf("the rows are %s, want D A1 B2", got)
		}
		if gone := do(edit(&c, row1930("c", "C2"), "")); len(gone.Clashes) != 1 || gone.Clashes[0].Theirs != nil {
			t.Errorf("a row that the other took away: %+v", gone)
		}
		version := h.paper(e, no).Version
		do(engagement.RowEdit{ID: "c", Was: c.Mark()})
		if got := h.paper(e, no).Version; got != version {
			t.Errorf("nothing to change made version %d of %d", got, version)
		}
	})
}

func TestFactsOfBilaga(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	e := h.engaged()
	no, err := h.CreateWorkpaper(t.Context(), h.by, e.ID, "", []string{"1930"})
	must(t, err)
	for _, tt := range []struct {
		was, is, want string
		clashes       []string
	}{{"", "1", "1", nil}, {"", "2", "1", []string{"saldo"}}, {"1", "3", "3", nil}, {"3", "", "", nil}} {
		done, err := h.EditRows(t.Context(), h.by, e.ID, no, nil, []engagement.FactEdit{{ID: "saldo", Was: tt.was, Is: tt.is}})
		must(t, err)
		if got := h.paper(e, no).Facts["saldo"]; got != tt.want || !slices.Equal(done.Facts, tt.clashes) {
			t.Errorf("%q to %q gives %q and clashes %v, want %q and %v", tt.was, tt.is, got, done.Facts, tt.want, tt.clashes)
		}
	}
}

func TestRowsAreBounded(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	e := h.engaged()
	no, err := h.CreateWorkpaper(t.Context(), h.by, e.ID, "", []string{"1930"})
	must(t, err)
	for name, tt := range map[string]struct {
		row   workpaper.Row
		field string
	}{
		"amount": {workpaper.Row{Account: "1930", Amount: engagement.MaxAmount + 1}, "amount"},
		"least":  {workpaper.Row{Account: "1930", Amount: -1 << 63}, "amount"},
		"text":   {workpaper.Row{Text: strings.Repeat("å", engagement.MaxCell+1)}, "text"},
		"cell":   {workpaper.Row{Cells: map[string]string{"x": strings.Repeat("å", engagement.MaxCell+1)}}, "text"},
		"id":     {workpaper.Row{ID: "../x", Text: "x"}, "rows"},
	} {
		_, err := h.EditRows(t.Context(), h.by, e.ID, no, []engagement.RowEdit{edit(nil, tt.row, "")}, nil)
		if !slices.Equal(fields(err), []string{tt.field}) {
			t.Errorf("%s: %v, want %s blamed", name, err, tt.field)
		}
	}
	many := make([]engagement.RowEdit, engagement.MaxRows+1)
	for i := range many {
		many[i] = edit(nil, row1930(fmt.Sprintf("r%d", i), "x"), "")
	}
	if _, err := h.EditRows(t.Context(), h.by, e.ID, no, many, nil); !slices.Equal(fields(err), []string{"rows"}) {
		t.Errorf("%d rows: %v, want rows blamed", len(many), err)
	}
	_, err = h.EditRows(t.Context(), h.by, e.ID, no, many[1:], nil)
	must(t, err)
	if got := len(h.paper(e, no).Rows); got != engagement.MaxRows {
		t.Errorf("%d rows, want %d", got, engagement.MaxRows)
	}
}
