package tax

import (
	"slices"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// A Behind is an account that stands behind a figure. Amount is öre with the
// sign of the figure, not the ledger's.
type Behind struct {
	Account string
	Amount  money.Amount
}

// base is the BAS number of an account, its first four digits, and 0 for what
// is no such number. Longer numbers are subdivisions.
func base(account string) int {
	if len(account) < 4 {
		return 0
	}
	n := 0
	for _, c := range []byte(account[:4]) {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// A Range is BAS numbers from From to To, both included.
type Range struct{ From, To int }

func inRanges(number int, ranges []Range) bool {
	return slices.ContainsFunc(ranges, func(r Range) bool { return r.From <= number && number <= r.To })
}

// books are balances that can be summed by range in logarithmic time.
type books struct {
	accounts []ledger.AccountTotal // sorted by BAS number
	numbers  []int                 // of them
	closing  []money.Amount        // closing[i] sums the first i accounts
}

func newBooks(accounts []ledger.AccountTotal) books {
	b := books{accounts: slices.Clone(accounts), numbers: make([]int, len(accounts)), closing: make([]money.Amount, len(accounts)+1)}
	slices.SortStableFunc(b.accounts, func(x, y ledger.AccountTotal) int { return base(x.Number) - base(y.Number) })
	for i, a := range b.accounts {
		b.numbers[i] = base(a.Number)
		b.closing[i+1] = b.closing[i] + a.Closing()
	}
	return b
}

// index is the place of the first account that is not before number.
func (b books) index(number int) int {
	i, _ := slices.BinarySearch(b.numbers, number)
	return i
}

// in lists the accounts of ranges, in the order of the ranges. Callers only
// read it.
func (b books) in(ranges ...Range) []ledger.AccountTotal {
	var found []ledger.AccountTotal
	for _, r := range ranges {
		from, to := b.index(r.From), b.index(r.To+1)
		if found == nil {
			found = b.accounts[from:to:to]
			continue
		}
		found = append(found, b.accounts[from:to]...)
	}
	return found
}

// sum is the closing balance of a range, debit positive.
func (b books) sum(from, to int) money.Amount {
	return b.closing[b.index(to+1)] - b.closing[b.index(from)]
}

// moved is what a range changed by in the year, debit positive.
func (b books) moved(from, to int) money.Amount {
	var sum money.Amount
	for _, a := range b.in(Range{from, to}) {
		sum += a.Moved
	}
	return sum
}

// opening is what a range began the year with, debit positive.
func (b books) opening(from, to int) money.Amount { return b.sum(from, to) - b.moved(from, to) }

// has tells whether the chart has an account.
func (b books) has(account string) bool {
	return slices.ContainsFunc(b.in(Range{base(account), base(account)}), func(a ledger.AccountTotal) bool { return a.Number == account })
}

// behind lists the accounts of ranges that are not zero, with their closing
// balance times sign.
func (b books) behind(sign money.Amount, ranges ...Range) []Behind {
	var found []Behind
	for _, a := range b.in(ranges...) {
		if a.Closing() != 0 {
			found = append(found, Behind{a.Number, sign * a.Closing()})
		}
	}
	return found
}

func sumBehind(list []Behind) money.Amount {
	var sum money.Amount
	for _, one := range list {
		sum += one.Amount
	}
	return sum
}

// used tells whether an account has a balance, at either end of the year.
func (b books) used(account string) bool {
	n := base(account)
	return b.opening(n, n) != 0 || b.sum(n, n) != 0
}
