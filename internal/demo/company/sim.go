package company

import (
	"fmt"
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// The parts of a day, in order: VAT is settled when everything of the day is
// booked, a year is closed when its VAT is settled.
const (
	daytime = iota
	evening
	night
	parts
)

// A sim lives a company's days from its first year to its clock, one at a
// time: what happens on a day may plan later ones.
type sim struct {
	p        *profile
	today    civil.Date
	agenda   map[civil.Date]*[parts][]func()
	years    []*year
	y        *year // the one today lies in
	nth      int   // its place in years
	sales    []*document
	bills    []*document
	in, out  []*payment
	runs     map[civil.Date][]*document // supplier payments of a day
	accruals []accrual
	prepaid  []prepaidBill
	vatDue   []vatDebt
	taxOwed  taxDebt
	// cashVouchers wait for the first day of the next year.
	cashVouchers []*voucher
	chance       map[string]*rng
	truth        Truth
}

// simulate gives the same company every time.
func simulate(p *profile) *sim {
	s := &sim{p: p, agenda: map[civil.Date]*[parts][]func(){}, runs: map[civil.Date][]*document{},
		chance: map[string]*rng{}, nth: -1, accruals: p.accruals}
	for _, plan := range p.years {
		s.years = append(s.years, newYear(plan.id, civil.Period{From: civil.MustParse(plan.from), To: civil.MustParse(plan.to)}))
	}
	s.today = s.years[0].period.From
	s.open()
	for ; !s.today.After(p.clock); s.today = s.today.AddDays(1) {
		s.live()
	}
	s.today = p.clock
	return s
}

// open sets the opening balances of the first year.
func (s *sim) open() {
	first := s.years[0]
	var sum money.Amount
	for account, a := range s.p.opening {
		first.opening[account] = a
		sum += a
	}
	first.opening[2091] -= sum
	s.taxOwed = taxDebt{income: -first.opening[2512], pension: -first.opening[2514], prelim: first.opening[2518] / 11 * 12}
	s.at(first.period.From.AddDays(339), daytime, s.finalTax)
	for _, v := range s.p.openingVAT {
		s.planVATPayment(v.due, v.amount)
	}
}

func (s *sim) live() {
	if s.nth < 0 || s.today.After(s.y.period.To) {
		s.nth++
		if s.nth > 0 {
			s.y.openNext(s.years[s.nth])
		}
		s.y = s.years[s.nth]
		s.startYear()
	}
	if s.today.Day == 1 {
		s.planMonth()
	}
	day := s.plan(s.today)
	for part := range parts {
		for i := 0; i < len(day[part]); i++ {
			day[part][i]()
		}
	}
	delete(s.agenda, s.today)
	if s.nth == len(s.years)-2 && s.today == s.y.period.To {
		s.takeTruth()
	}
}

func (s *sim) plan(d civil.Date) *[parts][]func() {
	if s.agenda[d] == nil {
		s.agenda[d] = &[parts][]func(){}
	}
	return s.agenda[d]
}

// at plans f for a day; days that have passed are a mistake in the program.
func (s *sim) at(d civil.Date, part int, f func()) {
	if d.Before(s.today) {
		panic(fmt.Sprintf("company: %s is planned on %s", d, s.today))
	}
	if !d.After(s.p.clock) {
		day := s.plan(d)
		day[part] = append(day[part], f)
	}
}

func (s *sim) rng(concern string) *rng {
	if s.chance[concern] == nil {
		s.chance[concern] = newRNG(s.p.seed, concern)
	}
	return s.chance[concern]
}

// soon is when something of today is typed in: a few days later, never after
// the clock.
func (s *sim) soon() civil.Date {
	r := s.rng("registered")
	d := s.today
	if r.chance(350) {
		d = d.AddDays(r.between(1, 9))
	}
	return earliest(d, s.p.clock)
}

func earliest(a, b civil.Date) civil.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// post books a voucher of today in a series where no document stands behind.
func (s *sim) post(series, text string, rows ...row) *voucher {
	kept := rows[:0]
	for _, r := range rows {
		if r.amount != 0 {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	return s.y.post(&voucher{series: series, date: s.today, registered: s.soon(), text: text,
		referenceType: "MANUAL", rows: kept})
}

// book gives a document its number and, but for the cash method, a voucher.
func (s *sim) book(d *document) {
	s.register(d)
	d.booked = true
	if s.p.cash {
		return
	}
	v := &voucher{series: "B", date: d.date, registered: s.soon(), referenceType: "INVOICE", rows: d.rows(),
		text: fmt.Sprintf("Kundfaktura %s (%d)", d.party.name, d.number)}
	if !d.sale {
		v.series, v.referenceType = "D", "SUPPLIERINVOICE"
		v.text = fmt.Sprintf("Levfakt %s (%d)", d.party.name, d.number)
	} else if d.credits != nil {
		v.text = fmt.Sprintf("Kreditfaktura %s (%d)", d.party.name, d.number)
	}
	v.referenceNumber = strconv.Itoa(d.number)
	d.voucher = s.y.post(v)
}

// register gives a document its number without booking it.
func (s *sim) register(d *document) {
	if d.sale {
		d.number = s.p.firstInvoice + len(s.sales)
		s.sales = append(s.sales, d)
		return
	}
	d.number = s.p.firstBill + len(s.bills)
	s.bills = append(s.bills, d)
	if d.theirs == "" {
		d.theirs = strconv.Itoa(s.rng("theirs").between(10_000, 989_999))
	}
}
