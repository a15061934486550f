package tax_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// TestExportedEntries sends a plan, changes it, and sends the difference only:
// before the entries came back with an import, and after.
func TestExportedEntries(t *testing.T) {
	f := planned()
	first, _, err := compute(t, f, ownPlan).Entries(tax.Orders{})
	if err != nil {
		t.Fatal(err)
	}
	var sent []tax.Sent
	for _, e := range first {
		sent = append(sent, tax.Sent{Entry: e})
	}
	other := ownPlan
	other.Avsattning = 40_000 * kr
	want := []string{"avsattning 2125:10000 8811:-10000", "skatt 2512:-2060 8910:2060", "resultat 2099:-7940 8999:7940"}
	if got := entriesOf(t, compute(t, f, ownPlan), tax.Orders{Sent: sent}); len(got) != 0 {
		t.Errorf("the same plan again gives %v, want nothing", got)
	}
	if diff := cmp.Diff(want, entriesOf(t, compute(t, f, other), tax.Orders{Sent: sent})); diff != "" {
		t.Errorf("changed plan (-want +got):\n%s", diff)
	}
	came := planned()
	for i, s := range sent {
		for _, row := range s.Rows {
			book(&came, map[string]money.Amount{row.Account: row.Amount / kr})
		}
		sent[i].InBooks = true
	}
	b, err := tax.Prepare(came)
	if err != nil {
		t.Fatal(err)
	}
	if earlier := b.Earlier(sent); len(earlier) != 0 || len(b.Earlier(nil)) != 5 {
		t.Errorf("what the program sent itself is said to be others': %v", earlier)
	}
	for _, how := range []tax.How{tax.BuildUpon, tax.Reverse} {
		orders := tax.Orders{Sent: sent, How: map[tax.EntryKind]tax.How{}}
		for _, k := range tax.EntryKinds {
			orders.How[k] = how
		}
		if diff := cmp.Diff(want, entriesOf(t, compute(t, came, other), orders)); diff != "" {
			t.Errorf("%q after the import (-want +got):\n%s", how, diff)
		}
	}
}

// TestExportedReversal sends the reversal of an earlier booking once.
func TestExportedReversal(t *testing.T) {
	f := planned()
	book(&f, map[string]money.Amount{"8910": 10_000, "2512": -10_000})
	orders := tax.Orders{How: map[tax.EntryKind]tax.How{tax.EntryTax: tax.Reverse}}
	entries, findings, err := compute(t, f, ownPlan).Entries(orders)
	if err != nil || !has(findings, tax.FoundReversalGuess) {
		t.Fatal(err, findings)
	}
	for _, e := range entries {
		orders.Sent = append(orders.Sent, tax.Sent{Entry: e})
	}
	if got := entriesOf(t, compute(t, f, ownPlan), orders); len(got) != 0 {
		t.Errorf("reversed again: %v", got)
	}
	orders.How = nil
	if got := entriesOf(t, compute(t, f, ownPlan), orders); len(got) != 0 {
		t.Errorf("built upon after all: %v, want nothing: what was reversed is booked anew", got)
	}
}

func TestReversalOfTheVoucher(t *testing.T) {
	year := ledger.Year{Vouchers: []ledger.Voucher{
		{Series: "I", Number: "7", Date: civil.MustParse("2025-12-31"), Text: "Skatt", Rows: []ledger.Row{
			{Account: "8910", Amount: 10_000 * kr}, {Account: "1640", Amount: -10_000 * kr}, {Account: "8910", Amount: 5, Struck: true}, {Account: "2512"},
		}},
		{Series: "A", Number: "1", Rows: []ledger.Row{{Account: "5010", Amount: 1}, {Account: "1930", Amount: -1}}},
		{Series: "I", Number: "8", Rows: []ledger.Row{{Account: "8811", Amount: 3}, {Account: "8999", Amount: 4}, {Account: "2099", Amount: -7}}},
		{Series: "I", Number: "9", Rows: []ledger.Row{{Account: "7533", Amount: 3}, {Account: "7519", Amount: 4}, {Account: "2514", Amount: -7}}},
	}}
	bookings := tax.FindBookings(year)
	want := []tax.Booking{
		{Kind: tax.EntryTax, Voucher: "I 7", Date: civil.MustParse("2025-12-31"), Text: "Skatt", Pure: true, Rows: []tax.Row{{Account: "8910", Amount: 10_000 * kr}, {Account: "1640", Amount: -10_000 * kr}}},
		{Kind: tax.EntryFund, Voucher: "I 8", Rows: []tax.Row{{Account: "8811", Amount: 3}, {Account: "8999", Amount: 4}, {Account: "2099", Amount: -7}}},
		{Kind: tax.EntryResult, Voucher: "I 8", Rows: []tax.Row{{Account: "8811", Amount: 3}, {Account: "8999", Amount: 4}, {Account: "2099", Amount: -7}}},
		{Kind: tax.EntryPension, Voucher: "I 9", Rows: []tax.Row{{Account: "7533", Amount: 3}, {Account: "7519", Amount: 4}, {Account: "2514", Amount: -7}}},
	}
	if diff := cmp.Diff(want, bookings); diff != "" {
		t.Errorf("bookings (-want +got):\n%s", diff)
	}
	f := planned()
	book(&f, map[string]money.Amount{"8910": 10_000, "1640": -10_000})
	how := map[tax.EntryKind]tax.How{tax.EntryTax: tax.Reverse}
	for _, tt := range []struct {
		name     string
		bookings []tax.Booking
		counter  string
		guessed  bool
	}{
		{"as_booked", bookings, "1640", false},
		{"no_vouchers", nil, "2512", true},
		{"another_amount", append(bookings, tax.Booking{Kind: tax.EntryTax, Pure: true, Rows: []tax.Row{{Account: "8910", Amount: 1}}}), "2512", true},
		{"two_vouchers", []tax.Booking{
			{Kind: tax.EntryTax, Pure: true, Rows: []tax.Row{{Account: "8910", Amount: 4_000 * kr}, {Account: "1640", Amount: -4_000 * kr}}},
			{Kind: tax.EntryTax, Pure: true, Rows: []tax.Row{{Account: "8910", Amount: 6_000 * kr}, {Account: "1640", Amount: -6_000 * kr}}},
		}, "1640", false},
		{"mixed_first", append([]tax.Booking{{Kind: tax.EntryTax}}, bookings...), "2512", true},
		{"mixed", append(bookings, tax.Booking{Kind: tax.EntryTax}), "2512", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			entries, findings, err := compute(t, f, ownPlan).Entries(tax.Orders{How: how, Bookings: tt.bookings})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, line := range rows(entries) {
				if strings.HasPrefix(line, "skatt undo") {
					got = line
				}
			}
			if !strings.Contains(got, tt.counter+":10000") || !strings.Contains(got, "8910:-10000") || has(findings, tax.FoundReversalGuess) != tt.guessed {
				t.Errorf("reversal %q, findings %v, want on %s", got, findings, tt.counter)
			}
		})
	}
}
