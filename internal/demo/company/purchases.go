package company

import (
	"slices"
	"sort"
	"strconv"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// planPurchases plans the month's supplier invoices, both those that come
// every time and those that come now and then.
func (s *sim) planPurchases() {
	for _, b := range s.p.recurring {
		if slices.Contains(b.months, int(s.today.Month)) {
			s.at(s.inMonth(b.day), daytime, func() { s.recurringBill(b) })
		}
	}
	r := s.rng("purchases")
	days := make([]int, s.p.purchasesPerMonth*r.between(80, 120)/100)
	for i := range days {
		days[i] = r.between(1, 31)
	}
	sort.Ints(days)
	for _, day := range days {
		s.at(s.inMonth(day), daytime, s.newBill)
	}
}

func (s *sim) recurringBill(b recurringBill) {
	net := percent(b.net, int64(10_000+300*s.nth))
	if b.spread > 0 {
		net = percent(net, int64(10_000+100*s.rng("recurring").between(-b.spread, b.spread)))
	}
	d := s.billFrom(s.p.suppliers[b.supplier], line{text: b.text, account: b.account, vat: b.vat, net: net})
	s.planPayment(d, d.due)
	if b.prepaid != 0 {
		s.prepaid = append(s.prepaid, prepaidBill{b, d})
	}
}

func (s *sim) newBill() {
	r := s.rng("purchases")
	p := s.somePurchase(r)
	supplier := s.p.suppliers[p.supplier]
	net := money.Amount(r.between(int(p.low/5_00), int(p.high/5_00))) * 5_00
	if r.chance(600) {
		net += money.Amount(r.between(1, 499))
	}
	net = divide(int64(net)*10_000*supplier.unit(), s.rate(supplier.currency, s.today))
	if supplier.currency == "JPY" {
		net = wholeKronor(net)
	}
	d := s.billFrom(supplier, line{text: p.text, account: p.account, vat: p.vat, net: net})
	switch n := r.between(1, 1000); {
	case n <= 12 && supplier.kind == inSweden:
		s.planSupplierCredit(d)
	case n <= 30 && supplier.kind == inSweden && d.total > 15_000_00:
		part := d.total / 2 / 100_00 * 100_00
		s.at(workday(d.due), daytime, func() { s.receive(d, min(part, d.open)) })
		s.planPayment(d, d.due.AddDays(30))
	case n <= 70:
		s.planPayment(d, d.due.AddDays(r.between(8, 30)))
	default:
		s.planPayment(d, d.due)
	}
}

func (p *party) unit() int64 { return unitOf(p.currency) }

func (s *sim) somePurchase(r *rng) purchase {
	sum := 0
	for _, p := range s.p.purchases {
		sum += p.weight
	}
	n := r.between(1, sum)
	for _, p := range s.p.purchases {
		if n -= p.weight; n <= 0 {
			return p
		}
	}
	return s.p.purchases[0]
}

func (s *sim) billFrom(supplier *party, l line) *document {
	l.costCenter, l.project = s.units(l.account)
	l.quantity, l.price = 1, l.net
	d := &document{party: supplier, date: s.today, due: s.today.AddDays(supplier.terms),
		rate: s.rate(supplier.currency, s.today), unit: supplier.unit(), lines: []line{l}}
	d.addUp()
	s.book(d)
	return d
}

// planSupplierCredit sends goods back; what is left is paid.
func (s *sim) planSupplierCredit(d *document) {
	r := s.rng("credits")
	l := d.lines[0]
	l.net = share(l.net, money.Amount(r.between(2, 6)), 10)
	l.price = l.net
	s.at(workday(s.today.AddDays(r.between(4, 15))), daytime, func() {
		s.setOff(s.creditNote(d, []line{l}), d)
	})
	s.planPayment(d, d.due)
}

// planPayment puts the document on the payment run of a day. Foreign
// suppliers are paid one by one.
func (s *sim) planPayment(d *document, day civil.Date) {
	if d.party.currency != "SEK" || !s.p.paymentFiles {
		day = workday(day)
		s.at(day, daytime, func() { s.receive(d, d.open) })
		return
	}
	day = s.runDay(day)
	if len(s.runs[day]) == 0 {
		s.at(day, daytime, s.paymentRun)
	}
	s.runs[day] = append(s.runs[day], d)
}

// runDay is the Tuesday or Friday on or before day, or the first one to come.
func (s *sim) runDay(day civil.Date) civil.Date {
	step := -1
	for free(day) || weekday(day) != time.Tuesday && weekday(day) != time.Friday {
		if day = day.AddDays(step); day.Before(s.today) {
			step, day = 1, s.today
		}
	}
	return day
}

// paymentRun pays what is due today with one file, which makes one voucher.
func (s *sim) paymentRun() {
	var paid []*payment
	var rows []row
	for _, d := range s.runs[s.today] {
		if d.open == 0 {
			continue
		}
		p, some := s.payment(d, d.open, nil)
		for i := range some {
			some[i].info = "Betalning " + strconv.Itoa(p.number)
		}
		p.file = true
		paid, rows = append(paid, p), append(rows, some...)
	}
	delete(s.runs, s.today)
	if len(paid) == 0 {
		return
	}
	v := s.y.post(&voucher{series: "E", date: s.today, registered: s.soon(), text: "Utbetalning leverantörer, fil",
		referenceType: "SUPPLIERPAYMENT", referenceNumber: strconv.Itoa(paid[0].number), rows: rows})
	for _, p := range paid {
		p.voucher = v
	}
}
