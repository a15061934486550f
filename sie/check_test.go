package sie_test

import (
	"fmt"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// books is a sound 4E file with one voucher of 100,00 in sales; the records
// replace those of the same label, year and account.
func books(records ...string) string {
	base := []string{
		"#FLAGGA 0", "#PROGRAM \"Prov\" 1", "#FORMAT PC8", "#GEN 20260101", "#SIETYP 4", "#FNAMN \"AB\"",
		"#RAR 0 20250101 20251231", "#RAR -1 20240101 20241231",
		"#KONTO 1910 Kassa", "#KONTO 2081 Kapital", "#KONTO 3010 Sales",
		"#IB 0 1910 50.00", "#IB 0 2081 -50.00", "#UB 0 1910 150.00", "#UB 0 2081 -50.00", "#RES 0 3010 -100.00",
		"#UB -1 1910 50.00", "#UB -1 2081 -50.00",
		"#VER A 1 20250103", "{", "#TRANS 1910 {} 100.00", "#TRANS 3010 {} -100.00", "}",
	}
	sound := len(base)
	for _, r := range records {
		fields := strings.Fields(r)
		key := strings.Join(fields[:min(3, len(fields))], " ")
		if fields[0] == "#RAR" {
			key = strings.Join(fields[:2], " ")
		}
		replaced := false
		for i := range base[:sound] {
			if strings.HasPrefix(base[i]+" ", key+" ") && fields[0] != "#VER" {
				base[i], replaced = r, true
			}
		}
		if !replaced {
			base = append(base, strings.Split(r, "\n")...)
		}
	}
	return strings.Join(base, "\n") + "\n"
}

func TestCheck(t *testing.T) {
	ver := func(head string, rows ...string) string {
		return head + "\n{\n" + strings.Join(rows, "\n") + "\n}"
	}
	for _, tt := range []struct {
		name    string
		records []string
		want    []string
	}{
		{"sound", nil, nil},
		{"unbalanced_voucher", []string{ver("#VER A 2 20250104", "#TRANS 1910 {} 0.01"), "#UB 0 1910 150.01"}, []string{
			"0 warning totals-differ: closing balances and results sum to 0.01, opening balances to 0.00",
			"24 error voucher-unbalanced: voucher A 2 of 2025-01-04 does not balance: its rows sum to 0.01",
		}},
		{"removed_rows_do_not_count", []string{ver("#VER A 2 20250104", "#BTRANS 1910 {} 7", "#RTRANS 1910 {} 0", "#TRANS 1910 {} 0")}, nil},
		{"empty_voucher", []string{ver("#VER A 2 20250104")}, []string{"24 info voucher-empty: voucher A 2 of 2025-01-04 has no booked rows"}},
		{"last_day_of_the_year", []string{ver("#VER A 2 20251231", "#TRANS 1910 {} 0")}, nil},
		{"day_after_the_year", []string{ver("#VER A 2 20260101", "#TRANS 1910 {} 0")}, []string{
			"24 warning voucher-outside-year: voucher A 2 of 2026-01-01 is outside the year 2025-01-01–2025-12-31",
		}},
		{"number_again", []string{ver("#VER A 1 20250104", "#TRANS 1910 {} 0")}, []string{"24 error voucher-repeated: voucher A 1 is already on line 19"}},
		{"other_series", []string{ver("#VER B 1 20250104", "#TRANS 1910 {} 0")}, nil},
		{"no_numbers", []string{ver("#VER B \"\" 20250104", "#TRANS 1910 {} 0"), ver("#VER B \"\" 20250104", "#TRANS 1910 {} 0")}, nil},
		{"gap_and_order", []string{ver("#VER A 5 20250104", "#TRANS 1910 {} 0"), ver("#VER A 4 20250104", "#TRANS 1910 {} 0")}, []string{
			"28 warning voucher-order: voucher A 4 comes after number 5",
			"28 info voucher-gap: series A lacks 2 numbers, the first is 2",
		}},
		{"closing_balance", []string{"#UB 0 1910 151.00"}, []string{
			"0 warning closing-differs: account 1910: opening balance and rows give 150.00, closing balance is 151.00, difference -1.00",
			"0 warning totals-differ: closing balances and results sum to 1.00, opening balances to 0.00",
		}},
		{"result", []string{"#RES 0 3010 -99.00"}, []string{
			"0 warning result-differs: account 3010: rows give -100.00, result is -99.00, difference -1.00",
			"0 warning totals-differ: closing balances and results sum to 1.00, opening balances to 0.00",
		}},
		{"opening_differs_from_last_year", []string{"#UB -1 1910 51.00"}, []string{
			"0 warning opening-differs: account 1910: last year closed at 51.00, this year opens at 50.00, difference 1.00",
		}},
		{"result_not_carried_over", []string{"#IB 0 2081 -40.00", "#UB 0 2081 -40.00", "#UB -1 2081 -40.00", "#RES -1 3010 -10.00"}, []string{
			"0 info result-not-carried: last year's result -10.00 is not carried over to equity",
		}},
		{"opening_sum", []string{"#IB 0 2081 -40.00", "#UB 0 2081 -40.00", "#UB -1 2081 -40.00"}, []string{
			"0 warning opening-sum: opening balances sum to 10.00, want 0.00",
		}},
		{"part_year", []string{"#OMFATTN 20250102", "#UB 0 1910 50.00", "#RES 0 3010 0.00"}, []string{
			"0 info balances-unchecked: balances cover up to 2025-01-02 and vouchers go on: they are not compared",
		}},
		{"wrong_side", []string{"#KTYP 2081 K"}, []string{
			"0 warning result-differs: account 2081: rows give 0.00, result is -50.00, difference 50.00",
			"0 warning balance-wrong-side: account 2081 has -50.00 in a record for the other kind of account; 1 accounts do",
			"0 warning balance-wrong-side: account 2081 has -50.00 in a record for the other kind of account; 1 accounts do",
		}},
		{"months", []string{"#PSALDO 0 202501 1910 {} 100.00", "#PSALDO 0 202501 3010 {} -99.00", "#PSALDO 0 202501 1910 {1 a} 100.00", "#OBJEKT 1 a A"}, []string{
			"0 warning periods-differ: account 3010: months sum to -99.00, the year moved -100.00, difference 1.00, year 0",
		}},
		{"month_outside", []string{"#PBUDGET 0 202601 1910 {} 100.00", "#PBUDGET 0 202602 1910 {} 100.00"}, []string{
			"24 warning period-outside-year: period 202601 is outside the year 2025-01-01–2025-12-31",
		}},
		{"undeclared", []string{ver("#VER A 2 20250104", "#TRANS 9 {20 a} 0", "#TRANS 9 {20 a 1 b} 0")}, []string{
			"26 error account-undeclared: account 9 has no #KONTO",
			"26 info dimension-undeclared: dimension 20 has no #DIM",
			"26 info object-undeclared: object 20 a has no #OBJEKT",
			"27 info object-undeclared: object 1 b has no #OBJEKT",
		}},
		{"objects_exceed", []string{"#OUB 0 1910 {1 a} 100.00", "#OUB 0 1910 {1 b} 50.01", "#OBJEKT 1 a A", "#OBJEKT 1 b B"}, []string{
			"24 info objects-exceed: account 1910: objects of dimension 1 sum to 150.01, the account to 150.00",
		}},
		{"objects_exceed_at_the_beginning", []string{"#OIB 0 1910 {1 a 6 b} 50.01", "#OBJEKT 1 a A", "#OBJEKT 6 b B"}, []string{
			"24 info objects-exceed: account 1910: objects of dimension 1 sum to 50.01, the account to 50.00",
			"24 info objects-exceed: account 1910: objects of dimension 6 sum to 50.01, the account to 50.00",
		}},
		{"objects_exceed_in_a_month", []string{
			"#PSALDO 0 202501 1910 {} 60.00", "#PSALDO 0 202501 1910 {1 a} 60.00", "#PSALDO 0 202502 1910 {1 a} 40.01",
			"#PSALDO 0 202502 1910 {} 40.00", "#PSALDO 0 202503 1910 {1 a} 7", "#OBJEKT 1 a A",
		}, []string{
			"26 info objects-exceed: account 1910: objects of dimension 1 sum to 40.01, the account to 40.00",
		}},
		{"years", []string{"#RAR -1 20221201 20241230"}, []string{
			"8 warning year-long: year -1 is longer than 18 months: 2022-12-01–2024-12-30",
			"8 warning year-gap: year -1 ends 2024-12-30, the next begins 2025-01-01",
		}},
		{"year_without_dates", []string{"#RAR -1 20240101"}, []string{"8 error year-dates: year -1 has no proper dates: 2024-01-01–"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range sie.Check(read(t, books(tt.records...))) {
				got = append(got, fmt.Sprintf("%d %s %s: %s", d.Line, d.Severity, d.Code, d.Text))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
