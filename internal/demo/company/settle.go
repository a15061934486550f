package company

import (
	"fmt"
	"strconv"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A payment is money for a document, in or out, with what was written off.
type payment struct {
	number    int
	doc       *document
	date      civil.Date
	cents     money.Amount // of the document's currency
	sek       money.Amount
	rate      int64
	writeOffs []writeOff
	voucher   *voucher // nil when not booked
	file      bool     // part of a payment file
}

// A writeOff lowers the open amount by cents of the document's currency.
type writeOff struct {
	account int
	cents   money.Amount
}

// pay books that cents of d were paid today. Several payments of one file
// share a voucher; the caller then books it itself from the rows.
func (s *sim) pay(d *document, cents money.Amount, writeOffs ...writeOff) *payment {
	p, rows := s.payment(d, cents, writeOffs)
	series, kind, text := "C", "INVOICEPAYMENT", fmt.Sprintf("Inbetalning %s (%d)", d.party.name, d.number)
	if !d.sale {
		series, kind, text = "E", "SUPPLIERPAYMENT", fmt.Sprintf("Levbet %s (%d)", d.party.name, d.number)
	}
	p.voucher = s.y.post(&voucher{series: series, date: s.today, registered: s.soon(), text: text,
		referenceType: kind, referenceNumber: strconv.Itoa(p.number), rows: rows})
	return p
}

func (s *sim) payment(d *document, cents money.Amount, writeOffs []writeOff) (*payment, []row) {
	p := &payment{doc: d, date: s.today, cents: cents, rate: s.rate(d.party.currency, s.today), writeOffs: writeOffs}
	p.sek = round4(cents, p.rate, d.unit)
	list := &s.in
	if !d.sale {
		list = &s.out
	}
	*list = append(*list, p)
	p.number = len(*list)
	return p, s.paymentRows(p)
}

// paymentRows lowers the document and returns the rows. The difference between
// the invoice's rate and the payment's is a gain on 3960 or a loss on 7960.
func (s *sim) paymentRows(p *payment) []row {
	d, sign := p.doc, p.doc.sign()
	lowered := p.cents
	rows := []row{}
	if p.sek != 0 {
		rows = append(rows, row{account: 1930, amount: sign * p.sek})
	}
	for _, w := range p.writeOffs {
		lowered += w.cents
		rows = append(rows, row{account: w.account, amount: sign * d.sek(w.cents)})
	}
	before := d.total - d.open
	sek := s.lower(d, lowered)
	if s.p.cash {
		return append(rows, minus(d.part(before+lowered), d.part(before))...)
	}
	rows = append(rows, row{account: d.control(), amount: -sign * sek})
	var sum money.Amount
	for _, r := range rows {
		sum += r.amount
	}
	switch {
	case sum > 0:
		rows = append(rows, row{account: 3960, amount: -sum})
	case sum < 0:
		rows = append(rows, row{account: 7960, amount: -sum})
	}
	return rows
}

// lower takes cents off what is open and returns the SEK that follows: at the
// invoice's rate, or all that is left when nothing is open any more.
func (s *sim) lower(d *document, cents money.Amount) money.Amount {
	sek := d.sek(cents)
	d.open -= cents
	if d.open == 0 {
		sek = d.openSEK
		d.final = s.today
	}
	d.openSEK -= sek
	return sek
}

// setOff lets a credit note and an invoice cancel as far as they reach. That
// leaves no object and no voucher.
func (s *sim) setOff(credit, d *document) {
	cents := min(-credit.open, d.open)
	if cents <= 0 {
		return
	}
	s.lower(credit, -cents)
	s.lower(d, cents)
}

// creditNote makes a credit note for net of one line of d, all of the line
// when net is its whole sum, and returns it booked.
func (s *sim) creditNote(d *document, lines []line) *document {
	c := &document{sale: d.sale, party: d.party, date: s.today, due: s.today, rate: d.rate, unit: d.unit, credits: d}
	for _, l := range lines {
		l.quantity, l.net = -l.quantity, -l.net
		c.lines = append(c.lines, l)
	}
	c.addUp()
	s.book(c)
	return c
}
