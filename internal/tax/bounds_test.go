package tax_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

const year2025 = "2025-01-01 2025-12-31"

// A fund in debit is told, and every sum keeps its sign: the base, the next
// year and what is left.
func TestSumsOfAFundInDebit(t *testing.T) {
	f := withFund(facts(year2025, map[string]money.Amount{"2129": 10_000, "3001": -100_000}), "2124", "2024-01-01 2024-12-31", 1_000)
	f.Years = periods("2024-01-01 2024-12-31")
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if got := lines(r.TaxSteps); !strings.Contains(got, "|4.6a|-176|") || !strings.Contains(got, "|4.6d|-400|") {
		t.Errorf("steps %s, want -176 on 4.6a (1,96 %% of 1 000 less 10 000) and -400 on 4.6d", got)
	}
	b, err := tax.Prepare(withoutReversal(f))
	if err != nil {
		t.Fatal(err)
	}
	plans := b.Alternatives(tax.Choice{Kind: tax.KindOwn}, tax.Goal{Kind: tax.GoalTax})
	debit := plans[0]
	if release := plans[4]; release.Err != nil || release.Result.FundsLeft() != -10_000*kr {
		t.Errorf("max återföring: %v, left %v, want the fund in debit to stay", release.Err, release.Result.FundsLeft())
	}
	if debit.Result.FundsLeft() != -9_000*kr || debit.Later.Schablon != -229*kr {
		t.Errorf("left %v, next year %v, want -9 000 and -229", debit.Result.FundsLeft(), debit.Later.Schablon)
	}
	if next := debit.Result.Utgaende().Fonder; len(next) != 2 {
		t.Errorf("next year begins with %v, want both funds", next)
	}
}

// withoutReversal moves a fund in debit to an account whose year is not due.
func withoutReversal(f tax.Facts) tax.Facts {
	f.Accounts = slices.Clone(f.Accounts)
	for i := range f.Accounts {
		if f.Accounts[i].Number == "2129" {
			f.Accounts[i].Number = "2123"
		}
	}
	return f
}

// Costs with a credit balance and income with a debit balance stay on their
// rows, with a minus sign.
func TestRowsAgainstTheirSign(t *testing.T) {
	values := fields(t, compute(t, facts(year2025, map[string]money.Amount{"3001": -100_000, "6072": -300, "8314": 70}), tax.Choice{Kind: tax.KindNone}))
	if values["INK2S 7653"] != -300 || values["INK2S 7754"] != -70 {
		t.Errorf("4.3c %v, 4.5c %v, want -300 and -70", values["INK2S 7653"], values["INK2S 7754"])
	}
}

// Paid tax that exceeds the debt is a claim, and moves nothing else than it.
func TestOnlyTaxChangesSides(t *testing.T) {
	for _, tt := range []struct {
		name     string
		balances map[string]money.Amount
		want     string
	}{
		{"claim", map[string]money.Amount{"1219": -5_000, "1930": 9_000, "2518": 400, "2610": -700, "2440": -300}, "1219:2.4 1930:2.26 2440:2.45 2518:2.21 2610:2.48"},
		{"even", map[string]money.Amount{"1681": 60, "2512": -400, "2518": 400}, "1681:2.21"},
		{"debt", map[string]money.Amount{"1630": -10, "1681": 60, "2512": -400, "2518": 399}, "1630:2.49 1681:2.21 2512:2.49 2518:2.49"},
	} {
		list, _, err := compute(t, facts(year2025, tt.balances), tax.Choice{Kind: tax.KindNone}).INK2()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range list {
			for _, a := range f.Accounts {
				if f.Form == "INK2R" && tt.balances[a.Account] != 0 {
					got = append(got, a.Account+":"+f.Row)
				}
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

// An account without a balance needs no row of the form.
func TestUncoupledWithoutBalance(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -1_000})
	f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: "1390", Opening: 5, Moved: -5}, ledger.AccountTotal{Number: "2400"})
	if _, findings, err := compute(t, f, tax.Choice{Kind: tax.KindNone}).INK2(); err != nil || len(findings) != 0 {
		t.Errorf("findings %v, %v, want none", findings, err)
	}
}

// What is less than booked of the special taxes raises the result.
func TestLessSpecialTaxThanBooked(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -100_000, "7533": 5_000})
	f.Pension = &tax.Pension{Underlag: ptr(10_000 * kr)}
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if r.Steps[1].Code != tax.StepSpecialTaxes || r.Steps[1].Amount != 2_574*kr {
		t.Errorf("step %+v, want 5 000 − 2 426 = 2 574 back", r.Steps[1])
	}
}

// A debt of tax that nobody computes is left for a person to explain.
func TestDebtsThatArePersons(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -100_000, "7533": 5_000, "2514": -5_000, "2512": -7_000, "2518": 7_000})
	f.TidigareSkatt = ptr(0)
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if list := r.Skatteskulder(); len(list) != 2 || list[0].Kind != tax.EntryTax || list[1].Account != "2518" {
		t.Errorf("debts %+v, want that of the year and preliminary tax", list)
	}
	f.TidigareSkatt = ptr(-900 * kr)
	if list := compute(t, f, tax.Choice{Kind: tax.KindNone}).Skatteskulder(); len(list) != 3 || list[1].Kind != tax.EntryPrior || list[1].Amount != 900*kr {
		t.Errorf("debts %+v, want 900 back for earlier years", list)
	}
	if _, ok := (tax.Preliminarskatt{Debiterad: -12_001 * kr}).AtClosing(f.Year); ok {
		t.Error("a negative sum that twelve instalments cannot be is taken for one")
	}
}

// A debt of nothing is shown where its account has something at either end of
// the year.
func TestDebtOfNothing(t *testing.T) {
	for _, tt := range []struct {
		opening, moved money.Amount
		shown          int
	}{{5, -5, 1}, {-5, 5, 1}, {0, 5, 1}, {0, -5, 1}, {0, 0, 0}} {
		f := facts(year2025, map[string]money.Amount{"5010": 1_000})
		f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: "2512", Opening: tt.opening, Moved: tt.moved})
		if got := compute(t, f, tax.Choice{Kind: tax.KindNone}).Skatteskulder(); len(got) != tt.shown {
			t.Errorf("2512 of %v and %v: %+v, want %d", tt.opening, tt.moved, got, tt.shown)
		}
	}
}

// Interest of earlier years that is used needs form N9 also in a year without
// interest.
func TestFormForCarriedInterest(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -100_000})
	f.Ingaende.Rantenetto = []tax.Kvarstaende{{Year: period("2024-01-01 2024-12-31"), Amount: 1_000 * kr}}
	if r := compute(t, f, tax.Choice{Kind: tax.KindNone}); r.Ranta.CarriedUsed != 1_000*kr || !has(r.Findings, tax.FoundInterestGroup) {
		t.Errorf("used %v, findings %v", r.Ranta.CarriedUsed, r.Findings)
	}
}

// Findings go by the facts that they are about, and by those only.
func TestWhenFindingsAreMade(t *testing.T) {
	residual := func(ib, book money.Amount) func(*tax.Facts) {
		return func(f *tax.Facts) {
			f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: "2150", Opening: -ib * kr})
			f.Inventarier = &tax.Inventarier{Metod: tax.Restvarde, Ingaende: 100_000 * kr, Bokfort: book * kr}
		}
	}
	moved := func(account string, opening, moved money.Amount) func(*tax.Facts) {
		return func(f *tax.Facts) {
			f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: account, Opening: opening * kr, Moved: moved * kr, Result: ledger.IsResult(account)})
		}
	}
	group := func(account string, booked money.Amount, row string, added money.Amount) func(*tax.Facts) {
		return func(f *tax.Facts) {
			moved(account, 0, booked)(f)
			f.Additions = []tax.Addition{{ID: "k", Row: row, Amount: added * kr}}
		}
	}
	for _, tt := range []struct {
		name, year string
		change     func(*tax.Facts)
		code       string
		found      bool
	}{
		{"residual_without_2150", year2025, residual(0, 90_000), tax.FoundResidualOver, false},
		{"residual_with_2150", year2025, residual(1, 90_000), tax.FoundResidualOver, true},
		{"residual_with_2150_in_debit", year2025, residual(-1, 90_000), tax.FoundResidualOver, true},
		{"residual_has_no_plan_to_compare", year2025, residual(0, 1), tax.FoundPlanAboveTax, false},
		{"eighteen_months", "2024-07-01 2025-12-31", moved("1930", 1, 0), tax.FoundOddLength, true},
		{"eleven_months", "2025-02-01 2025-12-31", moved("1930", 1, 0), tax.FoundOddLength, true},
		{"twelve_months", year2025, moved("1930", 1, 0), tax.FoundOddLength, false},
		{"property_in_eighteen_months", "2024-07-01 2025-12-31", func(f *tax.Facts) { f.Fastigheter = []tax.Fastighet{{Rad: "1.12"}} }, tax.FoundPropertyLength, true},
		{"odd_account_in_credit", year2025, moved("9100", 0, -1), tax.FoundNotBAS, true},
		{"odd_account_in_debit", year2025, moved("9100", 0, 1), tax.FoundNotBAS, true},
		{"odd_account_back_to_zero", year2025, moved("900", 1, -1), tax.FoundNotBAS, true},
		{"odd_account_that_is_not_used", year2025, moved("9100", 0, 0), tax.FoundNotBAS, false},
		{"given_back", year2025, group("8830", -5, "4.4a", -3), tax.FoundBothGroup, true},
		{"received_back", year2025, group("8820", 5, "4.6c", 3), tax.FoundBothGroup, true},
		{"received_and_row_with_minus", year2025, group("8820", -5, "4.6c", -3), tax.FoundBothGroup, true},
		{"given_and_row_with_plus", year2025, group("8830", 5, "4.4a", 3), tax.FoundBothGroup, true},
		{"fund_without_8811", year2025, moved("2125", 0, -7), tax.FoundFundBooked, true},
		{"8811_without_fund", year2025, moved("8811", 0, 7), tax.FoundFundBooked, true},
		{"8819_without_fund", year2025, moved("8819", 0, -7), tax.FoundFundBooked, true},
		{"debited_is_negative", year2025, func(f *tax.Facts) { f.Preliminar.Debiterad = -1 }, tax.FoundPreliminary, true},
		{"fund_of_an_earlier_digit", year2025, func(f *tax.Facts) { *f = withFund(*f, "2123", "2024-01-01 2024-12-31", 1) }, tax.FoundFundAccount, true},
		{"fund_of_a_later_digit", year2025, func(f *tax.Facts) { *f = withFund(*f, "2125", "2024-01-01 2024-12-31", 1) }, tax.FoundFundAccount, true},
	} {
		f := facts(tt.year, nil)
		tt.change(&f)
		b, err := tax.Prepare(f)
		if err != nil || has(b.Findings(), tt.code) != tt.found {
			t.Errorf("%s: %s found %v, %v, want %v", tt.name, tt.code, !tt.found, err, tt.found)
		}
	}
}

// Amounts that no sum can hold are refused, whatever their sign.
func TestTheLowestNumber(t *testing.T) {
	for _, a := range []money.Amount{math.MinInt64, math.MaxInt64, tax.MaxAmount + 1, -tax.MaxAmount - 1} {
		if _, err := tax.Prepare(tax.Facts{Company: tax.Company{Form: tax.AB}, Year: period(year2025), Accounts: []ledger.AccountTotal{{Number: "1930", Opening: a}}}); !tooLarge(err) {
			t.Errorf("%d: error %v", a, err)
		}
	}
	b, err := tax.Prepare(facts(year2025, nil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Compute(tax.Choice{Kind: tax.KindNone, Overvarde: math.MinInt64}); !tooLarge(err) {
		t.Errorf("a choice of the lowest number: error %v", err)
	}
}

// An odd list of known years neither stops the count of a fund nor hangs it.
func TestOddKnownYears(t *testing.T) {
	f := withFund(facts(year2025, nil), "2110", "1960-01-01 1960-12-31", 1)
	f.Years = []civil.Period{{From: civil.Of(2025, 6, 1), To: civil.Of(2024, 12, 31)}}
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if got := r.Funds[0].YearsAfter; got != 40 {
		t.Errorf("%d tax years after 1960, want the bound of 40", got)
	}
	f.Ingaende.Fonder[0].Year = period("2019-01-01 2019-12-31")
	if got := compute(t, f, tax.Choice{Kind: tax.KindNone}).Funds[0].YearsAfter; got != 6 {
		t.Errorf("%d tax years after 2019, want 6: a known year must begin before it ends", got)
	}
}

// What was booked between two kinds cannot be built upon, and is not mixed up.
func TestBookedBetweenKinds(t *testing.T) {
	f := planned()
	book(&f, map[string]money.Amount{"2153": 1_000, "2125": -1_000})
	_, _, err := compute(t, f, ownPlan).Entries(tax.Orders{})
	if ue := (*tax.UnbalancedError)(nil); !errors.As(err, &ue) || ue.Kind != tax.EntryOver || ue.Diff != -1_000*kr {
		t.Errorf("error %v, want överavskrivningar that differ by -1 000", err)
	}
	f = planned()
	book(&f, map[string]money.Amount{"2153": -1_000, "2091": 1_000})
	_, _, err = compute(t, f, ownPlan).Entries(tax.Orders{})
	if ue := (*tax.UnbalancedError)(nil); !errors.As(err, &ue) || ue.Diff != 1_000*kr {
		t.Errorf("error %v, want a difference of 1 000", err)
	}
}

// An account that two entries lack is told once.
func TestMissingAccountOnce(t *testing.T) {
	f := facts(year2025, map[string]money.Amount{"3001": -100_000, "8910": 0, "8920": 0, "8999": 0, "2099": 0})
	f.TidigareSkatt = ptr(500 * kr)
	_, findings, err := compute(t, f, tax.Choice{Kind: tax.KindNone}).Entries(tax.Orders{})
	want := []tax.Finding{{Code: tax.FoundAccountMissing, Severity: tax.Error, Args: []string{"2512"}}}
	if diff := cmp.Diff(want, findings); err != nil || diff != "" {
		t.Errorf("findings %v (-want +got):\n%s", err, diff)
	}
}

// An account that held a fund before is not the year's own, though it grew.
func TestOldFundThatGrew(t *testing.T) {
	f := withFund(facts(year2025, map[string]money.Amount{"3001": -100_000}), "2124", "2024-01-01 2024-12-31", 1_000)
	for i := range f.Accounts {
		if f.Accounts[i].Number == "2124" {
			f.Accounts[i].Moved = -50 * kr
		}
	}
	if got := compute(t, f, tax.Choice{Kind: tax.KindNone}).FundAccount(); got != "2125" {
		t.Errorf("the year's fund goes to %s, want 2125", got)
	}
}

func TestOwnersOnTheEdge(t *testing.T) {
	year := period(year2025)
	for _, tt := range []struct {
		reason string
		owners []tax.Delagare
	}{
		{"range", []tax.Delagare{{Account: "2019", Andel: -1_000}, {Account: "2029", Andel: 6_000}, {Account: "2039", Andel: 5_000}}},
		{"range", []tax.Delagare{{Account: "2019", Andel: 10_001}}},
		{"shares", []tax.Delagare{{Account: "2019", Andel: 6_000}, {Account: "2029", Andel: 6_000}}},
	} {
		_, err := tax.OwnerResult(tax.Company{Form: tax.HB}, year, nil, tt.owners, nil)
		if fe := (*tax.FieldError)(nil); !errors.As(err, &fe) || fe.Reason != tt.reason {
			t.Errorf("error %v, want %s", err, tt.reason)
		}
	}
	f := facts(year2025, map[string]money.Amount{"5010": 300, "8999": -200, "2019": 0})
	got, err := tax.OwnerResult(tax.Company{Form: tax.EF}, year, f.Accounts, tax.UsualOwners(tax.EF), nil)
	want := []tax.Finding{{Code: tax.FoundBooked, Severity: tax.Warning, Args: []string{"resultat", "\u2212200"}}}
	if diff := cmp.Diff(want, got.Findings); err != nil || diff != "" {
		t.Errorf("findings of a loss that is booked %v (-want +got):\n%s", err, diff)
	}
}

// Two assets of one year of purchase are one row.
func TestAssetsOfOneYear(t *testing.T) {
	year := period(year2025)
	asset := tax.Tillgang{Kopt: civil.Of(2025, 3, 1), Anskaffning: 100 * kr, Utgaende: 80 * kr}
	want := []tax.Argang{{Year: year, Belopp: 200 * kr}}
	if diff := cmp.Diff(want, tax.FromRegister([]tax.Tillgang{asset, asset}, 0, year, nil).Kvar); diff != "" {
		t.Errorf("by year of purchase (-want +got):\n%s", diff)
	}
}

// The base of a foreign capital insurance: capital × (1,96 + 1) %, at least
// 1,25 %, and 30 % of it. Source: lag (1990:661) 3 d §, 9 §.
func TestCapitalOfInsurances(t *testing.T) {
	for year, want := range map[string]money.Amount{year2025: 29_600, "2021-01-01 2021-12-31": 12_500} {
		f := facts(year, map[string]money.Amount{"3001": -1_000_000})
		f.Avkastning = []tax.Avkastning{{Rad: "1.7b", Kapital: 1_000_000 * kr}, {Rad: "1.7a", Underlag: 100 * kr}}
		r := compute(t, f, tax.Choice{Kind: tax.KindNone})
		if values := fields(t, r); values["INK2 7156"] != want || r.Betalning.Yield != (want*30/100+30)*kr {
			t.Errorf("%s: base %v, tax %v, want %v and 30 %% of it", year, values["INK2 7156"], r.Betalning.Yield, want)
		}
	}
	f := facts("2026-05-01 2027-04-30", nil)
	f.Avkastning = []tax.Avkastning{{Rad: "1.7b", Kapital: 1}}
	if _, err := tax.Prepare(f); !isA[*tax.YearError](err) {
		t.Errorf("rate that is not known: error %v", err)
	}
}

// Errors say which fund and what is wrong with it.
func TestFundErrorsSayWhat(t *testing.T) {
	unknown := (&tax.FundError{Account: "2110"}).Error()
	later := (&tax.FundError{Account: "2126", Year: period("2026-01-01 2026-12-31")}).Error()
	if !strings.Contains(unknown, "is not known") || !strings.Contains(later, "2026-01-01 – 2026-12-31 does not lie before") {
		t.Errorf("errors %q, %q", unknown, later)
	}
}
