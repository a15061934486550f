package subledger

import (
	"testing"

	"bokslut/internal/ledger"

	"github.com/google/go-cmp/cmp"
)

// Årsomföring is proposed for what stands nowhere, never for what is done.
func TestToCarry(t *testing.T) {
	documents := []Document{doc("1", "2025-12-01", 100, 0, "2026-01-10"), doc("2", "2025-11-01", 60, 60, "")}
	payments := []Payment{paid("1", "2026-01-10", 100)}
	carried := []ledger.Voucher{
		entryOf("B", "1", "2025-12-31", "Årsomföring (1)", 100), entryOf("B", "2", "2025-12-31", "Årsomföring (2)", 60),
	}
	for _, tt := range []struct {
		name     string
		vouchers []ledger.Voucher
		want     []string
	}{
		{"not_begun", nil, []string{"1", "2"}},
		{"each_has_its_voucher", carried, nil},
		{"one_has", carried[:1], []string{"2"}},
		{"one_voucher_over_the_sum", []ledger.Voucher{entryOf("I", "1", "2025-12-31", "Kundfordringar", 160)}, nil},
		{"the_sum_beside_something_else", []ledger.Voucher{
			entryOf("I", "1", "2025-12-31", "Kundfordringar", 160), entryOf("A", "1", "2025-12-30", "Omföring", 7),
		}, nil},
		{"another_sum", []ledger.Voucher{entryOf("I", "1", "2025-12-31", "Kundfordringar", 150)}, []string{"1", "2"}},
		{"the_sum_in_parts", []ledger.Voucher{entryOf("I", "1", "2025-12-31", "Norr", 90), entryOf("I", "2", "2025-12-31", "Söder", 70)}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book := bookOf(yearOf(year2025, 0, tt.vouchers...))
			l := Register{Side: Receivable, Read: on("2026-03-01"), Documents: documents, Payments: payments}.WithBook(book).AsOf(yearEnd)
			var got []string
			for _, i := range l.ToCarry(l.Reconcile(book)) {
				got = append(got, i.Number)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("proposed (-want +got):\n%s", diff)
			}
		})
	}
}
