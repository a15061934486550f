package ledger

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"

	"github.com/google/go-cmp/cmp"
)

func testYear() Year {
	return Year{
		Period: civil.Period{From: civil.MustParse("2024-05-01"), To: civil.MustParse("2025-04-30")},
		Accounts: []Account{
			{Number: "1510", Name: "Kundfordringar"}, {Number: "1930", Name: "Bank"}, {Number: "3001", Name: "Försäljning", Result: true},
		},
		Balances: []Balance{
			{Account: "1510", Opening: 5000, Moved: -5000},
			{Account: "1930", Moved: 15000},
			{Account: "3001", Moved: -10000},
		},
		Vouchers: []Voucher{
			{Series: "A", Number: "1", Date: civil.MustParse("2024-05-03"), Rows: []Row{
				{Account: "1930", Amount: 10000}, {Account: "3001", Amount: -10000}, {Account: "1930", Amount: 77, Struck: true},
			}},
			{Series: "C", Number: "1", Date: civil.MustParse("2025-04-30"), Rows: []Row{
				{Account: "1930", Amount: 5000}, {Account: "1510", Amount: -5000},
			}},
			{Series: "A", Number: "2", Date: civil.MustParse("2024-05-31")},
		},
	}
}

func TestTotals(t *testing.T) {
	book := &Book{Company: Company{Name: "Prov AB"}, Years: []Year{testYear()}}
	got := book.Totals().Years[0]
	if got.Vouchers != 3 || got.Rows != 5 {
		t.Errorf("vouchers, rows = %d, %d, want 3, 5", got.Vouchers, got.Rows)
	}
	if diff := cmp.Diff([]SeriesTotals{{"A", 2, "2"}, {"C", 1, "1"}}, got.Series); diff != "" {
		t.Errorf("series (-want +got):\n%s", diff)
	}
	bank, _ := got.Account("1930")
	months := make([]money.Amount, 12)
	months[0], months[11] = 10000, 5000
	if diff := cmp.Diff(months, bank.Months); diff != "" {
		t.Errorf("months of 1930 (-want +got):\n%s", diff)
	}
	if bank.Closing() != 15000 || !bank.Used() {
		t.Errorf("1930 closes at %v, used %v", bank.Closing(), bank.Used())
	}
}

func TestLookUp(t *testing.T) {
	y := testYear()
	if a, ok := y.Account("1930"); !ok || a.Name != "Bank" {
		t.Errorf("Account(1930) = %v, %v", a, ok)
	}
	if _, ok := y.Account("1940"); ok {
		t.Error("Account(1940) found an account that is not there")
	}
	if got := y.Balance("1510").Closing(); got != 0 {
		t.Errorf("1510 closes at %v, want 0", got)
	}
	if got := y.Balance("1940"); got != (Balance{Account: "1940"}) {
		t.Errorf("Balance(1940) = %v, want zero", got)
	}
}

func TestSideByBAS(t *testing.T) {
	for number, want := range map[string][2]bool{
		"1510": {true, false}, "2099": {true, false}, "3001": {false, true}, "8999": {false, true},
		"0351": {false, false}, "9100": {false, false}, "": {false, false}, "FEL": {false, false},
	} {
		if got := [2]bool{IsBalance(number), IsResult(number)}; got != want {
			t.Errorf("%q: balance, result = %v, want %v", number, got, want)
		}
	}
}
