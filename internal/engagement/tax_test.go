package engagement_test

import (
	"context"
	"errors"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/store/storetest"
	"bokslut/internal/tax"

	"github.com/google/go-cmp/cmp"
)

const kr = money.Amount(100)

var taxChart = []string{"2091", "2099", "2123", "2125", "2512", "2514", "2518", "6072", "7410", "7533", "8811", "8819", "8910"}

// taxBook is a company with a profit of profit kronor, and vouchers besides.
func taxBook(profit money.Amount, more ...ledger.Voucher) *ledger.Book {
	b := bookOf(year, append(more, ledger.Voucher{
		Series: "A", Number: "1", Date: civil.MustParse("2025-03-01"), Text: "Försäljning",
		Rows: []ledger.Row{{Account: "1930", Amount: profit * kr}, {Account: "3001", Amount: -profit * kr}},
	})...)
	moved := map[string]money.Amount{}
	for _, v := range more {
		for _, row := range v.Rows {
			moved[row.Account] += row.Amount
		}
	}
	for _, no := range taxChart {
		b.Years[0].Accounts = append(b.Years[0].Accounts, ledger.Account{Number: no, Name: "Konto " + no, Result: ledger.IsResult(no)})
		if moved[no] != 0 {
			b.Years[0].Balances = append(b.Years[0].Balances, ledger.Balance{Account: no, Moved: moved[no]})
		}
	}
	return b
}

// taxed is an engagement with taxBook imported.
func (h *house) taxed(profit money.Amount, more ...ledger.Voucher) engagement.Engagement {
	h.t.Helper()
	e, err := h.Create(context.Background(), h.by, h.guide())
	must(h.t, err)
	h.adopt(e, taxBook(profit, more...))
	return h.again(e)
}

func (h *house) tax(e engagement.Engagement) engagement.TaxSheet {
	h.t.Helper()
	sheet, err := h.Tax(context.Background(), h.by, h.again(e))
	must(h.t, err)
	return sheet
}

// choose puts an alternative in use.
func (h *house) choose(e engagement.Engagement, c tax.Choice) {
	h.t.Helper()
	must(h.t, h.ChoosePlan(context.Background(), h.by, h.again(e), "Alternativ", c, nil, h.tax(e).Chosen.Version))
}

// system are the debit sums of the system entries that stand.
func (h *house) system(e engagement.Engagement) map[string]money.Amount {
	h.t.Helper()
	all := map[string]money.Amount{}
	for _, entry := range h.tax(e).Entries {
		all[entry.No+" "+entry.System] = entry.Debit()
	}
	return all
}

func wantSystem(t *testing.T, h *house, e engagement.Engagement, want map[string]money.Amount) {
	t.Helper()
	if diff := cmp.Diff(want, h.system(e)); diff != "" {
		t.Errorf("system entries (-want +got):\n%s", diff)
	}
}

// A profit of 100 000: fund 25 000, tax on 75 000 at 20,6 % is 15 450.
func TestChosenPlanBecomesEntries(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		e := h.taxed(100_000)
		wantSystem(t, h, e, map[string]money.Amount{})
		h.choose(e, tax.Choice{Kind: tax.KindMax})
		wantSystem(t, h, e, map[string]money.Amount{"S1 avsattning": 25_000 * kr, "S2 skatt": 15_450 * kr, "S3 resultat": 59_550 * kr})
		if r := h.tax(e).Chosen.Remade; r != nil {
			t.Errorf("what the person asked for is told as remade: %+v", r)
		}
		h.choose(e, tax.Choice{Kind: tax.KindNone})
		wantSystem(t, h, e, map[string]money.Amount{"S2 skatt": 20_600 * kr, "S3 resultat": 79_400 * kr})
		h.choose(e, tax.Choice{Kind: tax.KindMax})
		wantSystem(t, h, e, map[string]money.Amount{"S1 avsattning": 25_000 * kr, "S2 skatt": 15_450 * kr, "S3 resultat": 59_550 * kr})
		must(t, h.DropPlan(t.Context(), h.by, e.ID, h.tax(e).Chosen.Version))
		wantSystem(t, h, e, map[string]money.Amount{})
	})
}

// Whatever changes under the plan makes the entries anew in the same change.
func TestEntriesFollow(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.taxed(100_000)
		h.choose(e, tax.Choice{Kind: tax.KindNone})
		no, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 20_000*kr))
		must(t, err)
		wantSystem(t, h, e, map[string]money.Amount{"S1 skatt": 16_480 * kr, "S2 resultat": 63_520 * kr})
		sheet := h.tax(e)
		if sheet.Imported != 100_000*kr || sheet.Adjusted != -20_000*kr {
			t.Errorf("imported %v, adjusted %v", sheet.Imported, sheet.Adjusted)
		}
		want := []engagement.RemadeEntry{
			{No: "S1", Text: "Skatt på årets resultat 2025", Was: 20_600 * kr, Is: 16_480 * kr},
			{No: "S2", Text: "Årets resultat 2025", Was: 79_400 * kr, Is: 63_520 * kr},
		}
		if diff := cmp.Diff(want, sheet.Chosen.Remade.Entries); diff != "" {
			t.Errorf("remade (-want +got):\n%s", diff)
		}
		must(t, h.DeleteEntry(ctx, h.by, e.ID, no, 1))
		if r := h.tax(e).Chosen.Remade; r != nil {
			t.Errorf("entries that are what they were are told as remade: %+v", r)
		}
		must(t, h.SaveTaxFacts(ctx, h.by, e.ID, 0, func(f *engagement.TaxFacts) {
			f.Additions = []tax.Addition{{ID: "a", Row: "4.3c", Amount: 1_000 * kr, Note: "Böter"}}
		}))
		wantSystem(t, h, e, map[string]money.Amount{"S1 skatt": 20_806 * kr, "S2 resultat": 79_194 * kr})
		must(t, h.SeePlan(ctx, h.by, e.ID, h.tax(e).Chosen.Version))
		h.adopt(e, taxBook(50_000))
		wantSystem(t, h, e, map[string]money.Amount{"S1 skatt": 10_506 * kr, "S2 resultat": 39_494 * kr})
		if h.tax(e).Chosen.Remade == nil {
			t.Error("an import that changes the tax tells nothing")
		}
	})
}

func TestSystemEntriesAreChangedWhereTheyAreMade(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	e := h.taxed(100_000)
	h.choose(e, tax.Choice{Kind: tax.KindNone})
	entry := entryOf("6530", "2990", kr)
	entry.No = "S1"
	for what, err := range map[string]error{
		"update":  h.UpdateEntry(t.Context(), h.by, e.ID, entry, 1),
		"delete":  h.DeleteEntry(t.Context(), h.by, e.ID, "S1", 1),
		"exclude": h.ExcludeEntry(t.Context(), h.by, e.ID, "S1", 1, true),
	} {
		wantErr(t, what, err, engagement.ErrSystem)
	}
}

// What is exported is corrected by the difference, whether the import holds it
// yet or not.
func TestExportedEntriesAreCorrectedByTheDifference(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.taxed(100_000)
		h.choose(e, tax.Choice{Kind: tax.KindNone})
		items, err := h.queue(e, "S1", "S2")
		must(t, err)
		for _, it := range items {
			h.moveOn(e, it.ID, func(it *export.Item) { it.State = export.Sent })
		}
		_, err = h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 20_000*kr))
		must(t, err)
		want := map[string]money.Amount{
			"S1 skatt": 20_600 * kr, "S2 resultat": 79_400 * kr, "S3 skatt": 4_120 * kr, "S4 resultat": 15_880 * kr,
		}
		wantSystem(t, h, e, want)
		finals := h.finals(e)
		if finals["2512"] != -16_480*kr || finals["2099"] != -63_520*kr || finals["8910"] != 16_480*kr {
			t.Errorf("2512 %v, 2099 %v, 8910 %v", finals["2512"], finals["2099"], finals["8910"])
		}
	})
}

// System entries go with all the others or not at all.
func TestExportedTogetherOrNotAtAll(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := t.Context()
	e := h.taxed(100_000)
	_, err := h.CreateEntry(ctx, h.by, e.ID, entryOf("6530", "2990", 20_000*kr))
	must(t, err)
	h.choose(e, tax.Choice{Kind: tax.KindNone})
	for _, numbers := range [][]string{{"S1"}, {"S1", "S2"}, {"B1", "S2"}} {
		_, err := h.queue(e, numbers...)
		var together *engagement.TogetherError
		if !errors.As(err, &together) {
			t.Errorf("exporting %v = %v, want a TogetherError", numbers, err)
		}
	}
	must(t, h.ExcludeEntry(ctx, h.by, e.ID, "B1", 1, true))
	_, err = h.queue(e, "S1", "S2")
	var apart *engagement.ApartError
	if !errors.As(err, &apart) || apart.Amount != -20_000*kr {
		t.Fatalf("exporting beside an entry that is not transferred = %v, want an ApartError of −20 000", err)
	}
	must(t, h.ConfirmApart(ctx, h.by, e.ID, -10_000*kr, h.tax(e).Chosen.Version))
	if _, err = h.queue(e, "S1", "S2"); !errors.As(err, &apart) {
		t.Errorf("another amount is confirmed and the export goes on: %v", err)
	}
	must(t, h.ConfirmApart(ctx, h.by, e.ID, -20_000*kr, h.tax(e).Chosen.Version))
	if _, err = h.queue(e, "S1", "S2"); err != nil {
		t.Errorf("the amount is confirmed: %v", err)
	}
}

// Earlier bookings are built upon, or taken back in an entry of their own.
func TestEarlierBookings(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	booked := ledger.Voucher{
		Series: "A", Number: "9", Date: year.To, Text: "Skatt",
		Rows: []ledger.Row{{Account: "8910", Amount: 5_000 * kr}, {Account: "2512", Amount: -5_000 * kr}},
	}
	e := h.taxed(100_000, booked)
	found, err := h.EarlierBookings(t.Context(), h.by, e)
	if err != nil || len(found) != 1 || found[0].Voucher != "A 9" {
		t.Fatalf("earlier bookings %+v, %v, want A 9", found, err)
	}
	h.choose(e, tax.Choice{Kind: tax.KindNone})
	wantSystem(t, h, e, map[string]money.Amount{"S1 skatt": 15_600 * kr, "S2 resultat": 79_400 * kr})
	how := map[tax.EntryKind]tax.How{tax.EntryTax: tax.Reverse}
	must(t, h.ChoosePlan(t.Context(), h.by, e, "", tax.Choice{Kind: tax.KindNone}, how, h.tax(e).Chosen.Version))
	wantSystem(t, h, e, map[string]money.Amount{"S1 skatt": 20_600 * kr, "S3 undo:skatt": 5_000 * kr, "S2 resultat": 79_400 * kr})
}

// Nothing wrong is left standing when the entries cannot be made.
func TestEntriesThatCannotBeMade(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	e := h.taxed(100_000)
	h.choose(e, tax.Choice{Kind: tax.KindMax})
	bare := taxBook(100_000)
	var chart []ledger.Account
	for _, a := range bare.Years[0].Accounts {
		if a.Number != "8811" {
			chart = append(chart, a)
		}
	}
	bare.Years[0].Accounts = chart
	h.adopt(e, bare)
	wantSystem(t, h, e, map[string]money.Amount{})
	if sheet := h.tax(e); !sheet.Chosen.Stopped || sheet.Stop == nil || sheet.Stop.Code != tax.FoundAccountMissing {
		t.Errorf("stopped %v, stop %+v, want account_missing", sheet.Chosen.Stopped, sheet.Stop)
	}
	h.adopt(e, taxBook(100_000))
	wantSystem(t, h, e, map[string]money.Amount{"S1 avsattning": 25_000 * kr, "S2 skatt": 15_450 * kr, "S3 resultat": 59_550 * kr})
}

// Särskild löneskatt depends on no other entry and has a number of its own.
func TestPensionTaxHasItsOwnNumber(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	pension := ledger.Voucher{
		Series: "A", Number: "2", Date: year.To, Text: "Pension",
		Rows: []ledger.Row{{Account: "7410", Amount: 10_000 * kr}, {Account: "1930", Amount: -10_000 * kr}},
	}
	e := h.taxed(100_000, pension)
	must(t, h.SaveTaxFacts(t.Context(), h.by, e.ID, 0, func(f *engagement.TaxFacts) { f.Pension = &tax.Pension{} }))
	h.choose(e, tax.Choice{Kind: tax.KindNone})
	system := h.system(e)
	if system["B1 sarskild_loneskatt"] != 2_426*kr {
		t.Errorf("system entries %v, want B1 with 2 426", system)
	}
	if _, err := h.queue(e, "B1"); err != nil {
		t.Errorf("särskild löneskatt alone: %v", err)
	}
}

func TestTaxFactsConflictAndSignature(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.taxed(100_000)
		set := func(version int64, amount money.Amount) error {
			return h.SaveTaxFacts(ctx, h.by, e.ID, version, func(f *engagement.TaxFacts) { f.Opening.Underskott.Belopp = amount })
		}
		must(t, set(0, 1_000*kr))
		wantErr(t, "a stale version", set(0, 2_000*kr), engagement.ErrConflict)
		must(t, h.SignTaxFacts(ctx, h.by, e.ID, 1))
		if s := h.tax(e).Typed.Signed; s == nil || s.Name != h.by.Name {
			t.Errorf("signed %+v", s)
		}
		must(t, set(2, 3_000*kr))
		if s := h.tax(e).Typed.Signed; s != nil {
			t.Errorf("the signature stays on other facts: %+v", s)
		}
		var wrong *tax.FieldError
		if err := set(3, -1); !errors.As(err, &wrong) {
			t.Errorf("a negative deficit = %v, want a FieldError", err)
		}
		reader := h.by
		reader.Role = "reader"
		wantErr(t, "a reader", h.SignTaxFacts(ctx, reader, e.ID, 3), engagement.ErrForbidden)
	})
}

func TestSavedPlans(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		e := h.taxed(100_000)
		id, err := h.SavePlan(ctx, h.by, e.ID, engagement.Plan{Name: " Halva ", Choice: tax.Choice{Kind: tax.KindOwn, Avsattning: 12_000 * kr}})
		must(t, err)
		_, err = h.SavePlan(ctx, h.by, e.ID, engagement.Plan{ID: id, Version: 9, Name: "Halva", Choice: tax.Choice{Kind: tax.KindMax}})
		wantErr(t, "a stale version", err, engagement.ErrConflict)
		_, err = h.SavePlan(ctx, h.by, e.ID, engagement.Plan{Name: "För mycket", Choice: tax.Choice{Kind: tax.KindOwn, Avsattning: 25_001 * kr}})
		var over *tax.AllocationError
		if !errors.As(err, &over) {
			t.Errorf("more than 25 %% = %v, want an AllocationError", err)
		}
		if _, err = h.SavePlan(ctx, h.by, e.ID, engagement.Plan{Choice: tax.Choice{Kind: tax.KindMax}}); err == nil {
			t.Error("an alternative without name is saved")
		}
		plans := h.tax(e).Plans
		if len(plans) != 1 || plans[0].Name != "Halva" || plans[0].Version != 1 {
			t.Fatalf("plans %+v, want Halva", plans)
		}
		must(t, h.DeletePlan(ctx, h.by, e.ID, id, 1))
		if plans := h.tax(e).Plans; len(plans) != 0 {
			t.Errorf("plans %+v after deletion", plans)
		}
		wantErr(t, "deleting the choice", h.DeletePlan(ctx, h.by, e.ID, "chosen", 0), engagement.ErrNotFound)
	})
}
