package source_test

import (
	"fmt"

	"bokslut/internal/civil"
)

type randomVoucher struct {
	year   int // its id
	series string
	number int
	date   civil.Date
	text   string
	rows   []randomRow
}

type randomRow struct {
	account int
	amount  int64 // debit positive
}

func (v *randomVoucher) on(account int) int64 {
	var sum int64
	for _, r := range v.rows {
		if r.account == account {
			sum += r.amount
		}
	}
	return sum
}

// post books rows on a day; the last account takes what is left.
func (c *randomCompany) post(series string, day civil.Date, text string, rest int, rows ...randomRow) *randomVoucher {
	for i := range c.years {
		y := &c.years[i]
		if !y.period.Contains(day) {
			continue
		}
		v := &randomVoucher{year: y.id, series: series, date: day, text: text}
		var sum int64
		for _, r := range rows {
			if r.amount != 0 {
				v.rows = append(v.rows, r)
				sum += r.amount
			}
		}
		if sum != 0 {
			v.rows = append(v.rows, randomRow{rest, -sum})
		}
		key := fmt.Sprint(y.id, series)
		c.numbers[key]++
		v.number = c.numbers[key]
		y.vouchers = append(y.vouchers, v)
		return v
	}
	return nil
}

// bookDay is the day that something is booked: mostly its own, at times in the
// next year, when the period is closed already.
func (c *randomCompany) bookDay(day civil.Date) civil.Date {
	end := c.closing().To
	if !c.cash && c.one(8) && !day.After(end) && day.DaysUntil(end) < 30 {
		return end.AddDays(1 + c.IntN(15))
	}
	return day
}

// sign turns what is to be paid into the ledger's sign.
func (d *randomDoc) sign() int64 {
	if d.supplier {
		return -1
	}
	return 1
}

func (d *randomDoc) result() int {
	if d.supplier {
		return 4010
	}
	return 3001
}

// book puts the invoice on its account, but not by the cash method.
func (c *randomCompany) book(d *randomDoc) {
	c.at(d.date, func(day civil.Date) {
		if d.total == 0 {
			d.finalPaid = day
		}
		switch {
		case !d.booked || d.cancelled:
		case d.kind == "CASHINVOICE":
			d.voucher = c.post("F", day, "Kontantfaktura "+d.number, 3001, randomRow{1910, d.sek(d.total)})
		case !c.cash:
			d.voucher = c.post(map[bool]string{true: "D", false: "B"}[d.supplier], c.bookDay(day), "Faktura "+d.number, d.result(),
				randomRow{d.account, d.sign() * d.sek(d.total)}, randomRow{1513, d.reduction})
		}
	})
}

// payOut lets the tax agency pay its part of an invoice.
func (c *randomCompany) payOut(d *randomDoc) {
	c.at(d.date.AddDays(20+c.IntN(90)), func(day civil.Date) {
		d.payout = c.post("A", day, "Utbetalning från Skatteverket", 1930, randomRow{1513, -d.reduction})
	})
}

func (c *randomCompany) bookPayment(p *randomPayment, taken int64) {
	d := p.doc
	day := c.bookDay(p.date)
	if day.After(c.clock) {
		day = p.date
	}
	series, text := "C", fmt.Sprintf("Inbetalning (%s)", d.number)
	if d.supplier {
		series, text = "E", fmt.Sprintf("Utbetalning (%s)", d.number)
	}
	if c.one(5) {
		text = "Betalning"
	}
	rows := []randomRow{{1930, d.sign() * p.sek}}
	for _, w := range p.writeOffs {
		rows = append(rows, randomRow{w.account, d.sign() * d.sek(w.amount)})
	}
	if c.cash && d.carried == nil {
		p.voucher = c.post(series, day, text, d.result(), rows...)
		return
	}
	rows = append(rows, randomRow{d.account, -d.sign() * taken})
	if file := c.file(series, day); file != nil && c.one(2) {
		var sum int64
		for _, r := range rows {
			sum += r.amount
		}
		file.rows = append(file.rows, append(rows, randomRow{3960, -sum})...)
		p.voucher = file
		return
	}
	p.voucher = c.post(series, day, text, 3960, rows...)
}

// file is the voucher of the day that more payments can join.
func (c *randomCompany) file(series string, day civil.Date) *randomVoucher {
	for _, y := range c.years {
		for _, v := range y.vouchers {
			if c.odd && series == "E" && v.series == series && v.date == day {
				return v
			}
		}
	}
	return nil
}

// bookSetOff books nothing but where one of the two was carried to its account.
func (c *randomCompany) bookSetOff(d, note *randomDoc, day civil.Date, a, b int64) {
	for _, end := range []struct {
		doc, other *randomDoc
		taken      int64
	}{{d, note, a}, {note, d, b}} {
		if end.doc.carried != nil && end.other.carried == nil {
			c.post("B", day, fmt.Sprintf("Kvittning (%s)", end.doc.number), end.doc.result(), randomRow{end.doc.account, -end.doc.sign() * end.taken})
		}
	}
}

// carry is årsomföring: every unpaid document of the cash method gets a voucher.
func (c *randomCompany) carry(day civil.Date) {
	for _, d := range c.docs {
		_, sek := d.left(day)
		if !d.inLedger() || d.date.After(day) || d.carried != nil || sek == 0 {
			continue
		}
		d.carried = c.post(map[bool]string{true: "D", false: "B"}[d.supplier], day, fmt.Sprintf("Årsomföring faktura (%s)", d.number),
			d.result(), randomRow{d.account, d.sign() * sek})
	}
}

// found puts in the share capital, so that no year is without balances.
func (c *randomCompany) found() {
	c.at(c.years[0].period.From, func(day civil.Date) { c.post("A", day, "Aktiekapital", 2099, randomRow{1930, 2_500_000}) })
}

// makeManual books on the accounts of the ledgers by hand.
func (c *randomCompany) makeManual() {
	for range c.IntN(4) {
		day := c.years[0].period.From.AddDays(c.IntN(c.years[0].period.From.DaysUntil(c.clock) + 1))
		account := []int{1510, 2440}[c.IntN(2)]
		amount := c.Int64N(2_000_000) - 1_000_000
		c.at(day, func(day civil.Date) {
			c.manual = append(c.manual, c.post("A", day, "Omföring", 1930, randomRow{account, amount}))
		})
	}
}

// closeBooks carries the balances of each year to the next; the result goes to 2099.
func (c *randomCompany) closeBooks() {
	for i := range c.years[1:] {
		before, next := c.years[i], &c.years[i+1]
		for account, sum := range before.opening {
			next.opening[account] += sum
		}
		for _, v := range before.vouchers {
			for _, r := range v.rows {
				if r.account < 3000 {
					next.opening[r.account] += r.amount
				} else {
					next.opening[2099] += r.amount
				}
			}
		}
	}
}
