package tax_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
	"bokslut/internal/testenv"
)

type plan struct {
	Allocation money.Amount `json:"allocation"`
	Taxable    money.Amount `json:"taxable_income"`
	Rounded    money.Amount `json:"taxable_income_rounded"`
	Tax        money.Amount `json:"tax"`
	Net        money.Amount `json:"result_after_tax_ore"`
}

type answers struct {
	BeforeTax money.Amount `json:"result_before_tax_ore"`
	Funds     []struct {
		Account int          `json:"account"`
		Begin   string       `json:"tax_year_begin"`
		End     string       `json:"tax_year_end"`
		Amount  money.Amount `json:"amount_ore"`
		After   int          `json:"tax_years_after"`
		Must    bool         `json:"must_be_reversed"`
		Uplift  tax.Rate     `json:"uplift_percent"`
	} `json:"opening_funds"`
	Before    money.Amount `json:"result_before_tax_and_allocation_ore"`
	Deficit   money.Amount `json:"opening_deficit"`
	Base      money.Amount `json:"taxable_before_allocation"`
	Max       money.Amount `json:"max_allocation"`
	Schablon  money.Amount `json:"schablonintakt"`
	Uplift    money.Amount `json:"mandatory_reversal_uplift"`
	Costs     money.Amount `json:"non_deductible"`
	Free      money.Amount `json:"tax_free"`
	Without   plan         `json:"without_allocation"`
	With      plan         `json:"with_max_allocation"`
	Booked    *plan        `json:"booked"`
	Debited   money.Amount `json:"debited_preliminary_tax_for_year"`
	On2518    money.Amount `json:"of_which_booked_on_2518"`
	Remaining money.Amount `json:"remaining_after_closing"`
	Others    money.Amount `json:"of_which_other_years"`
}

type balance struct {
	IB       money.Amount `json:"ib"`
	Movement money.Amount `json:"movement"`
	Res      money.Amount `json:"res"`
}

type oracleYear struct {
	From     string             `json:"from"`
	To       string             `json:"to"`
	Balances map[string]balance `json:"trial_balance"`
	Left     money.Amount       `json:"previous_result_left_on_2099_ore"`
	Tax      *answers           `json:"tax"`
	Cash     *struct {
		PerAccount map[string]money.Amount `json:"per_account_ore"`
		After      *struct {
			Base    money.Amount `json:"taxable_before_allocation"`
			Max     money.Amount `json:"max_allocation"`
			Without plan         `json:"without_allocation"`
			With    plan         `json:"with_max_allocation"`
		} `json:"tax_after_booking"`
	} `json:"cash_method_closing"`
}

// oracleYears calls f for every year of every test company that has an answer,
// with the facts that the year is computed on.
func oracleYears(t *testing.T, f func(t *testing.T, year oracleYear, facts tax.Facts)) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(testenv.Shared(t), "companies", "*", "oracle.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no companies found: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var company struct{ Years []oracleYear }
		if err := json.Unmarshal(raw, &company); err != nil {
			t.Fatal(err)
		}
		var known []civil.Period
		for _, year := range company.Years {
			p := period(year.From + " " + year.To)
			if year.Tax != nil {
				t.Run(filepath.Base(filepath.Dir(file))+"/"+year.To, func(t *testing.T) { f(t, year, year.facts(p, known)) })
			}
			known = append(known, p)
		}
	}
}

func (y oracleYear) facts(p civil.Period, known []civil.Period) tax.Facts {
	f := tax.Facts{Company: tax.Company{Form: tax.AB, Framework: "k2"}, Year: p, Years: known}
	for _, number := range slices.Sorted(maps.Keys(y.Balances)) {
		b := y.Balances[number]
		f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: number, Result: ledger.IsResult(number), Opening: b.IB, Moved: b.Movement})
	}
	for _, fund := range y.Tax.Funds {
		f.Ingaende.Fonder = append(f.Ingaende.Fonder, tax.Periodiseringsfond{
			Account: strconv.Itoa(fund.Account), Year: period(fund.Begin + " " + fund.End), Amount: fund.Amount, Confirmed: true,
		})
	}
	f.Ingaende.Underskott.Belopp = y.Tax.Deficit * kr
	f.Preliminar = tax.Preliminarskatt{Debiterad: y.Tax.Debited * kr, AndraAr: y.Tax.Others * kr}
	return f
}

// TestOracle holds every figure of the tax against the known answers, to the
// krona, whatever of it the ledger has booked already.
func TestOracle(t *testing.T) {
	oracleYears(t, func(t *testing.T, year oracleYear, f tax.Facts) {
		b, err := tax.Prepare(f)
		if err != nil {
			t.Fatal(err)
		}
		want := year.Tax
		for kind, plan := range map[tax.Kind]plan{tax.KindNone: want.Without, tax.KindMax: want.With} {
			r, err := b.Compute(tax.Choice{Kind: kind})
			if err != nil {
				t.Fatal(err)
			}
			equal(t, string(kind), r, plan)
			if r.BeforeAllocation != want.Before || r.Base != want.Base*kr || r.MaxAllocation != want.Max*kr {
				t.Errorf("before %v, base %v, highest %v, want %v, %v, %v", r.BeforeAllocation, r.Base, r.MaxAllocation, want.Before, want.Base*kr, want.Max*kr)
			}
			rows := map[string]money.Amount{}
			for _, row := range r.Rows {
				rows[row.Row] = row.Amount
			}
			if rows["4.3c"] != want.Costs*kr || rows["4.5c"] != -want.Free*kr || rows["4.6a"] != want.Schablon*kr || rows["4.6d"] != want.Uplift*kr {
				t.Errorf("rows of INK2S = %v, want 4.3c %v, 4.5c −%v, 4.6a %v, 4.6d %v", rows, want.Costs, want.Free, want.Schablon, want.Uplift)
			}
			if p := r.Betalning; p.Booked != want.On2518*kr || p.Remaining != want.Remaining*kr {
				t.Errorf("preliminary tax on 2518 %v, remaining %v, want %v, %v", p.Booked, p.Remaining, want.On2518, want.Remaining)
			}
			for i, s := range r.Funds {
				fund := want.Funds[i]
				if s.YearsAfter != fund.After || s.Must != fund.Must || s.Uplift != fund.Uplift*100 {
					t.Errorf("fund %s: %d years after, must %v, uplift %v, want %+v", s.Account, s.YearsAfter, s.Must, s.Uplift, fund)
				}
			}
			if got := resultLeft(r.Findings); got != year.Left {
				t.Errorf("left on 2099: %v, want %v", got, year.Left)
			}
		}
		if p, ok := tax.ProposePreliminar(f.Year, year.Balances["2518"].IB+year.Balances["2518"].Movement); ok != (want.Debited != 0) || p.Debiterad != want.Debited*kr {
			t.Errorf("proposed preliminary tax %v, %v, want %v", p.Debiterad, ok, want.Debited)
		}
	})
}

func equal(t *testing.T, kind string, r tax.Result, want plan) {
	t.Helper()
	if r.Allocation != want.Allocation*kr || r.Surplus != want.Taxable*kr || r.Taxable != want.Rounded*kr || r.Tax != want.Tax*kr || r.Net != want.Net {
		t.Errorf("%s: allocation %v, surplus %v, taxable %v, tax %v, net %v, want %+v", kind, r.Allocation, r.Surplus, r.Taxable, r.Tax, r.Net, want)
	}
}

func resultLeft(findings []tax.Finding) money.Amount {
	for _, f := range findings {
		if f.Code == tax.FoundResultLeft {
			a, err := money.Parse(f.Args[0])
			if err != nil {
				return -1
			}
			return a
		}
	}
	return 0
}

// TestOracleFundYears guesses the tax years from the accounts alone.
func TestOracleFundYears(t *testing.T) {
	oracleYears(t, func(t *testing.T, year oracleYear, f tax.Facts) {
		want := f.Ingaende.Fonder
		f.Ingaende.Fonder = nil
		guessed := tax.ProposeFunds(f)
		if len(guessed) != len(want) {
			t.Fatalf("%d funds, want %d", len(guessed), len(want))
		}
		for _, g := range guessed {
			i := slices.IndexFunc(want, func(w tax.Periodiseringsfond) bool { return w.Account == g.Account })
			if g.Year != want[i].Year || g.Amount != want[i].Amount || g.Confirmed {
				t.Errorf("fund %s: %v %v confirmed %v, want %v %v", g.Account, g.Year, g.Amount, g.Confirmed, want[i].Year, want[i].Amount)
			}
		}
	})
}

// TestOracleBooked holds what closed years have booked against a plan with the
// same allocation: nothing remains to be booked.
func TestOracleBooked(t *testing.T) {
	oracleYears(t, func(t *testing.T, year oracleYear, f tax.Facts) {
		if year.Tax.Booked == nil {
			t.Skip("the year is not closed")
		}
		want := *year.Tax.Booked
		r := compute(t, f, tax.Choice{Kind: tax.KindOwn, Avsattning: want.Allocation * kr})
		if r.Tax != want.Tax*kr || r.Net != want.Net {
			t.Errorf("tax %v, net %v, want %v, %v", r.Tax, r.Net, want.Tax*kr, want.Net)
		}
		entries, _, err := r.Entries(tax.Orders{})
		if err != nil || len(entries) != 0 {
			t.Errorf("entries %v, %v, want none: all is booked", entries, err)
		}
	})
}

// TestOracleCashMethod books what is unpaid first, as a company under
// bokslutsmetoden must.
func TestOracleCashMethod(t *testing.T) {
	oracleYears(t, func(t *testing.T, year oracleYear, f tax.Facts) {
		if year.Cash == nil || year.Cash.After == nil {
			t.Skip("no closing of the cash method")
		}
		for number, amount := range year.Cash.PerAccount {
			i := slices.IndexFunc(f.Accounts, func(a ledger.AccountTotal) bool { return a.Number == number })
			if i < 0 {
				i = len(f.Accounts)
				f.Accounts = append(f.Accounts, ledger.AccountTotal{Number: number, Result: ledger.IsResult(number)})
			}
			f.Accounts[i].Moved += amount
		}
		equal(t, "without", compute(t, f, tax.Choice{Kind: tax.KindNone}), year.Cash.After.Without)
		equal(t, "with", compute(t, f, tax.Choice{Kind: tax.KindMax}), year.Cash.After.With)
	})
}
