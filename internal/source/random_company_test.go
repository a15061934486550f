package source_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"

	"bokslut/internal/civil"
)

// A randomCompany is a made-up company whose open items are known without any
// of the program's rules: each document remembers every movement with its day.
// Amounts are hundredths, positive for what the company is to get or to pay.
type randomCompany struct {
	*rand.Rand
	cash    bool // bookkeeping by the cash method
	odd     bool // payment files, withheld balances
	clock   civil.Date
	years   []randomYear // in order of date; the last but one is the one to close
	docs    []*randomDoc
	pays    []*randomPayment
	events  []randomEvent
	numbers map[string]int
	manual  []*randomVoucher // on the accounts of the ledgers, named by no document
	carries []bool           // by year: årsomföring is run at its end
}

type randomYear struct {
	id       int
	period   civil.Period
	opening  map[int]int64
	vouchers []*randomVoucher
}

type randomDoc struct {
	supplier   bool
	number     string
	party      string
	date, due  civil.Date
	currency   string
	rate, unit int64 // the rate in ten-thousandths
	total      int64 // to pay; a credit note's is negative
	reduction  int64 // the tax agency's part
	kind       string
	booked     bool
	cancelled  bool
	credits    *randomDoc
	account    int
	voucher    *randomVoucher
	carried    *randomVoucher
	payout     *randomVoucher // of the tax agency
	moves      []randomMove
	finalPaid  civil.Date
	hidden     bool // the source withholds what is left
}

// A randomMove takes a part off a document.
type randomMove struct {
	date   civil.Date
	amount int64 // of the currency
	sek    int64
	setOff bool
}

type randomPayment struct {
	number    string
	doc       *randomDoc
	date      civil.Date
	amount    int64 // of the currency, without write-offs
	sek       int64
	rate      int64
	booked    bool
	voucher   *randomVoucher
	writeOffs []randomWriteOff
}

type randomWriteOff struct {
	account int
	amount  int64
}

// A randomEvent happens at the end of a day; those of one day in their order.
type randomEvent struct {
	date civil.Date
	do   func(civil.Date)
}

// sek converts half away from zero, by whole numbers.
func (d *randomDoc) sek(amount int64) int64 { return convert(amount, d.rate, d.unit) }

func convert(amount, rate, unit int64) int64 {
	if rate == 0 {
		return amount
	}
	n := new(big.Int).Mul(big.NewInt(amount), big.NewInt(rate))
	half := big.NewInt(unit * 5000)
	if amount < 0 {
		half.Neg(half)
	}
	return n.Add(n, half).Quo(n, big.NewInt(unit*10000)).Int64()
}

// left is what is open at the end of a day, in the currency and in SEK.
func (d *randomDoc) left(day civil.Date) (amount, sek int64) {
	amount, sek = d.total, d.sek(d.total)
	for _, m := range d.moves {
		if !m.date.After(day) {
			amount -= m.amount
			sek -= m.sek
		}
	}
	return amount, sek
}

// settle takes amount off the document; what closes it takes all the SEK.
func (d *randomDoc) settle(day civil.Date, amount int64, setOff bool) (sek int64) {
	left, leftSEK := d.left(day)
	sek = d.sek(amount)
	if left == amount {
		sek = leftSEK
		d.finalPaid = day
	}
	d.moves = append(d.moves, randomMove{day, amount, sek, setOff})
	return sek
}

func (d *randomDoc) inLedger() bool {
	return d.booked && !d.cancelled && d.kind != "CASHINVOICE"
}

// newRandomCompany has at most three years behind the current one, so that an
// import reads them all.
func newRandomCompany(seed uint64) *randomCompany { return newCompanyOf(seed, 3) }

// newCompanyOf has one to most years behind the current one. With more than
// three it is odd in other ways as well: payment files are one voucher, and the
// balances of some documents are withheld.
func newCompanyOf(seed uint64, most int) *randomCompany {
	c := &randomCompany{Rand: rand.New(rand.NewPCG(seed, 5)), numbers: map[string]int{}, odd: most > 3}
	c.cash = c.one(4)
	c.layOutYears(most)
	c.found()
	for range 12 + c.IntN(30) {
		c.makeDocument()
	}
	c.makeManual()
	slices.SortStableFunc(c.events, func(a, b randomEvent) int { return a.date.Compare(b.date) })
	for i := range c.years[:len(c.years)-1] {
		c.carries = append(c.carries, c.cash && (i < len(c.years)-2 || c.one(3)))
	}
	c.live()
	c.closeBooks()
	return c
}

// one is true once in n.
func (c *randomCompany) one(n int) bool { return c.IntN(n) == 0 }

// layOutYears has years of odd lengths at times, with ids in no order.
func (c *randomCompany) layOutYears(most int) {
	from := civil.Of(2022, 1, 1).AddMonths(c.IntN(12))
	ids := c.Perm(9)
	for i := range 2 + c.IntN(most) {
		months := 12
		if i == 0 && c.one(3) {
			months = 6 + c.IntN(13)
		}
		to := from.AddMonths(months).AddDays(-1)
		c.years = append(c.years, randomYear{id: ids[i] + 1, period: civil.Period{From: from, To: to}, opening: map[int]int64{}})
		from = to.AddDays(1)
	}
	c.clock = c.closing().To.AddDays(20 + c.IntN(90))
}

func (c *randomCompany) closing() civil.Period { return c.years[len(c.years)-2].period }

// live lets everything happen that happens before the clock, year by year.
func (c *randomCompany) live() {
	for i, year := range c.years {
		for _, e := range c.events {
			if year.period.Contains(e.date) && !e.date.After(c.clock) {
				e.do(e.date)
			}
		}
		if i < len(c.carries) && c.carries[i] {
			c.carry(year.period.To)
		}
	}
}

func (c *randomCompany) at(day civil.Date, do func(civil.Date)) {
	if day.Before(c.years[0].period.From) {
		day = c.years[0].period.From
	}
	c.events = append(c.events, randomEvent{day, do})
}

func (c *randomCompany) next(kind string) string {
	c.numbers[kind]++
	return fmt.Sprint(1000 + c.numbers[kind])
}
