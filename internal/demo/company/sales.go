package company

import (
	"slices"
	"sort"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// planSales spreads the month's invoices over its working days.
func (s *sim) planSales() {
	r := s.rng("sales")
	n := s.p.invoicesPerMonth * r.between(85, 115) / 100
	slow := s.p.slow
	if len(slow) == 0 {
		slow = []time.Month{time.July}
	}
	if slices.Contains(slow, s.today.Month) {
		n /= 2
	}
	days := make([]int, n)
	for i := range days {
		days[i] = r.between(1, 31)
	}
	sort.Ints(days)
	for _, day := range days {
		s.at(s.inMonth(day), daytime, s.newInvoice)
	}
}

// inMonth is a working day of this month near day.
func (s *sim) inMonth(day int) civil.Date {
	d := workdayBefore(on(s.today, day))
	if d.Before(s.today) {
		return workday(s.today)
	}
	return d
}

func (s *sim) newInvoice() {
	r := s.rng("sales")
	customer := s.p.customers[min(r.between(0, len(s.p.customers)-1), r.between(0, len(s.p.customers)-1))]
	for customer.inactive && s.nth > 0 {
		customer = pick(r, s.p.customers)
	}
	d := s.invoiceTo(customer, s.someLines(customer))
	switch n := r.between(1, 1000); {
	case n <= 8 && customer.kind == inSweden:
		s.planFullCredit(d)
	case n <= 18 && customer.kind == inSweden && len(d.lines) > 1:
		s.planPartCredit(d)
	case n <= 28 && customer.kind == inSweden && len(d.lines) > 1:
		s.planReceipts(d)
		s.planRefund(d)
	default:
		s.planReceipts(d)
	}
}

func (s *sim) invoiceTo(customer *party, lines []line) *document {
	d := s.draftTo(customer, lines)
	s.book(d)
	return d
}

func (s *sim) draftTo(customer *party, lines []line) *document {
	d := &document{sale: true, party: customer, date: s.today, due: s.today.AddDays(customer.terms),
		rate: s.rate(customer.currency, s.today), unit: unitOf(customer.currency), lines: lines}
	d.addUp()
	return d
}

// someLines picks one to three articles that the customer can buy.
func (s *sim) someLines(customer *party) []line {
	r := s.rng("lines")
	var lines []line
	first := r.between(0, len(s.p.articles)-1)
	for i := range r.between(1, 3) {
		a := s.p.articles[(first+i*5)%len(s.p.articles)]
		if l, ok := s.lineOf(a, customer); ok {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return s.someLines(customer)
	}
	return lines
}

// lineOf prices rise three per cent a year.
func (s *sim) lineOf(a article, customer *party) (line, bool) {
	l := line{text: a.text, unit: a.unit, account: a.account, vat: a.vat, quantity: s.rng("lines").between(1, a.most)}
	switch {
	case customer.kind == inEU:
		l.account, l.vat = a.euAccount, 0
	case customer.kind == outsideEU:
		l.account, l.vat = a.exportAccount, 0
	case customer.reverse:
		l.account, l.vat = 3231, 0
	}
	sek := percent(a.price, int64(10_000+300*s.nth))
	l.price = divide(int64(sek)*10_000*unitOf(customer.currency), s.rate(customer.currency, s.today))
	switch {
	case customer.currency == "JPY":
		l.price = wholeKronor(l.price)
	case customer.currency == "SEK" && !customer.noRounding:
		l.price = divide(int64(l.price), 500) * 500
	}
	l.net = l.price * money.Amount(l.quantity)
	l.costCenter, l.project = s.units(l.account)
	return l, l.account != 0
}

// units puts most income and costs on a cost centre and some on a project.
func (s *sim) units(account int) (costCenter, project string) {
	r := s.rng("units")
	if account < 3000 {
		return "", ""
	}
	if len(s.p.costCenters) > 0 && r.chance(700) {
		costCenter = pick(r, s.p.costCenters).code
	}
	if account < 5000 && len(s.p.projects) > 0 && r.chance(250) {
		project = pick(r, s.p.projects).code
	}
	return costCenter, project
}
