package web

import (
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/subledger"
	"bokslut/internal/workpaper"
)

func on(s string) civil.Date { return civil.MustParse(s) }

// TestVouchersOfCauses leads to vouchers of every imported year, and to none
// of the others.
func TestVouchersOfCauses(t *testing.T) {
	v := paperView{
		Page: Page{Engagement: &engagement.Engagement{ID: "u1"}},
		years: []civil.Period{
			{From: on("2025-01-01"), To: on("2025-12-31")}, {From: on("2024-01-01"), To: on("2024-12-31")},
		},
	}
	for _, tt := range []struct {
		voucher string
		day     civil.Date
		want    string
	}{
		{"A 412", on("2025-12-29"), "/u/u1/ver/0/A/412"},
		{"I 2", on("2024-12-31"), "/u/u1/ver/1/I/2"},
		{"B 8", on("2026-01-05"), ""},
		{"B 8", civil.Date{}, ""},
		{"", on("2025-12-29"), ""},
	} {
		if got := v.voucherURL(tt.voucher, tt.day); got != tt.want {
			t.Errorf("%q of %s leads to %q, want %q", tt.voucher, tt.day, got, tt.want)
		}
	}
}

func TestHintsOfManualVouchers(t *testing.T) {
	for _, tt := range []struct {
		against []string
		want    string
	}{
		{nil, ""},
		{[]string{"7960"}, "Motkonto 7960. Ser ut som en omräkning av valuta."},
		{[]string{"2611", "6352"}, "Motkonto 2611, 6352. Ser ut som en osäker eller konstaterad kundförlust."},
		{[]string{"1930", "2420"}, "Motkonto 1930, 2420. Ser ut som ett förskott."},
		{[]string{"1930"}, "Motkonto 1930. Kan vara en betalning som inte är registrerad på en faktura."},
		{[]string{"1", "2", "3", "4", "5"}, "Motkonto 1, 2, 3, 4."},
	} {
		x := workpaper.Explanation{Kind: string(subledger.ManualVoucher), Against: tt.against}
		if got := hintText(t.Context(), x); got != tt.want {
			t.Errorf("against %v: %q, want %q", tt.against, got, tt.want)
		}
	}
}

// TestEveryCauseHasASentence, and one of many stands in the sum.
func TestEveryCauseHasASentence(t *testing.T) {
	var all []workpaper.Explanation
	for _, c := range []subledger.Cause{
		subledger.ManualVoucher, subledger.AlteredVoucher, subledger.ExchangeRate, subledger.InvoiceBookedLater, subledger.PaymentBookedLater,
		subledger.DatedLater, subledger.OpeningNotInRegister, subledger.EarlierYears, subledger.OpeningNotCarried, subledger.CashMethodNotBooked,
		subledger.SetOffDifference, subledger.UnknownSettlement,
	} {
		x := workpaper.Explanation{Kind: string(c), Account: "1510", Amount: 1}
		if text := causeText(t.Context(), x); strings.Contains(text, "orsaken är inte känd") {
			t.Errorf("%s has no sentence", c)
		}
		all = append(all, x, x)
	}
	sums := causeSums(all)
	if len(sums) != len(all)/2 || sums[0].Count != 2 || sums[0].Amount != money.Amount(2) {
		t.Errorf("sums = %+v, want each cause once with two", sums)
	}
	early := workpaper.Explanation{Kind: string(subledger.DatedLater), Document: "7", Payment: "3"}
	if got, want := causeText(t.Context(), early), "Faktura 7: betalningen är bokförd i året men fakturan är daterad efter bokslutsdagen."; got != want {
		t.Errorf("a payment before its invoice: %q, want %q", got, want)
	}
}
