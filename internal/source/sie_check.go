package source

import (
	"slices"
	"strconv"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/sie"
)

// checkExtent says when the file is not a whole year with its vouchers.
func (r *reader) checkExtent(y ledger.Year, complete bool) {
	switch {
	case r.file.Kind() != sie.Kind4E:
		r.found.add(CodeBalancesOnly, Warning, string(r.file.Kind()))
	case !complete:
		r.found.add(CodeNoVouchers, Warning, y.Period.String())
	}
	if until := date(r.header.Omfattn); !until.IsZero() && until.Before(y.Period.To) {
		r.found.add(CodePartOfYear, Info, until.String())
	}
}

// checkVouchers looks at each voucher by itself and at the numbers of each
// series. Source: Bokföringslagen (1999:1078) 5 kap. 6–7 §§.
func (r *reader) checkVouchers(y ledger.Year) {
	seen := map[string]bool{}
	for _, v := range y.Vouchers {
		var sum money.Amount
		counting := 0
		for _, row := range v.Rows {
			if !row.Struck {
				sum += row.Amount
				counting++
			}
		}
		if sum != 0 {
			r.found.add(CodeVoucherUnbalanced, Error, v.ID(), v.Date.String(), sum.String())
		}
		if counting == 0 {
			r.found.add(CodeVoucherEmptied, Info, v.ID(), v.Date.String())
		}
		if !v.Date.IsZero() && !y.Period.Contains(v.Date) {
			r.found.add(CodeVoucherOutside, Warning, v.ID(), v.Date.String())
		}
		if key := v.Series + "\x00" + v.Number; v.Number != "" {
			if seen[key] {
				r.found.add(CodeVoucherTwice, Error, v.ID())
			}
			seen[key] = true
		}
	}
	r.checkNumbers(y)
}

// checkNumbers finds gaps inside each series.
func (r *reader) checkNumbers(y ledger.Year) {
	numbers := map[string][]int{}
	for _, v := range y.Vouchers {
		if n, err := strconv.Atoi(v.Number); err == nil {
			numbers[v.Series] = append(numbers[v.Series], n)
		}
	}
	var order []string
	for series := range numbers {
		order = append(order, series)
	}
	slices.Sort(order)
	for _, series := range order {
		n := numbers[series]
		slices.Sort(n)
		for i := 1; i < len(n); i++ {
			if n[i] > n[i-1]+1 {
				r.found.add(CodeNumbersMissing, Info, series, strconv.Itoa(n[i-1]+1), strconv.Itoa(n[i]-1))
			}
		}
	}
}

// checkBalances compares what the vouchers say with what the file states, and
// looks whether the year began in balance. It often did not, when last year's
// result was not yet moved to equity. Source: SIE filformat 4C, #IB, #UB, #RES.
func (r *reader) checkBalances(y ledger.Year) {
	var opening, lastResult money.Amount
	for _, b := range y.Balances {
		if b.Closing() != b.Stated {
			r.found.add(CodeStatedDiffers, Warning, b.Account, b.Closing().String(), b.Stated.String())
		}
		if ledger.IsBalance(b.Account) {
			opening += b.Opening
		}
		if result, ok := r.file.Balance(sie.RES, -1, b.Account); ok {
			lastResult += money.Amount(result)
		}
	}
	switch {
	case opening == 0:
	case opening == -lastResult:
		r.found.add(CodeResultNotMoved, Warning, opening.String())
	default:
		r.found.add(CodeOpeningUnbalanced, Warning, opening.String())
	}
}
