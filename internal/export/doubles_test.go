package export_test

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"

	"github.com/google/go-cmp/cmp"
)

// TestDoublesAcrossDeliveries: an entry was given up though its voucher showed up
// later, and was exported anew; or its first voucher has lost its marker.
func TestDoublesAcrossDeliveries(t *testing.T) {
	entry := closing.Entry{
		No: "B1", Date: civil.MustParse("2025-12-31"), Text: "Avskrivning",
		Rows: []closing.Row{{Account: "7832", Amount: 100_00}, {Account: "1229", Amount: -100_00}},
	}
	freeze := func(id string, state export.State) export.Item {
		it, err := export.Freeze(id, entry, export.Target{Series: "I"})
		if err != nil {
			t.Fatal(err)
		}
		it.Attempt, it.State = 1, state
		return it
	}
	given, sent := freeze("d1", export.Cancelled), freeze("d2", export.Sent)
	voucher := func(number, text string) ledger.Voucher {
		return ledger.Voucher{Series: "I", Number: number, Date: civil.MustParse("2025-12-31"), Text: text, Rows: []ledger.Row{
			{Account: "7832", Amount: 100_00}, {Account: "1229", Amount: -100_00},
		}}
	}
	first, second := export.WithMarker("Avskrivning", given.Marker), export.WithMarker("Avskrivning", sent.Marker)
	for _, tt := range []struct {
		name  string
		books []ledger.Voucher
		want  []export.Twice
	}{
		{"given_up_and_there", []ledger.Voucher{voucher("11", first), voucher("12", second)}, []export.Twice{{Entry: "B1", Vouchers: []string{"I 11", "I 12"}}}},
		{"marker_taken_away", []ledger.Voucher{voucher("11", "Avskrivning"), voucher("12", second)}, []export.Twice{{Entry: "B1", Vouchers: []string{"I 11", "I 12"}}}},
		{"somebody_elses_text", []ledger.Voucher{voucher("11", "Avskrivningar inventarier"), voucher("12", second)}, nil},
		{"only_the_second", []ledger.Voucher{voucher("12", second)}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, export.Doubles([]export.Item{given, sent}, ledger.Year{Vouchers: tt.books})); diff != "" {
				t.Errorf("Doubles (-want +got):\n%s", diff)
			}
		})
	}
}
