package tax_test

import (
	"testing"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// odd are facts with öre on accounts.
func odd(balances map[string]money.Amount) tax.Facts {
	f := facts(year2025, nil)
	for number, amount := range balances {
		a := ledger.AccountTotal{Number: number, Result: ledger.IsResult(number), Opening: amount}
		if a.Result {
			a.Opening, a.Moved = 0, amount
		}
		f.Accounts = append(f.Accounts, a)
	}
	return f
}

// Every field and tax is whole kronor, the öre dropped of each part, whatever
// the books have. Source: SFL 22 kap. 1 §.
func TestOreAreDropped(t *testing.T) {
	f := odd(map[string]money.Amount{"3001": -1_000_000_99, "7832": 10_000_50, "7410": 40_004_99, "5191": 1_000_50, "7551": 500_70, "2514": -99})
	f.Inventarier = &tax.Inventarier{Metod: tax.Restvarde, Ingaende: 100_000_90, Bokfort: 90_000_00}
	f.Pension = &tax.Pension{}
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if p := r.Betalning; p.Pension != 9_704*kr || p.Property != 1_000*kr || p.Yield != 500*kr || p.ToPay%kr != 0 {
		t.Errorf("to pay %+v", p)
	}
	values := fields(t, r)
	if values["INK2 7132"] != 40_004 || values["INK2S 7765"] != 15_000 {
		t.Errorf("base of pensions %v, 4.9 %v, want 40 004 and 25 000 − 10 000", values["INK2 7132"], values["INK2S 7765"])
	}
	if s := r.PaySteps[0]; s.Code != tax.StepPayroll || s.Args[0] != "40\u00a0004" {
		t.Errorf("step %+v, want the base in whole kronor", s)
	}
	for _, s := range r.TaxSteps {
		if s.Code == tax.StepResidual && (s.Args[0] != "25\u00a0000" || s.Args[1] != "10\u00a0000" || s.Amount != -15_000*kr) {
			t.Errorf("residual step %+v, want whole kronor", s)
		}
	}
	if got := tax.SarskildLoneskatt(4_99, 2426); got != 0 {
		t.Errorf("tax on 4,99 is %v, want that on 4: 0", got)
	}
	f = odd(map[string]money.Amount{"3001": -1_000_000_00})
	f.Fastigheter = []tax.Fastighet{{Rad: "1.12", Taxeringsvarde: 12_399_99}, {Rad: "1.12", Taxeringsvarde: 150_99}, {Rad: "1.8", Taxeringsvarde: 1, Avgift: ptr(99)}, {Rad: "1.8", Taxeringsvarde: 13_333_99}}
	r = compute(t, f, tax.Choice{Kind: tax.KindNone})
	if r.Betalning.Property != (123+1+99)*kr || fields(t, r)["INK2 95"] != 12_549 {
		t.Errorf("property tax %v on %v, want 123 + 1 + 99, the rows of 1.12 being 12 549", r.Betalning.Property, fields(t, r)["INK2 95"])
	}
}

// When others of the group used more than the sum, none of it is left.
func TestNothingLeftOfTheGroupSum(t *testing.T) {
	f := indebted(4_000_000)
	f.Rantor.ForenklingAndra, f.Rantor.Regel = 6_000_000*kr, tax.RuleSimple
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}); r.Ranta.NotDeductible != 4_000_000*kr || r.Ranta.Simple != 0 {
		t.Errorf("not deductible %v, by the sum %v, want all and none", r.Ranta.NotDeductible, r.Ranta.Simple)
	}
}

// Each part of the limit on interest is whole kronor, and a base below zero gives
// no room.
func TestOreOfInterest(t *testing.T) {
	f := withFund(odd(map[string]money.Amount{"3001": -10_000_000_55, "8410": 6_000_000_99, "8311": -60, "7832": 1_000_99}), "2119", "2019-01-01 2019-12-31", 0)
	f.Ingaende.Fonder[0].Amount = 300_99
	f.Accounts[len(f.Accounts)-1].Opening = -300_99
	f.Rantor.Ovrigt = 7_99
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	// 10 000 000 − 6 000 000 − 1 000 + 300 with öre is 3 999 300,46; with 5 of
	// standard income and 12 of uppräkning the surplus is 3 999 317.
	want := tax.InterestBase{Net: 6_000_000 * kr, Result: 3_999_317 * kr, Depreciation: 1_000 * kr, Reversed: 300 * kr, Other: 7 * kr}
	if r.Ranta.InterestBase != want || r.Ranta.Underlag != 10_000_024*kr || r.Ranta.Utrymme != 3_000_007*kr {
		t.Errorf("base %+v, %v, room %v, want %+v", r.Ranta.InterestBase, r.Ranta.Underlag, r.Ranta.Utrymme, want)
	}
	f = odd(map[string]money.Amount{"5010": 9_000_000_00, "8410": 6_000_000_00})
	f.Rantor.Regel = tax.RuleEBITDA
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}).Ranta; r.Utrymme != 0 || r.EBITDA != 0 || r.NotDeductible != 6_000_000*kr {
		t.Errorf("room %v, deductible %v, want none of a base below zero", r.Utrymme, r.EBITDA)
	}
}

// A year has a surplus or a deficit, a profit or a loss: the other fields are
// not there, and öre of earlier deficits are dropped.
func TestOneSideOfEachPair(t *testing.T) {
	for income, want := range map[money.Amount][]string{
		-9_000_99: {"INK2 7104", "INK2S 7650", "INK2S 7670", "INK2R 7450"}, 9_000_99: {"INK2 7114", "INK2S 7750", "INK2S 7770", "INK2R 7550"},
	} {
		values := fields(t, compute(t, odd(map[string]money.Amount{"3001": income}), tax.Choice{Kind: tax.KindNone}))
		got := 0
		for _, code := range []string{"INK2 7104", "INK2 7114", "INK2S 7650", "INK2S 7750", "INK2S 7670", "INK2S 7770", "INK2R 7450", "INK2R 7550"} {
			if _, there := values[code]; there {
				got++
			}
		}
		for _, code := range want {
			if values[code] <= 0 {
				t.Errorf("result %v: %s is %v, want it there and positive", -income, code, values[code])
			}
		}
		if got != len(want) {
			t.Errorf("result %v: %d of the paired fields, want %v", -income, got, want)
		}
	}
	u := tax.Underskott{Belopp: 900_99, Sparrat: 300_98, Agarforandring: &tax.Agarforandring{Aldre: 500_97, Utgift: 100_10}}
	want := tax.DeficitUse{Gross: 900 * kr, Cap: 200 * kr, Lost: 300 * kr, Usable: 50 * kr, Barred: 250 * kr, Deducted: 350 * kr}
	if got := u.Use(period(year2025), 60_50, 10_00, 20000); got != want {
		t.Errorf("deficit %+v, want whole kronor %+v", got, want)
	}
}
