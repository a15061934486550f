package schedule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFormsFor(t *testing.T) {
	for account, want := range map[string]string{
		"1930": "bank own", "2893": "related own", "1220": "assets own", "2350": "loans currency own", "1519": "doubtful receivables-list currency own",
		"2731": "payroll-taxes own", "1980": "currency bank own", "9999": "own", "": "own", "2510": "own", "2920": "holiday-pay pay-declared accrued own",
	} {
		var got []string
		for _, form := range schedule.FormsFor(account) {
			got = append(got, string(form.Kind))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: forms %v, want %s", account, got, want)
		}
	}
}

var calendar2026 = year("2026-01-01", "2026-12-31")

func TestRoll(t *testing.T) {
	for _, tt := range []struct {
		example
		want []string
	}{
		{example{kind: workpaper.Assets, accounts: "1220", rows: []string{
			"text=Bil|date=2024-03-10|cost=240 000|residual=60 000|life=60", "text=Press|date=2022-01-01|cost=100 000|life=60|opening_written=35 000",
			"text=Såld|date=2022-01-01|cost=10|life=60|disposed=2025-05-01", "text=Såld sedan|date=2022-01-01|cost=10|life=60|disposed=2026-01-05",
		}}, []string{
			"1220 Bil 2024-03-10 cost=24000000 life=60 residual=6000000", "1220 Press 2022-01-01 cost=10000000 life=60 opening_written=6750000",
			"1220 Såld sedan 2022-01-01 cost=1000 disposed=2026-01-05 life=60",
		}},
		{example{kind: workpaper.Loans, accounts: "2350", rows: []string{
			"text=Banken|opening=600 000|repaid=100 000|instalment=25 000|every=3|next=2026-02-28|rate=4,5|paid_to=2025-12-31",
			"text=Slutbetalt|opening=10|repaid=10", "text=Utan plan|opening=5|next=2026-01-31",
		}}, []string{"2350 Banken every=3 instalment=2500000 next=2027-02-28 opening=50000000 rate=4.5", "2350 Utan plan opening=500"}},
		{example{kind: workpaper.Bank, accounts: "1930", rows: []string{"text=Bank|date=2025-12-31|amount=5", "entry=in_transit|text=På väg|date=2025-12-31|amount=5"}},
			[]string{"1930 Bank 2026-12-31"}},
		{example{kind: workpaper.Prepaid, accounts: "1790", rows: []string{"text=Licens|number=1|total=5 000|from=2025-07-01|to=2026-06-30|contra=5420"}},
			[]string{"1790 Licens contra=5420"}},
		{example{kind: workpaper.Doubtful, accounts: "1519", rows: []string{"text=A|open=5|vat=25", "text=B|open=5|confirmed=x"}}, []string{"A open=500 vat=25"}},
		{example{kind: workpaper.Related, accounts: "2893", rows: []string{"text=Ägare|relation=owner|opening=100|increase=50", "text=Löst|relation=owner|opening=1|decrease=1"}},
			[]string{"2893 Ägare opening=15000 relation=owner"}},
		{example{kind: workpaper.VAT, accounts: "2650", rows: []string{"from=2025-01-01|to=2025-12-31|output=1"}}, nil},
	} {
		t.Run(string(tt.kind), func(t *testing.T) {
			form, _ := schedule.FormOf(tt.kind)
			got := described(schedule.Roll(tt.paper(t, form, tt.rows), calendar2025, calendar2026))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rows of the next year (-want +got):\n%s", diff)
			}
		})
	}
}

func described(rows []workpaper.Row) []string {
	var all []string
	for _, row := range rows {
		words := []string{row.Account, row.Text}
		if !row.Date.IsZero() {
			words = append(words, row.Date.String())
		}
		var cells []string
		for column, text := range row.Cells {
			cells = append(cells, column+"="+text)
		}
		slices.Sort(cells)
		all = append(all, strings.Join(slices.DeleteFunc(append(words, cells...), func(s string) bool { return s == "" }), " "))
	}
	return all
}

func TestStart(t *testing.T) {
	balances := map[string]schedule.Balance{"2350": {Opening: -500_00}, "2893": {Opening: 10_00}}
	for kind, want := range map[workpaper.Kind][]string{
		workpaper.Bank:         {"2350 2025-12-31 entry=statement", "2893 2025-12-31 entry=statement"},
		workpaper.Loans:        {"2350 opening=50000", "2893 opening=-1000"},
		workpaper.Equity:       {"2350", "2893"},
		workpaper.PayrollTaxes: {"2025-12-31"},
		workpaper.Own:          nil,
	} {
		in := schedule.Input{Paper: workpaper.Workpaper{Kind: kind, Accounts: []string{"2350", "2893"}}, Year: calendar2025, Balances: balances}
		if diff := cmp.Diff(want, described(schedule.Start(in, civil.Period{}))); diff != "" {
			t.Errorf("%s begins with (-want +got):\n%s", kind, diff)
		}
	}
	in := schedule.Input{Paper: workpaper.Workpaper{Kind: workpaper.PayDeclared, Accounts: []string{"7210"}}, Year: year("2024-05-01", "2025-04-30")}
	if rows := schedule.Start(in, civil.Period{}); len(rows) != 12 || rows[9].Date.String() != "2025-02-28" {
		t.Errorf("%d months, the tenth %v; want 12 and 2025-02-28", len(rows), rows[9].Date)
	}
	last := workpaper.Workpaper{Kind: workpaper.Own, Accounts: []string{"2350"}, Rows: []workpaper.Row{{Account: "2350", Text: "Kvar", Amount: 5}}}
	in = schedule.Input{Paper: workpaper.Workpaper{Kind: workpaper.Own}, Year: calendar2026, LastYear: &last}
	if got := described(schedule.Start(in, calendar2025)); !slices.Equal(got, []string{"2350 Kvar"}) {
		t.Errorf("begins with %v, want last year's row without its amount", got)
	}
}

// A register that is rolled on year by year says the same as one that never was.
func TestRolledRegisterAgrees(t *testing.T) {
	form, _ := schedule.FormOf(workpaper.Assets)
	rapid.Check(t, func(t *rapid.T) {
		in := inputs(t, form)
		in.Year = calendar2025
		rolled := in
		rolled.Year = calendar2026
		rolled.Paper.Rows = schedule.Roll(in.Paper, in.Year, rolled.Year)
		left := in
		left.Year = calendar2026
		got, want := schedule.Compute(rolled).Sums, schedule.Compute(left).Sums
		var typed bool // a written opening and write-downs are of one year and cannot stay as they are
		for _, row := range in.Paper.Rows {
			for _, column := range []string{"opening_written", "impaired_before", "impaired", "reversed"} {
				typed = typed || row.Cells[column] != ""
			}
		}
		for _, column := range []string{"opening", "depreciation", "book_value"} {
			if !typed && got[column] != want[column] {
				t.Fatalf("%s %v after rolling, %v without", column, got[column], want[column])
			}
		}
	})
}

func BenchmarkCompute(b *testing.B) {
	rows := make([]workpaper.Row, 5000)
	for i := range rows {
		rows[i] = workpaper.Row{Account: "1790", Text: fmt.Sprint("Rad ", i), Date: civil.Of(2025, 10, 1), Cells: map[string]string{
			"total": "1000000", "from": "2025-10-01", "to": "2026-09-30", "contra": "5420", "number": fmt.Sprint(i),
		}}
	}
	paper := workpaper.Workpaper{Kind: workpaper.Prepaid, Accounts: []string{"1790"}, Rows: rows}
	in := schedule.Input{Paper: paper, LastYear: &paper, Year: calendar2025, Framework: "k2", Balances: map[string]schedule.Balance{"1790": {Final: money.Kronor(5)}}}
	for b.Loop() {
		schedule.Compute(in)
	}
}
