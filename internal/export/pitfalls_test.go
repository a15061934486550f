package export_test

import (
	"testing"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/export"
)

// sent posts a delivery whose answer is lost, and gives it with the voucher
// that is there all the same.
func sent(t *testing.T, l local) (export.Item, fortnoxtest.Voucher) {
	t.Helper()
	it := l.frozen(t)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.CutAfter, Method: "POST", Path: vouchers})
	if p := l.to.Post(t.Context(), it, nil); p.Class != export.UnknownOutcome {
		t.Fatalf("Post = %+v", p)
	}
	ours := l.ours(t)
	it.State = export.Unknown
	return it, ours[len(ours)-1]
}

// settled looks at once, and says what comes of it.
func settled(t *testing.T, l local, it export.Item) export.Item {
	t.Helper()
	looked := l.look(t, it)
	it, _ = export.Next(it, export.Seen{Looked: &looked}, noon)
	return it
}

func change(t *testing.T, l local, v fortnoxtest.Voucher, f func(*fortnoxtest.Voucher)) {
	t.Helper()
	f(&v)
	if err := l.ChangeVoucher(l.tenant, v); err != nil {
		t.Fatal(err)
	}
}

func add(t *testing.T, l local, v fortnoxtest.Voucher) fortnoxtest.Voucher {
	t.Helper()
	v.VoucherNumber = 0
	added, err := l.AddVoucher(l.tenant, v)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func withoutMarks(v *fortnoxtest.Voucher) {
	v.Description, v.Comments = export.WithoutMarker(v.Description), nil
}

// TestPitfalls keeps those of the safety requirements, section 5, that happen
// in Fortnox while the outcome of a delivery is not known.
func TestPitfalls(t *testing.T) {
	for _, tt := range []struct {
		name   string
		happen func(*testing.T, local, fortnoxtest.Voucher)
		state  export.State
		reason string
	}{
		{"nothing_happens", func(*testing.T, local, fortnoxtest.Voucher) {}, export.Sent, ""},
		{"marker_cut_in_the_text", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			change(t, l, v, func(v *fortnoxtest.Voucher) { v.Description = v.Description[:len(v.Description)-4] })
		}, export.Sent, ""},
		{"text_rewritten", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			change(t, l, v, func(v *fortnoxtest.Voucher) { v.Description = "Egen text" })
		}, export.Sent, ""},
		{"text_written_after_the_marker", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			change(t, l, v, func(v *fortnoxtest.Voucher) { v.Description, v.Comments = v.Description+" granskad", nil })
		}, export.Sent, ""},
		{"marker_gone_from_text_and_comment", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			change(t, l, v, withoutMarks)
		}, export.Doubtful, "alike"},
		{"rows_changed", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			change(t, l, v, func(v *fortnoxtest.Voucher) { v.VoucherRows[0].Debit++; v.VoucherRows[1].Credit++ })
		}, export.Doubtful, "changed"},
		{"date_changed", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			change(t, l, v, func(v *fortnoxtest.Voucher) { v.TransactionDate = l.date.AddDays(-1).String() })
		}, export.Doubtful, "changed"},
		{"rows_struck", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			if err := l.StrikeRows(l.tenant, v.Year, "I", v.VoucherNumber, "Eva"); err != nil {
				t.Fatal(err)
			}
		}, export.Doubtful, "changed"},
		{"a_person_copies_it_with_the_marker", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			add(t, l, v)
		}, export.Doubtful, "double"},
		{"a_person_books_the_same_by_hand", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			withoutMarks(&v)
			add(t, l, v)
		}, export.Sent, ""},
		{"deleted_and_the_number_reused_by_another", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			remove(t, l, v)
			withoutMarks(&v)
			v.VoucherRows[0].Debit, v.VoucherRows[1].Credit = 1_00, 1_00
			add(t, l, v)
		}, export.Unknown, ""},
		{"deleted_and_booked_again_by_hand", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			remove(t, l, v)
			withoutMarks(&v)
			add(t, l, v)
		}, export.Doubtful, "alike"},
		{"same_rows_in_another_order", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			change(t, l, v, func(v *fortnoxtest.Voucher) {
				v.VoucherRows[0], v.VoucherRows[1] = v.VoucherRows[1], v.VoucherRows[0]
			})
		}, export.Sent, ""},
		{"others_book_in_the_series", func(t *testing.T, l local, v fortnoxtest.Voucher) {
			withoutMarks(&v)
			v.VoucherRows[0].Debit, v.VoucherRows[1].Credit = 5_00, 5_00
			for range 3 {
				add(t, l, v)
			}
		}, export.Sent, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLocal(t)
			it, v := sent(t, l)
			tt.happen(t, l, v)
			got := settled(t, l, it)
			if got.State != tt.state || got.Reason.Code != tt.reason {
				t.Errorf("it is settled as %s %q, want %s %q", got.State, got.Reason.Code, tt.state, tt.reason)
			}
			if got.State == export.Sent && got.Receipt.Number != int64(v.VoucherNumber) {
				t.Errorf("receipt says %d, want %d", got.Receipt.Number, v.VoucherNumber)
			}
			if l.posts() != 1 {
				t.Errorf("%d POSTs, want 1", l.posts())
			}
		})
	}
}

func remove(t *testing.T, l local, v fortnoxtest.Voucher) {
	t.Helper()
	if err := l.DeleteVoucher(l.tenant, v.Year, "I", v.VoucherNumber); err != nil {
		t.Fatal(err)
	}
}

// TestRepeatingProxyIsSeen: a proxy that sends a POST again makes a double,
// which nobody can hinder here. It is found at the first look.
func TestRepeatingProxyIsSeen(t *testing.T) {
	l := newLocal(t)
	it := l.frozen(t)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.Repeat, Method: "POST", Path: vouchers})
	l.to.Post(t.Context(), it, nil)
	it.State = export.Unknown
	if got := settled(t, l, it); got.State != export.Doubtful || got.Reason.Code != "double" || len(got.Found) != 2 {
		t.Errorf("settled as %s %q with %d found, want a double", got.State, got.Reason.Code, len(got.Found))
	}
}

// TestLookStaysInItsYear: series and numbers begin anew each year, and another
// year is never searched or written to.
func TestLookStaysInItsYear(t *testing.T) {
	l := newLocal(t)
	it, _ := sent(t, l)
	before := it
	before.Target.Year, before.Baseline = before.Target.Year-1, 0
	if looked := l.look(t, before); len(looked.Found) != 0 {
		t.Errorf("the year before holds %+v", looked.Found)
	}
}
