package engagement_test

import (
	"errors"
	"slices"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
	"bokslut/internal/store/storetest"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
)

// lastAndThis are two engagements of a client, each with an import.
func lastAndThis(h *house) (last, this engagement.Engagement) {
	h.t.Helper()
	made := make([]engagement.Engagement, 0, 2)
	for _, period := range []civil.Period{{From: civil.MustParse("2024-01-01"), To: civil.MustParse("2024-12-31")}, year} {
		n := h.guide()
		n.Year = period
		e, err := h.Create(h.t.(*testing.T).Context(), h.by, n)
		must(h.t, err)
		h.adopt(e, bookOf(period))
		made = append(made, h.again(e))
	}
	return made[0], made[1]
}

// filled makes a bilaga with rows.
func (h *house) filled(e engagement.Engagement, kind workpaper.Kind, accounts []string, rows ...workpaper.Row) string {
	h.t.Helper()
	ctx := h.t.(*testing.T).Context()
	no, err := h.CreateSchedule(ctx, h.by, e.ID, kind, "Från "+string(kind), accounts)
	must(h.t, err)
	was, err := h.Workpaper(ctx, h.by, e, no)
	must(h.t, err)
	var edits []engagement.RowEdit
	for _, row := range was.Rows {
		edits = append(edits, engagement.RowEdit{ID: row.ID, Was: row.Mark()})
	}
	for _, row := range rows {
		edits = append(edits, engagement.RowEdit{Row: &row})
	}
	_, err = h.EditRows(ctx, h.by, e.ID, no, edits, nil)
	must(h.t, err)
	return no
}

func cellsOf(rows []workpaper.Row) []map[string]string {
	var all []map[string]string
	for _, row := range rows {
		cells := map[string]string{"account": row.Account, "text": row.Text}
		for column, text := range row.Cells {
			cells[column] = text
		}
		all = append(all, cells)
	}
	return all
}

// TestCarryForward: what a bilaga of each shape leaves to the next year, in one
// change, and never twice.
func TestCarryForward(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	last, this := lastAndThis(h)
	ctx := t.Context()
	loan := h.filled(last, workpaper.Loans, []string{"2440"}, workpaper.Row{
		Account: "2440", Text: "Banken", Cells: map[string]string{"opening": "10000000", "repaid": "2000000", "rate": "5"},
	})
	own := h.filled(last, workpaper.Own, []string{"1930", "1910"}, workpaper.Row{Account: "1930", Text: "Konto", Amount: 5_00})
	gone := h.filled(last, workpaper.Own, []string{"2990"}, workpaper.Row{Account: "2990", Text: "Revision", Amount: -5_00})
	must(t, h.Describe(ctx, h.by, last.ID, own, 2, "Bank", workpaper.Against{What: "kontoutdrag", Date: last.Year.To, Note: "Nordan"}))
	must(t, h.AddComment(ctx, h.by, last.ID, own, 3, workpaper.Internal, "Fråga banken om räntan."))
	before := len(mustEvents(t, h, this))

	made, err := h.CarryForward(ctx, h.by, this.ID, []engagement.Carried{{No: loan, Rows: true}, {No: own}, {No: gone, Rows: true}, {No: gone}})
	must(t, err)
	if !slices.Equal(made, []string{loan, own, gone}) {
		t.Errorf("the bilagor made are %v, want last year's numbers %v", made, []string{loan, own, gone})
	}
	if got := len(mustEvents(t, h, this)); got != before+1 {
		t.Errorf("%d events were written, want 1", got-before)
	}
	w, err := h.Workpaper(ctx, h.by, h.again(this), loan)
	must(t, err)
	want := []map[string]string{{"account": "2440", "text": "Banken", "opening": "8000000", "rate": "5"}}
	if diff := cmp.Diff(want, cellsOf(w.Rows)); diff != "" {
		t.Errorf("the loan rolled on (-want +got):\n%s", diff)
	}
	w, err = h.Workpaper(ctx, h.by, h.again(this), own)
	must(t, err)
	if w.Name != "Bank" || w.From != own || len(w.Rows) != 0 || w.Against != (workpaper.Against{What: "kontoutdrag"}) || w.SignOff != nil {
		t.Errorf("the bilaga without rows is %+v", w.Workpaper)
	}
	if row := h.row(this, "1930"); row.IsBegun {
		t.Errorf("1930 is reconciled with %v by a bilaga that says nothing yet", row.Reconciled)
	}
	former, err := h.FormerPaper(ctx, h.by, h.again(this), w.Workpaper)
	must(t, err)
	if former == nil || former.Engagement.ID != last.ID || len(former.Comments) != 1 {
		t.Fatalf("last year's bilaga is %+v, want the one with the comment", former)
	}

	for _, chosen := range [][]engagement.Carried{nil, {{No: own, Rows: true}}} {
		_, err := h.CarryForward(ctx, h.by, this.ID, chosen)
		if f := new(office.FieldError); !errors.As(err, &f) || f.Field != "papers" {
			t.Errorf("CarryForward of %v = %v, want a wrong choice", chosen, err)
		}
	}
	_, papers, err := h.LastPapers(ctx, h.by, h.again(this))
	must(t, err)
	for _, p := range papers {
		if p.Here != p.No || p.Takeable() {
			t.Errorf("last year's bilaga %s is to be taken over: %+v", p.No, p)
		}
	}
	must(t, h.DeleteWorkpaper(ctx, h.by, this.ID, own, 1))
	made, err = h.CarryForward(ctx, h.by, this.ID, []engagement.Carried{{No: own, Rows: true}})
	must(t, err)
	if len(made) != 1 || made[0] == own {
		t.Errorf("taken over again as %v, want another number than the deleted %s", made, own)
	}
}

// TestCarryForwardWithoutAccounts: a bilaga none of whose accounts is left cannot
// be taken over, and nothing else is then.
func TestCarryForwardWithoutAccounts(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	last, this := lastAndThis(h)
	a := h.filled(last, workpaper.Own, []string{"1930"})
	b := h.filled(last, workpaper.Own, []string{"1910"})
	book := bookOf(year)
	book.Years[0].Accounts = slices.DeleteFunc(book.Years[0].Accounts, func(a ledger.Account) bool { return a.Number == "1910" })
	h.adopt(this, book)
	_, err := h.CarryForward(t.Context(), h.by, this.ID, []engagement.Carried{{No: a, Rows: true}, {No: b, Rows: true}})
	if f := new(office.FieldError); !errors.As(err, &f) || f.Field != "accounts" {
		t.Errorf("CarryForward = %v, want that the accounts are missing", err)
	}
	made, err := h.CarryForward(t.Context(), h.by, this.ID, []engagement.Carried{{No: a, Rows: true}})
	must(t, err)
	if len(made) != 1 {
		t.Errorf("made %v, want one", made)
	}
	_, err = h.CarryForward(t.Context(), h.by, last.ID, []engagement.Carried{{No: a}})
	wantErr(t, "CarryForward without a year before", err, engagement.ErrNotFound)
}
