package export_test

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"

	"github.com/google/go-cmp/cmp"
)

// inBooks is the entry's voucher as a SIE file shows it.
func inBooks(number, text string) ledger.Voucher {
	return ledger.Voucher{Series: "I", Number: number, Date: civil.MustParse("2025-12-31"), Text: text, Rows: []ledger.Row{
		{Account: "1229", Amount: -18980_00}, {Account: "7832", Amount: 10000_00}, {Account: "7832", Amount: 8980_00},
	}}
}

func TestRecognise(t *testing.T) {
	entry := closing.Entry{No: "B1", Date: civil.MustParse("2025-12-31"), Text: "Avskrivning", Rows: []closing.Row{
		{Account: "7832", Amount: 10000_00}, {Account: "7832", Amount: 8980_00}, {Account: "1229", Amount: -18980_00},
	}}
	marker := export.NewMarker()
	marked := export.WithMarker("Avskrivning", marker)
	it := export.Item{Entry: "B1", Marker: marker, State: export.Sent, Attempt: 1, Receipt: export.Receipt{Series: "I", Number: 11}}
	edited := func(v ledger.Voucher) ledger.Voucher {
		v.Rows = []ledger.Row{{Account: "7832", Amount: 5_00}, {Account: "1229", Amount: -5_00}}
		return v
	}
	struck := func(v ledger.Voucher) ledger.Voucher {
		rows := v.Rows
		v.Rows = nil
		for _, row := range rows {
			row.Struck = true
			v.Rows = append(v.Rows, row)
		}
		return v
	}
	moved := inBooks("11", marked)
	moved.Date = moved.Date.AddDays(-1)
	emptied := inBooks("11", marked)
	emptied.Rows = []ledger.Row{{Account: "7832"}, {Account: "1229"}}
	corrected := inBooks("11", marked)
	corrected.Rows = append(corrected.Rows, ledger.Row{Account: "1930", Amount: 77, Struck: true})

	for _, tt := range []struct {
		name   string
		state  export.State
		books  []ledger.Voucher
		number string
		want   export.Recurrence // empty: nothing is said of it
	}{
		{"equal", export.Sent, []ledger.Voucher{inBooks("11", marked)}, "11", export.Equal},
		{"under_another_number", export.Sent, []ledger.Voucher{inBooks("12", marked)}, "12", export.Equal},
		{"marker_lost", export.Sent, []ledger.Voucher{inBooks("11", "Egen text")}, "11", export.Equal},
		{"struck_rows_besides", export.Sent, []ledger.Voucher{corrected}, "11", export.Equal},
		{"rows_changed", export.Sent, []ledger.Voucher{edited(inBooks("11", marked))}, "11", export.Changed},
		{"date_changed", export.Sent, []ledger.Voucher{moved}, "11", export.Changed},
		{"missing", export.Sent, nil, "11", export.Missing},
		{"emptied_by_strikes", export.Sent, []ledger.Voucher{struck(inBooks("11", marked))}, "11", export.Struck},
		{"emptied_by_zeros", export.Sent, []ledger.Voucher{emptied}, "11", export.Struck},
		{"number_reused_by_another", export.Sent, []ledger.Voucher{edited(inBooks("11", "Annan"))}, "11", export.Missing},
		{"copy_edited_after_ours", export.Sent, []ledger.Voucher{inBooks("11", marked), edited(inBooks("12", marked))}, "11", export.Equal},
		{"copy_edited_before_ours", export.Sent, []ledger.Voucher{edited(inBooks("10", marked)), inBooks("11", marked)}, "11", export.Equal},
		{"ours_emptied_and_a_copy", export.Sent, []ledger.Voucher{struck(inBooks("11", marked)), inBooks("12", marked)}, "12", export.Equal},
		{"alike_by_hand", export.Sent, []ledger.Voucher{inBooks("12", "Avskrivning")}, "11", export.Missing},
		{"unknown_outcome_is_there", export.Unknown, []ledger.Voucher{inBooks("11", marked)}, "11", export.Equal},
		{"unknown_outcome_is_not_there", export.Unknown, nil, "", ""},
		{"unknown_outcome_and_one_alike", export.Unknown, []ledger.Voucher{inBooks("11", "Avskrivning")}, "", ""},
		{"refused_is_there", export.Refused, []ledger.Voucher{inBooks("11", marked)}, "11", export.Equal},
		{"queued_before_a_restored_backup", export.Queued, []ledger.Voucher{inBooks("11", marked)}, "11", export.Equal},
		{"queued", export.Queued, nil, "", ""},
		{"cancelled_is_there", export.Cancelled, []ledger.Voucher{inBooks("11", marked)}, "11", export.Equal},
	} {
		t.Run(tt.name, func(t *testing.T) {
			one := it
			one.State = tt.state
			got := export.Recognise([]export.Item{one}, map[string]closing.Entry{"B1": entry}, ledger.Year{Vouchers: tt.books})
			var want []export.Recognised
			if tt.want != "" {
				want = []export.Recognised{{Entry: "B1", Series: "I", Number: tt.number, State: tt.want}}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("Recognise (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRecurrenceInBooks(t *testing.T) {
	for r, want := range map[export.Recurrence]bool{export.Equal: true, export.Changed: true, export.Missing: false} {
		if r.InBooks() != want {
			t.Errorf("%s is in the books: %v, want %v", r, r.InBooks(), want)
		}
	}
}

func TestDoubles(t *testing.T) {
	marker := export.NewMarker()
	marked := export.WithMarker("Avskrivning", marker)
	items := []export.Item{{Entry: "B1", Marker: marker, State: export.Sent}, {Entry: "B2", Marker: export.NewMarker(), State: export.Sent}, {Entry: "B3"}}
	emptied := inBooks("12", marked)
	for i := range emptied.Rows {
		emptied.Rows[i].Struck = true
	}
	for _, tt := range []struct {
		name  string
		books []ledger.Voucher
		want  []export.Twice
	}{
		{"once", []ledger.Voucher{inBooks("11", marked), inBooks("12", "Avskrivning")}, nil},
		{"twice", []ledger.Voucher{inBooks("11", marked), inBooks("12", marked)}, []export.Twice{{Entry: "B1", Vouchers: []string{"I 11", "I 12"}}}},
		{"the_second_is_struck", []ledger.Voucher{inBooks("11", marked), emptied}, nil},
		{"vouchers_without_marker", []ledger.Voucher{inBooks("1", ""), inBooks("2", "")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, export.Doubles(items, ledger.Year{Vouchers: tt.books})); diff != "" {
				t.Errorf("Doubles (-want +got):\n%s", diff)
			}
		})
	}
}
