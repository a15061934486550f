package tax_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

func periods(texts ...string) []civil.Period {
	var list []civil.Period
	for _, text := range texts {
		list = append(list, period(text))
	}
	return list
}

// TestTaxYearsAfter counts tax years, not calendar years: IL 30 kap. 7 §.
func TestTaxYearsAfter(t *testing.T) {
	for _, tt := range []struct {
		name, year, fund string
		known            []civil.Period
		after            int
		must, fits       bool
	}{
		{"fifth_year", "2024-01-01 2024-12-31", "2019-01-01 2019-12-31", nil, 5, false, true},
		{"sixth_year", "2025-01-01 2025-12-31", "2019-01-01 2019-12-31", nil, 6, true, true},
		{"broken_year", "2024-05-01 2025-04-30", "2018-05-01 2019-04-30", nil, 6, true, true},
		{"year_before", "2025-01-01 2025-12-31", "2024-01-01 2024-12-31", nil, 1, false, true},
		{"short_year_counts_as_one", "2024-05-01 2025-04-30", "2019-01-01 2019-12-31", periods("2022-05-01 2023-04-30", "2023-05-01 2024-04-30", "2022-01-01 2022-04-30"), 6, true, true},
		{"long_year_counts_as_one", "2025-07-01 2026-06-30", "2019-01-01 2019-12-31", periods("2024-01-01 2025-06-30"), 6, true, true},
		{"long_year_counts_as_one_the_year_before", "2024-01-01 2025-06-30", "2019-01-01 2019-12-31", nil, 5, false, true},
		{"long_current_year", "2024-09-01 2026-02-28", "2018-09-01 2019-08-31", nil, 6, true, true},
		{"first_year_of_a_company", "2025-01-01 2025-12-31", "2018-08-17 2019-12-31", nil, 6, true, true},
		{"first_year_that_is_known", "2025-01-01 2025-12-31", "2023-03-05 2023-12-31", periods("2023-03-05 2023-12-31"), 2, false, true},
		{"ends_where_no_tax_year_does", "2025-01-01 2025-12-31", "2019-05-01 2020-04-30", nil, 5, false, false},
		{"begins_where_no_tax_year_does", "2025-01-01 2025-12-31", "2024-07-01 2024-12-31", periods("2024-01-01 2024-12-31"), 1, false, true},
		{"older_than_six", "2026-01-01 2026-12-31", "2019-01-01 2019-12-31", nil, 7, true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := withFund(facts(tt.year, nil), "2110", tt.fund, 10_000)
			f.Years = tt.known
			b, err := tax.Prepare(f)
			if err != nil {
				t.Fatal(err)
			}
			r, err := b.Compute(tax.Choice{Kind: tax.KindNone})
			if err != nil {
				t.Fatal(err)
			}
			if s := r.Funds[0]; s.YearsAfter != tt.after || s.Must != tt.must {
				t.Errorf("%d tax years after, must %v, want %d, %v", s.YearsAfter, s.Must, tt.after, tt.must)
			}
			if got := !has(b.Findings(), tax.FoundFundBroken); got != tt.fits {
				t.Errorf("fits %v, want %v", got, tt.fits)
			}
			if got := has(b.Findings(), tax.FoundFundOverdue); got != (tt.after > 6) {
				t.Errorf("overdue %v with %d years", got, tt.after)
			}
			reversed := money.Amount(0)
			if tt.must {
				reversed = 10_000 * kr
			}
			if s := r.Funds[0]; s.Compulsory != reversed || s.Voluntary != 0 || s.Left() != 10_000*kr-reversed {
				t.Errorf("reversed %v and %v, left %v", s.Compulsory, s.Voluntary, s.Left())
			}
		})
	}
}

func has(findings []tax.Finding, code string) bool {
	for _, f := range findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

// TestUplift goes by the fund's own tax year and that of the reversal.
func TestUplift(t *testing.T) {
	for _, tt := range []struct {
		name, year, account, fund string
		want                      tax.Rate
	}{
		{"fund_of_2018_in_2020", "2020-01-01 2020-12-31", "2128", "2018-01-01 2018-12-31", 300},
		{"fund_of_2018_in_2021", "2021-01-01 2021-12-31", "2128", "2018-01-01 2018-12-31", 600},
		{"fund_of_2018_while_the_tax_was_22", "2018-12-01 2019-11-30", "2127", "2016-12-01 2017-11-30", 0},
		{"began_before_2019", "2024-05-01 2025-04-30", "2129", "2018-05-01 2019-04-30", 600},
		{"began_in_2019", "2025-01-01 2025-12-31", "2129", "2019-01-01 2019-12-31", 400},
		{"began_in_2020", "2025-01-01 2025-12-31", "2121", "2020-12-01 2021-11-30", 400},
		{"began_in_2019_and_reversed_at_21_4", "2020-01-01 2020-12-31", "2129", "2019-01-01 2019-12-31", 0},
		{"began_in_2021", "2025-01-01 2025-12-31", "2121", "2021-01-01 2021-12-31", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := withFund(facts(tt.year, nil), tt.account, tt.fund, 100_000)
			r := compute(t, f, tax.Choice{Kind: tax.KindRelease})
			if s := r.Funds[0]; s.Uplift != tt.want || s.Added != tt.want.Of(100_000*kr) {
				t.Errorf("uplift %v, %v, want %v", s.Uplift, s.Added, tt.want)
			}
		})
	}
}

func TestGuessedFundYears(t *testing.T) {
	for _, tt := range []struct {
		name, year, account string
		known               []civil.Period
		want                string
	}{
		{"calendar_year", "2025-01-01 2025-12-31", "2129", nil, "2019-01-01 2019-12-31"},
		{"same_digit_as_this_year", "2029-01-01 2029-12-31", "2129", nil, "2019-01-01 2019-12-31"},
		{"year_before", "2025-01-01 2025-12-31", "2124", nil, "2024-01-01 2024-12-31"},
		{"second_series", "2025-01-01 2025-12-31", "2134", nil, "2024-01-01 2024-12-31"},
		{"first_account_of_the_series", "2025-01-01 2025-12-31", "2120", nil, "2020-01-01 2020-12-31"},
		{"broken_year", "2024-05-01 2025-04-30", "2121", nil, "2020-05-01 2021-04-30"},
		{"known_short_year", "2025-01-01 2025-12-31", "2124", periods("2024-07-01 2024-12-31"), "2024-07-01 2024-12-31"},
		{"before_a_known_long_year", "2025-01-01 2025-12-31", "2123", periods("2023-07-01 2024-12-31"), "2022-07-01 2023-06-30"},
		{"subdivided_account", "2025-01-01 2025-12-31", "21221", nil, "2022-01-01 2022-12-31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.year, map[string]money.Amount{tt.account: -1_000, "2081": -50_000})
			f.Years = tt.known
			want := []tax.Periodiseringsfond{{Account: tt.account, Year: period(tt.want), Amount: 1_000 * kr}}
			if diff := cmp.Diff(want, tax.ProposeFunds(f)); diff != "" {
				t.Errorf("funds (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFundYearMustBeKnown(t *testing.T) {
	unknown := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2110": -1_000})
	late := withFund(facts("2025-01-01 2025-12-31", nil), "2125", "2025-01-01 2025-12-31", 1_000)
	skipped := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2129": -1_000})
	skipped.Years = periods("2019-07-01 2020-12-31", "2018-01-01 2018-12-31") // no tax year ended in 2019
	skipped.Years = append(skipped.Years, period("2018-07-01 2019-06-30"))
	never := facts("2025-07-01 2026-06-30", map[string]money.Amount{"2121": -1_000})
	never.Years = periods("2022-07-01 2023-06-30", "2021-01-01 2022-06-30") // no tax year ended in 2021
	old := facts("2025-07-01 2026-06-30", map[string]money.Amount{"2124": -1_000})
	old.Years = periods("2024-01-01 2025-06-30") // no tax year ended in 2024, and that of 2014 is too old
	for name, f := range map[string]tax.Facts{"no_year_in_the_number": unknown, "not_before_this_year": late, "no_year_with_the_digit": never, "eleven_years_ago": old} {
		_, err := tax.Prepare(f)
		var fe *tax.FundError
		if !errors.As(err, &fe) || !strings.Contains(err.Error(), "fund 21") || !strings.Contains(err.Error(), "tax year") {
			t.Errorf("%s: error %v, want a FundError", name, err)
		}
	}
	if got := tax.ProposeFunds(skipped)[0].Year; got != period("2018-07-01 2019-06-30") {
		t.Errorf("guessed %v, want the known year that ended in 2019", got)
	}
}

func TestFundFindings(t *testing.T) {
	f := withFund(facts("2025-01-01 2025-12-31", map[string]money.Amount{"2122": -500}), "2120", "2021-01-01 2021-12-31", 1_000)
	f = withFund(f, "2110", "2022-01-01 2022-12-31", 1_000)
	f.Ingaende.Fonder[1].Amount = 900 * kr
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	want := []tax.Finding{
		{Code: tax.FoundFundAccount, Severity: tax.Warning, Args: []string{"2120", "2021-01-01 – 2021-12-31"}},
		{Code: tax.FoundFundYear, Severity: tax.Warning, Args: []string{"2122", "2022-01-01 – 2022-12-31"}},
		{Code: tax.FoundFundLedger, Severity: tax.Error, Args: []string{"2110", "900", "1\u00a0000"}},
	}
	if diff := cmp.Diff(want, b.Findings()); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestSeveralFundsOnOneAccount(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"2110": -3_000})
	f.Ingaende.Fonder = []tax.Periodiseringsfond{
		{Account: "2110", Year: period("2022-01-01 2022-12-31"), Amount: 2_000 * kr, Confirmed: true},
		{Account: "2110", Year: period("2019-01-01 2019-12-31"), Amount: 1_000 * kr, Confirmed: true},
	}
	r := compute(t, f, tax.Choice{Kind: tax.KindOwn, Aterforing: map[string]money.Amount{"2110/2022-12-31": 500 * kr}})
	if len(r.Funds) != 2 || r.Funds[0].Compulsory != 1_000*kr || r.Funds[1].Voluntary != 500*kr {
		t.Errorf("funds %+v, want the oldest first and reversed, 500 of the other", r.Funds)
	}
	if r.Kapital.Reserver != 1_500*kr {
		t.Errorf("reserves %v, want what is left of the funds", r.Kapital.Reserver)
	}
	if has(r.Findings, tax.FoundFundLedger) {
		t.Error("funds that sum to the balance are said to differ from it")
	}
}

func TestFundAccount(t *testing.T) {
	none := func(string) bool { return false }
	if got := tax.FundAccount(period("2024-05-01 2025-04-30"), none); got != "2125" {
		t.Errorf("account %s, want 2125: the year ends in 2025", got)
	}
	if got := tax.FundAccount(period("2025-05-01 2025-12-31"), func(a string) bool { return a == "2125" }); got != "2135" {
		t.Errorf("account %s, want 2135: two tax years end in 2025", got)
	}
}

func TestLatestYear(t *testing.T) {
	year := period("2025-01-01 2025-12-31")
	for after, want := range map[int]int{1: 2030, 5: 2026, 6: 2025, 7: 2025} {
		if got := (tax.FundState{YearsAfter: after}).LatestYear(year, 6); got != want {
			t.Errorf("%d years after: %d, want %d", after, got, want)
		}
	}
}

func TestReversalBounds(t *testing.T) {
	f := withFund(facts("2025-01-01 2025-12-31", nil), "2124", "2024-01-01 2024-12-31", 1_000)
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		fund   string
		amount money.Amount
		ok     bool
	}{
		{"2124/2024-12-31", 1_000 * kr, true}, {"2124/2024-12-31", 0, true}, {"2124/2024-12-31", 1_000*kr + 1, false},
		{"2124/2024-12-31", -1, false}, {"2123/2023-12-31", 1, false}, {"2124", 1, false},
	} {
		_, err := b.Compute(tax.Choice{Kind: tax.KindOwn, Aterforing: map[string]money.Amount{tt.fund: tt.amount}})
		var re *tax.ReversalError
		if errors.As(err, &re) == tt.ok || err != nil && !strings.Contains(err.Error(), "fund "+tt.fund) {
			t.Errorf("reversal of %v of %s: error %v, want ok %v", tt.amount, tt.fund, err, tt.ok)
		}
	}
}

func TestLastTaxYear(t *testing.T) {
	f := withFund(facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000}), "2124", "2024-01-01 2024-12-31", 1_000)
	f.Ends = true
	r := compute(t, f, tax.Choice{Kind: tax.KindMax})
	if r.Allocation != 0 || r.Funds[0].Compulsory != 1_000*kr {
		t.Errorf("allocation %v, reversed %v, want none and all", r.Allocation, r.Funds[0].Compulsory)
	}
}

func TestFundsAreOnlyThoseOfTheirAccounts(t *testing.T) {
	f := tax.Facts{Year: period("2025-01-01 2025-12-31"), Accounts: []ledger.AccountTotal{
		{Number: "2109", Opening: -1}, {Number: "2140", Opening: -1}, {Number: "21", Opening: -1}, {Number: "21x9", Opening: -1},
		{Number: "2125", Moved: -1}, {Number: "2139", Opening: -7},
	}}
	got := tax.ProposeFunds(f)
	if len(got) != 1 || got[0].Account != "2139" || got[0].Amount != 7 {
		t.Errorf("funds %v, want only 2139", got)
	}
}

// TestFundsThatTheLedgerLacks counts a fund that a person has typed although
// the opening balances were not carried over.
func TestFundsThatTheLedgerLacks(t *testing.T) {
	f := facts("2025-01-01 2025-12-31", map[string]money.Amount{"3001": -100_000})
	f.Ingaende.Fonder = []tax.Periodiseringsfond{{Account: "2129", Year: period("2019-01-01 2019-12-31"), Amount: 1_000 * kr, Confirmed: true}}
	r := compute(t, f, tax.Choice{Kind: tax.KindNone})
	if len(r.Funds) != 1 || r.Funds[0].Compulsory != 1_000*kr || !has(r.Findings, tax.FoundFundLedger) {
		t.Errorf("funds %+v, findings %v", r.Funds, r.Findings)
	}
}

// TestSecondSeriesByFacts has two tax years that end in 2025, the first of them
// known from facts alone.
func TestSecondSeriesByFacts(t *testing.T) {
	f := facts("2025-05-01 2025-12-31", map[string]money.Amount{"3001": -100_000})
	f.Ingaende.Fonder = []tax.Periodiseringsfond{{Account: "2125", Year: period("2024-05-01 2025-04-30"), Amount: 1_000 * kr, Confirmed: true}}
	got := compute(t, f, tax.Choice{Kind: tax.KindMax}).Utgaende().Fonder
	if len(got) != 2 || got[1].Account != "2135" || got[1].Year != f.Year {
		t.Errorf("next year's funds %+v, want the new one on 2135", got)
	}
}

func TestFundInDebit(t *testing.T) {
	for amount, odd := range map[money.Amount]bool{1: true, -1: false} {
		b, err := tax.Prepare(facts("2025-01-01 2025-12-31", map[string]money.Amount{"2124": amount}))
		if err != nil || has(b.Findings(), tax.FoundFundNegative) != odd {
			t.Errorf("2124 of %v: found %v, %v, want %v", amount, !odd, err, odd)
		}
	}
}
