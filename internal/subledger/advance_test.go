package subledger

import (
	"testing"

	"bokslut/internal/ledger"

	"github.com/google/go-cmp/cmp"
)

// An invoice dated after the closing date that was paid before it: the account
// has the payment, and no item can.
func TestPaidBeforeTheInvoice(t *testing.T) {
	early := booked(doc("2", "2026-01-05", 100, 0, "2026-01-05"), year2026, "B", "1")
	paying := entryOf("C", "1", "2025-12-20", "Inbetalning (2)", -100)
	unnamed := entryOf("C", "1", "2025-12-20", "Inbetalning", -100)
	named := paid("2", "2025-12-20", 100)
	named.Voucher = Voucher{Year: year2025, Series: "C", Number: "1"}
	foreign := paid("2", "2025-12-20", 9)
	foreign.Currency, foreign.SEK = "EUR", -99
	draft := paid("2", "2025-12-20", 100)
	draft.Booked = false
	later := paid("2", "2026-01-02", 100)
	want := []string{"1510: -100 - 0", "dated_later -100 C1 2"}
	for _, tt := range []struct {
		name      string
		documents []Document
		payment   Payment
		voucher   ledger.Voucher
		want      []string
	}{
		{"invoice_was_read", []Document{early}, paid("2", "2025-12-20", 100), paying, want},
		{"invoice_was_not_read", nil, paid("2", "2025-12-20", 100), paying, want},
		{"text_names_nothing", nil, paid("2", "2025-12-20", 100), unnamed, want},
		{"payment_names_its_voucher", nil, named, unnamed, want},
		{"other_amount_for_a_currency", nil, foreign, paying, want},
		{"other_amount_in_sek", nil, paid("2", "2025-12-20", 70), paying, []string{"1510: -100 - 0", "manual_voucher -100 C1 "}},
		{"payment_not_booked", nil, draft, paying, []string{"1510: -100 - 0", "manual_voucher -100 C1 "}},
		{"paid_after_the_date", nil, later, paying, []string{"1510: -100 - 0", "manual_voucher -100 C1 "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := Register{Side: Receivable, Read: on("2026-03-01"), Through: yearEnd, Documents: tt.documents, Payments: []Payment{tt.payment}}
			got := r.AsOf(yearEnd).Reconcile(bookOf(yearOf(year2025, 0, tt.voucher)))
			if diff := cmp.Diff(tt.want, causes(got[0])); diff != "" {
				t.Errorf("proof (-want +got):\n%s", diff)
			}
		})
	}
}

// A payment's voucher shows which account its document stands on when the
// document's own lies in a year that was not read.
func TestAccountFromThePayment(t *testing.T) {
	d := booked(doc("1", "2025-12-30", 100, 40, ""), year2026, "B", "1")
	other := booked(doc("2", "2025-12-01", 50, 50, ""), year2025, "B", "2")
	other.Party = "8"
	book := bookOf(ledger.Year{Period: year2025, Vouchers: []ledger.Voucher{
		{Series: "B", Number: "2", Date: on("2025-12-01"), Rows: []ledger.Row{{Account: "1510", Amount: 50}}},
		{Series: "C", Number: "1", Date: on("2025-12-31"), Text: "Inbetalning (1)", Rows: []ledger.Row{{Account: "1511", Amount: -60}}},
	}})
	r := Register{Side: Receivable, Documents: []Document{d, other}, Payments: []Payment{paid("1", "2025-12-31", 60)}}.WithBook(book)
	if got := r.Documents[0]; got.Account != "1511" || got.Assumed {
		t.Errorf("account = %s, assumed %v, want 1511 and not", got.Account, got.Assumed)
	}
}

func TestAnotherRateIsNoAlteredVoucher(t *testing.T) {
	d := booked(doc("1", "2025-12-01", 100, 100, ""), year2025, "B", "1")
	d.Currency = "EUR"
	altered := entryOf("B", "1", "2025-12-01", "", 103)
	altered.Rows[0].Added = true
	for _, tt := range []struct {
		name    string
		voucher ledger.Voucher
		want    string
	}{
		{"as_it_was_booked", entryOf("B", "1", "2025-12-01", "", 103), "exchange_rate 3 B1 1"},
		{"with_a_row_added", altered, "altered_voucher 3 B1 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Register{Side: Receivable, Documents: []Document{d}}.AsOf(yearEnd).Reconcile(bookOf(yearOf(year2025, 0, tt.voucher)))
			if diff := cmp.Diff([]string{"1510: 103 - 100", tt.want}, causes(got[0])); diff != "" {
				t.Errorf("proof (-want +got):\n%s", diff)
			}
		})
	}
}

func TestManualVoucherTellsWhatStandsAgainst(t *testing.T) {
	v := ledger.Voucher{Series: "A", Number: "1", Date: on("2025-12-30"), Rows: []ledger.Row{
		{Account: "1510", Amount: -40}, {Account: "6352", Amount: 30}, {Account: "2611", Amount: 10}, {Account: "9999", Amount: 5, Struck: true},
	}}
	got := Register{Side: Receivable}.AsOf(yearEnd).Reconcile(bookOf(yearOf(year2025, 0, v)))[0].Explanations
	if len(got) != 1 {
		t.Fatalf("causes = %v, want one", got)
	}
	if diff := cmp.Diff([]string{"2611", "6352"}, got[0].Against); diff != "" {
		t.Errorf("accounts against (-want +got):\n%s", diff)
	}
}
