package company

import (
	"fmt"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A row is one line of a voucher; debit positive. A removed row counts for
// nothing, an added row was put there by the same correction.
type row struct {
	account             int
	amount              money.Amount
	costCenter, project string
	info                string
	removedBy, addedBy  string
}

// A voucher is one event in the books; its rows that are not removed sum to 0.
type voucher struct {
	series                         string
	number                         int
	year                           *year
	date, registered               civil.Date
	text                           string
	referenceType, referenceNumber string
	rows                           []row
}

// A year is one financial year of the books.
type year struct {
	id       int
	period   civil.Period
	vouchers map[string][]*voucher // by series, in number order
	opening  map[int]money.Amount
	moved    map[int]money.Amount
}

// balance is the opening balance plus what has been posted so far.
func (y *year) balance(account int) money.Amount { return y.opening[account] + y.moved[account] }

// result is the profit so far: income and cost accounts with the sign turned.
func (y *year) result() money.Amount {
	var sum money.Amount
	for account, a := range y.moved {
		if account >= 3000 && account <= 8998 {
			sum -= a
		}
	}
	return sum
}

// post gives v the next number of its series.
func (y *year) post(v *voucher) *voucher {
	var sum money.Amount
	for _, r := range v.rows {
		if r.removedBy == "" {
			sum += r.amount
			y.moved[r.account] += r.amount
		}
	}
	if sum != 0 || !y.period.Contains(v.date) {
		panic(fmt.Sprintf("company: voucher %s %q differs by %d öre", v.date, v.text, sum))
	}
	v.year = y
	v.number = len(y.vouchers[v.series]) + 1
	y.vouchers[v.series] = append(y.vouchers[v.series], v)
	return v
}

// openNext carries balances over to the next year. A result that is not yet
// booked rests on 2099, so that the opening balances sum to zero.
func (y *year) openNext(next *year) {
	for account := range merged(y.opening, y.moved) {
		if account < 3000 {
			next.opening[account] = y.balance(account)
		}
	}
	next.opening[2099] -= y.result() - y.moved[8999]
}

func merged(a, b map[int]money.Amount) map[int]bool {
	all := map[int]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	return all
}

func newYear(id int, p civil.Period) *year {
	return &year{id: id, period: p, vouchers: map[string][]*voucher{},
		opening: map[int]money.Amount{}, moved: map[int]money.Amount{}}
}
