package subledger

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// pairing finds the vouchers that payments were booked with and that carried
// documents of the cash method to the account. Lists of payments do not name
// their vouchers, and no field says which voucher carried a document; what is
// known is the day, the amount, and that most programs put the document's
// number into the text.
type pairing struct {
	r      Register
	all    []*account
	taken  map[rowKey]bool
	linked map[name]bool // vouchers that a document names
	series map[string]bool
	at     map[string]int // index of a document by number
}

// rowKey is a row of a voucher by its place among the rows of the side.
type rowKey struct {
	voucher name
	row     int
}

func newPairing(r Register) *pairing {
	p := &pairing{r: r, all: r.accounts(), taken: map[rowKey]bool{}, linked: map[name]bool{}, series: map[string]bool{}, at: map[string]int{}}
	for i, d := range r.Documents {
		p.at[d.Number] = i
		for _, v := range d.Vouchers {
			p.linked[v.name()] = true
		}
	}
	for _, c := range r.Claims {
		p.linked[c.Paid.name()] = true
	}
	return p
}

func (p *pairing) run() {
	documents := map[string]*account{}
	for _, a := range p.all {
		documents[a.Number] = a
	}
	p.reserve(documents)
	p.carry(documents)
	p.offset()
	for _, pass := range []func(*account, Settlement) *entry{p.named, p.sameDay, p.later} {
		for i := range p.r.Payments {
			pay := &p.r.Payments[i]
			a := documents[pay.Document]
			if a == nil || !pay.Booked || !pay.Voucher.IsZero() || !a.bookedBy(pay.Date) {
				continue
			}
			if e := pass(a, a.settlementOf(pay.Number)); e != nil {
				pay.Voucher = e.Voucher
				p.series[e.Series] = true
			}
		}
	}
}

// reserve claims the rows of payments that name their voucher: a payment file
// is one voucher with a row for each payment, some of which do not name it.
func (p *pairing) reserve(documents map[string]*account) {
	for _, pay := range p.r.Payments {
		a, e := documents[pay.Document], p.r.books.byName[pay.Voucher.name()]
		if a == nil || e == nil {
			continue
		}
		p.series[e.Series] = true
		for _, account := range p.places(a) {
			if p.takeRow(e, account, -a.settlementOf(pay.Number).SEK) {
				p.place(a, account)
				break
			}
		}
	}
}

// bookedBy tells whether a payment on d is booked against the account: always,
// but for a document of the cash method that was not carried before.
func (a *account) bookedBy(d civil.Date) bool {
	return len(a.Vouchers) > 0 || !a.Carried.IsZero() && a.Carried.Date.Before(d)
}

func (a *account) settlementOf(payment string) Settlement {
	for _, s := range a.settlements {
		if s.Kind == ByPayment && s.Number == payment {
			return s
		}
	}
	return Settlement{}
}

// named finds a voucher of the day whose text has the document's number.
func (p *pairing) named(a *account, s Settlement) *entry {
	return p.take(a, s.Date, s.Date, -s.SEK, func(e *entry) bool { return mentions(e.Text, a.Number) })
}

// sameDay finds one by day and amount, in a series that payments are booked in.
func (p *pairing) sameDay(a *account, s Settlement) *entry {
	return p.take(a, s.Date, s.Date, -s.SEK, func(e *entry) bool {
		return len(p.series) == 0 || p.series[e.Series]
	})
}

// maxDelay is how many days after a payment its voucher is looked for.
const maxDelay = 400

// later finds a voucher for a payment that was booked after its day.
func (p *pairing) later(a *account, s Settlement) *entry {
	return p.take(a, s.Date.AddDays(1), s.Date.AddDays(maxDelay), -s.SEK, func(e *entry) bool {
		return p.series[e.Series] && mentions(e.Text, a.Number)
	})
}

// take claims a row of the amount in a voucher between two days that suits and
// that nothing names yet.
func (p *pairing) take(a *account, from, to civil.Date, amount money.Amount, suits func(*entry) bool) *entry {
	for _, account := range p.places(a) {
		for _, e := range p.r.books.with(account, amount, from, to) {
			if !p.linked[e.name()] && suits(e) && p.takeRow(e, account, amount) {
				p.place(a, account)
				return e
			}
		}
	}
	return nil
}

// places are the accounts that a document may stand on: its own, and any when
// no voucher in the books tells which it is.
func (p *pairing) places(a *account) []string {
	all := []string{a.Account}
	if a.Carried.Series != "" || slices.ContainsFunc(a.Vouchers, func(v Voucher) bool { return p.r.books.byName[v.name()] != nil }) {
		return all
	}
	for _, account := range p.r.books.accounts() {
		if account != a.Account {
			all = append(all, account)
		}
	}
	return all
}

// place keeps the account that a voucher showed a document to stand on.
func (p *pairing) place(a *account, account string) {
	d := &p.r.Documents[p.at[a.Number]]
	d.Account, a.Account = account, account
	d.Assumed, a.Assumed = false, false
}

// takeRow claims a row of the amount that is not claimed yet.
func (p *pairing) takeRow(e *entry, account string, amount money.Amount) bool {
	for i, row := range e.rows {
		key := rowKey{e.name(), i}
		if row.Account == account && row.Amount == amount && !row.Struck && !p.taken[key] {
			p.taken[key] = true
			return true
		}
	}
	return false
}

// mentions tells whether text has number as a word of its own.
func mentions(text, number string) bool {
	return slices.Contains(strings.FieldsFunc(text, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}), number)
}
