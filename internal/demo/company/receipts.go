package company

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// payday is when this customer pays: most near the due date, some late, a few
// very late.
func (s *sim) payday(d *document) civil.Date {
	r := s.rng("payday")
	late := r.between(-2, 3)
	switch n := r.between(1, 100); {
	case n > 97:
		late = r.between(40, 100)
	case n > 88:
		late = r.between(16, 39)
	case n > 60:
		late = r.between(4, 15)
	}
	return s.notBeforeToday(workday(d.due.AddDays(late + d.party.slow)))
}

func (s *sim) notBeforeToday(d civil.Date) civil.Date {
	if d.Before(s.today) {
		return workday(s.today)
	}
	return d
}

// planReceipts decides how an invoice is paid: at once, in parts, rounded to
// whole kronor, less a bank's fee.
func (s *sim) planReceipts(d *document) {
	r := s.rng("receipts")
	day := s.payday(d)
	inParts := 45
	if d.party.kind != inSweden {
		inParts = 125
	}
	switch {
	case d.openSEK > 20_000_00 && r.chance(inParts):
		part := wholeKronor(share(d.total, money.Amount(r.between(4, 7)), 10))
		if d.party.currency == "SEK" {
			part = part / 100_00 * 100_00
		}
		s.at(day, daytime, func() { s.receive(d, min(part, d.open)) })
		day = workday(day.AddDays(r.between(14, 40)))
		s.at(day, daytime, func() { s.receive(d, d.open) })
	case d.party.currency == "SEK" && d.total%100 != 0 && r.chance(450):
		s.at(day, daytime, func() { s.receiveRounded(d) })
	case d.party.currency == "USD" && r.chance(400):
		s.at(day, daytime, func() { s.pay(d, d.open-25_00, writeOff{6570, 25_00}) })
	default:
		s.at(day, daytime, func() { s.receive(d, d.open) })
	}
}

func (s *sim) receive(d *document, cents money.Amount) {
	if cents != 0 {
		s.pay(d, cents)
	}
}

// receiveRounded takes whole kronor and writes off the öre on 3740: positive
// when too little was paid.
func (s *sim) receiveRounded(d *document) {
	whole := divide(int64(d.open), 100) * 100
	if d.open == 0 || whole == d.open {
		s.receive(d, d.open)
		return
	}
	s.pay(d, whole, writeOff{3740, d.open - whole})
}

// planFullCredit takes back a wrong invoice before it is paid.
func (s *sim) planFullCredit(d *document) {
	s.at(workday(s.today.AddDays(s.rng("credits").between(2, 16))), daytime, func() {
		s.setOff(s.creditNote(d, d.lines), d)
	})
}

// planPartCredit takes back the last line; the rest is paid.
func (s *sim) planPartCredit(d *document) {
	r := s.rng("credits")
	day := workday(s.today.AddDays(r.between(3, 14)))
	var credit *document
	s.at(day, daytime, func() { credit = s.creditNote(d, d.lines[len(d.lines)-1:]) })
	setOff := day
	if r.chance(400) {
		setOff = workday(day.AddDays(r.between(5, 25)))
	}
	s.at(setOff, daytime, func() { s.setOff(credit, d) })
	pay := s.payday(d)
	if pay.Before(setOff) {
		pay = setOff
	}
	s.at(pay, evening, func() { s.receive(d, d.open) })
}

// planRefund gives money back for the last line of an invoice already paid.
func (s *sim) planRefund(d *document) {
	r := s.rng("credits")
	day := workday(d.due.AddDays(r.between(45, 70)))
	s.at(day, daytime, func() {
		if d.open != 0 {
			return
		}
		credit := s.creditNote(d, d.lines[len(d.lines)-1:])
		s.at(workday(s.today.AddDays(r.between(6, 18))), daytime, func() { s.receive(credit, credit.open) })
	})
}

// writeOffBad books a certain loss: a payment of nothing, the net on 6351 and
// its VAT back on 2611.
func (s *sim) writeOffBad(d *document) {
	vat := share(d.vat, d.open, d.total)
	offs := []writeOff{{6351, d.open - vat}}
	if vat != 0 {
		offs = append(offs, writeOff{2611, vat})
	}
	s.pay(d, 0, offs...)
}
