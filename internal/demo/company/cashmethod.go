package company

import (
	"sort"

	"bokslut/internal/money"
)

// With the cash method unpaid documents come into the books at a closing: one
// voucher for each side, with VAT in the last VAT period, reversed on the
// first day of the next year.

// cashClosing must run before the VAT of the last period is settled.
func (s *sim) cashClosing() {
	for _, side := range []struct {
		text string
		docs []*document
	}{
		{"Obetalda kundfakturor vid årets slut", s.sales},
		{"Obetalda leverantörsfakturor vid årets slut", s.bills},
	} {
		rows := unpaidRows(side.docs)
		if v := s.post("I", side.text, rows...); v != nil {
			v.registered = s.closingDay()
			s.cashVouchers = append(s.cashVouchers, v)
		}
	}
}

// unpaidRows sums the open parts of documents by account.
func unpaidRows(docs []*document) []row {
	sums := map[int]money.Amount{}
	for _, d := range docs {
		if !d.booked || d.open == 0 {
			continue
		}
		sums[d.control()] += d.sign() * d.openSEK
		for _, r := range d.part(d.open) {
			sums[r.account] += r.amount
		}
	}
	rows := make([]row, 0, len(sums))
	for account, sum := range sums {
		rows = append(rows, row{account: account, amount: sum})
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].account < rows[j].account })
	return rows
}

func (s *sim) reverseCashClosing() {
	for _, v := range s.cashVouchers {
		rows := make([]row, 0, len(v.rows))
		for _, r := range v.rows {
			r.amount = -r.amount
			rows = append(rows, r)
		}
		s.postClosing("I", "Återföring: "+v.text, v.registered, rows...)
	}
	s.cashVouchers = nil
}
