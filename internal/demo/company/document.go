package company

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A document is a customer or supplier invoice, or a credit note of either,
// which has negative amounts. Sums are in 1/100 of the currency.
type document struct {
	sale             bool
	number           int
	theirs           string // the supplier's own number
	party            *party
	date, due, final civil.Date // final is when nothing was left to pay
	rate, unit       int64
	lines            []line
	vat, roundOff    money.Amount
	total, open      money.Amount
	openSEK          money.Amount
	booked           bool
	cancelled        bool
	credits          *document
	voucher          *voucher
}

type line struct {
	text                string
	quantity            int
	unit                string
	price, net          money.Amount
	account             int
	vat                 int64 // per cent
	costCenter, project string
}

// control is the account where the document stands until it is paid.
func (d *document) control() int {
	if d.sale {
		return 1510
	}
	return 2440
}

// sign is +1 where the control account is debited by an ordinary document.
func (d *document) sign() money.Amount {
	if d.sale {
		return 1
	}
	return -1
}

func (d *document) sek(cents money.Amount) money.Amount { return round4(cents, d.rate, d.unit) }

func (d *document) net() money.Amount {
	var sum money.Amount
	for _, l := range d.lines {
		sum += l.net
	}
	return sum
}

// addUp fills in VAT, rounding and total from the lines. Invoices in SEK to
// and from Sweden are rounded to whole kronor unless the party wants öre.
func (d *document) addUp() {
	for _, rate := range []int64{25, 12, 6} {
		d.vat += percent(d.netAt(rate), rate*100)
	}
	d.total = d.net() + d.vat
	if d.sale && d.party.currency == "SEK" && !d.party.noRounding {
		whole := divide(int64(d.total), 100) * 100
		d.roundOff = whole - d.total
		d.total = whole
	}
	d.open, d.openSEK = d.total, d.sek(d.total)
}

func (d *document) netAt(vat int64) money.Amount {
	var sum money.Amount
	for _, l := range d.lines {
		if l.vat == vat {
			sum += l.net
		}
	}
	return sum
}

// rows are those of the document's voucher, the control account first. The
// last line takes what currency rounding leaves.
func (d *document) rows() []row {
	s := d.sign()
	rows := []row{{account: d.control(), amount: s * d.sek(d.total)}}
	left := d.sek(d.total - d.vat - d.roundOff)
	for i, l := range d.lines {
		a := d.sek(l.net)
		if i == len(d.lines)-1 {
			a = left
		}
		left -= a
		rows = append(rows, row{account: l.account, amount: -s * a, costCenter: l.costCenter, project: l.project})
	}
	return append(append(rows, d.vatRows()...), d.roundOffRow()...)
}

func (d *document) vatRows() []row {
	if !d.sale {
		if d.vat != 0 {
			return []row{{account: 2641, amount: d.vat}}
		}
		if d.party.kind == inSweden {
			return nil
		}
		vat, output := percent(d.sek(d.total), 2500), 2614
		if d.lines[0].account == 4545 {
			output = 2615
		}
		return []row{{account: 2645, amount: vat}, {account: output, amount: -vat}}
	}
	var rows []row
	for _, v := range []struct {
		rate    int64
		account int
	}{{25, 2611}, {12, 2621}, {6, 2631}} {
		if net := d.netAt(v.rate); net != 0 {
			rows = append(rows, row{account: v.account, amount: -percent(net, v.rate*100)})
		}
	}
	return rows
}

func (d *document) roundOffRow() []row {
	if d.roundOff == 0 {
		return nil
	}
	return []row{{account: 3740, amount: -d.sign() * d.roundOff}}
}

// part is the document's rows, without the control account, as they stand when
// cents of it count: each rounded to öre, the rounding on the first row.
func (d *document) part(cents money.Amount) []row {
	all := d.rows()
	left := -share(all[0].amount, cents, d.total)
	rows := make([]row, 0, len(all)-1)
	for _, r := range all[1:] {
		r.amount = share(r.amount, cents, d.total)
		left -= r.amount
		rows = append(rows, r)
	}
	rows[0].amount += left
	return rows
}

// minus is a row by row. Both are parts of one document.
func minus(a, b []row) []row {
	rows := make([]row, 0, len(a))
	for i := range a {
		if a[i].amount -= b[i].amount; a[i].amount != 0 {
			rows = append(rows, a[i])
		}
	}
	return rows
}
