package source_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/testenv"
)

func TestBookGivesTheTrialBalanceOfTheOracle(t *testing.T) {
	companies(t, func(t *testing.T, parts []source.Part, answers oracle) {
		book, _, err := source.Book(parts)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, "company", ledger.Company{Name: answers.Company, OrgNr: answers.OrganisationNumber}, book.Company)
		if got, want := len(book.Years), len(answers.Years); got < want {
			t.Fatalf("%d years, want %d", got, want)
		}
		for i, want := range answers.Years {
			got := book.Years[len(answers.Years)-1-i]
			if got.Period.From != want.From || got.Period.To != want.To {
				t.Fatalf("year %s, want %s – %s", got.Period, want.From, want.To)
			}
			compare(t, want.From.String()+" trial balance", wantBalances(want), gotBalances(got))
			compare(t, want.From.String()+" vouchers, rows, struck, added",
				[]int{want.Vouchers, want.VoucherRows, want.RemovedRows, want.AddedRows}, countRows(got))
		}
	})
}

func wantBalances(year oracleYear) map[string]ledger.Balance {
	all := map[string]ledger.Balance{}
	for account, b := range year.TrialBalance {
		all[account] = ledger.Balance{Account: account, Opening: b.IB, Moved: b.Movement, Stated: b.UB + b.Res}
	}
	return all
}

func gotBalances(year ledger.Year) map[string]ledger.Balance {
	all := map[string]ledger.Balance{}
	for _, b := range year.Balances {
		all[b.Account] = b
	}
	return all
}

func countRows(year ledger.Year) []int {
	counting, struck, added := 0, 0, 0
	for _, v := range year.Vouchers {
		for _, r := range v.Rows {
			switch {
			case r.Struck:
				struck++
			case r.Added:
				added++
				counting++
			default:
				counting++
			}
		}
	}
	return []int{len(year.Vouchers), counting, struck, added}
}

type sieOracle struct {
	File           string
	Encoding       string
	Sietyp         string
	Name           string
	Vouchers       int
	Transactions   int
	IB, UB, Res    int
	UB0            map[string]string `json:"ub0"`
	SumIB0         string            `json:"sum_ib0"`
	SumUB0         string            `json:"sum_ub0"`
	SumRes0        string            `json:"sum_res0"`
	Unbalanced     int               `json:"n_unbalanced"`
	OutsideYear    int               `json:"ver_outside_year0"`
	BalancesDiffer int               `json:"ib_plus_trans_ne_ub"`
	ResultsDiffer  int               `json:"trans_ne_res"`
	Undeclared     int               `json:"undeclared_accounts"`
	OpeningsDiffer int               `json:"ub_1_ne_ib0"`
	Rar            map[string][]string
}

func TestFilesOfManyProgramsGiveTheFiguresOfTheOracle(t *testing.T) {
	dir := filepath.Join(testenv.Shared(t), "sie")
	var answers []sieOracle
	read(t, filepath.Join(dir, "oracle.json"), &answers)
	if len(answers) == 0 {
		t.Fatal("no answers")
	}
	for _, want := range answers {
		t.Run(want.File, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, want.File))
			if err != nil {
				t.Fatal(err)
			}
			s, found, err := source.FromSIE(data)
			if err != nil {
				checkRefusal(t, want, err)
				return
			}
			checkStatement(t, want, s, found)
		})
	}
}

// checkRefusal accepts that a file cannot become books for the reason given.
func checkRefusal(t *testing.T, want sieOracle, err error) {
	t.Helper()
	switch {
	case errors.Is(err, source.ErrTransactionsOnly):
		if want.IB+want.UB+want.Res > 0 {
			t.Errorf("refused as 4I although it holds balances")
		}
	case errors.Is(err, source.ErrNoYear):
		if _, ok := want.Rar["0"]; ok {
			t.Errorf("refused for lack of #RAR 0 although it has one")
		}
	case errors.Is(err, source.ErrSIE5):
		if !strings.HasSuffix(want.File, ".sie") {
			t.Errorf("refused as SIE 5")
		}
	case errors.Is(err, source.ErrNotSIE):
		if want.Sietyp != "" {
			t.Errorf("refused as not SIE although it is of type %s", want.Sietyp)
		}
	default:
		t.Errorf("error = %v, want one of the typed ones", err)
	}
}

func checkStatement(t *testing.T, want sieOracle, s *source.Statement, found []source.Finding) {
	t.Helper()
	compare(t, "name", want.Name, s.Company.Name)
	var opening, closing, result money.Amount
	for _, b := range s.Year.Balances {
		if a, _ := s.Year.Account(b.Account); a.Result {
			result += b.Stated
		} else {
			opening += b.Opening
			closing += b.Stated
		}
	}
	count := map[string]int{}
	for _, f := range found {
		count[f.Code]++
	}
	compare(t, "sum of opening", ore(t, want.SumIB0), opening)
	if count[source.CodeClosingAsResult] == 0 {
		compare(t, "sum of result", ore(t, want.SumRes0), result)
	}
	// Some programs write #UB for result accounts too, and the oracle's sum has them.
	if sum := ore(t, want.SumUB0); sum != closing+result {
		compare(t, "sum of closing", sum, closing)
	}
	for account, text := range want.UB0 {
		compare(t, "closing of "+account, ore(t, text), s.Year.Balance(account).Stated)
	}
	rows := countRows(s.Year)
	compare(t, "vouchers", want.Vouchers, rows[0])
	compare(t, "rows", want.Transactions, rows[1])
	compare(t, "unbalanced vouchers", want.Unbalanced, count[source.CodeVoucherUnbalanced])
	compare(t, "vouchers outside the year", want.OutsideYear, count[source.CodeVoucherOutside])
	if count[source.CodeClosingAsResult] == 0 {
		compare(t, "balances that differ", want.BalancesDiffer+want.ResultsDiffer, count[source.CodeStatedDiffers])
	}
	if got := count[source.CodeAccountUndeclared]; got < want.Undeclared {
		t.Errorf("%d undeclared accounts, want at least %d", got, want.Undeclared)
	}
}

func ore(t *testing.T, text string) money.Amount {
	t.Helper()
	if text == "" {
		return 0
	}
	a, err := money.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
