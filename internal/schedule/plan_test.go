package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
)

const kr = money.Amount(100)

func period(from, to string) civil.Period {
	return civil.Period{From: civil.MustParse(from), To: civil.MustParse(to)}
}

// plan is a company with a profit of 100 000, fund 2123 of 20 000 and fund 2119
// of 2019 that must go back.
func plan(t *testing.T, change func(*tax.Facts), c tax.Choice) tax.Result {
	t.Helper()
	f := tax.Facts{Company: tax.Company{Form: tax.AB, Framework: "k2"}, Year: period("2025-01-01", "2025-12-31")}
	f.Accounts = []ledger.AccountTotal{
		{Number: "2119", Opening: -5_000 * kr}, {Number: "2123", Opening: -20_000 * kr}, {Number: "3001", Result: true, Moved: -100_000 * kr},
	}
	f.Ingaende.Fonder = []tax.Periodiseringsfond{
		{Account: "2119", Year: period("2019-01-01", "2019-12-31"), Amount: 5_000 * kr, Confirmed: true},
		{Account: "2123", Year: period("2023-01-01", "2023-12-31"), Amount: 20_000 * kr, Confirmed: true},
	}
	change(&f)
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Compute(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func lines(w workpaper.Workpaper) []string {
	var list []string
	for _, s := range w.Steps {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", s.Account, s.Code, s.Amount.Plain(), strings.Join(s.Args, " "))))
	}
	return list
}

func TestOfPlan(t *testing.T) {
	r := plan(t, func(f *tax.Facts) { f.Preliminar = tax.Preliminarskatt{Debiterad: 12_000 * kr} },
		tax.Choice{Kind: tax.KindOwn, Avsattning: 10_000 * kr, Aterforing: map[string]money.Amount{"2123/2023-12-31": 4_000 * kr}})
	papers := schedule.OfPlan(r)
	if len(papers) != 2 || papers[0].Kind != workpaper.Funds || papers[1].Kind != workpaper.Tax {
		t.Fatalf("bilagor %+v, want funds and tax", papers)
	}
	want := map[string]money.Amount{"2119": 0, "2123": -16_000 * kr, "2125": -10_000 * kr}
	if diff := cmp.Diff(want, papers[0].Computed); diff != "" {
		t.Errorf("funds (-want +got):\n%s", diff)
	}
	steps := []string{
		"2119 fund_opening -5000,00 2119 2019-01-01 – 2019-12-31", "2119 fund_compulsory 5000,00 2119 2019-01-01 – 2019-12-31 6",
		"2123 fund_opening -20000,00 2123 2023-01-01 – 2023-12-31", "2123 fund_voluntary 4000,00 2123 2023-01-01 – 2023-12-31",
		"2125 allocation -10000,00 " + r.MaxAllocation.Plain(),
	}
	if diff := cmp.Diff(steps, lines(papers[0])); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]money.Amount{"2512": -r.Tax, "2518": 11_000 * kr}, papers[1].Computed); diff != "" {
		t.Errorf("tax (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"2119", "2123", "2125"}, papers[0].Accounts); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
}

// What a bilaga says of its accounts is the sum of its lines on them.
func TestLinesSumToTheAccounts(t *testing.T) {
	equipment := func(f *tax.Facts) {
		f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: "2150", Opening: -10_000 * kr}, ledger.AccountTotal{Number: "2153", Opening: -1_000 * kr})
		f.Inventarier = &tax.Inventarier{Metod: tax.Rakenskapsenlig, Ingaende: 50_000 * kr, Bokfort: 60_000 * kr}
		f.Pension = &tax.Pension{}
		own := 7_000 * kr
		f.TidigareSkatt = &own
	}
	own := 15_000 * kr
	for _, w := range schedule.OfPlan(plan(t, equipment, tax.Choice{Kind: tax.KindMax, Skatt: &own})) {
		sums := map[string]money.Amount{}
		for _, s := range w.Steps {
			if s.Account != "" {
				sums[s.Account] += s.Amount
			}
		}
		if diff := cmp.Diff(w.Computed, sums); diff != "" {
			t.Errorf("%s (-computed +lines):\n%s", w.Kind, diff)
		}
		switch w.Kind {
		case workpaper.Excess:
			if diff := cmp.Diff(map[string]money.Amount{"2150": -24_000 * kr, "2153": -1_000 * kr}, w.Computed); diff != "" {
				t.Errorf("överavskrivningar (-want +got):\n%s", diff)
			}
		case workpaper.Tax:
			if w.Computed["2512"] != -22_000*kr {
				t.Errorf("2512 %v, want the own tax and that of earlier years, −22 000", w.Computed["2512"])
			}
			if got := strings.Join(lines(w), "\n"); !strings.Contains(got, "own_tax 15000,00") {
				t.Errorf("the own tax does not stand beside the computed one:\n%s", got)
			}
		}
	}
}
