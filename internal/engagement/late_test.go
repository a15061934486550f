package engagement_test

import (
	"errors"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/schedule"
	"bokslut/internal/store/storetest"
	"bokslut/internal/workpaper"
)

func TestTakeCost(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := t.Context()
	e, err := h.Create(ctx, h.by, h.guide())
	must(t, err)
	imp := importOf(bookOf(year))
	imp.Late = []schedule.Invoice{
		{Number: "12", Supplier: "Nordans El", Date: civil.MustParse("2026-01-14"), Total: 1250_00, VAT: 250_00, Account: "6530"},
		{Number: "13", Supplier: "Sydans El", Date: civil.MustParse("2025-12-28"), Registered: civil.MustParse("2026-01-01"), Total: -100_00},
		{Number: "99", Supplier: "Sent", Date: civil.MustParse("2026-09-01"), Total: 1_00},
	}
	h.take(e, imp)
	e = h.again(e)
	no, err := h.CreateSchedule(ctx, h.by, e.ID, workpaper.Accrued, "", []string{"2990"})
	must(t, err)
	own := h.bilaga(e)

	for _, tt := range []struct {
		name, no, number, account string
		vat                       money.Amount
		field                     string // empty: not found
	}{
		{"not_listed", no, "99", "2990", 0, ""},
		{"another_kind", own, "12", "1930", 0, ""},
		{"another_account", no, "12", "1930", 0, "account"},
		{"more_vat_than_invoice", no, "12", "2990", 1250_01, "vat"},
		{"another_sign", no, "13", "2990", 20_00, "vat"},
	} {
		err := h.TakeCost(ctx, h.by, e.ID, tt.no, tt.number, tt.account, tt.vat)
		if f := new(office.FieldError); tt.field == "" {
			wantErr(t, tt.name, err, engagement.ErrNotFound)
		} else if !errors.As(err, &f) || f.Field != tt.field {
			t.Errorf("%s: %v, want %s blamed", tt.name, err, tt.field)
		}
	}

	must(t, h.TakeCost(ctx, h.by, e.ID, no, "12", "2990", 250_00))
	must(t, h.TakeCost(ctx, h.by, e.ID, no, "13", "2990", -20_00))
	w := h.paper(e, no)
	if got := w.Reconciled()["2990"]; got != -920_00 {
		t.Errorf("the bilaga explains %v of 2990, want −920,00: 1 000,00 less a credit of 80,00", got)
	}
	late, err := h.LateInvoices(ctx, h.by, e, w.Workpaper)
	must(t, err)
	if len(late) != 2 || !late[0].Taken || !late[1].Taken || !late[0].Within || late[1].Within {
		t.Errorf("listed are %+v, want 13 from within the year and 12, both taken", late)
	}
	err = h.TakeCost(ctx, h.by, e.ID, no, "12", "2990", 0)
	wantErr(t, "taken twice", err, engagement.ErrInvoiceTaken)
}

// TestMovementsOfVAT: what a moms bilaga says of late postings is the same in the
// change that saves it, on its page, and after a new import.
func TestMovementsOfVAT(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	ctx := t.Context()
	chart = append(chart, "2611", "2650")
	t.Cleanup(func() { chart = chart[:len(chart)-2] })
	vat := func(number, day, registered string, amount money.Amount) ledger.Voucher {
		return ledger.Voucher{Series: "A", Number: number, Date: civil.MustParse(day), Registered: civil.MustParse(registered),
			Rows: []ledger.Row{{Account: "2611", Amount: amount}, {Account: "2611", Amount: -amount, Struck: true}, {Account: "1930", Amount: -amount}}}
	}
	e, err := h.Create(ctx, h.by, h.guide())
	must(t, err)
	h.adopt(e, bookOf(year, vat("1", "2025-05-01", "2025-05-02", -100_00)))
	row := workpaper.Row{Cells: map[string]string{"from": "2025-01-01", "to": "2025-12-31", "filed": "2026-02-12", "output": "10000", "input": "0"}}
	no := h.filled(h.again(e), workpaper.VAT, []string{"2611", "2650"}, row)
	says := func(when string, late money.Amount) {
		t.Helper()
		w := h.paper(e, no)
		if w.Computed["2611"] != late || w.Says.Amounts["2611"] != late {
			t.Errorf("%s 2611 is explained by %v saved and %v shown, want %v", when, w.Computed["2611"], w.Says.Amounts["2611"], late)
		}
	}
	says("at first", 0)
	h.adopt(e, bookOf(year, vat("1", "2025-05-01", "2025-05-02", -100_00), vat("2", "2025-12-20", "2026-02-20", -25_00)))
	says("after a late posting", -25_00)
}
