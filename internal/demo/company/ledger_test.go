package company_test

import (
	"testing"

	"bokslut/internal/demo/company"
	"bokslut/internal/money"
)

func TestVouchersBalanceAndNumbersAreUnbroken(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		for _, y := range b.years {
			next := map[string]int{}
			for _, v := range y.vouchers {
				next[v.VoucherSeries]++
				if v.VoucherNumber != next[v.VoucherSeries] || v.Year != y.ID {
					t.Errorf("%s %d in year %d: want number %d", v.VoucherSeries, v.VoucherNumber, y.ID, next[v.VoucherSeries])
				}
				if got := v.sum(0); got != 0 {
					t.Errorf("%s %d in year %d differs by %v", v.VoucherSeries, v.VoucherNumber, y.ID, got)
				}
				if v.TransactionDate < y.FromDate || v.TransactionDate > y.ToDate || v.RegistrationDate > c.Today().String() || v.TransactionDate > c.Today().String() {
					t.Errorf("%s %d is dated %s, typed %s, outside its year or after today", v.VoucherSeries, v.VoucherNumber, v.TransactionDate, v.RegistrationDate)
				}
			}
			for _, s := range y.series {
				if s.NextVoucherNumber != next[s.Code]+1 {
					t.Errorf("series %s in year %d: next number %d, want %d", s.Code, y.ID, s.NextVoucherNumber, next[s.Code]+1)
				}
				if s.Manual != (s.Code == "A" || s.Code == "I") {
					t.Errorf("series %s: manual %v", s.Code, s.Manual)
				}
			}
		}
	})
}

func TestBalancesFollowFromVouchers(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		for _, y := range b.years {
			moved, names := map[int]money.Amount{}, map[int]string{}
			var opening money.Amount
			for i, a := range y.accounts {
				names[a.Number] = a.Description
				if a.Number < 1000 || a.Number > 9999 || i > 0 && a.Number <= y.accounts[i-1].Number || a.Description == "" {
					t.Errorf("account %d %q in year %d is out of order", a.Number, a.Description, y.ID)
				}
			}
			for _, v := range y.vouchers {
				for _, r := range v.VoucherRows {
					if names[r.Account] == "" || r.Description != names[r.Account] {
						t.Errorf("%s %d in year %d: account %d is called %q, in the chart %q", v.VoucherSeries, v.VoucherNumber, y.ID, r.Account, r.Description, names[r.Account])
					}
					if !r.Removed {
						moved[r.Account] += money.Amount(r.Debit - r.Credit)
					}
				}
			}
			for _, a := range y.accounts {
				opening += money.Amount(a.BalanceBroughtForward)
				if got, want := money.Amount(a.BalanceCarriedForward), money.Amount(a.BalanceBroughtForward)+moved[a.Number]; got != want {
					t.Errorf("account %d in year %d carries %v forward, want %v", a.Number, y.ID, got, want)
				}
				if !a.Active && moved[a.Number] != 0 {
					t.Errorf("account %d in year %d is used but not active", a.Number, y.ID)
				}
			}
			if opening != 0 {
				t.Errorf("opening balances of year %d sum to %v", y.ID, opening)
			}
		}
	})
}

// TestYearsFollowOnEachOther: opening is closing of the year before. The year
// to close has its result on 2099 of the next opening, since nobody booked it.
func TestYearsFollowOnEachOther(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		toClose := len(b.years) - 2
		for i, y := range b.years[:len(b.years)-1] {
			var result money.Amount
			next := b.years[i+1]
			if date(y.ToDate).AddDays(1) != date(next.FromDate) {
				t.Errorf("year %d ends %s, the next begins %s", y.ID, y.ToDate, next.FromDate)
			}
			for _, a := range y.accounts {
				if a.Number >= 3000 {
					result += money.Amount(a.BalanceCarriedForward)
				}
			}
			if booked := result == 0; booked != (i < toClose) {
				t.Errorf("year %d: result accounts sum to %v", y.ID, result)
			}
			for _, a := range y.accounts {
				if a.Number >= 3000 {
					continue
				}
				want := money.Amount(a.BalanceCarriedForward)
				if a.Number == 2099 {
					want += result
				}
				if got := money.Amount(next.account(a.Number).BalanceBroughtForward); got != want {
					t.Errorf("account %d opens year %d with %v, want %v", a.Number, next.ID, got, want)
				}
			}
		}
		if y := b.years[toClose]; y.ID != c.Truth().ClosingYearID || y.account(2099).BalanceCarriedForward != 0 || y.account(2098).BalanceCarriedForward != 0 {
			t.Errorf("year %d to close has last year's result on 2099 or 2098", y.ID)
		}
	})
}

func TestClosedYearsAreClosedAndTheNextIsNot(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		for i, y := range b.years[:len(b.years)-1] {
			closed := i < len(b.years)-2
			for _, account := range []int{8999, 8910, 7832} {
				if got := y.account(account).BalanceCarriedForward; (got != 0) != closed {
					t.Errorf("year %d, closed %v: account %d is %d öre", y.ID, closed, account, got)
				}
			}
			for _, account := range []int{8910, 7533, 7510, 2650} {
				if got := y.account(account).BalanceCarriedForward; got%100 != 0 {
					t.Errorf("year %d: account %d is %d öre, want whole kronor", y.ID, account, got)
				}
			}
			for _, a := range y.accounts {
				if a.Number >= 2611 && a.Number <= 2645 && a.BalanceCarriedForward != 0 {
					t.Errorf("year %d ends with %d öre on VAT account %d", y.ID, a.BalanceCarriedForward, a.Number)
				}
			}
		}
	})
}

// TestPreliminaryTax: at a closing date 2518 has what was debited for the year,
// eleven instalments; the first month's belonged to the year before.
func TestPreliminaryTax(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		for _, y := range b.years[:len(b.years)-1] {
			var sum money.Amount
			n := 0
			for _, v := range y.vouchers {
				if debit := v.sum(2518); debit > 0 && v.TransactionDate[:7] != y.FromDate[:7] {
					sum += debit
					n++
				}
			}
			if got := money.Amount(y.account(2518).BalanceCarriedForward); got != sum || n != 11 {
				t.Errorf("2518 in year %d = %v, %d instalments make %v", y.ID, got, n, sum)
			}
		}
	})
}

// TestBalanceSheetLooksReal: accounts that cannot have the other sign do not.
func TestBalanceSheetLooksReal(t *testing.T) {
	each(t, func(t *testing.T, c company.Company, b *folder) {
		balance := map[int]money.Amount{1930: money.Amount(b.years[0].account(1930).BalanceBroughtForward)}
		for _, y := range b.years {
			day := map[string]money.Amount{}
			for _, v := range y.vouchers {
				day[v.TransactionDate] += v.sum(1930)
			}
			for d := date(y.FromDate); !d.After(date(y.ToDate)); d = d.AddDays(1) {
				if balance[1930] += day[d.String()]; balance[1930] < 0 {
					t.Fatalf("1930 is %v on %s", balance[1930], d)
				}
			}
			for _, a := range y.accounts {
				asset := a.Number < 2000 && a.Number%10 != 9
				if a.Number != 1630 && asset && a.BalanceCarriedForward < 0 || a.Number%10 == 9 && a.Number < 1300 && a.BalanceCarriedForward > 0 {
					t.Errorf("account %d in year %d = %d öre", a.Number, y.ID, a.BalanceCarriedForward)
				}
				if (a.Number == 2440 || a.Number == 2350 || a.Number/10 == 212) && a.BalanceCarriedForward > 0 {
					t.Errorf("account %d in year %d = %d öre", a.Number, y.ID, a.BalanceCarriedForward)
				}
			}
		}
	})
}
