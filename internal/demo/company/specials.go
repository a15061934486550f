package company

import (
	"fmt"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// thisYear is a date of the year that begins today; false when it is another.
func (s *sim) thisYear(date string) (civil.Date, bool) {
	d := civil.MustParse(date)
	return d, s.y.period.Contains(d)
}

// once plans f for a date when that lies in the year that begins today.
func (s *sim) once(date string, f func()) {
	if d, ok := s.thisYear(date); ok {
		s.at(d, daytime, f)
	}
}

// sell invoices one line without planning how it is paid.
func (s *sim) sell(customer int, text string, account int, quantity int, price money.Amount) *document {
	c := s.p.customers[customer-1]
	cc, project := s.units(account)
	return s.invoiceTo(c, []line{{text: text, unit: "st", account: account, vat: 25, quantity: quantity,
		price: price, net: price * money.Amount(quantity), costCenter: cc, project: project}})
}

// buy books a bill of one line without planning how it is paid.
func (s *sim) buy(supplier int, text string, account int, net money.Amount) *document {
	return s.billFrom(s.p.suppliers[supplier], line{text: text, account: account, vat: 25, net: net})
}

// invest buys an asset on 30 days.
func (s *sim) invest(date string, supplier int, text string, account int, net money.Amount) {
	s.once(date, func() {
		d := s.buy(supplier, text, account, net)
		s.planPayment(d, d.due)
	})
}

// badDebt is an invoice that nobody pays and that is written off later.
func (s *sim) badDebt(date, lost string, customer int, text string, account int, price money.Amount) {
	s.once(date, func() {
		d := s.sell(customer, text, account, 1, price)
		s.at(civil.MustParse(lost), daytime, func() { s.writeOffBad(d) })
	})
}

// lateSetOff credits part of an invoice before a closing date; the two are set
// off against each other, and the rest is paid, after it.
func (s *sim) lateSetOff(invoiced, credited, setOff string, customer int, text string, account int, price, back money.Amount) {
	s.once(invoiced, func() {
		d := s.sell(customer, text, account, 1, price)
		s.at(civil.MustParse(credited), daytime, func() {
			l := d.lines[0]
			l.price, l.net = back, back
			c := s.creditNote(d, []line{l})
			s.at(civil.MustParse(setOff), daytime, func() {
				s.setOff(c, d)
				s.receive(d, d.open)
			})
		})
	})
}

// matchedByHand is an invoice whose payment was booked straight on 1510: the
// register still shows it open.
func (s *sim) matchedByHand(invoiced, paid string, customer int, text string, account int, price money.Amount) {
	s.once(invoiced, func() {
		d := s.sell(customer, text, account, 1, price)
		s.at(civil.MustParse(paid), daytime, func() {
			s.post("A", "Bankgiro "+d.party.name+", ej avprickad",
				row{account: 1930, amount: d.total}, row{account: 1510, amount: -d.total})
		})
	})
}

// nettedByHand lets a customer that is also a supplier pay the difference. The
// rest is netted with a voucher on 1510 and 2440 that the registers do not see.
func (s *sim) nettedByHand(invoiced, netted string, customer, supplier, account int, price, theirs money.Amount) {
	s.once(invoiced, func() {
		d := s.sell(customer, "Kalibrering enligt ackrediterad metod", account, 1, price)
		bill := s.buy(supplier, "Svarvade detaljer", 4010, theirs)
		s.at(civil.MustParse(netted), daytime, func() {
			s.receive(d, d.open-bill.total)
			s.post("A", fmt.Sprintf("Kvittning %s kundfaktura %d mot leverantörsfaktura %d", d.party.name, d.number, bill.number),
				row{account: 2440, amount: bill.total}, row{account: 1510, amount: -bill.total})
		})
	})
}

// paidPrivately is a bill that the owner paid: booked by hand on 2440.
func (s *sim) paidPrivately(billed, paid string, supplier int, text string, account int, net money.Amount) {
	s.once(billed, func() {
		d := s.buy(supplier, text, account, net)
		s.at(civil.MustParse(paid), daytime, func() {
			s.post("A", fmt.Sprintf("Privat betald leverantörsfaktura %d, %s", d.number, d.party.name),
				row{account: 2440, amount: d.total}, row{account: 2893, amount: -d.total})
		})
	})
}

// unbookedBill and unbookedInvoice stand in the register only.
func (s *sim) unbookedBill(date string, supplier int, text string, account int, net money.Amount) {
	s.once(date, func() {
		p := s.p.suppliers[supplier]
		d := &document{party: p, date: s.today, due: s.today.AddDays(p.terms), rate: s.rate(p.currency, s.today), unit: p.unit(),
			lines: []line{{text: text, account: account, vat: 25, quantity: 1, price: net, net: net}}}
		d.addUp()
		s.register(d)
	})
}

func (s *sim) unbookedInvoice(date string, customer int, text string, account int, price money.Amount, cancelled bool) {
	s.once(date, func() {
		d := s.draftTo(s.p.customers[customer-1], []line{{text: text, unit: "st", account: account, vat: 25, quantity: 1, price: price, net: price}})
		s.register(d)
		if cancelled {
			d.cancelled, d.open, d.openSEK = true, 0, 0
		}
	})
}

func instrumentsSpecials(s *sim) {
	kr := money.Kronor
	s.badDebt("2023-03-14", "2023-11-22", 36, "Montage och driftsättning", 3041, kr(14_160))
	s.badDebt("2024-02-08", "2024-12-09", 36, "Tryckgivare 0-10 bar", 3001, kr(10_650))
	s.invest("2023-10-11", 18, "Servicebil, begagnad", 1240, kr(186_000))
	s.invest("2024-03-19", 20, "Tryckbänk för kalibrering", 1210, kr(242_500))
	s.invest("2025-05-14", 20, "Klimatskåp till laboratoriet", 1220, kr(138_900))
	s.invest("2025-09-23", 14, "Truck, begagnad", 1210, kr(96_000))

	s.once("2025-02-19", func() { s.sell(29, "Montage och driftsättning", 3041, 14, kr(1_250)) })
	s.matchedByHand("2025-10-20", "2025-11-28", 21, "Reservdelssats packningar", 3001, kr(3_840))
	s.nettedByHand("2025-11-10", "2025-12-12", 1, 25, 3041, kr(9_880), kr(1_880))
	s.paidPrivately("2025-12-02", "2025-12-11", 14, "Verktygssats", 5410, kr(1_036))
	s.lateSetOff("2025-11-25", "2025-12-16", "2026-01-20", 6, "Handinstrument för läckagesökning", 3001, kr(24_000), kr(6_000))
	s.lateSetOff("2025-12-10", "2026-01-13", "2026-01-13", 12, "Flödesmätare DN50", 3001, kr(31_200), kr(15_600))
	s.unbookedInvoice("2025-09-04", 10, "Utbildning i mätteknik, heldag", 3041, kr(16_500), true)
	s.unbookedBill("2025-12-29", 12, "Kablage och elmateriel", 4010, kr(7_460))
	s.unbookedInvoice("2026-02-16", 4, "Serviceavtal kvartal", 3041, kr(9_800), false)
}
