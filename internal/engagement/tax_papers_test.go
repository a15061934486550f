package engagement_test

import (
	"errors"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/store/storetest"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
)

// planPapers are the bilagor that follow the plan: number, kind and status.
func (h *house) planPapers(e engagement.Engagement) []string {
	h.t.Helper()
	lines, err := h.Workpapers(h.t.(*testing.T).Context(), h.by, h.again(e))
	must(h.t, err)
	var list []string
	for _, l := range lines {
		if l.Kind.FollowsPlan() {
			list = append(list, l.No+" "+string(l.Kind)+" "+string(l.Status))
		}
	}
	return list
}

func (h *house) paperOf(e engagement.Engagement, no string) engagement.WorkpaperView {
	h.t.Helper()
	w, err := h.Workpaper(h.t.(*testing.T).Context(), h.by, h.again(e), no)
	must(h.t, err)
	return w
}

func wantPapers(t *testing.T, h *house, e engagement.Engagement, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, h.planPapers(e)); diff != "" {
		t.Errorf("bilagor (-want +got):\n%s", diff)
	}
}

// The bilagor of fund and tax come with the plan, follow it, and go with it; what
// people wrote stays, and a sign-off on other figures is suspended.
func TestPapersFollowThePlan(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.taxed(100_000)
		wantPapers(t, h, e)
		h.choose(e, tax.Choice{Kind: tax.KindMax})
		wantPapers(t, h, e, "21.1 funds underway", "25.1 tax underway")
		must(t, h.AddComment(ctx, h.by, e.ID, "25.1", 1, workpaper.Internal, "Stämt av mot INK2"))
		must(t, h.Sign(ctx, h.by, e.ID, "25.1", 2, engagement.Signing{}))
		wantPapers(t, h, e, "21.1 funds underway", "25.1 tax done")
		_, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 20_000*kr))
		must(t, err)
		wantPapers(t, h, e, "21.1 funds underway", "25.1 tax drifted")
		w := h.paperOf(e, "25.1")
		if w.Computed["2512"] != -12_360*kr || len(w.Comments) != 1 || w.SignOff == nil {
			t.Errorf("2512 %v, %d comments, signed %+v, want −12 360 and what the person wrote", w.Computed["2512"], len(w.Comments), w.SignOff)
		}
		_, edited := h.EditRows(ctx, h.by, e.ID, "25.1", []engagement.RowEdit{{Row: &workpaper.Row{Text: "x"}}}, nil)
		for what, err := range map[string]error{
			"rows":     edited,
			"deletion": h.DeleteWorkpaper(ctx, h.by, e.ID, "25.1", w.Version),
		} {
			wantErr(t, what, err, engagement.ErrFollowsPlan)
		}
		must(t, h.DropPlan(ctx, h.by, e.ID, h.tax(e).Chosen.Version))
		wantPapers(t, h, e)
		h.choose(e, tax.Choice{Kind: tax.KindNone})
		wantPapers(t, h, e, "25.1 tax drifted")
		if w := h.paperOf(e, "25.1"); len(w.Comments) != 1 {
			t.Errorf("%d comments after the plan came back, want 1", len(w.Comments))
		}
	})
}

// While the plan cannot be computed its bilagor explain nothing.
func TestPapersOfAPlanThatStopped(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	e := h.taxed(100_000)
	h.choose(e, tax.Choice{Kind: tax.KindMax})
	must(t, h.Sign(t.Context(), h.by, e.ID, "25.1", 1, engagement.Signing{}))
	bare := taxBook(100_000)
	accounts := bare.Years[0].Accounts
	bare.Years[0].Accounts = nil
	for _, a := range accounts {
		if a.Number != "8811" {
			bare.Years[0].Accounts = append(bare.Years[0].Accounts, a)
		}
	}
	h.adopt(e, bare)
	wantPapers(t, h, e, "21.1 funds ", "25.1 tax drifted")
	h.adopt(e, taxBook(100_000))
	wantPapers(t, h, e, "21.1 funds underway", "25.1 tax done")
}

// An account that a person explains in a bilaga of his own is left to it.
func TestPapersLeaveWhatAPersonExplains(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := t.Context()
	e := h.taxed(100_000)
	h.choose(e, tax.Choice{Kind: tax.KindMax})
	no, err := h.CreateWorkpaper(ctx, h.by, e.ID, "Skatteskuld", []string{"2512"})
	must(t, err)
	wantPapers(t, h, e, "21.1 funds underway")
	must(t, h.addRow(e.ID, no, workpaper.Row{Account: "2512", Text: "Enligt mig", Amount: -15_450 * kr}))
	balance, err := h.Balance(ctx, h.by, h.again(e))
	must(t, err)
	for _, group := range balance.Groups {
		for _, row := range group.Rows {
			if row.Account == "2512" && (row.Diff != 0 || len(row.Workpapers) != 1) {
				t.Errorf("2512 differs by %v in %v, want only the person's bilaga", row.Diff, row.Workpapers)
			}
		}
	}
	must(t, h.DeleteWorkpaper(ctx, h.by, e.ID, no, 2))
	wantPapers(t, h, e, "21.1 funds underway", "25.1 tax underway")
}

// The result of an enskild firma or a handelsbolag goes to the owners, and follows.
func TestResultOfOwners(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		guide := h.guide()
		guide.Client.Name, guide.Client.OrgNr, guide.Client.Form = "Prov HB", "969696-0005", office.HB
		e, err := h.Create(ctx, h.by, guide)
		must(t, err)
		b := taxBook(100_000)
		for _, no := range []string{"2019", "2029"} {
			b.Years[0].Accounts = append(b.Years[0].Accounts, ledger.Account{Number: no, Name: "Konto " + no})
		}
		h.adopt(e, b)
		sheet := h.tax(e)
		var wrong *tax.FieldError
		if !errors.As(sheet.SharedErr, &wrong) {
			t.Errorf("a handelsbolag whose owners nobody has told: %v, want a FieldError", sheet.SharedErr)
		}
		half := []tax.Delagare{{Account: "2019", Andel: 5000}, {Account: "2029", Andel: 4999}}
		if err := h.ShareResult(ctx, h.by, e.ID, half, 0, 0); !errors.As(err, &wrong) {
			t.Errorf("shares of 99,99 %% = %v, want a FieldError", err)
		}
		half[1].Andel = 5000
		must(t, h.ShareResult(ctx, h.by, e.ID, half, 0, 0))
		wantSystem(t, h, e, map[string]money.Amount{"S1 resultat": 100_000 * kr})
		wantErr(t, "stale facts", h.ShareResult(ctx, h.by, e.ID, half, 0, h.tax(e).Chosen.Version), engagement.ErrConflict)
		_, err = h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 20_000*kr))
		must(t, err)
		wantSystem(t, h, e, map[string]money.Amount{"S1 resultat": 80_000 * kr})
		if finals := h.finals(e); finals["2019"] != -40_000*kr || finals["2029"] != -40_000*kr {
			t.Errorf("2019 %v, 2029 %v, want −40 000 each", finals["2019"], finals["2029"])
		}
		if sheet := h.tax(e); sheet.Shared.Net != 80_000*kr || sheet.Stale || sheet.Chosen.Remade == nil {
			t.Errorf("net %v, stale %v, remade %v", sheet.Shared.Net, sheet.Stale, sheet.Chosen.Remade)
		}
		must(t, h.DropPlan(ctx, h.by, e.ID, h.tax(e).Chosen.Version))
		wantSystem(t, h, e, map[string]money.Amount{})
	})
}

// Entries that another version of the program made are told before they are
// made anew, by the next change.
func TestEntriesOfAnotherVersion(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := t.Context()
	e := h.taxed(100_000)
	h.choose(e, tax.Choice{Kind: tax.KindNone})
	if sheet := h.tax(e); sheet.Stale || len(sheet.Remakes) > 0 {
		t.Fatalf("fresh entries are told as stale: %+v", sheet.Remakes)
	}
	_, err := h.db.DB().ExecContext(ctx, "UPDATE engagement_part SET digest = replace(digest, '2060000', '2140000') WHERE key = 'S1'")
	must(t, err)
	sheet := h.tax(e)
	want := []engagement.RemadeEntry{{No: "S1", Text: "Skatt på årets resultat 2025", Was: 21_400 * kr, Is: 20_600 * kr}}
	if diff := cmp.Diff(want, sheet.Remakes); diff != "" || !sheet.Stale {
		t.Errorf("stale %v, remakes (-want +got):\n%s", sheet.Stale, diff)
	}
	if got := h.system(e)["S1 skatt"]; got != 21_400*kr {
		t.Errorf("looking changed S1 to %v", got)
	}
	wantErr(t, "a stale version", h.RemakePlan(ctx, h.by, e.ID, sheet.Chosen.Version+1), engagement.ErrConflict)
	must(t, h.RemakePlan(ctx, h.by, e.ID, sheet.Chosen.Version))
	if sheet := h.tax(e); sheet.Stale || sheet.Chosen.Remade == nil || h.system(e)["S1 skatt"] != 20_600*kr {
		t.Errorf("stale %v, remade %+v after they were made anew", sheet.Stale, sheet.Chosen.Remade)
	}
}
