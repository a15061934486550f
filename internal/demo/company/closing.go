package company

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A prepaidBill is a bill for a time that may reach into the next year.
type prepaidBill struct {
	plan recurringBill
	doc  *document
}

// startYear books the first day of a year: what was accrued comes back and
// last year's result leaves 2099. In the current year the books of the year
// before are not closed, so nothing does.
func (s *sim) startYear() {
	for _, a := range s.accruals {
		s.postClosing("H", "Återföring: "+a.text, s.today.AddDays(s.rng("closing").between(40, 95)),
			row{account: a.balance, amount: -a.amount}, row{account: a.cost, amount: a.amount})
	}
	s.accruals = nil
	s.reverseCashClosing()
	if s.nth < len(s.years)-1 {
		last := s.y.balance(2099)
		s.post("A", "Omföring av föregående års resultat", row{account: 2099, amount: -last}, row{account: 2098, amount: last})
		s.at(workday(s.today.AddDays(139)), daytime, s.generalMeeting)
	}
	if s.p.specials != nil {
		s.p.specials(s)
	}
}

// generalMeeting carries the result forward, less a dividend that is paid some
// days later.
func (s *sim) generalMeeting() {
	dividend := s.p.years[s.nth].dividend
	result := -s.y.balance(2098)
	s.post("A", "Resultatdisposition enligt årsstämma", row{account: 2098, amount: result},
		row{account: 2898, amount: -dividend}, row{account: 2091, amount: dividend - result})
	s.at(workday(s.today.AddDays(9)), daytime, func() {
		s.post("A", "Utdelning", row{account: 2898, amount: dividend}, row{account: 1930, amount: -dividend})
	})
}

// closeYear makes the year-end entries of an earlier year, in the order that
// the tax needs them.
func (s *sim) closeYear() {
	s.depreciate()
	s.countStock()
	for _, a := range s.newAccruals() {
		s.accruals = append(s.accruals, a)
		s.postClosing("H", a.text, s.closingDay(), row{account: a.balance, amount: a.amount}, row{account: a.cost, amount: -a.amount})
	}
	s.holidayPay()
	pension := wholeKronor(percent(s.y.balance(7410), 2426))
	s.closing("Särskild löneskatt på pensionskostnader", row{account: 7533, amount: pension}, row{account: 2514, amount: -pension})
	income := s.bookTax()
	result := s.y.result()
	s.closing("Årets resultat", row{account: 8999, amount: result}, row{account: 2099, amount: -result})
	s.taxOwed = taxDebt{income, pension, 12 * s.p.years[s.nth].prelimTax}
	s.at(s.y.period.To.AddDays(340), daytime, s.finalTax)
}

func (s *sim) closing(text string, rows ...row) { s.postClosing("I", text, s.closingDay(), rows...) }

// closingDay is when a year-end entry was typed in, months later.
func (s *sim) closingDay() civil.Date {
	return earliest(s.y.period.To.AddDays(s.rng("closing").between(45, 100)), s.p.clock)
}

func (s *sim) postClosing(series, text string, typed civil.Date, rows ...row) {
	if v := s.post(series, text, rows...); v != nil {
		v.registered = typed
	}
}

func (s *sim) depreciate() {
	for _, d := range s.p.depreciation {
		cost := percent(s.y.balance(d.asset), d.percent)
		left := s.y.balance(d.asset) + s.y.balance(d.accumulated)
		cost = wholeKronor(min(cost, left))
		s.postClosing("G", "Avskrivning enligt plan", s.closingDay(), row{account: d.cost, amount: cost}, row{account: d.accumulated, amount: -cost})
	}
}

func (s *sim) countStock() {
	if s.p.stock.balance == 0 {
		return
	}
	change := s.p.years[s.nth].stockCount - s.y.balance(s.p.stock.balance)
	s.closing("Lagerförändring enligt inventering", row{account: s.p.stock.balance, amount: change}, row{account: s.p.stock.change, amount: -change})
}

// newAccruals are prepaid costs, the auditor's fee and interest since the last
// payment of the loan.
func (s *sim) newAccruals() []accrual {
	var all []accrual
	for _, b := range s.prepaid {
		from := on(b.doc.date, 1).AddMonths(b.plan.ahead)
		after := b.plan.covers - monthsBetween(from, s.y.period.To.AddDays(1))
		if after > 0 {
			net := b.doc.sek(b.doc.net())
			part := wholeKronor(share(net, money.Amount(min(after, b.plan.covers)), money.Amount(b.plan.covers)))
			all = append(all, accrual{"Förutbetalt: " + b.plan.text, b.plan.prepaid, b.plan.account, part})
		}
	}
	s.prepaid = nil
	if s.p.auditFee != 0 {
		all = append(all, accrual{"Upplupet arvode bokslut och revision", 2992, 6421, -s.p.auditFee})
	}
	if s.p.loan.payOff != 0 {
		interest := wholeKronor(percent(-s.y.balance(2350), s.p.loan.rate) / 8)
		all = append(all, accrual{"Upplupen ränta banklån", 2960, 8410, -interest})
	}
	return all
}

func monthsBetween(from, to civil.Date) int {
	return (to.Year-from.Year)*12 + int(to.Month) - int(from.Month)
}

// holidayPay keeps 2920 at nine tenths of a month's pay, with contributions.
func (s *sim) holidayPay() {
	var monthly money.Amount
	for _, e := range s.p.staff {
		monthly += s.monthlyPay(e)
	}
	change := wholeKronor(share(monthly, 9, 10)) + s.y.balance(2920)
	cost := 7290
	if s.y.moved[7010] != 0 && s.y.moved[7210] == 0 {
		cost = 7090
	}
	s.closing("Förändring av semesterlöneskuld", row{account: cost, amount: change}, row{account: 2920, amount: -change})
	fees := wholeKronor(percent(-s.y.balance(2920), contributions)) + s.y.balance(2941)
	s.closing("Sociala avgifter på semesterlöneskuld", row{account: 7519, amount: fees}, row{account: 2941, amount: -fees})
}
