package company

import (
	"sort"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// planMonth plans what a month brings, on its first day.
func (s *sim) planMonth() {
	s.planSales()
	s.planPurchases()
	s.planReceiptsByCard()
	s.planPayroll()
	s.at(workday(on(s.today, 12)), daytime, s.taxAccountDay)
	s.at(s.inMonth(28), daytime, s.bankFee)
	s.planLoan()
	last := on(s.today, 31)
	if last == s.y.period.To {
		s.planYearEnd(last)
	}
	if s.vatPeriodEnds(last) {
		s.at(last, evening, s.settleVAT)
	}
}

// planYearEnd comes before the VAT of the evening is planned: with the cash
// method unpaid documents bring VAT into the last period.
func (s *sim) planYearEnd(last civil.Date) {
	s.at(last, daytime, s.savingsInterest)
	if s.nth >= len(s.years)-2 {
		return
	}
	if s.p.cash {
		s.at(last, evening, s.cashClosing)
	}
	s.at(last, night, s.closeYear)
}

func (s *sim) planReceiptsByCard() {
	r := s.rng("cards")
	days := make([]int, s.p.receiptsPerMonth*r.between(70, 130)/100)
	for i := range days {
		days[i] = r.between(1, 30)
	}
	sort.Ints(days)
	for _, day := range days {
		s.at(s.inMonth(day), daytime, s.cardReceipt)
	}
}

// cardReceipt books a small purchase. Now and then it first went on the wrong
// account, or was booked twice and emptied.
func (s *sim) cardReceipt() {
	r := s.rng("cards")
	p := s.someReceipt(r)
	net := money.Amount(r.between(int(p.low), int(p.high)))
	vat := percent(net, p.vat*100)
	cost := row{account: p.account, amount: net}
	cost.costCenter, cost.project = s.units(p.account)
	rows := []row{cost}
	if vat != 0 {
		rows = append(rows, row{account: 2641, amount: vat})
	}
	rows = append(rows, row{account: 1930, amount: -net - vat})
	if n := r.between(1, 1000); n <= 35 && p.account != 6991 {
		wrong := cost
		wrong.account, wrong.removedBy = 6991, s.p.corrector
		rows[0].addedBy = s.p.corrector
		rows = append([]row{wrong}, rows...)
	} else if n <= 55 {
		s.post("A", p.text+", dubbelbokad", struckOut(rows, s.p.corrector)...)
	}
	s.post("A", p.text, rows...)
}

// struckOut is the rows of a voucher that was emptied: it keeps its number and
// counts for nothing.
func struckOut(rows []row, by string) []row {
	out := make([]row, len(rows))
	for i, r := range rows {
		r.removedBy = by
		out[i] = r
	}
	return out
}

func (s *sim) someReceipt(r *rng) receipt {
	sum := 0
	for _, p := range s.p.receipts {
		sum += p.weight
	}
	n := r.between(1, sum)
	for _, p := range s.p.receipts {
		if n -= p.weight; n <= 0 {
			return p
		}
	}
	return s.p.receipts[0]
}

func (s *sim) bankFee() {
	fee := money.Amount(s.rng("bank").between(95, 240)) * 100
	s.post("A", "Bankavgifter "+monthText(s.today), row{account: 6570, amount: fee}, row{account: 1930, amount: -fee})
}

// planLoan pays every third month with the interest since the last time, on
// the fifteenth, so that interest has accrued when a year ends.
func (s *sim) planLoan() {
	l := s.p.loan
	if l.payOff == 0 || int(s.today.Month)%3 != l.month%3 {
		return
	}
	s.at(workday(on(s.today, 15)), daytime, func() {
		interest := percent(-s.y.balance(2350), l.rate) / 4
		payOff := min(l.payOff, -s.y.balance(2350))
		s.post("A", l.text, row{account: 2350, amount: payOff}, row{account: 8410, amount: interest},
			row{account: 1930, amount: -payOff - interest})
	})
}

func (s *sim) savingsInterest() {
	interest := percent(s.y.balance(1940), 165)
	s.post("A", "Ränta placeringskonto", row{account: 1940, amount: interest}, row{account: 8311, amount: -interest})
}
