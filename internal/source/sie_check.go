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
	case r.kind != sie.Kind4E:
		r.found.add(CodeBalancesOnly, Warning, string(r.kind))
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
	}
	r.checkRepeated(y)
	r.checkNumbers(y)
}

// checkRepeated finds numbers that several vouchers carry. The same voucher
// twice counts twice; different vouchers under one number do not, but a number
// that is to be unique is not. Source: Bokföringslagen (1999:1078) 5 kap. 7 §.
func (r *reader) checkRepeated(y ledger.Year) {
	if ascending(y.Vouchers) {
		return
	}
	first := map[string]int{}
	count := map[string]int{}
	var repeated []string
	for i, v := range y.Vouchers {
		key := v.Series + "\x00" + v.Number
		if v.Number == "" {
			continue
		}
		at, ok := first[key]
		if !ok {
			first[key] = i
			continue
		}
		if count[key]++; count[key] == 1 {
			repeated = append(repeated, key)
		}
		if sameVoucher(y.Vouchers[at], v) {
			r.found.add(CodeVoucherTwice, Error, v.ID(), v.Date.String())
		}
	}
	for _, key := range repeated {
		r.found.add(CodeNumberReused, Warning, y.Vouchers[first[key]].ID(), strconv.Itoa(count[key]+1))
	}
}

// ascending tells whether the numbers of every series rise from voucher to
// voucher, as most programs write them: then none comes twice.
func ascending(vouchers []ledger.Voucher) bool {
	last := map[string]int{}
	for i := range vouchers {
		v := &vouchers[i]
		if v.Number == "" {
			continue
		}
		n, err := strconv.Atoi(v.Number)
		if before, ok := last[v.Series]; err != nil || ok && n <= before {
			return false
		}
		last[v.Series] = n
	}
	return true
}

func sameVoucher(a, b ledger.Voucher) bool {
	return a.Date == b.Date && len(a.Rows) > 0 && slices.EqualFunc(a.Rows, b.Rows, func(x, y ledger.Row) bool {
		return x.Account == y.Account && x.Amount == y.Amount && x.Struck == y.Struck
	})
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
// looks whether the year began in balance. Source: SIE filformat 4C, #IB, #UB,
// #RES.
func (r *reader) checkBalances(y ledger.Year) {
	var opening money.Amount
	for _, b := range y.Balances {
		if b.Closing() != b.Stated {
			r.found.add(CodeStatedDiffers, Warning, b.Account, b.Closing().String(), b.Stated.String())
		}
		if ledger.IsBalance(b.Account) {
			opening += b.Opening
		}
	}
	if opening != 0 {
		r.notInBalance(y, opening)
	}
}

// notInBalance says why a year did not begin in balance. It often did not, when
// the result of last year, or of several years, was not yet moved to equity:
// then it begins as last year's balance sheet ended.
func (r *reader) notInBalance(y ledger.Year, opening money.Amount) {
	var closing, result money.Amount
	for _, a := range y.Accounts {
		if amount, ok := r.file.Balance(sie.UB, -1, a.Number); ok && ledger.IsBalance(a.Number) {
			closing += money.Amount(amount)
		}
		if amount, ok := r.file.Balance(sie.RES, -1, a.Number); ok {
			result += money.Amount(amount)
		}
	}
	switch {
	case opening == -result:
		r.found.add(CodeResultNotMoved, Warning, opening.String())
	case opening == closing && result != 0:
		r.found.add(CodeResultsNotMoved, Warning, opening.String(), (-result).String())
	default:
		r.found.add(CodeOpeningUnbalanced, Warning, opening.String())
	}
}
