package engagement_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/store/storetest"
	"bokslut/internal/workpaper"
)

// colleague adds a user to the office of h.by.
func (h *house) colleague(name string, role office.Role) office.User {
	h.t.Helper()
	u := office.User{Office: h.by.Office, ID: office.NewID(), Name: name, Email: office.NewID() + "@nordan.example", Role: role}
	_, err := h.db.DB().Exec(`INSERT INTO office_user (office_id, id, name, sort_key, email, email_key, password_hash, role, created_at, version)
		VALUES ($1, $2, $3, $3, $4, $4, '', $5, $6, 1)`, u.Office, u.ID, u.Name, u.Email, string(role), time.Now().UnixMilli())
	must(h.t, err)
	return u
}

// bankPaper is a bilaga on 1930 with one row, in version 2.
func (h *house) bankPaper(e engagement.Engagement, amount money.Amount) string {
	h.t.Helper()
	no, err := h.CreateWorkpaper(h.t.(*testing.T).Context(), h.by, e.ID, "", []string{"1930"})
	must(h.t, err)
	must(h.t, h.addRow(e.ID, no, workpaper.Row{Account: "1930", Text: "Kontoutdrag", Amount: amount}))
	return no
}

func (h *house) terms(e engagement.Engagement, review engagement.ReviewRule, materiality *money.Amount) {
	h.t.Helper()
	e = h.again(e)
	must(h.t, h.SetFacts(h.t.(*testing.T).Context(), h.by, e.ID, engagement.Facts{
		Client: e.Client, Responsible: h.by.ID, Reviewer: h.by.ID, Review: review, Materiality: materiality,
	}))
}

func limit(a money.Amount) *money.Amount { return &a }

func TestReview(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx, e := t.Context(), h.engaged()
		no := h.bankPaper(e, 1000_00)
		wantErr(t, "a review where none is asked for", h.Review(ctx, h.by, e.ID, no, 2), engagement.ErrNoReview)
		h.terms(e, engagement.ReviewChosen, nil)
		must(t, h.Sign(ctx, h.by, e.ID, no, 2, engagement.Signing{}))
		wantErr(t, "a review of a bilaga that is not chosen", h.Review(ctx, h.by, e.ID, no, 3), engagement.ErrNoReview)
		must(t, h.ChooseReview(ctx, h.by, e.ID, no, 3, true))
		if s := h.summary(e); s.ToReview != 1 || s.Done != 1 {
			t.Errorf("summary before the review %+v", s)
		}
		must(t, h.Review(ctx, h.by, e.ID, no, 4)) // the office has nobody else
		if w := h.paper(e, no); w.Status != engagement.Reviewed || w.Workpaper.Review.Name != h.by.Name || w.Workpaper.Review.Figures[0].Final != 1000_00 {
			t.Errorf("reviewed: %s %+v", w.Status, w.Workpaper.Review)
		}
		if s := h.summary(e); s.Reviewed != 1 || s.ToReview != 0 || s.Done != 1 || s.Status != engagement.Differs && s.Status != engagement.NotBegun {
			t.Errorf("summary after the review %+v", s)
		}
		must(t, h.Unreview(ctx, h.by, e.ID, no, 5))
		jonas := h.colleague("Jonas", office.Consultant)
		h.colleague("Läsare", office.Reader)
		wantErr(t, "a review by the one who signed", h.Review(ctx, h.by, e.ID, no, 6), engagement.ErrOwnReview)
		must(t, h.Review(ctx, jonas, e.ID, no, 6))

		_, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("1930", "3001", 50_00))
		must(t, err)
		w := h.paper(e, no)
		if w.Status != engagement.Drifted || w.Workpaper.Review == nil {
			t.Errorf("after an entry: %s, review %+v", w.Status, w.Workpaper.Review)
		}
		wantErr(t, "a review of what drifted", h.Review(ctx, jonas, e.ID, no, 7), engagement.ErrNotSigned)
		must(t, h.Sign(ctx, h.by, e.ID, no, 7, engagement.Signing{Reason: "Insättning", Explains: 50_00}))
		w = h.paper(e, no)
		if w.Status != engagement.DoneDiff || w.Workpaper.Review != nil || len(w.Former) != 1 {
			t.Fatalf("signed anew: %s, review %+v, %d former", w.Status, w.Workpaper.Review, len(w.Former))
		}
		if f := w.Former[0]; f.SignOff.Figures[0].Final != 1000_00 || f.Review == nil || f.Review.Name != "Jonas" || f.EndedBy != h.by.Name {
			t.Errorf("the former signature %+v", f)
		}
	})
}

func TestExplainedDifference(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx, e := t.Context(), h.engaged()
	no := h.bankPaper(e, 990_00)
	var wrong *engagement.ExplainedError
	err := h.Sign(ctx, h.by, e.ID, no, 2, engagement.Signing{Reason: "Avgift", Explains: 9_00})
	if !errors.As(err, &wrong) || wrong.Diff != 10_00 || !slices.Equal(fields(err), []string{"explains"}) {
		t.Errorf("another amount than the difference: %v", err)
	}
	must(t, h.clients.SetRules(ctx, h.by, office.Rules{MaxExplained: limit(9_99)}))
	var over *engagement.LimitError
	if err := h.Sign(ctx, h.by, e.ID, no, 2, engagement.Signing{Reason: "Avgift", Explains: 10_00}); !errors.As(err, &over) || over.Limit != 9_99 {
		t.Errorf("above the limit: %v", err)
	}
	wantErr(t, "rules on an old version", h.clients.SetRules(ctx, h.by, office.Rules{}), office.ErrConflict)
	if err := h.clients.SetRules(ctx, h.by, office.Rules{Materiality: limit(-1), Version: 1}); !slices.Equal(fields(err), []string{"materiality"}) {
		t.Errorf("a negative threshold: %v", err)
	}
	wantErr(t, "rules by a consultant", h.clients.SetRules(ctx, h.colleague("Jonas", office.Consultant), office.Rules{Version: 1}), office.ErrForbidden)
	must(t, h.clients.SetRules(ctx, h.by, office.Rules{MaxExplained: limit(10_00), Version: 1}))
	must(t, h.Sign(ctx, h.by, e.ID, no, 2, engagement.Signing{Reason: "Avgift", Explains: 10_00}))
	if w := h.paper(e, no); w.Status != engagement.DoneDiff || w.SignOff.Explains != 10_00 {
		t.Errorf("signed: %s %+v", w.Status, w.SignOff)
	}
}

// TestAccept: a change within the threshold is accepted by a person, one by one,
// counted from the sign-off and not from the acceptance before.
func TestAccept(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx, e := t.Context(), h.engaged()
		no := h.bankPaper(e, 1000_00)
		must(t, h.Sign(ctx, h.by, e.ID, no, 2, engagement.Signing{}))
		wantErr(t, "accepting nothing", h.Accept(ctx, h.by, e.ID, no, 3), engagement.ErrNotSigned)
		_, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("1930", "3001", 60))
		must(t, err)
		wantErr(t, "accepting without a threshold", h.Accept(ctx, h.by, e.ID, no, 3), engagement.ErrNoLimit)
		must(t, h.clients.SetRules(ctx, h.by, office.Rules{Materiality: limit(59)}))
		var over *engagement.MaterialError
		if err := h.Accept(ctx, h.by, e.ID, no, 3); !errors.As(err, &over) || over.Change != 60 || over.Limit != 59 {
			t.Errorf("above the firm's threshold: %v", err)
		}
		h.terms(e, engagement.ReviewNone, limit(1_00))
		must(t, h.Accept(ctx, h.by, e.ID, no, 3))
		w := h.paper(e, no)
		if w.Status != engagement.DoneDiff || w.Accounts[0].Diff != 60 || len(w.SignOff.Accepted) != 1 || w.SignOff.Accepted[0].Amount != 60 || w.SignOff.Figures[0].Final != 1000_00 {
			t.Errorf("accepted: %s, %+v", w.Status, w.SignOff)
		}
		_, err = h.CreateEntry(ctx, h.by, e.ID, entryOf("1930", "3001", 60))
		must(t, err)
		if err := h.Accept(ctx, h.by, e.ID, no, 4); !errors.As(err, &over) || over.Change != 1_20 {
			t.Errorf("two small changes that are one large: %v", err)
		}
	})
}

func TestBareSigning(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx, e := t.Context(), h.engaged()
	no, err := h.CreateWorkpaper(ctx, h.by, e.ID, "", []string{"2081"})
	must(t, err)
	wantErr(t, "signing nothing", h.Sign(ctx, h.by, e.ID, no, 1, engagement.Signing{}), engagement.ErrNotReady)
	must(t, h.Sign(ctx, h.by, e.ID, no, 1, engagement.Signing{Bare: true}))
	if row := h.row(e, "2081"); row.Status != engagement.Done || !row.Unsupported {
		t.Errorf("signed without anything: %+v", row)
	}
	if s := h.summary(e); s.Unsupported != 1 || s.Explained != 1400_00 || s.Balance != 2900_00 {
		t.Errorf("summary %+v", s)
	}
	must(t, h.Describe(ctx, h.by, e.ID, no, 2, "", workpaper.Against{What: "protokoll"}))
	if row := h.row(e, "2081"); row.Status != engagement.Differs && row.Status != engagement.Drifted {
		t.Errorf("evidence for another amount leaves it %s", row.Status)
	}
}

func TestSignMany(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx, e := t.Context(), h.engaged()
		bank := h.bankPaper(e, 1000_00)
		pair, err := h.CreateWorkpaper(ctx, h.by, e.ID, "", []string{"1510", "2081"})
		must(t, err)
		must(t, h.addRow(e.ID, pair, workpaper.Row{Account: "1510", Text: "x", Amount: 500_00}))
		got, err := h.SignMany(ctx, h.by, e, []engagement.ToSign{{"1930", 1000_00}, {"1930", 1000_00}, {"1510", 500_00}, {"2081", -1400_00}, {"2081", 0}, {"9999", 0}})
		must(t, err)
		want := []struct {
			account, no string
			err         error
		}{
			{"1930", bank, nil},
			{"1510", pair, engagement.ErrNotReady}, // 2081, which it explains too, differs
			{"2081", "", engagement.ErrNotReady},
			{"2081", "", engagement.ErrNotReady},
			{"9999", "", engagement.ErrNotReady},
		}
		for i, w := range want {
			if i >= len(got) || got[i].Account != w.account || got[i].No != w.no || !errors.Is(got[i].Err, w.err) {
				t.Fatalf("line %d of %+v, want %+v", i, got, w)
			}
		}
		must(t, h.addRow(e.ID, pair, workpaper.Row{Account: "2081", Text: "x", Amount: -1400_00}))
		got, err = h.SignMany(ctx, h.by, e, []engagement.ToSign{{"1930", 1000_00}, {"1510", 499_00}})
		must(t, err)
		if len(got) != 1 || !errors.Is(got[0].Err, engagement.ErrConflict) {
			t.Errorf("a balance that the person did not see: %+v", got)
		}
		before := len(mustEvents(t, h, e))
		got, err = h.SignMany(ctx, h.by, e, []engagement.ToSign{{"1510", 500_00}, {"2081", -1400_00}})
		must(t, err)
		if len(got) != 1 || got[0].Err != nil || len(mustEvents(t, h, e)) != before+1 {
			t.Errorf("one bilaga over two accounts: %+v", got)
		}
	})
}

// TestDrifts names the vouchers, entries and rows that changed signed figures.
func TestDrifts(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx, e := t.Context(), h.engaged()
		no := h.bankPaper(e, 1000_00)
		must(t, h.Sign(ctx, h.by, e.ID, no, 2, engagement.Signing{}))
		if all, err := h.Drifts(ctx, h.by, h.again(e)); len(all) != 0 || err != nil {
			t.Fatalf("nothing has changed: %+v, %v", all, err)
		}
		_, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("1930", "3001", 50_00))
		must(t, err)
		b := bookOf(year, testBook().Years[0].Vouchers[0], ledger.Voucher{
			Series: "A", Number: "412", Date: civil.MustParse("2025-12-30"), Text: "Avgift",
			Rows: []ledger.Row{{Account: "1930", Amount: -7_00}, {Account: "6530", Amount: 7_00}},
		})
		h.adopt(e, b)
		must(t, h.addRow(e.ID, no, workpaper.Row{Account: "1930", Text: "Sent", Amount: 2_00}))
		all, err := h.Drifts(ctx, h.by, h.again(e))
		must(t, err)
		if len(all) != 1 || len(all[0].Accounts) != 1 || all[0].Change != 43_00 {
			t.Fatalf("drifts %+v", all)
		}
		a := all[0].Accounts[0]
		if a.Was.Final != 1000_00 || a.Now.Final != 1043_00 || a.Rest != 0 || len(a.Causes) != 3 {
			t.Fatalf("account %+v", a)
		}
		if c := a.Causes[0]; c.Kind != engagement.EntryCause || c.Entry != "B1" || c.Amount != 50_00 {
			t.Errorf("first cause %+v", c)
		}
		if c := a.Causes[1]; c.Kind != engagement.VoucherCause || c.Series != "A" || c.Number != "412" || c.Amount != -7_00 || c.Change != ledger.NewVoucher {
			t.Errorf("second cause %+v", c)
		}
		if c := a.Causes[2]; c.Kind != engagement.LineCause || c.Text != "Sent" || c.Amount != 2_00 {
			t.Errorf("third cause %+v", c)
		}
	})
}

func TestLock(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx, e := t.Context(), h.engaged()
		wantErr(t, "unlocking what is not locked", h.Unlock(ctx, h.by, e.ID, "x"), engagement.ErrUnlocked)
		must(t, h.Lock(ctx, h.by, e.ID))
		if got := h.again(e); !got.Locked || got.Terms.Lock.Name != h.by.Name {
			t.Errorf("locked: %+v", got)
		}
		for name, book := range map[string]*ledger.Book{"the same": testBook(), "another": bookOf(year)} {
			before := h.finals(e)
			if _, taken := h.read(e, importOf(book)); taken {
				t.Errorf("%s import was taken in on a locked engagement", name)
			}
			if h.again(e).Candidate == "" || len(before) != len(h.finals(e)) {
				t.Errorf("%s import does not wait", name)
			}
		}
		if err := h.Unlock(ctx, h.by, e.ID, " "); !slices.Equal(fields(err), []string{"reason"}) {
			t.Errorf("unlocking without a reason: %v", err)
		}
		must(t, h.Unlock(ctx, h.by, e.ID, "Ny faktura"))
		if got := h.again(e); got.Locked || got.Terms.Unlock.Reason != "Ny faktura" {
			t.Errorf("unlocked: %+v", got)
		}
		if what := mustEvents(t, h, e); what[0] != "engagement.unlocked" {
			t.Errorf("the latest event is %s", what[0])
		}
		entry, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 1_00))
		must(t, err)
		_, err = h.queue(e, entry)
		must(t, err)
		wantErr(t, "locking while an entry is on its way", h.Lock(ctx, h.by, e.ID), engagement.ErrOnTheWay)
	})
}

func TestComments(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx, e := t.Context(), h.engaged()
		no := h.bankPaper(e, 1000_00)
		must(t, h.AddComment(ctx, h.by, e.ID, no, 2, workpaper.ForClient, "Var är kontoutdraget?"))
		must(t, h.AddAccountComment(ctx, h.by, e.ID, "3001", workpaper.ForReviewer, "Högre än i fjol"))
		must(t, h.AddAccountComment(ctx, h.by, e.ID, "3001", workpaper.Internal, "Se avtalet"))
		wantErr(t, "a comment on an unknown account", h.AddAccountComment(ctx, h.by, e.ID, "4711", workpaper.Internal, "x"), engagement.ErrAccount)
		if err := h.AddAccountComment(ctx, h.by, e.ID, "3001", "alla", "x"); !slices.Equal(fields(err), []string{"tag"}) {
			t.Errorf("an unknown tag: %v", err)
		}
		if s := h.summary(e); s.Questions != 2 {
			t.Errorf("%d open questions, want 2", s.Questions)
		}
		all, err := h.Questions(ctx, h.by, e)
		must(t, err)
		if len(all) != 2 || all[0].No != no || all[1].Account != "3001" || all[1].Name != "Konto 3001" {
			t.Fatalf("questions %+v", all)
		}
		must(t, h.AnswerComment(ctx, h.by, e.ID, no, 3, all[0].ID, " Bifogat "))
		must(t, h.AnswerAccountComment(ctx, h.by, e.ID, "3001", all[1].ID, ""))
		wantErr(t, "answering twice", h.AnswerAccountComment(ctx, h.by, e.ID, "3001", all[1].ID, "x"), engagement.ErrConflict)
		wantErr(t, "answering nothing", h.AnswerComment(ctx, h.by, e.ID, no, 4, "x", "x"), engagement.ErrNotFound)
		if s := h.summary(e); s.Questions != 0 {
			t.Errorf("%d open questions after the answers", s.Questions)
		}
		if w := h.paper(e, no); w.Comments[0].Answer.Text != "Bifogat" {
			t.Errorf("answer %+v", w.Comments[0].Answer)
		}
		notes, err := h.AccountComments(ctx, h.by, e, "3001")
		if len(notes) != 2 || err != nil {
			t.Errorf("comments of 3001: %+v, %v", notes, err)
		}
	})
}
