package engagement_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
	"bokslut/internal/store/storetest"
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
		wantErr(t, "a change of the reversal itself", h.DeleteEntry(ctx, h.by, e.ID, "N1", back.Version), engagement.ErrFollows)

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
	h := newHouse(t, storetest.File(t))
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

// resultBook is a year with a profit of 100,00 that is booked as the year's
// result.
func resultBook() *ledger.Book {
	b := bookOf(year, ledger.Voucher{
		Series: "A", Number: "1", Date: year.To, Text: "Årets resultat",
		Rows: []ledger.Row{{Account: "8999", Amount: 100_00}, {Account: "2099", Amount: -100_00}},
	})
	y := &b.Years[0]
	y.Accounts = append(y.Accounts, []ledger.Account{
		{Number: "2091", Name: "Balanserad vinst"}, {Number: "2098", Name: "Vinst från föregående år"}, {Number: "2099", Name: "Årets resultat"}, {Number: "2898", Name: "Outtagen vinstutdelning"},
	}...)
	y.Balances = append(y.Balances, ledger.Balance{Account: "2099", Moved: -100_00})
	slices.SortFunc(y.Balances, func(a, b ledger.Balance) int { return strings.Compare(a.Account, b.Account) })
	return b
}

func TestResultMovesToTheNextYear(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e, err := h.Create(ctx, h.by, h.guide())
		must(t, err)
		h.adopt(e, resultBook())
		meeting := civil.MustParse("2026-05-12")
		must(t, h.MoveResult(ctx, h.by, e.ID, true, nil, 0))
		wantErr(t, "settings of an old version", h.MoveResult(ctx, h.by, e.ID, false, nil, 0), engagement.ErrConflict)
		wantRows(t, h.entry(e, "N1"), "2099 100,00", "2098 −100,00")
		if got := h.entry(e, "N1"); got.Date != year.To.AddDays(1) {
			t.Errorf("the result is moved on %s", got.Date)
		}

		must(t, h.MoveResult(ctx, h.by, e.ID, true, &engagement.Decision{Date: meeting, Dividend: 30_00}, 1))
		wantRows(t, h.entry(e, "N2"), "2091 −70,00", "2098 100,00", "2898 −30,00")
		if got := h.entry(e, "N2"); got.Date != meeting {
			t.Errorf("the decision is booked on %s", got.Date)
		}

		_, err = h.CreateEntry(ctx, h.by, e.ID, entryOf("2099", "2990", 40_00))
		must(t, err)
		wantRows(t, h.entry(e, "N1"), "2099 60,00", "2098 −60,00")
		wantRows(t, h.entry(e, "N2"), "2091 −30,00", "2098 60,00", "2898 −30,00")
		if got := h.finals(e); got["2099"] != -60_00 || got["2098"] != 0 {
			t.Errorf("this year's balances move: %v", got)
		}
		must(t, h.MoveResult(ctx, h.by, e.ID, false, nil, 2))
		if !h.entry(e, "N1").Deleted || !h.entry(e, "N2").Deleted {
			t.Error("entries that nobody wants stand")
		}
	})
}

func TestDecisionThatCannotBe(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := t.Context()
	e, err := h.Create(ctx, h.by, h.guide())
	must(t, err)
	book := resultBook()
	h.adopt(e, book)
	for _, tt := range []struct {
		name, field string
		decision    engagement.Decision
		want        error
	}{
		{"before_the_year", "date", engagement.Decision{Date: year.To}, engagement.ErrMeetingDate},
		{"long_after_it", "date", engagement.Decision{Date: civil.MustParse("2027-07-01")}, engagement.ErrMeetingDate},
		{"negative", "dividend", engagement.Decision{Date: civil.MustParse("2026-05-12"), Dividend: -1}, engagement.ErrDividend},
		{"more_than_there_is", "dividend", engagement.Decision{Date: civil.MustParse("2026-05-12"), Dividend: 100_01}, nil},
	} {
		err := h.MoveResult(ctx, h.by, e.ID, true, &tt.decision, 0)
		var field *office.FieldError
		var free *engagement.FreeEquityError
		if !errors.As(err, &field) || field.Field != tt.field || tt.want != nil && !errors.Is(err, tt.want) || tt.want == nil && !errors.As(err, &free) {
			t.Errorf("%s: %v, want %v at %s", tt.name, err, tt.want, tt.field)
		}
	}
}

// wantRows compares rows as "account amount", in any order.
func wantRows(t *testing.T, e engagement.EntryView, want ...string) {
	t.Helper()
	var got []string
	for _, row := range e.Rows {
		got = append(got, row.Account+" "+row.Amount.String())
	}
	slices.Sort(got)
	slices.Sort(want)
	if e.Deleted || !slices.Equal(got, want) || e.Diff() != 0 {
		t.Errorf("%s books %v (deleted: %v), want %v", e.No, got, e.Deleted, want)
	}
}

// TestResultIsMovedOnce: while last year's closing here moves the result, the next
// year's engagement does not propose to move it too.
func TestResultIsMovedOnce(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := t.Context()
	last, err := h.Create(ctx, h.by, h.guide())
	must(t, err)
	h.adopt(last, resultBook())
	guide := h.guide()
	guide.Year = civil.Period{From: year.To.AddDays(1), To: year.To.AddMonths(12)}
	next, err := h.Create(ctx, h.by, guide)
	must(t, err)
	book := resultBook()
	book.Years[1] = book.Years[0]
	this := &book.Years[0]
	this.Period, this.Vouchers = guide.Year, nil
	this.Balances = []ledger.Balance{{Account: "1510", Opening: 400_00}, {Account: "1930", Opening: 1100_00}, {Account: "2081", Opening: -1400_00}, {Account: "2099", Opening: -100_00}}
	h.adopt(next, book)
	about := func() (found engagement.Control) {
		t.Helper()
		all, err := h.Controls(ctx, h.by, h.again(next))
		must(t, err)
		for _, c := range all {
			if slices.Contains([]string{engagement.FindingResultLeft, engagement.FindingResultOnItsWay, engagement.FindingResultBooked}, c.Code) {
				found = c
			}
		}
		return found
	}
	if c := about(); c.Code != engagement.FindingResultLeft || len(c.Proposal) != 2 {
		t.Fatalf("before anything moves it: %+v", c)
	}
	must(t, h.MoveResult(ctx, h.by, last.ID, true, nil, 0))
	if c := about(); c.Code != engagement.FindingResultOnItsWay || len(c.Proposal) > 0 || c.Args[2] != "N1" || c.Engagement != last.ID {
		t.Errorf("while last year's closing moves it: %+v", c)
	}
	must(t, h.HandOver(ctx, h.by, last.ID, "test", "I", []string{"N1"}))
	if c := about(); c.Code != engagement.FindingResultBooked || len(c.Proposal) > 0 {
		t.Errorf("when it is transferred: %+v", c)
	}
	entry := h.entry(last, "N1")
	must(t, h.Decide(ctx, h.by, last.ID, entry.Delivery.ID, export.Cancel, 0))
	must(t, h.ExcludeEntry(ctx, h.by, last.ID, "N1", entry.Version, true))
	if c := about(); c.Code != engagement.FindingResultLeft {
		t.Errorf("when it is not to be transferred: %+v", c)
	}
}
