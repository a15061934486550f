package subledger

import (
	"fmt"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	year2024 = civil.Period{From: on("2024-01-01"), To: on("2024-12-31")}
	year2025 = civil.Period{From: on("2025-01-01"), To: on("2025-12-31")}
	year2026 = civil.Period{From: on("2026-01-01"), To: on("2026-12-31")}
)

// entryOf is a voucher in one row on 1510; what stands against it is left out.
func entryOf(series, number, date, text string, amount money.Amount) ledger.Voucher {
	return ledger.Voucher{Series: series, Number: number, Date: on(date), Text: text, Rows: []ledger.Row{
		{Account: "1510", Amount: amount}, {Account: "3001", Amount: -amount},
	}}
}

func yearOf(p civil.Period, opening money.Amount, vouchers ...ledger.Voucher) ledger.Year {
	moved := money.Amount(0)
	for _, v := range vouchers {
		for _, r := range v.Rows {
			if r.Account == "1510" && !r.Struck {
				moved += r.Amount
			}
		}
	}
	return ledger.Year{Period: p, Vouchers: vouchers, Balances: []ledger.Balance{{Account: "1510", Opening: opening, Moved: moved}}}
}

func bookOf(years ...ledger.Year) *ledger.Book { return &ledger.Book{Years: years} }

func booked(d Document, year civil.Period, series, number string) Document {
	d.Vouchers = []Voucher{{Year: year, Series: series, Number: number}}
	return d
}

func onAccount(d Document, account string) Document {
	d.Account = account
	return d
}

// causes is an account's proof as text.
func causes(r Reconciliation) []string {
	lines := []string{fmt.Sprintf("%s: %d - %d", r.Account, r.Ledger, r.SubLedger)}
	for _, e := range r.Explanations {
		lines = append(lines, fmt.Sprintf("%s %d %s%s %s", e.Cause, e.Amount, e.Voucher.Series, e.Voucher.Number, e.Document))
	}
	if r.Unexplained != 0 {
		lines = append(lines, fmt.Sprintf("unexplained %d", r.Unexplained))
	}
	return lines
}

func TestCausesOfADifference(t *testing.T) {
	open := booked(doc("1", "2025-12-01", 100, 100, ""), year2025, "B", "1")
	invoice := entryOf("B", "1", "2025-12-01", "Faktura 1", 100)
	for _, tt := range []struct {
		name      string
		documents []Document
		payments  []Payment
		book      *ledger.Book
		want      []string
	}{
		{"agrees", []Document{open}, nil, bookOf(yearOf(year2025, 0, invoice)), []string{"1510: 100 - 100"}},
		{"manual_voucher", []Document{open}, nil, bookOf(yearOf(year2025, 0, invoice, entryOf("A", "1", "2025-12-30", "", -40))),
			[]string{"1510: 60 - 100", "manual_voucher -40 A1 "}},
		{"manual_voucher_the_day_after", []Document{open}, nil,
			bookOf(yearOf(year2025, 0, invoice), yearOf(year2024, 0)), []string{"1510: 100 - 100"}},
		{"invoice_booked_in_the_next_year", []Document{booked(doc("1", "2025-12-01", 100, 100, ""), year2026, "B", "1")}, nil,
			bookOf(yearOf(year2025, 0)), []string{"1510: 0 - 100", "invoice_booked_later -100 B1 1"}},
		{"altered_voucher", []Document{open}, nil, bookOf(yearOf(year2025, 0, entryOf("B", "1", "2025-12-01", "", 130))),
			[]string{"1510: 130 - 100", "altered_voucher 30 B1 1"}},
		{"voucher_moved_to_another_account", []Document{open}, nil, bookOf(yearOf(year2025, 0, ledger.Voucher{
			Series: "B", Number: "1", Date: on("2025-12-01"),
			Rows: []ledger.Row{{Account: "1510", Amount: 100, Struck: true}, {Account: "2990", Amount: 100}},
		})), []string{"1510: 0 - 100", "altered_voucher -100 B1 1"}},
		{"voucher_without_the_account", []Document{onAccount(open, "1510")}, nil, bookOf(yearOf(year2025, 0, ledger.Voucher{
			Series: "B", Number: "1", Date: on("2025-12-01"), Rows: []ledger.Row{{Account: "1580", Amount: 100}},
		})), []string{"1510: 0 - 100", "altered_voucher -100 B1 1"}},
		{"invoice_dated_after_its_voucher", []Document{booked(doc("1", "2026-01-01", 100, 100, ""), year2025, "B", "1")}, nil,
			bookOf(yearOf(year2025, 0, invoice)), []string{"1510: 100 - 0", "dated_later 100 B1 1"}},
		{"balance_from_before_the_register", []Document{open}, nil, bookOf(yearOf(year2025, 70, invoice)),
			[]string{"1510: 170 - 100", "opening_not_in_register 70  "}},
		{"differed_already_before_the_books", []Document{booked(doc("1", "2024-12-01", 100, 100, ""), year2024, "B", "1")}, nil,
			bookOf(yearOf(year2025, 90)), []string{"1510: 90 - 100", "earlier_years -10  "}},
		{"opening_not_carried", []Document{booked(doc("1", "2024-12-01", 100, 100, ""), year2024, "B", "1")}, nil,
			bookOf(yearOf(year2025, 0), yearOf(year2024, 0, entryOf("B", "1", "2024-12-01", "", 100))),
			[]string{"1510: 0 - 100", "opening_balance_not_carried -100  "}},
		{"payment_not_in_the_books", []Document{booked(doc("1", "2025-12-01", 100, 0, "2025-12-30"), year2025, "B", "1")},
			[]Payment{paid("1", "2025-12-30", 100)}, bookOf(yearOf(year2025, 0, invoice)),
			[]string{"1510: 100 - 0", "payment_booked_later 100  1"}},
		{"payment_found_by_day_and_amount", []Document{booked(doc("1", "2025-12-01", 100, 0, "2025-12-30"), year2025, "B", "1")},
			[]Payment{paid("1", "2025-12-30", 100)}, bookOf(yearOf(year2025, 0, invoice, entryOf("C", "9", "2025-12-30", "Inbetalning (1)", -100))),
			[]string{"1510: 0 - 0"}},
		{"cash_method", []Document{doc("1", "2025-12-01", 100, 100, "")}, nil, bookOf(yearOf(year2025, 0)),
			[]string{"1510: 0 - 100", "cash_method_not_booked -100  "}},
		{"cash_method_carried", []Document{doc("1", "2024-12-01", 100, 100, "")}, nil,
			bookOf(yearOf(year2025, 100), yearOf(year2024, 0, entryOf("B", "1", "2024-12-31", "Årsomföring (1)", 100))),
			[]string{"1510: 100 - 100"}},
		{"cash_method_carried_and_paid", []Document{doc("1", "2024-12-01", 100, 30, "")},
			[]Payment{paid("1", "2025-02-01", 70)},
			bookOf(yearOf(year2025, 100, entryOf("C", "1", "2025-02-01", "Inbetalning (1)", -70)),
				yearOf(year2024, 0, entryOf("B", "1", "2024-12-31", "Årsomföring (1)", 100))),
			[]string{"1510: 30 - 30"}},
		{"fall_of_a_balance_without_a_reason", []Document{booked(doc("1", "2025-12-01", 100, 0, "2025-12-20"), year2025, "B", "1")}, nil,
			bookOf(yearOf(year2025, 0, invoice)), []string{"1510: 100 - 0", "unknown_settlement 100  1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := Register{Side: Receivable, Read: on("2026-03-01"), Documents: tt.documents, Payments: tt.payments}
			got := r.AsOf(yearEnd).Reconcile(tt.book)
			if len(got) != 1 {
				t.Fatalf("%d accounts, want 1510 alone", len(got))
			}
			if diff := cmp.Diff(tt.want, causes(got[0])); diff != "" {
				t.Errorf("proof (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReconcileNeedsTheYear(t *testing.T) {
	r := Register{Side: Receivable, Documents: []Document{doc("1", "2025-12-01", 100, 100, "")}}
	if got := r.AsOf(yearEnd).Reconcile(bookOf(yearOf(year2024, 0))); got != nil {
		t.Errorf("proof = %v, want none: the books do not hold the date", got)
	}
}

func TestClaimsOnTheTaxAgency(t *testing.T) {
	d := booked(doc("1", "2025-12-01", 70, 70, ""), year2025, "B", "1")
	invoice := ledger.Voucher{Series: "B", Number: "1", Date: on("2025-12-01"), Rows: []ledger.Row{
		{Account: "1510", Amount: 70}, {Account: "1513", Amount: 30}, {Account: "3001", Amount: -100},
	}}
	payout := ledger.Voucher{Series: "A", Number: "1", Date: on("2025-12-20"), Rows: []ledger.Row{
		{Account: "1930", Amount: 25}, {Account: "1513", Amount: -25},
	}}
	r := Register{Side: Receivable, Documents: []Document{d}, Claims: []Claim{{
		Document: "1", Amount: 30, Approved: 25, Paid: Voucher{Year: year2025, Series: "A", Number: "1"},
	}}}
	book := bookOf(ledger.Year{Period: year2025, Vouchers: []ledger.Voucher{invoice, payout}})
	l := r.WithBook(book).AsOf(yearEnd)
	if len(l.Claims) != 1 || l.Claims[0].Amount != 5 {
		t.Errorf("claims = %v, want 5 that was refused", l.Claims)
	}
	for i, want := range [][]string{{"1510: 70 - 70"}, {"1513: 5 - 5"}} {
		if diff := cmp.Diff(want, causes(l.Reconcile(book)[i])); diff != "" {
			t.Errorf("proof (-want +got):\n%s", diff)
		}
	}
	if got := r.WithBook(book).AsOf(on("2025-12-10")).Claims; len(got) != 1 || got[0].Amount != 30 {
		t.Errorf("claims before the payment = %v, want 30", got)
	}
}

func TestAccountsAreReadFromVouchers(t *testing.T) {
	foreign := booked(doc("1", "2025-12-01", 100, 100, ""), year2025, "B", "1")
	later := booked(doc("2", "2025-12-02", 50, 50, ""), year2026, "B", "1")
	other := booked(doc("3", "2025-12-03", 60, 60, ""), year2025, "B", "3")
	other.Party = "8"
	unknown := booked(doc("4", "2025-12-04", 70, 70, ""), year2026, "B", "2")
	unknown.Party = "9"
	book := bookOf(ledger.Year{Period: year2025, Vouchers: []ledger.Voucher{
		{Series: "B", Number: "1", Date: on("2025-12-01"), Rows: []ledger.Row{{Account: "1511", Amount: 100}}},
		{Series: "B", Number: "3", Date: on("2025-12-03"), Rows: []ledger.Row{{Account: "1510", Amount: 60}}},
	}})
	r := Register{Side: Receivable, Documents: []Document{foreign, later, other, unknown}}
	var got []string
	for _, d := range r.WithBook(book).Documents {
		got = append(got, fmt.Sprint(d.Account, " ", d.Assumed))
	}
	want := []string{"1511 false", "1511 false", "1510 false", "1510 true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
	if r.Documents[0].Account != "" {
		t.Error("WithBook changed the register it was called on")
	}
}

// Whatever comes, the causes and the rest add up to the difference, and the sum
// at reading does not depend on how set-offs were dated.
func TestProofsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Register{Side: Receivable, Read: on("2026-12-31")}
		var vouchers []ledger.Voucher
		day := rapid.IntRange(0, 700)
		ore := rapid.Int64Range(-300, 300)
		for i := range rapid.IntRange(1, 8).Draw(t, "documents") {
			number := fmt.Sprint(i)
			date := year2025.From.AddDays(day.Draw(t, "date"))
			d := doc(number, date.String(), money.Amount(ore.Draw(t, "total")), money.Amount(ore.Draw(t, "balance")), "")
			if d.Balance.Amount == 0 {
				d.FinalPaid = date.AddDays(day.Draw(t, "paid"))
			}
			d.Credits = fmt.Sprint(rapid.IntRange(0, 8).Draw(t, "credits"))
			d.Hidden = Hidden(rapid.IntRange(0, 7).Draw(t, "hidden"))
			if rapid.Bool().Draw(t, "booked") {
				d = booked(d, year2025, "B", number)
			}
			r.Documents = append(r.Documents, d)
			if rapid.Bool().Draw(t, "pays") {
				p := paid(number, date.AddDays(day.Draw(t, "after")).String(), money.Amount(ore.Draw(t, "amount")))
				p.Unknown = rapid.Bool().Draw(t, "unknown")
				r.Payments = append(r.Payments, p)
			}
			vouchers = append(vouchers, entryOf("B", number, year2025.From.AddDays(i).String(), "("+number+")", money.Amount(ore.Draw(t, "row"))))
		}
		book := bookOf(yearOf(year2025, money.Amount(ore.Draw(t, "opening")), vouchers...))
		l := r.WithBook(book).AsOf(yearEnd)
		for _, p := range l.Reconcile(book) {
			sum := p.Unexplained
			for _, e := range p.Explanations {
				sum += e.Amount
			}
			if sum != p.Difference || p.Difference != p.Ledger-p.SubLedger {
				t.Fatalf("%v: causes add up to %d, difference is %d", causes(p), sum, p.Difference)
			}
		}
		for _, i := range l.Items {
			if diff := cmp.Diff(i.SEK-i.AtReading, after(i)); diff != "" && !i.Hidden.Has(HiddenTotal) {
				t.Fatalf("item %s: what was settled after (-want +got):\n%s", i.Number, diff)
			}
		}
	})
}

func after(i Item) money.Amount {
	sek, _ := i.PaidAfter()
	return sek
}
