package engagement_test

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/store/storetest"
)

func TestAccountAnalysis(t *testing.T) {
	h := newHouse(t, storetest.File(t))
	e, err := h.Create(t.Context(), h.by, h.guide())
	must(t, err)
	day := civil.MustParse
	row := func(account string, amount money.Amount, text string) ledger.Row {
		return ledger.Row{Account: account, Amount: amount, Text: text}
	}
	struck := row("1930", 77_00, "fel")
	struck.Struck = true
	h.adopt(e, bookOf(year,
		ledger.Voucher{Series: "B", Number: "1", Date: day("2025-06-01"), Text: "Köp", Rows: []ledger.Row{row("1930", -300_00, ""), row("6530", 300_00, "")}},
		ledger.Voucher{Series: "A", Number: "1", Date: day("2025-01-15"), Text: "Insättning", Rows: []ledger.Row{row("1930", 40_00, "kort"), row("1930", 60_00, "kontant"), row("3001", -100_00, ""), struck}},
	))
	e = h.again(e)
	for _, tt := range []struct {
		name     string
		account  string
		filter   engagement.Filter
		balances []money.Amount
		moved    money.Amount
		closing  money.Amount
	}{
		{"all_in_order_of_date", "1930", engagement.Filter{}, []money.Amount{1040_00, 1100_00, 800_00}, -200_00, 800_00},
		{"from_a_day", "1930", engagement.Filter{Period: civil.Period{From: day("2025-06-01")}}, []money.Amount{800_00}, -300_00, 800_00},
		{"to_a_day", "1930", engagement.Filter{Period: civil.Period{To: day("2025-01-15")}}, []money.Amount{1040_00, 1100_00}, 100_00, 800_00},
		{"series", "1930", engagement.Filter{Series: "b"}, []money.Amount{800_00}, -300_00, 800_00},
		{"text_of_the_voucher", "1930", engagement.Filter{Text: "INSÄTT"}, []money.Amount{1040_00, 1100_00}, 100_00, 800_00},
		{"text_of_the_row", "1930", engagement.Filter{Text: "kontant"}, []money.Amount{1100_00}, 60_00, 800_00},
		{"number", "1930", engagement.Filter{Text: "b 1"}, []money.Amount{800_00}, -300_00, 800_00},
		{"nothing_hit", "1930", engagement.Filter{Text: "x"}, nil, 0, 800_00},
		{"year_before", "1930", engagement.Filter{Year: 1}, nil, 0, 1000_00},
		{"account_without_rows", "1910", engagement.Filter{}, nil, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := h.Account(t.Context(), h.by, e, tt.account, tt.filter)
			must(t, err)
			var balances []money.Amount
			for _, line := range a.Lines {
				balances = append(balances, line.Balance)
			}
			if len(balances) != len(tt.balances) || a.Moved != tt.moved || a.Closing != tt.closing {
				t.Fatalf("balances %v, moved %v, closing %v", balances, a.Moved, a.Closing)
			}
			for i := range balances {
				if balances[i] != tt.balances[i] {
					t.Errorf("balances %v, want %v", balances, tt.balances)
				}
			}
		})
	}
	a, err := h.Account(t.Context(), h.by, e, "1930", engagement.Filter{})
	if err != nil || a.Previous != "1510" || a.Next != "2081" || len(a.Years) != 2 {
		t.Errorf("neighbours %s, %s, %d years, %v", a.Previous, a.Next, len(a.Years), err)
	}
	for _, tt := range []struct {
		account string
		year    int
	}{{"9999", 0}, {"1930", 2}, {"1930", -1}} {
		_, err := h.Account(t.Context(), h.by, e, tt.account, engagement.Filter{Year: tt.year})
		wantErr(t, tt.account, err, engagement.ErrNotFound)
	}
	if v, err := h.Voucher(t.Context(), h.by, e, 0, "A", "1"); err != nil || v.Text != "Insättning" || len(v.Rows) != 4 {
		t.Errorf("Voucher = %+v, %v", v, err)
	}
	_, err = h.Voucher(t.Context(), h.by, e, 1, "A", "1")
	wantErr(t, "the voucher in another year", err, engagement.ErrNotFound)
	_, err = h.Voucher(t.Context(), h.by, e, 7, "A", "1")
	wantErr(t, "a year that is not there", err, engagement.ErrNotFound)
}
