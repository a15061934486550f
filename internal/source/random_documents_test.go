package source_test

import (
	"bokslut/internal/civil"
)

// makeDocument invents an invoice and what happens to it.
func (c *randomCompany) makeDocument() {
	d := c.invoice(c.one(2))
	if c.one(12) {
		d.booked = false
	} else if c.one(12) {
		d.cancelled = true
	}
	c.book(d)
	if !d.inLedger() || d.total == 0 {
		return
	}
	d.hidden = c.odd && c.one(12)
	if d.reduction != 0 && c.one(2) {
		c.payOut(d)
	}
	c.fate(d)
}

func (c *randomCompany) invoice(supplier bool) *randomDoc {
	span := c.years[0].period.From.DaysUntil(c.clock)
	day := c.years[0].period.From.AddDays(c.IntN(span + 1))
	if c.one(4) { // about the closing date, where it matters
		day = c.closing().To.AddDays(c.IntN(11) - 7)
	}
	d := &randomDoc{
		supplier: supplier, party: string(rune('1' + c.IntN(4))), date: day, due: day.AddDays(c.IntN(60)),
		currency: "SEK", unit: 1, total: 10000 + c.Int64N(9_000_000), booked: true, kind: "INVOICE",
	}
	d.account = d.usual()
	if supplier && !c.cash && d.party == "4" { // an owner
		d.account = 2893
	}
	switch c.IntN(12) {
	case 0, 1, 2:
		c.foreign(d)
	case 3:
		if !supplier && !c.cash {
			d.reduction = d.total / 300 * 100
			d.total -= d.reduction
		}
	case 4:
		d.total = 0
	case 5:
		d.kind = []string{"AGREEMENTINVOICE", "INTRESTINVOICE", "SUMMARYINVOICE"}[c.IntN(3)]
	case 6:
		if !supplier {
			d.kind = "CASHINVOICE"
		}
	}
	return c.enter(d)
}

// enter gives the document its number.
func (c *randomCompany) enter(d *randomDoc) *randomDoc {
	d.number = c.next(map[bool]string{true: "supplierinvoice", false: "invoice"}[d.supplier])
	c.docs = append(c.docs, d)
	return d
}

func (d *randomDoc) usual() int {
	if d.supplier {
		return 2440
	}
	return 1510
}

func (c *randomCompany) foreign(d *randomDoc) {
	kinds := []struct {
		currency string
		unit     int64
		level    int64
	}{{"EUR", 1, 110_000}, {"USD", 1, 100_000}, {"NOK", 1, 9_700}, {"JPY", 100, 67_000}}
	k := kinds[c.IntN(len(kinds))]
	d.currency, d.unit, d.rate = k.currency, k.unit, k.level+c.Int64N(k.level/10)
	d.party, d.account = string(rune('A'+c.IntN(2))), d.usual()
	if d.party == "A" { // abroad, on an account of its own
		d.account++
	}
}

// fate is what happens to an invoice after it was booked.
func (c *randomCompany) fate(d *randomDoc) {
	day := d.date.AddDays(c.IntN(120))
	later := day.AddDays(1 + c.IntN(60))
	some := d.total/3 + c.Int64N(d.total/3)
	switch c.IntN(14) {
	case 0: // nothing
	case 1, 2, 3:
		c.pay(d, day, d.total)
	case 4:
		c.pay(d, day, some)
		c.pay(d, later, d.total-some)
	case 5:
		c.pay(d, day, some)
	case 6: // overpaid, and perhaps refunded
		c.pay(d, day, d.total+some)
		if c.one(2) {
			c.pay(d, later, -some)
		}
	case 7: // rounding or a bank fee
		c.pay(d, day, d.total-70, randomWriteOff{3740, 70})
	case 8:
		c.pay(d, day, d.total+40, randomWriteOff{3740, -40})
	case 9: // a bad debt with its VAT
		c.pay(d, day, 0, randomWriteOff{6351, d.total - d.total/5}, randomWriteOff{2611, d.total / 5})
	case 10: // paid before the invoice
		c.pay(d, d.date.AddDays(-1-c.IntN(20)), d.total)
	case 11:
		c.payUnbooked(d, day, d.total)
	default:
		c.creditFate(d, day, later, some)
	}
}

// creditFate lets a credit note meet the invoice.
func (c *randomCompany) creditFate(d *randomDoc, day, later civil.Date, some int64) {
	if d.reduction != 0 {
		return
	}
	switch c.IntN(6) {
	case 0:
		c.setOff(c.credit(d, day, d.total), d, day, d.total)
	case 1: // a part, set off later than it was made
		c.setOff(c.credit(d, day, some), d, later, some)
	case 2: // a part, and the rest paid
		c.setOff(c.credit(d, day, some), d, day, some)
		c.pay(d, later, d.total-some)
	case 3: // refunded although the invoice was paid
		c.pay(d, day, d.total)
		c.pay(c.credit(d, day, some), later, -some)
	case 4:
		c.credit(d, day, some)
	case 5: // split over the invoice and another one
		other := *d
		other.moves = nil
		c.book(c.enter(&other))
		note := c.credit(d, day, d.total)
		c.setOff(note, d, day, some)
		c.setOff(note, &other, later, d.total-some)
	}
}

func (c *randomCompany) credit(d *randomDoc, day civil.Date, amount int64) *randomDoc {
	note := *d
	note.moves, note.date, note.due, note.total, note.credits = nil, day, day, -amount, d
	note.hidden = false // with both ends withheld nobody can tell
	if !note.date.After(c.clock) {
		c.enter(&note)
	}
	c.book(&note)
	return &note
}

func (c *randomCompany) setOff(note, d *randomDoc, day civil.Date, amount int64) {
	for _, end := range []*randomDoc{note, d} {
		if day.Before(end.date) {
			day = end.date
		}
	}
	c.at(day, func(day civil.Date) {
		a, b := d.settle(day, amount, true), note.settle(day, -amount, true)
		c.bookSetOff(d, note, day, a, b)
	})
}

func (c *randomCompany) payUnbooked(d *randomDoc, day civil.Date, amount int64) {
	c.at(day, func(day civil.Date) {
		c.pays = append(c.pays, &randomPayment{number: c.paymentNumber(d), doc: d, date: day, amount: amount, sek: d.sek(amount), rate: d.rate})
	})
}

func (c *randomCompany) paymentNumber(d *randomDoc) string {
	return c.next(map[bool]string{true: "supplierpayment", false: "payment"}[d.supplier])
}

// pay moves amount and writes the rest off. A currency has another rate by then.
func (c *randomCompany) pay(d *randomDoc, day civil.Date, amount int64, writeOffs ...randomWriteOff) {
	c.at(day, func(day civil.Date) {
		p := &randomPayment{number: c.paymentNumber(d), doc: d, date: day, amount: amount, rate: d.rate, booked: true, writeOffs: writeOffs}
		if d.rate != 0 {
			p.rate += c.Int64N(d.rate/20) - d.rate/40
		}
		p.sek = convert(amount, p.rate, d.unit)
		c.pays = append(c.pays, p)
		whole := amount
		for _, w := range writeOffs {
			whole += w.amount
		}
		c.bookPayment(p, d.settle(day, whole, false))
	})
}
