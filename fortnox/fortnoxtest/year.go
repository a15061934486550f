package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// year is a financial year with its own accounts and series, as in Fortnox.
type year struct {
	raw      json.RawMessage
	id       int
	from, to string // YYYY-MM-DD
	accounts []*account
	byNumber map[int]*account
	codes    []string // series in the order of the folder
	series   map[string]*series
	vouchers int
}

// account is an account in one year. Amounts are debit positive.
type account struct {
	raw         json.RawMessage
	number      int
	active      bool
	description string
	sru         int
	settings    dimensionSettings
	opening     Ore
	movement    Ore
}

// dimensionSettings are ALLOWED, MANDATORY or NOTALLOWED.
type dimensionSettings struct {
	CostCenterSettings string
	ProjectSettings    string
}

// series is a voucher series in one year. Its vouchers are sorted by number.
type series struct {
	code     string
	raw      json.RawMessage // nil for a series that has vouchers but is not listed
	manual   bool
	approved bool // has an approver
	next     int
	vouchers []*Voucher
}

func (y *year) contains(date string) bool {
	return y.from <= date && date <= y.to
}

func (y *year) account(number int) *account {
	return y.byNumber[number]
}

func (y *year) voucher(code string, number int) *Voucher {
	s := y.series[code]
	if s == nil {
		return nil
	}
	i, found := s.find(number)
	if !found {
		return nil
	}
	return s.vouchers[i]
}

func (s *series) find(number int) (int, bool) {
	return slices.BinarySearchFunc(s.vouchers, number, func(v *Voucher, n int) int { return v.VoucherNumber - n })
}

// nextNumber is the number that the next voucher gets: one more than the highest.
func (s *series) nextNumber() int {
	if n := len(s.vouchers); n > 0 {
		return max(s.next, s.vouchers[n-1].VoucherNumber+1)
	}
	return max(s.next, 1)
}

// sortedSeries returns the series that have vouchers in the order of lists and SIE files.
func (y *year) sortedSeries() []*series {
	var all []*series
	for _, s := range y.series {
		if len(s.vouchers) > 0 {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b *series) int { return strings.Compare(a.code, b.code) })
	return all
}

// each calls f for every voucher, sorted by series and number.
func (y *year) each(f func(*Voucher)) {
	for _, s := range y.sortedSeries() {
		for _, v := range s.vouchers {
			f(v)
		}
	}
}

// add stores v, which must belong to the year, and moves the balances. Appending in number order costs constant time.
func (y *year) add(v *Voucher) error {
	s := y.series[v.VoucherSeries]
	if s == nil {
		s = &series{code: v.VoucherSeries}
		y.series[v.VoucherSeries] = s
	}
	at := len(s.vouchers)
	if at > 0 && s.vouchers[at-1].VoucherNumber >= v.VoucherNumber {
		var found bool
		if at, found = s.find(v.VoucherNumber); found {
			return fmt.Errorf("voucher %s %d in year %d: given twice", v.VoucherSeries, v.VoucherNumber, y.id)
		}
	}
	s.vouchers = slices.Insert(s.vouchers, at, v)
	y.vouchers++
	y.move(v.VoucherRows, 1)
	return nil
}

func (y *year) move(rows []Row, sign Ore) {
	for _, r := range rows {
		if a := y.byNumber[r.Account]; a != nil && !r.Removed {
			a.movement += sign * r.amount()
		}
	}
}

func validDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
