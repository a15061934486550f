package schedule_test

import (
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"

	"pgregory.net/rapid"
)

func TestLoans(t *testing.T) {
	bankLoan := "account=2350|text=Banken|opening=600 000|repaid=100 000|statement=500 000|instalment=25 000|every=3|next=2026-02-28|rate=4,5|paid_to=2025-11-30"
	checkExamples(t, "loans", []example{{
		name:   "Banklån med kvartalsamortering och upplupen ränta",
		source: "Härlett: fyra amorteringar om 25 000 under 2026; ränta 500 000 × 4,5 % × 31/365 = 1 910,96.",
		kind:   workpaper.Loans, accounts: "2350 2417", balances: "2350=-600000/-500000 2417=0/0 2960=0/0", rows: []string{bankLoan},
	}, {
		name:   "Samma lån när allt är bokfört",
		source: "Härlett: kontona stämmer, inget föreslås.",
		kind:   workpaper.Loans, accounts: "2350 2417 2960", balances: "2350=0/-400000 2417=0/-100000 2960=0/-1910.96", rows: []string{bankLoan},
	}, {
		name:   "Lån som förfaller inom ett år, 30/360",
		source: "Härlett: 200 000 × 6 % × 45/360 = 1 500 (från den 15 november; december har 30 dagar).",
		kind:   workpaper.Loans, accounts: "2390 2841", balances: "2390=-200000/-200000", elsewhere: "2960=-300",
		rows: []string{"account=2390|text=Privat långivare|opening=200 000|final=2026-06-30|rate=6 %|paid_to=2025-11-15|days=30_360"},
	}, {
		name:   "Kortfristigt konto, besked som inte stämmer, lån utan plan",
		source: "Härlett: beskedet gäller; skillnaden 1 000 visas.",
		kind:   workpaper.Loans, accounts: "2411 2350", balances: "2411=0/-50000 2350=0/-80000",
		rows: []string{"account=2411|text=Kredit|opening=50 000|statement=51 000|rate=5", "account=2350|text=Bank 2|opening=80 000",
			"account=2350|text=Överbetalt|opening=10|repaid=20|next=2025-06-01|paid_to=2026-01-31"},
	}})
}

// The long and the short part of any loan are what is left of it, and the short
// one is neither negative nor more than that.
func TestPartsOfALoan(t *testing.T) {
	form, _ := schedule.FormOf(workpaper.Loans)
	rapid.Check(t, func(t *rapid.T) {
		in := inputs(t, form)
		got := schedule.Compute(in)
		for i, line := range got.Lines {
			closing, short, long := cellAmount(line, "closing"), cellAmount(line, "short"), cellAmount(line, "long")
			if long+short != closing || closing >= 0 && (short < 0 || short > closing) {
				t.Fatalf("row %d: %v = %v long + %v short", i, closing, long, short)
			}
		}
	})
}

func TestMonthsOfThirtyDays(t *testing.T) {
	for from, want := range map[string]money.Amount{"2025-11-30": 30, "2025-12-01": 29, "2025-10-31": 60, "2025-02-28": 300, "2024-12-31": 360, "2025-12-30": 0} {
		row := workpaper.Row{Text: "Bank", Cells: map[string]string{"opening": "3600000", "rate": "100", "days": "30_360", "paid_to": from}}
		got := schedule.Compute(schedule.Input{Year: calendar2025, Paper: workpaper.Workpaper{Kind: workpaper.Loans, Accounts: []string{"2411"}, Rows: []workpaper.Row{row}}})
		if interest := got.Sums["interest"]; interest != want*100_00 {
			t.Errorf("from %s: interest %v, want %d days", from, interest, want)
		}
	}
}

func cellAmount(line schedule.Line, column string) money.Amount {
	var a int64
	for _, r := range line.Cells[column] {
		if r != '-' {
			a = a*10 + int64(r-'0')
		}
	}
	if len(line.Cells[column]) > 0 && line.Cells[column][0] == '-' {
		a = -a
	}
	return money.Amount(a)
}
