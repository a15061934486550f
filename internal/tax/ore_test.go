package tax_test

import (
	"errors"
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

func wholeFields(t *testing.T, r tax.Result) {
	t.Helper()
	list, _, err := r.INK2()
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range list {
		if field.Amount%kr != 0 {
			t.Errorf("%s %s: %v, want whole kronor", field.Form, field.Row, field.Amount)
		}
	}
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
	if _, there := values["INK2 7133"]; there || values["INK2 7132"] != 40_004 || values["INK2S 7765"] != 15_000 {
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
	wholeFields(t, r)
	if got := tax.KapitalforsakringUnderlag(12_345_67, 196); got != 365*kr {
		t.Errorf("2,96 %% of 12 345,67 is %v, want 365", got)
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

// Every amount of the forms and of what there is to pay is whole kronor.
func TestWholeKronorEverywhere(t *testing.T) {
	f := odd(map[string]money.Amount{"3001": -1_000_000_99, "8920": 100_99, "7533": 10_99, "2893": -70_99, "1930": 500_99, "2518": 300_99, "1510": 10_60, "1519": -60})
	f.Avkastning = []tax.Avkastning{{Rad: "1.6a", Underlag: 106_99}, {Rad: "1.7b", Kapital: 12_345_67}}
	f.Fastigheter = []tax.Fastighet{{Rad: "1.8", Avgift: ptr(50_99)}}
	f.Fondandelar = 12_345_00
	f.Preliminar.Debiterad = 400_99
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	b, err := tax.Prepare(f)
	if err != nil || b.Justeringar()[0].ID != "4.6b" || b.Justeringar()[0].Row != "4.6b" || b.Justeringar()[0].Proposed != 49*kr {
		t.Errorf("adjustments %+v, %v", b.Justeringar(), err)
	}
	if p := r.Betalning; p.Yield != (15+109)*kr || p.Pension != 10*kr || p.Property != 50*kr || p.Booked != 300*kr || p.Debited != 400*kr || p.Remaining != 100*kr {
		t.Errorf("to pay %+v", p)
	}
	if r.FormTax() != r.Tax+100*kr || r.AfterFinance != r.Booked-(15+109+50)*kr {
		t.Errorf("tax of the form %v with %v of other taxes, result %v after %v", r.FormTax(), r.OtherTaxes, r.AfterFinance, r.Booked)
	}
	wholeFields(t, r)
	if values := fields(t, r); values["INK2S 8026"] != 70 || values["INK2S 7668"] != 49 || values["INK2 7156"] != 365 || values["INK2R 7251"] != 10 {
		t.Errorf("fields %v", values)
	}
}

// When others of the group used more than the sum, none of it is left.
func TestNothingLeftOfTheGroupSum(t *testing.T) {
	f := indebted(4_000_000)
	f.Rantor.ForenklingAndra, f.Rantor.Regel = 6_000_000*kr, tax.RuleSimple
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}); r.Ranta.NotDeductible != 4_000_000*kr || r.Ranta.Simple != 0 {
		t.Errorf("not deductible %v, by the sum %v, want all and none", r.Ranta.NotDeductible, r.Ranta.Simple)
	}
	f.Rantor.ForenklingAndra = 4_000_000_99
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}); r.Ranta.NotDeductible != 3_000_000*kr {
		t.Errorf("not deductible %v, want 4 000 000 less the 1 000 000 that others left", r.Ranta.NotDeductible)
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
	rich := tax.Underskott{Belopp: 900_00, Agarforandring: &tax.Agarforandring{Aldre: 500_00, Utgift: 1_000_00}}
	if got := rich.Use(period(year2025), 0, 0, 20000); got.Lost != 0 || got.Deducted != 900*kr {
		t.Errorf("deficit %+v, want nothing lost of 500 under a limit of 2 000", got)
	}
	u := tax.Underskott{Belopp: 900_99, Sparrat: 300_98, Agarforandring: &tax.Agarforandring{Aldre: 500_97, Utgift: 100_10}}
	want := tax.DeficitUse{Gross: 900 * kr, Cap: 200 * kr, Lost: 300 * kr, Usable: 50 * kr, Barred: 250 * kr, Deducted: 350 * kr}
	if got := u.Use(period(year2025), 60_50, 10_00, 20000); got != want {
		t.Errorf("deficit %+v, want whole kronor %+v", got, want)
	}
}

// Interest that may not be deducted makes room for a deficit that is barred, and
// carried interest is counted in whole kronor.
func TestInterestBeforeDeficits(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -7_000_000, "8410": 6_000_000})
	f.Ingaende.Underskott = tax.Underskott{Belopp: 3_000_000 * kr, Sparrat: 3_000_000 * kr}
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if u := r.Underskott; u.Usable != 2_000_000*kr || u.Barred != 1_000_000*kr || r.Surplus != 0 {
		t.Errorf("deficit %+v, surplus %v, want 1 000 000 + 1 000 000 of interest set off", u, r.Surplus)
	}
	f = odd(map[string]money.Amount{"3001": -100_000_00})
	f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: period("2024-01-01 2024-12-31"), Amount: 900_99}}
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}); r.Ranta.CarriedUsed != 900*kr || fields(t, r)["INK2S 7764"] != 900 {
		t.Errorf("used %v, want 900", r.Ranta.CarriedUsed)
	}
}

// Proceeds above the base leave nothing to deduct under restvärdesmetoden: what
// is booked as depreciation comes back.
func TestProceedsAboveTheBase(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -100_000, "7832": 1_000})
	f.Inventarier = &tax.Inventarier{Metod: tax.Restvarde, Ingaende: 10_000 * kr, Ersattning: 15_000 * kr}
	if got := fields(t, compute(t, f, tax.Choice{Kind: tax.KindNone}))["INK2S 7666"]; got != 1_000 {
		t.Errorf("4.9 %v, want the 1 000 that are booked", got)
	}
}

// The lowest and the highest result that can be wished for are those of all
// allocations.
func TestLimitsOfWishes(t *testing.T) {
	for profit := money.Amount(13); profit <= 480; profit += 41 {
		b, err := tax.Prepare(facts(year2025, map[string]money.Amount{"3001": -profit}))
		if err != nil {
			t.Fatal(err)
		}
		low, high := tax.MaxAmount, -tax.MaxAmount
		for kronor := money.Amount(0); ; kronor++ {
			r, err := b.Compute(tax.Choice{Kind: tax.KindOwn, Avsattning: kronor * kr})
			if err != nil {
				break
			}
			low, high = min(low, r.Net), max(high, r.Net)
		}
		for _, want := range []money.Amount{-1_000_000 * kr, 1_000_000 * kr} {
			_, err := b.Compute(tax.Choice{Kind: tax.KindGoal, Goal: tax.Goal{Kind: tax.GoalResult, Amount: want}})
			var ge *tax.GoalError
			if !errors.As(err, &ge) || ge.Lowest != low || ge.Highest != high {
				t.Errorf("profit %v: %v, want from %v to %v", profit, err, low, high)
			}
		}
	}
}
