package engagement

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

func TestDivide(t *testing.T) {
	on := func(account string, amount money.Amount, dimension, code string) ledger.Row {
		r := ledger.Row{Account: account, Amount: amount}
		if code != "" {
			r.Objects = []ledger.Object{{Dimension: dimension, Code: code}}
		}
		return r
	}
	struck := on("5010", 99_00, ledger.CostCentre, "A")
	struck.Struck = true
	year := ledger.Year{
		Accounts: []ledger.Account{{Number: "3010", Name: "Försäljning", Result: true}, {Number: "5010", Name: "Hyra", Result: true}},
		Objects:  []ledger.NamedObject{{Dimension: ledger.CostCentre, Code: "A", Name: "Butik"}, {Dimension: ledger.Project, Code: "A", Name: "Ett projekt"}},
		Vouchers: []ledger.Voucher{{Rows: []ledger.Row{
			on("3010", -500_00, ledger.CostCentre, "A"), on("3010", -100_00, ledger.CostCentre, "B"), on("3010", -7_00, "", ""),
			on("5010", 200_00, ledger.CostCentre, "B"), on("5010", 3_00, ledger.Project, "A"), struck,
			on("1930", 404_00, ledger.CostCentre, "A"), on("8999", 10_00, ledger.CostCentre, "A"),
		}}},
	}
	want := ByObject{
		Dimension: ledger.CostCentre,
		Objects:   []ledger.NamedObject{{Dimension: ledger.CostCentre, Code: "A", Name: "Butik"}, {Dimension: ledger.CostCentre, Code: "B"}},
		Rows: []ObjectRow{
			{"3010", "Försäljning", []money.Amount{-500_00, -100_00, -7_00}, -607_00},
			{"5010", "Hyra", []money.Amount{0, 200_00, 3_00}, 203_00},
		},
	}
	if diff := cmp.Diff(want, divide(year, ledger.CostCentre)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestDivideOnMany holds that the sums stay when there are more objects than
// columns.
func TestDivideOnMany(t *testing.T) {
	var v ledger.Voucher
	var all money.Amount
	for i := range 3 * MaxObjects {
		amount := money.Amount(100 + i)
		all += amount
		v.Rows = append(v.Rows, ledger.Row{Account: "5010", Amount: amount, Objects: []ledger.Object{{Dimension: ledger.Project, Code: fmt.Sprint("P", i)}}})
	}
	b := divide(ledger.Year{Vouchers: []ledger.Voucher{v}}, ledger.Project)
	if len(b.Objects) != MaxObjects || b.Others != 2*MaxObjects || b.Objects[0].Code != fmt.Sprint("P", 3*MaxObjects-1) {
		t.Errorf("columns %v, others %d", b.Objects, b.Others)
	}
	var sum money.Amount
	for _, a := range b.Rows[0].Amounts {
		sum += a
	}
	if len(b.Rows[0].Amounts) != MaxObjects+2 || sum != all || b.Rows[0].Sum != all {
		t.Errorf("amounts %v, sum %s, want %s", b.Rows[0].Amounts, b.Rows[0].Sum, all)
	}
}
